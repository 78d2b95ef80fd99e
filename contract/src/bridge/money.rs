//! Several cases that are paid together, and the cash desk of the visit. The companion reckons; the page
//! only chooses and shows.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::closing::{CashClosing, ClosingLine};
use crate::ingest::{FeeEntry, PaymentMethod};

/// What the page may ask for here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "money", rename_all = "snake_case", deny_unknown_fields)]
pub enum MoneyRequest {
    /// How the desk stands and what is still to be paid. Reply: [`super::Reply::Money`].
    Look,
    /// What these cases cost together. Input `money.cases`. Reply: [`super::Reply::Basket`].
    Reckon {
        /// Which, in the order of the receipt.
        cases: Vec<Uuid>,
    },
    /// Notes one payment for these cases. Inputs `money.cases`, `given_cents`. Reply:
    /// [`super::Reply::Money`].
    Pay {
        /// Which, in the order of the receipt.
        cases: Vec<Uuid>,
        /// How; not by card and not waived.
        method: PaymentMethod,
        /// Cash handed over in cents; the sum for other ways.
        given_cents: i64,
    },
    /// Takes the sum of these cases from one card. Reply: [`super::Reply::Payment`]; then events.
    Charge {
        /// Which, in the order of the receipt.
        cases: Vec<Uuid>,
    },
    /// Takes a payment back that was not by card, of all cases that it paid; none of them may be sent.
    /// Reply: [`super::Reply::Money`].
    Undo {
        /// One of its cases.
        case: Uuid,
    },
    /// Says how much lies in the box before the first payment. Input `money.float`. Reply:
    /// [`super::Reply::Money`].
    Begin {
        /// Cents.
        float_cents: i64,
    },
    /// Counts the box and closes the desk. Inputs `money.counted`, `money.remark`. Reply:
    /// [`super::Reply::Money`].
    Close {
        /// Cents in the box.
        counted_cents: i64,
        /// Why it does not fit; 3 to 200 letters then.
        remark: String,
    },
    /// Sends the last closing to the data centre. Reply: [`super::Reply::Money`].
    Send,
    /// Prints the last closing. Reply: [`super::Reply::PrintStarted`].
    Print,
}

impl MoneyRequest {
    /// Every input that [`super::Failure::InputOutOfBounds`] may name here.
    pub const INPUTS: [&str; 4] = ["money.cases", "money.float", "money.counted", "money.remark"];
}

/// The desk, and what is still to be paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoneyView {
    /// Cases that are not paid yet, oldest first.
    pub payable: Vec<PayableView>,
    /// In the box at the beginning, in cents.
    pub float_cents: i64,
    /// What was taken in and given back since.
    pub lines: Vec<ClosingLine>,
    /// What must lie in the box now, in cents.
    pub expected_cents: i64,
    /// The last closing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closing: Option<CashClosing>,
    /// The data centre has it.
    #[serde(default)]
    pub sent: bool,
}

/// A case that is not paid yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayableView {
    /// Which.
    pub case: Uuid,
    /// Key of its service.
    pub service: String,
    /// Whose.
    pub person: String,
    /// What it costs alone, in cents.
    pub cents: i64,
}

/// What several cases cost together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BasketView {
    /// Each with its lines.
    pub items: Vec<BasketLines>,
    /// The sum in cents.
    pub total_cents: i64,
}

/// The lines of one case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BasketLines {
    /// Which.
    pub case: Uuid,
    /// Its lines; what another case of the same person pays already is not among them.
    pub fee: Vec<FeeEntry>,
}
