//! Signatures on the pad: beside the pen on the screen, the other way to the same signature.
//!
//! The page begins, then it is told by [`super::Event::Pad`] what happens until the signature is there,
//! given up or failed. The person at the pad can clear, finish and give up as well as the clerk.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Failure, SignatureView, Stroke};

/// What the page may ask for here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "pad", rename_all = "snake_case", deny_unknown_fields)]
pub enum PadRequest {
    /// The pad shows what is being signed and takes ink. A signature that is still under way, e.g. of a
    /// page that was reloaded, gives way. Reply: [`super::Reply::Pad`] once the person may write.
    Begin {
        /// Which case.
        case: Uuid,
    },
    /// Wipes what is written. Reply: [`super::Reply::Done`].
    Clear {
        /// Which case.
        case: Uuid,
    },
    /// Takes over what is written. Reply: [`super::Reply::Signature`].
    Accept {
        /// Which case.
        case: Uuid,
    },
    /// Gives up; the pad is empty again. Reply: [`super::Reply::Done`].
    Cancel {
        /// Which case.
        case: Uuid,
    },
}

/// The pad on which a person may write now; in [`super::Reply::Pad`].
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PadView {
    /// Height of the field to write in, where its width is 900.
    pub height: f32,
    /// Whether the pad itself shows what is signed, and buttons.
    pub has_screen: bool,
}

/// What happens on the pad; in [`super::Event::Pad`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PadEvent {
    /// Which case.
    pub case: Uuid,
    /// What.
    pub news: PadNews,
}

/// What happens on the pad.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PadNews {
    /// The pen wrote; at most 25 times a second.
    Ink {
        /// Whether the first of the strokes goes on where the last one told ended.
        continues: bool,
        /// What was added.
        strokes: Vec<Stroke>,
    },
    /// What was written is wiped.
    Cleared,
    /// The signature of the case is there.
    Accepted {
        /// The signature.
        signature: SignatureView,
    },
    /// The person at the pad gave up.
    Canceled,
    /// The person at the pad wanted to finish, but this is no signature yet; writing goes on.
    Refused {
        /// Why.
        failure: Failure,
    },
    /// It is over without a signature.
    Failed {
        /// Why.
        failure: Failure,
    },
}
