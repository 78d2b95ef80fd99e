//! The companion dies with an open cash desk, and the next one goes on with it.

use amtskoffer_contract::bridge::{Failure, MoneyRequest};

use super::common::town::Town;
use super::common::{Page, Suitcase, until};
use super::session::certificate;
use super::together::{close, in_cash, money};

fn started(town: &Town) -> Suitcase {
    let mut suitcase = town.suitcase("");
    suitcase.start();
    suitcase
}

/// The companion is killed; the page of the one that is started anew, signed in.
fn after_a_crash(suitcase: &mut Suitcase) -> Page {
    suitcase.companion = None;
    suitcase.start();
    suitcase.visit()
}

#[test]
fn after_a_crash_the_desk_is_as_it_was() {
    let town = Town::new();
    let mut suitcase = started(&town);
    let mut page = suitcase.page();
    let case = certificate(&mut page);
    money(&mut page, MoneyRequest::Begin { float_cents: 5_000 }).expect("a desk");
    let before = in_cash(&mut page, &[case], 900).expect("paid");
    until("the data centre keeps the desk", || {
        (town.till().lines == before.lines).then_some(())
    });

    let mut page = after_a_crash(&mut suitcase);
    let view = money(&mut page, MoneyRequest::Look).expect("a desk");
    assert_eq!((view.lines.as_slice(), view.float_cents), (before.lines.as_slice(), 5_000));
    let begin = MoneyRequest::Begin { float_cents: 1 };
    assert_eq!(money(&mut page, begin), Err(Failure::TillAtWork));
    let view = close(&mut page, 5_900, "").expect("closed");
    assert!(view.sent, "the data centre has reckoned the same");
    let closing = view.closing.expect("a closing");
    assert_eq!((closing.from, closing.lines), (before.lines[0].time.clone(), before.lines));
    until("the data centre knows that the desk is empty", || {
        let till = town.till();
        (till.lines.is_empty() && till.float_cents == 5_900 && till.closed.len() == 1).then_some(())
    });
}

#[test]
fn what_nobody_has_asked_for_is_not_overwritten() {
    let town = Town::new();
    let mut suitcase = started(&town);
    let mut page = suitcase.page();
    let case = certificate(&mut page);
    in_cash(&mut page, &[case], 900).expect("paid");
    let kept = until("the data centre keeps the desk", || {
        Some(town.till()).filter(|till| till.lines.len() == 1)
    });

    // Booked before the cash page was ever opened: it comes after what was there.
    let mut page = after_a_crash(&mut suitcase);
    let other = certificate(&mut page);
    in_cash(&mut page, &[other], 900).expect("paid");
    let view = money(&mut page, MoneyRequest::Look).expect("a desk");
    assert_eq!(view.expected_cents, 1_800);
    assert_eq!(view.lines.first(), kept.lines.first());
    until("the data centre keeps both", || {
        (town.till().lines == view.lines).then_some(())
    });
}

#[test]
fn a_desk_that_is_none_is_neither_believed_nor_overwritten() {
    let town = Town::new();
    let mut suitcase = started(&town);
    let mut page = suitcase.page();
    let case = certificate(&mut page);
    in_cash(&mut page, &[case], 900).expect("paid");
    until("the data centre keeps the desk", || {
        (town.till().lines.len() == 1).then_some(())
    });
    suitcase.companion = None;
    town.sql("UPDATE tills SET till = json_set(till, '$.float_cents', -1)");

    let mut page = after_a_crash(&mut suitcase);
    let case = certificate(&mut page);
    let view = in_cash(&mut page, &[case], 900).expect("paid");
    assert_eq!((view.lines.len(), view.float_cents), (1, 0));
    assert_eq!(close(&mut page, 900, ""), Err(Failure::GatewayGarbled));
    let kept = town.till();
    assert_eq!((kept.lines.len(), kept.float_cents), (1, -1));
    assert_ne!(kept.lines, view.lines, "the earlier payment is still there");
}

#[test]
fn a_closing_that_the_line_kept_back_outlives_a_crash() {
    let town = Town::new();
    let mut suitcase = started(&town);
    let mut page = suitcase.page();
    let case = certificate(&mut page);
    in_cash(&mut page, &[case], 900).expect("paid");
    until("the data centre keeps the desk", || {
        (town.till().lines.len() == 1).then_some(())
    });
    town.line.cut();
    let view = close(&mut page, 900, "").expect("closed");
    assert!(!view.sent);
    town.mend_line();
    let untold = until("the data centre keeps the closing for the suitcase", || town.till().untold);

    let mut page = after_a_crash(&mut suitcase);
    let view = money(&mut page, MoneyRequest::Look).expect("a desk");
    assert_eq!((view.closing, view.sent), (Some(untold), false));
    assert_eq!(close(&mut page, 900, ""), Err(Failure::ClosingUnsent));
    let view = money(&mut page, MoneyRequest::Send).expect("sent");
    assert!(view.sent);
    until("the data centre has nothing to keep for it", || {
        town.till().untold.is_none().then_some(())
    });
}
