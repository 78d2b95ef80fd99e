//! Where the clerk is: a route in the fragment of the address, so that a bare static host needs no
//! rewrite rule. Routes name cases by their random id only; nothing personal is ever in an address.

use uuid::Uuid;

/// One screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// The clerk names herself; readiness of the suitcase.
    Start,
    /// The readiness coach.
    Readiness,
    /// The holder's own PIN change.
    Card,
    /// The change terminal.
    Terminal,
    /// All cases in memory.
    Cases,
    /// Search in the register.
    Search,
    /// The person fetched last.
    Person,
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
    /// One section of the service, by its key.
    Section(String),
    /// Scanning of documents.
    Scans,
    /// Check all answers.
    Check,
    /// Sending under way.
    Send,
    /// The receipt, and what is to be printed.
    Receipt,
}

const CHECK: &str = "check";
const SCANS: &str = "scans";
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
            ["readiness"] => Self::Readiness,
            ["card"] => Self::Card,
            ["terminal"] => Self::Terminal,
            ["cases"] => Self::Cases,
            ["search"] => Self::Search,
            ["person"] => Self::Person,
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
            Self::Readiness => "#/readiness".to_owned(),
            Self::Card => "#/card".to_owned(),
            Self::Terminal => "#/terminal".to_owned(),
            Self::Cases => "#/cases".to_owned(),
            Self::Search => "#/search".to_owned(),
            Self::Person => "#/person".to_owned(),
            Self::Case(case, page) => format!("#/case/{case}{}", page.tail()),
        }
    }

    /// The task list of a case.
    pub fn hub(case: Uuid) -> Self {
        Self::Case(case, CasePage::Hub)
    }

    /// A section of a case.
    pub fn section(case: Uuid, key: &str) -> Self {
        Self::Case(case, CasePage::Section(key.to_owned()))
    }
}

impl CasePage {
    fn parse(parts: &[&str]) -> Option<Self> {
        match parts {
            [] => Some(Self::Hub),
            [SECTION, key] if is_key(key) => Some(Self::Section((*key).to_owned())),
            [SCANS] => Some(Self::Scans),
            [CHECK] => Some(Self::Check),
            [SEND] => Some(Self::Send),
            [RECEIPT] => Some(Self::Receipt),
            _ => None,
        }
    }

    fn tail(&self) -> String {
        match self {
            Self::Hub => String::new(),
            Self::Section(key) => format!("/{SECTION}/{key}"),
            Self::Scans => format!("/{SCANS}"),
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
    use super::{CasePage, Route};
    use proptest::prelude::*;
    use uuid::Uuid;

    fn every_route() -> Vec<Route> {
        let case = Uuid::from_u128(7);
        let pages = [
            CasePage::Hub,
            CasePage::Section("person_data".to_owned()),
            CasePage::Scans,
            CasePage::Check,
            CasePage::Send,
            CasePage::Receipt,
        ];
        let mut routes = vec![
            Route::Start,
            Route::Readiness,
            Route::Card,
            Route::Terminal,
            Route::Cases,
            Route::Search,
            Route::Person,
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
