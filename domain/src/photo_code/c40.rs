//! Text packed three signs into two bytes (C40, ISO/IEC 16022, 5.2.5).

/// The text; nothing if the bytes are none. Fewer than three signs at the end are told by the byte 254,
/// after which one byte stands for itself plus one.
pub(super) fn text(bytes: &[u8]) -> Option<String> {
    const UNLATCH: u8 = 254;
    let mut values = Vec::with_capacity(bytes.len() / 2 * 3);
    let mut tail = None;
    let mut pairs = bytes.chunks(2);
    for pair in &mut pairs {
        match *pair {
            [UNLATCH] => break,
            [UNLATCH, last] => {
                tail = Some(char::from(last.checked_sub(1)?));
                break;
            }
            [high, low] => {
                let packed = (u32::from(high) * 256 + u32::from(low)).checked_sub(1)?;
                values.extend([packed / 1600, packed / 40 % 40, packed % 40]);
            }
            [last] => tail = Some(char::from(last.checked_sub(1)?)),
            _ => return None,
        }
    }
    if pairs.next().is_some() {
        return None;
    }
    let mut text = signs(&values)?;
    text.extend(tail.filter(char::is_ascii));
    Some(text)
}

fn signs(values: &[u32]) -> Option<String> {
    const SHIFT_2: &[u8] = b"!\"#$%&'()*+,-./:;<=>?@[\\]^_";
    let mut text = String::new();
    // Shifts at the end only fill the last three signs up.
    let filled = values
        .iter()
        .rposition(|value| *value != 0)
        .map_or(0, |last| last + 1);
    let mut values = values.get(..filled).unwrap_or_default().iter();
    while let Some(value) = values.next() {
        let sign = match *value {
            0 => match values.next() {
                Some(control) => char::from(u8::try_from(*control).ok().filter(|c| *c < 32)?),
                None => break,
            },
            1 => match values.next() {
                Some(at) => char::from(*SHIFT_2.get(usize::try_from(*at).ok()?)?),
                None => break,
            },
            2 => match values.next() {
                Some(at) => char::from(u8::try_from(*at + 96).ok().filter(u8::is_ascii)?),
                None => break,
            },
            3 => ' ',
            4..=13 => char::from_digit(value - 4, 10)?,
            14..=39 => char::from(b'A' + u8::try_from(value - 14).ok()?),
            _ => return None,
        };
        text.push(sign);
    }
    Some(text)
}
