//! Transfers under way, in both directions. Pure.

use std::collections::BTreeMap;

use amtskoffer_contract::bridge::transfer::{Receiver, Sender};
use amtskoffer_contract::bridge::{Chunk, ToCompanion};

/// All transfers of one connection.
#[derive(Debug, Default)]
pub struct Bulk {
    outgoing: BTreeMap<u32, Outgoing>,
    incoming: BTreeMap<u32, Incoming>,
}

#[derive(Debug)]
struct Outgoing {
    request: u32,
    sender: Sender,
}

#[derive(Debug)]
struct Incoming {
    request: u32,
    media_type: String,
    receiver: Receiver,
}

/// What came of a message.
#[derive(Debug, PartialEq, Eq)]
pub enum Progress {
    /// Nothing is finished yet.
    GoesOn,
    /// The companion has all bytes.
    Sent {
        /// The request that the transfer belongs to.
        request: u32,
        /// Number of the transfer.
        transfer: u32,
    },
    /// All bytes are here.
    Received {
        /// The request that the transfer belongs to.
        request: u32,
        /// Media type.
        media_type: String,
        /// The bytes.
        bytes: Vec<u8>,
    },
    /// The transfer went out of step.
    Broken {
        /// The request that the transfer belongs to.
        request: u32,
    },
}

impl Bulk {
    /// Begins sending; gives the first chunks.
    pub fn send(&mut self, request: u32, transfer: u32, bytes: Vec<u8>) -> Vec<ToCompanion> {
        let mut sender = Sender::new(transfer, bytes);
        let chunks = ready_chunks(&mut sender);
        self.outgoing.insert(transfer, Outgoing { request, sender });
        chunks
    }

    /// Expects bytes; false if more are announced than may come.
    pub fn expect(&mut self, request: u32, transfer: u32, bytes: u32, media_type: String) -> bool {
        let Ok(receiver) = Receiver::new(bytes) else {
            return false;
        };
        self.incoming.insert(
            transfer,
            Incoming {
                request,
                media_type,
                receiver,
            },
        );
        true
    }

    /// The companion has so many chunks; gives the next ones.
    pub fn acknowledged(&mut self, transfer: u32, received: u32) -> (Vec<ToCompanion>, Progress) {
        let Some(outgoing) = self.outgoing.get_mut(&transfer) else {
            return (Vec::new(), Progress::GoesOn);
        };
        let request = outgoing.request;
        if outgoing.sender.acknowledge(received).is_err() {
            self.outgoing.remove(&transfer);
            return (Vec::new(), Progress::Broken { request });
        }
        if outgoing.sender.is_finished() {
            self.outgoing.remove(&transfer);
            return (Vec::new(), Progress::Sent { request, transfer });
        }
        (ready_chunks(&mut outgoing.sender), Progress::GoesOn)
    }

    /// A chunk has come; gives the acknowledgement.
    pub fn take(&mut self, chunk: &Chunk) -> (Option<ToCompanion>, Progress) {
        let transfer = chunk.transfer;
        let Some(incoming) = self.incoming.get_mut(&transfer) else {
            return (None, Progress::GoesOn);
        };
        let Ok(received) = incoming.receiver.take(chunk) else {
            let request = incoming.request;
            self.incoming.remove(&transfer);
            return (None, Progress::Broken { request });
        };
        let progress = self.finished(transfer).unwrap_or(Progress::GoesOn);
        (Some(ToCompanion::Ack { transfer, received }), progress)
    }

    /// Forgets all that belongs to a request.
    pub fn forget(&mut self, request: u32) {
        self.outgoing
            .retain(|_, outgoing| outgoing.request != request);
        self.incoming
            .retain(|_, incoming| incoming.request != request);
    }

    fn finished(&mut self, transfer: u32) -> Option<Progress> {
        if !self.incoming.get(&transfer)?.receiver.is_complete() {
            return None;
        }
        let Incoming {
            request,
            media_type,
            receiver,
        } = self.incoming.remove(&transfer)?;
        let bytes = receiver.into_bytes()?;
        Some(Progress::Received {
            request,
            media_type,
            bytes,
        })
    }
}

fn ready_chunks(sender: &mut Sender) -> Vec<ToCompanion> {
    std::iter::from_fn(|| sender.next_chunk())
        .map(ToCompanion::Chunk)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Bulk, Progress};
    use amtskoffer_contract::bridge::transfer::{MAX_TRANSFER_BYTES, Sender, WINDOW};
    use amtskoffer_contract::bridge::{Chunk, ToCompanion};
    use amtskoffer_contract::frame::CHUNK_BYTES;

    #[test]
    fn sending_goes_on_as_far_as_it_is_acknowledged() {
        let mut bulk = Bulk::default();
        let first = bulk.send(3, 1, vec![1; CHUNK_BYTES * 5]);
        assert_eq!(first.len(), WINDOW as usize);
        let (next, progress) = bulk.acknowledged(1, 2);
        assert_eq!((next.len(), progress), (1, Progress::GoesOn));
        let (none, progress) = bulk.acknowledged(1, 5);
        assert!(none.is_empty());
        assert_eq!(
            progress,
            Progress::Sent {
                request: 3,
                transfer: 1
            }
        );
    }

    #[test]
    fn an_acknowledgement_ahead_of_the_chunks_breaks_the_transfer() {
        let mut bulk = Bulk::default();
        bulk.send(3, 1, vec![1; 10]);
        assert_eq!(bulk.acknowledged(1, 2).1, Progress::Broken { request: 3 });
        assert_eq!(
            bulk.acknowledged(1, 1).1,
            Progress::GoesOn,
            "it is forgotten"
        );
    }

    #[test]
    fn a_picture_arrives_and_every_chunk_is_acknowledged() {
        let bytes = vec![9; CHUNK_BYTES + 7];
        let mut sender = Sender::new(4, bytes.clone());
        let mut bulk = Bulk::default();
        let length = u32::try_from(bytes.len()).expect("small");
        assert!(bulk.expect(8, 4, length, "image/jpeg".to_owned()));
        let chunk = sender.next_chunk().expect("first");
        let (ack, progress) = bulk.take(&chunk);
        assert_eq!(
            ack,
            Some(ToCompanion::Ack {
                transfer: 4,
                received: 1
            })
        );
        assert_eq!(progress, Progress::GoesOn);
        let chunk = sender.next_chunk().expect("second");
        let (_, progress) = bulk.take(&chunk);
        let media_type = "image/jpeg".to_owned();
        assert_eq!(
            progress,
            Progress::Received {
                request: 8,
                media_type,
                bytes
            }
        );
    }

    #[test]
    fn a_corrupt_chunk_breaks_the_transfer() {
        let mut bulk = Bulk::default();
        assert!(bulk.expect(8, 4, 3, String::new()));
        let chunk = Chunk {
            transfer: 4,
            index: 0,
            data: "not base64!".to_owned(),
        };
        assert_eq!(bulk.take(&chunk), (None, Progress::Broken { request: 8 }));
    }

    #[test]
    fn too_much_is_refused_before_it_comes() {
        assert!(!Bulk::default().expect(8, 4, MAX_TRANSFER_BYTES + 1, String::new()));
    }

    #[test]
    fn what_belongs_to_no_request_is_passed_over() {
        let mut bulk = Bulk::default();
        bulk.send(3, 1, vec![1; 10]);
        bulk.forget(3);
        assert_eq!(bulk.acknowledged(1, 1), (Vec::new(), Progress::GoesOn));
    }
}
