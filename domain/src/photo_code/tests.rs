use super::*;
use proptest::prelude::*;

/// `AES_128_CFB` in C40, packed by hand from the tables of ISO/IEC 16022.
fn packed(text: &str) -> Vec<u8> {
    let mut values = Vec::new();
    for sign in text.bytes() {
        match sign {
            b'0'..=b'9' => values.push(u32::from(sign - b'0') + 4),
            b'A'..=b'Z' => values.push(u32::from(sign - b'A') + 14),
            b'_' => values.extend([1, 26]),
            b' ' => values.push(3),
            _ => panic!("not in this test"),
        }
    }
    while values.len() % 3 != 0 {
        values.push(0);
    }
    let pack = |three: &[u32]| three[0] * 1600 + three[1] * 40 + three[2] + 1;
    let two = |packed: u32| [u8::try_from(packed / 256).unwrap(), (packed % 256) as u8];
    values.chunks(3).map(pack).flat_map(two).collect()
}

fn code(address: &str, algorithm: &str, padding: &str, iv: &[u8], key: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0xE2, 1];
    let mut part = |part: &[u8], counted: bool| {
        if counted {
            bytes.push(u8::try_from(part.len()).unwrap());
        }
        bytes.extend_from_slice(part);
    };
    part(address.as_bytes(), true);
    part(&[7; 16], false);
    part(&packed(algorithm), true);
    part(iv, true);
    part(&packed(padding), true);
    part(key, true);
    bytes
}

fn usual() -> Vec<u8> {
    code(
        "https://fotos.example/v1",
        "AES_128_CFB",
        "NOPADDING",
        &[1; 16],
        &[2; 16],
    )
}

#[test]
fn a_code_is_read() {
    let bytes = usual();
    let code = parse(&bytes).unwrap();
    assert_eq!(code.address, "https://fotos.example/v1");
    assert_eq!(
        (code.image, code.iv, code.key),
        ([7; 16], &[1; 16][..], &[2; 16][..])
    );
    assert_eq!(code.cipher, Cipher::Aes128Cfb);
    let long = code_with_long_key();
    assert_eq!(parse(&long).unwrap().cipher, Cipher::Aes256Cfb);
}

fn code_with_long_key() -> Vec<u8> {
    code(
        "https://fotos.example",
        "AES_256_CFB",
        "",
        &[1; 16],
        &[2; 32],
    )
}

#[test]
fn debug_shows_no_key() {
    let bytes = usual();
    let shown = format!("{:?}", parse(&bytes).unwrap());
    assert_eq!(shown, "PhotoCode { cipher: Aes128Cfb, .. }");
}

#[test]
fn what_is_wrong_is_named() {
    let mut other = usual();
    other[0] = 0xDC;
    assert_eq!(parse(&other), Err(PhotoCodeError::OtherCode));
    assert_eq!(parse(b""), Err(PhotoCodeError::OtherCode));
    let mut later = usual();
    later[1] = 2;
    assert_eq!(parse(&later), Err(PhotoCodeError::Version(2)));
    let mut longer = usual();
    longer.push(0);
    assert_eq!(parse(&longer), Err(PhotoCodeError::Damaged));
    let with = |algorithm, padding, iv: &[u8], key: &[u8]| {
        parse(&code("https://fotos.example", algorithm, padding, iv, key)).map(drop)
    };
    assert_eq!(
        with("DES", "", &[1; 16], &[2; 16]),
        Err(PhotoCodeError::Cipher)
    );
    assert_eq!(
        with("AES_128_CFB", "PKCS5", &[1; 16], &[2; 16]),
        Err(PhotoCodeError::Cipher)
    );
    assert_eq!(
        with("AES_128_CFB", "", &[1; 12], &[2; 16]),
        Err(PhotoCodeError::Damaged)
    );
    assert_eq!(
        with("AES_128_CFB", "", &[1; 16], &[2; 32]),
        Err(PhotoCodeError::Damaged)
    );
    for address in [
        "http://fotos.example",
        "https://",
        "https://a@b/",
        "https://a/?b",
        "https://ä/",
    ] {
        let bytes = code(address, "AES_128_CFB", "", &[1; 16], &[2; 16]);
        assert_eq!(parse(&bytes), Err(PhotoCodeError::Address), "{address}");
    }
    let long = format!("https://{}", "a".repeat(93));
    let bytes = code(&long, "AES_128_CFB", "", &[1; 16], &[2; 16]);
    assert_eq!(parse(&bytes), Err(PhotoCodeError::Address));
}

#[test]
fn every_cut_is_noticed() {
    let bytes = usual();
    for length in 2..bytes.len() {
        assert_eq!(
            parse(&bytes[..length]),
            Err(PhotoCodeError::Damaged),
            "{length}"
        );
    }
}

#[test]
fn packed_text_may_end_early() {
    assert_eq!(c40::text(&[254]).as_deref(), Some(""));
    assert_eq!(c40::text(&[254, b'A' + 1]).as_deref(), Some("A"));
    assert_eq!(c40::text(&[b'A' + 1]).as_deref(), Some("A"));
    assert_eq!(c40::text(&[254, b'A' + 1, 3, 4]), None);
    assert_eq!(c40::text(&[0, 0]), None);
}

proptest! {
    #[test]
    fn reading_is_total(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = parse(&bytes);
        let _ = c40::text(&bytes);
    }

    #[test]
    fn reading_a_damaged_code_is_total(at: prop::sample::Index, byte: u8) {
        let mut bytes = usual();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        let _ = parse(&bytes);
    }
}
