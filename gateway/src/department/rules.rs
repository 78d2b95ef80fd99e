//! Whether a case keeps the rules of its service. Nothing that the page says is believed: answers,
//! captures and fees are all checked anew.

use std::collections::BTreeSet;

use amtskoffer_contract::ingest::{
    Application, DOCUMENT_MEDIA_TYPE, DOCUMENT_PART, DocumentEntry, FeeEntry, MAX_DOCUMENT_PAGES,
    MAX_DOCUMENTS, Manifest, PAPER_PART, Part, PaymentMethod, Refusal,
};
use amtskoffer_domain::catalogue::{Application as Asked, Catalogue, Part as Wanted, Service};
use amtskoffer_domain::dates::{Date, PartialDate};
use amtskoffer_domain::fees::FeeBill;
use amtskoffer_domain::fields::{Answers, Field, FieldKey, of_person};
use amtskoffer_domain::keys::check_municipality_key;
use amtskoffer_domain::rules::fingers::{Hand, MissingReason, Position};
use amtskoffer_domain::services::{
    PaperKind, Section, bill, check_all, is_asked_of_each, lacks_scan, persons, refusal, sections,
};

use super::{baskets, payments};
use crate::register::purpose::checked;

/// Checks a case.
///
/// # Errors
/// [`Refusal::RulesBroken`] with the keys of all fields, sections and manifest entries that are
/// wrong.
pub(super) fn check(
    manifest: &Manifest,
    application: &Application,
    catalogue: &Catalogue,
) -> Result<(), Refusal> {
    let mut broken = BTreeSet::new();
    let (service, on) = (
        catalogue.service(&manifest.service),
        date(&manifest.application_date),
    );
    let entries = [
        ("service", service.is_some()),
        ("application_date", on.is_some()),
        (
            "municipality_key",
            check_municipality_key(&manifest.municipality_key).is_ok()
                || (manifest.municipality_key.is_empty()
                    && service.is_some_and(|service| needs_no_dwelling(service))),
        ),
        (
            "clerk",
            manifest
                .clerks
                .first()
                .is_some_and(|clerk| !clerk.name.trim().is_empty()),
        ),
        ("purpose", checked(&application.purpose).is_ok()),
    ];
    broken.extend(
        entries
            .iter()
            .filter(|(_, fits)| !fits)
            .map(|(key, _)| (*key).to_owned()),
    );
    if let (Some(service), Some(on)) = (service, on) {
        broken.extend(in_service(catalogue, service, on, manifest, application));
    }
    if broken.is_empty() {
        return Ok(());
    }
    Err(Refusal::RulesBroken {
        keys: broken.into_iter().collect(),
    })
}

fn in_service(
    catalogue: &Catalogue,
    service: &Service,
    on: Date,
    manifest: &Manifest,
    application: &Application,
) -> BTreeSet<String> {
    let mut broken = BTreeSet::new();
    let mut answers = Answers::new();
    for (key, value) in &application.answers {
        match FieldKey::parse(key) {
            Some(key) => answers.set_of(key, value),
            None => {
                broken.insert(key.chars().take(40).collect());
            }
        }
    }
    // Nobody is handed in who does not stand on the form.
    let count = persons(service, &answers);
    let beyond = answers.all().filter(|(key, _)| {
        key.person > count || (key.person > 1 && !is_asked_of_each(service, key.field))
    });
    broken.extend(beyond.map(|(key, _)| key.to_string()));
    if application.record.is_empty() && !service.newcomers {
        broken.insert("record".to_owned());
    }
    let problems = check_all(service, &answers, on);
    broken.extend(problems.iter().map(|problem| {
        of_person(problem.person, problem.field.key())
    }));
    broken.extend(refusal(service, &answers, on).map(|refusal| refusal.code));
    if !blocking_sum_fits(application, &answers) {
        broken.insert("blocking_sum".to_owned());
    }
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
    let receives = Asked::of(service, &answers, on).receives();
    let wants = |part| receives.iter().any(|wanted| wanted.part == part);
    let documents = application.documents.iter();
    let scanned = documents.filter_map(|entry| PaperKind::from_key(&entry.kind));
    let unscanned = lacks_scan(service, &answers, on, scanned);
    broken.extend(unscanned.map(|section| section.key().to_owned()));
    if !papers_fit(&Asked::of(service, &answers, on), manifest) {
        broken.insert(PAPER_PART.trim_end_matches('_').to_owned());
    }
    if !certification_fits(service, application, &answers) {
        broken.insert(Field::CertificationNumber.key().to_owned());
    }
    let paid = wants(Wanted::Payment);
    let bill = match baskets::of(application) {
        [] => bill(catalogue, service, &answers, on).ok().flatten(),
        items => baskets::bill(catalogue, manifest, application, &answers, items),
    };
    if !bill.is_some_and(|bill| fee_fits(&bill, paid, application, &answers)) {
        broken.insert(Section::Fee.key().to_owned());
    }
    broken
}

