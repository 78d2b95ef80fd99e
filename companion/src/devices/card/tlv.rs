//! Data objects of cards: tag, length, value (ISO/IEC 7816-4 section 6, BER-TLV with definite lengths).
//!
//! Tags of one or two bytes, lengths up to 16 MiB; the sizes of answers are bounded before.

use super::ProtocolError;

/// One data object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Object<'a> {
    /// One byte, or two as `0x7F49`.
    pub tag: u16,
    /// What is inside.
    pub value: &'a [u8],
}

/// Takes the first object off; gives it and what follows.
///
/// # Errors
/// [`ProtocolError::Malformed`] when tag or length are cut off, are not allowed, or point beyond the end.
pub fn take(bytes: &[u8]) -> Result<(Object<'_>, &[u8]), ProtocolError> {
    let (tag, rest) = take_tag(bytes)?;
    let (length, rest) = take_length(rest)?;
    let (value, rest) = rest.split_at_checked(length).ok_or(BROKEN)?;
    Ok((Object { tag, value }, rest))
}

/// All objects side by side.
///
/// # Errors
/// As [`take`].
pub fn all(mut bytes: &[u8]) -> Result<Vec<Object<'_>>, ProtocolError> {
    let mut objects = Vec::new();
    while !bytes.is_empty() {
        let (object, rest) = take(bytes)?;
        objects.push(object);
        bytes = rest;
    }
    Ok(objects)
}

/// The value of the first object with this tag among objects side by side.
///
/// # Errors
/// As [`take`]; [`ProtocolError::Missing`] when there is none.
pub fn find(bytes: &[u8], tag: u16) -> Result<&[u8], ProtocolError> {
    let objects = all(bytes)?;
    let found = objects.iter().find(|object| object.tag == tag);
    found
        .map(|object| object.value)
        .ok_or(ProtocolError::Missing(tag))
}

/// Appends one object.
pub fn put(out: &mut Vec<u8>, tag: u16, value: &[u8]) {
    let [high, low] = tag.to_be_bytes();
    if high != 0 {
        out.push(high);
    }
    out.push(low);
    let length = value.len().to_be_bytes();
    let significant = &length[length.iter().take_while(|byte| **byte == 0).count()..];
    match significant {
        [] => out.push(0),
        [one @ ..=0x7F] => out.push(*one),
        more => {
            out.push(0x80 | more.len().to_le_bytes()[0]);
            out.extend_from_slice(more);
        }
    }
    out.extend_from_slice(value);
}

/// One object.
pub fn object(tag: u16, value: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(value.len() + 5);
    put(&mut out, tag, value);
    out
}

const BROKEN: ProtocolError = ProtocolError::Malformed;
/// The tag goes on in the next byte.
const LONG_TAG: u8 = 0x1F;

fn take_tag(bytes: &[u8]) -> Result<(u16, &[u8]), ProtocolError> {
    match bytes {
        [first, second, rest @ ..] if first & LONG_TAG == LONG_TAG => {
            // A further byte would follow; no card of ours has such tags.
            if second & 0x80 != 0 {
                return Err(BROKEN);
            }
            Ok((u16::from_be_bytes([*first, *second]), rest))
        }
        [first, rest @ ..] if first & LONG_TAG != LONG_TAG => Ok((u16::from(*first), rest)),
        _ => Err(BROKEN),
    }
}

fn take_length(bytes: &[u8]) -> Result<(usize, &[u8]), ProtocolError> {
    let (first, rest) = bytes.split_first().ok_or(BROKEN)?;
    let more = match *first {
        short @ ..=0x7F => return Ok((usize::from(short), rest)),
        long @ 0x81..=0x83 => usize::from(long & 0x7F),
        _ => return Err(BROKEN),
    };
    let (digits, rest) = rest.split_at_checked(more).ok_or(BROKEN)?;
    let length = digits
        .iter()
        .fold(0, |sum, digit| sum << 8 | usize::from(*digit));
    Ok((length, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn tags_and_lengths_of_every_size() {
        for length in [0, 1, 127, 128, 255, 256, 65_535, 65_536] {
            for tag in [0x06, 0x7C, 0x7F4C] {
                let value = vec![0xAB; length];
                let bytes = object(tag, &value);
                let (object, rest) = take(&bytes).unwrap();
                assert_eq!((object.tag, object.value.len()), (tag, length));
                assert!(rest.is_empty());
            }
        }
        assert_eq!(object(0x7F49, &[1]), [0x7F, 0x49, 1, 1]);
        assert_eq!(object(0x80, &[0; 128])[..3], [0x80, 0x81, 128]);
    }

    #[test]
    fn broken_objects_are_refused() {
        for bytes in [
            &[][..],
            &[0x80],
            &[0x7F],
            &[0x7F, 0x81, 0x01, 0x00],
            &[0x80, 0x80, 0, 0],
            &[0x80, 0x84, 0, 0, 0, 1, 0],
            &[0x80, 0x82, 1],
            &[0x80, 0x02, 1],
            &[0x80, 0x83, 0xFF, 0xFF, 0xFF],
        ] {
            assert_eq!(take(bytes), Err(ProtocolError::Malformed), "{bytes:?}");
        }
    }

    #[test]
    fn a_missing_object_is_named() {
        assert_eq!(find(&[0x81, 0], 0x82), Err(ProtocolError::Missing(0x82)));
        assert_eq!(find(&[0x81, 0, 0x82, 1, 9], 0x82), Ok(&[9][..]));
    }

    proptest! {
        #[test]
        fn any_bytes_are_taken_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            if let Ok(objects) = all(&bytes) {
                let inside: usize = objects.iter().map(|object| object.value.len()).sum();
                prop_assert!(inside <= bytes.len());
            }
        }

        #[test]
        fn what_was_put_is_found(first in proptest::collection::vec(any::<u8>(), 0..300), second in any::<u8>()) {
            let mut bytes = object(0x81, &first);
            put(&mut bytes, 0x7F4C, &[second]);
            prop_assert_eq!(find(&bytes, 0x81), Ok(&first[..]));
            prop_assert_eq!(find(&bytes, 0x7F4C), Ok(&[second][..]));
        }
    }
}
