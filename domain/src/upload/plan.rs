//! What is known of each case and part, and what is to be done first.

use super::{
    CaseKey, FIRST_WAIT_MILLIS, Happened, LONGEST_WAIT_MILLIS, Next, PartKind, PartNumber, Upload,
};

/// What there is to do about a case.
#[derive(Clone, Debug)]
pub(super) struct CaseWork {
    pub(super) key: CaseKey,
    parts: Vec<(PartNumber, PartWork)>,
    note_due: bool,
    /// A note has been sent, or at least tried.
    note_tried: bool,
    handing_in: bool,
    discarding: bool,
    refused: bool,
    /// Whole parts lost or damaged at the gateway.
    losses: u32,
    /// Place in the queue of those that wait as this one does.
    age: u64,
}

/// What there is to do about a part.
#[derive(Clone, Debug)]
pub(super) struct PartWork {
    kind: PartKind,
    bytes: u64,
    /// What the gateway is known to have.
    offset: u64,
    /// The gateway may know it.
    tried: bool,
    created: bool,
    /// The offset is what the gateway said last on a line that held since.
    sure: bool,
    wanted: bool,
}

/// How parts go to this gateway.
#[derive(Clone, Copy, Debug)]
struct Manner {
    /// Bytes of one request.
    most: u64,
    in_line: bool,
}

/// What an answer means for a part.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Came {
    /// The line is still to be trusted.
    pub(super) known: bool,
    /// It went on.
    pub(super) progress: bool,
    /// The gateway lost or damaged it.
    pub(super) lost: bool,
    /// Nothing is left to do about it.
    pub(super) gone: bool,
}

impl Upload {
    pub(super) fn add(&mut self, case: CaseKey, part: PartWork) -> PartNumber {
        self.last_part += 1;
        let number = self.last_part;
        let case = self.case(case);
        case.refused = false;
        case.parts.push((number, part));
        self.wake();
        number
    }

    pub(super) fn case(&mut self, key: CaseKey) -> &mut CaseWork {
        let place = self.cases.iter().position(|known| known.key == key);
        let place = place.unwrap_or_else(|| {
            let age = self
                .cases
                .iter()
                .map(|known| known.age + 1)
                .max()
                .unwrap_or(0);
            self.cases.push(CaseWork::new(key, age));
            self.cases.len() - 1
        });
        &mut self.cases[place]
    }

    /// New work ends a rest; whatever is under way goes on.
    pub(super) fn wake(&mut self) {
        if self.next == Next::Rest {
            self.next = self.plan();
        }
    }

    /// What is to be done first.
    pub(super) fn plan(&mut self) -> Next {
        let Some(next) = self.first() else {
            return Next::Rest;
        };
        if !self.connected {
            return Next::Connect;
        }
        self.begins(next);
        next
    }

    /// The line broke: what was under way may have arrived or not.
    pub(super) fn broken(&mut self) -> Next {
        self.connected = false;
        for (_, part) in self.cases.iter_mut().flat_map(|case| &mut case.parts) {
            part.sure = false;
        }
        let millis = FIRST_WAIT_MILLIS << self.breaks.min(10);
        self.breaks += 1;
        Next::Wait {
            millis: millis.min(LONGEST_WAIT_MILLIS),
        }
    }

    fn first(&self) -> Option<Next> {
        if let Some(case) = self.cases.iter().find(|case| case.discarding) {
            return Some(Next::Discard(case.key));
        }
        let mut cases: Vec<&CaseWork> = self.cases.iter().filter(|case| !case.refused).collect();
        cases.sort_by_key(|case| case.place());
        let note = cases.iter().find(|case| case.note_due);
        let unwanted = || {
            let mut parts = cases.iter().flat_map(|case| &case.parts);
            parts
                .find(|(_, part)| !part.wanted)
                .map(|(number, _)| Next::Delete(*number))
        };
        note.map(|case| Next::PutNote(case.key))
            .or_else(unwanted)
            .or_else(|| cases.iter().find_map(|case| case.forward(self.manner())))
    }

    fn manner(&self) -> Manner {
        Manner {
            most: if self.in_line { self.piece } else { self.chunk },
            in_line: self.in_line,
        }
    }

    pub(super) fn begins(&mut self, next: Next) {
        match next {
            Next::Create(number) | Next::Begin { part: number, .. } => {
                let parts = self.cases.iter_mut().flat_map(|case| &mut case.parts);
                for (_, part) in parts.filter(|(known, _)| *known == number) {
                    part.tried = true;
                }
            }
            Next::PutNote(case) => {
                let case = self.case(case);
                case.note_due = false;
                case.note_tried = true;
            }
            _ => {}
        }
    }
}

impl CaseWork {
    fn new(key: CaseKey, age: u64) -> Self {
        Self {
            key,
            parts: Vec::new(),
            note_due: false,
            note_tried: false,
            handing_in: false,
            discarding: false,
            refused: false,
            losses: 0,
            age,
        }
    }

    pub(super) fn is_refused(&self) -> bool {
        self.refused
    }

    pub(super) fn is_before(&self, other: &Self) -> bool {
        self.place() < other.place()
    }

    pub(super) fn part(&self, number: PartNumber) -> Option<&PartWork> {
        let mut parts = self.parts.iter().filter(|(known, _)| *known == number);
        parts.next().map(|(_, part)| part)
    }

    pub(super) fn part_mut(&mut self, number: PartNumber) -> Option<&mut PartWork> {
        let mut parts = self.parts.iter_mut().filter(|(known, _)| *known == number);
        parts.next().map(|(_, part)| part)
    }

