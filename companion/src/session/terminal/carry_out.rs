//! One act from its beginning to its end: the machine says what is next, the terminal does it.

use std::sync::Arc;

use amtskoffer_contract::bridge::{ChipEntry, DeviceCause, DeviceKind, TerminalAct};
use amtskoffer_domain::change_terminal::{Event, Next, Run, Step};
use tokio::sync::oneshot::Receiver;

use super::shown;
use crate::devices::change_terminal::chip::residence::{ADDRESS, Contents, RESIDENCE_ID};
use crate::devices::change_terminal::chip::{GROUPS, read};
use crate::devices::change_terminal::{ChangeTerminal, TerminalError};
use crate::session::Session;
use crate::session::card_service::CaseWork;

/// What is to be done.
pub(super) struct Order {
    /// The act.
    pub act: TerminalAct,
    /// What it writes, if it writes an address.
    pub contents: Option<Contents>,
    /// The work of a case, if it is one.
    pub work: Option<CaseWork>,
}

/// Carries an act out. What is logged is the act and its outcome, nothing of the card (PAuswV § 18a).
pub(super) async fn carry_out(
    session: &Arc<Session>,
    terminal: &dyn ChangeTerminal,
    order: Order,
    mut cancelled: Receiver<()>,
) {
    let device = session.work_with(DeviceKind::ChangeTerminal);
    let Order {
        act,
        contents,
        work,
    } = order;
    let mut doing = Doing {
        terminal,
        contents,
        chip: Vec::new(),
        cause: DeviceCause::OtherFault,
    };
    let mut run = Run::begin(shown::act(act));
    let mut next = run.next();
    let came_of_it = loop {
        if let Next::Do(step) = next {
            session.move_act(|run| run.step = Some(shown::step(step)));
            session.tell_terminal(terminal).await;
        }
        let event = match next {
            Next::End(outcome) => break outcome,
            _ if cancelled.try_recv().is_ok() => Event::Cancel,
            // A short change is not left in the middle: the clerk's wish waits until it is over.
            Next::Do(step) if step.changes() && !step.waits_for_person() => doing.step(step).await,
            next => tokio::select! {
                event = doing.next(next) => event,
                Ok(()) = &mut cancelled => Event::GiveUp,
            },
        };
        next = run.on(event);
    };
    let outcome = shown::outcome(came_of_it, doing.cause);
    tracing::info!("change terminal: {act:?} ended as {outcome:?}");
    // Before the page is told, so that it finds the case as it is now.
    if let Some(work) = work {
        session.work_ended(work, came_of_it);
    }
    let chip = std::mem::take(&mut doing.chip);
    session.move_act(|run| {
        run.step = None;
        run.outcome = Some(outcome);
        run.chip = chip;
    });
    drop(device);
    session.tell_terminal(terminal).await;
}

struct Doing<'a> {
    terminal: &'a dyn ChangeTerminal,
    contents: Option<Contents>,
    chip: Vec<ChipEntry>,
    /// Why the last step was lost.
    cause: DeviceCause,
}

impl Doing<'_> {
    async fn next(&mut self, next: Next) -> Event {
        match next {
            Next::Do(step) => self.step(step).await,
            Next::Ask | Next::End(_) => match self.terminal.info().await {
                Ok(info) => Event::Status(info.status),
                Err(error) => self.failed(&error),
            },
        }
    }

    async fn step(&mut self, step: Step) -> Event {
        match self.done(step).await {
            Ok(event) => event,
            Err(error) => self.failed(&error),
        }
    }

    async fn done(&mut self, step: Step) -> Result<Event, TerminalError> {
        let terminal = self.terminal;
        match step {
            Step::Authenticate(role) => terminal.authenticate(role).await?,
            Step::Select => terminal.select().await?,
            Step::Read => {
                let groups = terminal.read(&GROUPS).await?;
                self.chip = groups.iter().map(shown::entry).collect();
            }
            Step::WriteAddress => self.write(ADDRESS).await?,
            Step::WriteResidence => self.write(RESIDENCE_ID).await?,
            Step::ReadBack => return self.compared().await,
            Step::Activate => terminal.activate().await?,
            Step::Deactivate => terminal.deactivate().await?,
            Step::ChangePin => terminal.change_pin().await?,
        }
        Ok(Event::Done)
    }

    async fn write(&self, group: u8) -> Result<(), TerminalError> {
        let content = self
            .content(group)
            .ok_or(TerminalError::NotWritable(group))?;
        self.terminal.write(group, content).await
    }

    /// Compared is what the bytes say: a chip may keep them with filler behind.
    async fn compared(&self) -> Result<Event, TerminalError> {
        for group in [ADDRESS, RESIDENCE_ID] {
            let found = self.terminal.read(&[group]).await?;
            let found = found.first().map(|found| read(group, &found.content));
            let written = self.content(group).map(|written| read(group, written));
            if found != written {
                return Ok(Event::Differs);
            }
        }
        Ok(Event::Done)
    }

    fn content(&self, group: u8) -> Option<&[u8]> {
        let contents = self.contents.as_ref()?;
        match group {
            ADDRESS => Some(&contents.address),
            RESIDENCE_ID => Some(&contents.residence_id),
            _ => None,
        }
    }

    fn failed(&mut self, error: &TerminalError) -> Event {
        tracing::warn!("change terminal: {error}");
        self.cause = error.cause();
        error.refusal().map_or(Event::Lost, Event::Refused)
    }
}
