//! Both hands as the person sees them, with the next finger marked. Only repeats what is said in
//! words beside it.

use leptos::prelude::*;

use super::run::Run;

/// The drawing.
#[component]
pub fn Hands(
    /// Shared by the parts of the screen.
    run: Run,
) -> impl IntoView {
    let fingers = move || {
        (1..=10)
            .map(|position| finger(run, position))
            .collect::<Vec<_>>()
    };
    view! {
        <svg class="ak-hands" viewBox="0 0 520 240" aria-hidden="true" focusable="false">
            <rect class="ak-hands__palm" x="330" y="112" width="100" height="96" rx="26"/>
            <rect class="ak-hands__palm" x="90" y="112" width="100" height="96" rx="26"/>
            <text class="ak-hands__name" x="380" y="234">"rechts"</text>
            <text class="ak-hands__name" x="140" y="234">"links"</text>
            {fingers}
        </svg>
    }
}

/// What is known about a finger.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    None,
    Next,
    Taken,
    Missing,
}

impl Mark {
    fn class(self) -> &'static str {
        match self {
            Self::None => "ak-hands__finger",
            Self::Next => "ak-hands__finger ak-hands__finger--next",
            Self::Taken => "ak-hands__finger ak-hands__finger--taken",
            Self::Missing => "ak-hands__finger ak-hands__finger--missing",
        }
    }

    fn sign(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Next => "▼",
            Self::Taken => "✓",
            Self::Missing => "✕",
        }
    }
}

/// A finger of the right hand: foot in the drawing, length, and lean in degrees.
struct Shape {
    x: f64,
    y: f64,
    length: f64,
    lean: f64,
    /// Of the lean: the browser need not load what reckons them.
    sin: f64,
    cos: f64,
}

/// Thumb to little finger of the right hand.
const SHAPES: [Shape; 5] = [
    Shape {
        x: 340.0,
        y: 186.0,
        length: 84.0,
        lean: -42.0,
        sin: -0.6691,
        cos: 0.7431,
    },
    Shape {
        x: 343.0,
        y: 132.0,
        length: 88.0,
        lean: -4.0,
        sin: -0.06976,
        cos: 0.9976,
    },
    Shape {
        x: 368.0,
        y: 130.0,
        length: 102.0,
        lean: 0.0,
        sin: 0.0,
        cos: 1.0,
    },
    Shape {
        x: 393.0,
        y: 132.0,
        length: 92.0,
        lean: 3.0,
        sin: 0.05234,
        cos: 0.9986,
    },
    Shape {
        x: 418.0,
        y: 138.0,
        length: 72.0,
        lean: 8.0,
        sin: 0.1392,
        cos: 0.9903,
    },
];
/// Width of a finger.
const WIDTH: f64 = 23.0;
/// Width of the drawing; the left hand is the right one mirrored.
const DRAWING: f64 = 520.0;

fn finger(run: Run, position: u8) -> impl IntoView {
    let view = run.view();
    let mark = if view.next == Some(position) {
        Mark::Next
    } else if view.missing.contains_key(&position) {
        Mark::Missing
    } else if view
        .taken
        .iter()
        .any(|taken| taken.finger == position && taken.chosen)
    {
        Mark::Taken
    } else {
        Mark::None
    };
    let shape = &SHAPES[usize::from((position - 1) % 5)];
    let is_left = position > 5;
    let x = if is_left { DRAWING - shape.x } else { shape.x };
    let (lean, sin) = if is_left { (-shape.lean, -shape.sin) } else { (shape.lean, shape.sin) };
    // The marker of the next finger stands above its tip, the others on it.
    let reach = if mark == Mark::Next {
        shape.length + 14.0
    } else {
        shape.length - WIDTH / 2.0
    };
    view! {
        <rect
            class=mark.class()
            x=x - WIDTH / 2.0
            y=shape.y - shape.length
            width=WIDTH
            height=shape.length
            rx=WIDTH / 2.0
            transform=format!("rotate({lean} {x} {})", shape.y)
        />
        <text class="ak-hands__sign" x=x + sin * reach y=shape.y - shape.cos * reach + 6.0>
            {mark.sign()}
        </text>
    }
}
