//! Services of the change terminal. An act runs in a task of the session: no page, no reload and no
//! cancelled request can stop it half-way.

mod addresses;
mod carry_out;
mod shown;

use std::sync::Arc;

use amtskoffer_contract::bridge::{
    AddressSource, DeviceCause, Event, Failure, Reply, TerminalAct, TerminalCard, TerminalRequest,
    TerminalRun, TerminalState, TerminalView,
};
use tokio::sync::oneshot;
use zeroize::Zeroize;

use super::Session;
use crate::devices::change_terminal::ChangeTerminal;
use crate::devices::change_terminal::chip::residence::{Contents, contents};

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
    /// [`Failure::NoVisit`], [`Failure::InputOutOfBounds`], [`Failure::Device`], those of the case.
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
                address,
            } => {
                let contents = self.may_begin(act, identity_checked, address)?;
                self.begin_act(Arc::clone(&terminal), act, contents)?;
            }
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

    /// What an act writes, if it writes an address; none of them begins before the clerk has checked
    /// who is there (PAuswV §§ 18a, 19, 20).
    fn may_begin(
        &self,
        act: TerminalAct,
        identity_checked: bool,
        address: Option<AddressSource>,
    ) -> Result<Option<Contents>, Failure> {
        if self.state().visit.is_none() {
            return Err(Failure::NoVisit);
        }
        if !identity_checked {
            return Err(out_of_bounds("terminal.identity"));
        }
        if act != TerminalAct::WriteAddress {
            return Ok(None);
        }
        let source = address.ok_or_else(|| out_of_bounds("terminal.address"))?;
        let dwelling = addresses::dwelling(&mut self.state(), source)?;
        let made = contents(&dwelling).map_err(|_| out_of_bounds("terminal.address"))?;
        Ok(Some(made))
    }

    fn begin_act(
        self: &Arc<Self>,
        terminal: Arc<dyn ChangeTerminal>,
        act: TerminalAct,
        contents: Option<Contents>,
    ) -> Result<(), Failure> {
        let (cancel, cancelled) = oneshot::channel();
        {
            let mut state = self.state();
            if state.terminal.is_busy() {
                return Err(Failure::Device {
                    cause: DeviceCause::Occupied,
                });
            }
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
            carry_out::carry_out(&session, terminal.as_ref(), act, contents, cancelled).await;
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
        let mut known = self.state();
        TerminalView {
            state,
            card,
            addresses: addresses::known(&mut known),
            run: known.terminal.run.clone(),
        }
    }
}

fn out_of_bounds(input: &str) -> Failure {
    Failure::InputOutOfBounds {
        input: input.to_owned(),
    }
}
