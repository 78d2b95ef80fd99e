//! The terminal as a drawing; the part where somebody must do something is marked.

use amtskoffer_contract::bridge::{TerminalCard, TerminalState, TerminalStep, TerminalView};
use leptos::prelude::*;

use crate::desk::desk;
use crate::texts::terminal;

/// Where something is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Token,
    Card,
    Keys,
    Nowhere,
}

fn place(view: &TerminalView) -> Place {
    let step = view.run.as_ref().and_then(|run| run.step);
    match (step, view.state, view.card) {
        (Some(TerminalStep::TypeCan | TerminalStep::TypePin), _, _) => Place::Keys,
        (None, TerminalState::Locked | TerminalState::TokenInserted, _) => Place::Token,
        (None, TerminalState::Ready, TerminalCard::None | TerminalCard::NoEid) => Place::Card,
        _ => Place::Nowhere,
    }
}

/// The drawing. The sentences beside it say the same.
#[component]
pub fn Drawing() -> impl IntoView {
    let desk = desk();
    let place = Memo::new(move |_| desk.terminal.with(|view| view.as_ref().map(place)));
    let marked = move |here: Place| {
        if place.get() == Some(here) {
            "ak-drawing__part ak-drawing__part--marked"
        } else {
            "ak-drawing__part"
        }
    };
    let key = |at: u8| {
        let (x, y) = (f64::from(at % 3) * 18.0, f64::from(at / 3) * 14.0);
        view! { <rect x=98.0 + x y=52.0 + y width="12" height="9" rx="2"></rect> }
    };
    view! {
        <svg class="ak-drawing" viewBox="0 0 180 130" role="img" aria-label=terminal::DRAWING>
            <rect class="ak-drawing__body" x="10" y="10" width="160" height="100" rx="8"></rect>
            <rect class="ak-drawing__part" x="20" y="20" width="140" height="22" rx="3"></rect>
            <g class=move || marked(Place::Card)>
                <rect x="22" y="54" width="62" height="40" rx="4"></rect>
                <rect x="28" y="62" width="14" height="11" rx="2"></rect>
            </g>
            <g class=move || marked(Place::Keys)>{(0..12).map(key).collect_view()}</g>
            <g class=move || marked(Place::Token)>
                <rect x="60" y="110" width="60" height="14" rx="3"></rect>
            </g>
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, place};
    use amtskoffer_contract::bridge::{
        TerminalAct, TerminalCard, TerminalRun, TerminalState, TerminalStep, TerminalView,
    };

    #[test]
    fn the_part_where_somebody_must_act_is_marked() {
        let view = |state, card, step| TerminalView {
            state,
            card,
            run: Some(TerminalRun {
                act: TerminalAct::SetPin,
                step,
                outcome: None,
                chip: Vec::new(),
            }),
        };
        for (state, card, step, marked) in [
            (
                TerminalState::Locked,
                TerminalCard::None,
                None,
                Place::Token,
            ),
            (
                TerminalState::TokenInserted,
                TerminalCard::Eid,
                None,
                Place::Token,
            ),
            (TerminalState::Ready, TerminalCard::None, None, Place::Card),
            (
                TerminalState::Ready,
                TerminalCard::Eid,
                None,
                Place::Nowhere,
            ),
            (
                TerminalState::Working,
                TerminalCard::Unknown,
                Some(TerminalStep::TypePin),
                Place::Keys,
            ),
            (
                TerminalState::Working,
                TerminalCard::Unknown,
                Some(TerminalStep::Write),
                Place::Nowhere,
            ),
        ] {
            assert_eq!(place(&view(state, card, step)), marked);
        }
    }
}
