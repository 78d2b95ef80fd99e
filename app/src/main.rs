//! The clerk's screens. Knows the wire and the rules; knows no device and no network but its own
//! origin.
#![allow(
    clippy::large_types_passed_by_value,
    reason = "handles of signals are small in release builds; only debug builds note where each was made"
)]

mod app;
mod bridge;
mod browser;
mod capture;
mod components;
mod desk;
mod fees;
mod form;
mod notices;
mod overview;
mod pages;
mod panic;
mod proof;
mod readiness;
mod route;
mod search;
mod sheet;
mod shortcuts;
mod suggest;
mod texts;

fn main() {
    panic::install();
    leptos::mount::mount_to_body(app::App);
}
