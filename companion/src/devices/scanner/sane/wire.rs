//! What companion and `scan-host` say to each other through the helper's pipes.
//!
//! A frame is one byte that says what it is, the payload's length in four bytes (little endian), and
//! the payload: a JSON message or raw bytes of the page. Every length has a bound, so that a helper
//! gone mad costs nothing but itself.

use std::io::{self, Write};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::option::{OptionView, Value};
use super::status::Status;

/// Largest message in bytes: the options of the most talkative scanner fit several times.
pub const MESSAGE_LIMIT: usize = 512 * 1024;
/// Most bytes of a page in one frame.
pub const BYTES_LIMIT: usize = 64 * 1024;
/// Bytes before the payload.
pub const HEAD: usize = 5;

const MESSAGE: u8 = b'M';
const BYTES: u8 = b'P';

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
    /// Begins a page. Answer: [`Answer::Page`], bytes, then [`Answer::PageEnd`]; or
    /// [`Answer::Failed`] at any point.
    Start,
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
    /// The page is complete.
    PageEnd,
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
    /// Bytes of the page under way.
    Bytes(&'a [u8]),
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
    if bytes[0] == BYTES {
        return Ok(Some((Frame::Bytes(payload), end)));
    }
    let message = serde_json::from_slice(payload).map_err(|_| WireError::BadMessage)?;
    Ok(Some((Frame::Message(message), end)))
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
        BYTES => BYTES_LIMIT,
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

/// Writes bytes of a page.
///
/// # Errors
/// What the pipe says; `InvalidData` for more than [`BYTES_LIMIT`].
pub fn write_bytes(out: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    write_frame(out, BYTES, bytes, BYTES_LIMIT)
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
        Answer, Ask, BYTES_LIMIT, Frame, HEAD, MESSAGE_LIMIT, WireError, parse, write_bytes,
        write_message,
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
        write_bytes(&mut sent, b"line").unwrap();
        let (frame, length) = parse(&sent).unwrap().unwrap();
        assert_eq!(frame, Frame::Message(ask));
        let (frame, rest) = parse::<Ask>(&sent[length..]).unwrap().unwrap();
        assert_eq!((frame, length + rest), (Frame::Bytes(b"line"), sent.len()));
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
        assert!(write_bytes(&mut Vec::new(), &vec![0; BYTES_LIMIT + 1]).is_err());
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
