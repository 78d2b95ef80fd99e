//! A single picture of the camera, for something that is read and not kept.

use leptos::html::Video;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::capture::camera::{Camera, CameraError, still};
use crate::capture::still::Still;
use crate::components::{Alert, AlertKind, Button, ButtonKind};
use crate::texts::{Advice, photo};

/// Where the camera stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Starting,
    Live,
    Failed(CameraError),
}

/// The live picture and its shutter. The camera stops when this leaves the screen.
#[component]
pub fn Shot(
    /// Name of the live picture for screen readers.
    name: &'static str,
    /// What to hold before the camera, and how.
    hint: &'static str,
    /// Label of the shutter.
    label: &'static str,
    /// The picture is being looked at.
    #[prop(into)]
    busy: Signal<bool>,
    /// Show where the lines are to lie.
    #[prop(optional)]
    band: bool,
    /// Called with the picture.
    on_still: impl Fn(Still) + Copy + 'static,
) -> impl IntoView {
    let video = NodeRef::<Video>::new();
    let stage = RwSignal::new(Stage::Starting);
    let camera = StoredValue::new_local(None::<Camera>);
    let start = move || {
        stage.set(Stage::Starting);
        camera.set_value(None);
        spawn_local(async move {
            let ended = move || stage.set(Stage::Failed(CameraError::NotFound));
            match Camera::open(None, ended).await {
                Ok(opened) => {
                    if let Some(video) = video.try_get_untracked().flatten() {
                        opened.show(&video);
                    }
                    // On a page that was left this drops the camera, which stops it.
                    camera.try_set_value(Some(opened));
                }
                Err(error) => {
                    stage.try_set(Stage::Failed(error));
                }
            }
        });
    };
    Effect::new(move |_| {
        if video.get().is_some() {
            start();
        }
    });
    on_cleanup(move || camera.dispose());
    let take = move || {
        spawn_local(async move {
            let Some(video) = video.try_get_untracked().flatten() else {
                return;
            };
            match still(&video).await {
                Ok(taken) => on_still(taken),
                Err(error) => {
                    stage.try_set(Stage::Failed(error));
                }
            }
        });
    };
    let waiting = Signal::derive(move || busy.get() || stage.get() != Stage::Live);
    view! {
        <section class="ak-stack ak-shot" aria-label=name>
            {move || failure(stage.get(), start)}
            <p class="kern-body">{hint}</p>
            <div class="ak-live__frame">
                <video
                    class="ak-live__video"
                    node_ref=video
                    aria-label=name
                    on:loadedmetadata=move |_| stage.set(Stage::Live)
                ></video>
                {band.then(|| view! { <div class="ak-shot__band" aria-hidden="true"></div> })}
                {move || {
                    (stage.get() == Stage::Starting)
                        .then(|| view! { <p class="ak-live__wait kern-body">{photo::STARTING}</p> })
                }}
            </div>
            <div class="ak-actions">
                <Button label=label busy=waiting shortcut="F4" on_press=take/>
            </div>
        </section>
    }
}

fn failure(stage: Stage, start: impl Fn() + Copy + Send + 'static) -> Option<impl IntoView> {
    let Stage::Failed(error) = stage else {
        return None;
    };
    let Advice { what, remedy } = photo::camera_error(error);
    Some(view! {
        <Alert kind=AlertKind::Danger title=what>
            <p class="kern-body">{remedy}</p>
            <Button label=photo::TRY_AGAIN kind=ButtonKind::Secondary on_press=start/>
        </Alert>
    })
}
