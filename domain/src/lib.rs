//! What the office offers and its rules: names, dates, documents, fees, ages, fields, services.
//!
//! Pure: no I/O, no clock (a date of application comes in as an argument), no wire shape of its own.

pub mod card_service;
pub mod case;
pub mod catalogue;
pub mod change_terminal;
pub mod dates;
pub mod device;
pub mod fees;
pub mod fields;
pub mod keys;
mod map_of;
pub mod mrz;
pub mod names;
pub mod papers;
pub mod payment;
pub mod photo_code;
pub mod photo_place;
pub mod prefill;
pub mod readiness;
pub mod rules;
pub mod services;
pub mod streets;
pub mod till;
pub mod tunnel;
pub mod upload;

pub use map_of::map_of;
