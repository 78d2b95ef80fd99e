//! The way of all open cases to the gateway: which request comes next, whatever happens to the line.
//! Pure; the shell around it does what [`Upload::next`] says and tells what came of it.
//!
//! A part leaves as soon as it was accepted; one that was replaced is dropped at the gateway, too.
//! Within a case small and weighty parts go first: text, signature, prints, photo, scanned documents;
//! the manifest goes last, and only when the case is handed in. A case that is handed in goes before
//! those that are still being filled; else the older one goes first. The gateway alone knows how far
//! a part is, so after every break it is asked; a break costs one chunk at most, for never more than that
//! is under way without an answer.
//!
//! ```text
//!            work               Connected                 nothing left
//!   Rest --------> Connect ------------------> a request -------------> Rest
//!                     ^  \ LineLost     LineLost /  ^ \
//!                     |   v                     v   +--+ its answer, more to do
//!                     +---- Wait (0.25 s … 4 s)
//! ```
//!
//! Where the gateway takes it ([`Upload::in_line`]), a chunk goes in pieces, and requests follow each other
//! without waiting for the answers in between ([`Upload::ahead`]); answers come in the order of the requests.
//!
//! There is no way to [`News::HandedIn`] but a verified receipt.

mod ahead;
mod pace;
mod plan;
mod settle;

pub use pace::Pace;

use std::collections::VecDeque;

use plan::{CaseWork, PartWork};

/// Names a case; the number of its UUID.
pub type CaseKey = u128;

/// Names a part for the life of an [`Upload`]; never used twice.
pub type PartNumber = u64;

/// Kind of a part; they are sent in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartKind {
    /// Everything that is not a picture.
    Text,
    /// The signature.
    Signature,
    /// A fingerprint.
    Print,
    /// The photo.
    Photo,
    /// A scanned document.
    Paper,
}

/// What is to be done next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Nothing; wait until there is something.
    Rest,
    /// Connect to the gateway.
    Connect,
    /// Announce a part.
    Create(PartNumber),
    /// Announce a part, and send its first bytes with that.
    Begin {
        /// Which part.
        part: PartNumber,
        /// How many bytes.
        bytes: u64,
    },
    /// Ask how far the gateway has a part.
    AskOffset(PartNumber),
    /// Send a piece of a part.
    Send {
        /// Which part.
        part: PartNumber,
        /// First byte.
        offset: u64,
        /// How many bytes.
        bytes: u64,
    },
    /// Have the gateway drop a part that is not wanted any more.
    Delete(PartNumber),
    /// Leave the note of a case.
    PutNote(CaseKey),
    /// Send the manifest and verify the receipt.
    PutManifest(CaseKey),
    /// Have the gateway drop a whole case and verify the receipt over that.
    Discard(CaseKey),
    /// Wait, then go on; a line that comes up ends the wait early.
    Wait {
        /// How long.
        millis: u64,
    },
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happened {
    /// Connected.
    Connected,
    /// The part is announced; the offset if the gateway told it.
    Created {
        /// Bytes that the gateway has.
        offset: Option<u64>,
    },
    /// The gateway has this much of the part.
    OffsetIs(u64),
    /// The gateway took the piece and now has this much.
    Accepted(u64),
    /// The piece arrived damaged and was not taken.
    PieceDamaged,
    /// The gateway does not know the part (any more).
    PartGone,
    /// The whole part arrived damaged and was dropped.
    PartDamaged,
    /// The gateway misses parts that the manifest names.
    PartsMissing,
    /// The part is not there any more.
    Deleted,
    /// The gateway has the note.
    NoteKept,
    /// No line, or it broke.
    LineLost,
    /// The wait is over.
    Waited,
    /// The gateway cannot take it now; later it may.
    NotNow,
    /// The gateway refuses for good, or its receipt is not to be trusted.
    Refused,
    /// The receipt over the manifest, or over the discard, was verified.
    ReceiptVerified,
}

/// What became of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// The receipt over its manifest was verified.
    HandedIn(CaseKey),
    /// The gateway refuses; nothing more is sent until something new is wanted.
    Refused(CaseKey),
    /// The gateway cannot take it now; it is not handed in any more, its parts still go.
    PutOff(CaseKey),
    /// The gateway has dropped it.
    Discarded(CaseKey),
    /// The gateway does not drop it.
    DiscardRefused(CaseKey),
}

/// How far a case is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Bytes that the gateway is known to have.
    pub sent: u64,
    /// Bytes in all.
    pub total: u64,
    /// Bytes that must go before the last one of this case has gone.
    pub ahead: u64,
}

/// How often a gateway may lose or damage whole parts of a case before that is given up.
const MAX_LOSSES: u32 = 5;

/// First wait after a break; doubled with each further one in a row.
const FIRST_WAIT_MILLIS: u64 = 250;

/// Longest wait.
const LONGEST_WAIT_MILLIS: u64 = 4_000;

