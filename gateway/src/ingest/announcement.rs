//! What a suitcase announces before it sends a part.

use amtskoffer_contract::ingest::{MAX_PART_BYTES, Refusal};
use axum::http::HeaderMap;
use uuid::Uuid;

use super::headers::{metadata, number};
use crate::store::NewUpload;

/// Reads `Upload-Length` and `Upload-Metadata` of a creation.
///
/// # Errors
/// [`Refusal::Malformed`], [`Refusal::TooLarge`], [`Refusal::SealWrong`].
pub(super) fn announced(headers: &HeaderMap, suitcase: &str) -> Result<NewUpload, Refusal> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let length = text("upload-length")
        .and_then(number)
        .ok_or(Refusal::Malformed)?;
    if length > MAX_PART_BYTES {
        return Err(Refusal::TooLarge {
            limit: MAX_PART_BYTES,
        });
    }
    // No sealed part is empty; without this one would be complete before anybody has checked it.
    if length == 0 {
        return Err(Refusal::SealWrong);
    }
    let pairs = text("upload-metadata")
        .and_then(metadata)
        .ok_or(Refusal::Malformed)?;
    let value = |key: &str| pairs.get(key).ok_or(Refusal::Malformed);
    let part = value("part")?;
    let sha256 = value("sha256")?;
    let media_type = value("media_type")?;
    if !is_part_name(part) || !is_sha256(sha256) || !is_media_type(media_type) {
        return Err(Refusal::Malformed);
    }
    Ok(NewUpload {
        suitcase: suitcase.to_owned(),
        case: Uuid::try_parse(value("case")?).map_err(|_| Refusal::Malformed)?,
        part: part.to_owned(),
        sha256: sha256.to_owned(),
        media_type: media_type.to_owned(),
        length,
    })
}

/// `[a-z0-9_]{1,40}`.
pub(super) fn is_part_name(name: &str) -> bool {
    (1..=40).contains(&name.len())
        && name
            .bytes()
            .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'))
}

/// 64 hexadecimal digits in lower case.
pub(super) fn is_sha256(text: &str) -> bool {
    text.len() == 64
        && text
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// Type and subtype, without parameters.
pub(super) fn is_media_type(text: &str) -> bool {
    let word = |word: &str| {
        !word.is_empty()
            && word
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"+-._".contains(&byte))
    };
    text.len() <= 100
        && text
            .split_once('/')
            .is_some_and(|(kind, subtype)| word(kind) && word(subtype))
}

#[cfg(test)]
mod tests {
    use super::{is_media_type, is_part_name, is_sha256};

    #[test]
    fn names_hashes_and_types_have_their_shape() {
        assert!(is_part_name("finger_2"));
        assert!(!is_part_name("") && !is_part_name("../x") && !is_part_name(&"a".repeat(41)));
        assert!(is_sha256(&"0f".repeat(32)));
        assert!(!is_sha256(&"0F".repeat(32)) && !is_sha256("0f"));
        assert!(is_media_type("image/jpeg") && is_media_type("image/x-wsq"));
        assert!(!is_media_type("image") && !is_media_type("a/b/c") && !is_media_type("a/b; c=d"));
    }
}
