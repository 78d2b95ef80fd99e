//! The closing of the cash desk of a visit: `POST /closings`. Names nobody: numbers of receipts, times and
//! amounts. The gateway reckons everything anew and keeps what adds up; the same closing again changes
//! nothing.

use amtskoffer_domain::till::{Counted, Entry, MOST_ENTRIES, Sums, Way};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::ingest::PaymentMethod;

/// Most bytes of a closing.
pub const MAX_CLOSING_BYTES: usize = 256 * 1024;

/// Longest number of a receipt.
const LONGEST_NUMBER: usize = 40;

/// One payment, or one that was given back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClosingLine {
    /// Number of the receipt.
    pub number: String,
    /// Local time, `HH:MM`.
    pub time: String,
    /// By which way.
    pub way: PaymentMethod,
    /// Cents; below zero for what was given back.
    pub cents: i64,
    /// Part of it for the federal cash office.
    pub federal_cents: i64,
    /// Number of the closing in which the money was taken in; only of what was given back after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earlier: Option<String>,
}

/// A desk that was counted. All amounts in cents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CashClosing {
    /// Which; also the idempotency key.
    pub id: Uuid,
    /// Its number, as the paper shows it.
    pub number: String,
    /// Local day, `YYYY-MM-DD`.
    pub date: String,
    /// Local time of the first payment, `HH:MM`.
    pub from: String,
    /// Local time of the closing, `HH:MM`.
    pub until: String,
    /// In the box at the beginning.
    pub float_cents: i64,
    /// Everything that was taken in and given back.
    pub lines: Vec<ClosingLine>,
    /// In cash.
    pub cash_cents: i64,
    /// By card.
    pub card_cents: i64,
    /// Asked for by letter.
    pub invoice_cents: i64,
    /// For the federal cash office.
    pub federal_cents: i64,
    /// What must lie in the box.
    pub expected_cents: i64,
    /// What lies there.
    pub counted_cents: i64,
    /// What is too much, or too little.
    pub difference_cents: i64,
    /// Why it does not fit; may be empty when it fits.
    pub remark: String,
}

/// Answer of the gateway: it has the closing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClosingKept {
    /// Which.
    pub id: Uuid,
}

impl CashClosing {
    /// A counted desk.
    pub fn of(id: Uuid, number: String, [date, from, until]: [String; 3], counted: Counted) -> Self {
        Self {
            id,
            number,
            date,
            from,
            until,
            float_cents: counted.float,
            lines: counted.entries.into_iter().map(ClosingLine::from).collect(),
            cash_cents: counted.sums.cash,
            card_cents: counted.sums.card,
            invoice_cents: counted.sums.invoice,
            federal_cents: counted.sums.federal,
            expected_cents: counted.expected,
            counted_cents: counted.counted,
            difference_cents: counted.difference,
            remark: counted.remark,
        }
    }

    /// Whether it has the agreed form, and everything follows from its lines and the counted money.
    pub fn is_sound(&self) -> bool {
        let mut words = [&self.number, &self.date, &self.from, &self.until].into_iter();
        self.lines.len() <= 2 * MOST_ENTRIES
            && words.all(|word| is_word(word))
            && self.lines.iter().all(ClosingLine::has_form)
            && self.counted().adds_up()
    }

    fn counted(&self) -> Counted {
        Counted {
            float: self.float_cents,
            entries: self.lines.iter().map(Entry::from).collect(),
            sums: Sums {
                cash: self.cash_cents,
                card: self.card_cents,
                invoice: self.invoice_cents,
                federal: self.federal_cents,
            },
            expected: self.expected_cents,
            counted: self.counted_cents,
            difference: self.difference_cents,
            remark: self.remark.clone(),
        }
    }
}

impl ClosingLine {
    /// Whether its words have the agreed form.
    pub(crate) fn has_form(&self) -> bool {
        is_word(&self.number) && is_word(&self.time) && self.earlier.as_deref().is_none_or(is_word)
    }
}

