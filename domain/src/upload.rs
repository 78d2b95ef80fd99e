//! The upload of one case: which request comes next, whatever happens to the line. Pure; the shell
//! around it does what [`Upload::next`] says and tells what came of it.
//!
//! Small and weighty parts go first: text, signature, prints, photo, scanned documents; the manifest last. The gateway
//! alone knows how far a part is, so after every break it is asked; a break costs one chunk at most.
//! There is no way to [`Next::Done`] but a verified receipt.

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

/// What is to be done next. Parts are numbered as they were given to [`Upload::new`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Connect to the gateway.
    Connect,
    /// Announce a part.
    Create {
        /// Which part.
        part: usize,
    },
    /// Ask how far the gateway has a part.
    AskOffset {
        /// Which part.
        part: usize,
    },
    /// Send a piece of a part.
    Send {
        /// Which part.
        part: usize,
        /// First byte.
        offset: u64,
        /// How many bytes.
        bytes: u64,
    },
    /// Send the manifest and verify the receipt.
    PutManifest,
    /// Wait, then go on; a line that comes up ends the wait early.
    Wait {
        /// How long.
        millis: u64,
    },
    /// The receipt was verified.
    Done,
    /// Given up; the case stays.
    Failed,
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
    /// No line, or it broke.
    LineLost,
    /// The wait is over.
    Waited,
    /// The gateway refuses for good, or its receipt is not to be trusted.
    Refused,
    /// The receipt was verified.
    ReceiptVerified,
}

/// How often a gateway may lose or damage whole parts before the upload is given up.
const MAX_LOSSES: u32 = 5;

/// First wait after a break; doubled with each further one in a row.
const FIRST_WAIT_MILLIS: u64 = 250;

/// Longest wait.
const LONGEST_WAIT_MILLIS: u64 = 4_000;

#[derive(Clone, Debug)]
struct PartState {
    bytes: u64,
    /// What the gateway is known to have.
    offset: u64,
    created: bool,
}

impl PartState {
    fn is_whole(&self) -> bool {
        self.created && self.offset >= self.bytes
    }
}

/// The upload of one case.
#[derive(Clone, Debug)]
pub struct Upload {
    parts: Vec<PartState>,
    order: Vec<usize>,
    chunk: u64,
    next: Next,
    /// Breaks since the last progress.
    breaks: u32,
    /// Whole parts lost or damaged at the gateway.
    losses: u32,
}

impl Upload {
    /// An upload of parts of this kind and length, in pieces of at most `chunk` bytes (at least 1).
    pub fn new(parts: &[(PartKind, u64)], chunk: u64) -> Self {
        let mut order: Vec<usize> = (0..parts.len()).collect();
        order.sort_by_key(|part| parts[*part].0);
        let fresh = |&(_, bytes): &(PartKind, u64)| PartState {
            bytes,
            offset: 0,
            created: false,
        };
        Self {
            parts: parts.iter().map(fresh).collect(),
            order,
            chunk: chunk.max(1),
            next: Next::Connect,
            breaks: 0,
            losses: 0,
        }
    }

    /// What is to be done now.
    pub fn next(&self) -> Next {
        self.next
    }

    /// Bytes that the gateway is known to have.
    pub fn sent(&self) -> u64 {
        self.parts.iter().map(|part| part.offset).sum()
    }

    /// Bytes in all.
    pub fn total(&self) -> u64 {
        self.parts.iter().map(|part| part.bytes).sum()
    }

    /// The order in which the parts are sent.
    pub fn order(&self) -> &[usize] {
        &self.order
    }

    /// Takes what came of the last step and says what is next. What cannot have come of it is taken
    /// as a broken line.
    pub fn take(&mut self, happened: Happened) -> Next {
        self.next = self.after(happened);
        self.next
    }

    fn after(&mut self, happened: Happened) -> Next {
        match (self.next, happened) {
            (Next::Done | Next::Failed, _) => self.next,
            (_, Happened::Refused) => Next::Failed,
            (Next::Wait { .. }, Happened::Waited) => Next::Connect,
            (Next::Connect, Happened::Connected) => self.resume(),
            (
                Next::Create { part },
                Happened::Created {
                    offset: Some(offset),
                },
            ) => {
                self.parts[part].created = true;
                self.stands_at(part, offset)
            }
            (Next::Create { part }, Happened::Created { offset: None }) => {
                self.parts[part].created = true;
                Next::AskOffset { part }
            }
            (
                Next::Send {
                    part,
                    offset,
                    bytes,
                },
                Happened::Accepted(now),
            ) => {
                if now > offset && now <= offset + bytes {
                    self.breaks = 0;
                }
                self.stands_at(part, now)
            }
            (Next::Send { part, .. } | Next::AskOffset { part }, Happened::OffsetIs(offset)) => {
                self.stands_at(part, offset)
            }
            (Next::Send { part, .. } | Next::AskOffset { part }, Happened::PartGone)
            | (Next::Send { part, .. }, Happened::PartDamaged) => {
                self.forget(part);
                self.lost()
            }
            (Next::PutManifest, Happened::PartsMissing) => {
                (0..self.parts.len()).for_each(|part| self.forget(part));
                self.lost()
            }
            (Next::PutManifest, Happened::ReceiptVerified) => Next::Done,
            _ => self.broken(),
        }
    }

    /// The gateway says how far a part is.
    fn stands_at(&mut self, part: usize, offset: u64) -> Next {
        if offset > self.parts[part].bytes {
            self.forget(part);
            return self.lost();
        }
        self.parts[part].offset = offset;
        self.forward()
    }

    /// After a connect: ask about the part that was under way, since an answer may have been lost.
    fn resume(&self) -> Next {
        match self.unfinished() {
            Some(part) if self.parts[part].created => Next::AskOffset { part },
            Some(part) => Next::Create { part },
            None => Next::PutManifest,
        }
    }

    fn forward(&self) -> Next {
        let Some(part) = self.unfinished() else {
            return Next::PutManifest;
        };
        let PartState {
            bytes,
            offset,
            created,
        } = self.parts[part];
        if !created {
            return Next::Create { part };
        }
        Next::Send {
            part,
            offset,
            bytes: self.chunk.min(bytes - offset),
        }
    }

    fn unfinished(&self) -> Option<usize> {
        self.order
            .iter()
            .copied()
            .find(|part| !self.parts[*part].is_whole())
    }

    fn forget(&mut self, part: usize) {
        self.parts[part].offset = 0;
        self.parts[part].created = false;
    }

    fn lost(&mut self) -> Next {
        self.losses += 1;
        if self.losses > MAX_LOSSES {
            Next::Failed
        } else {
            self.broken()
        }
    }

    fn broken(&mut self) -> Next {
        let millis = FIRST_WAIT_MILLIS << self.breaks.min(10);
        self.breaks += 1;
        Next::Wait {
            millis: millis.min(LONGEST_WAIT_MILLIS),
        }
    }
}

#[cfg(test)]
mod tests;
