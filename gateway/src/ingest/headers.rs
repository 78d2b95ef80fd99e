//! Headers of tus 1.0, read by total functions.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::digest::{Algorithm, SHA1_FOR_LEGACY_USE_ONLY, SHA256};

/// Longest `Upload-Metadata` that is read, in bytes.
const MOST_METADATA: usize = 4096;

/// Most pairs in it.
const MOST_PAIRS: usize = 32;

/// The pairs of an `Upload-Metadata` header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata(Vec<(String, String)>);

impl Metadata {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value.as_str())
    }
}

/// Reads `Upload-Metadata`: pairs parted by commas, in each a key and, after one space, the value
/// in base64; a key without a value has an empty one. Nothing when it is over its bounds, a key
/// comes twice, or a value is not base64 of UTF-8.
pub fn metadata(header: &str) -> Option<Metadata> {
    if header.len() > MOST_METADATA {
        return None;
    }
    let mut pairs: Vec<(String, String)> = Vec::new();
    for pair in header
        .split(',')
        .map(str::trim)
        .filter(|pair| !pair.is_empty())
    {
        let (key, value) = pair.split_once(' ').unwrap_or((pair, ""));
        let value = String::from_utf8(STANDARD.decode(value.trim()).ok()?).ok()?;
        let known = pairs.iter().any(|(name, _)| name == key);
        let printable = key.bytes().all(|byte| byte.is_ascii_graphic());
        if known || !printable || pairs.len() == MOST_PAIRS {
            return None;
        }
        pairs.push((key.to_owned(), value));
    }
    Some(Metadata(pairs))
}

/// What an `Upload-Checksum` header demands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checksum {
    algorithm: Hash,
    digest: Vec<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hash {
    Sha1,
    Sha256,
}

impl Checksum {
    /// The algorithm of ring.
    pub(crate) fn algorithm(&self) -> &'static Algorithm {
        self.algorithm.ring()
    }

    /// Whether a digest is the one that was announced.
    pub(crate) fn fits(&self, digest: &[u8]) -> bool {
        self.digest == digest
    }
}

impl Hash {
    fn ring(self) -> &'static Algorithm {
        match self {
            Self::Sha1 => &SHA1_FOR_LEGACY_USE_ONLY,
            Self::Sha256 => &SHA256,
        }
    }
}

/// Names of the algorithms for `Tus-Checksum-Algorithm`. tus 1.0 demands SHA-1 of every server; our
/// own client uses SHA-256.
pub(crate) const ALGORITHMS: &str = "sha256,sha1";

/// Reads `Upload-Checksum`: algorithm, one space, digest in base64. Nothing for an unknown
/// algorithm or a digest of the wrong length.
pub fn checksum(header: &str) -> Option<Checksum> {
    let (name, digest) = header.trim().split_once(' ')?;
    let algorithm = match name {
        "sha1" => Hash::Sha1,
        "sha256" => Hash::Sha256,
        _ => return None,
    };
    if digest.len() > 64 {
        return None;
    }
    let digest = STANDARD.decode(digest.trim()).ok()?;
    let fits = digest.len() == algorithm.ring().output_len();
    fits.then_some(Checksum { algorithm, digest })
}

/// Reads `Upload-Length` and `Upload-Offset`: digits only, no sign.
pub(super) fn number(header: &str) -> Option<u64> {
    let digits = !header.is_empty() && header.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| header.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::{checksum, metadata, number};
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    use proptest::prelude::*;
    use ring::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};

    #[test]
    fn the_example_of_the_specification_is_read() {
        let read = metadata("filename d29ybGRfZG9taW5hdGlvbl9wbGFuLnBkZg==,is_confidential");
        let read = read.expect("well-formed");
        assert_eq!(read.get("filename"), Some("world_domination_plan.pdf"));
        assert_eq!(read.get("is_confidential"), Some(""));
        assert_eq!(read.get("case"), None);
        assert!(metadata("").is_some());
    }

    #[test]
    fn what_is_not_metadata_is_refused() {
        let long = "a ".to_owned() + &"QUFB".repeat(1100);
        let many: Vec<String> = (0..33).map(|at| format!("k{at}")).collect();
        for wrong in [
            "a !!",
            "a QQ==,a QQ==",
            "a /w==",
            "\u{e9} QQ==",
            &long,
            &many.join(","),
        ] {
            assert_eq!(metadata(wrong), None, "{wrong:.20}");
        }
    }

    #[test]
    fn sha1_of_the_specification_is_read() {
        let read = checksum("sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=").expect("well-formed");
        assert!(read.fits(digest(&SHA1_FOR_LEGACY_USE_ONLY, b"hello world").as_ref()));
        assert!(!read.fits(digest(&SHA1_FOR_LEGACY_USE_ONLY, b"hello World").as_ref()));
    }

    #[test]
    fn what_is_not_a_checksum_is_refused() {
        let md5 = format!("md5 {}", STANDARD.encode([0; 16]));
        let short = format!("sha256 {}", STANDARD.encode([0; 31]));
        for wrong in ["", "sha256", "sha256 ", "sha256 %%%", &md5, &short] {
            assert_eq!(checksum(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn numbers_have_digits_only() {
        assert_eq!(number("0"), Some(0));
        assert_eq!(number("33554432"), Some(33_554_432));
        for wrong in ["", "-1", "+1", "1.0", " 1", "99999999999999999999999"] {
            assert_eq!(number(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn any_header_never_panics(header in ".{0,300}") {
            let _ = (metadata(&header), checksum(&header), number(&header));
        }

        #[test]
        fn what_was_written_is_read(
            pairs in prop::collection::btree_map("[a-z_]{1,12}", ".{0,40}", 0..8),
        ) {
            let header: Vec<String> = pairs
                .iter()
                .map(|(key, value)| format!("{key} {}", STANDARD.encode(value)))
                .collect();
            let read = metadata(&header.join(",")).expect("well-formed");
            for (key, value) in &pairs {
                prop_assert_eq!(read.get(key), Some(value.as_str()));
            }
        }

        #[test]
        fn a_written_checksum_fits_itself_only(bytes in prop::array::uniform32(any::<u8>())) {
            let read = checksum(&format!("sha256 {}", STANDARD.encode(bytes))).expect("whole");
            prop_assert!(read.fits(&bytes));
            let mut other = bytes;
            other[31] ^= 1;
            prop_assert!(!read.fits(&other));
        }
    }
}
