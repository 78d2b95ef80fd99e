//! The order of an act, and what may be said of the document when something fails in the middle.
//!
//! ```text
//!   Identity ──▶ Document ──▶ Work ──▶ Wait ──▶ Sticker ──▶ Confirm ──▶ HandIn(ending)
//!                             ▲  │      │ refused, failed, in doubt
//!                             │  └──────┼─ the clerk goes on without the chip ─▶ (Sticker …)
//!                             └─────────┘
//! ```
//!
//! What was done to a chip is never forgotten: an act that has changed something, or may have, ends with
//! a hand-in that says how far it went, and cannot be thrown away.

use super::{Plan, Work};
use crate::change_terminal::Outcome;
use thiserror::Error;

/// What the clerk has noted so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// It is certain who the person is.
    pub identity: bool,
    /// The document lies on the table and belongs to the person.
    pub document: bool,
    /// What became of the sticker; nothing while it is to be made.
    pub sticker: Option<StickerFact>,
    /// The holder, or who acts for the holder, has confirmed what was done.
    pub confirmed: bool,
}

/// What became of a sticker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StickerFact {
    /// It is on the document.
    Attached,
    /// It could not be printed or put on; the office does it later.
    Missing,
}

/// How far the main work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkState {
    /// There is none besides the sticker.
    NotNeeded,
    /// Nothing has changed so far.
    Open,
    /// It goes on now; `unclear` when an earlier try has left the chip in doubt.
    UnderWay {
        /// An earlier try has left the chip in doubt.
        unclear: bool,
    },
    /// Done and confirmed by the device.
    Done,
    /// The chip has changed, or may have, and is not as it should be. Repeat it, or hand it in as it is.
    Unclear,
    /// The clerk goes on without it.
    Left {
        /// The chip is in doubt.
        unclear: bool,
    },
}

/// What is to be done next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Make sure who the person is.
    Identity,
    /// Have the document shown.
    Document,
    /// Do the main work, or go on without it.
    Work,
    /// It goes on; wait for its end.
    Wait,
    /// Print the sticker and put it on.
    Sticker,
    /// Have the holder confirm what was done.
    Confirm,
    /// Hand it in.
    HandIn(Ending),
}

/// What is said of the document in the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// All was done.
    Done,
    /// The chip has the new address, the sticker is missing.
    ChipOnly,
    /// The sticker is on the document, the chip is as it was.
    StickerOnly,
    /// Nothing was done.
    NotDone,
    /// The chip is in doubt: the office must look at the card.
    Unclear,
}

impl Ending {
    /// Every ending with its stable key.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Done, "done"),
        (Self::ChipOnly, "chip_only"),
        (Self::StickerOnly, "sticker_only"),
        (Self::NotDone, "not_done"),
        (Self::Unclear, "unclear"),
    ];

    /// Its stable key.
    pub fn key(self) -> &'static str {
        let known = Self::ALL.into_iter().find(|(ending, _)| *ending == self);
        known.map_or("", |(_, key)| key)
    }
}

/// That is not what comes next; nothing has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("this is not the next step of the act: look where it stands")]
pub struct OutOfOrder;

/// One act with one document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Life {
    plan: Plan,
    work: WorkState,
}

impl Life {
    /// Nothing was done yet.
    pub fn new(plan: Plan) -> Self {
        let work = match plan.work {
            Work::Sticker => WorkState::NotNeeded,
            Work::Terminal(_) | Work::Reader | Work::Desk => WorkState::Open,
        };
        Self { plan, work }
    }

    /// As it was noted before the companion ended. Work that was under way then is in doubt if it could
    /// change the chip.
    pub fn restored(plan: Plan, work: WorkState) -> Self {
        let fresh = Self::new(plan);
        let work = match (fresh.work, work) {
            (WorkState::NotNeeded, _) | (_, WorkState::NotNeeded) => fresh.work,
            (_, WorkState::UnderWay { unclear }) if unclear || changes(plan.work) => {
                WorkState::Unclear
            }
            (_, WorkState::UnderWay { .. }) => WorkState::Open,
            (_, work) => work,
        };
        Self { plan, work }
    }

    /// What the act consists of.
    pub fn plan(&self) -> Plan {
        self.plan
    }

    /// How far its main work is.
    pub fn work(&self) -> WorkState {
        self.work
    }

