//! The chip of one ID card: Erika Mustermann's, with DER written by hand.

use std::collections::BTreeMap;

/// A card.
#[derive(Clone, Debug)]
pub struct Chip {
    /// Data groups by number.
    pub groups: BTreeMap<u8, Vec<u8>>,
    /// The online function is on.
    pub eid_on: bool,
    /// Tries left.
    pub tries: u8,
    /// How often a PIN was set.
    pub pins_set: u32,
    /// Groups written since personalisation: no signature covers them.
    pub written: Vec<u8>,
}

impl Chip {
    /// The specimen's card.
    pub fn specimen() -> Self {
        let mut groups = BTreeMap::new();
        let mut put = |number: u8, inner: Vec<u8>| {
            groups.insert(number, object(0x60 + number, &inner));
        };
        put(1, object(0x13, b"ID"));
        put(2, object(0x13, b"D"));
        put(3, object(0x12, b"20310731"));
        put(4, object(0x0C, b"ERIKA"));
        put(5, object(0x0C, b"MUSTERMANN"));
        put(6, object(0x0C, b""));
        put(7, object(0x0C, b""));
        put(8, object(0x12, b"19640812"));
        put(9, object(0xA1, &object(0x0C, b"BERLIN")));
        put(10, object(0x13, b"D"));
        put(13, object(0x0C, b"GABLER"));
        put(17, address("HEIDESTRASSE 17", "K\u{d6}LN", "51147"));
        put(
            18,
            object(0x04, &[0x02, 0x76, 0x05, 0x03, 0x15, 0x00, 0x00]),
        );
        put(19, object(0xA1, &object(0x0C, b"")));
        put(20, object(0xA1, &object(0x0C, b"")));
        Self {
            groups,
            eid_on: true,
            tries: 3,
            pins_set: 0,
            written: Vec::new(),
        }
    }
}

fn address(street: &str, town: &str, postcode: &str) -> Vec<u8> {
    let mut parts = object(0xAA, &object(0x0C, street.as_bytes()));
    parts.extend(object(0xAB, &object(0x0C, town.as_bytes())));
    parts.extend(object(0xAD, &object(0x13, b"D")));
    parts.extend(object(0xAE, &object(0x13, postcode.as_bytes())));
    object(0x30, &parts)
}

/// All contents are short: one byte of length.
fn object(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = u8::try_from(content.len()).unwrap_or(u8::MAX);
    let mut bytes = vec![tag, length];
    bytes.extend_from_slice(content);
    bytes
}
