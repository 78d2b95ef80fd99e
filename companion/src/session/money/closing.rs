//! The closing of the cash desk: counted, printed, told the data centre.

use std::sync::Arc;

use amtskoffer_contract::bridge::{DeviceCause, Failure, PaperKey};
use amtskoffer_contract::closing::CashClosing;
use bytes::Bytes;
use uuid::Uuid;

use super::refused;
use crate::clock;
use crate::devices::printer::{Document, PrintOptions};
use crate::documents::Pictures;
use crate::papers::{self, Paper, of_closing, of_issue};
use crate::session::Session;

impl Session {
    /// Counts the box, and tells the data centre; without a line that waits for [`Session::send_closing`].
    pub(super) async fn close_till(&self, counted: i64, remark: &str) -> Result<(), Failure> {
        self.learn_till().await?;
        {
            let mut state = self.state();
            if state.money.closing.is_some() && !state.money.sent {
                return Err(Failure::ClosingUnsent);
            }
            let today = clock::today().to_string();
            let name: String = self.id.simple().to_string().chars().take(6).collect();
            let number = format!("K-{today}-{name}-{}", state.money.closings + 1);
            let closed = state.money.till.close(&number, counted, remark);
            let closed = closed.map_err(|error| refused(error, "money.counted"))?;
            state.money.closings += 1;
            let until = clock::time_of_day();
            let since = state.money.since.take().unwrap_or_else(|| until.clone());
            let id = Uuid::new_v4();
            state.money.closing = Some(CashClosing::of(id, number, [today, since, until], closed));
            state.money.sent = false;
            state.money.kept.stirs();
        }
        // What the line keeps back now is sent by hand.
        let _ = self.send_closing().await;
        Ok(())
    }

    /// Tells the data centre the last closing, if it does not know it yet.
    pub(super) async fn send_closing(&self) -> Result<(), Failure> {
        let due = {
            let state = self.state();
            state.money.closing.clone().filter(|_| !state.money.sent)
        };
        let Some(closing) = due else {
            return Ok(());
        };
        let sent = self.link.closing(&closing).await;
        sent.map_err(|error| error.failure())?;
        let mut state = self.state();
        let same = state.money.closing.as_ref().is_some_and(|known| known.id == closing.id);
        state.money.sent |= same;
        state.money.kept.stirs();
        Ok(())
    }

    /// Prints the last closing.
    pub(super) async fn print_closing(self: &Arc<Self>) -> Result<u32, Failure> {
        let missing = Failure::Device {
            cause: DeviceCause::NotFound,
        };
        let printer = self.registry.printer().ok_or(missing)?;
        let closing = self.state().money.closing.clone();
        let closing = closing.ok_or(Failure::NotPrintable)?;
        let issue = self.issue()?;
        let mut context = of_issue(&issue);
        of_closing(&mut context, &closing);
        let key = PaperKey::CASH_CLOSING;
        let paper = Paper::filled(key, &context, Pictures::default(), &issue)?;
        let fonts = Arc::clone(&self.fonts);
        let pdf = self.compute(move || paper.to_pdf(&fonts)).await?;
        let order = Document {
            title: papers::title(key, &self.papers())?.to_owned(),
            pdf: Bytes::copy_from_slice(&pdf),
        };
        Ok(self.begin_job(printer, order, PrintOptions::default()))
    }
}
