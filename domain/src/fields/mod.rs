//! The one library of fields: what can be asked, its shape, its limits, and what can be wrong.

mod answers;
mod check;
mod choices;
mod field;
mod kind;
mod print_limits;
mod problem;
#[cfg(test)]
mod tests;

pub use answers::{Answers, NO, YES};
pub use check::check_value;
pub use field::Field;
pub use kind::{FieldKind, NOT_STATED};
pub use print_limits::{PRINTED, print_limit, printed};
pub use problem::{FieldProblem, Problem};
