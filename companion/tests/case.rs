//! Whole cases against a real gateway.

mod common;

use amtskoffer_contract::bridge::{
    CaseState, Event, Failure, LineState, PrintableDocument, Reply, Request, UploadState,
};
use amtskoffer_contract::ingest::UPLOAD_CHUNK_BYTES;
use common::town::Town;
use common::{Page, Suitcase, until};
use uuid::Uuid;

/// What TLS, headers, manifest and the pulse of the line may take beside the parts.
const OVERHEAD: u64 = 128 * 1024;

/// Waits for the end of an upload.
fn end_of_upload(page: &mut Page, case: Uuid) -> UploadState {
    page.event(|event| match event {
        Event::Upload(upload) if upload.case == case => match &upload.state {
            UploadState::Done | UploadState::Refused { .. } => Some(upload.state.clone()),
            UploadState::Running | UploadState::WaitingForLine => None,
        },
        _ => None,
    })
}

fn started(mut suitcase: Suitcase) -> Suitcase {
    suitcase.start();
    suitcase
}

#[test]
fn an_id_card_application_goes_all_the_way_and_leaves_nothing_behind() {
    let town = Town::new();
    let suitcase = started(town.suitcase(""));
    let mut page = suitcase.page();
    let case = page.fill_id_card();
    let filled = page.get(case);
    assert!(filled.fingers.complete && filled.photo.is_some() && filled.signature.is_some());
    assert!(filled.printable.contains(&PrintableDocument::ControlSheet));
    assert_eq!(page.ask(Request::SendCase { case }), Ok(Reply::Done));
    assert_eq!(end_of_upload(&mut page, case), UploadState::Done);
    let sent = page.get(case);
    assert_eq!(sent.state, CaseState::Acknowledged);
    assert_eq!(sent.receipt.as_ref().map(|receipt| receipt.number), Some(1));
    assert!(sent.person.is_none() && sent.answers.is_empty());
    assert!(sent.photo.is_none() && sent.signature.is_none() && sent.fingers.taken.is_empty());
    assert_eq!(sent.printable, [PrintableDocument::FeeReceipt]);
    let preview = filled.photo.expect("taken").preview;
    assert_eq!(
        page.ask(Request::Preview { handle: preview }),
        Err(Failure::HandleUnknown)
    );
    assert_eq!(
        page.ask(Request::CloseCase {
            case,
            discard: false
        }),
        Ok(Reply::Done)
    );
    assert_eq!(
        page.case(Request::GetCase { case }),
        Err(Failure::CaseUnknown)
    );
    assert_eq!(page.overview().cases, []);
}

#[test]
fn a_certificate_may_be_printed_only_after_the_receipt() {
    let town = Town::new();
    let suitcase = started(town.suitcase(""));
    let mut page = suitcase.page();
    let case = page.open_case("residence_certificate").case;
    page.answer(
        case,
        &[("identity_method", "sure_document"), ("copies", "1")],
    );
    page.pay(case, &[("MB_SIMPLE", 900)], 1000);
    assert_eq!(page.get(case).printable, [PrintableDocument::FeeReceipt]);
    assert_eq!(page.ask(Request::SendCase { case }), Ok(Reply::Done));
    assert_eq!(end_of_upload(&mut page, case), UploadState::Done);
    let wanted = [
        PrintableDocument::FeeReceipt,
        PrintableDocument::ResidenceCertificate,
    ];
    assert_eq!(page.get(case).printable, wanted);
}

#[test]
fn a_line_cut_in_the_middle_costs_one_chunk_at_most() {
    let mut town = Town::new();
    let suitcase = started(town.suitcase(""));
    let mut page = suitcase.page();
    let case = page.fill_id_card();
    let before = town.line.carried_up();
    town.line.cut_after(700_000);
    assert_eq!(page.ask(Request::SendCase { case }), Ok(Reply::Done));
    let sent = page.event(|event| match event {
        Event::Upload(upload) if upload.state == UploadState::WaitingForLine => Some(upload.sent),
        _ => None,
    });
    assert!(sent > 0, "something had arrived");
    assert_eq!(page.get(case).state, CaseState::Sending);
    // The gateway itself goes away and comes back with what it had.
    town.stop();
    page.event(|event| match event {
        Event::Line(line) => (line.state == LineState::Down).then_some(()),
        _ => None,
    });
    town.start();
    let total = page.event(|event| match event {
        Event::Upload(upload) if upload.state == UploadState::Done => Some(upload.total),
        _ => None,
    });
    assert_eq!(page.get(case).state, CaseState::Acknowledged);
    let crossed = town.line.carried_up() - before;
    let chunk = UPLOAD_CHUNK_BYTES as u64;
    assert!(
        crossed < total + chunk + OVERHEAD,
        "{crossed} bytes went up for {total}"
    );
}

