//! The native side: session, captures in memory, devices, link.
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout))]

pub mod devices;
pub mod documents;
pub mod http;
