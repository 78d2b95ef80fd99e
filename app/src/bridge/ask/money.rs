//! Several cases paid together, and the cash desk.

use amtskoffer_contract::bridge::{
    BasketView, MoneyRequest, MoneyView, PaymentView, PaymentWork, Reply, Request,
};
use uuid::Uuid;

use super::{Asked, Bridge};

impl Bridge {
    /// Asks about the cash desk; gives how it stands then.
    pub async fn money(self, request: MoneyRequest) -> Asked<MoneyView> {
        let pick = |reply| match reply {
            Reply::Money(view) => Some(*view),
            _ => None,
        };
        self.ask(Request::Money(request), pick).await
    }

    /// What cases cost together.
    pub async fn reckon(self, cases: Vec<Uuid>) -> Asked<BasketView> {
        let pick = |reply| match reply {
            Reply::Basket(view) => Some(view),
            _ => None,
        };
        let request = Request::Money(MoneyRequest::Reckon { cases });
        self.ask(request, pick).await
    }

    /// Takes the sum of cases from one card; how it goes on comes as events.
    pub async fn charge_together(self, cases: Vec<Uuid>) -> Asked<Option<PaymentWork>> {
        let pick = |reply| match reply {
            Reply::Payment(PaymentView { work }) => Some(work),
            _ => None,
        };
        let request = Request::Money(MoneyRequest::Charge { cases });
        self.ask(request, pick).await
    }

    /// Prints the last closing; gives the number of the job.
    pub async fn print_closing(self) -> Asked<u32> {
        let pick = |reply| match reply {
            Reply::PrintStarted { job } => Some(job),
            _ => None,
        };
        self.ask(Request::Money(MoneyRequest::Print), pick).await
    }
}
