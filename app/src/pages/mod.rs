//! The screens, one a file.

pub mod card;
pub mod card_work;
pub mod case;
pub mod cases;
pub mod citizen;
pub mod discard;
pub mod enrol;
pub mod history;
pub mod link;
pub mod money;
pub mod parking;
pub mod person;
mod persons;
pub mod prefill;
pub mod readiness;
pub mod search;
pub mod shortcuts;
pub mod sign_in;
pub mod start;
pub mod terminal;
pub mod unknown;

mod approval;
mod begun;
mod bill;
mod check;
mod documents;
mod day_end;
pub mod fast_lane;
mod fee;
mod fingers;
mod hits;
mod hub;
mod newcomer;
mod notices;
mod photo;
mod print;
mod receipt;
mod section;
mod send;
mod signature;
mod undo;

pub use fee::{bill_beside, bill_of};
