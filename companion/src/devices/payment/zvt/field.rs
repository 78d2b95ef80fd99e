//! The data fields of a message, called bitmaps: a tag, sometimes a length, the value
//! (ZVT chapter 9, "summary of utilised BMPs").

use super::Malformed;

/// The field that holds a TLV container.
pub const CONTAINER: u8 = 0x06;

/// How long a field's value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Width {
    /// Always so many bytes.
    Fixed(usize),
    /// Decimal length in so many bytes, each `F` and a digit.
    Digits(usize),
    /// Length as in a container.
    Container,
}

/// The fields of some data, in their order.
///
/// # Errors
/// [`Malformed`] for an unknown tag, whose length nobody knows, and for a length that lies.
pub fn fields(data: &[u8]) -> Result<Vec<(u8, &[u8])>, Malformed> {
    let mut rest = data;
    let mut fields = Vec::new();
    while let Some((tag, after)) = rest.split_first() {
        let (length, value) = match width(*tag).ok_or(Malformed)? {
            Width::Fixed(length) => (length, after),
            Width::Digits(places) => decimal(after, places)?,
            Width::Container => super::tlv::length(after)?,
        };
        let (value, after) = value.split_at_checked(length).ok_or(Malformed)?;
        fields.push((*tag, value));
        rest = after;
    }
    Ok(fields)
}

/// Writes a field. Fields of fixed width take the value as it is.
///
/// # Errors
/// [`Malformed`] for an unknown tag and a value that does not fit.
pub fn write(tag: u8, value: &[u8], out: &mut Vec<u8>) -> Result<(), Malformed> {
    out.push(tag);
    match width(tag).ok_or(Malformed)? {
        Width::Fixed(length) if length == value.len() => {}
        Width::Fixed(_) => return Err(Malformed),
        Width::Digits(places) => write_decimal(value.len(), places, out)?,
        Width::Container => super::tlv::write_length(value.len(), out)?,
    }
    out.extend_from_slice(value);
    Ok(())
}

/// A length in decimal digits, and what follows. The protocol wants `F` before each digit, but not every
/// implementation writes it.
///
/// # Errors
/// [`Malformed`] when a digit is none or too few bytes are there.
pub fn decimal(data: &[u8], places: usize) -> Result<(usize, &[u8]), Malformed> {
    let (digits, rest) = data.split_at_checked(places).ok_or(Malformed)?;
    let mut length = 0;
    for digit in digits {
        if digit & 0xf > 9 {
            return Err(Malformed);
        }
        length = length * 10 + usize::from(digit & 0xf);
    }
    Ok((length, rest))
}

fn write_decimal(length: usize, places: usize, out: &mut Vec<u8>) -> Result<(), Malformed> {
    let text = format!("{length:0places$}");
    if text.len() > places {
        return Err(Malformed);
    }
    out.extend(text.bytes().map(|digit| 0xf0 | (digit - b'0')));
    Ok(())
}

fn width(tag: u8) -> Option<Width> {
    Some(match tag {
        0x01..=0x03 | 0x05 | 0x19 | 0x27 | 0x72..=0x75 | 0x8a | 0x8c | 0xa0 | 0xa1 => {
            Width::Fixed(1)
        }
        0xd0 | 0xd2 | 0xd3 | 0xe0 | 0xe9 | 0xea | 0xf0 | 0xf9..=0xfd => Width::Fixed(1),
        0x0d | 0x0e | 0x17 | 0x3a | 0x49 | 0x87 => Width::Fixed(2),
        0x0b | 0x0c | 0x37 | 0x3d | 0x88 | 0xaa => Width::Fixed(3),
        0x29 | 0x70 | 0x71 => Width::Fixed(4),
        0xba => Width::Fixed(5),
        0x04 => Width::Fixed(6),
        0x3b | 0xeb => Width::Fixed(8),
        0x2a => Width::Fixed(15),
        0x22 | 0x23 | 0x2d | 0x8b | 0xa7 | 0xd1 | 0xe1..=0xe8 | 0xf1..=0xf8 => Width::Digits(2),
        0x24 | 0x2e | 0x3c | 0x60 | 0x9a | 0xaf => Width::Digits(3),
        CONTAINER => Width::Container,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{fields, width, write};
    use crate::devices::payment::zvt::Malformed;

    #[test]
    fn fields_of_all_widths_are_told_apart() {
        let data = [
            0x27, 0x00, 0x8b, 0xf0, 0xf2, b'O', b'K', 0x3c, 0xf0, 0xf0, 0xf1, b'!', 0x06, 0x02,
            0x07, 0x00,
        ];
        let found = fields(&data).unwrap();
        let expected: [(u8, &[u8]); 4] = [
            (0x27, &[0]),
            (0x8b, b"OK"),
            (0x3c, b"!"),
            (0x06, &[0x07, 0x00]),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn lies_about_lengths_are_refused() {
        let lies: [&[u8]; 6] = [
            &[0x04, 0, 0],
            &[0x22, 0xf9, 0xf9, 1],
            &[0x22, 0xf9],
            &[0x22, 0xfa, 0xf0],
            &[0x06, 0x82, 0xff, 0xff],
            &[0x07],
        ];
        for lie in lies {
            assert_eq!(fields(lie), Err(Malformed), "{lie:02x?}");
        }
        let mut out = Vec::new();
        assert_eq!(write(0x04, &[1], &mut out), Err(Malformed));
        assert_eq!(write(0x8b, &[1; 100], &mut out), Err(Malformed));
        assert_eq!(write(0x07, &[], &mut out), Err(Malformed));
    }

    proptest! {
        #[test]
        fn any_bytes_can_be_read_and_what_was_read_can_be_written(
            data in prop::collection::vec(any::<u8>(), 0..60),
        ) {
            let Ok(found) = fields(&data) else { return Ok(()) };
            let mut out = Vec::new();
            for (tag, value) in &found {
                write(*tag, value, &mut out).unwrap();
            }
            prop_assert_eq!(fields(&out).unwrap(), found);
        }

        #[test]
        fn what_is_written_is_read(
            tag in any::<u8>().prop_filter("known", |tag| width(*tag).is_some()),
            value in prop::collection::vec(any::<u8>(), 0..20),
        ) {
            let mut out = Vec::new();
            if write(tag, &value, &mut out).is_ok() {
                prop_assert_eq!(fields(&out).unwrap(), [(tag, &value[..])]);
            }
        }
    }
}
