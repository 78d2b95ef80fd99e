//! Strokes on a canvas, sharp on every screen.

use amtskoffer_contract::bridge::{PenPoint, Stroke};
use leptos::prelude::window;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, PointerEvent};

use super::pen::{PAD_WIDTH, Sample};

/// Fits the canvas to its place on the screen and draws all strokes.
pub fn redraw(canvas: &HtmlCanvasElement, strokes: &[Stroke]) {
    let shown = canvas.get_bounding_client_rect();
    let ratio = window().device_pixel_ratio();
    // Setting the size also wipes the canvas.
    canvas.set_width(device_pixels(shown.width(), ratio));
    canvas.set_height(device_pixels(shown.height(), ratio));
    let Some(context) = prepared(canvas) else {
        return;
    };
    for stroke in strokes {
        draw_from(&context, stroke, 0);
    }
}

/// Draws the points of the last stroke from the given one on.
pub fn draw_tail(canvas: &HtmlCanvasElement, strokes: &[Stroke], from: usize) {
    let (Some(stroke), Some(context)) = (strokes.last(), prepared(canvas)) else {
        return;
    };
    draw_from(&context, stroke, from);
}

/// All reports of an event in the pad's unit, those in between that the browser held back included.
pub fn samples(canvas: &HtmlCanvasElement, event: &PointerEvent) -> Vec<Sample> {
    let shown = canvas.get_bounding_client_rect();
    let scale = PAD_WIDTH / shown.width().max(1.0);
    let sample = |report: &PointerEvent| Sample {
        x: (f64::from(report.client_x()) - shown.left()) * scale,
        y: (f64::from(report.client_y()) - shown.top()) * scale,
        pressure: f64::from(report.pressure()),
        time_ms: report.time_stamp(),
    };
    let held_back = event.get_coalesced_events();
    if held_back.length() == 0 {
        return vec![sample(event)];
    }
    held_back
        .iter()
        .map(|report| sample(report.unchecked_ref()))
        .collect()
}

/// Width of the line in the pad's unit, without and with full pressure.
const THIN: f64 = 2.0;
const THICKER: f64 = 3.0;
/// Ink; black whatever the colours of the page are, as it is on the card.
const INK: &str = "#000";

fn prepared(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    let context = canvas.get_context("2d").ok()??;
    let context: CanvasRenderingContext2d = context.unchecked_into();
    let scale = f64::from(canvas.width()) / PAD_WIDTH;
    context
        .set_transform(scale, 0.0, 0.0, scale, 0.0, 0.0)
        .ok()?;
    context.set_line_cap("round");
    context.set_stroke_style_str(INK);
    Some(context)
}

fn draw_from(context: &CanvasRenderingContext2d, stroke: &Stroke, from: usize) {
    let first = from.saturating_sub(1);
    let Some(points) = stroke.points.get(first..) else {
        return;
    };
    if let [only] = points {
        draw_line(context, only, only);
    }
    for pair in points.windows(2) {
        draw_line(context, &pair[0], &pair[1]);
    }
}

fn draw_line(context: &CanvasRenderingContext2d, from: &PenPoint, to: &PenPoint) {
    context.begin_path();
    context.set_line_width(THIN + THICKER * f64::from(to.pressure));
    context.move_to(f64::from(from.x), f64::from(from.y));
    context.line_to(f64::from(to.x), f64::from(to.y));
    context.stroke();
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a screen's size is positive and small"
)]
fn device_pixels(css_pixels: f64, ratio: f64) -> u32 {
    (css_pixels * ratio).round() as u32
}
