//! What a screen reader says without being asked, politely.

use leptos::prelude::*;

use crate::desk::desk;

/// The one live region of the page.
#[component]
pub fn LiveRegion() -> impl IntoView {
    let spoken = desk().spoken;
    view! { <div class="ak-hidden" role="status" aria-live="polite">{spoken}</div> }
}
