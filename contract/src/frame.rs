//! Frames of the browser's native messaging: a 32-bit length in native byte order (here always
//! little-endian), then that many bytes of UTF-8 JSON.
//!
//! Source: Chromium's native messaging documentation; the limits were measured: one byte more than
//! 1 MiB towards the browser closes the port and loses everything in flight.

use thiserror::Error;

/// Largest message that the browser accepts from the native side, in bytes.
pub const TO_BROWSER_LIMIT: usize = 1024 * 1024;

/// Largest message that the companion accepts from the browser, in bytes. The browser would send
/// up to 64 MiB; nothing of ours is near this limit, since bulk goes in chunks of [`CHUNK_BYTES`].
pub const FROM_BROWSER_LIMIT: usize = 1024 * 1024;

/// Raw bytes of one bulk chunk before base64. Measured as the fastest size in both directions.
pub const CHUNK_BYTES: usize = 64 * 1024;

const HEADER: usize = 4;

/// Why a stream of frames cannot be read on.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum FrameError {
    /// The announced length is over the limit: the other side is not our peer or is broken.
    /// Close the connection; the page reconnects by itself.
    #[error("frame of {announced} bytes is over the limit of {limit}: close and reconnect")]
    TooLong {
        /// Length in the header.
        announced: usize,
        /// Limit in force.
        limit: usize,
    },
}

/// Puts the header before a message.
///
/// # Errors
/// [`FrameError::TooLong`] when the message is over [`TO_BROWSER_LIMIT`].
pub fn frame(message: &[u8]) -> Result<Vec<u8>, FrameError> {
    let announced = message.len();
    let length = u32::try_from(announced)
        .ok()
        .filter(|_| announced <= TO_BROWSER_LIMIT);
    let Some(length) = length else {
        return Err(FrameError::TooLong {
            announced,
            limit: TO_BROWSER_LIMIT,
        });
    };
    let mut framed = Vec::with_capacity(HEADER + announced);
    framed.extend_from_slice(&length.to_le_bytes());
    framed.extend_from_slice(message);
    Ok(framed)
}

/// Collects bytes as they come and hands out whole messages.
#[derive(Debug)]
pub struct Deframer {
    buffer: Vec<u8>,
    limit: usize,
}

impl Deframer {
    /// A deframer that refuses messages over `limit` bytes.
    pub fn new(limit: usize) -> Self {
        Self {
            buffer: Vec::new(),
            limit,
        }
    }

    /// Takes the next bytes of the stream, in any portions.
    pub fn push(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// The next whole message, or `None` when more bytes are needed.
    ///
    /// # Errors
    /// [`FrameError::TooLong`] as soon as the header announces too much; no memory is taken for it.
    pub fn next_message(&mut self) -> Result<Option<Vec<u8>>, FrameError> {
        let Some((header, rest)) = self.buffer.split_first_chunk::<HEADER>() else {
            return Ok(None);
        };
        let announced = u32::from_le_bytes(*header) as usize;
        if announced > self.limit {
            return Err(FrameError::TooLong {
                announced,
                limit: self.limit,
            });
        }
        if rest.len() < announced {
            return Ok(None);
        }
        let remainder = self.buffer.split_off(HEADER + announced);
        let mut message = std::mem::replace(&mut self.buffer, remainder);
        message.drain(..HEADER);
        Ok(Some(message))
    }

    /// Whether the stream ended inside a message.
    pub fn is_mid_message(&self) -> bool {
        !self.buffer.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::{Deframer, FROM_BROWSER_LIMIT, FrameError, TO_BROWSER_LIMIT, frame};
    use proptest::prelude::*;

    fn read_all(deframer: &mut Deframer) -> Vec<Vec<u8>> {
        std::iter::from_fn(|| deframer.next_message().expect("within limits")).collect()
    }

    #[test]
    fn a_message_at_the_limit_passes_and_one_byte_more_is_refused() {
        assert!(frame(&vec![b' '; TO_BROWSER_LIMIT]).is_ok());
        let refused = frame(&vec![b' '; TO_BROWSER_LIMIT + 1]);
        assert_eq!(
            refused,
            Err(FrameError::TooLong {
                announced: TO_BROWSER_LIMIT + 1,
                limit: TO_BROWSER_LIMIT
            })
        );
    }

    #[test]
    fn an_over_long_header_is_refused_before_its_bytes_arrive() {
        let mut deframer = Deframer::new(FROM_BROWSER_LIMIT);
        deframer.push(&u32::MAX.to_le_bytes());
        assert!(matches!(
            deframer.next_message(),
            Err(FrameError::TooLong { .. })
        ));
    }

    #[test]
    fn an_unfinished_message_is_noticed() {
        let mut deframer = Deframer::new(64);
        deframer.push(&frame(b"{\"a\":1}").expect("short")[..6]);
        assert_eq!(deframer.next_message(), Ok(None));
        assert!(deframer.is_mid_message());
    }

    proptest! {
        #[test]
        fn messages_survive_any_cutting(
            messages in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..300), 0..6),
            step in 1_usize..40,
        ) {
            let stream: Vec<u8> =
                messages.iter().flat_map(|message| frame(message).expect("short")).collect();
            let mut deframer = Deframer::new(FROM_BROWSER_LIMIT);
            let mut seen = Vec::new();
            for piece in stream.chunks(step) {
                deframer.push(piece);
                seen.extend(read_all(&mut deframer));
            }
            prop_assert_eq!(seen, messages);
            prop_assert!(!deframer.is_mid_message());
        }

        #[test]
        fn any_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let mut deframer = Deframer::new(100);
            deframer.push(&bytes);
            while let Ok(Some(_)) = deframer.next_message() {}
        }
    }
}
