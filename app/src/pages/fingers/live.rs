//! What the scanner sees while a finger is taken. Each picture is asked for when the last one is on the
//! screen, so that a slow screen misses pictures and never falls behind.

use leptos::html::Img;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::Url;

use super::run::Run;
use crate::browser::{decoded, object_url, pause, prefers_stillness};
use crate::texts::fingers;

/// Until the scanner is ready to show something.
const BEFORE: u32 = 100;
/// Between two pictures for people who want little motion.
const STILL: u32 = 1500;

/// The picture; nothing while no finger is taken, or when the scanner shows none.
#[component]
pub fn LiveView(
    /// Shared by the parts of the screen.
    run: Run,
) -> impl IntoView {
    let shown = RwSignal::new(None::<String>);
    let image = NodeRef::<Img>::new();
    Effect::new(move |_| {
        if let Some(asking) = run.asking.get() {
            spawn_local(follow(run, asking, shown, image));
        } else {
            replace(shown, None);
        }
    });
    on_cleanup(move || replace(shown, None));
    let visible = Memo::new(move |_| shown.with(Option::is_some));
    move || {
        visible.get().then(|| {
            view! {
                <figure class="ak-finger-live" data-testid="live">
                    <img
                        class="ak-finger-live__picture"
                        node_ref=image
                        src=move || shown.get()
                        alt=fingers::LIVE_ALT
                    />
                    <figcaption class="kern-hint">{fingers::LIVE}</figcaption>
                </figure>
            }
        })
    }
}

/// Shows one picture after the other as long as this capture is under way.
async fn follow(run: Run, asking: u32, shown: RwSignal<Option<String>>, image: NodeRef<Img>) {
    let still = prefers_stillness();
    while run.asking.try_get_untracked().flatten() == Some(asking) {
        match run.desk.bridge.watch_finger().await {
            Ok(Some(blob)) => {
                let over = run.asking.try_get_untracked().flatten() != Some(asking);
                if over {
                    return;
                }
                let Some(url) = object_url(&blob.bytes, &blob.media_type) else {
                    return;
                };
                replace(shown, Some(url));
                if let Some(image) = image.try_get_untracked().flatten() {
                    decoded(&image).await;
                }
                if still {
                    pause(STILL).await;
                }
            }
            Ok(None) => pause(BEFORE).await,
            Err(_) => return,
        }
    }
}

/// Pictures are of a person, so that each is given back to the browser at once.
fn replace(shown: RwSignal<Option<String>>, next: Option<String>) {
    let Some(last) = shown.try_get_untracked() else {
        return;
    };
    shown.set(next);
    if let Some(last) = last {
        let _ = Url::revoke_object_url(&last);
    }
}
