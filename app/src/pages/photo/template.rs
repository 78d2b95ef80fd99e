//! The photo template as a drawing over the live picture.

use leptos::prelude::*;

use crate::capture::template::{Template, template};

/// The drawing, in pixels of the camera; a screen reader has the hint in words.
#[component]
pub fn TemplateOverlay(
    /// Width of the camera's picture in pixels.
    width: u32,
    /// Height of the camera's picture in pixels.
    height: u32,
) -> impl IntoView {
    let Template {
        corner,
        width: part_width,
        height: part_height,
        head,
        head_rx,
        head_ry,
        eyes,
        band,
    } = template(width, height);
    let bottom = corner.y + part_height;
    let mark = part_height * MARK;
    let marks = [eyes.right, eyes.left].map(|eye| {
        let (left, right) = (eye.x - mark, eye.x + mark);
        let (top, low) = (eye.y - mark, eye.y + mark);
        let path = format!("M{left} {}H{right}M{} {top}V{low}", eye.y, eye.x);
        view! { <path class="ak-template__line" d=path/> }
    });
    view! {
        <svg
            class="ak-template"
            viewBox=format!("0 0 {width} {height}")
            aria-hidden="true"
            focusable="false"
        >
            <path class="ak-template__shade" d=shade(width, height, &template(width, height))/>
            <rect
                class="ak-template__band"
                x=corner.x
                y=eyes.right.y - band
                width=part_width
                height=band * 2.0
            />
            <rect
                class="ak-template__line"
                x=corner.x
                y=corner.y
                width=part_width
                height=part_height
            />
            <path class="ak-template__line" d=format!("M{} {}V{bottom}", head.x, corner.y)/>
            <ellipse class="ak-template__head" cx=head.x cy=head.y rx=head_rx ry=head_ry/>
            {marks}
        </svg>
    }
}

/// Half length of an eye mark as part of the template's height.
const MARK: f64 = 0.02;

/// Everything outside of the photo.
fn shade(width: u32, height: u32, template: &Template) -> String {
    let (x, y) = (template.corner.x, template.corner.y);
    let (right, bottom) = (x + template.width, y + template.height);
    format!("M0 0H{width}V{height}H0Z M{x} {y}V{bottom}H{right}V{y}Z")
}
