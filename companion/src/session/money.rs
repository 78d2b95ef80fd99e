//! Several cases paid together, and the cash desk of the visit. What was reckoned here is reckoned anew by
//! the gateway.

mod closing;
mod kept;
mod together;

use std::sync::Arc;

use amtskoffer_contract::bridge::{
    BasketLines, BasketView, Failure, MoneyRequest, MoneyView, PayableView, Reply,
};
use amtskoffer_contract::closing::{CashClosing, ClosingLine, way};
use amtskoffer_contract::ingest::PaymentMethod;
use amtskoffer_domain::till::{Entry, Till, TillError};

use self::kept::Kept;

pub(super) use self::kept::begin;
pub(super) use self::together::{ToPay, federal, may_take_back, paid_with};
use super::Session;
use super::state::State;
use crate::clock;

/// The cash desk as the session knows it. It holds numbers and amounts, nobody's name, outlives a change of
/// clerks, and a crash by way of the data centre.
#[derive(Default)]
pub(super) struct Money {
    till: Till,
    /// Time of the first payment.
    since: Option<String>,
    closing: Option<CashClosing>,
    sent: bool,
    closings: u32,
    kept: Kept,
}

impl Money {
    /// Whether a further payment fits.
    ///
    /// # Errors
    /// [`Failure::TillFull`].
    pub(super) fn has_room(&self) -> Result<(), Failure> {
        let room = amtskoffer_domain::till::MOST_ENTRIES - 1;
        (self.till.entries().len() < room).then_some(()).ok_or(Failure::TillFull)
    }

    /// Notes a payment.
    pub(super) fn take_in(&mut self, number: &str, method: PaymentMethod, cents: i64, federal: i64) {
        let time = clock::time_of_day();
        self.since.get_or_insert_with(|| time.clone());
        let booked = self.till.book(Entry {
            number: number.to_owned(),
            time,
            way: way(method),
            cents,
            federal,
            earlier: None,
        });
        told(booked);
        self.kept.stirs();
    }

    /// Whether the desk knows a payment that is to be given back, its own or one of a closed desk.
    ///
    /// # Errors
    /// [`Failure::InputOutOfBounds`], [`Failure::TillFull`].
    fn may_give_back(&self, number: &str) -> Result<(), Failure> {
        let may = self.till.may_give_back(number);
        may.map_err(|error| refused(error, "money.cases"))
    }

    /// Notes that a payment was given back; one of a desk that was closed stands in the next closing.
    pub(super) fn give_back(&mut self, number: &str) {
        told(self.till.give_back(number, &clock::time_of_day()));
        self.kept.stirs();
    }
}

fn told(booked: Result<(), TillError>) {
    if let Err(error) = booked {
        tracing::warn!("the cash desk does not note a payment: {error}");
    }
}

impl Session {
    /// Answers a request about money.
    ///
    /// # Errors
    /// [`Failure::InputOutOfBounds`], [`Failure::PaymentTooLow`], [`Failure::PaidTogether`],
    /// [`Failure::TillAtWork`], [`Failure::TillFull`], [`Failure::LineDown`] and those of the cases.
    pub(super) async fn money(self: &Arc<Self>, request: MoneyRequest) -> Result<Reply, Failure> {
        match request {
            // Without a line it shows what was booked since the start.
            MoneyRequest::Look => drop(self.learn_till().await),
            MoneyRequest::Reckon { cases } => {
                return Ok(Reply::Basket(basket_view(self.reckon(&cases, None)?)));
            }
            MoneyRequest::Pay {
                cases,
                method,
                given_cents,
            } => self.pay_together(&cases, method, given_cents)?,
            MoneyRequest::Charge { cases } => {
                let paid = self.reckon(&cases, Some(PaymentMethod::Card))?;
                self.charge(paid)?;
                return Ok(Reply::Payment(self.payment_view()));
            }
            MoneyRequest::Undo { case } => self.undo_payment(case)?,
            MoneyRequest::Begin { float_cents } => {
                let mut state = self.state();
                let begun = state.money.till.set_float(float_cents);
                begun.map_err(|error| refused(error, "money.float"))?;
                state.money.kept.stirs();
            }
            MoneyRequest::Close {
                counted_cents,
                remark,
            } => self.close_till(counted_cents, &remark).await?,
            MoneyRequest::Send => self.send_closing().await?,
            MoneyRequest::Print => {
                let job = self.print_closing().await?;
                return Ok(Reply::PrintStarted { job });
            }
        }
        Ok(Reply::Money(Box::new(self.money_view()?)))
    }

    fn money_view(&self) -> Result<MoneyView, Failure> {
        let payable = self.payable();
        let state = self.state();
        let Money {
            till,
            closing,
            sent,
            ..
        } = &state.money;
        let entries = till.entries().iter().cloned();
        Ok(MoneyView {
            payable,
            float_cents: till.float(),
            lines: entries.map(ClosingLine::from).collect(),
            expected_cents: till.expected(),
            closing: closing.clone(),
            sent: *sent,
        })
    }

    /// Drafts that cost something and are not paid yet.
    fn payable(&self) -> Vec<PayableView> {
        let drafts = self.state().cases.drafts();
        let open = drafts.into_iter().filter_map(|case| {
            let paid = self.reckon(&[case], None).ok()?;
            let cents = paid.iter().map(ToPay::cents).sum();
            let summary = self.state().cases.get(case).ok()?.summary();
            let (service, person) = (summary.service, summary.person);
            (cents > 0).then_some(PayableView {
                case,
                service,
                person,
                cents,
            })
        });
        open.collect()
    }
}

impl State {
    /// Notes in the desk that the payment of a case goes back by hand, if there is one.
    pub(super) fn hand_back(&mut self, number: Option<String>) {
        if let Some(number) = number {
            self.money.give_back(&number);
        }
    }
}

fn basket_view(paid: Vec<ToPay>) -> BasketView {
    let total_cents = paid.iter().map(ToPay::cents).sum();
    let lines = |paid: ToPay| BasketLines {
        case: paid.case,
        fee: paid.fee,
    };
    BasketView {
        items: paid.into_iter().map(lines).collect(),
        total_cents,
    }
}

fn refused(error: TillError, input: &str) -> Failure {
    match error {
        TillError::AtWork => Failure::TillAtWork,
        TillError::Full => Failure::TillFull,
        TillError::RemarkMissing => out_of_bounds("money.remark"),
        TillError::Amount | TillError::Number => out_of_bounds(input),
    }
}

fn out_of_bounds(input: &str) -> Failure {
    Failure::InputOutOfBounds {
        input: input.to_owned(),
    }
}
