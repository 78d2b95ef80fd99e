//! Machine readable zones (ICAO Doc 9303): ID cards (TD1), temporary ID cards (TD2), passports
//! (TD3), built and read. Reading is total: any text gives a document or a named error. What was typed
//! or seen by a camera goes through [`read`], which tells signs that look alike apart.

mod check;
mod document;
mod lines;
mod names;
mod preview;
#[cfg(test)]
mod properties;
pub mod read;
pub mod td1;
pub mod td2;
pub mod td3;
#[cfg(test)]
mod tests;

pub use check::check_digit;
pub use document::{Document, DocumentKind, MrzDate, MrzError, Part, Sex};
pub use names::{NameField, name_field};
pub use preview::{ZoneSize, Preview, UNKNOWN};