    pub(super) fn drop_part(&mut self, number: PartNumber) {
        self.parts.retain(|(known, _)| *known != number);
    }

    pub(super) fn withdraw(&mut self, number: PartNumber) {
        if let Some(part) = self.part_mut(number) {
            part.wanted = false;
            if !part.tried {
                self.drop_part(number);
            }
        }
    }

    pub(super) fn note_is_due(&mut self) {
        self.note_due = !self.discarding;
    }

    pub(super) fn hand_in(&mut self) {
        self.handing_in = true;
        self.refused = false;
        self.losses = 0;
    }

    /// Ends the hand-in; says whether there was one.
    pub(super) fn take_back(&mut self) -> bool {
        std::mem::take(&mut self.handing_in)
    }

    pub(super) fn refuse(&mut self) {
        self.refused = true;
        self.handing_in = false;
    }

    /// Says whether something of it may lie at the gateway.
    pub(super) fn discard(&mut self, lies_there: bool) -> bool {
        let tried = self.note_tried || self.parts.iter().any(|(_, part)| part.tried);
        self.discarding = tried || lies_there;
        self.parts.clear();
        self.note_due = false;
        self.handing_in = false;
        self.discarding
    }

    /// Counts a loss; gives how many there were.
    pub(super) fn lost(&mut self) -> u32 {
        self.losses += 1;
        self.losses
    }

    pub(super) fn forget_progress(&mut self) {
        self.parts.iter_mut().for_each(|(_, part)| part.forget());
    }

    pub(super) fn sent(&self) -> u64 {
        self.wanted().map(|part| part.offset).sum()
    }

    pub(super) fn total(&self) -> u64 {
        self.wanted().map(|part| part.bytes).sum()
    }

    pub(super) fn rest(&self) -> u64 {
        self.total() - self.sent()
    }

    fn wanted(&self) -> impl Iterator<Item = &PartWork> {
        self.parts
            .iter()
            .map(|(_, part)| part)
            .filter(|part| part.wanted)
    }

    /// Who is handed in goes first, then who was there first.
    fn place(&self) -> (bool, u64) {
        (!self.handing_in, self.age)
    }

    /// All parts are announced before the first one goes: then their bytes follow each other without a
    /// pause.
    fn forward(&self, manner: Manner) -> Option<Next> {
        let open = self.parts.iter().filter(|(_, part)| !part.is_whole());
        match open.min_by_key(|(number, part)| (part.created, part.kind, *number)) {
            Some((number, part)) => Some(part.forward(*number, manner)),
            None => self.handing_in.then_some(Next::PutManifest(self.key)),
        }
    }
}

impl PartWork {
    pub(super) fn fresh(kind: PartKind, bytes: u64) -> Self {
        Self {
            kind,
            bytes,
            offset: 0,
            tried: false,
            created: false,
            sure: false,
            wanted: true,
        }
    }

    pub(super) fn held(kind: PartKind, bytes: u64) -> Self {
        Self {
            offset: bytes,
            tried: true,
            created: true,
            ..Self::fresh(kind, bytes)
        }
    }

    pub(super) fn is_whole(&self) -> bool {
        self.created && self.offset >= self.bytes
    }

    pub(super) fn came_of(&mut self, step: Next, happened: Happened) -> Came {
        let fine = Came {
            known: true,
            ..Came::default()
        };
        match (step, happened) {
            (Next::Create(_) | Next::Begin { .. }, Happened::Created { offset }) => {
                self.created = true;
                let came = offset.map_or(fine, |offset| self.stands_at(offset));
                Came {
                    progress: came.known && offset.is_some_and(|offset| offset > 0),
                    ..came
                }
            }
            (Next::Send { offset, bytes, .. }, Happened::Accepted(now)) => Came {
                progress: now > offset && now <= offset + bytes,
                ..self.stands_at(now)
            },
            (Next::Send { .. } | Next::AskOffset(_), Happened::OffsetIs(offset)) => {
                self.stands_at(offset)
            }
            (Next::Send { .. } | Next::AskOffset(_), Happened::PartGone)
            | (Next::Send { .. } | Next::Begin { .. }, Happened::PartDamaged) => self.is_lost(),
            // What the gateway does not drop now it drops with the hand-in.
            (Next::Delete(_), Happened::Deleted | Happened::PartGone | Happened::Refused) => Came {
                progress: true,
                gone: true,
                ..fine
            },
            _ => Came::default(),
        }
    }

    fn forward(&self, number: PartNumber, manner: Manner) -> Next {
        let bytes = manner.most.min(self.bytes - self.offset);
        if !self.created {
            // What was tried before may be there already.
            let begins = manner.in_line && !self.tried && bytes > 0;
            return if begins {
                Next::Begin {
                    part: number,
                    bytes,
                }
            } else {
                Next::Create(number)
            };
        }
        if !self.sure {
            return Next::AskOffset(number);
        }
        Next::Send {
            part: number,
            offset: self.offset,
            bytes,
        }
    }

    /// The gateway says how far it is.
    fn stands_at(&mut self, offset: u64) -> Came {
        if offset > self.bytes {
            return self.is_lost();
        }
        self.offset = offset;
        self.sure = true;
        Came {
            known: true,
            ..Came::default()
        }
    }

    fn is_lost(&mut self) -> Came {
        self.forget();
        Came {
            lost: true,
            ..Came::default()
        }
    }

    fn forget(&mut self) {
        self.offset = 0;
        self.created = false;
        self.sure = false;
    }
}
