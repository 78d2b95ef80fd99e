//! The services of the office: their sections, the fields of each, and what must be right in them.

mod check;
mod outcome;
#[cfg(test)]
mod outcome_tests;
mod papers;
mod sections;
mod service;
#[cfg(test)]
mod tests;

pub use check::{check, check_all};
pub use outcome::{bill, warning_facts, zone_names};
pub use papers::PaperKind;
pub use sections::{captures, fields, is_optional, sections};
pub use service::{Section, Service};
