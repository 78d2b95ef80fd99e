//! The cash desk of a visit: what was taken in, by which way, and what must lie in the box. Pure; times and
//! numbers come from outside.
//!
//! Nothing is ever taken out of the list: what was given back stands there as an entry of its own, below
//! zero, even when the desk was closed in between: then it names that closing. A closing counts the box; what does not fit needs a remark. The next desk begins with the counted
//! money.

mod noted;

pub use noted::Noted;

use thiserror::Error;

/// Most entries of one desk.
pub const MOST_ENTRIES: usize = 500;

/// Most receipts of closed desks that can still be given back; the oldest are forgotten first.
const MOST_CLOSED: usize = 20 * MOST_ENTRIES;

/// Most cents that a desk can know of in one place.
pub const MOST_CENTS: i64 = 100_000_000;

/// Longest remark in letters.
pub const LONGEST_REMARK: usize = 200;

/// Shortest remark in letters.
const SHORTEST_REMARK: usize = 3;

/// By which way money came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Way {
    /// Into the box.
    Cash,
    /// At the terminal.
    Card,
    /// It will be asked for by letter.
    Invoice,
    /// It is let off.
    Waived,
}

/// One line of the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Number of the receipt.
    pub number: String,
    /// Local time, `HH:MM`.
    pub time: String,
    /// By which way.
    pub way: Way,
    /// Cents; below zero for what was given back.
    pub cents: i64,
    /// Part of it that is passed on to the federal cash office.
    pub federal: i64,
    /// Number of the closing in which it was taken in; only of what was given back after that closing.
    pub earlier: Option<String>,
}

/// What the entries come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// In cash.
    pub cash: i64,
    /// By card.
    pub card: i64,
    /// To be asked for by letter.
    pub invoice: i64,
    /// Passed on to the federal cash office.
    pub federal: i64,
}

impl Sums {
    /// What was paid or will be.
    pub fn total(self) -> i64 {
        self.cash + self.card + self.invoice
    }

    /// What stays with the town.
    pub fn town(self) -> i64 {
        self.total() - self.federal
    }
}

/// A desk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Till {
    float: i64,
    entries: Vec<Entry>,
    /// What was taken in by closed desks and not given back, with the closing's number in `earlier`.
    closed: Vec<Entry>,
}

/// A desk that was counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Money in the box at the beginning.
    pub float: i64,
    /// All entries.
    pub entries: Vec<Entry>,
    /// What they come to.
    pub sums: Sums,
    /// What must lie in the box.
    pub expected: i64,
    /// What lies there.
    pub counted: i64,
    /// What is too much, or too little.
    pub difference: i64,
    /// Why it does not fit.
    pub remark: String,
}

/// Why something cannot be done at the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TillError {
    /// Money was taken already: the money at the beginning cannot change any more.
    #[error("the desk is at work; its beginning cannot change")]
    AtWork,
    /// The number stands there already, or nothing that can be given back does.
    #[error("the number of the receipt does not fit")]
    Number,
    /// An amount below zero or beyond all bounds.
    #[error("the amount is out of bounds")]
    Amount,
    /// The desk is full: close it.
    #[error("the desk is full; close it first")]
    Full,
    /// The money does not fit, and nobody says why.
    #[error("the counted money does not fit; say why in 3 to 200 letters")]
    RemarkMissing,
}

impl Till {
    /// A desk with some money in its box.
    ///
    /// # Errors
    /// [`TillError::Amount`].
    pub fn with_float(float: i64) -> Result<Self, TillError> {
        sane(float).map(|float| Self {
            float,
            ..Self::default()
        })
    }

    /// Money in the box at the beginning.
    pub fn float(&self) -> i64 {
        self.float
    }

    /// The entries in their order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Says how much lies in the box at the beginning.
    ///
    /// # Errors
    /// [`TillError::AtWork`], [`TillError::Amount`].
    pub fn set_float(&mut self, float: i64) -> Result<(), TillError> {
        if !self.entries.is_empty() {
            return Err(TillError::AtWork);
        }
        self.float = sane(float)?;
        Ok(())
    }

    /// Takes money in.
    ///
    /// # Errors
    /// [`TillError::Number`], [`TillError::Amount`], [`TillError::Full`].
    pub fn book(&mut self, entry: Entry) -> Result<(), TillError> {
        sane(entry.cents)?;
        if self.entries.len() >= MOST_ENTRIES {
            return Err(TillError::Full);
        }
        if !(0..=entry.cents).contains(&entry.federal) {
            return Err(TillError::Amount);
        }
        if self.entries.iter().any(|known| known.number == entry.number) {
            return Err(TillError::Number);
        }
        self.entries.push(Entry {
            earlier: None,
            ..entry
        });
        Ok(())
    }

    /// Whether what a receipt says can be given back.
    ///
    /// # Errors
    /// As [`Till::give_back`].
    pub fn may_give_back(&self, number: &str) -> Result<(), TillError> {
        self.back(number).map(drop)
    }

    /// Gives back what a receipt says, of this desk or of one that was closed.
    ///
    /// # Errors
    /// [`TillError::Number`] when there is no such receipt, or it was given back before, [`TillError::Full`].
    pub fn give_back(&mut self, number: &str, time: &str) -> Result<(), TillError> {
        let back = self.back(number)?;
        if back.earlier.is_some() {
            self.closed.retain(|entry| entry.number != number);
        }
        self.entries.push(Entry {
            time: time.to_owned(),
            ..back
        });
        Ok(())
    }

