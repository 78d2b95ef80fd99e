//! What companion and `scan-host` say to each other through the helper's pipes.
//!
//! A frame is one byte that says what it is, the payload's length in four bytes (little endian), and
//! the payload: a JSON message or bytes of one of the page's two pictures. Every length has a bound, so that a helper
//! gone mad costs nothing but itself.

use std::io::{self, Write};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::option::{OptionView, Value};
use super::status::Status;

/// Largest message in bytes: the options of the most talkative scanner fit several times.
pub const MESSAGE_LIMIT: usize = 512 * 1024;
/// Most bytes of a picture in one frame.
pub const BYTES_LIMIT: usize = 64 * 1024;
/// Bytes before the payload.
pub const HEAD: usize = 5;

const MESSAGE: u8 = b'M';
const JPEG: u8 = b'P';
const PREVIEW: u8 = b'S';

/// What the companion wants of the helper.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "ask", rename_all = "snake_case")]
pub enum Ask {
    /// Looks for devices. Answer: [`Answer::Devices`].
    List,
    /// Opens a device. Answer: [`Answer::Options`] or [`Answer::Failed`].
    Open {
        /// Name as SANE has it.
        device: String,
    },
    /// Sets an option. Answer: [`Answer::Options`] or [`Answer::Failed`].
    Set {
        /// Name of the option.
        option: String,
        /// Its value.
        value: Value,
    },
    /// Begins a page. Answer: [`Answer::Page`], again and again bytes of the page and
    /// [`Answer::Lines`], bytes of the small picture, then [`Answer::PageEnd`]; or [`Answer::Failed`] or
    /// [`Answer::Garbled`] at any point.
    Start {
        /// Dots per inch that the file is to name.
        dpi: u16,
    },
    /// Ends the page under way, or tells the device that no further page is wanted. Answer:
    /// [`Answer::Idle`], perhaps after bytes that were on the way.
    Cancel,
}

/// What the helper says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "snake_case")]
pub enum Answer {
    /// Devices that SANE has found.
    Devices {
        /// At most 64.
        devices: Vec<DeviceName>,
    },
    /// The options as they are now.
    Options {
        /// At most 512.
        options: Vec<OptionView>,
        /// After [`Ask::Set`]: the value that the device has really taken.
        taken: Option<Value>,
    },
    /// A page begins.
    Page(Parameters),
    /// So many lines of the page are in the bytes that have come.
    Lines {
        /// Always more than before.
        count: u16,
    },
    /// Both pictures of the page are complete.
    PageEnd,
    /// The device does not stop sending.
    Garbled,
    /// No page is under way.
    Idle,
    /// The device or the library refused.
    Failed {
        /// How.
        status: Status,
    },
}

/// A device as SANE lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceName {
    /// By which it is opened.
    pub name: String,
    /// Maker.
    pub vendor: String,
    /// Model.
    pub model: String,
}

/// What a page will be (SANE standard 4.3.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parameters {
    /// 0 grey, 1 red, green and blue together, 2 to 4 one colour only.
    pub format: i32,
    /// Whether no further frame belongs to the page.
    pub last_frame: bool,
    /// Bytes of one line.
    pub bytes_per_line: i32,
    /// Pixels of one line.
    pub pixels_per_line: i32,
    /// Lines, -1 when the device does not know.
    pub lines: i32,
    /// Bits of one sample.
    pub depth: i32,
}

/// One frame.
#[derive(Clone, Debug, PartialEq)]
pub enum Frame<'a, T> {
    /// A message.
    Message(T),
    /// Bytes of the page under way, a JPEG whose number of lines is not to be believed before its end.
    Jpeg(&'a [u8]),
    /// Bytes of its small picture.
    Preview(&'a [u8]),
}

/// Why bytes are no frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum WireError {
    /// Unknown kind of frame.
    #[error("the helper sent an unknown kind of frame: restart it")]
    UnknownKind,
    /// The announced length is over the limit.
    #[error("the helper announced {0} bytes, more than any frame has: restart it")]
    TooLong(usize),
    /// The message is not of the agreed form.
    #[error("the helper sent a message of another form: install companion and helper together")]
    BadMessage,
}

/// Takes one frame off the front of `bytes`; `None` when it is not complete yet, else with its length.
///
/// # Errors
/// [`WireError`]; nothing after it can be understood.
pub fn parse<T: DeserializeOwned>(
    bytes: &[u8],
) -> Result<Option<(Frame<'_, T>, usize)>, WireError> {
    let Some(end) = whole_length(bytes)? else {
        return Ok(None);
    };
    let payload = bytes.get(HEAD..end).unwrap_or_default();
    let frame = match bytes[0] {
        JPEG => Frame::Jpeg(payload),
        PREVIEW => Frame::Preview(payload),
        _ => Frame::Message(serde_json::from_slice(payload).map_err(|_| WireError::BadMessage)?),
    };
    Ok(Some((frame, end)))
}

