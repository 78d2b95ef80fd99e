//! Leaves out of a WebAssembly module what only a debugger reads.
//!
//! Debian's `wasm-opt` (binaryen 108) would do it too, but it breaks the table of JavaScript values
//! that wasm-bindgen makes, so that the app cannot start; and it saves hardly more than this.

/// The first bytes of a module: magic and version (WebAssembly core specification, 5.5.16).
const PREAMBLE: usize = 8;

/// Custom sections without effect on the running module.
const IDLE: [&[u8]; 2] = [b"name", b"producers"];

/// The module without names of functions and makers; nothing when the bytes are no module.
pub fn without_names(module: &[u8]) -> Option<Vec<u8>> {
    let (preamble, mut rest) = module.split_at_checked(PREAMBLE)?;
    if !preamble.starts_with(b"\0asm") {
        return None;
    }
    let mut kept = preamble.to_vec();
    while !rest.is_empty() {
        let (section, next) = first_section(rest)?;
        if !section.is_idle {
            kept.extend_from_slice(section.bytes);
        }
        rest = next;
    }
    Some(kept)
}

struct Section<'a> {
    /// Id, length and content.
    bytes: &'a [u8],
    is_idle: bool,
}

fn first_section(bytes: &[u8]) -> Option<(Section<'_>, &[u8])> {
    let (id, after_id) = bytes.split_first()?;
    let (length, after_length) = number(after_id)?;
    let (content, next) = after_length.split_at_checked(length)?;
    let is_idle = *id == 0 && IDLE.contains(&custom_name(content)?);
    let whole = bytes.len() - next.len();
    Some((
        Section {
            bytes: &bytes[..whole],
            is_idle,
        },
        next,
    ))
}

fn custom_name(content: &[u8]) -> Option<&[u8]> {
    let (length, rest) = number(content)?;
    rest.get(..length)
}

/// An unsigned LEB128 number of at most 32 bits, and what follows it.
fn number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut value = 0_u64;
    for (index, byte) in bytes.iter().enumerate().take(5) {
        value |= u64::from(byte & 0x7f) << (7 * index);
        if byte & 0x80 == 0 {
            return Some((usize::try_from(value).ok()?, &bytes[index + 1..]));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PREFIX: &[u8] = b"\0asm\x01\0\0\0";

    fn custom(name: &str, content: &[u8]) -> Vec<u8> {
        let length = u8::try_from(1 + name.len() + content.len()).unwrap();
        let name_length = u8::try_from(name.len()).unwrap();
        [&[0, length, name_length], name.as_bytes(), content].concat()
    }

    #[test]
    fn only_idle_custom_sections_go() {
        let types = [1, 2, 7, 7].to_vec();
        let features = custom("target_features", b"\x01+");
        let module = [
            PREFIX,
            &types,
            &custom("name", b"main"),
            &features,
            &custom("producers", b"x"),
        ];
        let kept = [PREFIX, &types, &features].concat();
        assert_eq!(without_names(&module.concat()), Some(kept));
    }

    #[test]
    fn lengths_may_take_several_bytes() {
        let long = [PREFIX, &[1, 0x81, 0x01], &[7; 129]].concat();
        assert_eq!(without_names(&long), Some(long));
    }

    #[test]
    fn what_is_no_module_is_refused() {
        let cut = [PREFIX, &[1, 5, 0]].concat();
        let endless = [PREFIX, &[1, 0x80, 0x80, 0x80, 0x80, 0x80, 0]].concat();
        let nameless = [PREFIX, &[0, 1, 9]].concat();
        for bytes in [
            b"".to_vec(),
            b"\0as".to_vec(),
            b"MZ012345678".to_vec(),
            cut,
            endless,
            nameless,
        ] {
            assert_eq!(without_names(&bytes), None, "{bytes:?}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_can_be_read(tail in proptest::collection::vec(any::<u8>(), 0..64)) {
            let module = [PREFIX, &tail].concat();
            if let Some(kept) = without_names(&module) {
                prop_assert!(kept.len() <= module.len());
            }
        }
    }
}
