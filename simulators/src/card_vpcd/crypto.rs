//! The chip's arithmetic: AES with 128 bits, its checksum, brainpoolP256r1. Written apart from the
//! companion's, with other calls into the same primitives.

use aes::Aes128;
use aes::cipher::{Array, BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};
use bp256::BrainpoolP256r1;
use bp256::elliptic_curve::ff::PrimeField;
use bp256::elliptic_curve::sec1::{FromSec1Point, ToSec1Point};
use bp256::elliptic_curve::{Group, ProjectivePoint, Scalar};
use cmac::{Cmac, Mac};
use ring::rand::{SecureRandom, SystemRandom};
use sha1::{Digest, Sha1};

/// A point of the curve.
pub type Point = ProjectivePoint<BrainpoolP256r1>;
/// A number below the curve's order.
pub type Number = Scalar<BrainpoolP256r1>;

/// A key of 128 bits, made of a secret and a number that says what it is for.
pub fn key(secret: &[u8], purpose: u8) -> [u8; 16] {
    let mut hash = Sha1::new();
    hash.update(secret);
    hash.update([0, 0, 0, purpose]);
    let mut key = [0; 16];
    key.copy_from_slice(&hash.finalize()[..16]);
    key
}

/// CBC, block by block.
pub fn encrypt(key: &[u8; 16], iv: [u8; 16], data: &[u8]) -> Vec<u8> {
    let cipher = Aes128::new(&Array::from(*key));
    let mut last = iv;
    let mut out = Vec::with_capacity(data.len());
    for block in data.chunks_exact(16) {
        let mut mixed = [0; 16];
        for (place, (left, right)) in mixed.iter_mut().zip(block.iter().zip(last)) {
            *place = left ^ right;
        }
        let mut block = Array::from(mixed);
        cipher.encrypt_block(&mut block);
        last = block.into();
        out.extend_from_slice(&last);
    }
    out
}

/// CBC backwards.
pub fn decrypt(key: &[u8; 16], iv: [u8; 16], data: &[u8]) -> Vec<u8> {
    let cipher = Aes128::new(&Array::from(*key));
    let mut last = iv;
    let mut out = Vec::with_capacity(data.len());
    for block in data.chunks_exact(16) {
        let mut hidden = [0; 16];
        hidden.copy_from_slice(block);
        let mut opened = Array::from(hidden);
        cipher.decrypt_block(&mut opened);
        out.extend(opened.iter().zip(last).map(|(left, right)| left ^ right));
        last = hidden;
    }
    out
}

/// Eight bytes of CMAC.
pub fn checksum(key: &[u8; 16], data: &[u8]) -> [u8; 8] {
    let mut mac = <Cmac<Aes128> as cmac::KeyInit>::new(&Array::from(*key));
    mac.update(data);
    let mut cut = [0; 8];
    cut.copy_from_slice(&mac.finalize().into_bytes()[..8]);
    cut
}

/// A byte 80 and zeros up to whole blocks.
pub fn padded(data: &[u8]) -> Vec<u8> {
    let mut out = data.to_vec();
    out.push(0x80);
    while !out.len().is_multiple_of(16) {
        out.push(0);
    }
    out
}

/// The same backwards.
pub fn unpadded(mut data: Vec<u8>) -> Option<Vec<u8>> {
    while data.last() == Some(&0) {
        data.pop();
    }
    (data.pop() == Some(0x80)).then_some(data)
}

/// Random bytes.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    let filled = SystemRandom::new().fill(&mut bytes);
    assert!(filled.is_ok(), "the system gives no random numbers");
    bytes
}

/// A random number, not zero.
pub fn random_number() -> Number {
    loop {
        let bytes: [u8; 32] = random();
        let number = Option::<Number>::from(Number::from_repr(bytes.into()));
        if let Some(number) = number.filter(|number| *number != Number::ZERO) {
            return number;
        }
    }
}

/// A nonce as a number; 128 bits are below the order.
pub fn nonce_number(nonce: [u8; 16]) -> Number {
    let mut bytes = [0; 32];
    bytes[16..].copy_from_slice(&nonce);
    Option::from(Number::from_repr(bytes.into())).unwrap_or(Number::ONE)
}

/// A point from 65 bytes.
pub fn point(bytes: &[u8]) -> Option<Point> {
    let affine = bp256::r1::AffinePoint::from_sec1_bytes(bytes).ok()?;
    let point = Point::from(affine);
    (!bool::from(point.is_identity())).then_some(point)
}

/// 65 bytes from a point.
pub fn point_bytes(point: Point) -> Vec<u8> {
    point.to_affine().to_sec1_point(false).as_bytes().to_vec()
}