    /// What is to be done next.
    pub fn next(&self, facts: &Facts) -> Next {
        if matches!(self.work, WorkState::UnderWay { .. }) {
            return Next::Wait;
        }
        if !facts.identity {
            return Next::Identity;
        }
        if self.plan.act.needs_document() && !facts.document {
            return Next::Document;
        }
        if matches!(self.work, WorkState::Open | WorkState::Unclear) {
            return Next::Work;
        }
        let ending = self.ending(facts);
        if self.plan.sticker.is_some() && facts.sticker.is_none() {
            return Next::Sticker;
        }
        if ending != Ending::NotDone && !facts.confirmed {
            return Next::Confirm;
        }
        Next::HandIn(ending)
    }

    /// The main work begins.
    ///
    /// # Errors
    /// [`OutOfOrder`] before identity and document are certain, and when it is done already.
    pub fn begin(&mut self, facts: &Facts) -> Result<(), OutOfOrder> {
        if self.next(facts) != Next::Work {
            return Err(OutOfOrder);
        }
        let unclear = self.work == WorkState::Unclear;
        self.work = WorkState::UnderWay { unclear };
        Ok(())
    }

    /// The main work has ended.
    ///
    /// # Errors
    /// [`OutOfOrder`] when none was under way.
    pub fn ended(&mut self, outcome: Outcome) -> Result<(), OutOfOrder> {
        let WorkState::UnderWay { unclear } = self.work else {
            return Err(OutOfOrder);
        };
        self.work = match outcome {
            Outcome::Done => WorkState::Done,
            Outcome::PartlyDone | Outcome::NotConfirmed | Outcome::Uncertain => WorkState::Unclear,
            // A second try that changed nothing does not mend what the first one has left.
            Outcome::Hindered(_) | Outcome::Refused(_) | Outcome::Failed | Outcome::Cancelled => {
                if unclear {
                    WorkState::Unclear
                } else {
                    WorkState::Open
                }
            }
        };
        Ok(())
    }

    /// The clerk goes on without the main work.
    ///
    /// # Errors
    /// [`OutOfOrder`] while it goes on and when it is done.
    pub fn leave(&mut self) -> Result<(), OutOfOrder> {
        let unclear = match self.work {
            WorkState::Open => false,
            WorkState::Unclear => true,
            _ => return Err(OutOfOrder),
        };
        self.work = WorkState::Left { unclear };
        Ok(())
    }

    /// The clerk tries it once more after all.
    ///
    /// # Errors
    /// [`OutOfOrder`] unless it was left.
    pub fn resume(&mut self) -> Result<(), OutOfOrder> {
        let WorkState::Left { unclear } = self.work else {
            return Err(OutOfOrder);
        };
        self.work = if unclear {
            WorkState::Unclear
        } else {
            WorkState::Open
        };
        Ok(())
    }

    /// Whether nobody loses anything when the act is forgotten: nothing has changed on chip or document.
    pub fn may_discard(&self, facts: &Facts) -> bool {
        let untouched = match self.work {
            WorkState::NotNeeded | WorkState::Open | WorkState::Left { unclear: false } => true,
            WorkState::Done => !changes(self.plan.work),
            WorkState::UnderWay { .. } | WorkState::Unclear | WorkState::Left { unclear: true } => {
                false
            }
        };
        untouched && facts.sticker != Some(StickerFact::Attached)
    }

    /// What is said of the document; only the last word once [`Self::next`] says so.
    pub fn ending(&self, facts: &Facts) -> Ending {
        let sticker = self.plan.sticker.and(facts.sticker);
        let attached = sticker == Some(StickerFact::Attached);
        match self.work {
            WorkState::UnderWay { .. } | WorkState::Unclear | WorkState::Left { unclear: true } => {
                Ending::Unclear
            }
            WorkState::Done if self.plan.sticker.is_none() || attached => Ending::Done,
            WorkState::Done => Ending::ChipOnly,
            WorkState::NotNeeded if attached => Ending::Done,
            WorkState::Left { unclear: false } if attached => Ending::StickerOnly,
            WorkState::Open if attached => Ending::StickerOnly,
            WorkState::NotNeeded | WorkState::Open | WorkState::Left { unclear: false } => {
                Ending::NotDone
            }
        }
    }
}

/// Whether the work leaves chip, list or hands other than they were.
fn changes(work: Work) -> bool {
    match work {
        Work::Terminal(act) => act.steps().iter().any(|step| step.changes()),
        Work::Reader | Work::Desk => true,
        Work::Sticker => false,
    }
}
