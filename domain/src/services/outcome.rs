//! What follows from the answers: the bill, the facts for warnings.

use super::check::too_long;
use super::section::Section;
use super::sections::sections;
use crate::catalogue::{Application, BillError, Catalogue, Layout, Service};
use crate::dates::Date;
use crate::fees::{FeeBill, REDUCTION};
use crate::fields::{Answers, Field, FieldKind, NO, Problem, YES, check_value};
use crate::rules::consent::ConsentVariant;
use crate::rules::warnings::WarningFacts;

/// The bill of an application; nothing as long as the date of birth that decides it is missing.
///
/// # Errors
/// [`BillError::NoAmount`] if no amount of a rule holds on the day of application.
pub fn bill(
    catalogue: &Catalogue,
    service: &Service,
    answers: &Answers,
    on: Date,
) -> Result<Option<FeeBill>, BillError> {
    match catalogue.bill(&Application::of(service, answers, on)) {
        Ok(bill) => Ok(Some(FeeBill::from(&bill))),
        Err(BillError::BirthMissing) => Ok(None),
        Err(error) => Err(error),
    }
}

/// What a waiver or a reduction takes off the fee of an application, whose bill has these lines of rule and
/// cents: all of what it would cost otherwise, or what stands there as a reduction.
pub fn let_off<'a>(
    catalogue: &Catalogue,
    service: &Service,
    answers: &Answers,
    on: Date,
    lines: impl Iterator<Item = (&'a str, i64)>,
) -> i64 {
    if answers.get(Field::PaymentMethod) == Some("waived") {
        let mut paid = answers.clone();
        paid.set(Field::PaymentMethod, "cash");
        paid.set(Field::FeeReduced, NO);
        let full = bill(catalogue, service, &paid, on).ok().flatten();
        return full.map_or(0, |bill| bill.total.0);
    }
    lines.filter(|(rule, _)| *rule == REDUCTION).map(|(_, cents)| -cents).sum()
}

/// What the answers of an application for a document say about warnings. Facts of the register, of the
/// old document's validity and of the devices are for the caller to add.
pub fn warning_facts(service: &Service, answers: &Answers, on: Date) -> WarningFacts {
    let problem = |field: &Field| check_value(*field, answers.get(*field)?, on).err();
    let names = || {
        Field::ALL
            .into_iter()
            .filter(|field| field.kind() == FieldKind::Name)
    };
    let is_long = |field: &Field| {
        let value = answers.get(*field);
        value.is_some_and(|value| too_long(service, *field, value).is_some())
    };
    let bad_letter =
        |field: &Field| matches!(problem(field), Some(Problem::LetterNotAllowed { .. }));
    let layout = service.layout.as_ref();
    let cut = |layout: &Layout| {
        let mut rooms = layout.rooms.iter();
        rooms.any(|(field, _)| {
            let fit = layout.printed(*field, answers);
            fit.is_some_and(|fit| fit.is_truncated())
        })
    };
    let names_cut = |layout: &Layout| {
        layout.zone_names(answers).is_some_and(|names| names.truncated)
    };
    let needs = Application::of(service, answers, on).needs();
    let no_dwelling = answers.get(Field::NoDwellingInGermany) == Some(YES);
    WarningFacts {
        name_too_long: names().any(|field| is_long(&field)),
        letters_outside_norm: Field::ALL.iter().any(bad_letter),
        print_truncated: layout.is_some_and(cut),
        mrz_truncated: layout.is_some_and(names_cut),
        last_document_lost: answers.get(Field::OldDocumentKind) == Some("lost"),
        minor_without_consent: lacks_consent(service, answers, on),
        home_delivery: answers.get(Field::Delivery) == Some("home"),
        address_deliverable: !no_dwelling && answers.get(Field::Street).is_some(),
        // An old ID card is invalidated at once when the new one is delivered (PAuswV § 18(2)).
        has_photo_id: answers.get(Field::OldDocumentKind) == Some("passport"),
        pin_envelope_needed: needs.pin_envelope == Some(true),
        ..WarningFacts::default()
    }
}

fn lacks_consent(service: &Service, answers: &Answers, on: Date) -> bool {
    if !sections(service, answers, on).contains(&Section::Consent) {
        return false;
    }
    let variant = answers
        .get(Field::ConsentVariant)
        .and_then(ConsentVariant::from_key);
    let proof_seen = answers.is_yes(Field::ConsentProofSeen);
    variant.is_none_or(|variant| variant.proof_needed() && !proof_seen)
}
