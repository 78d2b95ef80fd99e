//! An address that names no screen.

use leptos::prelude::*;

use crate::components::{LinkButton, Page};
use crate::route::Route;
use crate::texts::frame;

/// The screen.
#[component]
pub fn UnknownPage() -> impl IntoView {
    view! {
        <Page title=frame::UNKNOWN>
            <p class="kern-body">{frame::UNKNOWN_REMEDY}</p>
            <LinkButton label=frame::TO_START href=Route::Start.href()/>
        </Page>
    }
}
