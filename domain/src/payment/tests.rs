use proptest::prelude::*;

use super::{Entry, Happened, Last, Next, NotMade, Order, Outcome, Transaction};

const CENTS: i64 = 5_200;

fn entry(trace: u32) -> Entry {
    Entry {
        trace,
        receipt: trace + 100,
        cents: CENTS,
        approved: true,
        reverses: None,
    }
}

fn before() -> Happened {
    Happened::LastIs(Last::Entry(entry(7)))
}

/// A charge of which the order was sent.
fn sent() -> Transaction {
    sent_after(before())
}

fn sent_after(last: Happened) -> Transaction {
    let mut charge = Transaction::new(Order::Charge { cents: CENTS });
    assert_eq!(charge.next(), Next::Connect);
    charge.happened(Happened::Connected);
    assert_eq!(charge.next(), Next::AskLast);
    charge.happened(last);
    assert_eq!(charge.next(), Next::Start);
    charge
}

/// What comes of a charge that was sent when these things happen.
fn after(events: &[Happened]) -> Next {
    let mut charge = sent();
    for event in events {
        charge.happened(*event);
    }
    charge.next()
}

fn made(entry: Entry) -> Next {
    Next::Over(Outcome::Made(Some(entry)))
}

fn not_made(why: NotMade) -> Next {
    Next::Over(Outcome::NotMade(why))
}

/// A look at the journal in doubt.
fn look(last: Last) -> [Happened; 3] {
    [
        Happened::Waited,
        Happened::Connected,
        Happened::LastIs(last),
    ]
}

#[test]
fn the_terminals_clear_word_ends_it() {
    let declined = Entry {
        approved: false,
        ..entry(8)
    };
    let told = Happened::Told(entry(8));
    assert_eq!(after(&[told, Happened::Completed]), made(entry(8)));
    assert_eq!(
        after(&[told, told, Happened::Completed, Happened::Completed]),
        made(entry(8))
    );
    let no = not_made(NotMade::Declined);
    assert_eq!(after(&[Happened::Refused]), no);
    assert_eq!(after(&[Happened::Busy]), no);
    assert_eq!(after(&[Happened::Told(declined), Happened::Refused]), no);
    assert_eq!(after(&[Happened::Told(declined), Happened::Completed]), no);
}

#[test]
fn before_the_start_nothing_can_be_lost() {
    let cases = [
        (Happened::GiveUp, NotMade::GivenUp),
        (Happened::Lost, NotMade::Unreachable),
        (Happened::Busy, NotMade::Declined),
        (Happened::Refused, NotMade::Declined),
    ];
    for (event, why) in cases {
        let mut charge = Transaction::new(Order::Charge { cents: CENTS });
        charge.happened(event);
        assert_eq!(charge.next(), not_made(why));
        let mut charge = Transaction::new(Order::Charge { cents: CENTS });
        charge.happened(Happened::Connected);
        charge.happened(event);
        assert_eq!(charge.next(), not_made(why));
        assert!(!charge.is_sent());
    }
}

#[test]
fn the_start_is_given_once_and_giving_up_comes_too_late_then() {
    let mut charge = sent();
    assert!(charge.is_sent());
    assert_eq!(charge.next(), Next::Listen);
    charge.happened(Happened::GiveUp);
    assert_eq!(charge.next(), Next::Listen);
    charge.happened(Happened::Lost);
    charge.happened(Happened::GiveUp);
    assert!(charge.is_in_doubt());
    assert_eq!(charge.outcome(), None);
}

#[test]
fn answers_that_contradict_themselves_are_in_doubt() {
    let other_sum = Entry {
        cents: 1,
        ..entry(8)
    };
    let doubtful: [&[Happened]; 4] = [
        &[Happened::Completed],
        &[Happened::Told(other_sum), Happened::Completed],
        &[Happened::Told(entry(8)), Happened::Refused],
        &[Happened::Told(entry(8)), Happened::Lost],
    ];
    for events in doubtful {
        assert_eq!(after(events), Next::Wait { millis: 500 }, "{events:?}");
    }
}

#[test]
fn a_lost_answer_is_found_in_the_journal() {
    let mut charge = sent();
    charge.happened(Happened::Lost);
    for event in look(Last::Entry(entry(8))) {
        charge.happened(event);
    }
    assert_eq!(charge.next(), made(entry(8)));
}

#[test]
fn that_it_is_missing_is_believed_at_the_second_look() {
    let mut charge = sent();
    charge.happened(Happened::Lost);
    for event in look(Last::Entry(entry(7))) {
        charge.happened(event);
    }
    assert_eq!(charge.next(), Next::Wait { millis: 2_000 });
    for event in look(Last::Entry(entry(7))) {
        charge.happened(event);
    }
    assert_eq!(charge.next(), not_made(NotMade::NotInJournal));
}

