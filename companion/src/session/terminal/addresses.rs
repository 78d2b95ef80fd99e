//! The address that a case writes on the chip: that of its answers, which begin as the register has them
//! (PAuswV § 19: the register must know the address first).

use std::collections::BTreeMap;

use amtskoffer_contract::bridge::Failure;
use amtskoffer_domain::fields::{Field, YES};
use uuid::Uuid;

use super::out_of_bounds;
use crate::devices::change_terminal::chip::residence::{Contents, Dwelling, contents};
use crate::session::state::State;

/// What is written for a case.
///
/// # Errors
/// [`Failure::CaseUnknown`], [`Failure::InputOutOfBounds`] without an address that can be written.
pub(super) fn of_case(state: &mut State, case: Uuid) -> Result<Contents, Failure> {
    let unusable = || out_of_bounds("terminal.address");
    let dwelling = of_answers(&state.cases.get(case)?.answers).ok_or_else(unusable)?;
    contents(&dwelling).map_err(|_| unusable())
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
