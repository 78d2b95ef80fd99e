//! The prints that were taken, and which of them are used.

use amtskoffer_contract::bridge::{FingerView, FingersView, QualityMeasure};
use amtskoffer_domain::rules::fingers::Hand;
use leptos::prelude::*;

use super::run::{Run, hand_of};
use crate::components::{Picture, StateBadge, Tone};
use crate::desk::desk;
use crate::pages::begun::is_held;
use crate::texts::{fingers, resume};

/// The table.
#[component]
pub fn TakenPrints(
    /// Shared by the parts of the screen.
    run: Run,
) -> impl IntoView {
    let desk = desk();
    let taken = Memo::new(move |_| {
        let FingersView { taken, next, .. } = run.view();
        (taken, next.map(hand_of))
    });
    let table = move || {
        let (taken, open_hand) = taken.get();
        if taken.is_empty() {
            return view! { <p class="kern-body">{fingers::NONE_TAKEN}</p> }.into_any();
        }
        let columns = [
            fingers::FINGER,
            fingers::PREVIEW,
            fingers::QUALITY,
            fingers::ATTEMPTS,
            fingers::USED,
        ];
        let heads = columns.map(|name| {
            view! { <th class="kern-table__header" scope="col">{name}</th> }
        });
        let rows: Vec<_> = taken
            .iter()
            .map(|print| {
                let held = is_held(desk, &format!("finger_{}", print.finger));
                row(print, open_hand, held && print.chosen)
            })
            .collect();
        view! {
            <table class="kern-table ak-table" data-testid="prints">
                <caption class="ak-hidden">{fingers::TAKEN}</caption>
                <thead class="kern-table__head">
                    <tr class="kern-table__row">{heads}</tr>
                </thead>
                <tbody class="kern-table__body">{rows}</tbody>
            </table>
        }
        .into_any()
    };
    view! {
        <section>
            <h2 class="kern-heading-medium">{fingers::TAKEN}</h2>
            {table}
        </section>
    }
}

/// The print, or that only the data centre has it.
fn preview(print: &FingerView, held: bool, name: &str) -> AnyView {
    if held {
        return view! { <p class="kern-body">{resume::HELD}</p> }.into_any();
    }
    view! { <Picture handle=print.preview alt=format!("Abdruck {name}")/> }.into_any()
}

fn row(print: &FingerView, open_hand: Option<Hand>, held: bool) -> impl IntoView + use<> {
    let name = fingers::finger(print.finger);
    let is_open = open_hand == Some(hand_of(print.finger));
    let (tone, word) = match (print.chosen, is_open) {
        (true, false) => (Tone::Success, fingers::CHOSEN),
        (true, true) => (Tone::Info, fingers::BEST_SO_FAR),
        (false, _) => (Tone::Info, fingers::NOT_CHOSEN),
    };
    let is_own = print.measure == QualityMeasure::Own;
    view! {
        <tr class="kern-table__row">
            <th class="kern-table__cell" scope="row">{name.clone()}</th>
            <td class="kern-table__cell ak-print" data-label=fingers::PREVIEW>
                {preview(print, held, &name)}
            </td>
            <td class="kern-table__cell" data-label=fingers::QUALITY>
                <QualityBar quality=print.quality threshold=print.threshold/>
                <span>{fingers::quality(print.quality, print.threshold)}</span>
                {is_own.then(|| view! { <span class="kern-hint">{fingers::OWN_MEASURE}</span> })}
            </td>
            <td class="kern-table__cell" data-label=fingers::ATTEMPTS>{print.attempts}</td>
            <td class="kern-table__cell" data-label=fingers::USED>
                <StateBadge tone=tone word=word/>
            </td>
        </tr>
    }
}

/// The value as a bar with the threshold as a line; the words beside it say the same.
#[component]
fn QualityBar(quality: u8, threshold: u8) -> impl IntoView {
    let enough = quality >= threshold;
    view! {
        <svg class="ak-quality" viewBox="0 0 100 12" aria-hidden="true" focusable="false">
            <rect class="ak-quality__track" x="0" y="2" width="100" height="8"/>
            <rect
                class="ak-quality__value"
                class:ak-quality__value--low=!enough
                x="0"
                y="2"
                width=quality.min(100)
                height="8"
            />
            <path class="ak-quality__threshold" d=format!("M{threshold} 0V12")/>
        </svg>
    }
}
