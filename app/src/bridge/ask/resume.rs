//! Cases that were begun before the companion was started anew.

use amtskoffer_contract::bridge::{CaseView, OpenCaseView, Reply, Request, ResumeRequest};
use uuid::Uuid;

use super::{Asked, Bridge, case};

impl Bridge {
    /// Which there are.
    pub async fn open_cases(self) -> Asked<Vec<OpenCaseView>> {
        self.ask(Request::Resume(ResumeRequest::List), open_cases)
            .await
    }

    /// Goes on with one.
    pub async fn take_up(self, id: Uuid) -> Asked<CaseView> {
        let take = ResumeRequest::Take { case: id };
        self.ask(Request::Resume(take), case).await
    }

    /// Throws one away; gives those that are left.
    pub async fn discard_begun(self, id: Uuid) -> Asked<Vec<OpenCaseView>> {
        let discard = ResumeRequest::Discard { case: id };
        self.ask(Request::Resume(discard), open_cases).await
    }
}

fn open_cases(reply: Reply) -> Option<Vec<OpenCaseView>> {
    match reply {
        Reply::OpenCases(cases) => Some(cases),
        _ => None,
    }
}
