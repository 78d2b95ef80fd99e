//! What a register knows about a person besides name and address.

use amtskoffer_contract::register::{Address, DocumentKind, HeldDocument, Mark, PersonRecord};
use jiff::ToSpan;
use jiff::civil::Date;

use super::REFERENCE;
use super::amt::AUTHORITY;
use super::random::Random;

/// The signs of serial numbers that are issued today.
const SERIAL: &[u8] = b"CFGHJKLMNPRTVWXYZ123456789";

const EYES: &[&str] = &[
    "blau",
    "braun",
    "graublau",
    "grün",
    "blaugrau",
    "grau",
    "graugrün",
    "grünbraun",
];

/// A birthday so that the person has completed so many years on the reference day.
pub(super) fn birth_date(random: &mut Random, age: i16) -> Date {
    let days = i64::try_from(random.below(365)).unwrap_or(0);
    REFERENCE
        .saturating_sub(i64::from(age).years())
        .saturating_sub(days.days())
}

/// A day in the past, not before another one.
pub(super) fn since(random: &mut Random, born: Date) -> String {
    let lived = (REFERENCE - born).get_days();
    let days = i64::try_from(random.below(usize::try_from(lived).unwrap_or(0) + 1)).unwrap_or(0);
    REFERENCE.saturating_sub(days.days()).to_string()
}

/// Fills in body and documents by age, and now and then a mark.
pub(super) fn fill_in(random: &mut Random, person: &mut PersonRecord, age: i16) {
    let german = person.nationalities.iter().any(|key| key == "000");
    if german && (age >= 16 || random.chance(300)) {
        person.height_cm = u16::try_from(height(random, &person.sex, age)).ok();
        person.eye_colour = Some(random.pick_early(EYES).to_owned());
        person
            .documents
            .push(document(random, DocumentKind::IdCard, age));
        if random.chance(350) {
            person
                .documents
                .push(document(random, DocumentKind::Passport, age));
        }
    } else if !german && random.chance(600) {
        person
            .documents
            .push(document(random, DocumentKind::ResidencePermit, age));
    }
    for (in_thousand, mark) in [
        (
            3,
            Mark::DisclosureBlock {
                until: in_days(random.below(720)).to_string(),
            },
        ),
        (1, Mark::ConditionalBlock),
        (2, Mark::TaxIdMissing),
    ] {
        if random.chance(in_thousand) {
            person.marks.push(mark);
        }
    }
}

/// A person who lives somewhere, with the names given.
pub(super) fn person(family_name: &str, first_names: &str, home: &Address) -> PersonRecord {
    PersonRecord {
        family_name: family_name.to_owned(),
        first_names: first_names.to_owned(),
        municipality_key: home.municipality_key.clone(),
        municipality: home.place.clone(),
        nationalities: vec!["000".to_owned()],
        addresses: vec![home.clone()],
        ..PersonRecord::default()
    }
}

/// A document with the last day of its validity.
pub(super) fn held(kind: DocumentKind, serial: &str, valid_until: &str) -> HeldDocument {
    HeldDocument {
        kind,
        serial: serial.to_owned(),
        authority: AUTHORITY.to_owned(),
        valid_until: valid_until.to_owned(),
        lost: false,
    }
}

fn document(random: &mut Random, kind: DocumentKind, age: i16) -> HeldDocument {
    let years = if age < 24 { 6 } else { 10 };
    let left = random.below(years * 365 + 200);
    let valid_until = in_days(left).saturating_sub(200.days());
    let mut document = held(kind, &serial(random), &valid_until.to_string());
    document.lost = random.chance(15);
    document
}

fn serial(random: &mut Random) -> String {
    let mut sign = || char::from(SERIAL[random.below(SERIAL.len())]);
    let letters = "LZ".chars();
    letters
        .chain(std::iter::repeat_with(&mut sign).take(7))
        .collect()
}

fn height(random: &mut Random, sex: &str, age: i16) -> i16 {
    if age < 16 {
        return 75 + age * 6 + random.between(-4, 4);
    }
    let mean = if sex == "f" { 166 } else { 179 };
    mean + random.between(-9, 9) + random.between(-5, 5)
}

fn in_days(days: usize) -> Date {
    REFERENCE.saturating_add(i64::try_from(days).unwrap_or(0).days())
}
