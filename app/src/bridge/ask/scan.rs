//! Scanning documents.

use amtskoffer_contract::bridge::{
    CaseView, Handle, Reply, Request, ScanRequest, ScanSettings, ScanTarget, ScannerView,
};
use uuid::Uuid;

use super::{Asked, Bridge, case, done};

impl Bridge {
    /// What the scanner can do, and its run.
    pub async fn scanner(self) -> Asked<ScannerView> {
        let pick = |reply| match reply {
            Reply::Scanner(view) => Some(view),
            _ => None,
        };
        self.ask(Request::Scan(ScanRequest::Look), pick).await
    }

    /// Begins a run; its progress comes as events.
    pub async fn begin_scan(
        self,
        case: Uuid,
        target: ScanTarget,
        settings: ScanSettings,
    ) -> Asked<()> {
        let begin = ScanRequest::Begin {
            case,
            target,
            settings,
        };
        self.ask(Request::Scan(begin), done).await
    }

    /// Ends the run under way.
    pub async fn cancel_scan(self) -> Asked<()> {
        self.ask(Request::Scan(ScanRequest::Cancel), done).await
    }

    /// Takes a page out.
    pub async fn drop_page(self, id: Uuid, page: Handle) -> Asked<CaseView> {
        let drop_page = ScanRequest::DropPage { case: id, page };
        self.ask(Request::Scan(drop_page), case).await
    }

    /// Takes a document out.
    pub async fn drop_document(self, id: Uuid, document: u32) -> Asked<CaseView> {
        let drop_document = ScanRequest::DropDocument { case: id, document };
        self.ask(Request::Scan(drop_document), case).await
    }
}
