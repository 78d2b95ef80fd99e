//! What the terminal wants printed: `06 D1`, one line, and `06 D3`, a block (ZVT chapters 3.5, 3.6).

use super::text::Charset;
use super::{Malformed, field, tlv};
use crate::devices::payment::{MAX_LINES, Printed, ReceiptKind};

/// An attribute that means: so many empty lines.
const FEED: u8 = 0xff;

/// Bits of an attribute: the text stands in the middle.
const CENTRED: u8 = 0x40;

/// Characters in a line of paper.
const WIDTH: usize = 40;

/// Most empty lines in a row that are kept.
const MAX_FEED: u8 = 5;

/// Reads a single line.
///
/// # Errors
/// [`Malformed`] without an attribute.
pub fn line(data: &[u8], charset: Charset) -> Result<Printed, Malformed> {
    let (attribute, text) = data.split_first().ok_or(Malformed)?;
    let lines = match *attribute {
        FEED => {
            let count = text.first().copied().unwrap_or(1).min(MAX_FEED);
            vec![String::new(); usize::from(count)]
        }
        attribute => {
            let text = charset.line(text);
            let is_centred = attribute & 0xc0 == CENTRED;
            vec![if is_centred { centred(&text) } else { text }]
        }
    };
    Ok(Printed {
        receipt: ReceiptKind::Unmarked,
        lines,
    })
}

/// Reads a block.
///
/// # Errors
/// [`Malformed`] for lengths that lie.
pub fn block(data: &[u8], charset: Charset) -> Result<Printed, Malformed> {
    let mut printed = Printed {
        receipt: ReceiptKind::Unmarked,
        lines: Vec::new(),
    };
    for (tag, container) in field::fields(data)? {
        if tag != field::CONTAINER {
            continue;
        }
        let items = tlv::items(container)?;
        if let Some([kind, ..]) = tlv::find(&items, 0x1f07) {
            printed.receipt = receipt_kind(*kind);
        }
        let Some(texts) = tlv::find(&items, 0x25) else {
            continue;
        };
        let texts = tlv::items(texts)?;
        let lines = texts.iter().filter(|(tag, _)| *tag == 0x07);
        let lines = lines.map(|(_, text)| charset.line(text));
        printed.lines.extend(lines.take(MAX_LINES));
    }
    printed.lines.truncate(MAX_LINES);
    Ok(printed)
}

fn receipt_kind(number: u8) -> ReceiptKind {
    match number {
        1 => ReceiptKind::Merchant,
        2 => ReceiptKind::Customer,
        3 => ReceiptKind::Administration,
        _ => ReceiptKind::Unmarked,
    }
}

fn centred(text: &str) -> String {
    let free = WIDTH.saturating_sub(text.chars().count());
    format!("{:indent$}{text}", "", indent = free / 2)
}

#[cfg(test)]
mod tests {
    use super::{block, line};
    use crate::devices::payment::zvt::text::Charset;
    use crate::devices::payment::{MAX_LINES, ReceiptKind};

    fn lines(data: &[u8]) -> Vec<String> {
        line(data, Charset::Cp437).unwrap().lines
    }

    #[test]
    fn attributes_move_a_line_or_feed_paper() {
        assert_eq!(lines(b"\x00Hallo"), ["Hallo"]);
        assert_eq!(lines(b"\x40Hallo")[0].find('H'), Some(17));
        assert_eq!(lines(&[0xff, 2]), ["", ""]);
        assert_eq!(lines(&[0xff, 200]).len(), 5);
        assert_eq!(lines(&[0x80]), [""]);
        assert!(line(&[], Charset::Cp437).is_err());
    }

    #[test]
    fn a_block_has_a_kind_and_lines() {
        let data = [
            0x06, 0x0e, 0x1f, 0x07, 0x01, 0x02, 0x25, 0x08, 0x07, 0x01, b'A', 0x07, 0x00, 0x09,
            0x01, 0xff,
        ];
        let printed = block(&data, Charset::Cp437).unwrap();
        assert_eq!(printed.receipt, ReceiptKind::Customer);
        assert_eq!(printed.lines, ["A", ""]);
    }

    #[test]
    fn no_block_has_more_lines_than_a_receipt() {
        let texts = [0x07, 0x00].repeat(1_000);
        let mut container = vec![0x25, 0x82, 0x07, 0xd0];
        container.extend(texts);
        let mut data = vec![0x06, 0x82, 0x07, 0xd4];
        data.extend(container);
        let printed = block(&data, Charset::Cp437).unwrap();
        assert_eq!(printed.lines.len(), MAX_LINES);
    }
}
