//! The answers as words, and the lines of the document as they will be printed. Pure.

use amtskoffer_domain::catalogue::Application;
use amtskoffer_domain::dates::{PartialDate, german};
use amtskoffer_domain::fields::{Field, FieldKind, NOT_STATED, YES};
use amtskoffer_domain::mrz::NameField;
use amtskoffer_domain::names::Fit;
use amtskoffer_domain::services::{Section, valid_until};

use crate::components::Fact;
use crate::sheet::Sheet;
use crate::texts::{case, fields};

/// The answers of a section, each with its name.
pub fn answers(sheet: &Sheet, section: Section) -> Vec<Fact> {
    let fields = sheet.fields(section).into_iter();
    fields
        .map(|field| Fact::new(fields::name(field), in_words(sheet, field)))
        .collect()
}

/// An answer as a person reads it.
pub fn in_words(sheet: &Sheet, field: Field) -> String {
    let Some(value) = sheet.answers.get(field) else {
        return fields::NOT_GIVEN.to_owned();
    };
    match field.kind() {
        FieldKind::Choice(_) => fields::choice(field, value).to_owned(),
        FieldKind::YesNo if value == YES => fields::YES_WORD.to_owned(),
        FieldKind::YesNo => fields::NO_WORD.to_owned(),
        FieldKind::Date | FieldKind::PartialDate | FieldKind::FutureDate => {
            PartialDate::parse(value).map_or_else(|_| value.to_owned(), PartialDate::german)
        }
        _ if value == NOT_STATED => fields::NOT_STATED_WORD.to_owned(),
        _ => value.to_owned(),
    }
}

/// The printed lines of the document and its validity; none for services without one.
pub fn on_the_card(sheet: &Sheet) -> Vec<Fact> {
    let Some(layout) = &sheet.service.layout else {
        return Vec::new();
    };
    let line = |field: Field| {
        let fit = layout.printed(field, &sheet.answers)?;
        let lines = fit.lines().join("\n");
        let value = match fit {
            Fit::Font1(_) => lines,
            Fit::Font2(_) => case::printed(&lines, case::SMALL_FONT),
            Fit::Truncated(_) => case::printed(&lines, case::CUT),
        };
        Some(Fact::new(label(sheet, field), value))
    };
    let rooms = layout.rooms.iter();
    let mut facts: Vec<Fact> = rooms.filter_map(|(field, _)| line(*field)).collect();
    facts.push(Fact::new(case::APPLICATION_DATE, german(sheet.on)));
    let application = Application::of(sheet.service, &sheet.answers, sheet.on);
    let until = valid_until(sheet.service, &sheet.answers, sheet.on);
    let years = application.needs().validity_years;
    if let (Some(years), Some(until)) = (years, until) {
        facts.push(Fact::new(case::VALIDITY, case::validity(years, &german(until))));
    }
    facts
}

/// A birth name stands below the family name, in the same field of the document.
fn label(sheet: &Sheet, field: Field) -> &'static str {
    if field == Field::FamilyName && sheet.answers.get(Field::BirthName).is_some() {
        return case::FAMILY_AND_BIRTH_NAME;
    }
    fields::name(field)
}

/// The names in the machine readable zone of the document.
pub fn zone(sheet: &Sheet) -> Option<NameField> {
    sheet.service.layout.as_ref()?.zone_names(&sheet.answers)
}

#[cfg(test)]
mod tests {
    use super::{answers, in_words, on_the_card, zone};
    use crate::catalogue::tests::shipped;
    use crate::sheet::Sheet;
    use amtskoffer_domain::dates::parse_date;
    use amtskoffer_domain::fields::{Answers, Field};
    use amtskoffer_domain::services::Section;

    fn sheet(service: &str, given: &[(Field, &str)]) -> Sheet {
        let answers: Answers = given.iter().copied().collect();
        Sheet {
            service: shipped(service),
            on: parse_date("2026-11-22").expect("a date"),
            answers,
        }
    }

    #[test]
    fn answers_are_words_and_not_keys() {
        let sheet = sheet(
            "identity-card",
            &[
                (Field::Sex, "female"),
                (Field::BirthDate, "1964-08-12"),
                (Field::EidOn, "yes"),
                (Field::HeightCm, "---"),
            ],
        );
        assert_eq!(in_words(&sheet, Field::Sex), "weiblich");
        assert_eq!(in_words(&sheet, Field::BirthDate), "12.08.1964");
        assert_eq!(in_words(&sheet, Field::EidOn), "Ja");
        assert_eq!(in_words(&sheet, Field::HeightCm), "nicht feststellbar");
        assert_eq!(in_words(&sheet, Field::Email), "Keine Angabe");
    }

    #[test]
    fn a_long_name_is_shown_as_it_will_be_cut_or_set() {
        let name = "Müller-Lüdenscheidt-Freifrau von der Hohen Wartenburg zu Sonnenfels";
        let sheet = sheet("identity-card", &[(Field::FamilyName, name)]);
        let facts = on_the_card(&sheet);
        let family = facts
            .iter()
            .find(|fact| fact.name == "Familienname")
            .expect("printed");
        assert!(family.value.contains("kleine Schrift"), "{}", family.value);
        assert!(zone(&sheet).expect("an ID card has one").truncated);
    }

    #[test]
    fn a_certificate_has_no_card() {
        let sheet = sheet(
            "registration-certificate",
            &[(Field::FamilyName, "Mustermann")],
        );
        assert!(on_the_card(&sheet).is_empty());
        assert_eq!(zone(&sheet), None);
        assert!(!answers(&sheet, Section::Names).is_empty());
    }
}
