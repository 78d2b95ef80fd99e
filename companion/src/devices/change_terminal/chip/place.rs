//! Places on the chip: of a dwelling, of birth, of the issuer.

use super::{PRINTABLE, UTF8, text};
use crate::devices::card::tlv;

/// A place in its lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Street and house number.
    pub street: Option<String>,
    /// Town.
    pub town: Option<String>,
    /// State or region.
    pub state: Option<String>,
    /// Country as ICAO has it; Germany is `D`.
    pub country: Option<String>,
    /// Postcode.
    pub postcode: Option<String>,
    /// Words instead of all others, such as "keine Hauptwohnung in Deutschland".
    pub words: Option<String>,
}

const SEQUENCE: u16 = 0x30;
const SET: u16 = 0x31;
const FREE_TEXT: u16 = 0xA1;
const NO_PLACE: u16 = 0xA2;
const STREET: u16 = 0xAA;
const TOWN: u16 = 0xAB;
const STATE: u16 = 0xAC;
const COUNTRY: u16 = 0xAD;
const POSTCODE: u16 = 0xAE;

/// A dwelling, the first if there are several (`PlaceOfResidence`).
pub fn residence(bytes: &[u8]) -> Option<Place> {
    let (object, rest) = tlv::take(bytes).ok()?;
    if object.tag != SET {
        return general(bytes);
    }
    let (_, others) = tlv::take(object.value).ok()?;
    let first = object.value.get(..object.value.len() - others.len())?;
    rest.is_empty().then(|| general(first))?
}

/// A place in any of its forms (`GeneralPlace`).
pub fn general(bytes: &[u8]) -> Option<Place> {
    let (object, rest) = tlv::take(bytes).ok()?;
    if !rest.is_empty() {
        return None;
    }
    match object.tag {
        SEQUENCE => structured(bytes),
        FREE_TEXT | NO_PLACE => Some(Place {
            words: Some(text(object.value, &[UTF8])?),
            ..Place::default()
        }),
        _ => None,
    }
}

/// A place in parts (`Place`); unknown parts and repeated ones are refused.
pub fn structured(bytes: &[u8]) -> Option<Place> {
    let (object, rest) = tlv::take(bytes).ok()?;
    if object.tag != SEQUENCE || !rest.is_empty() {
        return None;
    }
    let mut place = Place::default();
    for part in tlv::all(object.value).ok()? {
        let (field, kind) = match part.tag {
            STREET => (&mut place.street, UTF8),
            TOWN => (&mut place.town, UTF8),
            STATE => (&mut place.state, UTF8),
            COUNTRY => (&mut place.country, PRINTABLE),
            POSTCODE => (&mut place.postcode, PRINTABLE),
            _ => return None,
        };
        if field.replace(text(part.value, &[kind])?).is_some() {
            return None;
        }
    }
    place.town.is_some().then_some(place)
}

/// DER of a place; with words alone it is a place without a dwelling.
pub fn encode(place: &Place) -> Vec<u8> {
    if let Some(words) = &place.words {
        return tlv::object(NO_PLACE, &tlv::object(UTF8, words.as_bytes()));
    }
    let mut parts = Vec::new();
    for (tag, kind, value) in [
        (STREET, UTF8, &place.street),
        (TOWN, UTF8, &place.town),
        (STATE, UTF8, &place.state),
        (COUNTRY, PRINTABLE, &place.country),
        (POSTCODE, PRINTABLE, &place.postcode),
    ] {
        if let Some(value) = value {
            tlv::put(&mut parts, tag, &tlv::object(kind, value.as_bytes()));
        }
    }
    tlv::object(SEQUENCE, &parts)
}
