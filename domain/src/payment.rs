//! One transaction at a card terminal: a charge, or the reversal of one. Which step comes next, whatever
//! happens on the line. Pure; the shell around it does what [`Transaction::take_next`] says and tells what
//! came of it.
//!
//! Two promises, kept in any order of events. **Never twice:** [`Next::Start`] is given once in the
//! life of a transaction and never again. **Never lost:** from that moment on nothing but the
//! terminal's clear word, its journal or a person ends the transaction. When an answer is lost, the
//! terminal is asked for its last receipt, and that is compared with the one from before the start.
//!
//! What it relies on: nobody else makes transactions at the terminal between both looks, and a terminal
//! that still works on one says that it is busy. That an entry is missing is believed only when two
//! looks in a row say so.

mod terms;

pub use terms::{Entry, Happened, Last, Next, NotMade, Order, Outcome};

/// First wait after a lost answer; doubled with each further one.
const FIRST_WAIT_MILLIS: u64 = 500;

/// Longest wait.
const LONGEST_WAIT_MILLIS: u64 = 8_000;

/// Time between the two looks that show that an entry is missing.
const SECOND_LOOK_MILLIS: u64 = 2_000;

/// Looks without result after which a person is asked.
const MAX_LOOKS: u32 = 12;

/// One transaction.
#[derive(Clone, Debug)]
pub struct Transaction {
    order: Order,
    before: Last,
    told: Option<Entry>,
    stage: Stage,
}

#[derive(Clone, Copy, Debug)]
enum Stage {
    Connecting,
    Marking,
    Ready,
    Running,
    Doubt(Doubt),
    Over(Outcome),
}

/// The order was sent, and what came of it is not known.
#[derive(Clone, Copy, Debug, Default)]
struct Doubt {
    step: Step,
    /// Looks without result so far.
    looks: u32,
    /// The look before this one found no entry.
    missing: bool,
}

#[derive(Clone, Copy, Debug, Default)]
enum Step {
    #[default]
    Waiting,
    Connecting,
    Asking,
    Person,
}

impl Transaction {
    /// A transaction of which nothing was done yet.
    pub fn new(order: Order) -> Self {
        Self {
            order,
            before: Last::NotTold,
            told: None,
            stage: Stage::Connecting,
        }
    }

    /// What is to be done now. [`Next::Start`] is given once; whoever asks again is told to listen.
    pub fn take_next(&mut self) -> Next {
        match self.stage {
            Stage::Connecting => Next::Connect,
            Stage::Marking => Next::AskLast,
            Stage::Ready => {
                self.stage = Stage::Running;
                Next::Start
            }
            Stage::Running => Next::Listen,
            Stage::Doubt(doubt) => doubt.next(),
            Stage::Over(outcome) => Next::Over(outcome),
        }
    }

    /// Takes in what came of it. What does not fit the step changes nothing.
    pub fn happened(&mut self, event: Happened) {
        self.stage = match self.stage {
            Stage::Connecting => match event {
                Happened::Connected => Stage::Marking,
                other => self.before_start(other),
            },
            Stage::Marking => match event {
                Happened::LastIs(last) => {
                    self.before = last;
                    Stage::Ready
                }
                other => self.before_start(other),
            },
            Stage::Ready => self.before_start(event),
            Stage::Running => self.running(event),
            Stage::Doubt(doubt) => self.doubting(doubt, event),
            Stage::Over(_) => self.stage,
        };
    }

    /// Whether the order has gone out, so that giving up is the terminal's decision.
    pub fn is_sent(&self) -> bool {
        matches!(self.stage, Stage::Running | Stage::Doubt(_))
    }

    /// Whether the answer was lost and is being looked for.
    pub fn is_in_doubt(&self) -> bool {
        matches!(self.stage, Stage::Doubt(_))
    }

    /// How it ended, if it has.
    pub fn outcome(&self) -> Option<Outcome> {
        match self.stage {
            Stage::Over(outcome) => Some(outcome),
            _ => None,
        }
    }

    fn before_start(&self, event: Happened) -> Stage {
        let why = match event {
            Happened::GiveUp => NotMade::GivenUp,
            Happened::Lost => NotMade::Unreachable,
            Happened::Busy | Happened::Refused => NotMade::Declined,
            _ => return self.stage,
        };
        Stage::Over(Outcome::NotMade(why))
    }

