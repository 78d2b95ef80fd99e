//! The companion as a page has it: its protocol, captures, cases, papers, readiness.

mod captures;
mod card_service;
mod case;
mod common;
#[path = "documents/main.rs"]
mod documents;
mod http;
mod memory;
mod protocol;
#[path = "readiness/main.rs"]
mod readiness;