#[test]
fn a_case_that_is_on_its_way_is_not_changed_and_not_sent_twice() {
    let town = Town::new();
    let suitcase = started(town.suitcase(""));
    let mut page = suitcase.page();
    let case = page.fill_id_card();
    town.line.cut();
    assert_eq!(page.ask(Request::SendCase { case }), Ok(Reply::Done));
    assert_eq!(
        page.ask(Request::SendCase { case }),
        Err(Failure::CaseNotInState)
    );
    assert_eq!(
        page.ask(Request::ClearSignature { case }),
        Err(Failure::CaseNotInState)
    );
    let close = |discard| Request::CloseCase { case, discard };
    assert_eq!(page.ask(close(false)), Err(Failure::DiscardNotConfirmed));
    assert_eq!(page.ask(close(true)), Ok(Reply::Done));
    town.mend_line();
    page.wait_for_line();
    assert_eq!(page.overview().uploads, []);
}

#[test]
fn a_receipt_of_another_key_wipes_nothing() {
    let town = Town::new();
    let foreign = town.foreign_keys().join("receipt.pub");
    let pki = town.folder.0.join("pki");
    let suitcase = started(town.suitcase_with(&pki, &foreign, ""));
    let mut page = suitcase.page();
    let case = page.fill_id_card();
    assert_eq!(page.ask(Request::SendCase { case }), Ok(Reply::Done));
    let refused = UploadState::Refused {
        failure: Failure::ReceiptNotTrusted,
    };
    assert_eq!(end_of_upload(&mut page, case), refused);
    let kept = page.get(case);
    assert_eq!(kept.state, CaseState::Draft);
    assert!(kept.photo.is_some() && kept.fingers.complete && kept.person.is_some());
}

#[test]
fn a_case_that_breaks_the_rules_is_a_draft_again() {
    let town = Town::new();
    let suitcase = started(town.suitcase(""));
    let mut page = suitcase.page();
    let case = page.open_case("residence_certificate").case;
    page.answer(
        case,
        &[("identity_method", "sure_document"), ("copies", "1")],
    );
    // The page's bill is wrong; the gateway makes its own.
    page.pay(case, &[("MB_SIMPLE", 100)], 100);
    assert_eq!(page.ask(Request::SendCase { case }), Ok(Reply::Done));
    let failure = Failure::CaseRefused {
        keys: vec!["fee".to_owned()],
    };
    assert_eq!(
        end_of_upload(&mut page, case),
        UploadState::Refused { failure }
    );
    page.pay(case, &[("MB_SIMPLE", 900)], 900);
    assert_eq!(page.ask(Request::SendCase { case }), Ok(Reply::Done));
    assert_eq!(end_of_upload(&mut page, case), UploadState::Done);
}

#[test]
fn an_incomplete_case_is_not_sent() {
    let town = Town::new();
    let suitcase = started(town.suitcase(""));
    let mut page = suitcase.page();
    let case = page.open_case("id_card").case;
    let Err(Failure::CaseIncomplete { sections }) = page.ask(Request::SendCase { case }) else {
        panic!("it lacks nearly everything");
    };
    for section in ["documents", "photo", "fingers", "signature", "fee"] {
        assert!(
            sections.iter().any(|missing| missing == section),
            "{section}: {sections:?}"
        );
    }
    assert!(
        !sections.iter().any(|missing| missing == "names"),
        "the register knows them"
    );
}

#[test]
fn a_suitcase_that_is_not_enrolled_learns_so() {
    let town = Town::without_enrolment();
    let suitcase = started(town.suitcase(""));
    let mut page = suitcase.page();
    page.begin_visit();
    until("the line says so", || {
        (page.overview().line.state == LineState::NotEnrolled).then_some(())
    });
    let search = Request::Search(common::visit::mustermann());
    assert_eq!(page.ask(search), Err(Failure::SuitcaseNotEnrolled));
}

#[test]
fn a_certificate_of_another_town_is_refused() {
    let town = Town::new();
    let foreign = town.foreign_keys();
    let receipt = town.folder.0.join("pki/receipt.pub");
    let suitcase = started(town.suitcase_with(&foreign, &receipt, ""));
    let mut page = suitcase.page();
    page.begin_visit();
    let search = Request::Search(common::visit::mustermann());
    assert_eq!(page.ask(search), Err(Failure::SuitcaseNotEnrolled));
}

#[test]
fn a_gateway_of_another_town_is_not_trusted() {
    let town = Town::new();
    let suitcase = town.suitcase("");
    std::fs::copy(
        town.foreign_keys().join("ca.pem"),
        suitcase.folder.0.join("ca.pem"),
    )
    .expect("copied");
    let suitcase = started(suitcase);
    let mut page = suitcase.page();
    page.begin_visit();
    let search = Request::Search(common::visit::mustermann());
    assert_eq!(page.ask(search), Err(Failure::GatewayNotTrusted));
    until("the line says so", || {
        (page.overview().line.state == LineState::NotTrusted).then_some(())
    });
}

#[test]
fn the_line_goes_down_and_comes_up_by_itself() {
    let mut town = Town::new();
    let suitcase = started(town.suitcase(""));
    let mut page = suitcase.page();
    page.wait_for_line();
    assert!(page.overview().authority.is_some());
    let state = |wanted: LineState| {
        move |event: &Event| match event {
            Event::Line(line) => (line.state == wanted).then_some(()),
            _ => None,
        }
    };
    town.stop();
    page.event(state(LineState::Down));
    town.start();
    page.event(state(LineState::Up));
}
