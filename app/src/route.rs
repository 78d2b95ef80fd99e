//! Where the clerk is: a route in the fragment of the address, so that a bare static host needs no
//! rewrite rule. Routes name cases by their random id only; nothing personal is ever in an address.

use amtskoffer_domain::fields::split_person;
use amtskoffer_domain::services::Step;
use uuid::Uuid;

/// One screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// Where the visit takes place; readiness of the suitcase.
    Start,
    /// A new clerk makes her passkey known.
    Enrol,
    /// The readiness coach.
    Readiness,
    /// The holder's own PIN change.
    Card,
    /// The change terminal.
    Terminal,
    /// All cases in memory.
    Cases,
    /// The cash desk.
    Money,
    /// Registration of one person after the other.
    FastLane,
    /// Search in the register.
    Search,
    /// The person fetched last.
    Person,
    /// A document is read for the search.
    Prefill,
    /// What was done in this visit.
    History,
    /// All shortcuts.
    Shortcuts,
    /// A screen of one case.
    Case(Uuid, CasePage),
    /// An address that names no screen.
    Unknown,
}

/// A screen of one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CasePage {
    /// Task list.
    Hub,
    /// One step of the service, by its key: a section, and for whom.
    Section(String),
    /// Scanning of documents.
    Scans,
    /// A document is read instead of typed.
    Prefill,
    /// Check all answers.
    Check,
    /// Sending under way.
    Send,
    /// The receipt, and what is to be printed.
    Receipt,
}

const CHECK: &str = "check";
const SCANS: &str = "scans";
const PREFILL: &str = "prefill";
const SEND: &str = "send";
const RECEIPT: &str = "receipt";
const SECTION: &str = "section";

impl Route {
    /// Reads the fragment, with or without its leading `#`.
    pub fn parse(fragment: &str) -> Self {
        let path = fragment.trim_start_matches('#').trim_matches('/');
        let parts: Vec<&str> = path.split('/').collect();
        match parts.as_slice() {
            [""] => Self::Start,
            ["enrol", ..] => Self::Enrol,
            ["readiness"] => Self::Readiness,
            ["card"] => Self::Card,
            ["terminal"] => Self::Terminal,
            ["cases"] => Self::Cases,
            ["money"] => Self::Money,
            ["fast-lane"] => Self::FastLane,
            ["search"] => Self::Search,
            ["person"] => Self::Person,
            [PREFILL] => Self::Prefill,
            ["history"] => Self::History,
            ["shortcuts"] => Self::Shortcuts,
            ["case", case, rest @ ..] => match (Uuid::parse_str(case), CasePage::parse(rest)) {
                (Ok(case), Some(page)) => Self::Case(case, page),
                _ => Self::Unknown,
            },
            _ => Self::Unknown,
        }
    }

    /// The fragment with its leading `#`, for links.
    pub fn href(&self) -> String {
        match self {
            Self::Start | Self::Unknown => "#/".to_owned(),
            Self::Enrol => "#/enrol".to_owned(),
            Self::Readiness => "#/readiness".to_owned(),
            Self::Card => "#/card".to_owned(),
            Self::Terminal => "#/terminal".to_owned(),
            Self::Cases => "#/cases".to_owned(),
            Self::Money => "#/money".to_owned(),
            Self::FastLane => "#/fast-lane".to_owned(),
            Self::Search => "#/search".to_owned(),
            Self::Person => "#/person".to_owned(),
            Self::Prefill => format!("#/{PREFILL}"),
            Self::History => "#/history".to_owned(),
            Self::Shortcuts => "#/shortcuts".to_owned(),
            Self::Case(case, page) => format!("#/case/{case}{}", page.tail()),
        }
    }

    /// The task list of a case.
    pub fn hub(case: Uuid) -> Self {
        Self::Case(case, CasePage::Hub)
    }

    /// A section of a case, for one of the persons.
    pub fn step(case: Uuid, step: Step) -> Self {
        Self::Case(case, CasePage::Section(step.key()))
    }

    /// A section of a case.
    pub fn section(case: Uuid, key: &str) -> Self {
        Self::Case(case, CasePage::Section(key.to_owned()))
    }
}

