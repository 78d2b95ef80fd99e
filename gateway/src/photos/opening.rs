//! The seal of a picture, and its decryption with the key of the code.

use aes::cipher::{Array, BlockCipherEncrypt, KeyInit};
use aes::{Aes128, Aes256};
use amtskoffer_contract::ingest::Refusal;
use amtskoffer_contract::photos::MAX_PHOTO_BYTES;
use amtskoffer_domain::photo_code::{Cipher, PhotoCode};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::signature::{ECDSA_P256_SHA256_ASN1, UnparsedPublicKey};
use zeroize::Zeroizing;

use super::relay::Sealed;

/// Longest name of who made a picture.
const MOST_USER: usize = 200;

/// The picture, if its seal is the provider's and it is a JPEG.
pub(super) fn opened(
    sealed: &Sealed,
    seal_key: &[u8],
    code: &PhotoCode<'_>,
) -> Result<Zeroizing<Vec<u8>>, Refusal> {
    let decoded = |text: &str| STANDARD.decode(text).map_err(|_| Refusal::PhotoNotTrusted);
    let (mut image, seal) = (
        Zeroizing::new(decoded(&sealed.image)?),
        decoded(&sealed.seal)?,
    );
    if image.len() > MAX_PHOTO_BYTES || !is_user(&sealed.user) {
        return Err(Refusal::PhotoNotTrusted);
    }
    let covered = [image.as_slice(), sealed.user.as_bytes()].concat();
    UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, seal_key)
        .verify(&covered, &seal)
        .map_err(|_| Refusal::PhotoNotTrusted)?;
    decrypt(&mut image, code).ok_or(Refusal::PhotoNotTrusted)?;
    if !image.starts_with(&[0xFF, 0xD8, 0xFF]) {
        return Err(Refusal::PhotoNotTrusted);
    }
    Ok(image)
}

/// Three parts, as TR-03170 writes the Nutzerkennung.
fn is_user(user: &str) -> bool {
    user.len() <= MOST_USER
        && user.bytes().all(|sign| sign.is_ascii_graphic())
        && user.split(":::").count() == 3
}

fn decrypt(image: &mut [u8], code: &PhotoCode<'_>) -> Option<()> {
    let iv: [u8; 16] = code.iv.try_into().ok()?;
    match code.cipher {
        Cipher::Aes128Cfb => cfb(&Aes128::new_from_slice(code.key).ok()?, iv, image),
        Cipher::Aes256Cfb => cfb(&Aes256::new_from_slice(code.key).ok()?, iv, image),
    }
    Some(())
}

/// Cipher feedback of whole blocks (NIST SP 800-38A, 6.3).
fn cfb<C>(cipher: &C, iv: [u8; 16], bytes: &mut [u8])
where
    C: BlockCipherEncrypt<BlockSize = aes::cipher::consts::U16>,
{
    let mut before = iv;
    for block in bytes.chunks_mut(16) {
        let mut stream = Array::from(before);
        cipher.encrypt_block(&mut stream);
        for ((byte, mask), kept) in block.iter_mut().zip(stream).zip(&mut before) {
            *kept = *byte;
            *byte ^= mask;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{cfb, is_user};
    use aes::cipher::KeyInit;
    use aes::{Aes128, Aes256};

    /// NIST SP 800-38A, F.3.13 and F.3.17: CFB128.
    #[test]
    fn the_published_vectors_are_decrypted() {
        let bytes = |hex: &str| -> Vec<u8> {
            let pair = |at| u8::from_str_radix(&hex[at..at + 2], 16).expect("hexadecimal");
            (0..hex.len()).step_by(2).map(pair).collect()
        };
        let iv: [u8; 16] = std::array::from_fn(|at| u8::try_from(at).expect("small"));
        let plain = "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51";
        let mut short = bytes("3b3fd92eb72dad20333449f8e83cfb4ac8a64537a0b3a93fcde3cdad9f1ce58b");
        let key = bytes("2b7e151628aed2a6abf7158809cf4f3c");
        cfb(
            &Aes128::new_from_slice(&key).expect("a key"),
            iv,
            &mut short,
        );
        assert_eq!(short, bytes(plain));
        let mut long = bytes("dc7e84bfda79164b7ecd8486985d386039ffed143b28b1c832113c6331e5407b");
        let key = bytes("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4");
        cfb(&Aes256::new_from_slice(&key).expect("a key"), iv, &mut long);
        assert_eq!(long, bytes(plain));
        let mut cut = bytes("3b3fd92eb72dad20333449f8e83cfb4ac8a6");
        let key = bytes("2b7e151628aed2a6abf7158809cf4f3c");
        cfb(&Aes128::new_from_slice(&key).expect("a key"), iv, &mut cut);
        assert_eq!(cut, bytes(&plain[..36]));
    }

    #[test]
    fn who_made_it_has_three_parts() {
        assert!(is_user("a:::b:::c"));
        for wrong in [
            "",
            "a:::b",
            "a:::b:::c:::d",
            "a:::b:::c d",
            &"a".repeat(300),
        ] {
            assert!(!is_user(wrong), "{wrong}");
        }
    }
}
