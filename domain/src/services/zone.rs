//! The machine readable zone of the document that is applied for, as far as the application decides it.

use crate::catalogue::{Application, Layout, Service};
use crate::dates::{Date, parse_date};
use crate::fields::{Answers, Field, NOT_STATED};
use crate::mrz::{MrzDate, Preview, Sex};

/// The last day of the document: what the answers say of a provisional one; otherwise what follows from
/// age, options and day, and never later than the passport beside which a permit is issued. The
/// register system has the last word.
pub fn valid_until(service: &Service, answers: &Answers, on: Date) -> Option<Date> {
    if let Some(until) = answers.get(Field::ValidUntil) {
        return parse_date(until).ok();
    }
    let until = Application::of(service, answers, on).valid_until()?;
    let passport = answers.get(Field::ForeignPassportUntil);
    let passport = passport.and_then(|day| parse_date(day).ok());
    Some(passport.map_or(until, |passport| until.min(passport)))
}

/// The lines of the zone, with a mark in the places that are not known yet; none for services without a
/// document, or as long as there is no name.
pub fn zone(service: &Service, answers: &Answers, on: Date) -> Vec<String> {
    let Some(layout) = &service.layout else {
        return Vec::new();
    };
    let answer = |field| answers.get(field).filter(|value| *value != NOT_STATED);
    let (surname, given_names) = match answer(Field::MrzAlternativeName) {
        Some(whole) => whole.split_once("<<").unwrap_or((whole, "")),
        None => (
            answer(Field::FamilyName).unwrap_or_default(),
            answer(Field::FirstNames).unwrap_or_default(),
        ),
    };
    if surname.is_empty() {
        return Vec::new();
    }
    Preview {
        layout: layout.zone,
        code: &layout.code,
        number: answer(Field::BlankSerial),
        nationality: answer(Field::Citizenship).or(answer(Field::Nationality)),
        birth: answers.birth_date().map(MrzDate::from),
        sex: sex(layout, answer(Field::Sex)),
        expiry: valid_until(service, answers, on).map(MrzDate::from),
        optional_2: &layout.optional_2,
        surname,
        given_names,
    }
    .lines()
}

fn sex(layout: &Layout, answer: Option<&str>) -> Option<Sex> {
    match answer {
        _ if !layout.shows_sex => Some(Sex::Unspecified),
        Some("female") => Some(Sex::Female),
        Some("male") => Some(Sex::Male),
        Some(_) => Some(Sex::Unspecified),
        None => None,
    }
}
