//! Function keys that press what shows them (`data-shortcut`), and `?`, which is F1 where nothing is typed. None on
//! single letters; they can be switched off (WCAG 2.1.4). The key that locks the screen always works.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use crate::browser::back;
use crate::desk::Desk;
use crate::route::Route;

/// The keys in use.
const KEYS: [&str; 7] = ["F1", "F2", "F4", "F6", "F7", "F8", "F9"];

/// Shows all of them.
const OVERVIEW: &str = "F1";

/// The same as [`OVERVIEW`], but not in [`TYPING`].
const QUESTION: &str = "?";

/// What takes letters.
const TYPING: &str = "input:not([type=checkbox], [type=radio]), select, textarea";

/// Together with Ctrl.
const LOCK: &str = "l";

/// Listens as long as the page lives.
pub fn listen(desk: Desk) {
    let listener = window_event_listener(ev::keydown, move |event| {
        let mut key = event.key();
        if event.ctrl_key() && key.eq_ignore_ascii_case(LOCK) {
            event.prevent_default();
            desk.lock();
            return;
        }
        let asks = key == QUESTION && !is_typed(&event);
        if asks {
            key = OVERVIEW.to_owned();
        }
        let plain = !event.ctrl_key() && !event.alt_key() && (asks || !event.shift_key());
        if !plain || !desk.shortcuts.get_untracked() || !KEYS.contains(&key.as_str()) {
            return;
        }
        if key == OVERVIEW && desk.route.get_untracked() == Route::Shortcuts {
            event.prevent_default();
            back();
        } else if let Some(target) = target(&key) {
            event.prevent_default();
            target.click();
        }
    });
    on_cleanup(move || listener.remove());
}

/// Whether a key goes into a field.
fn is_typed(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into().ok());
    target.is_some_and(|element: Element| element.matches(TYPING).unwrap_or(true))
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

#[cfg(test)]
mod tests {
    use super::{KEYS, QUESTION};
    use crate::texts::keys;

    #[test]
    fn every_key_stands_in_the_overview() {
        for key in KEYS.iter().chain([&QUESTION]) {
            let stands = |(shown, _): &(&str, &str)| shown.split(", ").any(|one| one == *key);
            assert!(keys::ALL.iter().any(stands), "{key}");
        }
    }
}
