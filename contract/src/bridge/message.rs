//! The envelopes: what each side may put into a frame.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Event, Failure, Reply, Request};
use crate::VersionRange;

/// Everything that the page may send.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum ToCompanion {
    /// First message.
    Hello(PageHello),
    /// Asks for something; answered by one reply with the same id.
    Request {
        /// Chosen by the page, unique within the connection.
        id: u32,
        /// What is wanted.
        body: Request,
    },
    /// Gives up waiting for a request; what it started is stopped where possible.
    Cancel {
        /// Id of the request.
        id: u32,
    },
    /// A piece of a transfer towards the companion.
    Chunk(Chunk),
    /// Confirms pieces of a transfer towards the page.
    Ack {
        /// Which transfer.
        transfer: u32,
        /// How many chunks have arrived in all.
        received: u32,
    },
}

/// Everything that the companion may send; on the wire `{"reply": {…}}`, as are [`Reply`] and [`Event`]: a
/// tag inside of the object would have to be looked for first, for which the page needs much code.
#[allow(
    clippy::large_enum_variant,
    reason = "one at a time, and short-lived; its size differs by target"
)]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum FromCompanion {
    /// First message; sent as answer to the page's hello.
    Hello(CompanionHello),
    /// The versions of both sides do not meet, or the message was not understood. No more follows.
    Refused {
        /// Why.
        failure: Failure,
    },
    /// Answers one request.
    Reply {
        /// Id of the request.
        id: u32,
        /// What came of it.
        outcome: Outcome,
    },
    /// Something happened.
    Event {
        /// What.
        event: Event,
    },
    /// A piece of a transfer towards the page.
    Chunk(Chunk),
    /// Confirms pieces of a transfer towards the companion.
    Ack {
        /// Which transfer.
        transfer: u32,
        /// How many chunks have arrived in all.
        received: u32,
    },
}

/// Result of a request; on the wire `{"Ok": …}` or `{"Err": …}`.
pub type Outcome = Result<Reply, Failure>;

/// The page introduces itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageHello {
    /// Build of the app.
    pub build: String,
    /// Versions that it speaks.
    pub versions: VersionRange,
}

/// The companion introduces itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompanionHello {
    /// Build of the companion.
    pub build: String,
    /// Versions that it speaks.
    pub versions: VersionRange,
    /// Changes when the companion was started anew: then open cases are gone.
    pub session: Uuid,
}

/// One piece of a transfer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chunk {
    /// Which transfer.
    pub transfer: u32,
    /// Position, from 0.
    pub index: u32,
    /// At most [`crate::frame::CHUNK_BYTES`] bytes in base64.
    pub data: String,
}
