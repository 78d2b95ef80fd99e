//! Services with the card: reader, change terminal, official eID client.

use amtskoffer_contract::bridge::{
    AddressSource, CardDone, CardOutcome, CardRequest, CardView, EidRequest, EidView, Reply,
    Request, TerminalAct, TerminalRequest, TerminalView,
};

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

    /// Begins an act at the change terminal. Its progress comes as events.
    pub async fn begin_at_terminal(
        self,
        act: TerminalAct,
        identity_checked: bool,
        address: Option<AddressSource>,
    ) -> Asked<TerminalView> {
        let request = TerminalRequest::Begin {
            act,
            identity_checked,
            address,
        };
        self.at_terminal(request).await
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
