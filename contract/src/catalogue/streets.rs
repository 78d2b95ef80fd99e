//! The town's list of streets, `town/streets.json`.

use super::refused::form;
use super::{MAX_FILE_BYTES, Refused};
use crate::tree;
use amtskoffer_domain::keys::{check_municipality_key, check_postcode};
use amtskoffer_domain::streets::{NumberRange, Place, Side, Street, StreetList};
use serde::Deserialize;

/// Where the file lies below `public/`.
pub const STREETS: &str = "town/streets.json";

/// The file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StreetsShape {
    #[serde(rename = "$schema", default)]
    _schema: Option<String>,
    version: u16,
    places: Vec<PlaceShape>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlaceShape {
    key: String,
    place: String,
    postcode: String,
    streets: Vec<StreetShape>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StreetShape {
    name: String,
    #[serde(default)]
    postcode: Option<String>,
    #[serde(default)]
    numbers: Vec<NumbersShape>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NumbersShape {
    from: u16,
    to: u16,
    #[serde(default)]
    side: SideShape,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum SideShape {
    #[default]
    Both,
    Odd,
    Even,
}

/// Reads the list for the page, which only wants to know whether it is one; a wrong list is told to the
/// admin by [`read_streets`].
pub fn streets_of(text: &str) -> Option<StreetList> {
    let shape: StreetsShape = tree::read(text)
        .ok()
        .filter(|_| text.len() <= MAX_FILE_BYTES)?;
    let mut streets = Vec::new();
    for place in &shape.places {
        for street in &place.streets {
            streets.push(checked(street, place).ok()?);
        }
    }
    (shape.version == 1).then(|| StreetList::new(streets))
}

/// Reads the list.
///
/// # Errors
/// [`Refused`] with the line on which the first mistake stands.
pub fn read_streets(file: &str, text: &str) -> Result<StreetList, Refused> {
    if text.len() > MAX_FILE_BYTES {
        let reason = format!("the file has more than {MAX_FILE_BYTES} bytes");
        return Err(Refused::line(file, 1, reason));
    }
    let shape: StreetsShape = form(file, text)?;
    if shape.version != 1 {
        let reason = format!("version {} is not known; this is 1", shape.version);
        return Err(Refused::at(file, text, &["version"], reason));
    }
    let mut streets = Vec::new();
    for (at, place) in shape.places.into_iter().enumerate() {
        let at = at.to_string();
        let refused = |path: &[&str], reason: String| {
            let path = [&["places", &at], path].concat();
            Refused::at(file, text, &path, reason)
        };
        check_municipality_key(&place.key)
            .map_err(|problem| refused(&["key"], problem.to_string()))?;
        check_postcode(&place.postcode)
            .map_err(|problem| refused(&["postcode"], problem.to_string()))?;
        if place.place.trim().is_empty() {
            return Err(refused(&["place"], "is empty".to_owned()));
        }
        for (number, street) in place.streets.iter().enumerate() {
            let number = number.to_string();
            let wrong = |reason: String| refused(&["streets", &number], reason);
            streets.push(checked(street, &place).map_err(wrong)?);
        }
    }
    Ok(StreetList::new(streets))
}

fn checked(street: &StreetShape, place: &PlaceShape) -> Result<Street, String> {
    let name = street.name.trim();
    if name.is_empty() || name.chars().count() > 50 {
        return Err("a name has 1 to 50 letters".to_owned());
    }
    if let Some(postcode) = &street.postcode {
        check_postcode(postcode).map_err(|problem| problem.to_string())?;
    }
    if let Some(numbers) = street
        .numbers
        .iter()
        .find(|numbers| numbers.from > numbers.to)
    {
        return Err(format!("{} comes after {}", numbers.from, numbers.to));
    }
    let numbers = street.numbers.iter().map(|numbers| NumberRange {
        from: numbers.from,
        to: numbers.to,
        side: match numbers.side {
            SideShape::Both => Side::Both,
            SideShape::Odd => Side::Odd,
            SideShape::Even => Side::Even,
        },
    });
    let place = Place {
        name: place.place.clone(),
        postcode: street
            .postcode
            .clone()
            .unwrap_or_else(|| place.postcode.clone()),
        municipality_key: place.key.clone(),
    };
    Ok(Street::new(name.to_owned(), numbers.collect(), place))
}
