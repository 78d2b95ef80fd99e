//! The field to sign in.

use leptos::ev::PointerEvent;
use leptos::html::Canvas;
use leptos::prelude::*;

use crate::capture::ink;
use crate::capture::pen::{Change, Pad, Tool};
use crate::texts::signature;

/// Id of the field.
pub const PAD: &str = "signature-pad";
/// Id of its hint.
pub const HINT: &str = "signature-hint";

/// The field; what is written goes into `pad`.
#[component]
pub fn SignaturePad(
    /// What is written.
    pad: RwSignal<Pad>,
) -> impl IntoView {
    let canvas = NodeRef::<Canvas>::new();
    let redraw = move || {
        if let Some(canvas) = canvas.get_untracked() {
            pad.with_untracked(|pad| ink::redraw(&canvas, pad.strokes()));
        }
    };
    // A cleared pad is drawn anew; single points are drawn as they come.
    let is_empty = Memo::new(move |_| pad.with(Pad::is_empty));
    Effect::new(move |_| {
        if canvas.get().is_some() && is_empty.get() {
            redraw();
        }
    });
    let resized = window_event_listener(leptos::ev::resize, move |_| redraw());
    on_cleanup(move || resized.remove());
    let write = move |event: &PointerEvent, begins: bool| {
        let Some(canvas) = canvas.get_untracked() else {
            return;
        };
        let pointer = event.pointer_id();
        let tool = Tool::from_kind(&event.pointer_type());
        let mut samples = ink::samples(&canvas, event).into_iter();
        let mut change = Change::Ignored;
        let from = points_of_last(pad);
        pad.update(|pad| {
            if begins && let Some(first) = samples.next() {
                change = pad.down(pointer, tool, first);
            }
            for sample in samples {
                let moved = pad.moved(pointer, sample);
                change = if change == Change::Redraw {
                    change
                } else {
                    moved
                };
            }
        });
        let from = if begins { 0 } else { from };
        match change {
            Change::Ignored => {}
            Change::Added => pad.with_untracked(|pad| ink::draw_tail(&canvas, pad.strokes(), from)),
            Change::Redraw => redraw(),
        }
    };
    let down = move |event: PointerEvent| {
        // Only the main button of a mouse writes.
        if event.button() != 0 {
            return;
        }
        event.prevent_default();
        if let Some(canvas) = canvas.get_untracked() {
            let _ = canvas.focus();
            let _ = canvas.set_pointer_capture(event.pointer_id());
        }
        write(&event, true);
    };
    let cancel = move |event: PointerEvent| {
        let mut change = Change::Ignored;
        pad.update(|pad| change = pad.cancel(event.pointer_id()));
        if change == Change::Redraw {
            redraw();
        }
    };
    view! {
        <canvas
            class="ak-pad"
            id=PAD
            tabindex="0"
            role="img"
            aria-label=signature::PAD
            aria-describedby=HINT
            node_ref=canvas
            on:pointerdown=down
            on:pointermove=move |event| write(&event, false)
            on:pointerup=move |event| pad.update(|pad| pad.up(event.pointer_id()))
            on:pointercancel=cancel
        ></canvas>
    }
}

fn points_of_last(pad: RwSignal<Pad>) -> usize {
    pad.with_untracked(|pad| pad.strokes().last().map_or(0, |stroke| stroke.points.len()))
}
