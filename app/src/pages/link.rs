//! Full screens while the companion cannot be spoken to.

use leptos::prelude::*;

use crate::bridge::Link;
use crate::browser::reload;
use crate::components::{Button, Page};
use crate::desk::desk;
use crate::texts::{Advice, link};

/// The screen for the state of the connection.
#[component]
pub fn LinkPage() -> impl IntoView {
    let bridge = desk().bridge;
    let state = bridge.link();
    move || match state.get() {
        Link::Open(_) | Link::Connecting => {
            view! { <p class="kern-body" role="status">{link::CONNECTING}</p> }.into_any()
        }
        Link::Lost(reason) => view! {
            <Page title=link::LOST>
                <AdviceText advice=link::lost(reason)/>
                <p class="kern-body">{link::TRYING}</p>
                <Button label=link::RELOAD on_press=reload/>
            </Page>
        }
        .into_any(),
        Link::VersionMismatch { page, companion } => view! {
            <Page title=link::MISMATCH>
                <AdviceText advice=link::mismatch(page, companion)/>
                <Button label=link::RELOAD on_press=reload/>
            </Page>
        }
        .into_any(),
        Link::Superseded => view! {
            <Page title=link::SUPERSEDED>
                <p class="kern-body">{link::SUPERSEDED_REMEDY}</p>
                <Button label=link::TAKE_OVER on_press=move || bridge.take_over()/>
            </Page>
        }
        .into_any(),
    }
}

#[component]
fn AdviceText(advice: Advice) -> impl IntoView {
    view! {
        <div class="ak-stack" role="alert">
            <p class="kern-body kern-body--bold">{advice.what}</p>
            <p class="kern-body">{advice.remedy}</p>
        </div>
    }
}