/// The secret of a one-time link, if the fragment holds one.
pub fn link_in(fragment: &str) -> Option<&str> {
    let token = fragment.trim_start_matches('#').strip_prefix("/enrol/")?;
    (!token.is_empty()).then_some(token)
}

impl CasePage {
    fn parse(parts: &[&str]) -> Option<Self> {
        match parts {
            [] => Some(Self::Hub),
            [SECTION, key] if is_key(key) => Some(Self::Section((*key).to_owned())),
            [SECTION, key, person] if is_key(key) => {
                let key = format!("p{person}.{key}");
                split_person(&key)?;
                Some(Self::Section(key))
            }
            [SCANS] => Some(Self::Scans),
            [PREFILL] => Some(Self::Prefill),
            [CHECK] => Some(Self::Check),
            [SEND] => Some(Self::Send),
            [RECEIPT] => Some(Self::Receipt),
            _ => None,
        }
    }

    fn tail(&self) -> String {
        match self {
            Self::Hub => String::new(),
            Self::Section(key) => match split_person(key) {
                Some((person, rest)) if person > 1 => format!("/{SECTION}/{rest}/{person}"),
                _ => format!("/{SECTION}/{key}"),
            },
            Self::Scans => format!("/{SCANS}"),
            Self::Prefill => format!("/{PREFILL}"),
            Self::Check => format!("/{CHECK}"),
            Self::Send => format!("/{SEND}"),
            Self::Receipt => format!("/{RECEIPT}"),
        }
    }
}

fn is_key(text: &str) -> bool {
    let sign = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    (1..=40).contains(&text.len()) && text.bytes().all(sign)
}

#[cfg(test)]
mod tests {
    use super::{CasePage, Route, link_in};
    use proptest::prelude::*;
    use uuid::Uuid;

    fn every_route() -> Vec<Route> {
        let case = Uuid::from_u128(7);
        let pages = [
            CasePage::Hub,
            CasePage::Section("person_data".to_owned()),
            CasePage::Section("p2.names".to_owned()),
            CasePage::Scans,
            CasePage::Prefill,
            CasePage::Check,
            CasePage::Send,
            CasePage::Receipt,
        ];
        let mut routes = vec![
            Route::Start,
            Route::Readiness,
            Route::Card,
            Route::Terminal,
            Route::Enrol,
            Route::Cases,
            Route::Money,
            Route::FastLane,
            Route::Search,
            Route::Person,
            Route::Prefill,
            Route::History,
            Route::Shortcuts,
        ];
        routes.extend(pages.map(|page| Route::Case(case, page)));
        routes
    }

    #[test]
    fn every_route_survives_its_own_address() {
        for route in every_route() {
            assert_eq!(Route::parse(&route.href()), route);
        }
    }

    #[test]
    fn a_link_is_read_from_the_fragment_only() {
        assert_eq!(link_in("#/enrol/abc-_1"), Some("abc-_1"));
        for fragment in ["", "#/enrol", "#/enrol/", "#/case/enrol/x"] {
            assert_eq!(link_in(fragment), None, "{fragment}");
        }
        assert_eq!(Route::parse("#/enrol/abc"), Route::Enrol);
    }

    #[test]
    fn an_empty_fragment_is_the_start() {
        for fragment in ["", "#", "#/", "/"] {
            assert_eq!(Route::parse(fragment), Route::Start);
        }
    }

    #[test]
    fn what_names_no_screen_is_unknown() {
        let case = Uuid::from_u128(7);
        for fragment in [
            "#/case".to_owned(),
            "#/case/7".to_owned(),
            format!("#/case/{case}/nothing"),
            format!("#/case/{case}/section/"),
            format!("#/case/{case}/section/Erika%20Mustermann"),
            "#/persons".to_owned(),
        ] {
            assert_eq!(Route::parse(&fragment), Route::Unknown, "{fragment}");
        }
    }

    proptest! {
        #[test]
        fn any_fragment_is_some_route(fragment in ".{0,80}") {
            let route = Route::parse(&fragment);
            prop_assert_eq!(Route::parse(&route.href()) == route, route != Route::Unknown);
        }
    }
}
