//! The answer to one question.

use super::fault::Fault;
use amtskoffer_domain::catalogue::{Bill, Needs};
use amtskoffer_domain::fees::Cents;
use serde::Serialize;
use serde_json::Value;

/// What is printed for one id; what does not apply is left out.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Reply {
    /// The id of the question; null if it has none.
    pub id: Value,
    /// The service, if one was asked about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// Completed years on the day of application.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age: Option<u16>,
    /// Lines of the bill.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fees: Option<Vec<FeeOut>>,
    /// Sum of the lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_cents: Option<i64>,
    /// Shares of town and federal cash office.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shares: Option<SharesOut>,
    /// What age and day decide.
    #[serde(flatten)]
    pub needs: NeedsOut,
    /// The applications of a basket, each with its own lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<Vec<Reply>>,
    /// Lines of the machine readable zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mrz: Option<Vec<String>>,
    /// Whether letters of the names are missing in the zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub truncated: Option<bool>,
    /// Why there is no answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<Fault>,
}

/// One line of a bill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FeeOut {
    /// Name of the rule.
    pub rule: String,
    /// What is to be paid.
    pub cents: i64,
    /// Where the fee stands.
    pub source: String,
    /// How often it is due, if more than once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub times: Option<u16>,
    /// The line doubles another one.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub doubling: bool,
    /// Why nothing is to be paid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub free: Option<String>,
}

/// How a sum is shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct SharesOut {
    /// What the town keeps.
    pub town_cents: i64,
    /// What it passes on.
    pub federal_cents: i64,
}

/// What age and day decide.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct NeedsOut {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fingerprints: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signature: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub applies_alone: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub validity_years: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub validity_months: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub eid_on: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pin_envelope: Option<bool>,
}

impl Reply {
    /// An id without an answer.
    pub fn fault(id: Value, fault: Fault) -> Self {
        Self {
            id,
            error: Some(fault),
            ..Self::default()
        }
    }

    /// Takes the lines of a bill.
    pub fn charge(&mut self, bill: &Bill) {
        self.fees
            .get_or_insert_default()
            .extend(bill.lines.iter().map(|line| FeeOut {
                rule: line.rule.to_owned(),
                cents: line.cents.0,
                source: line.source.to_owned(),
                times: (line.times > 1).then_some(line.times),
                doubling: line.doubling,
                free: line.free.map(str::to_owned),
            }));
        let Cents(total) = bill.total;
        self.total_cents = Some(self.total_cents.unwrap_or(0).saturating_add(total));
        self.shares = bill.shares.map(|shares| SharesOut {
            town_cents: shares.town.0,
            federal_cents: shares.federal.0,
        });
    }
}

impl From<Needs> for NeedsOut {
    fn from(needs: Needs) -> Self {
        Self {
            fingerprints: needs.fingerprints,
            signature: needs.signature,
            applies_alone: needs.applies_alone,
            validity_years: needs.validity_years,
            validity_months: needs.validity_months,
            eid_on: needs.eid_on,
            pin_envelope: needs.pin_envelope,
        }
    }
}
