//! Sealing as the department sees it, and everything that may happen to a part on its way.

use amtskoffer_sealing::{
    CHUNK_BYTES, DepartmentKey, DeviceKey, Head, OpenError, RecipientKey, SealError, check, open,
    seal, sealed_bytes,
};
use proptest::prelude::*;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use std::sync::LazyLock;
use uuid::Uuid;

const CASE: Uuid = Uuid::from_u128(7);

static DEPARTMENT: LazyLock<DepartmentKey> = LazyLock::new(|| DepartmentKey::generate().unwrap());
static DEVICE: LazyLock<DeviceKey> = LazyLock::new(device);

fn device() -> DeviceKey {
    let pkcs8 =
        EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new());
    DeviceKey::from_pkcs8(pkcs8.unwrap().as_ref()).unwrap()
}

fn sealed(text: &[u8]) -> Vec<u8> {
    seal(text, CASE, "photo", DEPARTMENT.public(), &DEVICE).unwrap()
}

fn opened(sealed: &[u8]) -> Result<Vec<u8>, OpenError> {
    open(sealed, &DEPARTMENT, &DEVICE.public()).map(|(_, text)| text.to_vec())
}

#[test]
fn what_was_sealed_is_opened_whatever_its_length() {
    for bytes in [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES + 5] {
        let text: Vec<u8> = (0..bytes).map(|at| at.to_le_bytes()[0]).collect();
        let sealed = sealed(&text);
        assert_eq!(sealed.len(), sealed_bytes(bytes, "photo"));
        assert_eq!(opened(&sealed).unwrap(), text);
        let head = check(&sealed, &DEVICE.public()).unwrap();
        assert_eq!(head, Head::read(&sealed).unwrap());
        assert_eq!((head.case, head.name.as_str(), head.text_bytes), (CASE, "photo", bytes));
    }
}

#[test]
fn the_same_text_never_looks_the_same_twice_and_never_shows() {
    let text = b"Erika Mustermann".repeat(100);
    let (one, two) = (sealed(&text), sealed(&text));
    assert_ne!(one, two);
    assert!(!one.windows(16).any(|bytes| bytes == &text[..16]));
}

#[test]
fn only_the_right_keys_do() {
    let part = sealed(b"text");
    let other = DepartmentKey::generate().unwrap();
    assert_eq!(open(&part, &other, &DEVICE.public()).unwrap_err(), OpenError::OtherRecipient);
    assert_eq!(check(&part, &device().public()).unwrap_err(), OpenError::OtherDevice);
    let again = DepartmentKey::from_bytes(&DEPARTMENT.to_bytes()).unwrap();
    assert_eq!(again.public().id(), DEPARTMENT.public().id());
    assert!(open(&part, &again, &DEVICE.public()).is_ok());
    let point = RecipientKey::from_point(&DEPARTMENT.public().to_point()).unwrap();
    assert_eq!(point.id(), DEPARTMENT.public().id());
}

#[test]
fn chunks_out_of_place_and_cut_ends_are_noticed_even_when_signed_anew() {
    // A suitcase that was taken over signs what it likes, but it cannot reorder another's chunks.
    let whole = sealed(&[7; 3 * CHUNK_BYTES]);
    let head = whole.len() - 3 * (CHUNK_BYTES + 16);
    let mut swapped = whole.clone();
    let (front, back) = swapped[head..].split_at_mut(CHUNK_BYTES + 16);
    front.swap_with_slice(&mut back[..CHUNK_BYTES + 16]);
    assert_eq!(opened(&swapped).unwrap_err(), OpenError::WrongSignature);
    let cut = &whole[..whole.len() - CHUNK_BYTES - 16];
    assert_eq!(opened(cut).unwrap_err(), OpenError::WrongLength);
}

#[test]
fn unusable_names_keys_and_beginnings_are_refused() {
    let name = |name: &str| seal(b"", CASE, name, DEPARTMENT.public(), &DEVICE).unwrap_err();
    for bad in ["", "Photo", "a b", "ä", &"a".repeat(41)] {
        assert_eq!(name(bad), SealError::BadName, "{bad}");
    }
    assert_eq!(RecipientKey::from_point(&[4; 65]).unwrap_err(), SealError::BadKey);
    assert_eq!(DepartmentKey::from_bytes(&[0; 32]).unwrap_err(), SealError::BadKey);
    assert!(matches!(DeviceKey::from_pkcs8(b"no key"), Err(SealError::BadKey)));
    let mut part = sealed(b"text");
    part[5] ^= 1;
    assert_eq!(opened(&part).unwrap_err(), OpenError::OtherSuite);
    part[0] ^= 1;
    assert_eq!(opened(&part).unwrap_err(), OpenError::NotSealed);
}

/// RFC 9180 appendix A.3.1: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-128-GCM, base mode, first
/// message. Key agreement, key schedule and nonces are those of our suite; only the cipher's key is
/// shorter.
#[test]
fn the_library_does_what_the_standard_says() {
    use hpke::{Deserializable, OpModeR, aead::AesGcm128, kdf::HkdfSha256, kem::DhP256HkdfSha256};
    type Kem = DhP256HkdfSha256;
    let key = "f3ce7fdae57e1a310d87f1ebbde6f328be0a99cdbcadf4d6589cf29de4b8ffd2";
    let enc = "04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b325ac9\
               8536d7b61a1af4b78e5b7f951c0900be863c403ce65c9bfcb9382657222d18c4";
    let sealed = "5ad590bb8baa577f8619db35a36311226a896e7342a6d836d8b7bcd2f20b6c7f\
                  9076ac232e3ab2523f39513434";
    let key = <Kem as hpke::Kem>::PrivateKey::from_bytes(&hex(key)).unwrap();
    let enc = <Kem as hpke::Kem>::EncappedKey::from_bytes(&hex(enc)).unwrap();
    let mut receiver = hpke::setup_receiver::<AesGcm128, HkdfSha256, Kem>(
        &OpModeR::Base,
        &key,
        &enc,
        b"Ode on a Grecian Urn",
    )
    .unwrap();
    let text = receiver.open(&hex(sealed), b"Count-0").unwrap();
    assert_eq!(text, b"Beauty is truth, truth beauty");
}

fn hex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text.bytes().filter(u8::is_ascii_hexdigit).collect();
    let byte = |pair: &[u8]| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16).unwrap();
    digits.chunks(2).map(byte).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_changed_bit_is_noticed(text in prop::collection::vec(any::<u8>(), 0..300), at in any::<prop::sample::Index>(), bit in 0..8_u8) {
        let mut part = sealed(&text);
        let at = at.index(part.len());
        part[at] ^= 1 << bit;
        prop_assert!(opened(&part).is_err());
    }

    #[test]
    fn any_cut_or_longer_part_is_refused(text in prop::collection::vec(any::<u8>(), 0..300), at in any::<prop::sample::Index>(), more in prop::collection::vec(any::<u8>(), 1..40)) {
        let part = sealed(&text);
        prop_assert!(opened(&part[..at.index(part.len())]).is_err());
        prop_assert!(opened(&[part, more].concat()).is_err());
    }

    #[test]
    fn any_bytes_are_refused_and_do_no_harm(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(opened(&bytes).is_err());
        let _ = Head::read(&bytes);
        let _ = Head::read(&[b"AKS1\0\x10\0\x01\0\x02".as_slice(), &bytes].concat());
    }
}
