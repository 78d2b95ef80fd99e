//! Stub.
use leptos::prelude::*;
use uuid::Uuid;
use super::case::CaseFrame;
/// The screen.
#[component]
pub fn HubPage(id: Uuid) -> impl IntoView { view! { <CaseFrame id=id title="…">""</CaseFrame> } }
