//! What leaves, when, and in which form.

use amtskoffer_contract::bridge::{
    CaseState, Event, Failure, LineState, Reply, Request, UploadState,
};
use amtskoffer_contract::ingest::UPLOAD_CHUNK_BYTES;
use amtskoffer_sealing::{DepartmentKey, Head};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::common::town::Town;
use super::common::until;
use super::common::visit::{EYES, strokes};
use super::{OVERHEAD, all_there, kept, started};

#[test]
fn captures_are_there_before_the_case_is_sent_and_nobody_on_the_way_can_read_them() {
    let town = Town::new();
    let suitcase = started(&town);
    let mut page = suitcase.page();
    let case = page.fill_id_card();
    let mut parts = all_there(&mut page, case, 4);
    parts.sort();
    assert_eq!(parts, ["finger_2", "finger_7", "photo", "signature"]);
    assert_eq!(page.get(case).state, CaseState::Draft);
    let department = std::fs::read_to_string(town.folder.0.join("pki/department.key"));
    let department = STANDARD
        .decode(department.expect("a key").trim())
        .expect("base64");
    let department = DepartmentKey::from_bytes(&department).expect("a key");
    let blobs = kept(&town);
    assert_eq!(blobs.len(), 4);
    for blob in &blobs {
        let head = Head::read(blob).expect("sealed");
        assert_eq!(head.case, case);
        assert_eq!(head.recipient, department.public().id());
        assert!(
            !blob.windows(5).any(|bytes| bytes == b"JFIF\0"),
            "no JPEG in sight"
        );
    }
    let before = town.line.carried_up();
    page.send_case(case);
    assert_eq!(page.end_of_upload(case), UploadState::Done);
    let more = town.line.carried_up() - before;
    assert!(more < OVERHEAD, "sending took {more} bytes more");
    assert_eq!(kept(&town).len(), 5);
}

#[test]
fn a_part_that_is_replaced_or_taken_out_goes_at_the_gateway_too() {
    let town = Town::new();
    let suitcase = started(&town);
    let mut page = suitcase.page();
    let case = page.open_case("identity-card").case;
    let sign = Request::PutSignature {
        case,
        strokes: strokes(),
    };
    assert!(matches!(page.ask(sign.clone()), Ok(Reply::Signature(_))));
    all_there(&mut page, case, 1);
    let first = kept(&town);
    assert!(matches!(page.ask(sign), Ok(Reply::Signature(_))));
    let second = until("another one is there alone", || {
        let now = kept(&town);
        (now.len() == 1 && now != first && Head::read(&now[0]).is_ok()).then_some(now)
    });
    assert_ne!(first, second);
    assert_eq!(page.ask(Request::ClearSignature { case }), Ok(Reply::Done));
    until("nothing is there", || kept(&town).is_empty().then_some(()));
}

#[test]
fn a_case_that_is_thrown_away_is_thrown_away_at_the_gateway() {
    let town = Town::new();
    let suitcase = started(&town);
    let mut page = suitcase.page();
    let case = page.fill_id_card();
    all_there(&mut page, case, 4);
    let close = Request::CloseCase {
        case,
        discard: true,
    };
    assert_eq!(page.ask(close), Ok(Reply::Done));
    until("nothing is there", || kept(&town).is_empty().then_some(()));
    // The discard has the number before in the chain of receipts.
    let next = page.open_case("registration-certificate").case;
    page.answer(
        next,
        &[("identity_method", "sure_document"), ("copies", "1")],
    );
    page.pay(next, &[("MB_SIMPLE", 900)], 900);
    page.send_case(next);
    assert_eq!(page.end_of_upload(next), UploadState::Done);
    let receipt = page.get(next).receipt.expect("handed in");
    assert_eq!(receipt.number, 2);
}

