//! Which request is answered by what.

use std::sync::Arc;

use amtskoffer_contract::bridge::{ClerkRequest, Failure, Reply, Request};

use super::clerks::{Presence, admit};
use super::{Answer, Session};
use crate::page::Incoming;

impl Session {
    /// Answers one request, if that may be now. May be dropped at any time.
    ///
    /// # Errors
    /// Whatever [`Failure`] fits.
    pub async fn answer(
        self: &Arc<Self>,
        request: Request,
        incoming: &Incoming,
    ) -> Result<Answer, Failure> {
        admit(self.presence(), &request)?;
        let is_open = admit(Presence::Nobody, &request).is_ok();
        let leaves = matches!(request, Request::Clerk(ClerkRequest::SignOut { .. }));
        let answer = self.carry_out(request, incoming).await;
        if is_open || leaves {
            return answer;
        }
        if matches!(answer, Err(Failure::NotSignedIn)) {
            self.session_ended();
            return answer;
        }
        // Locked meanwhile: what was asked for before is not shown now.
        match self.presence() {
            Presence::AtWork => answer,
            Presence::Nobody => Err(Failure::NotSignedIn),
            Presence::Locked => Err(Failure::DeskLocked),
        }
    }

    fn presence(&self) -> Presence {
        self.state().clerks.presence()
    }

    async fn carry_out(
        self: &Arc<Self>,
        request: Request,
        incoming: &Incoming,
    ) -> Result<Answer, Failure> {
        let reply = match request {
            Request::Ping => Reply::Pong,
            Request::Overview => Reply::Overview(self.overview()),
            Request::BeginVisit { place } => {
                self.begin_visit(&place)?;
                Reply::Overview(self.overview())
            }
            Request::Search(request) => Reply::Hits(self.search(request).await?),
            Request::OpenRecord(request) => Reply::Person(self.open_record(request).await?),
            Request::OpenNewcomer { service, purpose } => {
                Reply::Case(self.open_newcomer(&service, &purpose)?)
            }
            Request::OpenCase { service, record } => {
                Reply::Case(self.open_case(&service, &record)?)
            }
            Request::GetCase { case } => Reply::Case(self.get_case(case)?),
            Request::SaveAnswers {
                case,
                answers,
                finished,
            } => Reply::Case(self.save_answers(case, answers, finished)?),
            Request::CloseCase { case, discard } => {
                self.close_case(case, discard)?;
                Reply::Done
            }
            Request::BeginTransfer { bytes } => Reply::Transfer {
                transfer: incoming.begin(bytes)?,
            },
            Request::TakePhoto {
                case,
                transfer,
                eyes,
            } => Reply::Photo(self.take_photo(case, transfer, eyes, incoming).await?),
            Request::AdjustPhoto { case, eyes } => {
                Reply::Photo(self.adjust_photo(case, eyes).await?)
            }
            Request::CaptureFinger { case, finger } => {
                Reply::Fingers(self.capture_finger(case, finger).await?)
            }
            Request::WatchFinger => return self.watch_finger().await,
            Request::MarkFingerMissing {
                case,
                finger,
                reason,
            } => Reply::Fingers(self.mark_finger_missing(case, finger, &reason)?),
            Request::RestartFingers { case } => Reply::Fingers(self.restart_fingers(case)?),
            Request::PutSignature { case, strokes } => {
                Reply::Signature(self.put_signature(case, strokes).await?)
            }
            Request::ClearSignature { case } => {
                self.clear_signature(case)?;
                Reply::Done
            }
            Request::Preview { handle } => return self.preview(handle),
            Request::TakePayment {
                case,
                method,
                fee,
                given_cents,
            } => Reply::Case(self.take_payment(case, method, fee, given_cents)?),
            Request::SendCase { case } => {
                self.send_case(case).await?;
                Reply::Done
            }
            Request::Print {
                case,
                document,
                copies,
                sides,
            } => Reply::PrintStarted {
                job: self.print(case, document, copies, sides).await?,
            },
            Request::CancelPrint { job } => {
                self.cancel_print(job).await?;
                Reply::Done
            }
            Request::Scan(request) => self.scan(request).await?,
            Request::Pad(request) => self.pad(request).await?,
            Request::Payment(request) => self.payment(request)?,
            Request::Money(request) => self.money(request).await?,
            Request::Card(request) => self.card(request).await?,
            Request::Terminal(request) => self.change_terminal(request).await?,
            Request::CardService(request) => Reply::Case(self.card_service(request)?),
            Request::Eid(request) => self.eid(request).await?,
            Request::Pictures(request) => return self.pictures(request).await,
            Request::Prefill(request) => self.prefill(request, incoming).await?,
            Request::Readiness(request) => self.readiness(request).await?,
            Request::Resume(request) => self.resume(request).await?,
            Request::Clerk(request) => self.clerk(request).await?,
            Request::Catalogue(request) => Reply::Catalogue(self.catalogue(request).await?),
            Request::History(request) => Reply::History(self.history(request)?),
        };
        Ok(reply.into())
    }
}
