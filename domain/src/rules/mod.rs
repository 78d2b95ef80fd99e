//! Rules of the law and of the technical guidelines, as data and pure functions.

pub mod fingers;
pub mod id_card;
pub mod photo;
pub mod warnings;
