//! The visit as a whole: what was done, what is parked, what was confirmed.

use amtskoffer_contract::bridge::{CasePlace, HistoryRequest, HistoryView, Reply, Request};
use uuid::Uuid;

use super::{Asked, Bridge};

impl Bridge {
    /// What was done.
    pub async fn history(self) -> Asked<HistoryView> {
        self.ask(Request::History(HistoryRequest::List), history)
            .await
    }

    /// Puts a case aside.
    pub async fn park(self, case: Uuid, place: CasePlace) -> Asked<HistoryView> {
        let park = HistoryRequest::Park { case, place };
        self.ask(Request::History(park), history).await
    }

    /// The person says that what was shown is right.
    pub async fn confirm(self, case: Uuid, version: String) -> Asked<HistoryView> {
        let confirm = HistoryRequest::Confirm { case, version };
        self.ask(Request::History(confirm), history).await
    }
}

fn history(reply: Reply) -> Option<HistoryView> {
    match reply {
        Reply::History(view) => Some(view),
        _ => None,
    }
}
