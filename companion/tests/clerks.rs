//! Clerks at the suitcase: what a page learns before somebody has signed in, behind the locked screen,
//! and what one person cannot do alone.

use crate::common;

use amtskoffer_contract::bridge::{
    CaseState, ClerkRequest, Event, Failure, Overview, Reply, Request,
};
use common::office::{CLERK, COLLEAGUE};
use common::town::Town;
use common::{Page, Suitcase, until};
use uuid::Uuid;

fn started(town: &Town) -> Suitcase {
    let mut suitcase = town.suitcase("");
    suitcase.start();
    suitcase
}

fn clerk(page: &mut Page, request: ClerkRequest) -> Result<Reply, Failure> {
    page.ask(Request::Clerk(request))
}

fn names(overview: &Overview) -> Vec<String> {
    let clerks = &overview.desk.clerks;
    clerks.iter().map(|clerk| clerk.name.clone()).collect()
}

#[test]
fn nobody_learns_anything_without_a_passkey() {
    let town = Town::new();
    let suitcase = started(&town);
    let mut page = suitcase.page();
    let search = || Request::Search(common::visit::mustermann());
    let visit = || Request::BeginVisit {
        place: "Haus Abendrot".to_owned(),
    };
    assert_eq!(page.ask(search()), Err(Failure::NotSignedIn));
    assert_eq!(page.ask(visit()), Err(Failure::NotSignedIn));
    let lock = clerk(&mut page, ClerkRequest::Lock);
    assert_eq!(lock, Err(Failure::NotSignedIn));
    page.sign_in();
    assert_eq!(page.ask(search()), Err(Failure::NoVisit));
    let overview = page.overview();
    assert_eq!(names(&overview), [CLERK]);
    assert_eq!(overview.desk.lock_after_seconds, 300);
    assert!(page.ask(visit()).is_ok());
    let visit = page.overview().visit.expect("begun");
    assert_eq!(visit.clerk, CLERK);
}

#[test]
fn the_locked_screen_shows_no_case_and_any_of_those_who_are_here_opens_it() {
    let town = Town::new();
    let suitcase = started(&town);
    let mut page = suitcase.page();
    let case = page.open_case("identity-card").case;
    page.sign_in_as(COLLEAGUE);
    let Ok(Reply::Desk(desk)) = clerk(&mut page, ClerkRequest::Lock) else {
        panic!("it locks");
    };
    assert!(desk.locked);
    for request in [
        Request::GetCase { case },
        Request::Search(common::visit::mustermann()),
        Request::CloseCase {
            case,
            discard: true,
        },
    ] {
        assert_eq!(page.ask(request), Err(Failure::DeskLocked));
    }
    // Another page learns as little.
    let mut page = suitcase.page();
    let overview = page.overview();
    assert_eq!((overview.cases, overview.visit), (Vec::new(), None));
    let stranger = page.try_sign_in_as("Eva Fremd");
    assert_eq!(stranger, Err(Failure::DeskLocked));
    assert!(page.overview().desk.locked);
    page.sign_in_as(COLLEAGUE);
    let overview = page.overview();
    assert_eq!(names(&overview), [CLERK, COLLEAGUE]);
    assert_eq!(overview.cases.len(), 1);
    assert_eq!(page.get(case).state, CaseState::Draft);
    let third = page.try_sign_in_as("Eva Fremd");
    assert_eq!(third, Err(Failure::DeskFull));
}

#[test]
fn a_second_person_approves_and_a_change_voids_it() {
    let town = Town::new();
    let suitcase = started(&town);
    let mut page = suitcase.page();
    let case = page.fill_id_card();
    assert_eq!(
        page.ask(Request::SendCase { case }),
        Err(Failure::ApprovalMissing)
    );
    // The colleague is known, so that there is somebody to ask; the same person answers.
    page.sign_in_as(COLLEAGUE);
    let same = page.try_approve_as(CLERK, case);
    assert_eq!(same, Err(Failure::SameClerk));
    assert_eq!(page.get(case).approved_by, None);
    page.approve(case);
    let approved = page.get(case);
    assert_eq!(approved.state, CaseState::Frozen);
    assert_eq!(approved.approved_by.expect("approved").name, COLLEAGUE);
    assert!(clerk(&mut page, ClerkRequest::Reopen { case }).is_ok());
    page.answer(case, &[("height_cm", "161")]);
    assert_eq!(page.get(case).approved_by, None);
    assert_eq!(
        page.ask(Request::SendCase { case }),
        Err(Failure::ApprovalMissing)
    );
}

