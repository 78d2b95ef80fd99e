//! What stands before the compressed data of a baseline JPEG (ITU-T T.81, B.1 and B.2).

const START: [u8; 2] = [0xFF, 0xD8];
const END: [u8; 2] = [0xFF, 0xD9];
const START_OF_FRAME: u8 = 0xC0;
const START_OF_SCAN: u8 = 0xDA;

/// Where the parts of a JPEG are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Places {
    /// The frame's header, behind its marker: length, sample precision, lines, pixels, components.
    pub frame: usize,
    /// The marker of the scan's header.
    pub scan: usize,
    /// The compressed data.
    pub data: usize,
}

/// What a frame's header says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Lines.
    pub height: u16,
    /// Pixels of a line.
    pub width: u16,
    /// Samples of a pixel.
    pub channels: usize,
}

/// Finds the parts of a baseline JPEG with 8 bits a sample; `None` for anything else.
pub fn places(jpeg: &[u8]) -> Option<Places> {
    if !jpeg.starts_with(&START) {
        return None;
    }
    let (mut at, mut frame) = (START.len(), None);
    loop {
        let [0xFF, marker, high, low] = *jpeg.get(at..)?.first_chunk()? else {
            return None;
        };
        let next = at + 2 + usize::from(u16::from_be_bytes([high, low]));
        match marker {
            START_OF_FRAME => frame = Some(at + 2),
            START_OF_SCAN if jpeg.len() >= next => {
                return Some(Places {
                    frame: frame?,
                    scan: at,
                    data: next,
                });
            }
            _ => {}
        }
        at = next;
    }
}

/// What a whole JPEG says of itself; `None` when it is none or has no end.
pub fn frame(jpeg: &[u8]) -> Option<Frame> {
    let places = places(jpeg)?;
    let [_, _, 8, h1, h0, w1, w0, channels] = *jpeg.get(places.frame..)?.first_chunk()? else {
        return None;
    };
    jpeg[places.data..].ends_with(&END).then(|| Frame {
        height: u16::from_be_bytes([h1, h0]),
        width: u16::from_be_bytes([w1, w0]),
        channels: channels.into(),
    })
}

/// Writes the number of lines into a JPEG's frame, wherever the file is long enough for it.
pub fn set_height(jpeg: &mut [u8], places: Places, height: u16) -> Option<()> {
    jpeg.get_mut(places.frame + 3..places.frame + 5)?
        .copy_from_slice(&height.to_be_bytes());
    Some(())
}

/// Makes a JPEG whose number of lines was not known before say so; `None`, with the bytes as they were,
/// when it is not of that width and so many samples a pixel.
pub fn complete(jpeg: &mut [u8], width: u16, channels: usize, height: u16) -> Option<()> {
    let frame = frame(jpeg)?;
    if (frame.width, frame.channels) != (width, channels) {
        return None;
    }
    let places = places(jpeg)?;
    set_height(jpeg, places, height)
}

#[cfg(test)]
mod tests {
    use super::{Frame, complete, frame, places, set_height};
    use crate::captures::picture::{grey_jpeg, rgb_jpeg};
    use proptest::prelude::*;

    #[test]
    fn a_picture_says_what_it_is() {
        let colour = rgb_jpeg(&[7; 5 * 4 * 3], 5, 4, 80).unwrap();
        let says = |height, channels| Frame {
            height,
            width: 5,
            channels,
        };
        assert_eq!(frame(&colour), Some(says(4, 3)));
        let grey = grey_jpeg(&[7; 5 * 4], 5, 4, 80).unwrap();
        assert_eq!(frame(&grey), Some(says(4, 1)));
        assert_eq!(frame(&grey[..grey.len() - 1]), None, "no end");
        assert!(places(&grey[..grey.len() - 1]).is_some());
    }

    #[test]
    fn only_the_announced_picture_is_completed() {
        let mut jpeg = grey_jpeg(&[7; 5 * 4], 5, 4, 80).unwrap();
        let before = jpeg.clone();
        assert_eq!(complete(&mut jpeg, 6, 1, 3), None);
        assert_eq!(complete(&mut jpeg, 5, 3, 3), None);
        assert!(jpeg == before);
        assert_eq!(complete(&mut jpeg, 5, 1, 3), Some(()));
        assert_eq!(frame(&jpeg).unwrap().height, 3);
    }

    proptest! {
        #[test]
        fn what_is_no_jpeg_is_left(
            bytes in prop::collection::vec(
                prop_oneof![any::<u8>(), Just(0xFF), Just(0xD8), Just(0xC0), Just(0xDA), Just(0)], 0..200,
            ),
        ) {
            let mut bytes = [&[0xFF, 0xD8][..], &bytes].concat();
            let before = bytes.clone();
            if complete(&mut bytes, 8, 1, 8).is_none() {
                prop_assert_eq!(&bytes, &before);
            }
            if let Some(places) = places(&bytes) {
                prop_assert!(places.frame < places.scan && places.data <= bytes.len());
                let _ = set_height(&mut bytes, places, 1);
            }
        }
    }
}
