//! Stub.
use leptos::prelude::*;
use crate::components::Page;
/// The screen.
#[component]
pub fn SearchPage() -> impl IntoView { view! { <Page title="…">""</Page> } }
