//! Conditions: from their written form to the domain's.

use super::shape::{ConditionShape, ValueShape, ValuesShape};
use amtskoffer_domain::catalogue::{Condition, OptionValue, ServiceOption};
use amtskoffer_domain::fields::{Field, FieldKind, NO, YES};
use std::collections::BTreeMap;

/// The condition that is meant.
///
/// # Errors
/// What is wrong in it: an unknown option or field, or a value that it cannot have.
pub(super) fn condition(
    shape: ConditionShape,
    options: &[ServiceOption],
) -> Result<Condition, String> {
    Ok(match shape {
        ConditionShape::All(parts) => Condition::All(all(parts, options)?),
        ConditionShape::Any(parts) => Condition::Any(all(parts, options)?),
        ConditionShape::Not(part) => Condition::Not(Box::new(condition(*part, options)?)),
        ConditionShape::AgeFrom(years) => Condition::AgeFrom(years),
        ConditionShape::AgeBelow(years) => Condition::AgeBelow(years),
        ConditionShape::AgeAtEndFrom(years) => Condition::AgeAtEndFrom(years),
        ConditionShape::Option(wanted) => {
            each(wanted, |key, values| option(key, &values, options))?
        }
        ConditionShape::Answer(wanted) => each(wanted, answer)?,
    })
}

/// As [`condition`]; one that is not written always holds.
pub(super) fn or_always(
    shape: Option<ConditionShape>,
    options: &[ServiceOption],
) -> Result<Condition, String> {
    shape.map_or(Ok(Condition::always()), |shape| condition(shape, options))
}

fn all(parts: Vec<ConditionShape>, options: &[ServiceOption]) -> Result<Vec<Condition>, String> {
    parts
        .into_iter()
        .map(|part| condition(part, options))
        .collect()
}

/// One condition for each key; all of them must hold.
fn each(
    wanted: BTreeMap<String, ValuesShape>,
    of: impl Fn(&str, Vec<ValueShape>) -> Result<Condition, String>,
) -> Result<Condition, String> {
    let mut parts = Vec::with_capacity(wanted.len());
    for (key, values) in wanted {
        parts.push(of(&key, several(values))?);
    }
    match parts.pop() {
        Some(only) if parts.is_empty() => Ok(only),
        Some(last) => {
            parts.push(last);
            Ok(Condition::All(parts))
        }
        None => Err("the condition names nothing".to_owned()),
    }
}

fn several(values: ValuesShape) -> Vec<ValueShape> {
    match values {
        ValuesShape::One(value) => vec![value],
        ValuesShape::Several(values) => values,
    }
}

fn option(
    key: &str,
    values: &[ValueShape],
    options: &[ServiceOption],
) -> Result<Condition, String> {
    let at = place(key, options)?;
    let option = options.get(at).ok_or("no such option")?;
    let mut wanted = Vec::with_capacity(values.len());
    for value in values {
        let value = match value {
            ValueShape::YesNo(yes) => OptionValue::YesNo(*yes),
            ValueShape::Number(number) => OptionValue::Number(*number),
            ValueShape::Key(key) => OptionValue::Key(key),
        };
        wanted.push(option.value(value).map_err(|problem| problem.to_string())?);
    }
    Ok(Condition::Option { at, values: wanted })
}

/// The place of an option in the service.
pub(super) fn place(key: &str, options: &[ServiceOption]) -> Result<usize, String> {
    let found = options.iter().position(|option| option.key == key);
    found.ok_or_else(|| format!("the service has no option {key}"))
}

fn answer(key: &str, values: Vec<ValueShape>) -> Result<Condition, String> {
    let field = Field::from_key(key).ok_or_else(|| format!("there is no field {key}"))?;
    let mut wanted = Vec::with_capacity(values.len());
    for value in values {
        let value = match value {
            ValueShape::YesNo(yes) => (if yes { YES } else { NO }).to_owned(),
            ValueShape::Number(number) => number.to_string(),
            ValueShape::Key(key) => key,
        };
        let fits = match field.kind() {
            FieldKind::Choice(keys) => keys.contains(&value.as_str()),
            FieldKind::YesNo => value == YES || value == NO,
            _ => true,
        };
        if !fits {
            return Err(format!("the field {key} cannot be {value:?}"));
        }
        wanted.push(value);
    }
    Ok(Condition::Answer {
        field,
        values: wanted,
    })
}