/// Nobody is looked up, and nobody asks where the person lives: no municipality is known.
fn needs_no_dwelling(service: &Service) -> bool {
    let mut fields = service.sections.iter().flat_map(|plan| &plan.fields);
    service.newcomers && !fields.any(|plan| plan.field == Field::Street)
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

/// A Sperrsumme comes with a request to block or unblock only, and is a SHA-256.
fn blocking_sum_fits(application: &Application, answers: &Answers) -> bool {
    let asks = matches!(answers.get(Field::CardAct), Some("block" | "unblock"));
    let is_hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    application.blocking_sum.as_ref().is_none_or(|sum| {
        let sum = sum.reveal();
        asks && sum.len() == 64 && sum.bytes().all(is_hex)
    })
}

/// Papers that are to be sealed electronically are there, each a PDF, and no others.
fn papers_fit(asked: &Asked<'_>, manifest: &Manifest) -> bool {
    let wanted: BTreeSet<&str> = asked.sent_papers().iter().map(|paper| paper.key.as_str()).collect();
    let parts = manifest.parts.iter();
    let there = parts.filter_map(|part| Some((part.name.strip_prefix(PAPER_PART)?, part)));
    let (names, parts): (BTreeSet<&str>, Vec<&Part>) = there.unzip();
    let is_pdf = |part: &&Part| part.media_type == DOCUMENT_MEDIA_TYPE && part.bytes > 0;
    names == wanted && parts.iter().all(is_pdf)
}

/// What goes into the register of certifications has its number, and a copy as many pages as were scanned.
fn certification_fits(service: &Service, application: &Application, answers: &Answers) -> bool {
    if !service.outputs.iter().any(|output| output.key == "register_entry") {
        return true;
    }
    let certified = PaperKind::CertifiedPaper.key();
    let copies = application.documents.iter().filter(|entry| entry.kind == certified);
    let pages: usize = copies.map(|entry| entry.pages).sum();
    let told = answers.get(Field::CertificationPages).and_then(|told| told.parse().ok());
    let number = answers.get(Field::CertificationNumber);
    number.is_some_and(|number| (3..=40).contains(&number.chars().count()))
        && told.unwrap_or(0) == pages
}

/// Prints where none may be taken (under 6, PAuswG § 9(3)) are refused as well.
fn has_prints(manifest: &Manifest) -> bool {
    manifest
        .parts
        .iter()
        .any(|part| part.name.starts_with("finger_"))
}

/// Each scanned document that is there is a PDF of a kind that the service knows,
/// and the application says the same of them as the manifest.
fn documents_fit(service: &Service, manifest: &Manifest, application: &Application) -> bool {
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

/// Lines as we reckon them ourselves, and a payment of their sum where the service wants one.
fn fee_fits(bill: &FeeBill, paid: bool, application: &Application, answers: &Answers) -> bool {
    let lines_fit = FeeEntry::of(bill) == application.fee;
    let Some(payment) = &application.payment else {
        return lines_fit && !paid;
    };
    let total = payment.total_cents();
    let given_fits = match payment.method {
        PaymentMethod::Cash => payment.given_cents >= total,
        _ => payment.given_cents == total,
    };
    let number = payment.receipt_number.trim().chars().count();
    lines_fit
        && given_fits
        && payments::fit(payment, &application.reversed)
        && payment.due_cents == bill.total.0
        && answers.get(Field::PaymentMethod) == Some(payment.method.key())
        && (1..=40).contains(&number)
}
