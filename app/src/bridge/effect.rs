//! What goes in and out of the core.

use amtskoffer_contract::bridge::{Event, Reply, Request, ToCompanion};

use super::link::Trouble;

/// What the shell is to do.
#[derive(Debug, PartialEq)]
pub enum Effect {
    /// Put a message on the port.
    Send(ToCompanion),
    /// Close the port.
    Close,
    /// Connect after a pause in milliseconds.
    ConnectAfter(u32),
    /// Call [`super::core::Core::hello_overdue`] with this number after [`super::core::HELLO_MS`].
    AwaitHello(u32),
    /// Finish the future of a request.
    Settle(u32, Result<Answer, Trouble>),
    /// Tell the pages.
    Tell(Event),
}

/// What a request comes to.
#[allow(clippy::large_enum_variant, reason = "one at a time, and short-lived")]
#[derive(Debug, PartialEq)]
pub enum Answer {
    /// A reply.
    Reply(Reply),
    /// The companion has all bytes of this transfer.
    Sent(u32),
    /// A picture.
    Blob {
        /// Media type.
        media_type: String,
        /// The bytes.
        bytes: Vec<u8>,
    },
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Task {
    /// One request.
    Ask(Request),
    /// Bring bytes to the companion.
    Upload(Vec<u8>),
}
