//! The readiness check: every device, the line, and what the page itself needs.

use amtskoffer_contract::bridge::{DeviceState, Overview};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::bridge::Trouble;
use crate::components::{
    Button, ButtonKind, StateBadge, Tone, TroubleAlert, device_tone, line_tone,
};
use crate::desk::desk;
use crate::fees::Fees;
use crate::readiness::{BrowserPart, has_camera, has_pen_or_touch};
use crate::texts::{Advice, device, start};

/// One line of the check.
#[derive(Clone)]
struct Point {
    name: String,
    detail: String,
    tone: Tone,
    word: &'static str,
    advice: Option<Advice>,
}

/// The list with its button.
#[component]
pub fn Readiness() -> impl IntoView {
    let desk = desk();
    let camera = RwSignal::new(None::<bool>);
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let look_for_camera = move || {
        spawn_local(async move {
            let found = has_camera().await;
            camera.try_set(Some(found));
        });
    };
    look_for_camera();
    let check = move || {
        busy.set(true);
        camera.set(None);
        look_for_camera();
        spawn_local(async move {
            let answer = desk.bridge.check_readiness().await;
            busy.set(false);
            match answer {
                Ok(overview) => {
                    trouble.set(None);
                    desk.overview.set(Some(overview));
                }
                Err(refused) => trouble.set(Some(refused)),
            }
        });
    };
    let points = Memo::new(move |_| {
        let mut points = desk
            .overview
            .with(|known| known.as_ref().map(native_points));
        if let Some(points) = points.as_mut() {
            points.extend(browser_points(camera.get(), &desk.fees.get()));
        }
        Keyed(points.unwrap_or_default())
    });
    let summary = move || {
        let bad = points.with(|points| points.0.iter().filter(|p| p.advice.is_some()).count());
        if busy.get() {
            return start::CHECKING.to_owned();
        }
        if bad == 0 {
            start::ALL_READY.to_owned()
        } else {
            start::not_ready(bad)
        }
    };
    let label = Signal::derive(move || {
        if busy.get() {
            start::CHECKING
        } else {
            start::CHECK_AGAIN
        }
        .to_owned()
    });
    view! {
        <section class="ak-stack" aria-labelledby="readiness">
            <h2 class="kern-heading-medium" id="readiness">{start::READINESS}</h2>
            <p class="kern-body" role="status">{summary}</p>
            <TroubleAlert trouble=trouble/>
            <ul class="ak-points" data-testid="readiness">
                {move || points.get().0.into_iter().map(point).collect::<Vec<_>>()}
            </ul>
            <div class="ak-actions">
                <Button label=label kind=ButtonKind::Secondary busy=busy on_press=check/>
            </div>
        </section>
    }
}

/// Compared by what is shown, so that the list is only rebuilt when it changes.
#[derive(Clone)]
struct Keyed(Vec<Point>);

impl PartialEq for Keyed {
    fn eq(&self, other: &Self) -> bool {
        let same = |(a, b): (&Point, &Point)| {
            a.name == b.name && a.word == b.word && a.advice == b.advice && a.detail == b.detail
        };
        self.0.len() == other.0.len() && self.0.iter().zip(&other.0).all(same)
    }
}

fn native_points(overview: &Overview) -> Vec<Point> {
    let line = overview.line.state;
    let companion = Point {
        name: start::browser_part(BrowserPart::Companion).to_owned(),
        detail: String::new(),
        tone: Tone::Success,
        word: start::state::READY,
        advice: None,
    };
    let line = Point {
        name: device::LINE.to_owned(),
        detail: overview
            .authority
            .as_ref()
            .map(|known| known.name.clone())
            .unwrap_or_default(),
        tone: line_tone(line),
        word: device::line(line),
        advice: device::line_advice(line),
    };
    let devices = overview.devices.iter().map(|view| Point {
        name: device::kind(view.kind).to_owned(),
        detail: view.name.clone(),
        tone: device_tone(&view.state),
        word: device::state(&view.state),
        advice: match view.state {
            DeviceState::Warning { cause } | DeviceState::Fault { cause } => {
                Some(device::cause(cause))
            }
            _ => None,
        },
    });
    [companion, line].into_iter().chain(devices).collect()
}

fn browser_points(camera: Option<bool>, fees: &Fees) -> [Point; 3] {
    let camera = match camera {
        None => part(
            BrowserPart::Camera,
            Tone::Info,
            start::state::CHECKING,
            None,
        ),
        Some(true) => part(
            BrowserPart::Camera,
            Tone::Success,
            start::state::READY,
            None,
        ),
        Some(false) => {
            let advice = Some(start::camera_missing());
            part(
                BrowserPart::Camera,
                Tone::Danger,
                start::state::MISSING,
                advice,
            )
        }
    };
    let pen = if has_pen_or_touch() {
        part(BrowserPart::Pen, Tone::Success, start::state::READY, None)
    } else {
        part(
            BrowserPart::Pen,
            Tone::Warning,
            start::state::LIMITED,
            Some(start::pen_missing()),
        )
    };
    let fees = match fees {
        Fees::Loading => part(BrowserPart::Fees, Tone::Info, start::state::CHECKING, None),
        Fees::Ready(_) => part(BrowserPart::Fees, Tone::Success, start::state::READY, None),
        Fees::Missing => {
            let advice = Some(start::fees_missing());
            part(
                BrowserPart::Fees,
                Tone::Danger,
                start::state::MISSING,
                advice,
            )
        }
    };
    [camera, pen, fees]
}

fn part(part: BrowserPart, tone: Tone, word: &'static str, advice: Option<Advice>) -> Point {
    let name = start::browser_part(part).to_owned();
    Point {
        name,
        detail: String::new(),
        tone,
        word,
        advice,
    }
}

fn point(point: Point) -> impl IntoView {
    let advice = point.advice.map(|advice| {
        view! {
            <p class="kern-body ak-point__advice">{advice.what}" "{advice.remedy}</p>
        }
    });
    let detail = (!point.detail.is_empty())
        .then(|| view! { <span class="kern-body kern-body--muted">{point.detail}</span> });
    view! {
        <li class="ak-point">
            <div class="ak-point__head">
                <span class="kern-body kern-body--bold">{point.name}</span>
                <StateBadge tone=point.tone word=point.word/>
                {detail}
            </div>
            {advice}
        </li>
    }
}
