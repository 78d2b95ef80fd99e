//! A document as it will be printed, drawn in its shape.

use leptos::prelude::*;

use super::Picture;
use crate::drawing::{Drawing, DrawnLine, Shape};
use crate::texts::{case, fields};

/// The drawing. Its contents are text, so that a person can have them read aloud and enlarged.
#[component]
pub fn DocumentDrawing(
    /// What is drawn.
    drawing: Drawing,
    /// The photo, if there is one.
    photo: Option<u32>,
) -> impl IntoView {
    let shape = match drawing.shape {
        Shape::Card => "ak-document ak-document--card",
        Shape::Sheet => "ak-document ak-document--sheet",
        Shape::Page => "ak-document ak-document--page",
    };
    let has_cut = drawing.lines.iter().any(|line| line.cut);
    let lines: Vec<_> = drawing.lines.into_iter().map(line).collect();
    let zone: Vec<_> = drawing
        .zone
        .into_iter()
        .map(|text| view! { <span class="ak-document__row">{text}</span> })
        .collect();
    let picture = match photo {
        Some(handle) => {
            let alt = fields::section(amtskoffer_domain::services::Section::Photo);
            view! { <div class="ak-document__photo"><Picture handle=handle alt=alt/></div> }
                .into_any()
        }
        None => {
            view! { <div class="ak-document__photo ak-document__photo--none"></div> }.into_any()
        }
    };
    view! {
        <figure class="ak-figure">
            <div class=shape data-testid="document">
                <div class="ak-document__face">
                    {picture}
                    <dl class="ak-document__lines">{lines}</dl>
                </div>
                <p class="ak-document__zone" aria-label=case::MRZ role="group" data-testid="zone">{zone}</p>
            </div>
            <figcaption class="kern-body kern-body--small">
                {has_cut.then_some(case::CUT_HINT)}" "{case::DRAWING_HINT}
            </figcaption>
        </figure>
    }
}

fn line(line: DrawnLine) -> AnyView {
    let rows: Vec<_> = line
        .text
        .into_iter()
        .map(|text| view! { <span class="ak-document__row">{text}</span> })
        .collect();
    let mark = line.cut.then(|| {
        view! {
            <span class="ak-document__cut">
                <span aria-hidden="true">"✂"</span><span class="ak-hidden">{case::CUT}</span>
            </span>
        }
    });
    let small = line
        .small
        .then_some("ak-document__value ak-document__value--small");
    view! {
        <div class="ak-document__line">
            <dt class="ak-document__name">{line.name}</dt>
            <dd class=small.unwrap_or("ak-document__value")>{rows}{mark}</dd>
        </div>
    }
    .into_any()
}
