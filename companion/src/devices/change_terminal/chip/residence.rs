//! What a change of address writes: data groups 17 and 18 (PAuswG § 5(5a), PAuswV § 19).

use amtskoffer_domain::keys::{KeyError, residence_id};

use super::place::{Place, encode};
use super::{OCTETS, tlv};

/// Data group of the address.
pub const ADDRESS: u8 = 17;
/// Data group of the residence id.
pub const RESIDENCE_ID: u8 = 18;

/// The words for a holder without a dwelling in Germany (TR-03127 section 3.4.3).
pub const NO_DWELLING: &str = "keine Hauptwohnung in Deutschland";

/// A dwelling as the register has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dwelling {
    /// In Germany.
    Here {
        /// Street and house number.
        street: String,
        /// Postcode, five digits.
        postcode: String,
        /// Town.
        town: String,
        /// Amtlicher Gemeindeschlüssel, eight digits.
        municipality_key: String,
    },
    /// None in Germany.
    None,
}

/// Both groups as they are written.
#[derive(Clone, PartialEq, Eq)]
pub struct Contents {
    /// Group 17.
    pub address: Vec<u8>,
    /// Group 18.
    pub residence_id: Vec<u8>,
}

/// Makes both groups.
///
/// # Errors
/// [`KeyError::Shape`] when the municipality key is none.
pub fn contents(dwelling: &Dwelling) -> Result<Contents, KeyError> {
    let (place, digits) = match dwelling {
        Dwelling::Here {
            street,
            postcode,
            town,
            municipality_key,
        } => {
            let place = Place {
                street: Some(street.clone()),
                town: Some(town.clone()),
                country: Some("D".to_owned()),
                postcode: Some(postcode.clone()),
                ..Place::default()
            };
            (place, residence_id(municipality_key)?)
        }
        Dwelling::None => {
            let words = Some(NO_DWELLING.to_owned());
            let place = Place {
                words,
                ..Place::default()
            };
            (place, String::new())
        }
    };
    Ok(Contents {
        address: group(ADDRESS, &encode(&place)),
        residence_id: group(RESIDENCE_ID, &tlv::object(OCTETS, &packed(&digits))),
    })
}

fn group(number: u8, value: &[u8]) -> Vec<u8> {
    tlv::object(0x60 + u16::from(number), value)
}

/// Two digits a byte.
fn packed(digits: &str) -> Vec<u8> {
    let pair = |pair: &[u8]| pair.iter().fold(0, |byte, sign| byte << 4 | (sign & 15));
    digits.as_bytes().chunks(2).map(pair).collect()
}
