//! The bytes of the protocol, as a terminal writes them.

use super::ledger::{Line, What};

/// The terminal's number.
pub const TERMINAL: &str = "52523535";

/// A message: class, instruction, length, data.
pub fn message(class: u8, instruction: u8, data: &[u8]) -> Vec<u8> {
    let mut bytes = vec![class, instruction];
    let [low, high] = two_bytes(data.len());
    if data.len() < 0xff {
        bytes.push(low);
    } else {
        bytes.extend([0xff, low, high]);
    }
    bytes.extend(data);
    bytes
}

/// `80 00`.
pub fn acknowledged() -> Vec<u8> {
    message(0x80, 0x00, &[])
}

/// `84 xx`.
pub fn refused(code: u8) -> Vec<u8> {
    message(0x84, code, &[])
}

/// `04 FF`: where the transaction stands; the second byte is a time-out in minutes.
pub fn progress(status: u8) -> Vec<u8> {
    message(0x04, 0xff, &[status, 0x01])
}

/// `06 1E`.
pub fn aborted(code: u8) -> Vec<u8> {
    message(0x06, 0x1e, &[code])
}

/// `06 0F` after a transaction.
pub fn completed() -> Vec<u8> {
    message(0x06, 0x0f, &[])
}

/// `06 0F` after a registration.
pub fn registered() -> Vec<u8> {
    let mut data = vec![0x19, 0x00, 0x29];
    data.extend(digits(TERMINAL));
    data.extend([0x49, 0x09, 0x78]);
    message(0x06, 0x0f, &data)
}

/// `06 0F` after a status enquiry: version, state, container with the name of the model.
pub fn state(code: u8) -> Vec<u8> {
    let version = b"STAND-IN-1.0";
    let mut data = vec![0xf0, 0xf1, 0xf2];
    data.extend(version);
    data.push(code);
    let mut device = vec![0x1f, 0x40];
    device.extend(tlv_text(b"ZVT-Stand-in"));
    let mut container = vec![0x1f, 0x44, 0x04];
    container.extend(digits(TERMINAL));
    container.push(0xe4);
    container.extend(tlv_text(&device));
    data.push(0x06);
    data.extend(tlv_text(&container));
    message(0x06, 0x0f, &data)
}

/// `04 0F`: what came of a transaction; the code is 0 when all is well.
pub fn status(line: &Line, code: u8, number: [u8; 8]) -> Vec<u8> {
    let mut data = vec![0x27, code, 0x04];
    data.extend(bcd(line.cents, 6));
    data.extend([0x49, 0x09, 0x78, 0x0c, 0x10, 0x15, 0x30, 0x0d, 0x11, 0x22]);
    data.push(0x0b);
    data.extend(bcd(u64::from(line.trace), 3));
    if line.reverses > 0 {
        data.push(0x37);
        data.extend(bcd(u64::from(line.reverses), 3));
    }
    if line.what == What::Closing {
        data.extend([0x60, 0xf0, 0xf5, 0xf3]);
        data.extend([0; 53]);
        return message(0x04, 0x0f, &data);
    }
    data.extend([0x22, 0xf0, 0xf8]);
    data.extend(number);
    data.push(0x87);
    data.extend(bcd(u64::from(line.receipt), 2));
    data.extend([0x19, 0x60, 0x29]);
    data.extend(digits(TERMINAL));
    data.extend([0x3b, b'7', b'5', b'0', b'0', b'7', b'1', 0, 0]);
    data.extend([0x0e, 0x29, 0x12, 0x8a, 0x05, 0x8c, 0x00, 0x8b, 0xf0, 0xf9]);
    data.extend(b"girocard\0");
    data.push(0x2a);
    data.extend(b"804011926      ");
    message(0x04, 0x0f, &data)
}

/// `06 D1`: one line.
pub fn print_line(text: &[u8]) -> Vec<u8> {
    let mut data = vec![0];
    data.extend(text);
    message(0x06, 0xd1, &data)
}

/// `06 D3`: a receipt; kind 1 for the office, 2 for the customer, 3 about the terminal.
pub fn print_block(kind: u8, lines: &[Vec<u8>]) -> Vec<u8> {
    let mut texts = Vec::new();
    for line in lines {
        texts.push(0x07);
        texts.extend(tlv_text(line));
    }
    texts.extend([0x09, 0x01, 0xff]);
    let mut container = vec![0x1f, 0x07, 0x01, kind, 0x25];
    container.extend(tlv_text(&texts));
    let mut data = vec![0x06];
    data.extend(tlv_text(&container));
    message(0x06, 0xd3, &data)
}

/// The six digits after `04` in an authorisation, or the four after `87` in a reversal.
pub fn number_after(tag: u8, data: &[u8], length: usize) -> Option<u64> {
    let begin = data.iter().position(|byte| *byte == tag)? + 1;
    let digits = data.get(begin..begin + length)?;
    digits.iter().try_fold(0, |number, pair| {
        let (tens, ones) = (pair >> 4, pair & 0x0f);
        (tens <= 9 && ones <= 9).then(|| number * 100 + u64::from(tens * 10 + ones))
    })
}

fn digits(text: &str) -> Vec<u8> {
    bcd(text.parse().unwrap_or_default(), text.len() / 2)
}

fn bcd(number: u64, bytes: usize) -> Vec<u8> {
    let text = format!("{number:0width$}", width = bytes * 2);
    let pair = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).unwrap_or_default();
    (0..bytes).map(|byte| pair(byte * 2)).collect()
}

fn tlv_text(value: &[u8]) -> Vec<u8> {
    let [low, high] = two_bytes(value.len());
    let mut bytes = match value.len() {
        0..0x80 => vec![low],
        0x80..=0xff => vec![0x81, low],
        _ => vec![0x82, high, low],
    };
    bytes.extend(value);
    bytes
}

/// A length, low byte first. Nothing that a terminal says is longer.
fn two_bytes(length: usize) -> [u8; 2] {
    u16::try_from(length).unwrap_or(u16::MAX).to_le_bytes()
}

#[cfg(test)]
mod tests {
    use super::{bcd, message, number_after, print_line, tlv_text};

    #[test]
    fn bytes_are_as_the_protocol_has_them() {
        assert_eq!(message(6, 1, &[1, 2]), [6, 1, 2, 1, 2]);
        assert_eq!(message(6, 1, &[0; 300])[..5], [6, 1, 0xff, 0x2c, 0x01]);
        assert_eq!(bcd(5_200, 6), [0, 0, 0, 0, 0x52, 0]);
        assert_eq!(tlv_text(&[0; 200])[..2], [0x81, 200]);
        assert_eq!(tlv_text(&[0; 300])[..3], [0x82, 1, 0x2c]);
        assert_eq!(print_line(b"A"), [0x06, 0xd1, 2, 0, b'A']);
        let order = [0x04, 0, 0, 0, 0, 0x52, 0, 0x49, 0x09, 0x78];
        assert_eq!(number_after(0x04, &order, 6), Some(5_200));
        assert_eq!(number_after(0x87, &order, 2), None);
    }
}