/// Length of the frame at the front of `bytes`; `None` when it is not complete yet.
///
/// # Errors
/// [`WireError::UnknownKind`], [`WireError::TooLong`].
pub fn whole_length(bytes: &[u8]) -> Result<Option<usize>, WireError> {
    let Some([kind, length @ ..]) = bytes.first_chunk::<HEAD>() else {
        return Ok(None);
    };
    let limit = match *kind {
        MESSAGE => MESSAGE_LIMIT,
        JPEG | PREVIEW => BYTES_LIMIT,
        _ => return Err(WireError::UnknownKind),
    };
    let length = usize::try_from(u32::from_le_bytes(*length)).unwrap_or(usize::MAX);
    if length > limit {
        return Err(WireError::TooLong(length));
    }
    let end = HEAD + length;
    Ok((bytes.len() >= end).then_some(end))
}

/// Writes a message.
///
/// # Errors
/// What the pipe says; `InvalidData` for a message over [`MESSAGE_LIMIT`].
pub fn write_message(out: &mut impl Write, message: &impl Serialize) -> io::Result<()> {
    let payload = serde_json::to_vec(message)?;
    write_frame(out, MESSAGE, &payload, MESSAGE_LIMIT)
}

/// Writes bytes of a page, in as many frames as it takes.
///
/// # Errors
/// What the pipe says.
pub fn write_jpeg(out: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    let mut pieces = bytes.chunks(BYTES_LIMIT);
    pieces.try_for_each(|piece| write_frame(out, JPEG, piece, BYTES_LIMIT))
}

/// Writes bytes of a small picture, in as many frames as it takes.
///
/// # Errors
/// What the pipe says.
pub fn write_preview(out: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    let mut pieces = bytes.chunks(BYTES_LIMIT);
    pieces.try_for_each(|piece| write_frame(out, PREVIEW, piece, BYTES_LIMIT))
}

fn write_frame(out: &mut impl Write, kind: u8, payload: &[u8], limit: usize) -> io::Result<()> {
    let length = u32::try_from(payload.len()).map_err(|_| io::ErrorKind::InvalidData)?;
    if payload.len() > limit {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let [a, b, c, d] = length.to_le_bytes();
    out.write_all(&[kind, a, b, c, d])?;
    out.write_all(payload)?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::{
        Answer, Ask, BYTES_LIMIT, Frame, HEAD, MESSAGE_LIMIT, WireError, parse, write_jpeg,
        write_message, write_preview,
    };
    use crate::devices::scanner::sane::option::Value;
    use crate::devices::scanner::sane::status::Status;
    use proptest::prelude::*;

    fn head(kind: u8, length: usize) -> Vec<u8> {
        let length = u32::try_from(length).unwrap();
        [&[kind], &length.to_le_bytes()[..]].concat()
    }

    #[test]
    fn what_is_written_is_read() {
        let mut sent = Vec::new();
        let ask = Ask::Set {
            option: "resolution".into(),
            value: Value::Word(300),
        };
        write_message(&mut sent, &ask).unwrap();
        write_preview(&mut sent, b"small").unwrap();
        let (frame, length) = parse(&sent).unwrap().unwrap();
        assert_eq!(frame, Frame::Message(ask));
        let (frame, rest) = parse::<Ask>(&sent[length..]).unwrap().unwrap();
        assert_eq!(
            (frame, length + rest),
            (Frame::Preview(b"small"), sent.len())
        );
    }

    #[test]
    fn a_picture_takes_as_many_frames_as_it_needs() {
        let picture = vec![7; BYTES_LIMIT + 1];
        let mut sent = Vec::new();
        write_jpeg(&mut sent, &picture).unwrap();
        let (frame, length) = parse::<Answer>(&sent).unwrap().unwrap();
        assert_eq!(frame, Frame::Jpeg(&picture[..BYTES_LIMIT]));
        let (frame, _) = parse::<Answer>(&sent[length..]).unwrap().unwrap();
        assert_eq!(frame, Frame::Jpeg(&[7]));
    }

    #[test]
    fn a_frame_that_is_not_complete_is_none_yet() {
        let mut sent = Vec::new();
        let failed = Answer::Failed {
            status: Status::Jammed,
        };
        write_message(&mut sent, &failed).unwrap();
        for length in 0..sent.len() {
            assert_eq!(parse::<Answer>(&sent[..length]), Ok(None), "{length}");
        }
    }

    #[test]
    fn lies_and_nonsense_are_refused() {
        let long = MESSAGE_LIMIT + 1;
        let cases = [
            (head(b'X', 0), WireError::UnknownKind),
            (head(b'M', long), WireError::TooLong(long)),
            (
                head(b'P', BYTES_LIMIT + 1),
                WireError::TooLong(BYTES_LIMIT + 1),
            ),
            (head(b'M', 0), WireError::BadMessage),
        ];
        for (bytes, error) in cases {
            assert_eq!(parse::<Answer>(&bytes), Err(error));
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_frame_an_error_or_not_enough(
            bytes in prop::collection::vec(any::<u8>(), 0..200),
        ) {
            if let Ok(Some((_, length))) = parse::<Answer>(&bytes) {
                prop_assert!((HEAD..=bytes.len()).contains(&length));
            }
        }
    }
}
