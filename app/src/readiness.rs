//! What the page itself must have before a visit can begin.

use js_sys::{Array, Reflect};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

/// A part on the page's side of the suitcase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BrowserPart {
    /// The connection to the companion.
    Companion,
    /// A camera for the photo.
    Camera,
    /// Pen or touch for the signature.
    Pen,
    /// The services of the town.
    Services,
}

/// Whether the browser offers a camera. Asks for no picture.
pub async fn has_camera() -> bool {
    let Ok(devices) = window().navigator().media_devices() else {
        return false;
    };
    let Ok(listing) = devices.enumerate_devices() else {
        return false;
    };
    let Ok(listed) = JsFuture::from(listing).await else {
        return false;
    };
    let listed: Array = listed.unchecked_into();
    listed.iter().any(|device| {
        let kind = Reflect::get(&device, &"kind".into()).ok();
        kind.and_then(|kind| kind.as_string()).as_deref() == Some("videoinput")
    })
}

/// Whether the screen takes pen or fingers.
pub fn has_pen_or_touch() -> bool {
    window().navigator().max_touch_points() > 0
}
