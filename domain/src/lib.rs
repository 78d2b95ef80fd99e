//! What the office offers and its rules: names, dates, documents, fees, ages, fields, services.
//!
//! Pure: no I/O, no clock (a date of application comes in as an argument), no wire shape of its own.

pub mod case;
pub mod change_terminal;
pub mod dates;
pub mod device;
pub mod fees;
pub mod fields;
pub mod keys;
pub mod mrz;
pub mod names;
pub mod payment;
pub mod photo_place;
pub mod readiness;
pub mod rules;
pub mod services;
pub mod upload;
