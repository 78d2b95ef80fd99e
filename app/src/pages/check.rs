//! Stub.
use leptos::prelude::*;
use uuid::Uuid;
use super::case::CaseFrame;
/// The screen.
#[component]
pub fn CheckPage(id: Uuid) -> impl IntoView { view! { <CaseFrame id=id title="…">""</CaseFrame> } }
