//! Typing into an input from keys on the screen, as a keyboard does: at the cursor, with an event that
//! the input hears, and without taking the focus.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, EventInit, HtmlInputElement};

use crate::browser::element;

/// The input of an id.
pub fn input(id: &str) -> Option<HtmlInputElement> {
    element(id)?.dyn_into().ok()
}

/// Puts text in the place of what is selected.
pub fn type_into(field: &HtmlInputElement, text: &str) {
    let value = field.value();
    let length = u32::try_from(value.encode_utf16().count()).unwrap_or(u32::MAX);
    let start = field.selection_start().ok().flatten().unwrap_or(length);
    if field.set_range_text(text).is_err() {
        return;
    }
    let after = start + u32::try_from(text.encode_utf16().count()).unwrap_or(0);
    told(field);
    let _ = field.set_selection_range(after, after);
}

/// Takes away what is selected, or the letter before the cursor.
pub fn take_back(field: &HtmlInputElement) {
    let (Ok(Some(start)), Ok(Some(end))) = (field.selection_start(), field.selection_end()) else {
        return;
    };
    if start == end {
        if start == 0 {
            return;
        }
        let _ = field.set_selection_range(start - 1, end);
    }
    type_into(field, "");
    let place = if start == end { start - 1 } else { start };
    let _ = field.set_selection_range(place, place);
}

/// Keeps the focus where it is when a key on the screen is touched.
#[expect(clippy::needless_pass_by_value, reason = "the shape of a listener")]
pub fn keep_focus(event: leptos::ev::PointerEvent) {
    event.prevent_default();
}

fn told(field: &HtmlInputElement) {
    let init = EventInit::new();
    init.set_bubbles(true);
    if let Ok(event) = Event::new_with_event_init_dict("input", &init) {
        let _ = field.dispatch_event(&event);
    }
}

/// Whether an element has the focus.
pub fn has_focus(id: &str) -> bool {
    document()
        .active_element()
        .is_some_and(|active| active.id() == id)
}
