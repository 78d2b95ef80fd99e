//! The answers as words, and the lines of the card as they will be printed. Pure.

use amtskoffer_domain::dates::{PartialDate, german};
use amtskoffer_domain::fields::{Field, FieldKind, NOT_STATED, PRINTED, YES, printed};
use amtskoffer_domain::mrz::NameField;
use amtskoffer_domain::names::Fit;
use amtskoffer_domain::rules::id_card::{requirements, valid_until};
use amtskoffer_domain::services::{Section, Service, zone_names};

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
        FieldKind::Date | FieldKind::PartialDate => {
            PartialDate::parse(value).map_or_else(|_| value.to_owned(), PartialDate::german)
        }
        _ if value == NOT_STATED => fields::NOT_STATED_WORD.to_owned(),
        _ => value.to_owned(),
    }
}

/// The printed lines of the ID card and its validity; none for services without a card.
pub fn on_the_card(sheet: &Sheet) -> Vec<Fact> {
    if sheet.service != Service::IdCard {
        return Vec::new();
    }
    let line = |field: Field| {
        let fit = printed(field, &sheet.answers)?;
        let lines = fit.lines().join("\n");
        let value = match fit {
            Fit::Font1(_) => lines,
            Fit::Font2(_) => case::printed(&lines, case::SMALL_FONT),
            Fit::Truncated(_) => case::printed(&lines, case::CUT),
        };
        Some(Fact::new(label(sheet, field), value))
    };
    let mut facts: Vec<Fact> = PRINTED.into_iter().filter_map(line).collect();
    facts.push(Fact::new(case::APPLICATION_DATE, german(sheet.on)));
    if let Some(birth) = sheet.answers.birth_date() {
        let years = requirements(&birth, sheet.on).validity_years;
        let until = german(valid_until(sheet.on, years));
        facts.push(Fact::new(case::VALIDITY, case::validity(years, &until)));
    }
    facts
}

/// A birth name stands below the family name, in the same field of the card.
fn label(sheet: &Sheet, field: Field) -> &'static str {
    if field == Field::FamilyName && sheet.answers.get(Field::BirthName).is_some() {
        return case::FAMILY_AND_BIRTH_NAME;
    }
    fields::name(field)
}

/// The names in the machine readable zone of the card.
pub fn zone(sheet: &Sheet) -> Option<NameField> {
    (sheet.service == Service::IdCard)
        .then(|| zone_names(&sheet.answers))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::{answers, in_words, on_the_card, zone};
    use crate::sheet::Sheet;
    use amtskoffer_domain::dates::parse_date;
    use amtskoffer_domain::fields::{Answers, Field};
    use amtskoffer_domain::services::{Section, Service};

    fn sheet(service: Service, given: &[(Field, &str)]) -> Sheet {
        let answers: Answers = given.iter().copied().collect();
        Sheet {
            service,
            on: parse_date("2026-11-22").expect("a date"),
            answers,
        }
    }

    #[test]
    fn answers_are_words_and_not_keys() {
        let sheet = sheet(
            Service::IdCard,
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
        let sheet = sheet(Service::IdCard, &[(Field::FamilyName, name)]);
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
            Service::ResidenceCertificate,
            &[(Field::FamilyName, "Mustermann")],
        );
        assert!(on_the_card(&sheet).is_empty());
        assert_eq!(zone(&sheet), None);
        assert!(!answers(&sheet, Section::Names).is_empty());
    }
}
