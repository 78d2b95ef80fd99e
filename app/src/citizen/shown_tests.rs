//! What a person sees, and what she never sees.

use amtskoffer_contract::bridge::{CaseState, CaseView};
use proptest::prelude::*;
use uuid::Uuid;

use super::{Shown, Source, Step, canonical, shown};
use crate::overview::Presence;
use crate::route::{CasePage, Route};
use crate::sheet::tests::adult;

fn seen(case: &CaseView, route: &Route, presence: Option<Presence>, on: bool) -> Shown {
    shown(&Source {
        on,
        presence,
        route,
        case: Some(case),
        bill: None,
    })
}

fn at(case: &CaseView, page: CasePage) -> Shown {
    let route = Route::Case(case.case, page);
    seen(case, &route, Some(Presence::AtWork), true)
}

fn step(shown: &Shown) -> Step {
    match shown {
        Shown::Case(case) => case.step,
        other => panic!("no step: {other:?}"),
    }
}

fn says(shown: &Shown, word: &str) -> bool {
    serde_json::to_string(shown)
        .expect("plain data")
        .contains(word)
}

fn section(key: &str) -> CasePage {
    CasePage::Section(key.to_owned())
}

#[test]
fn each_screen_of_a_case_is_a_step() {
    let case = adult();
    for (page, expected) in [
        (CasePage::Hub, Step::Tasks),
        (section("names"), Step::Data),
        (section("photo"), Step::Photo),
        (section("fingers"), Step::Fingers),
        (section("signature"), Step::Signature),
        (section("fee"), Step::Fee),
        (CasePage::Scans, Step::Documents),
        (CasePage::Prefill, Step::Data),
        (CasePage::Check, Step::Check),
        (CasePage::Send, Step::Check),
    ] {
        assert_eq!(step(&at(&case, page.clone())), expected, "{page:?}");
    }
}

#[test]
fn a_section_shows_its_own_data_and_the_check_shows_all_as_printed() {
    let case = adult();
    let names = at(&case, section("names"));
    assert!(says(&names, "Mustermann") && !says(&names, "1964"));
    let photo = at(&case, section("photo"));
    assert!(!says(&photo, "Mustermann"));
    let check = at(&case, CasePage::Check);
    assert!(says(&check, "12.08.1964") && says(&check, "So wird es gedruckt"));
    assert!(says(&check, "MUSTERMANN<<ERIKA"));
    let all = |shown: &Shown| match shown {
        Shown::Case(case) => (case.groups.clone(), case.zone.clone()),
        other => panic!("no step: {other:?}"),
    };
    let signed = at(&case, section("signature"));
    assert_eq!(
        all(&signed),
        all(&check),
        "what is signed is what was checked"
    );
}

#[test]
fn no_list_no_search_and_no_other_person_is_shown() {
    let case = adult();
    for route in [
        Route::Start,
        Route::Search,
        Route::Person,
        Route::Cases,
        Route::Readiness,
        Route::Case(Uuid::from_u128(99), CasePage::Check),
    ] {
        let shown = seen(&case, &route, Some(Presence::AtWork), true);
        assert_eq!(shown, Shown::Waiting, "{route:?}");
    }
    let mut closed = adult();
    closed.state = CaseState::Closed;
    assert_eq!(at(&closed, CasePage::Receipt), Shown::Waiting);
}

#[test]
fn the_version_does_not_depend_on_the_step_but_on_the_data() {
    let case = adult();
    let text = canonical(&case, None).expect("a known service");
    assert_eq!(canonical(&case, None), Some(text.clone()));
    let mut signed = case.clone();
    signed
        .answers
        .insert("unable_to_sign".to_owned(), "no".to_owned());
    assert_eq!(canonical(&signed, None), Some(text.clone()));
    let mut changed = case.clone();
    changed
        .answers
        .insert("first_names".to_owned(), "Erica".to_owned());
    assert_ne!(canonical(&changed, None), Some(text));
}

proptest! {
    #[test]
    fn locked_or_switched_off_nothing_is_shown(
        fragment in "(|search|person|cases|case/[0-9a-f-]{36}(/check|/send)?)",
        presence in prop_oneof![
            Just(None),
            Just(Some(Presence::Nobody)),
            Just(Some(Presence::Locked)),
        ],
    ) {
        let case = adult();
        let own = Route::Case(case.case, CasePage::Check);
        for route in [own, Route::parse(&fragment)] {
            prop_assert_eq!(seen(&case, &route, presence, true), Shown::Blank);
            let off = seen(&case, &route, Some(Presence::AtWork), false);
            prop_assert_eq!(off, Shown::Blank);
        }
    }
}
