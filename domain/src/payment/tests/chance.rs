//! A terminal as it really is, and a line on which anything happens at any step.

use proptest::prelude::*;

use super::{CENTS, entry};
use crate::payment::{Entry, Happened, Last, Next, Order, Outcome, Transaction};

/// What chance does to one step.
#[derive(Clone, Copy, Debug)]
struct Fate {
    /// The connection breaks at this step.
    cut: bool,
    /// The message comes twice.
    twice: bool,
    /// What the terminal decides, if it has to.
    approves: bool,
    /// The clerk gives up here.
    gives_up: bool,
    /// The terminal works on for so many steps.
    works: u8,
}

fn any_fate() -> impl Strategy<Value = Fate> {
    (
        prop::bool::weighted(0.3),
        any::<bool>(),
        any::<bool>(),
        prop::bool::weighted(0.1),
        0..4_u8,
    )
        .prop_map(|(cut, twice, approves, gives_up, works)| Fate {
            cut,
            twice,
            approves,
            gives_up,
            works,
        })
}

/// A terminal with its journal, as it really is.
#[derive(Debug, Default)]
struct Terminal {
    journal: Vec<Entry>,
    /// Steps that it still works, then this entry is written.
    working: u8,
    pending: Option<Entry>,
    /// What it still says to whoever is connected.
    says: Vec<Happened>,
    starts: usize,
    /// Its receipts do not say of what they are.
    mute: bool,
}

impl Terminal {
    fn pass_time(&mut self) {
        self.working = self.working.saturating_sub(1);
        if self.working == 0 {
            self.journal.extend(self.pending.take());
        }
    }

    fn finish_work(&mut self) {
        while self.pending.is_some() {
            self.pass_time();
        }
    }

    fn last(&self) -> Happened {
        if self.working > 0 || self.pending.is_some() {
            return Happened::Busy;
        }
        let last = match self.journal.last() {
            _ if self.mute => Last::NotTold,
            Some(entry) => Last::Entry(*entry),
            None => Last::Nothing,
        };
        Happened::LastIs(last)
    }

    fn start(&mut self, order: Order, fate: Fate) -> Happened {
        self.starts += 1;
        if fate.cut && fate.works == 0 {
            return Happened::Lost;
        }
        let (cents, reverses) = match order {
            Order::Charge { cents } => (cents, None),
            Order::Reversal { cents, trace, .. } => (cents, Some(trace)),
        };
        let trace = self.journal.last().map_or(1, |last| last.trace + 1);
        let entry = Entry {
            approved: fate.approves,
            cents,
            reverses,
            ..entry(trace)
        };
        self.pending = Some(entry);
        self.working = fate.works;
        if fate.cut {
            return Happened::Lost;
        }
        self.finish_work();
        let end = if fate.approves {
            Happened::Completed
        } else {
            Happened::Refused
        };
        self.says = vec![Happened::Told(entry), end];
        if fate.twice {
            self.says.insert(1, Happened::Told(entry));
        }
        self.says.remove(0)
    }
}

/// Runs a transaction against a terminal; gives its outcome.
fn run(order: Order, terminal: &mut Terminal, fates: &[Fate]) -> Outcome {
    let mut transaction = Transaction::new(order);
    let calm = Fate {
        cut: false,
        twice: false,
        approves: true,
        gives_up: false,
        works: 0,
    };
    for fate in fates.iter().copied().chain(std::iter::repeat(calm)) {
        terminal.pass_time();
        if fate.gives_up {
            transaction.happened(Happened::GiveUp);
        }
        let event = match transaction.take_next() {
            Next::Connect | Next::AskLast if fate.cut => Happened::Lost,
            Next::Connect => Happened::Connected,
            Next::AskLast => terminal.last(),
            Next::Start => terminal.start(order, fate),
            Next::Listen if fate.cut || terminal.says.is_empty() => {
                terminal.says.clear();
                Happened::Lost
            }
            Next::Listen => terminal.says.remove(0),
            Next::Wait { .. } => Happened::Waited,
            Next::AskPerson if fate.twice => Happened::AskAgain,
            Next::AskPerson => {
                terminal.finish_work();
                let last = terminal.journal.last();
                let made = last.is_some_and(|last| last.approved && terminal.journal.len() > 1);
                Happened::PersonSays { made }
            }
            Next::Over(outcome) => return outcome,
        };
        transaction.happened(event);
        if fate.twice {
            transaction.happened(event);
        }
    }
    unreachable!("calm weather does not end")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn never_twice_and_never_lost(
        fates in prop::collection::vec(any_fate(), 0..40),
        mute in prop::bool::weighted(0.2),
        is_reversal in any::<bool>(),
    ) {
        let order = if is_reversal {
            Order::Reversal { cents: CENTS, trace: 7, receipt: 107 }
        } else {
            Order::Charge { cents: CENTS }
        };
        let mut terminal = Terminal { journal: vec![entry(7)], mute, ..Terminal::default() };
        let outcome = run(order, &mut terminal, &fates);
        terminal.finish_work();
        let made = terminal.journal.iter().skip(1).filter(|entry| entry.approved).count();
        prop_assert!(terminal.starts <= 1);
        prop_assert!(made <= 1);
        prop_assert_eq!(matches!(outcome, Outcome::Made(_)), made == 1, "{:?}", outcome);
    }

    #[test]
    fn any_events_in_any_order_start_it_once_at_most(
        events in prop::collection::vec(any_event(), 0..80),
    ) {
        let mut transaction = Transaction::new(Order::Charge { cents: CENTS });
        let mut starts = 0;
        let mut over = None;
        for event in events {
            starts += usize::from(transaction.take_next() == Next::Start);
            transaction.happened(event);
            if over.is_some() {
                prop_assert_eq!(transaction.outcome(), over, "an end is the end");
            }
            over = transaction.outcome();
        }
        prop_assert!(starts <= 1);
    }
}

fn any_event() -> impl Strategy<Value = Happened> {
    let last = prop_oneof![
        Just(Last::Nothing),
        Just(Last::NotTold),
        (6..10_u32).prop_map(Last::Other),
        (6..10_u32).prop_map(|trace| Last::Entry(entry(trace))),
    ];
    prop_oneof![
        3 => Just(Happened::Connected),
        3 => last.prop_map(Happened::LastIs),
        1 => Just(Happened::Busy),
        2 => (6..10_u32).prop_map(|trace| Happened::Told(entry(trace))),
        1 => Just(Happened::Completed),
        1 => Just(Happened::Refused),
        1 => Just(Happened::Lost),
        2 => Just(Happened::Waited),
        1 => Just(Happened::GiveUp),
        1 => Just(Happened::AskAgain),
        1 => any::<bool>().prop_map(|made| Happened::PersonSays { made }),
    ]
}
