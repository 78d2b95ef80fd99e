mod chance;

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
    assert_eq!(charge.take_next(), Next::Connect);
    charge.happened(Happened::Connected);
    assert_eq!(charge.take_next(), Next::AskLast);
    charge.happened(last);
    assert_eq!(charge.take_next(), Next::Start);
    charge
}

/// What comes of a charge that was sent when these things happen.
fn after(events: &[Happened]) -> Next {
    let mut charge = sent();
    for event in events {
        charge.happened(*event);
    }
    charge.take_next()
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
        assert_eq!(charge.take_next(), not_made(why));
        let mut charge = Transaction::new(Order::Charge { cents: CENTS });
        charge.happened(Happened::Connected);
        charge.happened(event);
        assert_eq!(charge.take_next(), not_made(why));
        assert!(!charge.is_sent());
    }
}

#[test]
fn the_start_is_given_once_and_giving_up_comes_too_late_then() {
    let mut charge = sent();
    assert!(charge.is_sent());
    assert_eq!(charge.take_next(), Next::Listen);
    charge.happened(Happened::GiveUp);
    assert_eq!(charge.take_next(), Next::Listen);
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
    assert_eq!(charge.take_next(), made(entry(8)));
}

#[test]
fn that_it_is_missing_is_believed_at_the_second_look() {
    let mut charge = sent();
    charge.happened(Happened::Lost);
    for event in look(Last::Entry(entry(7))) {
        charge.happened(event);
    }
    assert_eq!(charge.take_next(), Next::Wait { millis: 2_000 });
    for event in look(Last::Entry(entry(7))) {
        charge.happened(event);
    }
    assert_eq!(charge.take_next(), not_made(NotMade::NotInJournal));
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
        charge.take_next()
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
    assert_eq!(charge.take_next(), not_made(NotMade::NotInJournal));
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
        assert_eq!(charge.take_next(), Next::AskPerson, "{last:?}");
        charge.happened(Happened::PersonSays { made: true });
        assert_eq!(charge.take_next(), Next::Over(Outcome::Made(None)));
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
    assert_eq!(charge.take_next(), made(entry(8)));
}

#[test]
fn a_charge_that_the_terminal_told_is_never_taken_for_missing() {
    let mut charge = sent();
    charge.happened(Happened::Told(entry(8)));
    charge.happened(Happened::Lost);
    for event in look(Last::Entry(entry(7))) {
        charge.happened(event);
    }
    assert_eq!(charge.take_next(), Next::AskPerson);
}

#[test]
fn a_terminal_that_stays_away_is_left_to_a_person_who_may_ask_again() {
    let mut charge = sent();
    charge.happened(Happened::Lost);
    let mut waited = 0;
    while let Next::Wait { millis } = charge.take_next() {
        waited += millis;
        charge.happened(Happened::Waited);
        charge.happened(Happened::Lost);
    }
    assert!(waited > 30_000, "{waited}");
    assert_eq!(charge.take_next(), Next::AskPerson);
    charge.happened(Happened::AskAgain);
    assert_eq!(charge.take_next(), Next::Connect);
    charge.happened(Happened::Connected);
    charge.happened(Happened::LastIs(Last::Entry(entry(8))));
    assert_eq!(charge.take_next(), made(entry(8)));
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
        assert_eq!(reversal.take_next(), Next::Start);
        reversal.happened(Happened::Lost);
        for event in [look(last), look(last)].concat() {
            reversal.happened(event);
        }
        reversal.take_next()
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
