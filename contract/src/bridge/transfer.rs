//! Bulk in pieces, with back-pressure: at most [`WINDOW`] chunks are under way unconfirmed.
//! Pure: neither side here does any I/O.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use thiserror::Error;

use super::Chunk;
use crate::frame::CHUNK_BYTES;

/// Chunks that may be under way without an acknowledgement.
pub const WINDOW: u32 = 4;

/// Largest transfer in bytes: a camera's largest JPEG with room to spare.
pub const MAX_TRANSFER_BYTES: u32 = 24 * 1024 * 1024;

/// Why a transfer broke. The sender must begin a new one; nothing else is lost.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum TransferError {
    /// A chunk came out of order.
    #[error("expected chunk {expected}, got {got}: begin the transfer anew")]
    OutOfOrder {
        /// Expected position.
        expected: u32,
        /// Position that came.
        got: u32,
    },
    /// A chunk is not base64 or longer than a chunk may be.
    #[error("chunk {index} is not valid: begin the transfer anew")]
    BadChunk {
        /// Its position.
        index: u32,
    },
    /// More bytes came than were announced.
    #[error("more than the announced {announced} bytes: begin the transfer anew")]
    TooMuch {
        /// Bytes announced.
        announced: u32,
    },
    /// The announced length is over [`MAX_TRANSFER_BYTES`].
    #[error("{announced} bytes are over the limit of {MAX_TRANSFER_BYTES}: send a smaller picture")]
    OverLimit {
        /// Bytes announced.
        announced: u32,
    },
    /// More was acknowledged than was sent.
    #[error("acknowledgement of {received} chunks, but only {sent} were sent: begin anew")]
    AckAhead {
        /// Chunks acknowledged.
        received: u32,
        /// Chunks sent.
        sent: u32,
    },
}

/// The sending side.
#[derive(Debug)]
pub struct Sender {
    transfer: u32,
    bytes: Vec<u8>,
    sent: u32,
    acknowledged: u32,
}

impl Sender {
    /// Begins a transfer under a number that is unique for this direction.
    pub fn new(transfer: u32, bytes: Vec<u8>) -> Self {
        Self {
            transfer,
            bytes,
            sent: 0,
            acknowledged: 0,
        }
    }

    /// The next chunk, or `None` while the window is full or everything is under way.
    pub fn next_chunk(&mut self) -> Option<Chunk> {
        if self.sent - self.acknowledged >= WINDOW {
            return None;
        }
        let piece = self.bytes.chunks(CHUNK_BYTES).nth(self.sent as usize)?;
        let chunk = Chunk {
            transfer: self.transfer,
            index: self.sent,
            data: STANDARD.encode(piece),
        };
        self.sent += 1;
        Some(chunk)
    }

    /// Notes how many chunks the other side has in all.
    ///
    /// # Errors
    /// [`TransferError::AckAhead`] when that is more than were sent.
    pub fn acknowledge(&mut self, received: u32) -> Result<(), TransferError> {
        if received > self.sent {
            return Err(TransferError::AckAhead {
                received,
                sent: self.sent,
            });
        }
        self.acknowledged = self.acknowledged.max(received);
        Ok(())
    }

    /// Whether the other side has everything.
    pub fn is_finished(&self) -> bool {
        self.acknowledged as usize == self.bytes.len().div_ceil(CHUNK_BYTES)
    }
}

/// The receiving side.
#[derive(Debug)]
pub struct Receiver {
    announced: u32,
    bytes: Vec<u8>,
    received: u32,
}

impl Receiver {
    /// Expects `announced` bytes.
    ///
    /// # Errors
    /// [`TransferError::OverLimit`]; no memory is taken then.
    pub fn new(announced: u32) -> Result<Self, TransferError> {
        if announced > MAX_TRANSFER_BYTES {
            return Err(TransferError::OverLimit { announced });
        }
        Ok(Self {
            announced,
            bytes: Vec::with_capacity(announced as usize),
            received: 0,
        })
    }

    /// Takes the next chunk and gives the number to acknowledge.
    ///
    /// # Errors
    /// Any of [`TransferError`] but `OverLimit` and `AckAhead`; the transfer is then useless.
    pub fn take(&mut self, chunk: &Chunk) -> Result<u32, TransferError> {
        if chunk.index != self.received {
            return Err(TransferError::OutOfOrder {
                expected: self.received,
                got: chunk.index,
            });
        }
        let bad = TransferError::BadChunk { index: chunk.index };
        if chunk.data.len() > CHUNK_BYTES.div_ceil(3) * 4 {
            return Err(bad);
        }
        let Ok(piece) = STANDARD.decode(&chunk.data) else {
            return Err(bad);
        };
        if piece.is_empty() || piece.len() > CHUNK_BYTES {
            return Err(bad);
        }
        if self.bytes.len() + piece.len() > self.announced as usize {
            return Err(TransferError::TooMuch {
                announced: self.announced,
            });
        }
        self.bytes.extend_from_slice(&piece);
        self.received += 1;
        Ok(self.received)
    }

