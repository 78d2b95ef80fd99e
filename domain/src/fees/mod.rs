//! Fees: dated rows with their legal source, chosen by the date of application, and the bills made
//! of them. No amount stands in the code; tables come from the town's data.

mod bill;
mod cents;
mod certificate;
mod id_card;
mod passport;
pub mod rule;
mod table;
#[cfg(test)]
mod tests;

pub use bill::{FeeBill, FeeLine, Split, split};
pub use cents::Cents;
pub use certificate::{conduct_certificate_fee, residence_certificate_fee};
pub use id_card::{IdCardFeeFacts, TemporaryCard, id_card_fee};
pub use passport::{PassportFeeFacts, PassportKind, id_card_and_passport_fee, passport_fee};
pub use table::{FeeError, FeeRow, FeeTable, FeeTableError};
