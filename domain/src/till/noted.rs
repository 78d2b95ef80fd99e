//! What is noted of a desk for the time after a crash, and the desk that follows from such a note.

use super::{Entry, MOST_ENTRIES, Till, TillError, sane};

/// A desk as it is noted elsewhere. Believed only as far as it follows from its entries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Noted {
    /// Money in the box at the beginning, in cents.
    pub float: i64,
    /// All entries, in their order.
    pub entries: Vec<Entry>,
    /// Receipts of closed desks that can still be given back, the oldest first; at most [`MOST_ENTRIES`].
    pub closed: Vec<Entry>,
}

impl Till {
    /// What is to be noted of this desk.
    pub fn noted(&self) -> Noted {
        let newest = self.closed.len().saturating_sub(MOST_ENTRIES);
        Noted {
            float: self.float,
            entries: self.entries.clone(),
            closed: self.closed.iter().skip(newest).cloned().collect(),
        }
    }

    /// The desk that was noted.
    ///
    /// # Errors
    /// [`TillError`] when the note is not that of a desk.
    pub fn from_noted(noted: &Noted) -> Result<Self, TillError> {
        let mut till = Self::with_float(noted.float)?;
        noted.entries.iter().try_for_each(|entry| till.repeat(entry))?;
        if noted.closed.len() > MOST_ENTRIES {
            return Err(TillError::Full);
        }
        for entry in &noted.closed {
            let fits = (0..=entry.cents).contains(&entry.federal) && entry.earlier.is_some();
            let known = till.closed.iter().chain(&till.entries);
            let is_new = known.into_iter().all(|known| known.number != entry.number);
            match (fits, is_new) {
                (true, true) => sane(entry.cents)?,
                (false, _) => return Err(TillError::Amount),
                (_, false) => return Err(TillError::Number),
            };
            till.closed.push(entry.clone());
        }
        Ok(till)
    }

    /// Puts an earlier desk before what was booked here since: its entries, and the money at its beginning. What
    /// was said to lie in the box here counts only when the earlier desk was not at work.
    ///
    /// # Errors
    /// [`TillError`] when both do not fit together; this desk stays as it is then.
    pub fn follow(&mut self, earlier: Self) -> Result<(), TillError> {
        let mut whole = earlier;
        if whole.entries.is_empty() && self.float > 0 {
            whole.float = self.float;
        }
        self.entries.iter().try_for_each(|entry| whole.repeat(entry))?;
        whole.closed.extend(self.closed.iter().cloned());
        *self = whole;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::Way;
    use super::{Entry, Noted, Till, TillError};
    use proptest::prelude::*;

    fn entry(number: &str, cents: i64) -> Entry {
        Entry {
            number: number.to_owned(),
            time: "10:05".to_owned(),
            way: Way::Cash,
            cents,
            federal: 0,
            earlier: None,
        }
    }

    fn at_work() -> Till {
        let mut till = Till::with_float(1_000).expect("an amount");
        for (number, cents) in [("1", 500), ("2", 700), ("3", 900)] {
            till.book(entry(number, cents)).expect("an entry");
        }
        till.give_back("2", "10:10").expect("a receipt");
        till.close("K-1", 2_400, "").expect("a closing");
        till.book(entry("4", 300)).expect("an entry");
        till.give_back("1", "10:20").expect("a receipt");
        till
    }

    #[test]
    fn what_was_noted_is_the_same_desk() {
        let till = at_work();
        let again = Till::from_noted(&till.noted()).expect("a desk");
        assert_eq!(again, till);
        assert_eq!(again.expected(), 2_200);
        assert_eq!(again.may_give_back("3"), Ok(()));
        assert_eq!(again.may_give_back("1"), Err(TillError::Number));
    }

    #[test]
    fn what_is_no_desk_is_not_taken_over() {
        let touched: [fn(&mut Noted); 7] = [
            |it| it.float = -1,
            |it| it.entries[0].cents = -1,
            |it| it.entries.push(it.entries[0].clone()),
            |it| it.closed[0].cents = -1,
            |it| it.closed[0].earlier = None,
            |it| it.closed[0].number = "4".to_owned(),
            |it| it.closed = vec![it.closed[0].clone(); 501],
        ];
        for (at, touch) in touched.into_iter().enumerate() {
            let mut noted = at_work().noted();
            touch(&mut noted);
            assert!(Till::from_noted(&noted).is_err(), "{at}");
        }
    }

    #[test]
    fn what_was_booked_since_comes_after_it() {
        let mut since = Till::with_float(50).expect("an amount");
        since.book(entry("5", 100)).expect("an entry");
        assert_eq!(since.follow(at_work()), Ok(()));
        assert_eq!((since.float(), since.expected(), since.entries().len()), (2_400, 2_300, 3));

        let mut counted = Till::with_float(50).expect("an amount");
        assert_eq!(counted.follow(Till::with_float(80).expect("an amount")), Ok(()));
        assert_eq!(counted.float(), 50, "what was counted last");

        let mut twice = Till::default();
        twice.book(entry("4", 100)).expect("an entry");
        let before = twice.clone();
        assert_eq!(twice.follow(at_work()), Err(TillError::Number));
        assert_eq!(twice, before);
    }

    proptest! {
        /// A crash after any number of acts loses no cent.
        #[test]
        fn a_crash_at_any_moment_changes_nothing(
            acts in prop::collection::vec((0_u8..3, 0_i64..10_000, 0_usize..20), 0..40),
            crash in 0_usize..40,
        ) {
            let mut calm = Till::default();
            let mut broken = Till::default();
            for (at, (act, cents, which)) in acts.iter().enumerate() {
                if at == crash {
                    broken = Till::from_noted(&broken.noted()).expect("a desk");
                }
                for till in [&mut calm, &mut broken] {
                    match act {
                        0 => till.book(entry(&at.to_string(), *cents)).expect("an entry"),
                        1 => drop(till.give_back(&which.to_string(), "11:00")),
                        _ => drop(till.close(&format!("K-{at}"), *cents, "gezählt")),
                    }
                }
                prop_assert_eq!(&calm, &broken);
            }
        }
    }
}
