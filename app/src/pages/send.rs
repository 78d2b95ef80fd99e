//! Screen "send": to be filled by the worker on captures.

use leptos::prelude::*;
use uuid::Uuid;

use super::case::CaseFrame;

/// The screen.
#[component]
pub fn SendPage(
    /// Which case.
    id: Uuid,
) -> impl IntoView {
    view! { <CaseFrame id=id title="…">""</CaseFrame> }
}
