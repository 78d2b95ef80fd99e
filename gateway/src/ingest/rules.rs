//! Whether a case keeps the rules of its service. Nothing that the page says is believed: answers,
//! captures and fees are all checked anew.

use std::collections::BTreeSet;

use amtskoffer_contract::ingest::{
    Application, DOCUMENT_MEDIA_TYPE, DOCUMENT_PART, DocumentEntry, FeeEntry, MAX_DOCUMENT_PAGES,
    MAX_DOCUMENTS, Manifest, Part, PaymentMethod, Refusal,
};
use amtskoffer_domain::dates::{Date, PartialDate};
use amtskoffer_domain::fees::{FeeBill, FeeTable};
use amtskoffer_domain::fields::{Answers, Field};
use amtskoffer_domain::keys::check_municipality_key;
use amtskoffer_domain::rules::fingers::{Hand, MissingReason, Position};
use amtskoffer_domain::services::{PaperKind, Section, Service, bill, check_all, sections};

use super::payments;
use crate::register::purpose::checked;

/// Checks a case.
///
/// # Errors
/// [`Refusal::RulesBroken`] with the keys of all fields, sections and manifest entries that are
/// wrong.
pub(super) fn check(
    manifest: &Manifest,
    application: &Application,
    known_record: bool,
    fees: &FeeTable,
) -> Result<(), Refusal> {
    let mut broken = BTreeSet::new();
    let (service, on) = (
        Service::from_key(&manifest.service),
        date(&manifest.application_date),
    );
    let entries = [
        ("service", service.is_some()),
        ("application_date", on.is_some()),
        (
            "municipality_key",
            check_municipality_key(&manifest.municipality_key).is_ok(),
        ),
        ("clerk", !manifest.clerk.trim().is_empty()),
        ("record", known_record),
        ("purpose", checked(&application.purpose).is_ok()),
    ];
    broken.extend(
        entries
            .iter()
            .filter(|(_, fits)| !fits)
            .map(|(key, _)| (*key).to_owned()),
    );
    if let (Some(service), Some(on)) = (service, on) {
        broken.extend(in_service(service, on, manifest, application, fees));
    }
    if broken.is_empty() {
        return Ok(());
    }
    Err(Refusal::RulesBroken {
        keys: broken.into_iter().collect(),
    })
}

fn in_service(
    service: Service,
    on: Date,
    manifest: &Manifest,
    application: &Application,
    fees: &FeeTable,
) -> BTreeSet<String> {
    let mut broken = BTreeSet::new();
    let mut answers = Answers::new();
    for (key, value) in &application.answers {
        match Field::from_key(key) {
            Some(field) => answers.set(field, value),
            None => {
                broken.insert(key.chars().take(40).collect());
            }
        }
    }
    let problems = check_all(service, &answers, on);
    broken.extend(
        problems
            .iter()
            .map(|problem| problem.field.key().to_owned()),
    );
    let captures = [
        (Section::Photo, has_picture(manifest, "photo")),
        (Section::Signature, has_picture(manifest, "signature")),
        (Section::Fingers, fingers_fit(manifest, application)),
    ];
    let needed = sections(service, &answers, on);
    for (section, fits) in captures {
        if needed.contains(&section) && !fits {
            broken.insert(section.key().to_owned());
        }
    }
    if !needed.contains(&Section::Fingers) && has_prints(manifest) {
        broken.insert(Section::Fingers.key().to_owned());
    }
    if !documents_fit(service, manifest, application) {
        broken.insert(Section::Documents.key().to_owned());
    }
    let bill = bill(service, &answers, on, fees);
    if !bill.is_ok_and(|bill| bill.is_some_and(|bill| fee_fits(&bill, application, &answers))) {
        broken.insert(Section::Fee.key().to_owned());
    }
    broken
}

/// The register form only: a date with unknown parts or in the German way is none.
fn date(text: &str) -> Option<Date> {
    let date = PartialDate::parse(text).ok()?.as_date()?;
    (date.to_string() == text).then_some(date)
}

