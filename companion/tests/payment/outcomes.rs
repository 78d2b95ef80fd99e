//! Every fault of the stand-in: what we say of a payment is what its journal says.

use std::time::Duration;

use amtskoffer_companion::devices::payment::{ClerkWord, Report};
use amtskoffer_domain::payment::{Next, NotMade, Order, Outcome};
use amtskoffer_simulators::payment_zvt::{Fault, Options};

use super::terminals::{charge, charges, driver, lead, stand_in, stand_in_with};

const CENTS: i64 = 5_200;

/// What comes of a charge under a fault, and what the journal has.
async fn under(fault: Fault) -> (Outcome, usize) {
    let running = stand_in(fault).await;
    let ran = charge(&driver(running.port), CENTS).await;
    (ran.outcome, charges(&running))
}

fn is_made(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Made(Some(entry)) if entry.cents == CENTS && entry.approved)
}

#[tokio::test]
async fn without_a_fault_it_is_charged_once() {
    let running = stand_in(Fault::None).await;
    let terminal = driver(running.port);
    let ran = charge(&terminal, CENTS).await;
    assert!(is_made(ran.outcome), "{:?}", ran.outcome);
    let words = ran.reports.iter().filter_map(|report| match report {
        Report::Status(status) => Some(*status),
        _ => None,
    });
    assert_eq!(words.collect::<Vec<_>>(), [0x0a, 0x01, 0x04, 0x0b]);
    let printed = ran.reports.iter().filter_map(|report| match report {
        Report::Printed(printed) => Some(printed.lines.len()),
        _ => None,
    });
    assert_eq!(printed.collect::<Vec<_>>(), [11, 11]);
    assert!(is_made(charge(&terminal, CENTS).await.outcome), "and again");
    assert_eq!(charges(&running), 2);
}

#[tokio::test]
async fn what_was_charged_is_found_again_after_every_kind_of_break() {
    for fault in [
        Fault::LostAnswer,
        Fault::LostEnd,
        Fault::LateCharge,
        Fault::Twice,
    ] {
        let (outcome, charged) = under(fault).await;
        assert!(is_made(outcome), "{fault:?}: {outcome:?}");
        assert_eq!(charged, 1, "{fault:?}");
    }
}

#[tokio::test]
async fn what_was_not_charged_is_known_not_to_be() {
    for (fault, why) in [
        (Fault::Declined, NotMade::Declined),
        (Fault::Refuse, NotMade::Declined),
        (Fault::DayEndDue, NotMade::Declined),
        (Fault::LostOrder, NotMade::NotInJournal),
        (Fault::HalfAnswer, NotMade::NotInJournal),
        (Fault::Flood, NotMade::NotInJournal),
        (Fault::Unplugged, NotMade::Unreachable),
        (Fault::Garbage, NotMade::Unreachable),
        (Fault::LyingLength, NotMade::Unreachable),
        (Fault::Busy, NotMade::Declined),
    ] {
        let (outcome, charged) = under(fault).await;
        assert_eq!(outcome, Outcome::NotMade(why), "{fault:?}");
        assert_eq!(charged, 0, "{fault:?}");
    }
}

#[tokio::test]
async fn slow_terminals_are_waited_for() {
    let running = stand_in_with(Options {
        fault: Fault::Slow,
        slowness: Duration::from_millis(150),
        ..Options::for_test()
    })
    .await;
    let ran = charge(&driver(running.port), CENTS).await;
    assert!(is_made(ran.outcome), "{:?}", ran.outcome);
}

#[tokio::test]
async fn a_terminal_unplugged_in_the_middle_is_asked_when_it_is_back() {
    let running = stand_in_with(Options {
        delay: Duration::from_mins(1),
        ..Options::for_test()
    })
    .await;
    let plug = running.terminal.clone();
    let clerk = move |report: &Report| {
        match report {
            Report::Status(_) => plug.break_it(Fault::Unplugged),
            Report::Step {
                next: Next::Wait { .. },
                ..
            } => plug.break_it(Fault::None),
            _ => {}
        }
        None
    };
    let order = Order::Charge { cents: CENTS };
    let ran = lead(&driver(running.port), order, clerk).await;
    assert_eq!(ran.outcome, Outcome::NotMade(NotMade::NotInJournal));
    assert_eq!(charges(&running), 0);
}

#[tokio::test]
async fn the_clerk_can_give_up_while_the_terminal_waits_for_the_card() {
    let running = stand_in_with(Options {
        delay: Duration::from_mins(1),
        ..Options::for_test()
    })
    .await;
    let clerk = |report: &Report| matches!(report, Report::Status(_)).then_some(ClerkWord::GiveUp);
    let order = Order::Charge { cents: CENTS };
    let ran = lead(&driver(running.port), order, clerk).await;
    assert_eq!(ran.outcome, Outcome::NotMade(NotMade::Declined));
    assert_eq!(charges(&running), 0);
}

#[tokio::test]
async fn a_receipt_that_tells_nothing_leaves_it_to_a_person() {
    let running = stand_in(Fault::MuteReceipt).await;
    let terminal = driver(running.port);
    let stand_in = running.terminal.clone();
    let clerk = move |report: &Report| match report {
        // It charges and cuts, and its last receipt is as mute as the one before.
        Report::Step {
            next: Next::Start, ..
        } => {
            stand_in.break_it(Fault::LostAnswer);
            None
        }
        Report::Step {
            next: Next::Wait { .. },
            ..
        } => {
            stand_in.break_it(Fault::MuteReceipt);
            None
        }
        Report::Step {
            next: Next::AskPerson,
            ..
        } => Some(ClerkWord::Says { made: true }),
        _ => None,
    };
    let ran = lead(&terminal, Order::Charge { cents: CENTS }, clerk).await;
    assert_eq!(ran.outcome, Outcome::Made(None));
    assert_eq!(charges(&running), 1);
    let shown = |report: &Report| matches!(report, Report::LastReceipt(lines) if lines.len() > 5);
    assert!(ran.reports.iter().any(shown), "the clerk sees the receipt");
}

#[tokio::test]
async fn a_charge_is_reversed_once_also_when_the_answer_is_lost() {
    for fault in [Fault::None, Fault::LostAnswer, Fault::LateCharge] {
        let running = stand_in(Fault::None).await;
        let terminal = driver(running.port);
        let Outcome::Made(Some(entry)) = charge(&terminal, CENTS).await.outcome else {
            panic!("charged");
        };
        let reversal = Order::Reversal {
            cents: CENTS,
            trace: entry.trace,
            receipt: entry.receipt,
        };
        running.terminal.break_it(fault);
        let ran = lead(&terminal, reversal, |_| None).await;
        let Outcome::Made(Some(reversed)) = ran.outcome else {
            panic!("{fault:?}: {:?}", ran.outcome);
        };
        assert_eq!(reversed.reverses, Some(entry.trace));
        running.terminal.break_it(Fault::None);
        let again = lead(&terminal, reversal, |_| None).await;
        assert_eq!(again.outcome, Outcome::NotMade(NotMade::Declined));
        assert_eq!(charges(&running), 2, "one charge, one reversal");
    }
}
