//! Small steps of the browser that more than one screen needs.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlElement, Response};

/// A text file of the own origin; `None` when it cannot be had.
pub async fn fetch_text(path: &str) -> Option<String> {
    let response = JsFuture::from(window().fetch_with_str(path)).await.ok()?;
    let response: Response = response.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    JsFuture::from(response.text().ok()?).await.ok()?.as_string()
}

/// Puts the focus on the element of an id, and that element into view.
pub fn focus(id: &str) {
    if let Some(element) = element(id) {
        let _ = element.focus();
    }
}

/// The element of an id.
pub fn element(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Goes to another screen.
pub fn go(href: &str) {
    let _ = window().location().set_hash(href);
}

/// The fragment of the address.
pub fn fragment() -> String {
    window().location().hash().unwrap_or_default()
}

/// Loads the page anew.
pub fn reload() {
    let _ = window().location().reload();
}
