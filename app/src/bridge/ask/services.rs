//! Services with the card: reader, change terminal, official eID client.

use amtskoffer_contract::bridge::{
    CardDone, CardOutcome, CardRequest, CardServiceRequest, CardView, CaseView, EidRequest,
    EidView, Reply, Request, Secret, TerminalAct, TerminalRequest, TerminalView,
};
use uuid::Uuid;

use super::{Asked, Bridge};

impl Bridge {
    /// Reader and card, asked anew.
    pub async fn card(self) -> Asked<CardView> {
        let pick = |reply| match reply {
            Reply::Card(view) => Some(view),
            _ => None,
        };
        self.ask(Request::Card(CardRequest::Look), pick).await
    }

    /// An act of the holder with the card in the reader.
    pub async fn card_act(self, request: CardRequest) -> Asked<CardDone> {
        let pick = |reply| match reply {
            Reply::CardDone(done) => Some(done),
            _ => None,
        };
        self.ask(Request::Card(request), pick).await
    }

    /// The eID client's reader and card.
    pub async fn eid(self) -> Asked<EidView> {
        let pick = |reply| match reply {
            Reply::Eid(view) => Some(view),
            _ => None,
        };
        self.ask(Request::Eid(EidRequest::Look), pick).await
    }

    /// A PIN change with the eID client.
    pub async fn eid_act(self, request: EidRequest) -> Asked<CardOutcome> {
        let pick = |reply| match reply {
            Reply::EidDone { outcome } => Some(outcome),
            _ => None,
        };
        self.ask(Request::Eid(request), pick).await
    }

    /// The change terminal and what it does.
    pub async fn terminal(self) -> Asked<TerminalView> {
        self.at_terminal(TerminalRequest::Look).await
    }

    /// Shows the chip's data at the change terminal: all that may be done there without a case. Its
    /// progress comes as events.
    pub async fn show_chip(self, identity_checked: bool) -> Asked<TerminalView> {
        let request = TerminalRequest::Begin {
            act: TerminalAct::ShowData,
            identity_checked,
        };
        self.at_terminal(request).await
    }

    /// Begins the work of a case at the change terminal. Its progress comes as events.
    pub async fn begin_card_work(self, case: Uuid) -> Asked<TerminalView> {
        self.at_terminal(TerminalRequest::BeginFor { case }).await
    }

    /// The document of a case has changed hands now.
    pub async fn card_work_done(self, case: Uuid) -> Asked<CaseView> {
        self.of_card_service(CardServiceRequest::Done { case })
            .await
    }

    /// The card of a case is to be blocked or unblocked.
    pub async fn ask_for_block(self, case: Uuid, password: Option<Secret>) -> Asked<CaseView> {
        self.of_card_service(CardServiceRequest::Ask { case, password })
            .await
    }

    /// Goes on without the work of a case.
    pub async fn leave_card_work(self, case: Uuid) -> Asked<CaseView> {
        self.of_card_service(CardServiceRequest::Leave { case })
            .await
    }

    /// Tries the work of a case after all.
    pub async fn resume_card_work(self, case: Uuid) -> Asked<CaseView> {
        self.of_card_service(CardServiceRequest::Resume { case })
            .await
    }

    async fn of_card_service(self, request: CardServiceRequest) -> Asked<CaseView> {
        let pick = |reply| match reply {
            Reply::Case(case) => Some(*case),
            _ => None,
        };
        self.ask(Request::CardService(request), pick).await
    }

    /// Stops the act at the change terminal.
    pub async fn stop_at_terminal(self) -> Asked<TerminalView> {
        self.at_terminal(TerminalRequest::Cancel).await
    }

    /// Wipes the result of the last act.
    pub async fn close_at_terminal(self) -> Asked<TerminalView> {
        self.at_terminal(TerminalRequest::Close).await
    }

    async fn at_terminal(self, request: TerminalRequest) -> Asked<TerminalView> {
        let pick = |reply| match reply {
            Reply::Terminal(view) => Some(*view),
            _ => None,
        };
        self.ask(Request::Terminal(request), pick).await
    }
}