#[test]
fn a_charge_after_the_closing_of_the_day_is_known_by_its_entry() {
    let closing = Last::Other(7);
    let ended = |last| {
        let mut charge = sent_after(Happened::LastIs(closing));
        charge.happened(Happened::Lost);
        for event in [look(last), look(last)].concat() {
            charge.happened(event);
        }
        charge.next()
    };
    assert_eq!(ended(closing), not_made(NotMade::NotInJournal));
    assert_eq!(ended(Last::Entry(entry(8))), made(entry(8)));
}

#[test]
fn a_declined_entry_is_no_charge() {
    let declined = Entry {
        approved: false,
        ..entry(8)
    };
    let mut charge = sent();
    charge.happened(Happened::Lost);
    for event in [look(Last::Entry(declined)), look(Last::Entry(declined))].concat() {
        charge.happened(event);
    }
    assert_eq!(charge.next(), not_made(NotMade::NotInJournal));
}

#[test]
fn what_the_journal_does_not_tell_a_person_must() {
    let foreign = Entry {
        cents: 1,
        ..entry(8)
    };
    let reversal = Entry {
        reverses: Some(3),
        ..entry(8)
    };
    let unclear = [
        (before(), Last::NotTold),
        (before(), Last::Nothing),
        (before(), Last::Other(9)),
        (Happened::LastIs(Last::Other(8)), Last::Other(9)),
        (before(), Last::Entry(foreign)),
        (before(), Last::Entry(reversal)),
        (Happened::LastIs(Last::NotTold), Last::Entry(entry(8))),
    ];
    for (first, last) in unclear {
        let mut charge = sent_after(first);
        charge.happened(Happened::Lost);
        for event in look(last) {
            charge.happened(event);
        }
        assert_eq!(charge.next(), Next::AskPerson, "{last:?}");
        charge.happened(Happened::PersonSays { made: true });
        assert_eq!(charge.next(), Next::Over(Outcome::Made(None)));
    }
}

#[test]
fn an_entry_that_was_told_is_known_again_without_a_mark() {
    let mut charge = sent_after(Happened::LastIs(Last::NotTold));
    charge.happened(Happened::Told(entry(8)));
    charge.happened(Happened::Lost);
    for event in look(Last::Entry(entry(8))) {
        charge.happened(event);
    }
    assert_eq!(charge.next(), made(entry(8)));
}

#[test]
fn a_charge_that_the_terminal_told_is_never_taken_for_missing() {
    let mut charge = sent();
    charge.happened(Happened::Told(entry(8)));
    charge.happened(Happened::Lost);
    for event in look(Last::Entry(entry(7))) {
        charge.happened(event);
    }
    assert_eq!(charge.next(), Next::AskPerson);
}

#[test]
fn a_terminal_that_stays_away_is_left_to_a_person_who_may_ask_again() {
    let mut charge = sent();
    charge.happened(Happened::Lost);
    let mut waited = 0;
    while let Next::Wait { millis } = charge.next() {
        waited += millis;
        charge.happened(Happened::Waited);
        charge.happened(Happened::Lost);
    }
    assert!(waited > 30_000, "{waited}");
    assert_eq!(charge.next(), Next::AskPerson);
    charge.happened(Happened::AskAgain);
    assert_eq!(charge.next(), Next::Connect);
    charge.happened(Happened::Connected);
    charge.happened(Happened::LastIs(Last::Entry(entry(8))));
    assert_eq!(charge.next(), made(entry(8)));
}

#[test]
fn a_reversal_is_told_from_the_charge_it_reverses() {
    let order = Order::Reversal {
        cents: CENTS,
        trace: 7,
        receipt: 107,
    };
    let ended = |last| {
        let mut reversal = Transaction::new(order);
        reversal.happened(Happened::Connected);
        reversal.happened(before());
        assert_eq!(reversal.next(), Next::Start);
        reversal.happened(Happened::Lost);
        for event in [look(last), look(last)].concat() {
            reversal.happened(event);
        }
        reversal.next()
    };
    let of = |charge| Entry {
        reverses: charge,
        ..entry(8)
    };
    assert_eq!(ended(Last::Entry(of(Some(7)))), made(of(Some(7))));
    assert_eq!(ended(Last::Entry(of(None))), made(of(None)));
    assert_eq!(ended(Last::Entry(of(Some(6)))), Next::AskPerson);
    assert_eq!(
        ended(Last::Entry(entry(7))),
        not_made(NotMade::NotInJournal)
    );
}

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
        let event = match transaction.next() {
            Next::Connect if fate.cut => Happened::Lost,
            Next::Connect => Happened::Connected,
            Next::AskLast if fate.cut => Happened::Lost,
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
            starts += usize::from(transaction.next() == Next::Start);
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
