//! The version of what a person was shown: the beginning of the SHA-256 over its canonical text.

use js_sys::Uint8Array;
use leptos::prelude::window;
use wasm_bindgen_futures::JsFuture;

/// Bytes of the hash that are kept: 12 digits, which a person can compare.
const BYTES: usize = 6;

/// The version of a text; nothing where the browser has no hash.
pub async fn of(text: &str) -> Option<String> {
    let subtle = window().crypto().ok()?.subtle();
    let bytes = Uint8Array::from(text.as_bytes());
    let digest = subtle
        .digest_with_str_and_js_u8_array("SHA-256", &bytes)
        .ok()?;
    let digest = Uint8Array::new(&JsFuture::from(digest).await.ok()?).to_vec();
    Some(short(&digest))
}

fn short(digest: &[u8]) -> String {
    digest
        .iter()
        .take(BYTES)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn twelve_digits_are_kept() {
        assert_eq!(short(&[0x0f; 32]), "0f0f0f0f0f0f");
    }
}
