//! Papers as data: a template with places for values, the values of one case, and the paper that
//! comes out. Nothing here knows a PDF; who sets it gets blocks of finished lines.
//!
//! A place that stays empty is an error, never a gap: a template names only values of the
//! [`vocabulary`], and what is not marked as optional must be there.

mod fill;
mod filled;
mod template;
mod text;
mod value;
pub mod vocabulary;
mod words;

#[cfg(test)]
mod tests;

pub use fill::FillError;
pub use filled::{Filled, FilledBlock, FilledColumn, FilledFact};
pub use template::{Block, BlockKind, Column, Fact, Item, Look, Signature, Template, When};
pub use text::{Piece, Placeholder, Text, TextProblem, Words};
pub use value::{Context, Line, Row, Span, Value};
pub use words::{euros, german_day};
