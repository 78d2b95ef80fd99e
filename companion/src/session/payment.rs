//! Payments by card. The terminal's work runs in a task of the session: no page, no reload and no
//! cancelled request can stop it half-way.

mod booking;
mod collected;

use std::sync::Arc;

use amtskoffer_contract::bridge::{
    DeviceCause, DeviceKind, Event, Failure, JournalNumbers, NotMade as Why, PaymentKind,
    PaymentRequest, PaymentStage, PaymentView, PaymentWork, Reply,
};
use amtskoffer_contract::ingest::FeeEntry;
use amtskoffer_domain::payment::{Next, NotMade, Order, Outcome};
use tokio::sync::mpsc;
use uuid::Uuid;

use self::collected::Collected;
use super::Session;
use super::casework::due;
use super::money::{self, ToPay, may_take_back};
use crate::devices::payment::{ClerkWord, PaymentTerminal, Report, close_day, run};

/// Words of the clerk that may wait until the terminal is at rest.
const WORDS: usize = 8;

/// Bounds of a reason in characters.
const REASON: std::ops::RangeInclusive<usize> = 3..=200;

/// The terminal's work as the session knows it.
#[derive(Default)]
pub(super) struct Payments {
    work: Option<PaymentWork>,
    clerk: Option<mpsc::Sender<ClerkWord>>,
    /// What the clerk found in the terminal's journal.
    found: Option<JournalNumbers>,
}

impl Payments {
    /// Whether the terminal works, or nobody knows yet what came of it.
    ///
    /// # Errors
    /// [`Failure::PaymentUnfinished`].
    fn at_rest(&self) -> Result<(), Failure> {
        match &self.work {
            Some(work) if !work.stage.is_over() => Err(Failure::PaymentUnfinished),
            _ => Ok(()),
        }
    }

    /// Whether nothing is under way for a case.
    ///
    /// # Errors
    /// [`Failure::PaymentUnfinished`].
    pub(super) fn at_rest_for(&self, case: Uuid) -> Result<(), Failure> {
        match &self.work {
            Some(work) if work.case == Some(case) || work.with.contains(&case) => self.at_rest(),
            _ => Ok(()),
        }
    }
}

impl Session {
    /// Answers a request about payments by card.
    ///
    /// # Errors
    /// [`Failure::PaymentUnfinished`], [`Failure::NoCardPayment`], [`Failure::CardPaid`],
    /// [`Failure::InputOutOfBounds`], [`Failure::Device`] and those of the case.
    pub(super) fn payment(self: &Arc<Self>, request: PaymentRequest) -> Result<Reply, Failure> {
        match request {
            PaymentRequest::Look => {}
            PaymentRequest::Charge { case, fee } => self.charge_alone(case, fee)?,
            PaymentRequest::Reverse { case, reason } => self.reverse(case, &reason)?,
            PaymentRequest::CloseDay => self.close_terminal_day()?,
            PaymentRequest::GiveUp => {
                self.say_to_terminal(ClerkWord::GiveUp)?;
                self.move_work(|work| {
                    if matches!(work.stage, PaymentStage::Running { .. }) {
                        work.stage = PaymentStage::GivingUp;
                    }
                });
                return Ok(Reply::Done);
            }
            PaymentRequest::AskAgain => {
                self.say_to_terminal(ClerkWord::AskAgain)?;
                return Ok(Reply::Done);
            }
            PaymentRequest::Settle { found } => {
                self.settle(found)?;
                return Ok(Reply::Done);
            }
        }
        Ok(Reply::Payment(self.payment_view()))
    }

    pub(super) fn payment_view(&self) -> PaymentView {
        PaymentView {
            work: self.state().payments.work.clone(),
        }
    }

    fn charge_alone(self: &Arc<Self>, case: Uuid, fee: Vec<FeeEntry>) -> Result<(), Failure> {
        let cents = due(&fee)?;
        let catalogue = Arc::clone(self.shelf().catalogue());
        let federal = {
            let mut state = self.state();
            let paid = state.cases.draft(case)?;
            paid.not_paid_by_card()?;
            paid.sole_receipt()?;
            money::federal(paid, &catalogue).min(cents)
        };
        let item = None;
        self.charge(vec![ToPay { case, fee, federal, item }])
    }

