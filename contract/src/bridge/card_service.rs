//! A case of services with a document that is there already (`card-services`): what is done besides
//! typing. Where it stands is told by the case's answers; see `domain::card_service`.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Secret;

/// What the page may ask for here. Every reply is [`super::Reply::Case`].
///
/// Refused with [`super::Failure::ActOutOfOrder`] when it is not the turn of that, with
/// [`super::Failure::InputOutOfBounds`] `card_service.password` for a word that is no Sperrkennwort.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "card_service", rename_all = "snake_case", deny_unknown_fields)]
pub enum CardServiceRequest {
    /// The document has changed hands now. The companion notes the time.
    Done {
        /// Which case.
        case: Uuid,
    },
    /// The request to block or unblock is made now. With the Sperrkennwort the Sperrsumme is made here;
    /// without, the office takes it from its register (PAuswV § 25(1), (2)). The word is not kept.
    Ask {
        /// Which case.
        case: Uuid,
        /// The Sperrkennwort, if the holder knows it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        password: Option<Secret>,
    },
    /// The clerk goes on without the work at terminal or reader.
    Leave {
        /// Which case.
        case: Uuid,
    },
    /// The work that was left is tried after all.
    Resume {
        /// Which case.
        case: Uuid,
    },
}

impl CardServiceRequest {
    /// Every input that [`super::Failure::InputOutOfBounds`] may name here.
    pub const INPUTS: [&str; 1] = ["card_service.password"];
}
