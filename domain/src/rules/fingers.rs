//! The order in which fingers are captured, and which print is taken (TR-03121-3, profile
//! ACQ-FP2P-SV-2; PAuswG § 5(9)).
//!
//! Right hand, then left; on each hand index, thumb, middle, ring; at most three attempts a finger.
//! The first finger whose best print reaches its threshold ends the hand.

/// A hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Hand {
    /// Right, captured first.
    Right,
    /// Left.
    Left,
}

impl Hand {
    /// Both hands in the order of capture.
    pub const ALL: [Self; 2] = [Self::Right, Self::Left];

    /// Stable key.
    pub fn key(self) -> &'static str {
        match self {
            Self::Right => "right_hand",
            Self::Left => "left_hand",
        }
    }
}

/// A finger that may be captured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Finger {
    /// Zeigefinger.
    Index,
    /// Daumen.
    Thumb,
    /// Mittelfinger.
    Middle,
    /// Ringfinger.
    Ring,
}

impl Finger {
    /// All fingers in the order in which they are tried.
    pub const ORDER: [Self; 4] = [Self::Index, Self::Thumb, Self::Middle, Self::Ring];

    /// NFIQ 2 value from which a plain print for enrolment is good enough.
    pub fn threshold(self) -> u8 {
        match self {
            Self::Thumb | Self::Index => 30,
            Self::Middle => 20,
            Self::Ring => 10,
        }
    }

    /// Whether a print of this NFIQ 2 value is good enough; the value of its error never is.
    pub fn accepts(self, quality: u8) -> bool {
        quality != NFIQ_ERROR && quality >= self.threshold()
    }
}

/// One finger of one hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// Which hand.
    pub hand: Hand,
    /// Which finger.
    pub finger: Finger,
}

impl Position {
    /// The finger code of ISO/IEC 19794-4: right thumb 1 to ring 4, left thumb 6 to ring 9.
    pub fn code(self) -> u8 {
        let hand = match self.hand {
            Hand::Right => 0,
            Hand::Left => 5,
        };
        let finger = match self.finger {
            Finger::Thumb => 1,
            Finger::Index => 2,
            Finger::Middle => 3,
            Finger::Ring => 4,
        };
        hand + finger
    }

    /// The finger of a code; nothing for little fingers and other numbers.
    pub fn from_code(code: u8) -> Option<Self> {
        Hand::ALL
            .into_iter()
            .flat_map(|hand| Finger::ORDER.map(|finger| Self { hand, finger }))
            .find(|position| position.code() == code)
    }
}

/// Why a finger is not captured (after the "not captured" reasons of ISO/IEC 39794-4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MissingReason {
    /// The finger or its tip is missing.
    Amputated,
    /// Bandaged or injured for a time: no lasting reason to do without prints.
    TemporarilyInjured,
    /// Lastingly impossible for medical reasons (PAuswG § 5(9)).
    PermanentlyImpossible,
    /// The scanner got no usable picture.
    QualityInsufficient,
    /// The applicant refuses; the application cannot be ordered.
    Refused,
}

impl MissingReason {
    /// All reasons in the order in which they are offered.
    pub const ALL: [Self; 5] = [
        Self::Amputated,
        Self::TemporarilyInjured,
        Self::PermanentlyImpossible,
        Self::QualityInsufficient,
        Self::Refused,
    ];

    /// Stable key.
    pub fn key(self) -> &'static str {
        match self {
            Self::Amputated => "amputated",
            Self::TemporarilyInjured => "temporarily_injured",
            Self::PermanentlyImpossible => "permanently_impossible",
            Self::QualityInsufficient => "quality_insufficient",
            Self::Refused => "refused",
        }
    }

    /// The reason of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.key() == key)
    }

    /// Whether the reason lets the card be ordered without a print of this hand.
    pub fn is_lasting(self) -> bool {
        matches!(self, Self::Amputated | Self::PermanentlyImpossible)
    }
}

/// Most attempts on one finger.
pub const MAX_ATTEMPTS: usize = 3;

/// The value by which NFIQ 2 says that it failed.
const NFIQ_ERROR: u8 = 255;

/// One attempt to capture a finger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// Which finger.
    pub position: Position,
    /// Name of the captured print, given by the caller; nothing if the scanner got no picture.
    pub print: Option<String>,
    /// NFIQ 2 value, 0 to 100, or 255 for its error; without meaning if there is no print.
    pub quality: u8,
}

impl Attempt {
    /// Quality for comparing: an error of NFIQ 2 is worse than every value.
    fn rank(&self) -> Option<i16> {
        self.print.as_ref()?;
        Some(if self.quality == NFIQ_ERROR {
            -1
        } else {
            i16::from(self.quality)
        })
    }

    fn is_sufficient(&self) -> bool {
        self.rank() >= Some(i16::from(self.position.finger.threshold()))
    }
}