/// The way of all open cases.
#[derive(Clone, Debug)]
pub struct Upload {
    cases: Vec<CaseWork>,
    /// Bytes of parts that may be under way at once.
    chunk: u64,
    piece: u64,
    in_line: bool,
    next: Next,
    /// What was sent behind `next` before its answer came, in that order.
    behind: VecDeque<Next>,
    connected: bool,
    /// Breaks since the last progress.
    breaks: u32,
    last_part: PartNumber,
    news: VecDeque<News>,
}

impl Upload {
    /// Nothing to do yet. At most `chunk` bytes of parts (at least 1) are under way at once; where they go in
    /// line, in pieces of at most `piece` bytes.
    pub fn new(chunk: u64, piece: u64) -> Self {
        let chunk = chunk.max(1);
        Self {
            cases: Vec::new(),
            chunk,
            piece: piece.clamp(1, chunk),
            in_line: false,
            next: Next::Rest,
            behind: VecDeque::new(),
            connected: false,
            breaks: 0,
            last_part: 0,
            news: VecDeque::new(),
        }
    }

    /// Whether the gateway takes requests before it has answered those before them; at first it is taken not
    /// to.
    pub fn in_line(&mut self, takes: bool) {
        self.in_line = takes;
    }

    /// What is to be done now; the oldest of what is under way.
    pub fn next(&self) -> Next {
        self.next
    }

    /// What became of a case, oldest first; each once.
    pub fn news(&mut self) -> Option<News> {
        self.news.pop_front()
    }

    /// A part was accepted and leaves.
    pub fn accept(&mut self, case: CaseKey, kind: PartKind, bytes: u64) -> PartNumber {
        self.add(case, PartWork::fresh(kind, bytes))
    }

    /// A part that the gateway has whole from before.
    pub fn hold(&mut self, case: CaseKey, kind: PartKind, bytes: u64) -> PartNumber {
        self.add(case, PartWork::held(kind, bytes))
    }

    /// A part is not wanted any more: it was replaced or taken out.
    pub fn withdraw(&mut self, part: PartNumber) {
        for case in &mut self.cases {
            case.withdraw(part);
        }
        self.wake();
    }

    /// There is a new note to leave.
    pub fn note(&mut self, case: CaseKey) {
        self.case(case).note_is_due();
        self.wake();
    }

    /// The case is handed in once its parts are there.
    pub fn hand_in(&mut self, case: CaseKey) {
        self.case(case).hand_in();
        self.wake();
    }

    /// The case is thrown away; at the gateway too, if something may lie there.
    pub fn discard(&mut self, case: CaseKey, lies_there: bool) {
        if !self.case(case).discard(lies_there) {
            self.forget(case);
        }
        self.wake();
    }

    /// Nothing more is done about a case.
    pub fn forget(&mut self, case: CaseKey) {
        self.cases.retain(|known| known.key != case);
    }

    /// How far a case is.
    pub fn progress(&self, case: CaseKey) -> Progress {
        let Some(own) = self.cases.iter().find(|known| known.key == case) else {
            return Progress::default();
        };
        let before = |other: &&CaseWork| other.is_before(own) && !other.is_refused();
        let others: u64 = self.cases.iter().filter(before).map(CaseWork::rest).sum();
        Progress {
            sent: own.sent(),
            total: own.total(),
            ahead: own.rest() + others,
        }
    }

    /// Whether the gateway has the whole part.
    pub fn is_whole(&self, part: PartNumber) -> bool {
        let mut known = self.cases.iter().filter_map(|case| case.part(part));
        known.next().is_some_and(PartWork::is_whole)
    }

    /// Whether there may still be something to do about a case.
    pub fn knows(&self, case: CaseKey) -> bool {
        self.cases.iter().any(|known| known.key == case)
    }

    /// Whether there may still be something to do about a part.
    pub fn has(&self, part: PartNumber) -> bool {
        self.cases.iter().any(|case| case.part(part).is_some())
    }

    /// Whether any case is open.
    pub fn is_at_work(&self) -> bool {
        !self.cases.is_empty()
    }

    /// Whether there is no line at the moment.
    pub fn is_waiting(&self) -> bool {
        matches!(self.next, Next::Wait { .. }) || (self.next == Next::Connect && self.breaks > 0)
    }

    /// Takes what came of [`Self::next`] and says what is next. What cannot have come of it is taken
    /// as a broken line.
    pub fn take(&mut self, happened: Happened) -> Next {
        let is_void = self.is_void(happened);
        let known = self.settle(happened);
        self.next = if known && !is_void {
            self.behind.pop_front().unwrap_or_else(|| self.plan())
        } else {
            self.behind.clear();
            self.broken()
        };
        self.next
    }
}

#[cfg(test)]
mod every_step;
#[cfg(test)]
mod miniature;
#[cfg(test)]
mod tests;
