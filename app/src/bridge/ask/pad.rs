//! Signatures on the pad.

use amtskoffer_contract::bridge::{PadRequest, PadView, Reply, Request, SignatureView};
use uuid::Uuid;

use super::{Asked, Bridge, done};

impl Bridge {
    /// Lets a person sign on the pad; what happens comes as events.
    pub async fn begin_on_pad(self, case: Uuid) -> Asked<PadView> {
        let pick = |reply| match reply {
            Reply::Pad(view) => Some(view),
            _ => None,
        };
        self.ask(Request::Pad(PadRequest::Begin { case }), pick)
            .await
    }

    /// Wipes what is written on the pad.
    pub async fn clear_pad(self, case: Uuid) -> Asked<()> {
        self.ask(Request::Pad(PadRequest::Clear { case }), done)
            .await
    }

    /// Takes over what is written on the pad.
    pub async fn accept_pad(self, case: Uuid) -> Asked<SignatureView> {
        let pick = |reply| match reply {
            Reply::Signature(signature) => Some(signature),
            _ => None,
        };
        self.ask(Request::Pad(PadRequest::Accept { case }), pick)
            .await
    }

    /// Gives the pad back.
    pub async fn cancel_pad(self, case: Uuid) -> Asked<()> {
        self.ask(Request::Pad(PadRequest::Cancel { case }), done)
            .await
    }
}
