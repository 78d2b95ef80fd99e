//! Stub.
use leptos::prelude::*;
use crate::components::Page;
/// The screen.
#[component]
pub fn CasesPage() -> impl IntoView { view! { <Page title="…">""</Page> } }
