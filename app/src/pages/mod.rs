//! The screens, one a file.

pub mod card;
pub mod case;
pub mod cases;
pub mod link;
pub mod person;
pub mod readiness;
pub mod search;
pub mod start;
pub mod terminal;
pub mod unknown;

mod bill;
mod check;
mod documents;
mod day_end;
mod fee;
mod fingers;
mod hits;
mod hub;
mod notices;
mod photo;
mod print;
mod receipt;
mod section;
mod send;
mod signature;
