//! The town's file.

use super::Refused;
use super::refused::form;
use super::service::{Source, fees};
use super::shape::TownShape;
use amtskoffer_domain::catalogue::{Municipality, Town};

/// Reads the town's file.
///
/// # Errors
/// [`Refused`] with the line on which the first mistake stands.
pub fn read_town(file: &str, text: &str) -> Result<Town, Refused> {
    let source = Source { file, text };
    source.check_size()?;
    let shape: TownShape = form(file, text)?;
    source.check_version(shape.version)?;
    if let Some(code) = &shape.authority_code {
        Town::check_code(code)
            .map_err(|problem| source.refused(&["authority_code"], problem.to_string()))?;
    }
    let mut municipalities: Vec<Municipality> = Vec::with_capacity(shape.municipalities.len());
    for (at, shape) in shape.municipalities.into_iter().enumerate() {
        let at = at.to_string();
        let municipality = Municipality {
            name: source.filled(shape.name, &["municipalities", &at, "name"])?,
            key: shape.key,
            postcodes: shape.postcodes,
        };
        let path = ["municipalities", at.as_str()];
        municipality
            .check()
            .map_err(|problem| source.refused(&path, problem.to_string()))?;
        if municipalities
            .iter()
            .any(|other| other.key == municipality.key)
        {
            let reason = format!("the key {} stands there twice", municipality.key);
            return Err(source.refused(&["municipalities", &at, "key"], reason));
        }
        municipalities.push(municipality);
    }
    let (fees, fee_texts) = fees(source, shape.fees)?;
    Ok(Town {
        name: source.filled(shape.name, &["name"])?,
        authority_code: shape.authority_code,
        address: shape.address,
        municipalities,
        fees,
        fee_texts,
        names: shape.names.into_iter().collect(),
        summaries: shape.summaries.into_iter().collect(),
        not_offered: shape.not_offered,
    })
}
