//! Containers: tag, length, value, as in BER (ZVT chapter 9.4).

use super::Malformed;

/// One item of a container: its tag and its value.
pub type Item<'a> = (u16, &'a [u8]);

/// The items of a container, in their order. What a value holds is not looked at.
///
/// # Errors
/// [`Malformed`] for a length that lies, or a tag of more than two bytes.
pub fn items(data: &[u8]) -> Result<Vec<Item<'_>>, Malformed> {
    let mut rest = data;
    let mut items = Vec::new();
    while !rest.is_empty() {
        let (tag, after) = tag(rest)?;
        let (length, after) = length(after)?;
        let (value, after) = after.split_at_checked(length).ok_or(Malformed)?;
        items.push((tag, value));
        rest = after;
    }
    Ok(items)
}

/// The first item with the tag.
pub fn find<'a>(items: &[Item<'a>], tag: u16) -> Option<&'a [u8]> {
    items
        .iter()
        .find(|(known, _)| *known == tag)
        .map(|(_, value)| *value)
}

/// Writes an item.
///
/// # Errors
/// [`Malformed`] for a value of more than 65535 bytes.
pub fn write(tag: u16, value: &[u8], out: &mut Vec<u8>) -> Result<(), Malformed> {
    match tag.to_be_bytes() {
        [0, short] => out.push(short),
        long => out.extend(long),
    }
    write_length(value.len(), out)?;
    out.extend_from_slice(value);
    Ok(())
}

/// The length at the beginning, and what follows.
pub(super) fn length(data: &[u8]) -> Result<(usize, &[u8]), Malformed> {
    match data {
        [short @ 0..=0x7f, rest @ ..] => Ok((usize::from(*short), rest)),
        [0x81, length, rest @ ..] => Ok((usize::from(*length), rest)),
        [0x82, high, low, rest @ ..] => Ok((usize::from(u16::from_be_bytes([*high, *low])), rest)),
        _ => Err(Malformed),
    }
}

pub(super) fn write_length(length: usize, out: &mut Vec<u8>) -> Result<(), Malformed> {
    let [high, low] = u16::try_from(length).map_err(|_| Malformed)?.to_be_bytes();
    match (high, low) {
        (0, 0..=0x7f) => out.push(low),
        (0, _) => out.extend([0x81, low]),
        _ => out.extend([0x82, high, low]),
    }
    Ok(())
}

fn tag(data: &[u8]) -> Result<(u16, &[u8]), Malformed> {
    match data {
        [first, second, rest @ ..] if first & 0x1f == 0x1f => {
            if second & 0x80 != 0 {
                return Err(Malformed);
            }
            Ok((u16::from_be_bytes([*first, *second]), rest))
        }
        [first, rest @ ..] if first & 0x1f != 0x1f => Ok((u16::from(*first), rest)),
        _ => Err(Malformed),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{find, items, write};
    use crate::devices::payment::zvt::Malformed;

    #[test]
    fn short_and_long_tags_and_lengths_are_read() {
        let mut data = vec![0x1f, 0x07, 0x01, 0x02, 0x25, 0x81, 0x80];
        data.extend([7; 128]);
        let found = items(&data).unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!(find(&found, 0x1f07), Some(&[2][..]));
        assert_eq!(find(&found, 0x25).map(<[u8]>::len), Some(128));
        assert_eq!(find(&found, 0x26), None);
    }

    #[test]
    fn lies_about_lengths_are_refused() {
        let lies: [&[u8]; 7] = [
            &[0x07],
            &[0x07, 0x05, 1],
            &[0x07, 0x80],
            &[0x07, 0x82, 0xff],
            &[0x07, 0x83, 0, 0, 1, 1],
            &[0x1f],
            &[0x1f, 0x87, 0x01, 0x00],
        ];
        for lie in lies {
            assert_eq!(items(lie), Err(Malformed), "{lie:02x?}");
        }
        assert_eq!(write(7, &vec![0; 65_536], &mut Vec::new()), Err(Malformed));
    }

    proptest! {
        #[test]
        fn any_bytes_can_be_read_and_what_was_read_can_be_written(
            data in prop::collection::vec(any::<u8>(), 0..60),
        ) {
            let Ok(found) = items(&data) else { return Ok(()) };
            let mut out = Vec::new();
            for (tag, value) in &found {
                write(*tag, value, &mut out).unwrap();
            }
            prop_assert_eq!(items(&out).unwrap(), found);
        }
    }
}
