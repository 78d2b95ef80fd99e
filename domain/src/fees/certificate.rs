//! Fees of certificates.

use super::bill::{FeeBill, Split, split};
use super::rule;
use super::table::{FeeError, FeeTable};
use crate::dates::Date;

/// The bill for certificates of residence (BMG § 18(1)): the town's fee per copy. Free for pension
/// and other social purposes: then the lines stand there with 0.
///
/// # Errors
/// [`FeeError::NoRow`] if the table has no row on the day of application.
pub fn residence_certificate_fee(
    table: &FeeTable,
    on: Date,
    copies: u16,
    free: bool,
) -> Result<FeeBill, FeeError> {
    let mut bill = FeeBill::default();
    for _ in 0..copies {
        bill.charge(table, rule::MB_SIMPLE, on)?;
    }
    Ok(if free { bill.waived() } else { bill })
}

/// The bill for a certificate of conduct and its shares: the town keeps 2/5, the federal cash
/// office gets 3/5 (BZRG § 30 procedure, JVKostG).
///
/// # Errors
/// [`FeeError::NoRow`] if the table has no row on the day of application.
pub fn conduct_certificate_fee(
    table: &FeeTable,
    on: Date,
    european: bool,
) -> Result<(FeeBill, Split), FeeError> {
    let mut bill = FeeBill::default();
    bill.charge(table, if european { rule::FZ_EU } else { rule::FZ }, on)?;
    let shares = split(bill.total, 2, 5);
    Ok((bill, shares))
}
