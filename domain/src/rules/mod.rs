//! Rules of the law and of the technical guidelines, as data and pure functions.

pub mod consent;
pub mod fingers;
pub mod photo;
pub mod warnings;
