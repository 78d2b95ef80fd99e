//! Clerks: ceremonies are carried between page and gateway; the session's secret stays here.

mod absence;
mod desk;
mod gate;

use std::sync::Arc;
use std::sync::atomic::Ordering;

use amtskoffer_contract::bridge::{CaseState, ClerkRequest, Desk, Event, Failure, Reply};
use amtskoffer_contract::clerks::{ClerkMark, Credential, Token};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::Session;
use crate::link::LinkError;
use desk::{ClerkDesk, DeskEffect, DeskError, DeskInput};

pub(super) use absence::begin;
pub(super) use desk::Presence;
pub(super) use gate::{admit, may_tell};

/// Who is signed in, and by which secrets the gateway knows it.
#[derive(Default)]
pub(super) struct Clerks {
    desk: ClerkDesk,
    sessions: Vec<(Uuid, Zeroizing<String>)>,
}

impl Clerks {
    /// Whether there is work to be done.
    pub(super) fn presence(&self) -> Presence {
        self.desk.presence()
    }

    /// As they are named in manifests, the one who answers for the work first.
    pub(super) fn marks(&self) -> Vec<ClerkMark> {
        let mark = |clerk: &amtskoffer_contract::clerks::Clerk| ClerkMark {
            id: clerk.id,
            name: clerk.name.clone(),
        };
        self.desk.clerks().iter().map(mark).collect()
    }

    /// Who may answer for exceptions of the first clerk's work.
    fn coordinator(&self) -> Option<ClerkMark> {
        let mut others = self.desk.clerks().iter().skip(1);
        let known = others.find(|clerk| clerk.role.approves_exceptions())?;
        Some(ClerkMark {
            id: known.id,
            name: known.name.clone(),
        })
    }

    /// As the page is told.
    pub(super) fn view(&self, lock_after_seconds: u32) -> Desk {
        Desk {
            clerks: self.desk.clerks().to_vec(),
            locked: self.presence() == Presence::Locked,
            lock_after_seconds,
        }
    }

    /// The secret of the clerk who answers for the work.
    fn bearer(&self) -> Option<Zeroizing<String>> {
        let first = self.desk.clerks().first()?.id;
        let found = self.sessions.iter().find(|(clerk, _)| *clerk == first);
        found.map(|(_, session)| session.clone())
    }

    fn take_session(&mut self, clerk: Uuid) -> Option<Zeroizing<String>> {
        let place = self
            .sessions
            .iter()
            .position(|(known, _)| *known == clerk)?;
        Some(self.sessions.swap_remove(place).1)
    }
}

impl Session {
    /// Answers what is asked on behalf of clerks.
    pub(super) async fn clerk(self: &Arc<Self>, request: ClerkRequest) -> Result<Reply, Failure> {
        Ok(match request {
            ClerkRequest::BeginSignIn => {
                Reply::Ceremony(self.link.begin_sign_in().await.map_err(told)?)
            }
            ClerkRequest::FinishSignIn {
                ceremony,
                credential,
            } => Reply::Desk(self.sign_in(ceremony, &credential).await?),
            ClerkRequest::BeginEnrolment { token } => {
                Reply::Ceremony(self.link.begin_enrolment(token).await.map_err(told)?)
            }
            ClerkRequest::FinishEnrolment {
                ceremony,
                credential,
            } => {
                let enrolled = self.link.finish_enrolment(ceremony, &credential).await;
                Reply::Enrolled(enrolled.map_err(told)?)
            }
            ClerkRequest::Lock => Reply::Desk(self.lock_desk()?),
            ClerkRequest::SignOut { clerk } => Reply::Desk(self.sign_out(clerk)?),
            ClerkRequest::BeginApproval { case } => {
                let manifest = self.freeze(case).await?;
                let begun = self.link.begin_approval(case, manifest).await;
                Reply::Ceremony(begun.map_err(told)?)
            }
            ClerkRequest::FinishApproval {
                case,
                ceremony,
                credential,
            } => {
                let approval = self.link.finish_approval(ceremony, &credential).await;
                let approval = approval.map_err(told)?;
                if approval.case != case {
                    return Err(Failure::ApprovalMissing);
                }
                Reply::Case(self.approved(&approval)?)
            }
            ClerkRequest::Reopen { case } => Reply::Case(self.reopen(case)?),
        })
    }

    /// Hides everything until one of those who are here signs in again.
    ///
    /// # Errors
    /// [`Failure::NotSignedIn`] when nobody is here.
    pub(super) fn lock_desk(&self) -> Result<Desk, Failure> {
        self.at_desk(DeskInput::Lock)?;
        Ok(self.desk())
    }

