//! A picture that stays in the companion and is shown by its handle.

use amtskoffer_contract::bridge::Handle;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::Url;

use crate::browser::object_url;
use crate::desk::desk;
use crate::texts::frame;

/// Where the picture is on its way.
#[derive(Clone, PartialEq, Eq)]
enum Stage {
    Loading,
    Shown(String),
    Failed,
}

/// The picture; fetched again whenever the handle changes.
#[component]
pub fn Picture(
    /// Which.
    #[prop(into)]
    handle: Signal<Handle>,
    /// What it shows.
    #[prop(into)]
    alt: String,
) -> impl IntoView {
    let bridge = desk().bridge;
    let stage = RwSignal::new(Stage::Loading);
    Effect::new(move |_| {
        let wanted = handle.get();
        spawn_local(async move {
            let answer = bridge.preview(wanted).await;
            if handle.try_get_untracked() != Some(wanted) {
                return;
            }
            let url = answer
                .ok()
                .and_then(|blob| object_url(&blob.bytes, &blob.media_type));
            let next = url.map_or(Stage::Failed, Stage::Shown);
            let last = stage.get_untracked();
            stage.set(next);
            release(&last);
        });
    });
    on_cleanup(move || {
        if let Some(stage) = stage.try_get_untracked() {
            release(&stage);
        }
    });
    move || match stage.get() {
        Stage::Loading => view! { <p class="kern-body">{frame::PICTURE_LOADING}</p> }.into_any(),
        Stage::Failed => view! { <p class="kern-body">{frame::PICTURE_FAILED}</p> }.into_any(),
        Stage::Shown(url) => view! { <img class="ak-picture" src=url alt=alt.clone()/> }.into_any(),
    }
}

fn release(stage: &Stage) {
    if let Stage::Shown(url) = stage {
        let _ = Url::revoke_object_url(url);
    }
}
