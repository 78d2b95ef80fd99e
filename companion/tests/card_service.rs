//! Services with a document that is there already, as whole cases against a real gateway and the stand-in
//! of the change terminal: what was done is noted, whatever fails in the middle, and reaches the office.

use crate::common;

use amtskoffer_contract::bridge::{
    CardServiceRequest, CaseState, CaseView, Event, Failure, Reply, Request, Secret, TerminalAct,
    TerminalOutcome, TerminalRequest, UploadState,
};
use amtskoffer_simulators::change_terminal_eac::{Options, PATH, Running, start};
use amtskoffer_simulators::control::Controlled;
use common::town::Town;
use common::{Page, Suitcase};
use hyper::Method;
use uuid::Uuid;

/// A town whose suitcase has a change terminal with Erika Mustermann's card on it.
struct Scene {
    terminal: Running,
    suitcase: Suitcase,
    // Last: the terminal runs on its runtime.
    _town: Town,
}

impl Scene {
    fn new() -> Self {
        let town = Town::new();
        let options = Options {
            control: Some(0),
            ..Options::default()
        };
        let started = town.runtime.block_on(start(&options));
        let terminal = started.expect("a free port");
        let certificate = town.folder.write("terminal.pem", &terminal.certificate);
        let mut suitcase = town.suitcase(&format!(
            "[[device]]\nkind = \"change_terminal\"\nprotocol = \"eac-box\"\n\
             match = {{ url = \"https://127.0.0.1:{}{PATH}\" }}\n\
             settings = {{ certificate = \"{}\" }}\n",
            terminal.port,
            certificate.display(),
        ));
        suitcase.start();
        Self {
            terminal,
            suitcase,
            _town: town,
        }
    }

    fn break_by(&self, fault: &str) {
        assert!(self.terminal.terminal.set_fault(fault), "no fault {fault}");
    }
}

/// A case of this act with the ID card, its identity checked and the card on the table.
fn case_of(page: &mut Page, act: &str, more: &[(&str, &str)]) -> Uuid {
    let case = page.open_case("card-services").case;
    let usual = [
        ("card_act", act),
        ("card_document", "id_card"),
        ("card_serial", "LZ6311T475"),
        ("identity_method", "sure_document"),
        ("card_present", "yes"),
    ];
    page.answer(case, &[&usual, more].concat());
    case
}

fn ask(page: &mut Page, request: CardServiceRequest) -> Result<Box<CaseView>, Failure> {
    page.case(Request::CardService(request))
}

/// Does the work of a case at the terminal and waits for its end.
fn at_terminal(page: &mut Page, case: Uuid) -> TerminalOutcome {
    ended(page, TerminalRequest::BeginFor { case })
}

fn ended(page: &mut Page, begin: TerminalRequest) -> TerminalOutcome {
    let begun = page.ask(Request::Terminal(begin));
    assert!(matches!(begun, Ok(Reply::Terminal(_))), "{begun:?}");
    let outcome = page.event(|event| match event {
        Event::Terminal(view) => view.run.as_ref()?.outcome,
        _ => None,
    });
    let closed = page.ask(Request::Terminal(TerminalRequest::Close));
    assert!(matches!(closed, Ok(Reply::Terminal(_))), "{closed:?}");
    outcome
}

fn noted<'a>(view: &'a CaseView, key: &str) -> &'a str {
    view.answers.get(key).map_or("", String::as_str)
}

fn handed_in(page: &mut Page, case: Uuid) -> Box<CaseView> {
    let sent = page.ask(Request::SendCase { case });
    assert_eq!(sent, Ok(Reply::Done));
    assert_eq!(page.end_of_upload(case), UploadState::Done);
    let view = page.get(case);
    assert_eq!(view.state, CaseState::Acknowledged);
    view
}

fn papers(view: &CaseView) -> Vec<&str> {
    view.printable.iter().map(|key| key.as_str()).collect()
}

#[test]
fn a_change_of_address_goes_from_chip_and_sticker_to_the_office() {
    let scene = Scene::new();
    let mut page = scene.suitcase.page();
    let case = case_of(&mut page, "address", &[]);
    assert_ne!(
        noted(&page.get(case), "street"),
        "",
        "as the register has it"
    );
    assert_eq!(at_terminal(&mut page, case), TerminalOutcome::Done);
    let view = page.get(case);
    assert_eq!(noted(&view, "card_work"), "done");
    assert_eq!(noted(&view, "card_done_at").len(), "2026-11-22T13:05".len());
    let incomplete = page.ask(Request::SendCase { case });
    assert!(matches!(incomplete, Err(Failure::CaseIncomplete { .. })));
    page.answer(
        case,
        &[("address_sticker", "attached"), ("holder_confirmed", "yes")],
    );
    let view = handed_in(&mut page, case);
    assert_eq!(papers(&view), ["act_receipt"]);
}

#[test]
fn a_card_that_is_taken_away_in_the_middle_is_never_forgotten() {
    let scene = Scene::new();
    let mut page = scene.suitcase.page();
    let case = case_of(&mut page, "address", &[]);
    scene.break_by("removed-in-the-middle");
    assert_eq!(at_terminal(&mut page, case), TerminalOutcome::PartlyDone);
    assert_eq!(noted(&page.get(case), "card_work"), "unclear");
    let discarded = page.ask(Request::CloseCase {
        case,
        discard: true,
    });
    assert_eq!(discarded, Err(Failure::ActDone));
    let left = ask(&mut page, CardServiceRequest::Leave { case }).expect("left");
    assert_eq!(noted(&left, "card_work"), "left_unclear");
    page.answer(
        case,
        &[("address_sticker", "missing"), ("holder_confirmed", "yes")],
    );
    let view = handed_in(&mut page, case);
    assert_eq!(papers(&view), <[&str; 0]>::default());
}

