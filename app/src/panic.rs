//! When the page itself fails: a plain screen that says what to do. Made without the framework,
//! which may be what failed.

use std::panic::PanicHookInfo;

use leptos::prelude::{document, window};

use crate::browser::reload;
use crate::texts::link;

/// Shows the screen on any panic and leaves the place of the fault, never data, in the console.
pub fn install() {
    std::panic::set_hook(Box::new(|info| {
        report(info);
        show();
    }));
}

/// Only where it happened: the message of a panic could carry what was typed.
fn report(info: &PanicHookInfo<'_>) {
    let place = info.location().map(ToString::to_string).unwrap_or_default();
    web_sys::console::error_1(&format!("panic at {place}").into());
}

fn show() {
    let Some(body) = document().body() else {
        return;
    };
    body.set_text_content(None);
    let add = |tag: &str, text: &str| {
        let element = document().create_element(tag).ok()?;
        element.set_text_content(Some(text));
        body.append_child(&element).ok()?;
        Some(element)
    };
    body.set_class_name("ak-panic");
    add("h1", link::PANIC);
    add("p", link::PANIC_REMEDY);
    if let Some(button) = add("button", link::RELOAD) {
        let on_click = wasm_bindgen::closure::Closure::<dyn Fn()>::new(reload).into_js_value();
        let _ = button.set_attribute("class", "kern-btn kern-btn--primary");
        let _ = button.add_event_listener_with_callback("click", &on_click.into());
    }
    window().scroll_to_with_x_and_y(0.0, 0.0);
}
