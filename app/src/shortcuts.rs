//! Function keys that press what shows them (`data-shortcut`). None on single letters; they can be
//! switched off (WCAG 2.1.4).

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::desk::Desk;

/// The keys in use.
const KEYS: [&str; 4] = ["F2", "F4", "F8", "F9"];

/// Listens as long as the page lives.
pub fn listen(desk: Desk) {
    let listener = window_event_listener(ev::keydown, move |event| {
        let key = event.key();
        let plain = !event.ctrl_key() && !event.alt_key() && !event.shift_key();
        if !plain || !desk.shortcuts.get_untracked() || !KEYS.contains(&key.as_str()) {
            return;
        }
        if let Some(target) = target(&key) {
            event.prevent_default();
            target.click();
        }
    });
    on_cleanup(move || listener.remove());
}

/// The shown element of a key; the first if there are several.
fn target(key: &str) -> Option<HtmlElement> {
    let all = document()
        .query_selector_all(&format!("[data-shortcut={key}]"))
        .ok()?;
    let nodes = (0..all.length()).filter_map(|at| all.item(at));
    nodes
        .filter_map(|node| node.dyn_into::<HtmlElement>().ok())
        .find(|element| element.offset_parent().is_some())
}
