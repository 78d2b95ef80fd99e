//! What follows from the answers: the bill, the name in the zone, the facts for warnings.

use super::sections::sections;
use super::service::{Section, Service};
use crate::dates::Date;
use crate::fees::{
    FeeBill, FeeError, FeeTable, IdCardFeeFacts, id_card_fee, residence_certificate_fee,
};
use crate::fields::{
    Answers, Field, FieldKind, NOT_STATED, PRINTED, Problem, YES, check_value, printed,
};
use crate::mrz::{NameField, name_field, td1};
use crate::rules::id_card::{ConsentVariant, requirements};
use crate::rules::warnings::WarningFacts;

/// The bill of an application; nothing as long as the answers that decide it are missing: the date
/// of birth for an ID card, the number of copies for a certificate.
///
/// # Errors
/// [`FeeError::NoRow`] if the table lacks a rule on the day of application.
pub fn bill(
    service: Service,
    answers: &Answers,
    on: Date,
    table: &FeeTable,
) -> Result<Option<FeeBill>, FeeError> {
    let bill = match service {
        Service::IdCard => {
            let Some(birth) = answers.birth_date() else {
                return Ok(None);
            };
            let facts = IdCardFeeFacts {
                photo_by_office: answers.get(Field::PhotoSource) == Some("office"),
                out_of_hours_on_wish: answers.is_yes(Field::OutOfHoursOnWish),
                home_delivery: answers.get(Field::Delivery) == Some("home"),
                ..IdCardFeeFacts::plain(birth.age_on(on), on)
            };
            id_card_fee(table, &facts)?
        }
        Service::ResidenceCertificate => {
            let Some(copies) = copies(answers, on) else {
                return Ok(None);
            };
            let free = answers.get(Field::FeeFreeReason).is_some();
            residence_certificate_fee(table, on, copies, free)?
        }
    };
    let waived = answers.get(Field::PaymentMethod) == Some("waived");
    Ok(Some(if waived { bill.waived() } else { bill }))
}

/// The name field in the zone of the ID card: the alternative name if there is one, otherwise
/// family name and first names; nothing without a name.
pub fn zone_names(answers: &Answers) -> Option<NameField> {
    if let Some(alternative) = answers.get(Field::MrzAlternativeName) {
        let (surname, given) = alternative.split_once("<<").unwrap_or((alternative, ""));
        return Some(name_field(surname, given, td1::NAME_WIDTH));
    }
    let family_name = answers.get(Field::FamilyName)?;
    let first_names = answers
        .get(Field::FirstNames)
        .filter(|names| *names != NOT_STATED);
    Some(name_field(
        family_name,
        first_names.unwrap_or_default(),
        td1::NAME_WIDTH,
    ))
}

/// What the answers of an ID card application say about warnings. Facts of the register, of the
/// old document's validity and of the devices are for the caller to add.
pub fn warning_facts(answers: &Answers, on: Date) -> WarningFacts {
    let problem = |field: &Field| check_value(*field, answers.get(*field)?, on).err();
    let names = || {
        Field::ALL
            .into_iter()
            .filter(|field| field.kind() == FieldKind::Name)
    };
    let too_long = |field: &Field| matches!(problem(field), Some(Problem::TooLong { .. }));
    let bad_letter =
        |field: &Field| matches!(problem(field), Some(Problem::LetterNotAllowed { .. }));
    let cut = |field| printed(field, answers).is_some_and(|fit| fit.is_truncated());
    let needed = answers.birth_date().map(|birth| requirements(&birth, on));
    let no_dwelling = answers.get(Field::NoDwellingInGermany) == Some(YES);
    WarningFacts {
        name_too_long: names().any(|field| too_long(&field)),
        letters_outside_norm: Field::ALL.iter().any(bad_letter),
        print_truncated: PRINTED.into_iter().any(cut),
        mrz_truncated: zone_names(answers).is_some_and(|names| names.truncated),
        last_document_lost: answers.get(Field::OldDocumentKind) == Some("lost"),
        minor_without_consent: lacks_consent(answers, on),
        home_delivery: answers.get(Field::Delivery) == Some("home"),
        address_deliverable: !no_dwelling && answers.get(Field::Street).is_some(),
        // An old ID card is invalidated at once when the new one is delivered (PAuswV § 18(2)).
        has_photo_id: answers.get(Field::OldDocumentKind) == Some("passport"),
        pin_envelope_needed: needed.is_some_and(|needed| needed.pin_envelope),
        ..WarningFacts::default()
    }
}

fn lacks_consent(answers: &Answers, on: Date) -> bool {
    if !sections(Service::IdCard, answers, on).contains(&Section::Consent) {
        return false;
    }
    let variant = answers
        .get(Field::ConsentVariant)
        .and_then(ConsentVariant::from_key);
    let proof_seen = answers.is_yes(Field::ConsentProofSeen);
    variant.is_none_or(|variant| variant.proof_needed() && !proof_seen)
}

fn copies(answers: &Answers, on: Date) -> Option<u16> {
    let copies = answers.get(Field::Copies)?;
    check_value(Field::Copies, copies, on).ok()?;
    copies.parse().ok()
}
