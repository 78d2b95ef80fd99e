//! Names are letters, not bytes: what may stand in them (DIN 91379), how long they are, how they
//! are written in a machine readable zone, searched for, and set in printed lines.

mod din91379;
mod din91379_table;
mod print_lines;
#[cfg(test)]
mod tests;
mod transliterate;
mod unicode;

pub use din91379::{Charset, NotAllowed, check, letters, nfc, special_letters, split};
pub use print_lines::{Fit, LineLimit, fit, fit_blocks};
pub use transliterate::{mrz_form, search_form};
