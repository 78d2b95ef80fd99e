//! Bulk on its way through one connection, in both directions.

use std::collections::HashMap;
use std::sync::Mutex;

use amtskoffer_contract::bridge::transfer::{MAX_TRANSFER_BYTES, Receiver, Sender, TransferError};
use amtskoffer_contract::bridge::{Chunk, Failure};
use zeroize::Zeroizing;

use crate::lock;

/// Most transfers towards the companion that may be open at once.
const MAX_INCOMING: usize = 2;

/// Transfers from the page.
#[derive(Debug, Default)]
pub struct Incoming {
    open: Mutex<HashMap<u32, Receiver>>,
    last: Mutex<u32>,
}

impl Incoming {
    /// Opens a transfer of `bytes` bytes and gives its number.
    ///
    /// # Errors
    /// [`Failure::TransferTooLarge`], [`Failure::TooManyRequests`].
    pub fn begin(&self, bytes: u32) -> Result<u32, Failure> {
        let too_large = Failure::TransferTooLarge {
            limit: MAX_TRANSFER_BYTES,
        };
        let mut open = lock(&self.open);
        if open.len() >= MAX_INCOMING {
            return Err(Failure::TooManyRequests);
        }
        let receiver = Receiver::new(bytes).map_err(|_| too_large)?;
        let mut last = lock(&self.last);
        *last += 1;
        open.insert(*last, receiver);
        Ok(*last)
    }

    /// Takes a chunk and gives the number to acknowledge; `None` for a transfer that is gone.
    ///
    /// # Errors
    /// [`TransferError`]; the transfer is gone then.
    pub fn take(&self, chunk: &Chunk) -> Result<Option<u32>, TransferError> {
        let mut open = lock(&self.open);
        let Some(receiver) = open.get_mut(&chunk.transfer) else {
            return Ok(None);
        };
        let taken = receiver.take(chunk);
        if taken.is_err() {
            open.remove(&chunk.transfer);
        }
        taken.map(Some)
    }

    /// Ends a transfer and gives its bytes.
    ///
    /// # Errors
    /// [`Failure::TransferBroken`] when it does not exist or is not complete.
    pub fn finish(&self, transfer: u32) -> Result<Zeroizing<Vec<u8>>, Failure> {
        let receiver = lock(&self.open)
            .remove(&transfer)
            .ok_or(Failure::TransferBroken)?;
        receiver
            .into_bytes()
            .map(Zeroizing::new)
            .ok_or(Failure::TransferBroken)
    }
}

/// Transfers to the page. Whoever sends chunks holds the lock around it until they are in the
/// outbox, since they must stay in order.
#[derive(Debug, Default)]
pub struct Outgoing {
    open: HashMap<u32, Sender>,
    last: u32,
}

impl Outgoing {
    /// Opens a transfer and gives its number.
    pub fn begin(&mut self, bytes: Vec<u8>) -> u32 {
        self.last += 1;
        self.open.insert(self.last, Sender::new(self.last, bytes));
        self.last
    }

    /// The chunks that may be sent now.
    pub fn due(&mut self, transfer: u32) -> Vec<Chunk> {
        let Some(sender) = self.open.get_mut(&transfer) else {
            return Vec::new();
        };
        std::iter::from_fn(|| sender.next_chunk()).collect()
    }

    /// Notes what the page has; an unknown transfer is one that has ended.
    ///
    /// # Errors
    /// [`TransferError::AckAhead`].
    pub fn acknowledge(&mut self, transfer: u32, received: u32) -> Result<(), TransferError> {
        let Some(sender) = self.open.get_mut(&transfer) else {
            return Ok(());
        };
        sender.acknowledge(received)?;
        if sender.is_finished() {
            self.open.remove(&transfer);
        }
        Ok(())
    }
}
