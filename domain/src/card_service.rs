//! Services with a document that is there already: shown, changed, blocked, handed over, taken back
//! (PAuswG § 10, PAuswV §§ 18 to 21, 25, 26; PassV §§ 13, 17).
//!
//! [`Plan::of`] says what an act consists of, [`Life`] in which order it goes and what may be said of it
//! when something fails in the middle. Who may receive a document is in [`hand_over`], what stands on a
//! sticker in [`sticker`], how a blocking request names a card in [`blocking`].

#[cfg(test)]
mod answer_tests;
mod answers;
pub mod blocking;
pub mod hand_over;
mod life;
pub mod sticker;
#[cfg(test)]
mod tests;

pub use answers::{facts, is_fixed_by_work, is_noted_by_companion, life, plan, problem};
pub use life::{Ending, Facts, Life, Next, OutOfOrder, StickerFact, WorkState};

use crate::change_terminal::Act;

/// Something that is done with a document that is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CardAct {
    /// Show the holder what is on the chip (PAuswV § 18a).
    View,
    /// Write the new address on the chip and put it on the card (PAuswV § 19; PassV § 13(2)).
    Address,
    /// The holder sets a new PIN without the old one (PAuswV § 20(1)).
    PinSet,
    /// The holder changes the PIN with the old one (PAuswV § 20(4)).
    PinChange,
    /// Switch the online function on (PAuswG § 10(3), PAuswV § 21).
    EidOn,
    /// Switch the online function off.
    EidOff,
    /// Have the online function blocked (PAuswG § 10(5), PAuswV § 25).
    Block,
    /// Have the block taken back (PAuswG § 10(8), PAuswV § 26).
    Unblock,
    /// Hand a finished document over (PAuswV § 18, PassV § 17).
    HandOver,
    /// Take an old document back or cancel it (PAuswG § 27(1) Nr. 2, PassG § 15 Nr. 2).
    GiveBack,
}

impl CardAct {
    /// Every act with its stable key, in the order in which they are offered.
    pub const ALL: [(Self, &'static str); 10] = [
        (Self::View, "view"),
        (Self::Address, "address"),
        (Self::PinSet, "pin_set"),
        (Self::PinChange, "pin_change"),
        (Self::EidOn, "eid_on"),
        (Self::EidOff, "eid_off"),
        (Self::Block, "block"),
        (Self::Unblock, "unblock"),
        (Self::HandOver, "hand_over"),
        (Self::GiveBack, "give_back"),
    ];

    /// The act of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        let known = Self::ALL.into_iter().find(|(_, known)| *known == key);
        known.map(|(act, _)| act)
    }

    /// Whether the document itself must lie on the table. A lost card is blocked without it; everything
    /// else needs it, unblocking too (PAuswG § 10(8)).
    pub fn needs_document(self) -> bool {
        self != Self::Block
    }
}

/// The document in question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CardKind {
    /// Personalausweis.
    IdCard,
    /// Vorläufiger Personalausweis.
    TemporaryIdCard,
    /// Reisepass.
    Passport,
    /// Elektronischer Aufenthaltstitel.
    ResidencePermit,
    /// eID-Karte for citizens of the Union.
    EidCard,
}

impl CardKind {
    /// Every kind with its stable key, in the order in which they are offered.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::IdCard, "id_card"),
        (Self::TemporaryIdCard, "temporary_id_card"),
        (Self::Passport, "passport"),
        (Self::ResidencePermit, "residence_permit"),
        (Self::EidCard, "eid_card"),
    ];

    /// The kind of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        let known = Self::ALL.into_iter().find(|(_, known)| *known == key);
        known.map(|(kind, _)| kind)
    }

    /// Whether it has the online function (PAuswG § 18, AufenthG § 78(5), eIDKG § 12).
    pub fn has_eid(self) -> bool {
        matches!(self, Self::IdCard | Self::ResidencePermit | Self::EidCard)
    }
}

/// The age from which an ID card carries the eID data on its chip (PAuswG § 5(7)).
const CHIP_FROM: u16 = 6;

/// Where the main work of an act is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// At the change terminal.
    Terminal(Act),
    /// At the card reader, by the holder.
    Reader,
    /// By the sticker alone: the document has no address on a chip.
    Sticker,
    /// At the desk: a request is noted, a document changes hands.
    Desk,
}

/// What an act consists of with a certain document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Which act.
    pub act: CardAct,
    /// Where its main work is done.
    pub work: Work,
    /// Which sticker belongs to it.
    pub sticker: Option<sticker::StickerKind>,
}

/// The document has not what the act is about: choose another document or another act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the document has not what this act is about: choose another document or another act")]
pub struct NotForThisDocument;

impl Plan {
    /// What an act consists of. `age` is the holder's in completed years; without one the document of
    /// an adult is assumed.
    ///
    /// # Errors
    /// [`NotForThisDocument`], e.g. a PIN for a passport.
    pub fn of(act: CardAct, kind: CardKind, age: Option<u16>) -> Result<Self, NotForThisDocument> {
        let on_chip = kind.has_eid() && age.is_none_or(|age| age >= CHIP_FROM);
        let (work, sticker) = match act {
            CardAct::HandOver | CardAct::GiveBack => (Work::Desk, None),
            CardAct::Block | CardAct::Unblock if kind.has_eid() => (Work::Desk, None),
            CardAct::Address => address(kind, on_chip)?,
            CardAct::View if on_chip => (Work::Terminal(Act::ShowData), None),
            CardAct::PinSet if on_chip => (Work::Terminal(Act::SetPin), None),
            CardAct::PinChange if on_chip => (Work::Reader, None),
            CardAct::EidOn if on_chip => (Work::Terminal(Act::SwitchOn), None),
            CardAct::EidOff if on_chip => (Work::Terminal(Act::SwitchOff), None),
            _ => return Err(NotForThisDocument),
        };
        Ok(Self { act, work, sticker })
    }
}

type Parts = (Work, Option<sticker::StickerKind>);

/// An eID-Karte has no address to be seen; the card of a small child has none on its chip.
fn address(kind: CardKind, on_chip: bool) -> Result<Parts, NotForThisDocument> {
    use sticker::StickerKind::{Address, Residence};
    let work = if on_chip {
        Work::Terminal(Act::WriteAddress)
    } else {
        Work::Sticker
    };
    match kind {
        CardKind::IdCard | CardKind::ResidencePermit | CardKind::TemporaryIdCard => {
            Ok((work, Some(Address)))
        }
        CardKind::Passport => Ok((Work::Sticker, Some(Residence))),
        CardKind::EidCard if on_chip => Ok((work, None)),
        CardKind::EidCard => Err(NotForThisDocument),
    }
}
