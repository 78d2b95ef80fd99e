//! Several cases in one payment, and the cash desk whose closing the data centre reckons anew.

use amtskoffer_contract::bridge::{
    Failure, MoneyRequest, MoneyView, PaymentRequest, PaymentStage, Reply, Request,
    UploadState,
};
use amtskoffer_contract::ingest::{Payment, PaymentMethod};
use amtskoffer_simulators::payment_zvt::{Options, What};
use uuid::Uuid;

use super::common::Page;
use super::session::{Scene, certificate, pay, work_at};

pub(super) fn money(page: &mut Page, request: MoneyRequest) -> Result<MoneyView, Failure> {
    match page.ask(Request::Money(request))? {
        Reply::Money(view) => Ok(*view),
        other => panic!("{other:?}"),
    }
}

pub(super) fn in_cash(page: &mut Page, cases: &[Uuid], given_cents: i64) -> Result<MoneyView, Failure> {
    let request = MoneyRequest::Pay {
        cases: cases.to_vec(),
        method: PaymentMethod::Cash,
        given_cents,
    };
    money(page, request)
}

pub(super) fn close(page: &mut Page, counted_cents: i64, remark: &str) -> Result<MoneyView, Failure> {
    let remark = remark.to_owned();
    money(page, MoneyRequest::Close { counted_cents, remark })
}

fn payment(page: &mut Page, case: Uuid) -> Payment {
    page.get(case).payment.expect("paid")
}

fn refused<T: std::fmt::Debug>(answer: Result<T, Failure>, input: &str) {
    let input = input.to_owned();
    assert_eq!(answer.map(drop), Err(Failure::InputOutOfBounds { input }));
}

#[test]
fn one_charge_pays_two_cases_and_one_reversal_takes_both_back() {
    let scene = Scene::new(&Options::for_test());
    let mut page = scene.suitcase.page();
    let cases = [certificate(&mut page), certificate(&mut page)];
    let charge = MoneyRequest::Charge { cases: cases.to_vec() };
    assert!(page.ask(Request::Money(charge)).is_ok());
    work_at(&mut page, |stage| *stage == PaymentStage::Made);
    let [one, other] = cases.map(|case| payment(&mut page, case));
    assert_eq!(one.receipt_number, other.receipt_number);
    assert_eq!((one.due_cents, one.total_cents(), one.basket.len()), (900, 1_800, 2));
    let reason = "falscher Betrag".to_owned();
    assert!(pay(&mut page, PaymentRequest::Reverse { case: cases[1], reason }).is_ok());
    work_at(&mut page, |stage| *stage == PaymentStage::Made);
    for case in cases {
        assert_eq!(page.get(case).payment, None);
    }
    let view = money(&mut page, MoneyRequest::Look).expect("a desk");
    let lines: Vec<i64> = view.lines.iter().map(|line| line.cents).collect();
    assert_eq!((lines, view.expected_cents, view.payable.len()), (vec![1_800, -1_800], 0, 2));
    assert_eq!(scene.approved(), [(What::Charge, 1_800), (What::Reversal, 1_800)]);
}

#[test]
fn the_data_centre_takes_a_basket_and_the_closing_of_its_desk() {
    let scene = Scene::new(&Options::for_test());
    let mut page = scene.suitcase.page();
    let cases = [certificate(&mut page), certificate(&mut page)];
    money(&mut page, MoneyRequest::Begin { float_cents: 5_000 }).expect("a desk");
    refused(in_cash(&mut page, &[], 0), "money.cases");
    refused(in_cash(&mut page, &[cases[0], cases[0]], 1_800), "money.cases");
    assert_eq!(in_cash(&mut page, &cases, 1_799), Err(Failure::PaymentTooLow));
    in_cash(&mut page, &cases, 2_000).expect("paid");
    refused(in_cash(&mut page, &cases, 2_000), "money.cases");
    let begin = MoneyRequest::Begin { float_cents: 1 };
    assert_eq!(money(&mut page, begin), Err(Failure::TillAtWork));

    let undo = |case| MoneyRequest::Undo { case };
    let view = money(&mut page, undo(cases[0])).expect("taken back");
    assert_eq!((view.expected_cents, view.payable.len()), (5_000, 2));
    in_cash(&mut page, &cases, 2_000).expect("paid again");

    let case = cases[0];
    assert_eq!(page.ask(Request::SendCase { case }), Ok(Reply::Done));
    let sent = page.end_of_upload(case);
    assert_eq!(sent, UploadState::Done);
    assert_eq!(money(&mut page, undo(cases[1])), Err(Failure::PaidTogether));

    refused(close(&mut page, 6_750, " "), "money.remark");
    let view = close(&mut page, 6_750, "50 Cent fehlen").expect("closed");
    let closing = view.closing.expect("a closing");
    assert_eq!((closing.expected_cents, closing.difference_cents), (6_800, -50));
    assert!(view.sent, "the data centre has reckoned the same");
    assert_eq!((view.lines.len(), view.float_cents), (0, 6_750));
}

/// Cash that goes back after the closing lowers the next desk's box and names the closing that took it in.
#[test]
fn what_goes_back_after_a_closing_stands_in_the_next_one() {
    let scene = Scene::new(&Options::for_test());
    let mut page = scene.suitcase.page();
    let cases = [certificate(&mut page), certificate(&mut page)];
    money(&mut page, MoneyRequest::Begin { float_cents: 5_000 }).expect("a desk");
    in_cash(&mut page, &cases[..1], 900).expect("paid");
    let view = close(&mut page, 5_900, "").expect("closed");
    let first = view.closing.expect("a closing").number;

    let view = money(&mut page, MoneyRequest::Undo { case: cases[0] }).expect("taken back");
    let lines: Vec<_> = view.lines.iter().map(|line| (line.cents, line.earlier.clone())).collect();
    assert_eq!((lines, view.expected_cents), (vec![(-900, Some(first.clone()))], 5_000));
    in_cash(&mut page, &cases, 1_800).expect("paid again");
    let view = close(&mut page, 6_800, "").expect("closed");
    assert!(view.sent, "the data centre has found the receipt in the first closing");
    let closing = view.closing.expect("a closing");
    assert_eq!((closing.cash_cents, closing.difference_cents), (900, 0));
    assert_eq!(closing.lines[0].earlier, Some(first));

    let view = money(&mut page, MoneyRequest::Undo { case: cases[1] }).expect("taken back");
    assert_eq!((view.lines.len(), view.expected_cents, view.payable.len()), (1, 5_000, 2));
}
