//! Whole cases against a real gateway.

use crate::common;

use amtskoffer_contract::bridge::{
    CaseState, ClerkRequest, Event, Failure, LineState, PaperKey, Reply, Request, UploadState,
};
use common::town::Town;
use common::{Suitcase, until};

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
    assert!(filled.printable.contains(&PaperKey::CONTROL_SHEET));
    page.send_case(case);
    assert_eq!(page.end_of_upload(case), UploadState::Done);
    let sent = page.get(case);
    assert_eq!(sent.state, CaseState::Acknowledged);
    assert_eq!(sent.receipt.as_ref().map(|receipt| receipt.number), Some(1));
    assert!(sent.person.is_none() && sent.answers.is_empty());
    assert!(sent.photo.is_none() && sent.signature.is_none() && sent.fingers.taken.is_empty());
    assert_eq!(sent.printable, [PaperKey::FEE_RECEIPT]);
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
    let case = page.open_case("registration-certificate").case;
    page.answer(
        case,
        &[("identity_method", "sure_document"), ("copies", "1")],
    );
    page.pay(case, &[("MB_SIMPLE", 900)], 1000);
    assert_eq!(page.get(case).printable, [PaperKey::FEE_RECEIPT]);
    assert_eq!(page.ask(Request::SendCase { case }), Ok(Reply::Done));
    assert_eq!(page.end_of_upload(case), UploadState::Done);
    let wanted = [
        PaperKey::FEE_RECEIPT,
        PaperKey::REGISTRATION_CERTIFICATE,
    ];
    assert_eq!(page.get(case).printable, wanted);
    // The certificate has a code, the receipt has none.
    let issued = town.acts().into_iter().filter(|act| act == "paper_issued");
    assert_eq!(issued.count(), 1);
}

#[test]
fn the_register_is_asked_for_more_only_for_a_certificate_that_says_more() {
    let town = Town::new();
    let suitcase = started(town.suitcase(""));
    let mut page = suitcase.page();
    let fetched = || town.acts().into_iter().filter(|act| act == "record_fetched").count();
    for (kind, chosen, rule, asked) in [
        ("simple", "chosen_birth_place", "MB_SIMPLE", 1),
        ("extended", "chosen_birth_place", "MB_EXTENDED", 1),
        ("extended", "chosen_religion", "MB_EXTENDED", 2),
    ] {
        let before = fetched();
        let case = page.open_case("registration-certificate").case;
        let answers = [
            ("identity_method", "sure_document"),
            ("copies", "1"),
            ("certificate_kind", kind),
            (chosen, "yes"),
        ];
        page.answer(case, &answers);
        page.pay(case, &[(rule, 900)], 900);
        assert_eq!(page.ask(Request::SendCase { case }), Ok(Reply::Done));
        assert_eq!(page.end_of_upload(case), UploadState::Done);
        assert_eq!(fetched() - before, asked, "{kind} {chosen}");
    }
}

#[test]
fn an_electronic_certificate_goes_along_and_is_made_anew_when_the_case_changes() {
    let town = Town::new();
    let suitcase = started(town.suitcase(""));
    let mut page = suitcase.page();
    let case = page.open_case("registration-certificate").case;
    let answers = [
        ("identity_method", "sure_document"),
        ("copies", "1"),
        ("certificate_electronic", "yes"),
    ];
    page.answer(case, &answers);
    page.pay(case, &[("MB_SIMPLE", 900)], 900);
    // The wrong bill is refused by the gateway, and the case is a draft again.
    assert_eq!(page.ask(Request::SendCase { case }), Ok(Reply::Done));
    let failure = Failure::CaseRefused {
        keys: vec!["fee".to_owned()],
    };
    assert_eq!(page.end_of_upload(case), UploadState::Refused { failure });
    page.pay(case, &[("MB_SIMPLE", 0)], 0);
    assert_eq!(page.ask(Request::SendCase { case }), Ok(Reply::Done));
    assert_eq!(page.end_of_upload(case), UploadState::Done);
}

#[test]
fn a_case_that_is_on_its_way_is_not_changed_and_not_sent_twice() {
    let town = Town::new();
    let suitcase = started(town.suitcase(""));
    let mut page = suitcase.page();
    let case = page.fill_id_card();
    page.approve(case);
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
    page.send_case(case);
    let refused = UploadState::Refused {
        failure: Failure::ReceiptNotTrusted,
    };
    assert_eq!(page.end_of_upload(case), refused);
    let kept = page.get(case);
    assert_eq!(kept.state, CaseState::Draft);
    assert!(kept.photo.is_some() && kept.fingers.complete && kept.person.is_some());
}

#[test]
fn a_case_that_breaks_the_rules_is_a_draft_again() {
    let town = Town::new();
    let suitcase = started(town.suitcase(""));
    let mut page = suitcase.page();
    let case = page.open_case("registration-certificate").case;
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
        page.end_of_upload(case),
        UploadState::Refused { failure }
    );
    page.pay(case, &[("MB_SIMPLE", 900)], 900);
    assert_eq!(page.ask(Request::SendCase { case }), Ok(Reply::Done));
    assert_eq!(page.end_of_upload(case), UploadState::Done);
}

#[test]
fn an_incomplete_case_is_not_sent() {
    let town = Town::new();
    let suitcase = started(town.suitcase(""));
    let mut page = suitcase.page();
    let case = page.open_case("identity-card").case;
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
    until("the line says so", || {
        (page.overview().line.state == LineState::NotEnrolled).then_some(())
    });
    let signing_in = Request::Clerk(ClerkRequest::BeginSignIn);
    assert_eq!(page.ask(signing_in), Err(Failure::SuitcaseNotEnrolled));
}

#[test]
fn a_certificate_of_another_town_is_refused() {
    let town = Town::new();
    let foreign = town.foreign_keys();
    let receipt = town.folder.0.join("pki/receipt.pub");
    let suitcase = started(town.suitcase_with(&foreign, &receipt, ""));
    let mut page = suitcase.page();
    let signing_in = Request::Clerk(ClerkRequest::BeginSignIn);
    assert_eq!(page.ask(signing_in), Err(Failure::SuitcaseNotEnrolled));
}

#[test]
fn a_gateway_of_another_town_is_not_trusted() {
    let town = Town::new();
    let suitcase = town.suitcase("");
    std::fs::copy(
        town.foreign_keys().join("ca.pem"),
        suitcase.folder.0.join("pki/ca.pem"),
    )
    .expect("copied");
    let suitcase = started(suitcase);
    let mut page = suitcase.page();
    let signing_in = Request::Clerk(ClerkRequest::BeginSignIn);
    assert_eq!(page.ask(signing_in), Err(Failure::GatewayNotTrusted));
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
