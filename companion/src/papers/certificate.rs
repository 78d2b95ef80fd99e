//! Meldebescheinigung (BMG § 18(1)): what the register says, and nothing that was typed.

use amtskoffer_contract::register::{Address, DwellingKind as Kind, PersonRecord};
use amtskoffer_domain::dates::PartialDate;
use amtskoffer_domain::fields::Field;

use super::{Issue, letterhead, words};
use crate::cases::Case;
use crate::documents::{
    Authentication, Dwelling, DwellingKind, FeeNote, GivenName, ResidenceCertificate,
};

pub(super) fn filled(case: &Case, issue: &Issue) -> Option<ResidenceCertificate> {
    let person = case.person.as_deref()?;
    Some(ResidenceCertificate {
        letterhead: letterhead(&issue.authority),
        file_number: case.purpose.file_number.clone(),
        issued_on: case.application_date,
        place: issue.visit.place.clone(),
        family_name: person.family_name.clone(),
        given_names: given_names(person),
        doctorate: person.doctorate.clone(),
        born: born(&person.birth_date)?,
        dwellings: person.addresses.iter().map(dwelling).collect(),
        fee: fee(case)?,
        authentication: Authentication::SealAndSignature {
            clerk: issue.visit.clerk.clone(),
        },
    })
}

fn given_names(person: &PersonRecord) -> Vec<GivenName> {
    let usual = person.usual_first_name.map(usize::from);
    let names = person.first_names.split_whitespace().enumerate();
    names
        .map(|(at, name)| GivenName {
            name: name.to_owned(),
            usual: Some(at) == usual,
        })
        .collect()
}

/// As the register has it: unknown parts are `00`.
fn born(date: &str) -> Option<String> {
    PartialDate::parse(date)
        .ok()
        .map(|date| date.german().replace("XX", "00"))
}

fn dwelling(address: &Address) -> Dwelling {
    let Address {
        street,
        house_number,
        postcode,
        place,
        ..
    } = address;
    Dwelling {
        address: format!("{street} {house_number}, {postcode} {place}"),
        kind: match address.kind {
            Kind::Sole => DwellingKind::Only,
            Kind::Main => DwellingKind::Main,
            Kind::Secondary => DwellingKind::Secondary,
        },
    }
}

/// The fee of one copy.
fn fee(case: &Case) -> Option<FeeNote> {
    let first = case.fee.first()?;
    let cents = u32::try_from(first.cents).ok()?;
    let (_, basis) = words::fee(&first.rule);
    if cents > 0 {
        return Some(FeeNote::Charged {
            cents,
            basis: basis.to_owned(),
        });
    }
    let pension = case
        .answers
        .get(Field::FeeFreeReason.key())
        .map(String::as_str);
    let why = match pension {
        Some("pension") => "für Zwecke der Rentenversicherung",
        Some("social") => "für soziale Zwecke",
        _ => "Gebühr erlassen",
    };
    Some(FeeNote::Free {
        basis: why.to_owned(),
    })
}
