//! Clerks: each ceremony is begun by the companion, answered by a passkey and finished by the companion.

use amtskoffer_contract::bridge::{CaseView, ClerkRequest, Desk, Reply, Request};
use amtskoffer_contract::clerks::{Ceremony, Clerk, Token};
use uuid::Uuid;

use super::{Asked, Bridge, case};
use crate::passkey;

impl Bridge {
    /// A clerk signs in, or unlocks the screen.
    pub async fn sign_in(self) -> Asked<Desk> {
        let begun = self.ceremony(ClerkRequest::BeginSignIn).await?;
        let credential = passkey::get(&begun).await?;
        let ceremony = begun.ceremony;
        let finish = ClerkRequest::FinishSignIn {
            ceremony,
            credential,
        };
        self.ask(Request::Clerk(finish), desk).await
    }

    /// A new clerk makes her passkey known.
    pub async fn enrol(self, token: Token) -> Asked<Clerk> {
        let begun = self.ceremony(ClerkRequest::BeginEnrolment { token });
        let begun = begun.await?;
        let credential = passkey::create(&begun).await?;
        let ceremony = begun.ceremony;
        let finish = ClerkRequest::FinishEnrolment {
            ceremony,
            credential,
        };
        let pick = |reply| match reply {
            Reply::Enrolled(clerk) => Some(clerk),
            _ => None,
        };
        self.ask(Request::Clerk(finish), pick).await
    }

    /// Locks the screen.
    pub async fn lock(self) -> Asked<Desk> {
        self.ask(Request::Clerk(ClerkRequest::Lock), desk).await
    }

    /// A clerk leaves.
    pub async fn sign_out(self, clerk: Uuid) -> Asked<Desk> {
        let leave = ClerkRequest::SignOut { clerk };
        self.ask(Request::Clerk(leave), desk).await
    }

    /// A second clerk approves a case.
    pub async fn approve(self, id: Uuid) -> Asked<CaseView> {
        let begun = self.ceremony(ClerkRequest::BeginApproval { case: id });
        let begun = begun.await?;
        let credential = passkey::get(&begun).await?;
        let finish = ClerkRequest::FinishApproval {
            case: id,
            ceremony: begun.ceremony,
            credential,
        };
        self.ask(Request::Clerk(finish), case).await
    }

    /// Makes a frozen case a draft again.
    pub async fn reopen(self, id: Uuid) -> Asked<CaseView> {
        let reopen = ClerkRequest::Reopen { case: id };
        self.ask(Request::Clerk(reopen), case).await
    }

    async fn ceremony(self, request: ClerkRequest) -> Asked<Ceremony> {
        let pick = |reply| match reply {
            Reply::Ceremony(ceremony) => Some(ceremony),
            _ => None,
        };
        self.ask(Request::Clerk(request), pick).await
    }
}

fn desk(reply: Reply) -> Option<Desk> {
    match reply {
        Reply::Desk(desk) => Some(desk),
        _ => None,
    }
}
