//! Notes that a suitcase leaves for itself.

use amtskoffer_sealing::{DepartmentKey, DeviceKey, NoteKey, OpenError, SealError, open};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use uuid::Uuid;

const CASE: Uuid = Uuid::from_u128(7);

fn pkcs8() -> Vec<u8> {
    let random = SystemRandom::new();
    let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random);
    made.unwrap().as_ref().to_vec()
}

#[test]
fn the_same_suitcase_opens_its_note_after_a_crash_and_no_other_one_does() {
    let (ours, theirs) = (pkcs8(), pkcs8());
    let device = DeviceKey::from_pkcs8(&ours).unwrap();
    let sealed = NoteKey::derive(&ours)
        .unwrap()
        .seal(b"Erika", CASE, "note", &device)
        .unwrap();
    assert!(!sealed.windows(5).any(|bytes| bytes == b"Erika"));
    let again = NoteKey::derive(&ours).unwrap();
    let (head, text) = again.open(&sealed, &device.public()).unwrap();
    assert_eq!(
        (head.case, head.name.as_str(), text.as_slice()),
        (CASE, "note", &b"Erika"[..])
    );
    let other = NoteKey::derive(&theirs).unwrap();
    let refused = other.open(&sealed, &device.public()).unwrap_err();
    assert_eq!(refused, OpenError::OtherRecipient);
}

#[test]
fn the_department_cannot_open_a_note() {
    let ours = pkcs8();
    let device = DeviceKey::from_pkcs8(&ours).unwrap();
    let sealed = NoteKey::derive(&ours)
        .unwrap()
        .seal(b"x", CASE, "note", &device)
        .unwrap();
    let department = DepartmentKey::generate().unwrap();
    let refused = open(&sealed, &department, &device.public()).unwrap_err();
    assert_eq!(refused, OpenError::OtherRecipient);
}

#[test]
fn without_a_key_there_is_no_note() {
    assert_eq!(NoteKey::derive(&[]).unwrap_err(), SealError::BadKey);
}
