//! The taken picture with two eye marks, to be moved by dragging, tapping, keys or buttons.

use amtskoffer_contract::bridge::Point;
use leptos::ev::{KeyboardEvent, MouseEvent, PointerEvent};
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::shoot::{Eye, Shoot};
use crate::capture::template::Canvas;
use crate::components::{Choice, ChoiceField, Picture};
use crate::texts::photo;

/// The picture with its marks.
#[component]
pub fn EyeMarks(
    /// Shared by the parts of the screen.
    shoot: Shoot,
) -> impl IntoView {
    let frame = NodeRef::<Div>::new();
    let canvas = Memo::new(move |_| shoot.canvas());
    let ratio = move || {
        let (width, height) = canvas.get().map_or((1.0, 1.0), |canvas| canvas.size());
        format!("{width} / {height}")
    };
    let place = move |x: i32, y: i32| {
        let shown = frame.get_untracked()?.get_bounding_client_rect();
        let canvas = canvas.get_untracked()?;
        let (width, height) = canvas.size();
        let scale = |at: f64, size: f64, whole: f64| at / size.max(1.0) * whole;
        Some(canvas.source(Point {
            x: scale(f64::from(x) - shown.left(), shown.width(), width),
            y: scale(f64::from(y) - shown.top(), shown.height(), height),
        }))
    };
    let tap = move |event: MouseEvent| {
        if let Some(place) = place(event.client_x(), event.client_y()) {
            shoot.move_eye(Eye::of_key(&shoot.chosen.get_untracked()), place);
        }
    };
    let marks = Eye::BOTH.map(|eye| {
        view! { <Mark shoot=shoot eye=eye canvas=canvas place=place/> }
    });
    view! {
        <div class="ak-eyes" node_ref=frame style:aspect-ratio=ratio on:click=tap>
            <Background shoot=shoot/>
            {marks}
        </div>
    }
}

/// Which eye is moved, and the buttons that move it.
#[component]
pub fn EyeControls(
    /// Shared by the parts of the screen.
    shoot: Shoot,
) -> impl IntoView {
    let choices = Eye::BOTH.map(|eye| Choice {
        key: eye.key().to_owned(),
        label: eye.label().to_owned(),
        hint: String::new(),
    });
    view! {
        <div class="ak-stack">
            <ChoiceField
                id="eye"
                label=photo::EYES
                hint=photo::EYES_HINT
                choices=choices.to_vec()
                value=shoot.chosen
                problem=Signal::derive(|| None::<String>)
            />
            <Steps shoot=shoot/>
        </div>
    }
}

/// The frame of the camera, or the photo alone when the frame is gone after a reload.
#[component]
fn Background(shoot: Shoot) -> impl IntoView {
    let handle = Memo::new(move |_| shoot.photo().map(|photo| photo.preview));
    let frame = move || {
        let still = shoot.still.get()?;
        let canvas = shoot.canvas()?;
        let (width, height) = canvas.size();
        let corner = canvas.source(Point { x: 0.0, y: 0.0 });
        Some(view! {
            <svg
                class="ak-eyes__picture"
                viewBox=format!("{} {} {width} {height}", corner.x, corner.y)
                role="img"
                aria-label=photo::TAKEN_ALT
            >
                <image href=still.url() width=still.width height=still.height/>
            </svg>
        })
    };
    move || {
        if shoot.still.with(Option::is_some) {
            return frame().into_any();
        }
        handle
            .get()
            .map(|handle| view! { <Picture handle=handle alt=photo::TAKEN_ALT/> })
            .into_any()
    }
}

