//! The open cash desk of a suitcase (`GET` and `POST /till`), as the gateway keeps it for the time after a crash:
//! numbers of receipts and amounts, nobody's name. One for each suitcase; the last one counts.

use amtskoffer_domain::till::{Entry, MOST_ENTRIES, Noted, Till};
use serde::{Deserialize, Serialize};

use crate::closing::{CashClosing, ClosingLine, is_word};

/// Most bytes of an open desk.
pub const MAX_TILL_BYTES: usize = 768 * 1024;

/// A desk that is not closed, and a closing that is not told yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenTill {
    /// In the box at the beginning, in cents.
    pub float_cents: i64,
    /// Local time of the first payment, `HH:MM`; empty before it.
    pub since: String,
    /// Everything that was taken in and given back.
    pub lines: Vec<ClosingLine>,
    /// What closed desks took in and can still be given back.
    pub closed: Vec<ClosingLine>,
    /// A closing that the gateway has not taken yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub untold: Option<CashClosing>,
}

/// Answer of the gateway: it keeps the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TillKept {
    /// How many lines it keeps.
    pub lines: usize,
}

impl OpenTill {
    /// The note of a desk.
    pub fn of(till: &Till, since: Option<&str>, untold: Option<CashClosing>) -> Self {
        let Noted {
            float,
            entries,
            closed,
        } = till.noted();
        let lines = |entries: Vec<Entry>| entries.into_iter().map(ClosingLine::from).collect();
        Self {
            float_cents: float,
            since: since.unwrap_or_default().to_owned(),
            lines: lines(entries),
            closed: lines(closed),
            untold,
        }
    }

    /// The desk that was noted; nothing when it does not have the agreed form or does not follow from its lines.
    pub fn till(&self) -> Option<Till> {
        let is_bounded = self.lines.len() <= 2 * MOST_ENTRIES && self.closed.len() <= MOST_ENTRIES;
        let lines = self.lines.iter().chain(&self.closed);
        let has_form = (self.since.is_empty() || is_word(&self.since))
            && lines.into_iter().all(ClosingLine::has_form)
            && self.untold.as_ref().is_none_or(CashClosing::is_sound);
        if !is_bounded || !has_form {
            return None;
        }
        let entries = |lines: &[ClosingLine]| lines.iter().map(Entry::from).collect();
        let noted = Noted {
            float: self.float_cents,
            entries: entries(&self.lines),
            closed: entries(&self.closed),
        };
        Till::from_noted(&noted).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_TILL_BYTES, OpenTill};
    use amtskoffer_domain::till::{Entry, MOST_ENTRIES, Till, Way};

    fn entry(number: String) -> Entry {
        Entry {
            number,
            time: "10:05".to_owned(),
            way: Way::Cash,
            cents: 1_300,
            federal: 780,
            earlier: None,
        }
    }

    fn at_work() -> Till {
        let mut till = Till::with_float(1_000).expect("an amount");
        till.book(entry("2026-11-22-abcdef-001".to_owned())).expect("an entry");
        till.close("K-1", 2_300, "").expect("a closing");
        till.book(entry("2026-11-22-abcdef-002".to_owned())).expect("an entry");
        till
    }

    #[test]
    fn a_desk_comes_back_as_it_was_noted() {
        let noted = OpenTill::of(&at_work(), Some("10:05"), None);
        let text = serde_json::to_string(&noted).expect("JSON");
        let read: OpenTill = serde_json::from_str(&text).expect("a desk");
        assert_eq!(read, noted);
        assert_eq!(read.till(), Some(at_work()));
        assert_eq!(OpenTill::default().till(), Some(Till::default()));
    }

    #[test]
    fn what_was_touched_is_no_desk() {
        let touched: [fn(&mut OpenTill); 6] = [
            |it| it.float_cents = -1,
            |it| it.since = "10:05\n".to_owned(),
            |it| it.lines[0].time = "<b>".to_owned(),
            |it| it.lines[0].federal_cents = 1_301,
            |it| it.closed[0].earlier = None,
            |it| it.lines = vec![it.lines[0].clone(); 2_000],
        ];
        for (at, touch) in touched.into_iter().enumerate() {
            let mut noted = OpenTill::of(&at_work(), Some("10:05"), None);
            touch(&mut noted);
            assert_eq!(noted.till(), None, "{at}");
        }
    }

    #[test]
    fn the_fullest_desk_is_within_the_limit() {
        let mut till = Till::default();
        let full = |till: &mut Till, from: usize| {
            for number in from..from + MOST_ENTRIES {
                till.book(entry(format!("2026-11-22-abcdef-{number:03}"))).expect("an entry");
            }
        };
        full(&mut till, 0);
        till.close("K-2026-11-22-abcdef-1", 0, "gezählt").expect("a closing");
        full(&mut till, 1_000);
        for number in 1_000..1_000 + MOST_ENTRIES {
            till.give_back(&format!("2026-11-22-abcdef-{number:03}"), "11:00").expect("a receipt");
        }
        let text = serde_json::to_string(&OpenTill::of(&till, Some("10:05"), None)).expect("JSON");
        assert!(2 * text.len() < MAX_TILL_BYTES, "{}", text.len());
    }
}