#[test]
fn a_photo_that_is_still_cut_does_not_leave() {
    let town = Town::new();
    let suitcase = started(&town);
    let mut page = suitcase.page();
    let case = page.open_case("identity-card").case;
    page.take_photo(case);
    all_there(&mut page, case, 1);
    let accepted = kept(&town);
    let adjust = Request::AdjustPhoto { case, eyes: EYES };
    assert!(matches!(page.ask(adjust.clone()), Ok(Reply::Photo(_))));
    assert!(matches!(page.ask(adjust), Ok(Reply::Photo(_))));
    until("the photo of before is gone", || {
        kept(&town).is_empty().then_some(())
    });
    let before = town.line.carried_up();
    page.take_fingers(case);
    all_there(&mut page, case, 2);
    let crossed = town.line.carried_up() - before;
    let prints: usize = kept(&town).iter().map(Vec::len).sum();
    assert!(
        crossed < prints as u64 + OVERHEAD,
        "{crossed} bytes for {prints} of prints"
    );
    page.accept_photo(case);
    all_there(&mut page, case, 3);
    assert!(!kept(&town).contains(&accepted[0]));
}

#[test]
fn a_blackout_and_a_new_gateway_cost_one_chunk_at_most() {
    let mut town = Town::new();
    let suitcase = started(&town);
    let mut page = suitcase.page();
    let case = page.open_case("identity-card").case;
    let before = town.line.carried_up();
    // In the middle of the photo, with a whole chunk under way.
    town.line.cut_after(1_200_000);
    page.take_photo(case);
    page.event(|event| match event {
        Event::Upload(upload) => (upload.state == UploadState::WaitingForLine).then_some(()),
        _ => None,
    });
    town.stop();
    page.event(|event| match event {
        Event::Line(line) => (line.state == LineState::Down).then_some(()),
        _ => None,
    });
    let photo = page.get(case).photo;
    assert!(photo.is_some(), "whatever the line does");
    town.start();
    all_there(&mut page, case, 1);
    let total: usize = kept(&town).iter().map(Vec::len).sum();
    let crossed = town.line.carried_up() - before;
    let most = total as u64 + UPLOAD_CHUNK_BYTES as u64 + OVERHEAD;
    assert!(crossed < most, "{crossed} bytes went up for {total}");
}

#[test]
fn two_cases_queue_and_both_arrive() {
    let town = Town::new();
    let suitcase = started(&town);
    let mut page = suitcase.page();
    let first = page.fill_id_card();
    let second = page.fill_id_card();
    page.approve(second);
    page.approve(first);
    town.line.cut();
    for case in [second, first] {
        assert_eq!(page.ask(Request::SendCase { case }), Ok(Reply::Done));
    }
    town.mend_line();
    for case in [first, second] {
        until("it is acknowledged", || {
            (page.get(case).state == CaseState::Acknowledged).then_some(())
        });
    }
    let mut numbers = [first, second].map(|case| page.get(case).receipt.expect("there").number);
    numbers.sort_unstable();
    assert_eq!(numbers, [1, 2]);
    assert_eq!(kept(&town).len(), 10);
}

#[test]
fn a_frozen_case_can_be_opened_again_and_its_text_is_made_anew() {
    let town = Town::new();
    let suitcase = started(&town);
    let mut page = suitcase.page();
    let case = page.fill_id_card();
    page.approve(case);
    until("text and captures are there", || {
        (kept(&town).len() == 5).then_some(())
    });
    let texts = [("eye_colour", "grün")];
    let answers = texts.map(|(key, value)| (key.to_owned(), value.to_owned()));
    let save = |answers: &[(String, String)]| Request::SaveAnswers {
        case,
        answers: answers.iter().cloned().collect(),
        finished: None,
    };
    assert_eq!(
        page.case(save(&answers)).map(drop),
        Err(Failure::CaseNotInState)
    );
    let reopen = amtskoffer_contract::bridge::ClerkRequest::Reopen { case };
    let view = page.case(Request::Clerk(reopen)).expect("open again");
    assert_eq!((view.state, view.approved_by), (CaseState::Draft, None));
    until("the text is gone", || {
        (kept(&town).len() == 4).then_some(())
    });
    page.case(save(&answers)).expect("saved");
    let send = Request::SendCase { case };
    assert_eq!(
        page.ask(send),
        Err(Failure::ApprovalMissing),
        "the approval is void"
    );
    page.approve(case);
    assert_eq!(page.ask(Request::SendCase { case }), Ok(Reply::Done));
    assert_eq!(page.end_of_upload(case), UploadState::Done);
}
