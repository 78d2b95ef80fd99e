//! What a draft gets before it is fixed: its number in the register of certifications, what its papers say
//! besides the register's record, and the papers that go along with it.

use std::sync::Arc;

use amtskoffer_contract::bridge::{Failure, PaperKey};
use amtskoffer_contract::ingest::PAPER_PART;
use amtskoffer_contract::register::RecordRequest;
use amtskoffer_domain::catalogue::Application;
use amtskoffer_domain::fields::Field;
use amtskoffer_domain::services::PaperKind;
use uuid::Uuid;

use super::Session;
use super::casework::put_answer;
use crate::cases::{Case, SentPaper};
use crate::clock;
use crate::papers::Paper;

impl Session {
    /// Adds to a draft what follows from it.
    ///
    /// # Errors
    /// [`Failure::CaseUnknown`], [`Failure::CaseNotInState`], any trouble of the line, and of making a
    /// paper.
    pub(super) async fn add_what_follows(&self, case: Uuid) -> Result<(), Failure> {
        self.number(case)?;
        self.fetch_particulars(case).await?;
        self.draw_sent_papers(case).await
    }

    /// A number stays once it is given, also when the case is changed again.
    fn number(&self, case: Uuid) -> Result<(), Failure> {
        let mut state = self.state();
        let last = state.last_certification;
        let draft = state.cases.draft(case)?;
        if !draft.outputs().contains(&PaperKey::REGISTER_ENTRY) {
            return Ok(());
        }
        let pages = certified_pages(draft).map_or_else(String::new, |pages| pages.to_string());
        put_answer(draft, Field::CertificationPages, pages);
        if draft.answers.contains_key(Field::CertificationNumber.key()) {
            return Ok(());
        }
        let session: String = self.id.simple().to_string().chars().take(6).collect();
        let number = format!("B-{}-{session}-{:03}", clock::today(), last + 1);
        put_answer(draft, Field::CertificationNumber, number);
        state.last_certification = last + 1;
        Ok(())
    }

    async fn fetch_particulars(&self, case: Uuid) -> Result<(), Failure> {
        let request = {
            let mut state = self.state();
            let draft = state.cases.draft(case)?;
            match &draft.person {
                Some(person) if draft.particulars.is_none() && wants_particulars(draft) => {
                    RecordRequest {
                        purpose: draft.purpose.clone(),
                        record: person.record.clone(),
                    }
                }
                _ => return Ok(()),
            }
        };
        let fetched = self.link.particulars(&request).await;
        let fetched = fetched.map_err(|error| error.failure())?;
        self.state().cases.draft(case)?.particulars = Some(Box::new(fetched));
        Ok(())
    }

    async fn draw_sent_papers(&self, case: Uuid) -> Result<(), Failure> {
        let wanted: Vec<PaperKey> = {
            let mut state = self.state();
            let draft = state.cases.draft(case)?;
            draft.sent.clear();
            let answers = draft.typed_answers();
            let application = Application::of(&draft.service, &answers, draft.application_date);
            let papers = application.sent_papers().into_iter();
            papers.filter_map(|paper| PaperKey::new(&paper.key).ok()).collect()
        };
        for key in wanted {
            let issue = self.issue()?;
            let mut paper = Paper::of(key, self.state().cases.draft(case)?, &issue)?;
            self.make_checkable(&mut paper).await;
            let fonts = Arc::clone(&self.fonts);
            let pdf = self.compute(move || paper.to_pdf(&fonts)).await?;
            let mut state = self.state();
            let handle = state.cases.next_handle();
            let sent = &mut state.cases.draft(case)?.sent;
            sent.insert(format!("{PAPER_PART}{key}"), SentPaper { handle, pdf });
        }
        Ok(())
    }
}

fn wants_particulars(case: &Case) -> bool {
    let answers = case.typed_answers();
    Application::of(&case.service, &answers, case.application_date).wants_particulars()
}

/// Pages of the document that is certified; nothing where none was scanned.
fn certified_pages(case: &Case) -> Option<usize> {
    let scanned = case.scans.documents().iter();
    let certified = scanned.filter(|document| document.kind == PaperKind::CertifiedPaper);
    let pages: usize = certified.map(|document| document.pages.len().max(document.held_pages)).sum();
    (pages > 0).then_some(pages)
}
