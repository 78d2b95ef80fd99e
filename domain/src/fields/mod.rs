//! The one library of fields: what can be asked, its shape, its limits, and what can be wrong.

mod all;
mod answers;
mod check;
mod choices;
mod field;
mod keys;
mod kind;
mod person;
mod problem;
#[cfg(test)]
mod tests;

pub use answers::{Answers, NO, YES};
pub use check::check_value;
pub use field::Field;
pub use kind::{FieldKind, NOT_STATED};
pub use person::{FieldKey, MOST_PERSONS, of_person, split_person};
pub use problem::{FieldProblem, Problem};
