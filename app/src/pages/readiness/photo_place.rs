//! Light and lens at the place for the photo, measured on the live picture every second. No picture
//! leaves the page.

use std::time::Duration;

use amtskoffer_domain::photo_place::{Aspect, Finding, Measure, measures};
use leptos::html::Video;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::drawings::{Drawing, DrawingView};
use crate::capture::camera::{Camera, CameraError};
use crate::capture::frame::grey_frame;
use crate::components::{Alert, AlertKind, Button, ButtonKind, StateBadge, Tone};
use crate::desk::desk;
use crate::texts::{Advice, frame, photo, place};

const PERIOD: Duration = Duration::from_secs(1);

/// The section, with the camera off until it is wanted.
#[component]
pub fn PhotoPlace() -> impl IntoView {
    let running = RwSignal::new(false);
    let label = Signal::derive(move || {
        if running.get() {
            place::STOP
        } else {
            place::START
        }
        .to_owned()
    });
    view! {
        <section class="ak-stack" aria-labelledby="photo-place">
            <h2 class="kern-heading-medium" id="photo-place">{place::TITLE}</h2>
            <p class="kern-body">{place::INTRO}</p>
            <div class="ak-actions">
                <Button
                    label=label
                    kind=ButtonKind::Secondary
                    on_press=move || running.update(|running| *running = !*running)
                />
            </div>
            {move || running.get().then(|| view! { <Measuring/> })}
        </section>
    }
}

/// The live picture and its values; the camera stops when this leaves the screen.
#[component]
fn Measuring() -> impl IntoView {
    let video = NodeRef::<Video>::new();
    let camera = StoredValue::new_local(None::<Camera>);
    let failed = RwSignal::new(None::<CameraError>);
    let values = RwSignal::new(None::<Vec<Measure>>);
    Effect::new(move |_| {
        if video.get().is_none() {
            return;
        }
        spawn_local(async move {
            let ended = move || failed.set(Some(CameraError::NotFound));
            match Camera::open(None, ended).await {
                Ok(opened) => {
                    if let Some(video) = video.try_get_untracked().flatten() {
                        opened.show(&video);
                    }
                    // On a page that was left this drops the camera, which stops it.
                    camera.try_set_value(Some(opened));
                }
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    });
    on_cleanup(move || camera.dispose());
    let measure = move || {
        let video = video.get_untracked();
        if let Some(picture) = video.and_then(|video| grey_frame(&video)) {
            values.set(Some(measures(&picture)));
        }
    };
    if let Ok(timer) = set_interval_with_handle(measure, PERIOD) {
        on_cleanup(move || timer.clear());
    }
    let verdict = Memo::new(move |_| values.with(|values| values.as_ref().map(|all| verdict(all))));
    Effect::new(move |_| {
        if let Some(verdict) = verdict.get() {
            desk().say(&verdict);
        }
    });
    view! {
        {move || failed.get().map(failure)}
        <div class="ak-live__frame ak-place__frame" hidden=move || failed.get().is_some()>
            <video class="ak-live__video" node_ref=video aria-label=place::LIVE></video>
            {move || {
                values.with(Option::is_none)
                    .then(|| view! { <p class="ak-live__wait kern-body">{place::STARTING}</p> })
            }}
        </div>
        {move || {
            verdict.get().map(|text| {
                view! { <p class="kern-body kern-body--bold" data-testid="place-verdict">{text}</p> }
            })
        }}
        {move || values.get().map(|values| table(&values))}
    }
}

fn failure(error: CameraError) -> impl IntoView {
    let Advice { what, remedy } = photo::camera_error(error);
    view! {
        <Alert kind=AlertKind::Danger title=frame::FAILED>
            <p class="kern-body">{what}</p>
            <p class="kern-body">{remedy}</p>
        </Alert>
    }
}

fn verdict(values: &[Measure]) -> String {
    let good = |measure: &&Measure| measure.finding() == Finding::Good;
    let bad = Aspect::ALL.len() - values.iter().filter(good).count();
    if bad == 0 {
        place::ALL_GOOD.to_owned()
    } else {
        place::not_good(bad)
    }
}

fn table(values: &[Measure]) -> impl IntoView + use<> {
    let row_of = |aspect: Aspect| row(aspect, values.iter().find(|found| found.aspect == aspect));
    let rows: Vec<_> = Aspect::ALL.map(row_of).into_iter().collect();
    view! {
        <table class="kern-table ak-table" data-testid="place">
            <caption class="kern-title">{place::VALUES}</caption>
            <thead class="kern-table__head">
                <tr class="kern-table__row">
                    <th class="kern-table__header" scope="col">{place::COLUMN_ASPECT}</th>
                    <th class="kern-table__header" scope="col">{place::COLUMN_VALUE}</th>
                    <th class="kern-table__header" scope="col">{place::COLUMN_STATE}</th>
                </tr>
            </thead>
            <tbody class="kern-table__body">{rows}</tbody>
        </table>
    }
}

fn row(aspect: Aspect, measure: Option<&Measure>) -> impl IntoView + use<> {
    let (value, tone, word, advice) = match measure {
        None => (
            String::new(),
            Tone::Info,
            place::UNKNOWN,
            Some(place::nothing_to_measure()),
        ),
        Some(measure) => {
            let advice = place::advice(aspect, measure.finding());
            let (tone, word) = if advice.is_some() {
                (Tone::Warning, place::BAD)
            } else {
                (Tone::Success, place::GOOD)
            };
            (place::value(measure), tone, word, advice)
        }
    };
    let drawing = if aspect == Aspect::Sharpness {
        Drawing::Lens
    } else {
        Drawing::Light
    };
    let advice = advice.map(|advice| {
        view! {
            <div class="ak-point__remedy">
                <DrawingView drawing=drawing/>
                <p class="kern-body ak-point__advice">{advice.what}" "{advice.remedy}</p>
            </div>
        }
    });
    view! {
        <tr class="kern-table__row">
            <th class="kern-table__header" scope="row">{place::aspect(aspect)}</th>
            <td class="kern-table__cell" data-label=place::COLUMN_VALUE>{value}</td>
            <td class="kern-table__cell" data-label=place::COLUMN_STATE>
                <StateBadge tone=tone word=word/>
                {advice}
            </td>
        </tr>
    }
}
