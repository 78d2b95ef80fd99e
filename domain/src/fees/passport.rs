//! Fees of the passport (PassV § 27).

use super::bill::FeeBill;
use super::id_card::{IdCardFeeFacts, LOWER_FEE_BELOW, TemporaryCard, id_card_fee};
use super::rule;
use super::table::{FeeError, FeeTable};
use crate::dates::Date;

/// Which passport is applied for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassportKind {
    /// Reisepass.
    Ordinary {
        /// 48 instead of 32 pages.
        pages_48: bool,
        /// Express order.
        express: bool,
    },
    /// Vorläufiger Reisepass.
    Temporary,
}

/// What decides the fee of a passport.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PassportFeeFacts {
    /// Completed years on the day of application.
    pub age: u16,
    /// Day of application.
    pub on: Date,
    /// Which passport.
    pub kind: PassportKind,
    /// The authority makes the photo.
    pub photo_by_office: bool,
    /// Outside office hours, because the applicant wishes so.
    pub out_of_hours_on_wish: bool,
    /// Another than the competent authority acts.
    pub non_competent_authority: bool,
    /// The passport is delivered to the dwelling; never a temporary one.
    pub home_delivery: bool,
}

impl PassportFeeFacts {
    /// The plain case: own photo, office hours, competent authority, collected at the office.
    pub fn plain(age: u16, on: Date) -> Self {
        Self {
            age,
            on,
            kind: PassportKind::Ordinary {
                pages_48: false,
                express: false,
            },
            photo_by_office: false,
            out_of_hours_on_wish: false,
            non_competent_authority: false,
            home_delivery: false,
        }
    }
}

/// The bill for a passport.
///
/// A non-competent authority doubles the basic fee of each kind, but not the additions. Acting
/// outside office hours doubles only that of the temporary passport; a fee is doubled once.
///
/// # Errors
/// [`FeeError::NoRow`] if the table has no row for a needed rule on the day of application.
pub fn passport_fee(table: &FeeTable, facts: &PassportFeeFacts) -> Result<FeeBill, FeeError> {
    let mut bill = FeeBill::default();
    match facts.kind {
        PassportKind::Temporary => {
            bill.charge(table, rule::RP_TEMP, facts.on)?;
            if facts.non_competent_authority || facts.out_of_hours_on_wish {
                bill.charge_again(table, rule::RP_TEMP, facts.on)?;
            }
        }
        PassportKind::Ordinary { pages_48, express } => {
            let base = if facts.age < LOWER_FEE_BELOW {
                rule::RP_LT24
            } else {
                rule::RP_GE24
            };
            bill.charge(table, base, facts.on)?;
            if facts.non_competent_authority {
                bill.charge_again(table, base, facts.on)?;
            }
            if pages_48 {
                bill.charge(table, rule::RP_48P, facts.on)?;
            }
            if express {
                bill.charge(table, rule::RP_EXPRESS, facts.on)?;
            }
            if facts.home_delivery {
                bill.charge(table, rule::RP_DELIVERY, facts.on)?;
            }
        }
    }
    if facts.photo_by_office {
        bill.charge(table, rule::RP_PHOTO, facts.on)?;
    }
    Ok(bill)
}

/// The bill for an ID card and a passport applied for together: a photo made by the authority for
/// both is charged once.
///
/// # Errors
/// As [`id_card_fee`] and [`passport_fee`].
pub fn id_card_and_passport_fee(
    table: &FeeTable,
    card: &IdCardFeeFacts,
    passport: &PassportFeeFacts,
) -> Result<FeeBill, FeeError> {
    let paid_with_card = card.photo_by_office && card.temporary != TemporaryCard::Only;
    let photo_by_office = passport.photo_by_office && !paid_with_card;
    let passport = PassportFeeFacts {
        photo_by_office,
        ..*passport
    };
    Ok(id_card_fee(table, card)?.with(passport_fee(table, &passport)?))
}
