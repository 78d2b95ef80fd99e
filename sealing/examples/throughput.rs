//! How many bytes a second are sealed, beside AES-256-GCM of ring over the same bytes in the same
//! chunks: the rest is HPKE, the hash and the signature. Prints one row of JSON.

#![allow(clippy::print_stdout, reason = "the row is its output")]

use std::error::Error;
use std::time::{Duration, Instant};

use amtskoffer_sealing::{CHUNK_BYTES, DepartmentKey, DeviceKey, open, seal};
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use serde_json::json;
use uuid::Uuid;

/// Bytes of a part, about those of all scans of a case.
const BYTES: usize = 3_000_000;

/// Parts that are measured.
const RUNS: u32 = 15;

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let text: Vec<u8> = (0..=u8::MAX).cycle().take(BYTES).collect();
    let department = DepartmentKey::generate()?;
    let pair = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new());
    let device = DeviceKey::from_pkcs8(pair.map_err(|_| "no key")?.as_ref())?;
    let case = Uuid::from_u128(1);
    let (ours, sealed) = median(|| {
        let sealed = seal(&text, case, "scans", department.public(), &device)?;
        Ok(sealed)
    })?;
    let (_, opened) = open(&sealed, &department, &device.public())?;
    if opened.as_slice() != text {
        return Err("what was sealed does not open".into());
    }
    let (raw, _) = median(|| encrypt(&text))?;
    let row = json!({
        "name": "sealing 3 MB to the department, signed",
        "unit": "MB/s",
        "ours": speed(ours),
        "peer": speed(raw),
        "peer_name": "AES-256-GCM alone (ring)",
    });
    println!("{row}");
    Ok(())
}

/// The peer: nothing but the cipher.
fn encrypt(text: &[u8]) -> Outcome<Vec<u8>> {
    let key = UnboundKey::new(&AES_256_GCM, &[7; 32]).map_err(|_| "no key")?;
    let key = LessSafeKey::new(key);
    let mut sealed = Vec::with_capacity(text.len() + 16 * (text.len() / CHUNK_BYTES + 1));
    for (number, chunk) in (0_u64..).zip(text.chunks(CHUNK_BYTES)) {
        let mut nonce = [0; 12];
        nonce[4..].copy_from_slice(&number.to_be_bytes());
        let from = sealed.len();
        sealed.extend_from_slice(chunk);
        let nonce = Nonce::assume_unique_for_key(nonce);
        let tag = key.seal_in_place_separate_tag(nonce, Aad::empty(), &mut sealed[from..]);
        sealed.extend_from_slice(tag.map_err(|_| "not encrypted")?.as_ref());
    }
    Ok(sealed)
}

fn median<T>(mut make: impl FnMut() -> Outcome<T>) -> Outcome<(Duration, T)> {
    let mut times = Vec::new();
    let mut made = make()?;
    for _ in 0..RUNS {
        let begun = Instant::now();
        made = make()?;
        times.push(begun.elapsed());
    }
    times.sort();
    let middle = times.get(times.len() / 2).ok_or("nothing measured")?;
    Ok((*middle, made))
}

fn speed(time: Duration) -> f64 {
    f64::from(u32::try_from(BYTES).unwrap_or_default()) / 1e6 / time.as_secs_f64()
}