    /// The entry that gives a receipt back.
    fn back(&self, number: &str) -> Result<Entry, TillError> {
        if self.entries.len() >= 2 * MOST_ENTRIES {
            return Err(TillError::Full);
        }
        let mut of_number = self.entries.iter().filter(|entry| entry.number == number);
        let entry = match (of_number.next(), of_number.next()) {
            (Some(entry), None) if entry.earlier.is_none() => entry,
            (None, _) => {
                let mut closed = self.closed.iter();
                closed.find(|entry| entry.number == number).ok_or(TillError::Number)?
            }
            _ => return Err(TillError::Number),
        };
        Ok(Entry {
            cents: -entry.cents,
            federal: -entry.federal,
            ..entry.clone()
        })
    }

    /// Does once more what an entry of somebody else says; nothing else may come of it.
    fn repeat(&mut self, entry: &Entry) -> Result<(), TillError> {
        if entry.earlier.is_some() {
            self.take_over(entry)?;
        } else if entry.cents < 0 || is_back(&self.entries, entry) {
            self.give_back(&entry.number, &entry.time)?;
        } else {
            self.book(entry.clone())?;
        }
        let same = self.entries.last() == Some(entry);
        same.then_some(()).ok_or(TillError::Amount)
    }

    /// Takes over what somebody else says was given back of a closed desk; whether that desk took it in is for
    /// whoever knows its closing.
    fn take_over(&mut self, entry: &Entry) -> Result<(), TillError> {
        let fits = entry.cents <= 0 && (entry.cents..=0).contains(&entry.federal);
        let taken_in = Entry {
            cents: entry.cents.saturating_neg(),
            federal: entry.federal.saturating_neg(),
            ..entry.clone()
        };
        if !fits || sane(taken_in.cents).is_err() {
            return Err(TillError::Amount);
        }
        self.closed.push(taken_in);
        self.give_back(&entry.number, &entry.time)
    }

    /// What the entries come to.
    pub fn sums(&self) -> Sums {
        sums(&self.entries)
    }

    /// What must lie in the box.
    pub fn expected(&self) -> i64 {
        self.float + self.sums().cash
    }

    /// Counts the box; the next desk begins with what lies there. The closing has that number.
    ///
    /// # Errors
    /// [`TillError::Amount`], [`TillError::RemarkMissing`]; the desk stays as it is then.
    pub fn close(&mut self, number: &str, counted: i64, remark: &str) -> Result<Counted, TillError> {
        let counted = sane(counted)?;
        let expected = self.expected();
        let difference = counted - expected;
        let remark = remark.trim();
        if difference != 0 && !is_remark(remark) {
            return Err(TillError::RemarkMissing);
        }
        let float = std::mem::replace(&mut self.float, counted);
        let entries = std::mem::take(&mut self.entries);
        self.keep_closed(number, &entries);
        Ok(Counted {
            float,
            sums: sums(&entries),
            entries,
            expected,
            counted,
            difference,
            remark: remark.to_owned(),
        })
    }
}

impl Till {
    /// Keeps what can still be given back of a desk that was closed.
    fn keep_closed(&mut self, closing: &str, entries: &[Entry]) {
        let stays = |entry: &&Entry| {
            let mut same = entries.iter().filter(|other| other.number == entry.number);
            entry.earlier.is_none() && same.nth(1).is_none()
        };
        self.closed.extend(entries.iter().filter(stays).map(|entry| Entry {
            earlier: Some(closing.to_owned()),
            ..entry.clone()
        }));
        let too_many = self.closed.len().saturating_sub(MOST_CLOSED);
        self.closed.drain(..too_many);
    }
}

impl Counted {
    /// Whether everything follows from the entries, the beginning and the counted money: what somebody else
    /// reckoned is believed only then.
    pub fn adds_up(&self) -> bool {
        let Ok(mut till) = Till::with_float(self.float) else {
            return false;
        };
        let all = self.entries.iter().try_for_each(|entry| till.repeat(entry));
        all.is_ok() && till.close("", self.counted, &self.remark).as_ref() == Ok(self)
    }
}

/// An entry of nothing that stands there a second time.
fn is_back(known: &[Entry], entry: &Entry) -> bool {
    entry.cents == 0 && known.iter().any(|other| other.number == entry.number)
}

fn sums(entries: &[Entry]) -> Sums {
    let mut sums = Sums::default();
    for entry in entries {
        match entry.way {
            Way::Cash => sums.cash += entry.cents,
            Way::Card => sums.card += entry.cents,
            Way::Invoice => sums.invoice += entry.cents,
            Way::Waived => continue,
        }
        sums.federal += entry.federal;
    }
    sums
}

fn sane(cents: i64) -> Result<i64, TillError> {
    let fits = (0..=MOST_CENTS).contains(&cents);
    fits.then_some(cents).ok_or(TillError::Amount)
}

fn is_remark(text: &str) -> bool {
    let letters = text.chars().count();
    (SHORTEST_REMARK..=LONGEST_REMARK).contains(&letters) && !text.chars().any(char::is_control)
}

#[cfg(test)]
mod tests;
