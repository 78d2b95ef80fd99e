//! Small steps of the browser that more than one screen needs.

use js_sys::{Array, Promise, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{Blob, BlobPropertyBag, HtmlElement, HtmlImageElement, Response, Url};

/// A text file of the own origin; `None` when it cannot be had.
pub async fn fetch_text(path: &str) -> Option<String> {
    let response = JsFuture::from(window().fetch_with_str(path)).await.ok()?;
    let response: Response = response.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    JsFuture::from(response.text().ok()?)
        .await
        .ok()?
        .as_string()
}

/// Text files of the own origin, all at once; `None` when one of them cannot be had.
pub async fn fetch_texts(paths: &[String]) -> Option<Vec<String>> {
    let fetch = |path: &String| {
        let path = path.clone();
        future_to_promise(async move { fetch_text(&path).await.map(Into::into).ok_or(JsValue::NULL) })
    };
    let all: Array = paths.iter().map(fetch).collect();
    let texts: Array = JsFuture::from(Promise::all(&all)).await.ok()?.dyn_into().ok()?;
    texts.iter().map(|text| text.as_string()).collect()
}

/// Puts the focus on the element of an id, and that element into view.
pub fn focus(id: &str) {
    if let Some(element) = element(id) {
        let _ = element.focus();
    }
}

/// Puts the focus on the element of an id if it was lost, because what had it left the screen.
pub fn focus_if_lost(id: &str) {
    let lost = match document().active_element() {
        Some(active) => document().body().is_some_and(|body| *body == active),
        None => true,
    };
    if lost {
        focus(id);
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

/// Goes back to the screen before.
pub fn back() {
    if let Ok(history) = window().history() {
        let _ = history.back();
    }
}

/// Changes the address without leaving the one before in the history.
pub fn replace(href: &str) {
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(href));
    }
}

/// Opens an address of this app in a window of its own, or shows the one of that name.
pub fn open_window(href: &str, name: &str) {
    let features = "popup,width=1024,height=768";
    let _ = window().open_with_url_and_target_and_features(href, name, features);
}

/// Puts a class on the body or takes it away.
pub fn set_body_class(class: &str, on: bool) {
    if let Some(body) = document().body() {
        let _ = body.class_list().toggle_with_force(class, on);
    }
}

/// The fragment of the address.
pub fn fragment() -> String {
    window().location().hash().unwrap_or_default()
}

/// An RFC 3339 time as day and time in Germany; as it is when it cannot be read.
pub fn local_time(rfc3339: &str) -> String {
    let date = js_sys::Date::new(&rfc3339.into());
    if date.get_time().is_nan() {
        return rfc3339.to_owned();
    }
    let options = js_sys::Object::new();
    for (key, value) in [
        ("dateStyle", "long"),
        ("timeStyle", "short"),
        ("timeZone", "Europe/Berlin"),
    ] {
        let _ = js_sys::Reflect::set(&options, &key.into(), &value.into());
    }
    String::from(date.to_locale_string("de-DE", &options))
}

/// An address in the page's memory for some bytes; to be released after use.
pub fn object_url(bytes: &[u8], media_type: &str) -> Option<String> {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
    Url::create_object_url_with_blob(&blob).ok()
}

/// Waits until an image's new picture can be seen; at once when it has none.
pub async fn decoded(image: &HtmlImageElement) {
    let _ = JsFuture::from(image.decode()).await;
}

/// Waits so many milliseconds.
pub async fn pause(milliseconds: u32) {
    let milliseconds = i32::try_from(milliseconds).unwrap_or(i32::MAX);
    let over = Promise::new(&mut |resolve, _| {
        let _ = window()
            .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
    });
    let _ = JsFuture::from(over).await;
}

/// Whether the person at the screen wants little motion.
pub fn prefers_stillness() -> bool {
    let query = window().match_media("(prefers-reduced-motion: reduce)");
    query.ok().flatten().is_some_and(|query| query.matches())
}

/// Loads the page anew.
pub fn reload() {
    let _ = window().location().reload();
}