    /// Whether all announced bytes are here.
    pub fn is_complete(&self) -> bool {
        self.bytes.len() == self.announced as usize
    }

    /// The bytes, once complete.
    pub fn into_bytes(self) -> Option<Vec<u8>> {
        self.is_complete().then_some(self.bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_TRANSFER_BYTES, Receiver, Sender, TransferError, WINDOW};
    use crate::bridge::Chunk;
    use crate::frame::{CHUNK_BYTES, TO_BROWSER_LIMIT};
    use proptest::prelude::*;

    fn chunk(index: u32, data: &str) -> Chunk {
        Chunk {
            transfer: 1,
            index,
            data: data.to_owned(),
        }
    }

    #[test]
    fn the_window_holds_the_sender_back() {
        let mut sender = Sender::new(1, vec![7; CHUNK_BYTES * 6]);
        let first: Vec<_> = std::iter::from_fn(|| sender.next_chunk()).collect();
        assert_eq!(first.len(), WINDOW as usize);
        sender.acknowledge(1).expect("one was sent");
        assert_eq!(sender.next_chunk().map(|chunk| chunk.index), Some(WINDOW));
        assert_eq!(sender.next_chunk(), None);
    }

    #[test]
    fn acknowledging_what_was_not_sent_is_an_error() {
        let mut sender = Sender::new(1, vec![0; 10]);
        assert_eq!(
            sender.acknowledge(1),
            Err(TransferError::AckAhead {
                received: 1,
                sent: 0
            })
        );
    }

    #[test]
    fn every_fault_of_a_chunk_is_told_apart() {
        let over = MAX_TRANSFER_BYTES + 1;
        assert_eq!(
            Receiver::new(over).expect_err("over the limit"),
            TransferError::OverLimit { announced: over }
        );
        let mut receiver = Receiver::new(3).expect("small");
        assert_eq!(
            receiver.take(&chunk(1, "AAAA")),
            Err(TransferError::OutOfOrder {
                expected: 0,
                got: 1
            })
        );
        assert_eq!(
            receiver.take(&chunk(0, "?")),
            Err(TransferError::BadChunk { index: 0 })
        );
        assert_eq!(
            receiver.take(&chunk(0, "")),
            Err(TransferError::BadChunk { index: 0 })
        );
        assert_eq!(
            receiver.take(&chunk(0, "AAAAAAAA")),
            Err(TransferError::TooMuch { announced: 3 })
        );
        assert_eq!(receiver.take(&chunk(0, "AAAA")), Ok(1));
        assert!(receiver.is_complete());
    }

    #[test]
    fn a_full_chunk_in_its_envelope_fits_the_browser() {
        let mut sender = Sender::new(u32::MAX, vec![0xff; CHUNK_BYTES]);
        let chunk = sender.next_chunk().expect("one chunk");
        let wire = serde_json::to_vec(&chunk).expect("plain data");
        assert!(wire.len() < TO_BROWSER_LIMIT / 8);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn bytes_arrive_whatever_the_acks(length in 0_usize..CHUNK_BYTES * 5, every in 1_u32..4) {
            let bytes: Vec<u8> = (0..length).map(|at| u8::try_from(at % 251).expect("< 251")).collect();
            let mut sender = Sender::new(9, bytes.clone());
            let mut receiver =
                Receiver::new(u32::try_from(length).expect("small")).expect("small");
            let mut last = 0;
            while !sender.is_finished() {
                while let Some(chunk) = sender.next_chunk() {
                    last = receiver.take(&chunk).expect("in order");
                    if last % every == 0 {
                        sender.acknowledge(last).expect("was sent");
                    }
                }
                sender.acknowledge(last).expect("was sent");
            }
            prop_assert_eq!(receiver.into_bytes(), Some(bytes));
        }

        #[test]
        fn any_chunk_never_panics(index in 0_u32..3, data in ".{0,40}") {
            let mut receiver = Receiver::new(20).expect("small");
            let _ = receiver.take(&chunk(index, &data));
        }
    }
}