    /// The gateway does not know the session any more: who is here signs in again.
    pub(super) fn session_ended(&self) {
        // Nobody can be locked out who is not in.
        let _ = self.at_desk(DeskInput::SessionEnded);
    }

    /// Who is at work.
    pub(super) fn desk(&self) -> Desk {
        self.state().clerks.view(self.lock_after_seconds)
    }

    /// Who is signed in, as manifests name them.
    pub(super) fn clerk_marks(&self) -> Vec<ClerkMark> {
        self.state().clerks.marks()
    }

    /// The coordinator who is signed in besides the clerk who hands in.
    pub(super) fn coordinator(&self) -> Option<ClerkMark> {
        self.state().clerks.coordinator()
    }

    async fn sign_in(&self, ceremony: Uuid, credential: &Credential) -> Result<Desk, Failure> {
        let signed_in = self.link.finish_sign_in(ceremony, credential).await;
        let signed_in = signed_in.map_err(told)?;
        let (id, session) = (signed_in.clerk.id, Zeroizing::new(signed_in.session.0));
        let before = {
            let mut state = self.state();
            let clerks = &mut state.clerks;
            let taken = clerks.desk.take(DeskInput::SignedIn(signed_in.clerk));
            if let Err(refused) = taken {
                drop(state);
                self.end_at_gateway(session);
                return Err(failure(refused));
            }
            let before = clerks.take_session(id);
            clerks.sessions.push((id, session));
            self.link.work_for(clerks.bearer());
            self.at_work.store(true, Ordering::Release);
            before
        };
        if let Some(before) = before {
            self.end_at_gateway(before);
        }
        self.tell_desk();
        Ok(self.desk())
    }

    fn sign_out(&self, clerk: Uuid) -> Result<Desk, Failure> {
        let cases_open = {
            let cases = self.state().cases.summaries();
            cases
                .iter()
                .any(|case| !matches!(case.state, CaseState::Acknowledged | CaseState::Closed))
        };
        self.at_desk(DeskInput::SignOut { clerk, cases_open })?;
        Ok(self.desk())
    }

    fn at_desk(&self, input: DeskInput) -> Result<(), Failure> {
        let leaves = match &input {
            DeskInput::SignOut { clerk, .. } => Some(*clerk),
            _ => None,
        };
        let ended = {
            let mut state = self.state();
            let effect = state.clerks.desk.take(input).map_err(failure)?;
            if effect == DeskEffect::Clear {
                state.clear_visit();
            }
            let ended = leaves.and_then(|clerk| state.clerks.take_session(clerk));
            self.link.work_for(state.clerks.bearer());
            let at_work = state.clerks.presence() == Presence::AtWork;
            self.at_work.store(at_work, Ordering::Release);
            ended
        };
        if let Some(ended) = ended {
            self.end_at_gateway(ended);
        }
        self.tell_desk();
        Ok(())
    }

    /// The visit is over: nobody is here any more, and nothing of it stays.
    pub(super) fn all_sign_out(&self) {
        let ended = {
            let mut state = self.state();
            state.clear_visit();
            self.link.work_for(None);
            self.at_work.store(false, Ordering::Release);
            std::mem::take(&mut state.clerks).sessions
        };
        for (_, session) in ended {
            self.end_at_gateway(session);
        }
        self.tell_desk();
    }

    fn tell_desk(&self) {
        self.tell(Event::Desk(self.desk()));
    }

    /// Tells the gateway that a session is over, if it can be reached; else it ends by itself.
    fn end_at_gateway(&self, mut session: Zeroizing<String>) {
        let over = Token(std::mem::take(&mut *session));
        let link = Arc::clone(&self.link);
        tokio::spawn(async move { link.sign_out(over).await });
    }
}

#[expect(clippy::needless_pass_by_value, reason = "the shape of map_err")]
fn told(error: LinkError) -> Failure {
    error.failure()
}

fn failure(error: DeskError) -> Failure {
    match error {
        DeskError::NotSignedIn => Failure::NotSignedIn,
        DeskError::Locked => Failure::DeskLocked,
        DeskError::Full => Failure::DeskFull,
        DeskError::CasesOpen => Failure::DiscardNotConfirmed,
    }
}

#[cfg(test)]
mod tests {
    use super::{DeskError, failure};
    use amtskoffer_contract::bridge::Failure;

    #[test]
    fn the_page_is_told_why() {
        for (error, expected) in [
            (DeskError::NotSignedIn, Failure::NotSignedIn),
            (DeskError::Locked, Failure::DeskLocked),
            (DeskError::Full, Failure::DeskFull),
            (DeskError::CasesOpen, Failure::DiscardNotConfirmed),
        ] {
            assert_eq!(failure(error), expected);
        }
    }
}
