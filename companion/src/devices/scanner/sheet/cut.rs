//! Shortens a JPEG whose rows of blocks end with restart marks (ITU-T T.81, B.1 and B.2).

const START_OF_FRAME: u8 = 0xC0;
const START_OF_SCAN: u8 = 0xDA;
const END_OF_IMAGE: [u8; 2] = [0xFF, 0xD9];

/// Cuts a baseline JPEG with one scan and one restart mark after each row of blocks to `height` lines.
/// `None` when the file is none.
pub fn to_height(jpeg: &mut Vec<u8>, height: u16, block: u16) -> Option<()> {
    let (frame, scan) = segments(jpeg)?;
    let rows = usize::from(height.div_ceil(block));
    if let Some(end) = end_of_row(jpeg.get(scan..)?, rows)? {
        jpeg.truncate(scan + end);
        jpeg.extend_from_slice(&END_OF_IMAGE);
    }
    // Length, sample precision, then the number of lines.
    jpeg.get_mut(frame + 3..frame + 5)?
        .copy_from_slice(&height.to_be_bytes());
    Some(())
}

/// Where the frame's header (behind its marker) and the compressed data begin.
fn segments(jpeg: &[u8]) -> Option<(usize, usize)> {
    let (mut at, mut frame) = (2, None);
    loop {
        let [0xFF, marker, high, low] = *jpeg.get(at..)?.first_chunk()? else {
            return None;
        };
        let next = at + 2 + usize::from(u16::from_be_bytes([high, low]));
        match marker {
            START_OF_FRAME => frame = Some(at + 2),
            START_OF_SCAN => return Some((frame?, next)),
            _ => {}
        }
        at = next;
    }
}

/// Where the compressed data of so many rows end: at the restart mark that follows them, or nowhere to be
/// cut when there are no further rows. `None` for fewer rows. In the data a byte FF is always followed by
/// 00 unless it begins a mark.
fn end_of_row(data: &[u8], rows: usize) -> Option<Option<usize>> {
    let is_mark = |(_, pair): &(usize, &[u8])| pair[0] == 0xFF && (0xD0..=0xD7).contains(&pair[1]);
    let mut marks = data.windows(2).enumerate().filter(is_mark);
    let before = rows.checked_sub(1)?;
    let passed = marks.by_ref().take(before).count();
    (passed == before).then(|| marks.next().map(|(at, _)| at))
}

#[cfg(test)]
mod tests {
    use super::to_height;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_no_jpeg_is_left(
            bytes in prop::collection::vec(prop_oneof![any::<u8>(), Just(0xFF), Just(0xD8)], 0..200),
        ) {
            let mut bytes = bytes;
            let before = bytes.len();
            if to_height(&mut bytes, 8, 8).is_none() {
                prop_assert_eq!(bytes.len(), before);
            }
        }
    }
}