fn has_picture(manifest: &Manifest, name: &str) -> bool {
    manifest
        .parts
        .iter()
        .any(|part| part.name == name && part.bytes > 0 && part.media_type.starts_with("image/"))
}

/// Prints where none may be taken (under 6, PAuswG § 9(3)) are refused as well.
fn has_prints(manifest: &Manifest) -> bool {
    manifest
        .parts
        .iter()
        .any(|part| part.name.starts_with("finger_"))
}

/// Scanned documents are never needed; each that is there is a PDF of a kind that the service knows,
/// and the application says the same of them as the manifest.
fn documents_fit(service: Service, manifest: &Manifest, application: &Application) -> bool {
    let entries = &application.documents;
    let known = |entry: &DocumentEntry| {
        PaperKind::of_service(service).any(|kind| kind.key() == entry.kind)
            && (1..=MAX_DOCUMENT_PAGES).contains(&entry.pages)
    };
    let is_pdf = |part: &&Part| part.media_type == DOCUMENT_MEDIA_TYPE && part.bytes > 0;
    let parts = manifest.parts.iter();
    let parts: Vec<&Part> = parts
        .filter(|part| part.name.starts_with(DOCUMENT_PART))
        .collect();
    let named: BTreeSet<&str> = entries.iter().map(|entry| entry.part.as_str()).collect();
    let there: BTreeSet<&str> = parts.iter().map(|part| part.name.as_str()).collect();
    entries.len() <= MAX_DOCUMENTS
        && entries.len() == named.len()
        && named == there
        && entries.iter().all(known)
        && parts.iter().all(is_pdf)
}

/// One print of each hand, or a lasting reason why there is none (PAuswG § 5(9)); every reason and
/// every finger must be one that exists.
fn fingers_fit(manifest: &Manifest, application: &Application) -> bool {
    let prints = manifest
        .parts
        .iter()
        .filter_map(|part| part.name.strip_prefix("finger_"));
    let prints: Vec<Option<Position>> = prints
        .map(|code| code.parse().ok().and_then(Position::from_code))
        .collect();
    let missing: Vec<Option<(Position, MissingReason)>> = application
        .missing_fingers
        .iter()
        .map(|(code, reason)| {
            Some((
                Position::from_code(*code)?,
                MissingReason::from_key(reason)?,
            ))
        })
        .collect();
    let known = prints.iter().all(Option::is_some) && missing.iter().all(Option::is_some);
    let hand_fits = |hand: Hand| {
        let mut of_hand = prints.iter().flatten().filter(|print| print.hand == hand);
        match (of_hand.next(), of_hand.next()) {
            (Some(_), None) => true,
            (None, _) => missing
                .iter()
                .flatten()
                .any(|(finger, reason)| finger.hand == hand && reason.is_lasting()),
            (Some(_), Some(_)) => false,
        }
    };
    known && hand_fits(Hand::Right) && hand_fits(Hand::Left)
}

fn fee_fits(bill: &FeeBill, application: &Application, answers: &Answers) -> bool {
    let lines_fit = bill.lines.len() == application.fee.len()
        && bill
            .lines
            .iter()
            .zip(&application.fee)
            .all(|(line, entry): (_, &FeeEntry)| {
                line.rule == entry.rule && line.cents.0 == entry.cents
            });
    let Some(payment) = &application.payment else {
        return false;
    };
    let (method, given_fits) = match payment.method {
        PaymentMethod::Cash => ("cash", payment.given_cents >= payment.due_cents),
        PaymentMethod::Card => ("card", payment.given_cents == payment.due_cents),
        PaymentMethod::Invoice => ("invoice", payment.given_cents == payment.due_cents),
        PaymentMethod::Waived => ("waived", payment.given_cents == payment.due_cents),
    };
    let number = payment.receipt_number.trim().chars().count();
    lines_fit
        && given_fits
        && payments::fit(payment, &application.reversed)
        && payment.due_cents == bill.total.0
        && answers.get(Field::PaymentMethod) == Some(method)
        && (1..=40).contains(&number)
}
