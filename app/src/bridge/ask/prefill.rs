//! What is read instead of typed.

use amtskoffer_contract::bridge::{MrzView, PhotoView, PrefillRequest, Reply, Request};
use uuid::Uuid;

use super::{Asked, Bridge, photo};

impl Bridge {
    /// Reads a machine readable zone that was typed.
    pub async fn read_mrz(self, text: String, case: Option<Uuid>) -> Asked<MrzView> {
        let request = PrefillRequest::ReadMrz { text, case };
        self.ask(Request::Prefill(request), mrz).await
    }

    /// Looks for a machine readable zone in a camera picture.
    pub async fn see_mrz(self, jpeg: Vec<u8>, case: Option<Uuid>) -> Asked<MrzView> {
        let transfer = self.upload(jpeg).await?;
        let request = PrefillRequest::SeeMrz { transfer, case };
        self.ask(Request::Prefill(request), mrz).await
    }

    /// Fetches the photo of a case by the code in a camera picture.
    pub async fn fetch_photo(self, jpeg: Vec<u8>, case: Uuid) -> Asked<PhotoView> {
        let transfer = self.upload(jpeg).await?;
        let request = PrefillRequest::FetchPhoto { case, transfer };
        self.ask(Request::Prefill(request), photo).await
    }
}

fn mrz(reply: Reply) -> Option<MrzView> {
    match reply {
        Reply::Mrz(view) => Some(view),
        _ => None,
    }
}
