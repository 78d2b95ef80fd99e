//! `04 0F`: what came of a transaction (ZVT chapter 3.2).

use super::text::Charset;
use super::{Malformed, bcd, field};
use crate::devices::payment::{CardTransaction, ResultCode};

/// Reads the fields that matter to us; the others are passed over.
///
/// # Errors
/// [`Malformed`] for fields that cannot be told apart, or a number that is none.
pub fn read(data: &[u8], charset: Charset) -> Result<CardTransaction, Malformed> {
    let mut told = CardTransaction::default();
    let mut day = None;
    let mut time = None;
    for (tag, value) in field::fields(data)? {
        match tag {
            0x04 => told.cents = Some(number(value)?),
            0x0b => told.trace = Some(number(value)?),
            0x0c => time = Some(parts::<3>(value)?),
            0x0d => day = Some(parts::<2>(value)?),
            0x22 => told.card_number = bcd::masked(value),
            0x27 => told.result = ResultCode(value.first().copied().unwrap_or_default()),
            0x29 => told.terminal = bcd::digits(value),
            0x37 => told.reverses = Some(number(value)?).filter(|trace| *trace > 0),
            0x3b => told.authorisation = plain(value, charset),
            0x60 => told.totals = true,
            0x87 => told.receipt = Some(number(value)?),
            0x8b => told.card_name = plain(value, charset),
            _ => {}
        }
    }
    told.at = day
        .zip(time)
        .map(|([month, day], [hour, minute, second])| [month, day, hour, minute, second]);
    Ok(told)
}

fn number<T: TryFrom<u64>>(value: &[u8]) -> Result<T, Malformed> {
    bcd::number(value).ok_or(Malformed)
}

fn parts<const N: usize>(value: &[u8]) -> Result<[u8; N], Malformed> {
    let mut parts = [0; N];
    for (part, byte) in parts.iter_mut().zip(value) {
        *part = number(&[*byte])?;
    }
    Ok(parts)
}

/// Text of a field of fixed width, which is filled up with zeros.
fn plain(value: &[u8], charset: Charset) -> String {
    charset.line(value).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::devices::payment::zvt::text::Charset;
    use crate::devices::payment::{CardTransaction, ResultCode};

    #[test]
    fn the_fields_of_a_reversal_are_read() {
        let data = [
            0x27, 0x00, 0x04, 0, 0, 0, 0, 0x52, 0, 0x0b, 0, 0x09, 0x77, 0x0c, 0x22, 0x55, 0x58,
            0x0d, 0x04, 0x05, 0x37, 0, 0x09, 0x75, 0x87, 0x02, 0x32, 0x29, 0x52, 0x52, 0x35, 0x35,
            0x3b, b'7', b'5', b'0', b'0', b'7', b'1', 0, 0,
        ];
        let told = read(&data, Charset::Cp437).unwrap();
        let expected = CardTransaction {
            result: ResultCode::OK,
            cents: Some(5_200),
            trace: Some(977),
            receipt: Some(232),
            reverses: Some(975),
            terminal: "52523535".to_owned(),
            authorisation: "750071".to_owned(),
            at: Some([4, 5, 22, 55, 58]),
            ..CardTransaction::default()
        };
        assert_eq!(told, expected);
    }

    #[test]
    fn numbers_that_are_none_are_refused() {
        for data in [
            &[0x0b, 0, 0, 0x0a][..],
            &[0x0c, 0xff, 0, 0],
            &[0x04, 0, 0, 0, 0, 0, 0xaa],
        ] {
            assert!(read(data, Charset::Cp437).is_err(), "{data:02x?}");
        }
    }
}
