//! Clerks, and what must not be left behind.

#[path = "at_rest/main.rs"]
mod at_rest;
mod clerks;
mod common;
mod hardening;