    fn running(&mut self, event: Happened) -> Stage {
        match event {
            Happened::Told(entry) => {
                self.told = Some(entry);
                Stage::Running
            }
            Happened::Completed => match self.told {
                Some(entry) if self.fits(entry) => Stage::Over(Outcome::Made(Some(entry))),
                Some(entry) if !entry.approved => declined(),
                _ => Stage::Doubt(Doubt::default()),
            },
            Happened::Refused | Happened::Busy => match self.told {
                Some(entry) if entry.approved => Stage::Doubt(Doubt::default()),
                _ => declined(),
            },
            Happened::Lost => Stage::Doubt(Doubt::default()),
            _ => self.stage,
        }
    }

    fn doubting(&self, doubt: Doubt, event: Happened) -> Stage {
        let at = |step| Stage::Doubt(Doubt { step, ..doubt });
        match (doubt.step, event) {
            (Step::Waiting, Happened::Waited) => at(Step::Connecting),
            (Step::Connecting, Happened::Connected) => at(Step::Asking),
            (Step::Asking, Happened::LastIs(last)) => self.judge(doubt, last),
            (
                Step::Connecting | Step::Asking,
                Happened::Lost | Happened::Busy | Happened::Refused,
            ) => Stage::Doubt(doubt.looked_in_vain()),
            (Step::Person | Step::Waiting, Happened::AskAgain) => Stage::Doubt(Doubt {
                step: Step::Connecting,
                looks: 0,
                missing: false,
            }),
            (Step::Person, Happened::PersonSays { made: true }) => Stage::Over(Outcome::Made(None)),
            (Step::Person, Happened::PersonSays { made: false }) => {
                Stage::Over(Outcome::NotMade(NotMade::PersonSaid))
            }
            _ => self.stage,
        }
    }

    fn judge(&self, doubt: Doubt, last: Last) -> Stage {
        let person = Stage::Doubt(Doubt {
            step: Step::Person,
            ..doubt
        });
        match (self.before, last) {
            (_, Last::NotTold) => person,
            (_, Last::Entry(entry)) if self.was_told(entry) && self.fits(entry) => {
                Stage::Over(Outcome::Made(Some(entry)))
            }
            // The terminal said that it was made: that it is not there now is for a person to clear up.
            _ if self.told.is_some_and(|told| told.approved) => person,
            (Last::NotTold, _) => person,
            (before, last) if same(before, last) => missing(doubt),
            (_, Last::Entry(entry)) if self.fits(entry) => Stage::Over(Outcome::Made(Some(entry))),
            (_, Last::Entry(entry)) if !entry.approved && entry.cents == self.cents() => {
                missing(doubt)
            }
            _ => person,
        }
    }

    fn was_told(&self, entry: Entry) -> bool {
        self.told
            .is_some_and(|told| same(Last::Entry(told), Last::Entry(entry)))
    }

    /// Whether an entry is that of the order, made.
    fn fits(&self, entry: Entry) -> bool {
        let kind_fits = match self.order {
            Order::Charge { .. } => entry.reverses.is_none(),
            Order::Reversal { trace, .. } => entry.reverses.is_none_or(|charge| charge == trace),
        };
        entry.approved && entry.cents == self.cents() && kind_fits
    }

    fn cents(&self) -> i64 {
        match self.order {
            Order::Charge { cents } | Order::Reversal { cents, .. } => cents,
        }
    }
}

impl Doubt {
    fn next(self) -> Next {
        match self.step {
            Step::Waiting if self.missing => Next::Wait {
                millis: SECOND_LOOK_MILLIS,
            },
            Step::Waiting => {
                let doubled = FIRST_WAIT_MILLIS << self.looks.min(10);
                Next::Wait {
                    millis: doubled.min(LONGEST_WAIT_MILLIS),
                }
            }
            Step::Connecting => Next::Connect,
            Step::Asking => Next::AskLast,
            Step::Person => Next::AskPerson,
        }
    }

    fn looked_in_vain(self) -> Self {
        let looks = self.looks + 1;
        let step = if looks < MAX_LOOKS {
            Step::Waiting
        } else {
            Step::Person
        };
        Self {
            step,
            looks,
            missing: false,
        }
    }
}

fn declined() -> Stage {
    Stage::Over(Outcome::NotMade(NotMade::Declined))
}

fn missing(doubt: Doubt) -> Stage {
    if doubt.missing {
        return Stage::Over(Outcome::NotMade(NotMade::NotInJournal));
    }
    Stage::Doubt(Doubt {
        step: Step::Waiting,
        missing: true,
        ..doubt
    })
}

/// The same line of the journal.
fn same(one: Last, other: Last) -> bool {
    match (one, other) {
        (Last::Nothing, Last::Nothing) => true,
        (Last::Other(one), Last::Other(other)) => one == other,
        (Last::Entry(one), Last::Entry(other)) => {
            (one.trace, one.receipt) == (other.trace, other.receipt)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests;
