//! Payments by card.

use amtskoffer_contract::bridge::{
    JournalNumbers, PaymentRequest, PaymentView, PaymentWork, Reply, Request,
};
use amtskoffer_contract::ingest::FeeEntry;
use uuid::Uuid;

use super::{Asked, Bridge, done};

impl Bridge {
    /// What the payment terminal does or did last.
    pub async fn payment(self) -> Asked<Option<PaymentWork>> {
        self.pay(PaymentRequest::Look).await
    }

    /// Takes the sum of a bill from a card; how it goes on comes as events.
    pub async fn charge(self, case: Uuid, fee: Vec<FeeEntry>) -> Asked<Option<PaymentWork>> {
        self.pay(PaymentRequest::Charge { case, fee }).await
    }

    /// Gives a card payment back.
    pub async fn reverse(self, case: Uuid, reason: String) -> Asked<Option<PaymentWork>> {
        self.pay(PaymentRequest::Reverse { case, reason }).await
    }

    /// Closes the terminal's day.
    pub async fn close_day(self) -> Asked<Option<PaymentWork>> {
        self.pay(PaymentRequest::CloseDay).await
    }

    /// Asks the terminal to give up what it does.
    pub async fn give_up_payment(self) -> Asked<()> {
        self.ask(Request::Payment(PaymentRequest::GiveUp), done)
            .await
    }

    /// Asks the terminal once more what came of it.
    pub async fn ask_payment_again(self) -> Asked<()> {
        self.ask(Request::Payment(PaymentRequest::AskAgain), done)
            .await
    }

    /// Tells what the clerk found in the terminal's journal.
    pub async fn settle_payment(self, found: Option<JournalNumbers>) -> Asked<()> {
        self.ask(Request::Payment(PaymentRequest::Settle { found }), done)
            .await
    }

    async fn pay(self, request: PaymentRequest) -> Asked<Option<PaymentWork>> {
        let pick = |reply| match reply {
            Reply::Payment(PaymentView { work }) => Some(work),
            _ => None,
        };
        self.ask(Request::Payment(request), pick).await
    }
}
