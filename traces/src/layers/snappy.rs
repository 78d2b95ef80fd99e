//! Snappy's block form, as `LevelDB` uses it: a length, then pieces that are new or repeat what was.

/// Unpacks as far as it makes sense, to at most `most` bytes.
pub fn unpack(data: &[u8], most: usize) -> Vec<u8> {
    let mut out = Vec::new();
    let Some((length, used)) = varint(data) else {
        return out;
    };
    let length = usize::try_from(length).map_or(most, |length| length.min(most));
    let mut rest = &data[used..];
    while out.len() < length {
        let Some(next) = piece(rest, &mut out) else {
            break;
        };
        rest = next;
    }
    out
}

/// A number in pieces of seven bits, lowest first, and how many bytes it took.
pub fn varint(data: &[u8]) -> Option<(u64, usize)> {
    let mut number = 0;
    for (at, byte) in data.iter().take(5).enumerate() {
        number |= u64::from(byte & 0x7f) << (7 * at);
        if byte & 0x80 == 0 {
            return Some((number, at + 1));
        }
    }
    None
}

fn piece<'a>(data: &'a [u8], out: &mut Vec<u8>) -> Option<&'a [u8]> {
    let (tag, rest) = data.split_first()?;
    let (length, distance, rest) = match tag & 3 {
        0 => return new_bytes(usize::from(tag >> 2), rest, out),
        1 => {
            let low = usize::from(*rest.first()?);
            let high = usize::from(tag >> 5) << 8;
            (usize::from((tag >> 2) & 7) + 4, high | low, &rest[1..])
        }
        2 => (
            usize::from(tag >> 2) + 1,
            little(rest.get(..2)?),
            &rest[2..],
        ),
        _ => (
            usize::from(tag >> 2) + 1,
            little(rest.get(..4)?),
            &rest[4..],
        ),
    };
    let from = out.len().checked_sub(distance).filter(|_| distance > 0)?;
    for at in from..from + length {
        out.push(out[at]);
    }
    Some(rest)
}

/// Up to 60 bytes are counted in the tag itself, more in the one to four bytes behind it.
fn new_bytes<'a>(count: usize, rest: &'a [u8], out: &mut Vec<u8>) -> Option<&'a [u8]> {
    let wide = count.saturating_sub(59);
    let length = if wide == 0 {
        count
    } else {
        little(rest.get(..wide)?)
    };
    let rest = &rest[wide..];
    let there = rest.len().min(length.saturating_add(1));
    out.extend_from_slice(&rest[..there]);
    Some(&rest[there..]).filter(|_| there > 0)
}

fn little(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .rev()
        .fold(0, |number, byte| number << 8 | usize::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::unpack;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_reads_what_another_library_writes(text in "[ab]{0,400}[a-z]{0,200}") {
            let packed = snap::raw::Encoder::new().compress_vec(text.as_bytes()).unwrap();
            prop_assert_eq!(unpack(&packed, 1 << 20), text.as_bytes());
        }

        #[test]
        fn a_cut_block_gives_its_beginning(text in "[a-z]{80,200}", left in 10usize..60) {
            let packed = snap::raw::Encoder::new().compress_vec(text.as_bytes()).unwrap();
            let begun = unpack(&packed[..left], 1 << 20);
            prop_assert!(!begun.is_empty() && text.as_bytes().starts_with(&begun));
        }
    }
}
