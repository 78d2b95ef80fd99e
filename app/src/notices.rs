//! Which warnings hold for a person or a case. Pure.

use amtskoffer_contract::register::{DocumentKind, Mark, PersonRecord};
use amtskoffer_domain::dates::{Date, parse_date};
use amtskoffer_domain::rules::warnings::{RegisterFacts, Warning, WarningFacts, warnings};
use amtskoffer_domain::services::{
    ExceptionRule, is_valid_for_long, move_facts, warning_facts,
};

use crate::sheet::Sheet;

/// What the register says to beware of.
pub fn of_person(person: &PersonRecord, today: Date) -> Vec<Warning> {
    let facts = WarningFacts {
        register: register(person),
        last_document_lost: person.documents.iter().any(|known| known.lost),
        still_valid_without_reason: holds_valid_card(person, today),
        ..WarningFacts::default()
    };
    warnings(&facts)
}

/// What the register and the answers together say to beware of.
pub fn of_case(person: Option<&PersonRecord>, sheet: &Sheet) -> Vec<Warning> {
    // Warnings are about documents that are ordered.
    let facts = if sheet.service.validity.is_empty() {
        WarningFacts::default()
    } else {
        warning_facts(sheet.service, &sheet.answers, sheet.on)
    };
    let renewal = amtskoffer_domain::fields::Field::EarlyRenewalReason;
    let still_valid = sheet.service.knows_exception(ExceptionRule::EarlyRenewal.key())
        && sheet.answers.get(renewal).is_none()
        && person.is_some_and(|person| holds_valid_card(person, sheet.on));
    let facts = WarningFacts {
        register: person.map(register).unwrap_or_default(),
        still_valid_without_reason: still_valid,
        // The suitcase does not count its PIN envelopes yet: no warning without knowledge.
        pin_envelope_needed: false,
        moved: move_facts(sheet.service, &sheet.answers, sheet.on),
        ..facts
    };
    warnings(&facts)
}

fn register(person: &PersonRecord) -> RegisterFacts {
    let has = |wanted: fn(&Mark) -> bool| person.marks.iter().any(wanted);
    let own = person.municipality_key.as_str();
    let main = person.addresses.first();
    RegisterFacts {
        information_block: has(|mark| matches!(mark, Mark::DisclosureBlock { .. })),
        conditional_block: has(|mark| matches!(mark, Mark::ConditionalBlock)),
        passport_refusal: has(|mark| matches!(mark, Mark::PassportRefusal)),
        id_card_order: has(|mark| matches!(mark, Mark::IdCardOrder)),
        deceased: has(|mark| matches!(mark, Mark::Deceased { .. })),
        other_main_dwelling: main.is_some_and(|known| known.municipality_key != own),
        tax_id_missing: has(|mark| matches!(mark, Mark::TaxIdMissing)),
    }
}

fn holds_valid_card(person: &PersonRecord, today: Date) -> bool {
    person
        .documents
        .iter()
        .filter(|known| known.kind == DocumentKind::IdCard && !known.lost)
        .filter_map(|known| parse_date(&known.valid_until).ok())
        .any(|until| is_valid_for_long(until, today))
}

#[cfg(test)]
mod tests {
    use super::of_person;
    use amtskoffer_contract::register::{DocumentKind, HeldDocument, Mark, PersonRecord};
    use amtskoffer_domain::dates::parse_date;
    use amtskoffer_domain::rules::warnings::Warning;

    fn card(valid_until: &str, lost: bool) -> HeldDocument {
        HeldDocument {
            kind: DocumentKind::IdCard,
            serial: "LZ6311T47".to_owned(),
            authority: "Amt".to_owned(),
            valid_until: valid_until.to_owned(),
            lost,
        }
    }

    fn seen(person: &PersonRecord) -> Vec<Warning> {
        of_person(person, parse_date("2026-11-22").expect("a date"))
    }

    #[test]
    fn a_block_is_told() {
        let until = "2027-01-01".to_owned();
        let marks = vec![Mark::DisclosureBlock { until }];
        let person = PersonRecord {
            marks,
            ..PersonRecord::default()
        };
        assert_eq!(seen(&person), [Warning::InformationBlock]);
    }

    #[test]
    fn a_card_near_its_end_needs_no_reason() {
        let with = |until, lost| PersonRecord {
            documents: vec![card(until, lost)],
            ..PersonRecord::default()
        };
        assert_eq!(
            seen(&with("2030-01-01", false)),
            [Warning::StillValidDocument]
        );
        assert_eq!(seen(&with("2027-02-01", false)), []);
        assert_eq!(seen(&with("2020-01-01", false)), []);
        assert_eq!(seen(&with("2030-01-01", true)), [Warning::LastDocumentLost]);
    }
}
