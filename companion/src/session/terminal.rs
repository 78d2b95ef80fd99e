//! Services of the change terminal. An act runs in a task of the session: no page, no reload and no
//! cancelled request can stop it half-way. What changes the chip is done for a case and for nothing else.

mod addresses;
mod carry_out;
mod shown;

use std::sync::Arc;

use amtskoffer_contract::bridge::{
    DeviceCause, Event, Failure, Reply, TerminalAct, TerminalCard, TerminalRequest, TerminalRun,
    TerminalState, TerminalView,
};
use amtskoffer_domain::change_terminal::Outcome;
use tokio::sync::oneshot;
use uuid::Uuid;
use zeroize::Zeroize;

use super::Session;
use super::card_service::CaseWork;
use crate::devices::change_terminal::ChangeTerminal;
use crate::devices::change_terminal::chip::residence::Contents;
use carry_out::Order;

/// The act under way or just ended.
#[derive(Default)]
pub(super) struct TerminalDesk {
    run: Option<TerminalRun>,
    /// Used to stop the act.
    cancel: Option<oneshot::Sender<()>>,
}

impl TerminalDesk {
    fn is_busy(&self) -> bool {
        self.run.as_ref().is_some_and(|run| run.outcome.is_none())
    }

    /// What was read from a chip is overwritten.
    fn wipe(&mut self) {
        if let Some(mut run) = self.run.take() {
            for line in run.chip.iter_mut().flat_map(|entry| &mut entry.lines) {
                line.zeroize();
            }
        }
        self.cancel = None;
    }
}

impl Drop for TerminalDesk {
    fn drop(&mut self) {
        self.wipe();
    }
}

impl Session {
    /// Answers a request about the change terminal.
    ///
    /// # Errors
    /// [`Failure::NoVisit`], [`Failure::CaseNeeded`], [`Failure::InputOutOfBounds`], [`Failure::Device`],
    /// those of the case.
    pub(super) async fn change_terminal(
        self: &Arc<Self>,
        request: TerminalRequest,
    ) -> Result<Reply, Failure> {
        let missing = Failure::Device {
            cause: DeviceCause::NotFound,
        };
        let terminal = self.registry.change_terminal().ok_or(missing)?;
        match request {
            TerminalRequest::Look => {}
            TerminalRequest::Begin {
                act,
                identity_checked,
            } => {
                self.may_begin(act, identity_checked)?;
                self.begin_act(Arc::clone(&terminal), act, None, None)?;
            }
            TerminalRequest::BeginFor { case } => self.begin_for(&terminal, case)?,
            TerminalRequest::Cancel => {
                let cancel = self.state().terminal.cancel.take();
                // An act that has just ended needs no cancelling.
                let _ = cancel.map(|cancel| cancel.send(()));
            }
            TerminalRequest::Close => {
                let desk = &mut self.state().terminal;
                if !desk.is_busy() {
                    desk.wipe();
                }
            }
        }
        let view = self.terminal_view(terminal.as_ref()).await;
        Ok(Reply::Terminal(Box::new(view)))
    }

    /// Whether an act may begin that belongs to no case: the holder, whom the clerk knows to be the one, is
    /// shown the chip's data (PAuswV § 18a). What changes the chip follows an application, a report or the
    /// register (PAuswV §§ 19 to 21) and leaves a record with the office: it needs a case.
    fn may_begin(&self, act: TerminalAct, identity_checked: bool) -> Result<(), Failure> {
        self.visit()?;
        if act != TerminalAct::ShowData {
            return Err(Failure::CaseNeeded);
        }
        if !identity_checked {
            return Err(out_of_bounds("terminal.identity"));
        }
        Ok(())
    }

    /// The work of a case: act, identity and address are the case's own.
    fn begin_for(
        self: &Arc<Self>,
        terminal: &Arc<dyn ChangeTerminal>,
        case: Uuid,
    ) -> Result<(), Failure> {
        self.visit()?;
        self.terminal_at_rest()?;
        let (act, work) = self.begin_at_terminal(case)?;
        let act = shown::request(act);
        let begun = self
            .written_for(case, act)
            .and_then(|made| self.begin_act(Arc::clone(terminal), act, made, Some(work)));
        if begun.is_err() {
            self.work_ended(work, Outcome::Failed);
        }
        begun
    }

    /// What an act writes, if it writes an address.
    fn written_for(&self, case: Uuid, act: TerminalAct) -> Result<Option<Contents>, Failure> {
        if act != TerminalAct::WriteAddress {
            return Ok(None);
        }
        addresses::of_case(&mut self.state(), case).map(Some)
    }

    /// Whether no act is under way.
    ///
    /// # Errors
    /// [`Failure::Device`].
    pub(super) fn terminal_at_rest(&self) -> Result<(), Failure> {
        if self.state().terminal.is_busy() {
            return Err(Failure::Device {
                cause: DeviceCause::Occupied,
            });
        }
        Ok(())
    }

    fn begin_act(
        self: &Arc<Self>,
        terminal: Arc<dyn ChangeTerminal>,
        act: TerminalAct,
        contents: Option<Contents>,
        work: Option<CaseWork>,
    ) -> Result<(), Failure> {
        let (cancel, cancelled) = oneshot::channel();
        self.terminal_at_rest()?;
        {
            let mut state = self.state();
            state.terminal.wipe();
            state.terminal.run = Some(TerminalRun {
                act,
                step: None,
                outcome: None,
                chip: Vec::new(),
            });
            state.terminal.cancel = Some(cancel);
        }
        let session = Arc::clone(self);
        tokio::spawn(async move {
            let order = Order {
                act,
                contents,
                work,
            };
            carry_out::carry_out(&session, terminal.as_ref(), order, cancelled).await;
        });
        Ok(())
    }

    /// Changes the act under way and tells the page.
    fn move_act(&self, change: impl FnOnce(&mut TerminalRun)) {
        if let Some(run) = self.state().terminal.run.as_mut() {
            change(run);
        }
    }

    async fn tell_terminal(&self, terminal: &dyn ChangeTerminal) {
        let view = self.terminal_view(terminal).await;
        self.tell(Event::Terminal(Box::new(view)));
    }

    /// While an act is under way the box is not asked.
    async fn terminal_view(&self, terminal: &dyn ChangeTerminal) -> TerminalView {
        let busy = self.state().terminal.is_busy();
        let (state, card) = if busy {
            (TerminalState::Working, TerminalCard::Unknown)
        } else {
            shown::terminal(terminal.info().await)
        };
        TerminalView {
            state,
            card,
            run: self.state().terminal.run.clone(),
        }
    }
}

pub(super) fn out_of_bounds(input: &str) -> Failure {
    Failure::InputOutOfBounds {
        input: input.to_owned(),
    }
}