    /// Takes the sum of all that is to be paid from one card.
    pub(super) fn charge(self: &Arc<Self>, paid: Vec<ToPay>) -> Result<(), Failure> {
        let cents = paid.iter().map(ToPay::cents).sum();
        if cents == 0 {
            return Err(Failure::InputOutOfBounds {
                input: "fee".to_owned(),
            });
        }
        let terminal = self.payment_terminal()?;
        self.state().money.has_room()?;
        let cases: Vec<Uuid> = paid.iter().map(|paid| paid.case).collect();
        let clerk = self.begin_work(&cases, PaymentKind::Charge, cents)?;
        let session = Arc::clone(self);
        tokio::spawn(async move {
            let order = Order::Charge { cents };
            let (outcome, collected) = session.run_order(&terminal, order, clerk).await;
            if let Outcome::Made(entry) = outcome {
                let found = session.state().payments.found;
                let details = booking::details(&collected, entry, found);
                session.book_charge(paid, details);
            }
            session.end_work(outcome, &collected);
        });
        Ok(())
    }

    fn reverse(self: &Arc<Self>, case: Uuid, reason: &str) -> Result<(), Failure> {
        let reason = reason.trim().to_owned();
        let is_sound = !reason.chars().any(char::is_control);
        if !is_sound || !REASON.contains(&reason.chars().count()) {
            return Err(Failure::InputOutOfBounds {
                input: "payment.reason".to_owned(),
            });
        }
        let terminal = self.payment_terminal()?;
        let (order, cases) = {
            let mut state = self.state();
            let paid = state.cases.draft(case)?;
            let (order, cases) = booking::reversal(paid)?;
            may_take_back(&mut state, &cases)?;
            (order, cases)
        };
        let Order::Reversal { cents, .. } = order else {
            return Err(Failure::Internal);
        };
        let clerk = self.begin_work(&cases, PaymentKind::Reversal, cents)?;
        let session = Arc::clone(self);
        tokio::spawn(async move {
            let (outcome, collected) = session.run_order(&terminal, order, clerk).await;
            if matches!(outcome, Outcome::Made(_)) {
                session.book_reversal(cases, &reason);
            }
            session.end_work(outcome, &collected);
        });
        Ok(())
    }

    fn close_terminal_day(self: &Arc<Self>) -> Result<(), Failure> {
        let terminal = self.payment_terminal()?;
        // Nobody can give this up.
        let _clerk = self.begin_work(&[], PaymentKind::CloseDay, 0)?;
        let session = Arc::clone(self);
        tokio::spawn(async move {
            let _work = session.work_with(DeviceKind::PaymentTerminal);
            session.note_step(Next::Listen, false);
            let mut collected = Collected::default();
            let closed = {
                let mut report = |report| session.note_report(report, &mut collected);
                close_day(&terminal, &mut report).await
            };
            session.move_work(|work| {
                work.cents = collected.cents().unwrap_or_default();
                work.stage = match &closed {
                    Ok(()) => PaymentStage::Made,
                    Err(error) => PaymentStage::Failed {
                        failure: error.into(),
                    },
                };
            });
        });
        Ok(())
    }

    fn payment_terminal(&self) -> Result<Arc<dyn PaymentTerminal>, Failure> {
        self.registry.payment().ok_or(Failure::Device {
            cause: DeviceCause::NotFound,
        })
    }

    /// Notes that the terminal begins something; gives what the clerk says meanwhile.
    fn begin_work(
        &self,
        cases: &[Uuid],
        what: PaymentKind,
        cents: i64,
    ) -> Result<mpsc::Receiver<ClerkWord>, Failure> {
        let (sender, receiver) = mpsc::channel(WORDS);
        let mut state = self.state();
        state.payments.at_rest()?;
        state.payments = Payments {
            work: Some(PaymentWork {
                case: cases.first().copied(),
                with: cases.iter().skip(1).copied().collect(),
                what,
                cents,
                stage: PaymentStage::Connecting,
                lines: Vec::new(),
            }),
            clerk: Some(sender),
            found: None,
        };
        drop(state);
        self.tell(Event::Payment(self.payment_view()));
        Ok(receiver)
    }

