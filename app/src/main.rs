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
mod catalogue;
mod citizen;
mod components;
mod desk;
mod drawing;
mod form;
mod idle;
mod lane;
mod notices;
mod overview;
mod pages;
mod panic;
mod passkey;
mod proof;
mod readiness;
mod route;
mod search;
mod sheet;
mod shortcuts;
mod spoken;
mod streets;
mod suggest;
mod texts;
mod undo;

fn main() {
    panic::install();
    if citizen::second::is_wanted(&browser::fragment()) {
        leptos::mount::mount_to_body(citizen::second::Second);
    } else {
        leptos::mount::mount_to_body(app::App);
    }
}
