//! The live picture with the template over it, and the shutter.

use leptos::html::Video;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::shoot::{LIVE, Shoot};
use super::template::TemplateOverlay;
use crate::browser::focus_if_lost;
use crate::capture::camera::{Camera, CameraError, CameraName, cameras, still};
use crate::capture::template::is_large_enough;
use crate::components::{Alert, AlertKind, Button, ButtonKind};
use crate::desk::desk;
use crate::texts::{Advice, frame, photo};

/// Where the camera stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Starting,
    Live { width: u32, height: u32 },
    Failed(CameraError),
}

/// The live picture. The camera stops when this leaves the screen.
#[component]
pub fn LivePicture(
    /// Shared by the parts of the screen.
    shoot: Shoot,
) -> impl IntoView {
    let video = NodeRef::<Video>::new();
    let stage = RwSignal::new(Stage::Starting);
    let chosen = RwSignal::new(None::<String>);
    let known = RwSignal::new(Vec::<CameraName>::new());
    let camera = StoredValue::new_local(None::<Camera>);
    let start = move || {
        stage.set(Stage::Starting);
        request_animation_frame(|| focus_if_lost(LIVE));
        camera.set_value(None);
        let wanted = chosen.get_untracked();
        spawn_local(async move {
            let ended = move || stage.set(Stage::Failed(CameraError::NotFound));
            match Camera::open(wanted.as_deref(), ended).await {
                Ok(opened) => {
                    if let Some(video) = video.try_get_untracked().flatten() {
                        opened.show(&video);
                    }
                    // On a page that was left this drops the camera, which stops it.
                    camera.try_set_value(Some(opened));
                    known.set(cameras().await);
                }
                Err(error) => stage.set(Stage::Failed(error)),
            }
        });
    };
    Effect::new(move |_| {
        if video.get().is_some() {
            chosen.track();
            start();
        }
    });
    on_cleanup(move || camera.dispose());
    let sized = move || {
        if let Some(video) = video.get_untracked() {
            let (width, height) = (video.video_width(), video.video_height());
            stage.set(Stage::Live { width, height });
        }
    };
    let shutter = move || spawn_local(take(shoot, video, stage));
    let size = Memo::new(move |_| match stage.get() {
        Stage::Live { width, height } => Some((width, height)),
        _ => None,
    });
    view! {
        <section class="ak-live" id=LIVE tabindex="-1" aria-label=photo::LIVE>
            <CameraChoice known=known chosen=chosen/>
            {move || failure(stage.get(), start)}
            {move || size.get().and_then(too_small)}
            <p class="kern-body" id="template-hint">{photo::TEMPLATE_HINT}</p>
            <div class="ak-live__frame" style:aspect-ratio=move || ratio(size.get())>
                <video
                    class="ak-live__video"
                    node_ref=video
                    aria-label=photo::LIVE_NAME
                    on:loadedmetadata=move |_| sized()
                    on:resize=move |_| sized()
                ></video>
                {move || {
                    size.get().map(|(width, height)| {
                        view! { <TemplateOverlay width=width height=height/> }
                    })
                }}
                {move || {
                    (stage.get() == Stage::Starting)
                        .then(|| view! { <p class="ak-live__wait kern-body">{photo::STARTING}</p> })
                }}
            </div>
            <Shutter shoot=shoot ready=Signal::derive(move || size.get().is_some()) take=shutter/>
        </section>
    }
}

#[component]
fn Shutter(shoot: Shoot, ready: Signal<bool>, take: impl Fn() + 'static) -> impl IntoView {
    let has_photo = Memo::new(move |_| shoot.photo().is_some());
    view! {
        <div class="ak-actions ak-shutter">
            {move || {
                has_photo.get().then(|| {
                    view! {
                        <Button
                            label=photo::KEEP
                            kind=ButtonKind::Secondary
                            on_press=move || shoot.keep()
                        />
                    }
                })
            }}
            <Button
                label=photo::TAKE
                busy=Signal::derive(move || !ready.get() || shoot.busy.get())
                on_press=take
            />
        </div>
    }
}

/// Offered only where there is a choice.
#[component]
fn CameraChoice(
    known: RwSignal<Vec<CameraName>>,
    chosen: RwSignal<Option<String>>,
) -> impl IntoView {
    let choose = move |event| chosen.set(Some(event_target_value(&event)));
    move || {
        let known = known.get();
        (known.len() > 1).then(|| {
            let options: Vec<_> = known
                .into_iter()
                .map(|camera| {
                    let id = camera.id.clone();
                    let selected = move || chosen.with(|chosen| chosen.as_ref() == Some(&id));
                    let unnamed = camera.label.is_empty();
                    let label = if unnamed {
                        photo::CAMERA_UNNAMED.to_owned()
                    } else {
                        camera.label
                    };
                    view! { <option value=camera.id prop:selected=selected>{label}</option> }
                })
                .collect();
            view! {
                <div class="kern-form-input">
                    <label class="kern-label" for="camera">{photo::CAMERA}</label>
                    <div class="kern-form-input__select-wrapper">
                        <select
                            class="kern-form-input__select"
                            id="camera"
                            autocomplete="off"
                            on:change=choose
                        >{options}</select>
                    </div>
                </div>
            }
        })
    }
}

async fn take(shoot: Shoot, video: NodeRef<Video>, stage: RwSignal<Stage>) {
    let Some(video) = video.try_get_untracked().flatten() else {
        return;
    };
    if shoot.busy.get_untracked() {
        return;
    }
    shoot.busy.set(true);
    let taken = still(&video).await;
    shoot.busy.set(false);
    match taken {
        Ok(still) => shoot.took(still),
        Err(error) => stage.set(Stage::Failed(error)),
    }
}

fn failure(stage: Stage, again: impl Fn() + Copy + Send + 'static) -> Option<impl IntoView> {
    let Stage::Failed(error) = stage else {
        return None;
    };
    let Advice { what, remedy } = photo::camera_error(error);
    desk().say(&what);
    Some(view! {
        <Alert kind=AlertKind::Danger title=frame::FAILED>
            <p class="kern-body">{what}</p>
            <p class="kern-body">{remedy}</p>
            <Button label=photo::TRY_AGAIN kind=ButtonKind::Secondary on_press=again/>
        </Alert>
    })
}

fn too_small((width, height): (u32, u32)) -> Option<impl IntoView> {
    if is_large_enough(width, height) {
        return None;
    }
    let Advice { what, remedy } = photo::camera_too_small(width, height);
    Some(view! {
        <Alert kind=AlertKind::Warning title=photo::CAMERA>
            <p class="kern-body">{what}</p>
            <p class="kern-body">{remedy}</p>
        </Alert>
    })
}

/// Before the camera tells its size, room for a usual picture.
fn ratio(size: Option<(u32, u32)>) -> String {
    let (width, height) = size.unwrap_or((16, 9));
    format!("{width} / {height}")
}