    async fn run_order(
        self: &Arc<Self>,
        terminal: &Arc<dyn PaymentTerminal>,
        order: Order,
        mut clerk: mpsc::Receiver<ClerkWord>,
    ) -> (Outcome, Collected) {
        let _work = self.work_with(DeviceKind::PaymentTerminal);
        let mut collected = Collected::default();
        let outcome = {
            let mut report = |report| self.note_report(report, &mut collected);
            run(terminal, order, &mut clerk, &mut report).await
        };
        (outcome, collected)
    }

    fn note_report(&self, report: Report, collected: &mut Collected) {
        match report {
            Report::Step { next, in_doubt } => self.note_step(next, in_doubt),
            Report::Status(status) => self.move_work(|work| {
                if let PaymentStage::Running { status: now } = &mut work.stage {
                    *now = Some(status);
                }
            }),
            other => {
                collected.take(other);
                self.move_work(|work| work.lines = collected.lines().to_vec());
            }
        }
    }

    fn note_step(&self, next: Next, in_doubt: bool) {
        self.move_work(|work| {
            work.stage = match (next, &work.stage) {
                (Next::AskPerson, _) => PaymentStage::AskPerson,
                // Booked first.
                (Next::Over(_), stage) => stage.clone(),
                _ if in_doubt => PaymentStage::InDoubt,
                (
                    Next::Start | Next::Listen,
                    stage @ (PaymentStage::Running { .. } | PaymentStage::GivingUp),
                ) => stage.clone(),
                (Next::Start | Next::Listen, _) => PaymentStage::Running { status: None },
                _ => PaymentStage::Connecting,
            };
        });
    }

    fn end_work(&self, outcome: Outcome, collected: &Collected) {
        self.move_work(|work| {
            work.stage = match outcome {
                Outcome::Made(_) => PaymentStage::Made,
                Outcome::NotMade(why) => PaymentStage::NotMade {
                    why: told_why(why, collected),
                },
            };
        });
    }

    /// Changes the work and tells the page if it is another one now.
    fn move_work(&self, how: impl FnOnce(&mut PaymentWork)) {
        let mut state = self.state();
        let Some(work) = state.payments.work.as_mut() else {
            return;
        };
        let before = work.clone();
        how(work);
        let changed = *work != before;
        drop(state);
        if changed {
            self.tell(Event::Payment(self.payment_view()));
        }
    }

    fn say_to_terminal(&self, word: ClerkWord) -> Result<(), Failure> {
        let state = self.state();
        if state.payments.at_rest().is_ok() {
            return Err(Failure::NoCardPayment);
        }
        let clerk = state.payments.clerk.as_ref();
        let said = clerk.is_some_and(|clerk| clerk.try_send(word).is_ok());
        said.then_some(()).ok_or(Failure::PaymentUnfinished)
    }

    fn settle(&self, found: Option<JournalNumbers>) -> Result<(), Failure> {
        let is_sound = found.is_none_or(|numbers| {
            (1..=999_999).contains(&numbers.trace) && (1..=9_999).contains(&numbers.receipt)
        });
        if !is_sound {
            return Err(Failure::InputOutOfBounds {
                input: "payment.numbers".to_owned(),
            });
        }
        {
            let mut state = self.state();
            let asks = state
                .payments
                .work
                .as_ref()
                .is_some_and(|work| work.stage == PaymentStage::AskPerson);
            if !asks {
                return Err(Failure::NoCardPayment);
            }
            state.payments.found = found;
        }
        self.say_to_terminal(ClerkWord::Says {
            made: found.is_some(),
        })
    }
}

fn told_why(why: NotMade, collected: &Collected) -> Why {
    let device = |cause: Option<DeviceCause>| Why::Device {
        cause: cause.unwrap_or(DeviceCause::OtherFault),
    };
    match why {
        NotMade::GivenUp => Why::GivenUp,
        NotMade::Unreachable => device(collected.cause),
        NotMade::Declined => match collected.refused {
            Some(code) => Why::Declined { code: code.0 },
            None => device(collected.cause),
        },
        NotMade::NotInJournal => Why::NotInJournal,
        NotMade::PersonSaid => Why::ClerkSaid,
    }
}
