//! Live pictures.

use amtskoffer_contract::bridge::{Reply, Request};

use super::{Asked, Blob, Bridge};
use crate::bridge::effect::{Answer, Task};
use crate::bridge::link::Trouble;

impl Bridge {
    /// The next picture of the fingerprint scanner that was not given before; nothing while no finger
    /// is taken.
    pub async fn watch_finger(self) -> Asked<Option<Blob>> {
        match self.begin(Task::Ask(Request::WatchFinger)).answer().await? {
            Answer::Blob { media_type, bytes } => Ok(Some(Blob { media_type, bytes })),
            Answer::Reply(Reply::Done) => Ok(None),
            _ => Err(Trouble::Mismatch),
        }
    }
}
