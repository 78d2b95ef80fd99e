//! Self-tests and the bundle for the IT.

use amtskoffer_contract::bridge::{ReadinessRequest, ReadinessView, Reply, Request, TestSubject};
use amtskoffer_contract::support::SupportBundle;

use super::{Asked, Bridge};

impl Bridge {
    /// Begins self-tests: those named, or all. Results come as events.
    pub async fn test(self, subjects: Vec<TestSubject>) -> Asked<ReadinessView> {
        self.ask(readiness(ReadinessRequest::Run { subjects }), view)
            .await
    }

    /// The self-tests as they stand.
    pub async fn readiness(self) -> Asked<ReadinessView> {
        self.ask(readiness(ReadinessRequest::Report), view).await
    }

    /// Prints one line; gives the number of the job, whose progress comes as events.
    pub async fn print_test_page(self) -> Asked<u32> {
        let pick = |reply| match reply {
            Reply::PrintStarted { job } => Some(job),
            _ => None,
        };
        self.ask(readiness(ReadinessRequest::PrintTestPage), pick)
            .await
    }

    /// What the IT would be sent.
    pub async fn support_bundle(self) -> Asked<SupportBundle> {
        let pick = |reply| match reply {
            Reply::Support(bundle) => Some(*bundle),
            _ => None,
        };
        self.ask(readiness(ReadinessRequest::ShowBundle), pick)
            .await
    }

    /// Sends it; gives its number at the data centre.
    pub async fn send_support_bundle(self) -> Asked<u64> {
        let pick = |reply| match reply {
            Reply::SupportSent { number } => Some(number),
            _ => None,
        };
        self.ask(readiness(ReadinessRequest::SendBundle), pick)
            .await
    }
}

fn readiness(request: ReadinessRequest) -> Request {
    Request::Readiness(request)
}

fn view(reply: Reply) -> Option<ReadinessView> {
    match reply {
        Reply::Readiness(view) => Some(view),
        _ => None,
    }
}