impl From<Entry> for ClosingLine {
    fn from(entry: Entry) -> Self {
        Self {
            number: entry.number,
            time: entry.time,
            way: match entry.way {
                Way::Cash => PaymentMethod::Cash,
                Way::Card => PaymentMethod::Card,
                Way::Invoice => PaymentMethod::Invoice,
                Way::Waived => PaymentMethod::Waived,
            },
            cents: entry.cents,
            federal_cents: entry.federal,
            earlier: entry.earlier,
        }
    }
}

impl From<&ClosingLine> for Entry {
    fn from(line: &ClosingLine) -> Self {
        Self {
            number: line.number.clone(),
            time: line.time.clone(),
            way: way(line.way),
            cents: line.cents,
            federal: line.federal_cents,
            earlier: line.earlier.clone(),
        }
    }
}

/// The way of a payment, as the cash desk knows it.
pub fn way(method: PaymentMethod) -> Way {
    match method {
        PaymentMethod::Cash => Way::Cash,
        PaymentMethod::Card => Way::Card,
        PaymentMethod::Invoice => Way::Invoice,
        PaymentMethod::Waived => Way::Waived,
    }
}

/// Whether it is a number, a day or a time: short and of plain signs.
pub(crate) fn is_word(word: &str) -> bool {
    let sign = |byte: u8| byte.is_ascii_alphanumeric() || b"-:.".contains(&byte);
    (1..=LONGEST_NUMBER).contains(&word.len()) && word.bytes().all(sign)
}

#[cfg(test)]
mod tests {
    use super::{CashClosing, ClosingLine};
    use amtskoffer_domain::till::{Entry, Till, Way};
    use uuid::Uuid;

    fn closing() -> CashClosing {
        let mut till = Till::with_float(10_000).expect("an amount");
        for (number, way, cents, federal) in [("1", Way::Cash, 1_300, 780), ("2", Way::Card, 700, 0)] {
            let (number, time) = (number.to_owned(), "10:05".to_owned());
            let entry = Entry { number, time, way, cents, federal, earlier: None };
            till.book(entry).expect("an entry");
        }
        let counted = till.close("K-1", 11_250, "50 Cent fehlen").expect("a closing");
        let words = ["2026-11-22", "10:05", "12:00"].map(str::to_owned);
        CashClosing::of(Uuid::from_u128(7), "K-1".to_owned(), words, counted)
    }

    #[test]
    fn what_was_counted_is_sound_and_what_was_touched_is_not() {
        assert!(closing().is_sound());
        assert_eq!((closing().federal_cents, closing().difference_cents), (780, -50));
        let touched: [fn(&mut CashClosing); 8] = [
            |it| it.card_cents += 1,
            |it| it.remark = String::new(),
            |it| it.number = "<b>".to_owned(),
            |it| it.until = String::new(),
            |it| it.lines[0].time = "10:05\n".to_owned(),
            |it| it.lines[0].federal_cents = 1_301,
            |it| it.lines[0].earlier = Some("K 1".to_owned()),
            |it| it.lines = vec![it.lines[0].clone(); 2_000],
        ];
        for (at, touch) in touched.into_iter().enumerate() {
            let mut closing = closing();
            touch(&mut closing);
            assert!(!closing.is_sound(), "{at}");
        }
    }

    #[test]
    fn the_wire_form_is_fixed() {
        let line = ClosingLine::from(Entry {
            number: "1".to_owned(),
            time: "10:05".to_owned(),
            way: Way::Cash,
            cents: 1_300,
            federal: 780,
            earlier: None,
        });
        let text = serde_json::to_string(&line).expect("JSON");
        let expected = r#"{"number":"1","time":"10:05","way":"cash","cents":1300,"federal_cents":780}"#;
        assert_eq!(text, expected);
        let text = serde_json::to_string(&closing()).expect("JSON");
        let read: CashClosing = serde_json::from_str(&text).expect("a closing");
        assert_eq!(read, closing());
    }
}
