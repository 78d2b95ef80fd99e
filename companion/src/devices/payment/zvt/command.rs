//! What we send to the terminal (ZVT chapter 2).

use super::apdu::Apdu;
use super::{Malformed, bcd, field, tlv};

/// The terminal may be told `06 D3`: whole blocks of text instead of single lines.
const TEXT_BLOCK: [u8; 2] = [0x06, 0xd3];

/// List of permitted commands, and one command in it (ZVT chapter 9.4.1).
const PERMITTED: u16 = 0x26;
const COMMAND: u16 = 0x0a;

/// Euro (ISO 4217).
const EURO: u64 = 978;

/// How we register: we print payments (bit 1) and administration (bit 2), want to be told how a
/// transaction stands (bit 3), are the only one to start payments (bit 4), and get the receipts as
/// text (bit 7). ZVT chapter 2.1.
const CONFIGURATION: u8 = 0b1001_1110;

/// Longest amount in cents; it has 12 digits.
pub const MAX_CENTS: i64 = 999_999_999_999;

/// Six digits that a terminal asks for before it lets itself be ruled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Password(pub [u8; 3]);

impl Password {
    /// Reads six digits.
    pub fn parse(text: &str) -> Option<Self> {
        let is_number = text.len() == 6 && text.bytes().all(|digit| digit.is_ascii_digit());
        if !is_number {
            return None;
        }
        let mut bytes = Vec::with_capacity(3);
        bcd::write(text.parse().ok()?, 3, &mut bytes);
        bytes.try_into().ok().map(Self)
    }
}

/// `80 00`: we have understood.
pub fn acknowledge() -> Apdu {
    Apdu::new([0x80, 0x00], Vec::new())
}

/// `06 00`: registers us at the terminal.
///
/// # Errors
/// Never with these values; a field that does not fit would be one.
pub fn register(password: Password) -> Result<Apdu, Malformed> {
    let mut permitted = Vec::new();
    tlv::write(COMMAND, &TEXT_BLOCK, &mut permitted)?;
    let mut container = Vec::new();
    tlv::write(PERMITTED, &permitted, &mut container)?;
    let mut data = password.0.to_vec();
    data.push(CONFIGURATION);
    bcd::write(EURO, 2, &mut data);
    field::write(field::CONTAINER, &container, &mut data)?;
    Ok(Apdu::new([0x06, 0x00], data))
}

/// `06 01`: takes money from a card.
///
/// # Errors
/// [`Malformed`] for an amount that is not positive or over [`MAX_CENTS`].
pub fn authorise(cents: i64) -> Result<Apdu, Malformed> {
    let mut data = Vec::new();
    field::write(0x04, &amount(cents)?, &mut data)?;
    field::write(0x49, &currency(), &mut data)?;
    Ok(Apdu::new([0x06, 0x01], data))
}

/// `06 30`: gives back what was taken with this receipt number.
///
/// # Errors
/// [`Malformed`] for an amount as in [`authorise`] or a receipt number of more than four digits.
pub fn reverse(password: Password, receipt: u32, cents: i64) -> Result<Apdu, Malformed> {
    if receipt > 9_999 {
        return Err(Malformed);
    }
    let mut number = Vec::new();
    bcd::write(u64::from(receipt), 2, &mut number);
    let mut data = password.0.to_vec();
    field::write(0x87, &number, &mut data)?;
    field::write(0x04, &amount(cents)?, &mut data)?;
    field::write(0x49, &currency(), &mut data)?;
    Ok(Apdu::new([0x06, 0x30], data))
}

/// `06 20`: repeats the last receipt.
pub fn repeat_receipt(password: Password) -> Apdu {
    Apdu::new([0x06, 0x20], password.0.to_vec())
}

/// `06 50`: closes the day.
pub fn end_of_day(password: Password) -> Apdu {
    Apdu::new([0x06, 0x50], password.0.to_vec())
}

/// `06 70`: lets the terminal test its way to the bank.
pub fn diagnosis() -> Apdu {
    Apdu::new([0x06, 0x70], Vec::new())
}

/// `06 B0`: asks the terminal to give up what it does.
pub fn abort() -> Apdu {
    Apdu::new([0x06, 0xb0], Vec::new())
}

/// `05 01`: asks how the terminal is.
pub fn status_enquiry(password: Password) -> Apdu {
    Apdu::new([0x05, 0x01], password.0.to_vec())
}

fn amount(cents: i64) -> Result<Vec<u8>, Malformed> {
    if !(1..=MAX_CENTS).contains(&cents) {
        return Err(Malformed);
    }
    let mut bytes = Vec::new();
    bcd::write(cents.unsigned_abs(), 6, &mut bytes);
    Ok(bytes)
}

fn currency() -> Vec<u8> {
    let mut bytes = Vec::new();
    bcd::write(EURO, 2, &mut bytes);
    bytes
}

#[cfg(test)]
mod tests {
    use super::{MAX_CENTS, Password, authorise, register, repeat_receipt, reverse};

    #[test]
    fn a_password_is_six_digits() {
        assert_eq!(
            Password::parse("012345"),
            Some(Password([0x01, 0x23, 0x45]))
        );
        for wrong in ["", "12345", "1234567", "12345a", "١٢٣"] {
            assert_eq!(Password::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn commands_have_their_bytes() {
        let password = Password::parse("000000").unwrap();
        assert_eq!(
            authorise(5_200).unwrap().encode(),
            [0x06, 0x01, 10, 0x04, 0, 0, 0, 0, 0x52, 0, 0x49, 0x09, 0x78]
        );
        assert_eq!(
            register(password).unwrap().encode(),
            [
                0x06, 0x00, 14, 0, 0, 0, 0x9e, 0x09, 0x78, 0x06, 0x06, 0x26, 0x04, 0x0a, 0x02,
                0x06, 0xd3
            ]
        );
        assert_eq!(
            reverse(password, 231, 5_200).unwrap().encode(),
            [
                0x06, 0x30, 16, 0, 0, 0, 0x87, 0x02, 0x31, 0x04, 0, 0, 0, 0, 0x52, 0, 0x49, 0x09,
                0x78
            ]
        );
        assert_eq!(repeat_receipt(password).encode(), [0x06, 0x20, 3, 0, 0, 0]);
    }

    #[test]
    fn sums_that_are_none_are_refused() {
        for cents in [0, -1, MAX_CENTS + 1, i64::MIN] {
            assert!(authorise(cents).is_err(), "{cents}");
        }
        assert!(reverse(Password([0; 3]), 10_000, 1).is_err());
    }
}