#[component]
fn Mark(
    shoot: Shoot,
    eye: Eye,
    canvas: Memo<Option<Canvas>>,
    place: impl Fn(i32, i32) -> Option<Point> + Copy + 'static,
) -> impl IntoView {
    let dragging = RwSignal::new(false);
    let percent = move |pick: fn(Point) -> f64, size: fn((f64, f64)) -> f64| {
        let canvas = canvas.get()?;
        let shown = canvas.shown(eye.of(shoot.eyes.get()?));
        Some(format!("{:.3}%", pick(shown) / size(canvas.size()) * 100.0))
    };
    let down = move |event: PointerEvent| {
        if let Some(mark) = event
            .current_target()
            .and_then(|it| it.dyn_into::<Element>().ok())
        {
            let _ = mark.set_pointer_capture(event.pointer_id());
        }
        shoot.chosen.set(eye.key().to_owned());
        dragging.set(true);
    };
    let drag = move |event: PointerEvent| {
        if !dragging.get_untracked() {
            return;
        }
        if let Some(place) = place(event.client_x(), event.client_y()) {
            shoot.move_eye(eye, place);
        }
    };
    let press = move |event: KeyboardEvent| {
        let far = if event.shift_key() { FAR } else { NEAR };
        let Some(direction) = Direction::of_key(&event.key()) else {
            return;
        };
        event.prevent_default();
        step(shoot, eye, direction, far);
    };
    view! {
        <button
            type="button"
            class="ak-eyes__mark"
            class:ak-eyes__mark--chosen=move || shoot.chosen.with(|chosen| chosen == eye.key())
            aria-label=eye.mark()
            aria-describedby=HINT
            style:left=move || percent(|at| at.x, |size| size.0)
            style:top=move || percent(|at| at.y, |size| size.1)
            on:focus=move |_| shoot.chosen.set(eye.key().to_owned())
            on:pointerdown=down
            on:pointermove=drag
            on:pointerup=move |_| dragging.set(false)
            on:pointercancel=move |_| dragging.set(false)
            on:click=|event| event.stop_propagation()
            on:keydown=press
        ></button>
    }
}

#[component]
fn Steps(shoot: Shoot) -> impl IntoView {
    let button = move |direction: Direction| {
        let press = move |_| {
            step(
                shoot,
                Eye::of_key(&shoot.chosen.get_untracked()),
                direction,
                BUTTON,
            );
        };
        view! {
            <button
                type="button"
                class="kern-btn kern-btn--secondary ak-steps__button"
                aria-label=direction.label()
                on:click=press
            ><span class="kern-label" aria-hidden="true">{direction.arrow()}</span></button>
        }
    };
    view! {
        <div class="ak-steps" role="group" aria-label=photo::STEPS>
            {Direction::ALL.map(button)}
        </div>
    }
}

fn step(shoot: Shoot, eye: Eye, direction: Direction, pixels: f64) {
    let (Some(eyes), Some(canvas)) = (shoot.eyes.get_untracked(), shoot.canvas()) else {
        return;
    };
    let from = eye.of(eyes);
    let (x, y) = direction.step();
    let to = Point {
        x: from.x + x * pixels,
        y: from.y + y * pixels,
    };
    // There and back keeps the point inside of what is shown.
    shoot.move_eye(eye, canvas.source(canvas.shown(to)));
}

/// Id of the hint of the choice.
const HINT: &str = "eye-hint";
/// Pixels of the camera for an arrow key, with Shift, and for a button.
const NEAR: f64 = 1.0;
const FAR: f64 = 10.0;
const BUTTON: f64 = 5.0;

impl Eye {
    fn label(self) -> &'static str {
        match self {
            Self::Right => photo::RIGHT_EYE,
            Self::Left => photo::LEFT_EYE,
        }
    }

    fn mark(self) -> &'static str {
        match self {
            Self::Right => photo::RIGHT_MARK,
            Self::Left => photo::LEFT_MARK,
        }
    }
}

/// Where a mark is moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    Up,
    Down,
    Left,
    Right,
}

impl Direction {
    const ALL: [Self; 4] = [Self::Up, Self::Left, Self::Right, Self::Down];

    fn of_key(key: &str) -> Option<Self> {
        match key {
            "ArrowUp" => Some(Self::Up),
            "ArrowDown" => Some(Self::Down),
            "ArrowLeft" => Some(Self::Left),
            "ArrowRight" => Some(Self::Right),
            _ => None,
        }
    }

    fn step(self) -> (f64, f64) {
        match self {
            Self::Up => (0.0, -1.0),
            Self::Down => (0.0, 1.0),
            Self::Left => (-1.0, 0.0),
            Self::Right => (1.0, 0.0),
        }
    }

    fn arrow(self) -> &'static str {
        match self {
            Self::Up => "↑",
            Self::Down => "↓",
            Self::Left => "←",
            Self::Right => "→",
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::Up => photo::UP,
            Self::Down => photo::DOWN,
            Self::Left => photo::TO_LEFT,
            Self::Right => photo::TO_RIGHT,
        }
    }
}
