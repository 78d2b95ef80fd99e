//! What a card offers: EF.CardAccess, a set of `SecurityInfo` (TR-03110-3 A.1.1, A.1.2.1).

use super::super::ProtocolError;
use super::super::cipher::Cipher;
use super::super::tlv::{self, Object};

/// A way of PACE that both sides know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The cipher of the talk.
    pub cipher: Cipher,
    /// The curve.
    pub curve: Curve,
    /// The card offers the same protocol on several curves: the curve must be named to it.
    pub is_ambiguous: bool,
}

/// A curve by its number among the standardised parameters (TR-03110-3 table "Standardized Domain
/// Parameters").
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Curve {
    /// NIST P-256 (secp256r1).
    P256 = 12,
    /// brainpoolP256r1.
    BrainpoolP256r1 = 13,
}

impl Offer {
    /// The protocol's object identifier without tag and length: id-PACE-ECDH-GM-AES-CBC-CMAC-128 or -256.
    pub fn identifier(self) -> [u8; 10] {
        let [head @ .., _] = FAMILY_AND_128;
        let last = match self.cipher {
            Cipher::Aes128 => 2,
            Cipher::Aes256 => 4,
        };
        let mut identifier = [last; 10];
        identifier[..9].copy_from_slice(&head);
        identifier
    }
}

/// The best way that we know; none when the card offers no such.
///
/// # Errors
/// [`ProtocolError::Malformed`] when the file is no set of `SecurityInfo`.
pub fn best_offer(file: &[u8]) -> Result<Option<Offer>, ProtocolError> {
    let (set, _) = tlv::take(file)?;
    if set.tag != SET {
        return Err(ProtocolError::Malformed);
    }
    let mut known = Vec::new();
    for info in tlv::all(set.value)? {
        if info.tag != SEQUENCE {
            return Err(ProtocolError::Malformed);
        }
        known.extend(pace_info(&tlv::all(info.value)?));
    }
    let best = known.iter().max().copied();
    Ok(best.map(|(cipher, curve)| Offer {
        cipher,
        curve,
        is_ambiguous: known
            .iter()
            .any(|other| other.0 == cipher && other.1 != curve),
    }))
}

/// id-PACE-ECDH-GM-AES-CBC-CMAC-128 (0.4.0.127.0.7.2.2.4.2.2); its last byte names the cipher.
const FAMILY_AND_128: [u8; 10] = [0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x04, 0x02, 0x02];
const SET: u16 = 0x31;
const SEQUENCE: u16 = 0x30;
const IDENTIFIER: u16 = 0x06;
const INTEGER: u16 = 0x02;

/// A `PACEInfo` that we know; the others (chip authentication, other curves) are passed over.
fn pace_info(parts: &[Object<'_>]) -> Option<(Cipher, Curve)> {
    let [identifier, version, parameters] = parts else {
        return None;
    };
    if (identifier.tag, version.tag, parameters.tag) != (IDENTIFIER, INTEGER, INTEGER) {
        return None;
    }
    let (last, family) = identifier.value.split_last()?;
    let cipher = match last {
        2 => Cipher::Aes128,
        4 => Cipher::Aes256,
        _ => return None,
    };
    let curve = match parameters.value {
        [12] => Curve::P256,
        [13] => Curve::BrainpoolP256r1,
        _ => return None,
    };
    (family == &FAMILY_AND_128[..9] && version.value == [2]).then_some((cipher, curve))
}

#[cfg(test)]
mod tests {
    use super::super::super::hex;
    use super::*;
    use proptest::prelude::*;

    const BRAINPOOL_128: &str = "3012 060A04007F00070202040202 020102 02010D";
    const P256_128: &str = "3012 060A04007F00070202040202 020102 02010C";
    const P256_256: &str = "3012 060A04007F00070202040204 020102 02010C";
    /// DH instead of ECDH; integrated mapping; chip authentication; a curve that we do not know.
    const OTHERS: [&str; 4] = [
        "3012 060A04007F00070202040102 020102 020100",
        "3012 060A04007F00070202040402 020102 02010D",
        "300D 060804007F00070202 02 020102",
        "3012 060A04007F00070202040202 020102 020110",
    ];

    fn file(infos: &[&str]) -> Vec<u8> {
        let inside: Vec<u8> = infos.iter().flat_map(|info| hex(info)).collect();
        tlv::object(SET, &inside)
    }

    #[test]
    fn a_german_card_offers_brainpool_and_aes_128() {
        let offer = best_offer(&file(&[OTHERS[2], BRAINPOOL_128])).unwrap();
        let offer = offer.unwrap();
        assert_eq!(
            offer,
            Offer {
                cipher: Cipher::Aes128,
                curve: Curve::BrainpoolP256r1,
                is_ambiguous: false
            }
        );
        assert_eq!(offer.identifier()[..], hex("04007F00070202040202"));
    }

    #[test]
    fn the_best_offer_is_taken() {
        let offer = best_offer(&file(&[P256_128, P256_256, BRAINPOOL_128]));
        let offer = offer.unwrap().unwrap();
        assert_eq!((offer.cipher, offer.curve), (Cipher::Aes256, Curve::P256));
        assert!(!offer.is_ambiguous);
        assert_eq!(offer.identifier()[9], 4);
        let offer = best_offer(&file(&[P256_128, BRAINPOOL_128]));
        assert!(offer.unwrap().unwrap().is_ambiguous);
    }

    #[test]
    fn what_we_do_not_know_is_no_offer() {
        assert_eq!(best_offer(&file(&OTHERS)), Ok(None));
        assert_eq!(best_offer(&file(&[])), Ok(None));
    }

    #[test]
    fn what_is_no_such_file_is_refused() {
        for wrong in ["", "31", "3003020101", "310302010A", "3105300401"] {
            assert_eq!(
                best_offer(&hex(wrong)),
                Err(ProtocolError::Malformed),
                "{wrong}"
            );
        }
    }

    proptest! {
        #[test]
        fn any_file_is_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = best_offer(&bytes);
        }
    }
}
