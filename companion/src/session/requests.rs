//! Which request is answered by what.

use std::sync::Arc;

use amtskoffer_contract::bridge::{Failure, Reply, Request};

use super::{Answer, Session};
use crate::page::Incoming;

impl Session {
    /// Answers one request. May be dropped at any time.
    ///
    /// # Errors
    /// Whatever [`Failure`] fits.
    pub async fn answer(
        self: &Arc<Self>,
        request: Request,
        incoming: &Incoming,
    ) -> Result<Answer, Failure> {
        let reply = match request {
            Request::Ping => Reply::Pong,
            Request::Overview => Reply::Overview(self.overview()),
            Request::BeginVisit { clerk, place } => {
                self.begin_visit(&clerk, &place)?;
                Reply::Overview(self.overview())
            }
            Request::CheckReadiness => {
                self.check_readiness().await;
                Reply::Overview(self.overview())
            }
            Request::BeginTransfer { bytes } => Reply::Transfer {
                transfer: incoming.begin(bytes)?,
            },
            _ => return Err(Failure::Internal),
        };
        Ok(Answer::Reply(reply))
    }

    /// Tests all devices and the line, side by side.
    pub async fn check_readiness(&self) {
        let seen = self.link.look().await;
        self.note_line(seen);
    }
}
