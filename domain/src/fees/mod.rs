//! Fees: dated rows with their legal source, chosen by the date of application, and the bills made
//! of them. No amount stands in the code; tables come from the town's data. Bills are made from the file of
//! a service: see [`crate::catalogue`].

mod bill;
mod cents;
mod table;
#[cfg(test)]
mod tests;

pub use bill::{FeeBill, FeeLine, REDUCTION, Split, split};
pub use cents::Cents;
pub use table::{FeeRow, FeeTable, FeeTableError};