/// What to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Capture this finger.
    Capture {
        /// Which finger.
        position: Position,
        /// Which attempt on it, from 1 to [`MAX_ATTEMPTS`].
        attempt: usize,
    },
    /// Both hands are through; see [`FingerRun::best`].
    Done,
}

/// The capture of both hands: a pure state machine, fed with attempts and missing fingers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FingerRun {
    missing: Vec<(Position, MissingReason)>,
    attempts: Vec<Attempt>,
    ended: Vec<Hand>,
}

/// Why an attempt does not count: it is not of the finger that is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("another finger is due")]
pub struct NotDue;

impl FingerRun {
    /// A run; missing fingers are marked first, if known.
    pub fn new(missing: Vec<(Position, MissingReason)>) -> Self {
        Self {
            missing,
            ..Self::default()
        }
    }

    /// What to do next.
    pub fn next(&self) -> Step {
        let hands = Hand::ALL.into_iter().filter(|hand| !self.is_through(*hand));
        let due = hands.flat_map(|hand| Finger::ORDER.map(|finger| Position { hand, finger }));
        due.into_iter()
            .find(|position| self.is_open(*position))
            .map_or(Step::Done, |position| Step::Capture {
                position,
                attempt: self.attempts_on(position) + 1,
            })
    }

    /// Takes an attempt on the finger that is due.
    ///
    /// # Errors
    /// [`NotDue`] if another finger, or none, is due; nothing changes then.
    pub fn record(&mut self, attempt: Attempt) -> Result<Step, NotDue> {
        match self.next() {
            Step::Capture { position, .. } if position == attempt.position => {
                self.attempts.push(attempt);
                Ok(self.next())
            }
            _ => Err(NotDue),
        }
    }

    /// Marks a finger as not to be captured; attempts on it no longer count.
    pub fn mark_missing(&mut self, position: Position, reason: MissingReason) {
        self.missing.retain(|(known, _)| *known != position);
        self.missing.push((position, reason));
        self.attempts.retain(|attempt| attempt.position != position);
    }

    /// Starts a finger again: its attempts are dropped and counted anew. Names of the dropped
    /// prints are returned, so that the caller can delete them.
    pub fn recapture(&mut self, position: Position) -> Vec<String> {
        self.missing.retain(|(known, _)| *known != position);
        self.ended.retain(|hand| *hand != position.hand);
        let (dropped, kept) = self
            .attempts
            .drain(..)
            .partition(|attempt| attempt.position == position);
        self.attempts = kept;
        let dropped: Vec<Attempt> = dropped;
        dropped
            .into_iter()
            .filter_map(|attempt| attempt.print)
            .collect()
    }

    /// Ends a hand with what it has: the clerk takes a print below its threshold.
    pub fn end_hand(&mut self, hand: Hand) {
        if !self.ended.contains(&hand) {
            self.ended.push(hand);
        }
    }

    /// The print to be taken of a hand: the best of the first finger that reaches its threshold;
    /// if none does, the best of all, and at equal quality index before thumb before middle.
    pub fn best(&self, hand: Hand) -> Option<&Attempt> {
        let of_hand = || {
            self.attempts
                .iter()
                .filter(move |a| a.position.hand == hand)
        };
        let sufficient = of_hand().filter(|attempt| attempt.is_sufficient());
        best_of(sufficient).or_else(|| best_of(of_hand().filter(|a| a.rank().is_some())))
    }

    /// Whether a hand is through and has no print at all: a reason must be told.
    pub fn lacks_print(&self, hand: Hand) -> bool {
        self.is_through(hand) && self.best(hand).is_none()
    }

    /// Fingers that were marked as missing, with the reasons.
    pub fn missing(&self) -> &[(Position, MissingReason)] {
        &self.missing
    }

    /// All attempts that count, oldest first.
    pub fn attempts(&self) -> &[Attempt] {
        &self.attempts
    }

    fn is_through(&self, hand: Hand) -> bool {
        let sufficient = |a: &Attempt| a.position.hand == hand && a.is_sufficient();
        self.ended.contains(&hand)
            || self.attempts.iter().any(sufficient)
            || Finger::ORDER
                .iter()
                .all(|&finger| !self.is_open(Position { hand, finger }))
    }

    fn is_open(&self, position: Position) -> bool {
        let missing = self.missing.iter().any(|(known, _)| *known == position);
        !missing && self.attempts_on(position) < MAX_ATTEMPTS
    }

    fn attempts_on(&self, position: Position) -> usize {
        self.attempts
            .iter()
            .filter(|attempt| attempt.position == position)
            .count()
    }
}

/// The highest rank; among equals the earlier finger of the order, then the earlier attempt.
fn best_of<'a>(attempts: impl Iterator<Item = &'a Attempt>) -> Option<&'a Attempt> {
    attempts.reduce(|best, other| {
        let better = other.rank() > best.rank()
            || (other.rank() == best.rank() && other.position.finger < best.position.finger);
        if better { other } else { best }
    })
}

#[cfg(test)]
mod tests;
