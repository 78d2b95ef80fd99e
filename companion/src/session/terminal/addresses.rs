//! Which addresses may be written: those of the register and of the open cases, never typed ones
//! (PAuswV § 19: the register must know the address first).

use std::collections::BTreeMap;

use amtskoffer_contract::bridge::{AddressSource, Failure, KnownAddress};
use amtskoffer_contract::register::{Mark, PersonRecord};
use amtskoffer_domain::fields::{Field, YES};
use amtskoffer_domain::keys::residence_id;

use super::out_of_bounds;
use crate::devices::change_terminal::chip::residence::{Dwelling, NO_DWELLING};
use crate::session::state::State;

/// Every address that may be written now.
pub(super) fn known(state: &mut State) -> Vec<KnownAddress> {
    let record = state.record.as_ref().and_then(|record| {
        let name = name(&record.person.first_names, &record.person.family_name);
        let dwelling = of_record(&record.person)?;
        shown(AddressSource::Record, name, &dwelling)
    });
    let cases: Vec<_> = state.cases.summaries().iter().map(|summary| summary.case).collect();
    let cases = cases.into_iter().filter_map(|id| {
        let answers = &state.cases.get(id).ok()?.answers;
        let text = |field: Field| {
            answers
                .get(field.key())
                .map(String::as_str)
                .unwrap_or_default()
        };
        let name = name(text(Field::FirstNames), text(Field::FamilyName));
        shown(
            AddressSource::Case { case: id },
            name,
            &of_answers(answers)?,
        )
    });
    cases.chain(record).collect()
}

/// The dwelling of a source.
///
/// # Errors
/// [`Failure::RecordNotOpen`], [`Failure::CaseUnknown`], [`Failure::InputOutOfBounds`] without an address.
pub(super) fn dwelling(state: &mut State, source: AddressSource) -> Result<Dwelling, Failure> {
    let found = match source {
        AddressSource::Record => {
            let record = state.record.as_ref().ok_or(Failure::RecordNotOpen)?;
            of_record(&record.person)
        }
        AddressSource::Case { case } => of_answers(&state.cases.get(case)?.answers),
    };
    found.ok_or_else(|| out_of_bounds("terminal.address"))
}

fn of_record(person: &PersonRecord) -> Option<Dwelling> {
    let Some(address) = person.addresses.first() else {
        let none = person.marks.contains(&Mark::NoDwelling);
        return none.then_some(Dwelling::None);
    };
    let street = format!("{} {}", address.street, address.house_number);
    Some(Dwelling::Here {
        street: street.trim().to_owned(),
        postcode: address.postcode.clone(),
        town: address.place.clone(),
        municipality_key: address.municipality_key.clone(),
    })
}

fn of_answers(answers: &BTreeMap<String, String>) -> Option<Dwelling> {
    let answer = |field: Field| answers.get(field.key()).filter(|text| !text.is_empty());
    if answer(Field::NoDwellingInGermany).is_some_and(|answer| answer == YES) {
        return Some(Dwelling::None);
    }
    Some(Dwelling::Here {
        street: answer(Field::Street)?.clone(),
        postcode: answer(Field::Postcode)?.clone(),
        town: answer(Field::Place)?.clone(),
        municipality_key: answer(Field::MunicipalityKey)?.clone(),
    })
}

/// An address whose municipality key is none cannot be written, and is not offered.
fn shown(source: AddressSource, name: String, dwelling: &Dwelling) -> Option<KnownAddress> {
    let (lines, residence_id) = match dwelling {
        Dwelling::Here {
            street,
            postcode,
            town,
            municipality_key,
        } => (
            vec![street.clone(), format!("{postcode} {town}")],
            residence_id(municipality_key).ok()?,
        ),
        Dwelling::None => (vec![NO_DWELLING.to_owned()], String::new()),
    };
    Some(KnownAddress {
        source,
        name,
        lines,
        residence_id,
    })
}

fn name(first: &str, family: &str) -> String {
    format!("{first} {family}").trim().to_owned()
}
