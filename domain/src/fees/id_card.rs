//! Fees of the ID card (PAuswGebV § 1).

use super::bill::FeeBill;
use super::rule;
use super::table::{FeeError, FeeTable};
use crate::dates::Date;

/// Whether a temporary card is applied for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TemporaryCard {
    /// Only the ID card.
    #[default]
    No,
    /// Beside the ID card.
    Also,
    /// Only the temporary card.
    Only,
}

/// What decides the fee of an ID card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdCardFeeFacts {
    /// Completed years on the day of application.
    pub age: u16,
    /// Day of application.
    pub on: Date,
    /// The authority makes the photo.
    pub photo_by_office: bool,
    /// Outside office hours, because the applicant wishes so. A home visit alone is not.
    pub out_of_hours_on_wish: bool,
    /// Another than the competent authority acts.
    pub non_competent_authority: bool,
    /// The applicant lives abroad; counts only with a non-competent authority.
    pub lives_abroad: bool,
    /// The card is delivered to the dwelling.
    pub home_delivery: bool,
    /// Whether a temporary card is applied for.
    pub temporary: TemporaryCard,
}

impl IdCardFeeFacts {
    /// The plain case: own photo, office hours, competent authority, collected at the office.
    pub fn plain(age: u16, on: Date) -> Self {
        Self {
            age,
            on,
            photo_by_office: false,
            out_of_hours_on_wish: false,
            non_competent_authority: false,
            lives_abroad: false,
            home_delivery: false,
            temporary: TemporaryCard::No,
        }
    }
}

/// The bill for an ID card, a temporary card, or both.
///
/// The addition for acting outside office hours or without being competent is taken once: a
/// temporary card beside an ID card is charged by § 1(2) sentence 2, which § 1(3) does not raise.
/// For an ID card of somebody living abroad, the addition of § 1(4) Nr. 1 takes the place of that
/// for a non-competent authority.
///
/// # Errors
/// [`FeeError::NoRow`] if the table has no row for a needed rule on the day of application.
pub fn id_card_fee(table: &FeeTable, facts: &IdCardFeeFacts) -> Result<FeeBill, FeeError> {
    let with_card = facts.temporary != TemporaryCard::Only;
    let abroad = with_card && facts.non_competent_authority && facts.lives_abroad;
    let elsewhere = facts.non_competent_authority && !abroad;
    let base = if facts.age < LOWER_FEE_BELOW {
        rule::PA_LT24
    } else {
        rule::PA_GE24
    };
    let charged = [
        (base, with_card),
        (rule::PA_TEMP, facts.temporary != TemporaryCard::No),
        (rule::PA_OOH, facts.out_of_hours_on_wish || elsewhere),
        (rule::PA_ABROAD_NC, abroad),
        (rule::PA_DELIVERY, with_card && facts.home_delivery),
        (rule::PA_PHOTO, with_card && facts.photo_by_office),
    ];
    let mut bill = FeeBill::default();
    for (rule, _) in charged.into_iter().filter(|(_, applies)| *applies) {
        bill.charge(table, rule, facts.on)?;
    }
    Ok(bill)
}

/// Age from which the full fee is due (PAuswGebV § 1(1), PassV § 27(1)).
pub(super) const LOWER_FEE_BELOW: u16 = 24;