/// No print of the left hand, for a reason that lasts.
fn without_left_hand(page: &mut Page, case: Uuid) {
    let marked = |finger| Request::MarkFingerMissing {
        case,
        finger,
        reason: "amputated".to_owned(),
    };
    for finger in [6, 7, 8, 9] {
        assert!(page.ask(marked(finger)).is_ok());
    }
}

#[test]
fn an_exception_waits_for_a_coordinator_who_is_signed_in_and_approves_it_herself() {
    let town = Town::new();
    let suitcase = started(&town);
    let mut page = suitcase.page();
    let case = page.fill_id_card();
    without_left_hand(&mut page, case);
    let refused = Failure::ExceptionNotApproved {
        keys: vec!["missing_finger".to_owned()],
    };
    let begun = clerk(&mut page, ClerkRequest::BeginApproval { case });
    assert_eq!(begun, Err(refused.clone()), "nobody answers for it");
    let sent = page.ask(Request::SendCase { case });
    assert_eq!(sent, Err(refused.clone()));
    let kept = page.get(case);
    assert_eq!(kept.state, CaseState::Draft, "and nothing is lost");
    let [exception] = kept.exceptions.as_slice() else {
        panic!("one exception, not {:?}", kept.exceptions);
    };
    assert_eq!(exception.subject, "left_hand");
    assert_eq!(exception.reason.as_deref(), Some("amputated"));

    page.sign_in_as(COLLEAGUE);
    let other = page.try_approve_as("Eva Fremd", case);
    assert_eq!(other, Err(refused), "a clerk may not");
    assert_eq!(page.get(case).approved_by, None);
    page.send_case(case);
    until("the receipt", || {
        let state = page.get(case).state;
        (state == CaseState::Acknowledged).then_some(())
    });
}

#[test]
fn a_card_long_before_the_old_one_ends_needs_its_reason() {
    let town = Town::new();
    let suitcase = started(&town);
    let mut page = suitcase.page();
    let case = page.open_case_of("Langzeit", "Ingo").case;
    let view = page.get(case);
    let early = view.exceptions.iter().find(|it| it.key == "early_renewal");
    let early = early.expect("the card is valid until 2036");
    assert_eq!(
        (early.section.as_str(), &early.reason),
        ("documents", &None)
    );
    let told = page.answer(case, &[("early_renewal_reason", "Neuer Name")]);
    let early = told.exceptions.iter().find(|it| it.key == "early_renewal");
    let reason = early.and_then(|it| it.reason.as_deref());
    assert_eq!(reason, Some("Neuer Name"));
}

#[test]
fn a_session_that_the_gateway_has_ended_asks_for_the_passkey_and_loses_nothing() {
    let town = Town::new();
    let suitcase = started(&town);
    let mut page = suitcase.page();
    let case = page.open_case("identity-card").case;
    page.answer(case, &[("height_cm", "171")]);
    town.end_sessions();
    let search = || Request::Search(common::visit::mustermann());
    assert_eq!(page.ask(search()), Err(Failure::NotSignedIn));
    page.event(|event| match event {
        Event::Desk(desk) => desk.locked.then_some(()),
        _ => None,
    });
    assert_eq!(
        page.ask(Request::GetCase { case }),
        Err(Failure::DeskLocked)
    );
    page.sign_in();
    assert_eq!(page.get(case).answers["height_cm"], "171");
    assert!(matches!(page.ask(search()), Ok(Reply::Hits(_))));
}

#[test]
fn the_last_one_leaves_no_case_behind() {
    let town = Town::new();
    let suitcase = started(&town);
    let mut page = suitcase.page();
    let case = page.open_case("registration-certificate").case;
    page.sign_in_as(COLLEAGUE);
    let ids: Vec<_> = page.overview().desk.clerks;
    let leave = |at: usize| ClerkRequest::SignOut { clerk: ids[at].id };
    assert!(clerk(&mut page, leave(0)).is_ok());
    assert_eq!(page.overview().visit.expect("goes on").clerk, COLLEAGUE);
    assert_eq!(
        clerk(&mut page, leave(1)),
        Err(Failure::DiscardNotConfirmed)
    );
    let discard = Request::CloseCase {
        case,
        discard: true,
    };
    assert!(page.ask(discard).is_ok());
    assert!(clerk(&mut page, leave(1)).is_ok());
    let overview = page.overview();
    assert_eq!((names(&overview).len(), overview.visit), (0, None));
    page.sign_in();
    assert_eq!(page.overview().visit, None);
}
