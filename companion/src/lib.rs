//! The native side: session, captures in memory, devices, link.
//!
//! | module | what |
//! | --- | --- |
//! | [`command`] | the command line |
//! | [`serve`], [`hardening`], [`socket`], [`config`] | start of the long-lived process |
//! | [`relay`], [`install`] | what the browser starts, and how it finds it |
//! | [`ending`] | the end of a visit, for browser and companion |
//! | [`page`] | one connection of the page |
//! | [`session`] | visit, cases and devices behind the requests |
//! | [`cases`] | case memory |
//! | [`link`] | the data centre |
//! | [`devices`], [`captures`], [`documents`] | scanners and printers, pictures, paper |
//! | [`papers`] | from a case to a paper |
//! | [`support`] | what the town's IT is told of the suitcase |
//! | [`catalogue`] | the services in force |
//! | [`clock`] | the one place that asks for the time |
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)
)]

pub mod captures;
pub mod cases;
pub mod catalogue;
pub mod check;
pub mod clock;
pub mod command;
pub mod config;
pub mod devices;
pub mod documents;
pub mod ending;
pub mod hardening;
pub mod http;
pub mod install;
pub mod link;
pub mod page;
pub mod papers;
pub mod relay;
pub mod serve;
pub mod session;
pub mod socket;
pub mod support;
pub mod tunnel;

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Build of the companion, as both hellos and the case manifest tell it.
pub const BUILD: &str = concat!("amtskoffer-companion ", env!("CARGO_PKG_VERSION"));

/// A lock whose data stay usable when a thread died while holding it: every change under our locks
/// is a single assignment or leaves a valid state in between.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
