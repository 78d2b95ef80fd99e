//! A gateway in miniature that loses, damages and forgets, and a clerk who works meanwhile.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::{CaseKey, Happened, LONGEST_WAIT_MILLIS, News, Next, PartKind, PartNumber, Upload};

/// Bytes that may be under way at once.
pub(super) const CHUNK: u64 = 10;

/// Bytes of a piece; three of them are under way at most.
pub(super) const PIECE: u64 = 3;

/// What goes wrong at one step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    None,
    LineBeforehand,
    AnswerLost,
    /// The answer is lost, and everything that was under way behind it has arrived, too.
    AllAnswersLost,
    PieceDamaged,
    HalfTaken,
}

/// When the clerk does something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    Now,
    /// Everything that was accepted is there.
    Rest,
    /// A second piece of the part in this slot is about to go.
    Sending(usize),
    /// The part in this slot is being announced.
    Announcing(usize),
}

/// What the clerk does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// Takes a capture; whatever was in the slot is replaced.
    Take(usize, CaseKey, PartKind, u64),
    TakeOut(usize),
    Note(CaseKey),
    HandIn(CaseKey),
    Discard(CaseKey),
}

#[derive(Default)]
pub(super) struct Gateway {
    /// What it has of each part.
    pub(super) has: BTreeMap<PartNumber, u64>,
    pub(super) notes: BTreeSet<CaseKey>,
    pub(super) receipts: BTreeMap<CaseKey, Vec<PartNumber>>,
    pub(super) discards: BTreeSet<CaseKey>,
    /// How far each part was sent at all.
    sent: BTreeMap<PartNumber, u64>,
    /// Bytes that went up more than once.
    pub(super) twice: u64,
}

/// A suitcase, its clerk and the gateway.
pub(super) struct World {
    pub(super) upload: Upload,
    pub(super) gateway: Gateway,
    pub(super) news: Vec<News>,
    /// Steps in the order of their answers, faults or not.
    pub(super) steps: Vec<Next>,
    /// Sent and not answered yet.
    pub(super) under_way: VecDeque<Next>,
    /// What the clerk did later than planned.
    pub(super) late: usize,
    /// Most requests that were under way at once.
    pub(super) most_under_way: usize,
    slots: BTreeMap<usize, PartNumber>,
    /// Parts of which it is known where they lie.
    located: BTreeSet<PartNumber>,
    /// Every part ever: its case and length.
    known: BTreeMap<PartNumber, (CaseKey, u64)>,
}

impl World {
    /// Requests are sent ahead of answers, or not.
    pub(super) fn new(ahead: bool) -> Self {
        let mut upload = Upload::new(CHUNK, PIECE);
        upload.in_line(ahead);
        Self {
            upload,
            gateway: Gateway::default(),
            news: Vec::new(),
            steps: Vec::new(),
            under_way: VecDeque::new(),
            late: 0,
            most_under_way: 0,
            slots: BTreeMap::new(),
            located: BTreeSet::new(),
            known: BTreeMap::new(),
        }
    }

    /// Works a script through; the fault of each step is asked for by its number.
    pub(super) fn run(&mut self, script: &[(When, Act)], fault: impl Fn(usize) -> Fault) {
        let mut script = script.iter().copied().peekable();
        loop {
            while let Some((_, act)) = script.next_if(|(when, _)| self.is_time(*when)) {
                self.act(act);
            }
            let next = self.upload.next();
            if next == Next::Rest {
                // What it waited for was over before it could be seen.
                let Some((_, act)) = script.next() else {
                    return;
                };
                self.late += 1;
                self.act(act);
                continue;
            }
            assert!(self.steps.len() < 3_000, "it always ends");
            let fault = fault(self.steps.len());
            self.steps.push(next);
            self.send(next);
            let happened = self.does(next, fault);
            let then = self.upload.take(happened);
            if matches!(then, Next::Wait { .. }) {
                self.gives_up(fault);
            }
            self.news.extend(std::iter::from_fn(|| self.upload.news()));
        }
    }

    /// Sends the oldest, if it was not sent ahead before, and what may follow it.
    fn send(&mut self, oldest: Next) {
        if self.under_way.is_empty() {
            self.crosses(oldest);
        }
        let located = self.located.clone();
        let can = |step: Next| match step {
            Next::Send { part, .. } => located.contains(&part),
            _ => true,
        };
        while let Some(next) = self.upload.ahead(can) {
            self.crosses(next);
        }
        self.most_under_way = self.most_under_way.max(self.under_way.len());
        let bytes = self.under_way.iter().map(|step| step.bytes());
        assert!(bytes.sum::<u64>() <= CHUNK, "one chunk at most");
        assert_eq!(
            self.under_way.pop_front(),
            Some(oldest),
            "answers come in order"
        );
    }

    fn crosses(&mut self, step: Next) {
        let (part, offset) = match step {
            Next::Begin { part, .. } => (part, 0),
            Next::Send { part, offset, .. } => (part, offset),
            _ => (0, 0),
        };
        let sent = self.gateway.sent.entry(part).or_insert(0);
        let end = offset + step.bytes();
        self.gateway.twice += end.min(*sent).saturating_sub(offset);
        *sent = end.max(*sent);
        self.under_way.push_back(step);
    }