#[test]
fn the_order_is_kept_and_what_was_done_cannot_be_made_another_act() {
    let scene = Scene::new();
    let mut page = scene.suitcase.page();
    let case = case_of(&mut page, "view", &[("card_present", "no")]);
    let begin = Request::Terminal(TerminalRequest::BeginFor { case });
    assert_eq!(page.ask(begin), Err(Failure::ActOutOfOrder));
    let forged = page.case(Request::SaveAnswers {
        case,
        answers: [("card_work".to_owned(), "done".to_owned())].into(),
        finished: None,
    });
    let own = Failure::FieldUnknown {
        field: "card_work".to_owned(),
    };
    assert_eq!(forged, Err(own));
    page.answer(case, &[("card_present", "yes")]);
    assert_eq!(at_terminal(&mut page, case), TerminalOutcome::Done);
    let other = page.case(Request::SaveAnswers {
        case,
        answers: [("card_act".to_owned(), "pin_set".to_owned())].into(),
        finished: None,
    });
    assert_eq!(other, Err(Failure::ActOutOfOrder));
    page.answer(case, &[("holder_confirmed", "yes")]);
    handed_in(&mut page, case);
}

#[test]
fn without_a_case_the_chip_is_shown_and_nothing_else() {
    let scene = Scene::new();
    let mut page = scene.suitcase.page();
    let begin = |act, identity_checked| TerminalRequest::Begin {
        act,
        identity_checked,
    };
    page.begin_visit();
    for act in TerminalAct::ALL {
        let changes = act != TerminalAct::ShowData;
        let unproved = page.ask(Request::Terminal(begin(act, false)));
        let proved = changes.then(|| page.ask(Request::Terminal(begin(act, true))));
        let unknown = Failure::InputOutOfBounds {
            input: "terminal.identity".to_owned(),
        };
        let refused = if changes {
            Failure::CaseNeeded
        } else {
            unknown
        };
        assert_eq!(unproved, Err(refused), "{act:?}");
        if let Some(proved) = proved {
            assert_eq!(proved, Err(Failure::CaseNeeded), "{act:?}");
        }
    }
    let shown = ended(&mut page, begin(TerminalAct::ShowData, true));
    assert_eq!(shown, TerminalOutcome::Done);
    let calls = scene.terminal.terminal.command(&Method::GET, "/calls", b"");
    let calls = calls.expect("the stand-in tells its calls");
    assert!(calls.contains("getMultipleData"), "{calls}");
    for changing in ["writeDataGroup", "eID", "PIN"] {
        assert!(!calls.contains(changing), "{changing} in {calls}");
    }
}

#[test]
fn a_block_is_asked_for_and_the_word_stays_nowhere() {
    let scene = Scene::new();
    let mut page = scene.suitcase.page();
    let case = case_of(&mut page, "block", &[("block_reason", "lost")]);
    let empty = ask(
        &mut page,
        CardServiceRequest::Ask {
            case,
            password: Some(Secret::new("--".to_owned())),
        },
    );
    let no_word = Failure::InputOutOfBounds {
        input: "card_service.password".to_owned(),
    };
    assert_eq!(empty, Err(no_word));
    let asked = ask(
        &mut page,
        CardServiceRequest::Ask {
            case,
            password: Some(Secret::new("Rollmops".to_owned())),
        },
    );
    let shown = format!("{:?}", asked.expect("asked"));
    assert!(!shown.to_lowercase().contains("rollmops") && !shown.contains("blocking_sum"));
    page.answer(case, &[("holder_confirmed", "yes")]);
    let view = handed_in(&mut page, case);
    assert_eq!(papers(&view), ["block_receipt"]);
}

#[test]
fn a_finished_card_is_handed_over_and_the_old_one_kept() {
    let scene = Scene::new();
    let mut page = scene.suitcase.page();
    let case = case_of(
        &mut page,
        "hand_over",
        &[
            ("receiver", "representative"),
            ("receiver_family_name", "Gabler"),
            ("receiver_first_names", "Max"),
            ("power_of_attorney_seen", "yes"),
            ("chip_checked", "yes"),
            ("pin_letter", "handed_now"),
            ("blocking_password_handed", "yes"),
            ("old_document_fate", "kept"),
            ("old_document_serial", "T22000129"),
        ],
    );
    let done = ask(&mut page, CardServiceRequest::Done { case }).expect("handed over");
    assert_eq!(noted(&done, "card_work"), "done");
    page.answer(case, &[("holder_confirmed", "yes")]);
    let refused = page.ask(Request::SendCase { case });
    let Err(Failure::CaseIncomplete { sections }) = refused else {
        panic!("the PIN letter is for the applicant alone: {refused:?}");
    };
    assert_eq!(sections, ["hand_over"]);
    page.answer(case, &[("pin_letter", "received_before")]);
    let view = handed_in(&mut page, case);
    assert_eq!(papers(&view), ["hand_over_receipt", "return_receipt"]);
}
