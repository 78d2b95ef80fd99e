//! Locks the screen when nobody has touched anything for a while.

use std::time::Duration;

use leptos::ev::{self, EventDescriptor};
use leptos::prelude::*;

use crate::desk::Desk;
use crate::overview::Presence;

/// How often it is looked at.
const LOOK: Duration = Duration::from_secs(1);

/// Watches as long as the page lives.
pub fn watch(desk: Desk) {
    let touched = StoredValue::new(js_sys::Date::now());
    listen(ev::pointerdown, touched);
    listen(ev::pointermove, touched);
    listen(ev::keydown, touched);
    listen(ev::wheel, touched);
    let look = move || {
        let rested = js_sys::Date::now() - touched.get_value();
        let overview = desk.overview;
        let limit = overview.with_untracked(|known| {
            let known = known.as_ref()?;
            let at_work = Presence::of(known) == Presence::AtWork;
            at_work.then(|| f64::from(known.desk.lock_after_seconds) * 1000.0)
        });
        if limit.is_some_and(|limit| rested >= limit) {
            desk.lock();
        }
    };
    if let Ok(interval) = set_interval_with_handle(look, LOOK) {
        on_cleanup(move || interval.clear());
    }
}

fn listen<E: EventDescriptor + 'static>(event: E, touched: StoredValue<f64>)
where
    E::EventType: wasm_bindgen::JsCast,
{
    let listener = window_event_listener(event, move |_| touched.set_value(js_sys::Date::now()));
    on_cleanup(move || listener.remove());
}