    /// The connection is given up; what was under way has arrived or not.
    fn gives_up(&mut self, fault: Fault) {
        for step in std::mem::take(&mut self.under_way) {
            if fault == Fault::AllAnswersLost {
                self.honestly(step, Fault::None);
            }
        }
    }

    /// Wanted parts of a case, by number.
    pub(super) fn wanted(&self, case: CaseKey) -> Vec<PartNumber> {
        let of_case = |part: &&PartNumber| self.known[*part].0 == case;
        self.slots.values().filter(of_case).copied().collect()
    }

    pub(super) fn bytes(&self, part: PartNumber) -> u64 {
        self.known[&part].1
    }

    fn is_time(&self, when: When) -> bool {
        match (when, self.upload.next()) {
            (When::Now, _) | (When::Rest, Next::Rest) => true,
            (When::Sending(slot), Next::Send { part, offset, .. }) => {
                offset > 0 && self.slots.get(&slot) == Some(&part)
            }
            (When::Announcing(slot), Next::Create(part) | Next::Begin { part, .. }) => {
                self.slots.get(&slot) == Some(&part)
            }
            _ => false,
        }
    }

    fn act(&mut self, act: Act) {
        match act {
            Act::Take(slot, case, kind, bytes) => {
                if let Some(old) = self.slots.remove(&slot) {
                    self.upload.withdraw(old);
                }
                let part = self.upload.accept(case, kind, bytes);
                self.slots.insert(slot, part);
                self.known.insert(part, (case, bytes));
            }
            Act::TakeOut(slot) => {
                let old = self.slots.remove(&slot).expect("taken before");
                self.upload.withdraw(old);
            }
            Act::Note(case) => self.upload.note(case),
            Act::HandIn(case) => self.upload.hand_in(case),
            Act::Discard(case) => {
                self.upload.discard(case, false);
                let known = &self.known;
                self.slots.retain(|_, part| known[part].0 != case);
            }
        }
    }

    fn does(&mut self, next: Next, fault: Fault) -> Happened {
        if let Next::Wait { millis } = next {
            assert!(millis <= LONGEST_WAIT_MILLIS);
            return Happened::Waited;
        }
        if fault == Fault::LineBeforehand {
            return Happened::LineLost;
        }
        let happened = self.honestly(next, fault);
        if matches!(fault, Fault::AnswerLost | Fault::AllAnswersLost) {
            return Happened::LineLost;
        }
        if let (Next::Create(part) | Next::Begin { part, .. }, Happened::Created { .. }) =
            (next, happened)
        {
            self.located.insert(part);
        }
        happened
    }

    fn honestly(&mut self, next: Next, fault: Fault) -> Happened {
        let wanted = match next {
            Next::PutManifest(case) => self.wanted(case),
            _ => Vec::new(),
        };
        let sizes: Vec<u64> = wanted.iter().map(|part| self.bytes(*part)).collect();
        let gateway = &mut self.gateway;
        match next {
            Next::Rest | Next::Wait { .. } => Happened::Waited,
            Next::Connect => Happened::Connected,
            Next::Create(part) => {
                let offset = *gateway.has.entry(part).or_insert(0);
                Happened::Created {
                    offset: (part % 2 == 0).then_some(offset),
                }
            }
            Next::AskOffset(part) => gateway
                .has
                .get(&part)
                .map_or(Happened::PartGone, |at| Happened::OffsetIs(*at)),
            Next::Begin { .. } | Next::Send { .. } if fault == Fault::PieceDamaged => {
                Happened::PieceDamaged
            }
            Next::Begin { part, bytes } => {
                let has = gateway.has.entry(part).or_insert(0);
                let half = fault == Fault::HalfTaken;
                if *has == 0 {
                    *has = if half { bytes / 2 } else { bytes };
                }
                if half {
                    return Happened::LineLost;
                }
                Happened::Created { offset: Some(*has) }
            }
            Next::Send {
                part,
                offset,
                bytes,
            } => {
                let Some(has) = gateway.has.get_mut(&part) else {
                    return Happened::PartGone;
                };
                if *has != offset {
                    return Happened::OffsetIs(*has);
                }
                let half = fault == Fault::HalfTaken;
                *has += if half { bytes / 2 } else { bytes };
                if half {
                    Happened::LineLost
                } else {
                    Happened::Accepted(*has)
                }
            }
            Next::Delete(part) => match gateway.has.remove(&part) {
                Some(_) => Happened::Deleted,
                None => Happened::PartGone,
            },
            Next::PutNote(case) => {
                gateway.notes.insert(case);
                Happened::NoteKept
            }
            Next::PutManifest(case) => {
                let whole = |(part, size): (&PartNumber, &u64)| gateway.has.get(part) == Some(size);
                if !wanted.iter().zip(&sizes).all(whole) {
                    return Happened::PartsMissing;
                }
                let before = gateway
                    .receipts
                    .entry(case)
                    .or_insert_with(|| wanted.clone());
                assert_eq!(*before, wanted, "the same manifest whenever it comes");
                Happened::ReceiptVerified
            }
            Next::Discard(case) => {
                let known = &self.known;
                gateway.has.retain(|part, _| known[part].0 != case);
                gateway.notes.remove(&case);
                gateway.discards.insert(case);
                Happened::ReceiptVerified
            }
        }
    }
}
