//! The text of a case: what the department reads when it has opened the parts.

use std::collections::BTreeMap;

use amtskoffer_domain::fees::{FeeBill, FeeLine};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::bridge::Secret;

#[allow(unused_imports, reason = "named by the documentation")]
use super::DOCUMENT_PART;

/// The text of a case: everything that is not a picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Application {
    /// The register's key of the person.
    pub record: String,
    /// Reason and file number of the look-up.
    pub purpose: crate::register::Purpose,
    /// Field key to value, as checked by the rules of the service.
    pub answers: BTreeMap<String, String>,
    /// Fingers that were not taken, ISO finger position (1–10) to reason key.
    pub missing_fingers: BTreeMap<u8, String>,
    /// Quality of each print that was taken, ISO finger position to 0–100, or 255 where it could not
    /// be measured.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub print_quality: BTreeMap<u8, u8>,
    /// Mandatory criteria that the photo misses, by their numbers in TR-03121-3.2.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photo_misses: Vec<String>,
    /// Last day of the ID card that the person holds by the register, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card_valid_until: Option<String>,
    /// Scanned documents, one for each part that begins with [`DOCUMENT_PART`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<DocumentEntry>,
    /// Fee lines in the order of the receipt.
    pub fee: Vec<FeeEntry>,
    /// How it was paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment: Option<Payment>,
    /// Card payments that were given back before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reversed: Vec<Reversed>,
    /// The Sperrsumme of a card that is to be blocked or unblocked, 64 hexadecimal digits; without it the
    /// office takes it from its register (PAuswV § 25).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blocking_sum: Option<Secret>,
}

/// A card payment that was given back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reversed {
    /// What had been paid.
    pub payment: Payment,
    /// Why it was given back, in the clerk's words, 3 to 200 characters.
    pub reason: String,
}

/// What a scanned document is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentEntry {
    /// Name of its part.
    pub part: String,
    /// Key of the kind of paper, e.g. `birth_certificate`.
    pub kind: String,
    /// Number of pages.
    pub pages: usize,
}

/// One line of a fee bill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeeEntry {
    /// Rule of the fee file, e.g. `PA_GE24`.
    pub rule: String,
    /// Amount in cents.
    pub cents: i64,
}

impl FeeEntry {
    /// The lines of a bill.
    pub fn of(bill: &FeeBill) -> Vec<Self> {
        let entry = |line: &FeeLine| Self {
            rule: line.rule.clone(),
            cents: line.cents.0,
        };
        bill.lines.iter().map(entry).collect()
    }
}

/// A payment taken on the visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Payment {
    /// How.
    pub method: PaymentMethod,
    /// Sum due for this case in cents.
    pub due_cents: i64,
    /// Cash handed over in cents for all that the payment pays; equals that sum for other methods.
    pub given_cents: i64,
    /// Number of the receipt, unique per suitcase and day; the same for all cases that are paid together.
    pub receipt_number: String,
    /// All cases that are paid together, this one among them, in the order of the receipt; none when it is
    /// paid alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub basket: Vec<BasketItem>,
    /// What the payment terminal told; only of payments by card.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<CardDetails>,
}

impl Payment {
    /// Sum of all that the payment pays, in cents.
    pub fn total_cents(&self) -> i64 {
        if self.basket.is_empty() {
            return self.due_cents;
        }
        let lines = self.basket.iter().flat_map(|item| &item.fee);
        lines.fold(0, |sum: i64, line| sum.saturating_add(line.cents))
    }
}

/// One of several cases that are paid together: what somebody else needs to reckon the whole anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BasketItem {
    /// Which.
    pub case: Uuid,
    /// The register's key of the person, which tells persons apart; empty for a newcomer.
    pub person: String,
    /// Key of the service.
    pub service: String,
    /// Day of application, `YYYY-MM-DD`.
    pub applied: String,
    /// The answers that decide the fee.
    pub answers: BTreeMap<String, String>,
    /// Its lines beside the others.
    pub fee: Vec<FeeEntry>,
}

/// What a payment terminal told of a payment. No field holds a whole card number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CardDetails {
    /// The terminal's number, up to 8 digits.
    pub terminal: String,
    /// Trace number (TA-Nr.), up to 6 digits.
    pub trace: u32,
    /// Receipt number of the terminal (Beleg-Nr.), up to 4 digits.
    pub receipt: u32,
    /// The card's number, hidden by `*` but for its last four digits.
    pub card_number: String,
    /// Kind of card, e.g. `girocard`.
    pub card_name: String,
    /// The bank's authorisation (AID).
    pub authorisation: String,
    /// Local time by the terminal's clock, `YYYY-MM-DDTHH:MM:SS`.
    pub at: String,
    /// The terminal's receipt for the person who paid.
    pub customer_receipt: Vec<String>,
    /// The terminal's receipt for the office.
    pub merchant_receipt: Vec<String>,
    /// The terminal's answer was lost, and the clerk read it from the terminal's journal.
    pub by_clerk: bool,
}

impl CardDetails {
    /// Most lines of a receipt.
    pub const MAX_LINES: usize = 200;

    /// Longest line of a receipt, in characters.
    pub const MAX_LINE: usize = 80;
}

/// Way of payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentMethod {
    /// Cash.
    Cash,
    /// By card at the payment terminal.
    Card,
    /// A bill is sent later.
    Invoice,
    /// Fee waived with a reason.
    Waived,
}

impl PaymentMethod {
    /// All ways.
    pub const ALL: [Self; 4] = [Self::Cash, Self::Card, Self::Invoice, Self::Waived];

    /// As the answers of a case, papers and stores call it; the same as on the wire.
    pub fn key(self) -> &'static str {
        match self {
            Self::Cash => "cash",
            Self::Card => "card",
            Self::Invoice => "invoice",
            Self::Waived => "waived",
        }
    }

    /// The way with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.key() == key)
    }
}

#[cfg(test)]
mod tests {
    use super::PaymentMethod;

    #[test]
    fn keys_are_those_of_the_wire() {
        for way in PaymentMethod::ALL {
            let wire = serde_json::to_string(&way).expect("JSON");
            assert_eq!(wire, format!("{:?}", way.key()));
            assert_eq!(PaymentMethod::from_key(way.key()), Some(way));
        }
        assert_eq!(PaymentMethod::from_key("gold"), None);
    }
}
