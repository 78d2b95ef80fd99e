//! The companion dies in the middle of a case, and the same clerk goes on.

use amtskoffer_contract::bridge::{
    CaseState, Failure, MoneyRequest, OpenCaseView, Reply, Request, ResumeRequest, UploadState,
};
use uuid::Uuid;

use super::common::office::COLLEAGUE;
use super::common::town::Town;
use super::common::visit::{EYES, strokes};
use super::common::{Page, Suitcase, until};
use super::{OVERHEAD, all_there, kept, started};

fn begun(page: &mut Page) -> Vec<OpenCaseView> {
    match page.ask(Request::Resume(ResumeRequest::List)) {
        Ok(Reply::OpenCases(cases)) => cases,
        other => panic!("expected the open cases, got {other:?}"),
    }
}

/// A whole application, all of it at the gateway, and then the crash.
fn crashed(town: &Town, suitcase: &mut Suitcase) -> Uuid {
    let mut page = suitcase.page();
    let case = page.fill_id_card();
    all_there(&mut page, case, 4);
    page.answer(case, &[("eye_colour", "grün")]);
    // Answers are noted a little later; with the next capture they are noted at once.
    let before = kept(town);
    let strokes = strokes();
    let signed = page.ask(Request::PutSignature { case, strokes });
    assert!(matches!(signed, Ok(Reply::Signature(_))), "{signed:?}");
    until("the new signature is there alone", || {
        let now = kept(town);
        (now.len() == before.len() && now != before).then_some(())
    });
    all_there(&mut page, case, 4);
    until("the cash desk is kept", || {
        (!town.till().lines.is_empty()).then_some(())
    });
    suitcase.companion = None;
    suitcase.start();
    case
}

#[test]
fn after_a_crash_the_desk_gives_the_money_of_a_case_back() {
    let town = Town::new();
    let mut suitcase = started(&town);
    let case = crashed(&town, &mut suitcase);
    let mut page = suitcase.visit();
    page.case(Request::Resume(ResumeRequest::Take { case })).expect("taken up");
    let undone = page.ask(Request::Money(MoneyRequest::Undo { case }));
    let Ok(Reply::Money(view)) = undone else {
        panic!("{undone:?}");
    };
    let lines: Vec<i64> = view.lines.iter().map(|line| line.cents).collect();
    let [taken, given] = lines.as_slice() else {
        panic!("{lines:?}");
    };
    assert!(*taken > 0 && taken + given == 0, "{lines:?}");
    assert_eq!((view.expected_cents, view.payable.len()), (0, 1));
}

#[test]
fn after_a_crash_nothing_is_captured_again() {
    let town = Town::new();
    let mut suitcase = started(&town);
    let case = crashed(&town, &mut suitcase);
    let mut page = suitcase.visit();
    let open = begun(&mut page);
    assert_eq!(open.len(), 1);
    assert_eq!((open[0].case, open[0].service.as_str()), (case, "identity-card"));
    assert_eq!(
        (open[0].person.as_str(), open[0].parts.len()),
        ("Mustermann, Erika", 4)
    );
    let before = town.line.carried_up();
    let view = page
        .case(Request::Resume(ResumeRequest::Take { case }))
        .expect("taken up");
    assert_eq!(view.state, CaseState::Draft);
    assert_eq!(
        view.answers.get("eye_colour").map(String::as_str),
        Some("grün")
    );
    let held: Vec<&str> = view.held.iter().map(String::as_str).collect();
    assert_eq!(held, ["finger_2", "finger_7", "photo", "signature"]);
    assert!(view.fingers.complete && view.photo.is_none() && view.payment.is_some());
    assert!(begun(&mut page).is_empty(), "it is here now");
    page.send_case(case);
    assert_eq!(page.end_of_upload(case), UploadState::Done);
    assert_eq!(page.get(case).state, CaseState::Acknowledged);
    let more = town.line.carried_up() - before;
    assert!(
        more < OVERHEAD,
        "{more} bytes went up: nothing was sent again"
    );
    assert_eq!(kept(&town).len(), 5);
}

#[test]
fn a_capture_of_before_can_be_taken_anew() {
    let town = Town::new();
    let mut suitcase = started(&town);
    let case = crashed(&town, &mut suitcase);
    let mut page = suitcase.visit();
    page.case(Request::Resume(ResumeRequest::Take { case }))
        .expect("taken up");
    let adjust = Request::AdjustPhoto { case, eyes: EYES };
    assert_eq!(
        page.ask(adjust),
        Err(Failure::HandleUnknown),
        "the picture is not here"
    );
    page.take_photo(case);
    let parts = all_there(&mut page, case, 4);
    assert!(parts.contains(&"photo".to_owned()));
    assert!(!page.get(case).held.contains("photo"));
    until("the old photo is gone", || {
        (kept(&town).len() == 4).then_some(())
    });
    page.send_case(case);
    assert_eq!(page.end_of_upload(case), UploadState::Done);
}

#[test]
fn a_begun_case_is_thrown_away_at_the_gateway_and_nobody_else_sees_it() {
    let town = Town::new();
    let mut suitcase = started(&town);
    let case = crashed(&town, &mut suitcase);
    let mut page = suitcase.page();
    page.sign_in_as(COLLEAGUE);
    assert_eq!(begun(&mut page), [], "it is another clerk's");
    let take = Request::Resume(ResumeRequest::Take { case });
    page.begin_visit();
    assert_eq!(page.case(take).map(drop), Err(Failure::CaseUnknown));
    suitcase.companion = None;
    suitcase.start();
    let mut page = suitcase.visit();
    let discard = Request::Resume(ResumeRequest::Discard { case });
    assert_eq!(page.ask(discard), Ok(Reply::OpenCases(Vec::new())));
    until("nothing is there", || kept(&town).is_empty().then_some(()));
    assert_eq!(begun(&mut page), []);
}
