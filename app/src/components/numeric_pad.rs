//! Digits to be touched, for dates, amounts, postcodes and numbers. Shown where there is a touch
//! screen; a keyboard works beside it, and the focus stays where it is.

use leptos::prelude::*;

use super::typing::{has_focus, input, keep_focus, take_back, type_into};
use crate::browser::focus;
use crate::texts::keys;

/// An input that the pad types into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PadInput {
    /// Its id.
    pub id: String,
    /// Letters after which the next one follows; 0 never.
    pub full: usize,
}

/// What the pad has beside digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PadKind {
    /// Nothing.
    #[default]
    Digits,
    /// A comma, for amounts.
    Amount,
    /// An X, for the unknown parts of a date.
    PartialDate,
}

/// The pad and the button that opens it.
#[component]
pub fn NumericPad(
    /// Id, unique on the screen.
    id: String,
    /// What it is for.
    #[prop(into)]
    label: String,
    /// Inputs, in order.
    inputs: Vec<PadInput>,
    /// What it has beside digits.
    #[prop(optional)]
    kind: PadKind,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let said = RwSignal::new(String::new());
    let inputs = StoredValue::new(inputs);
    let place = StoredValue::new(0_usize);
    let press = Callback::new(move |key: Key| {
        let now = inputs.with_value(|inputs| {
            let at = at(inputs, place.get_value());
            press(inputs, at, &key)
        });
        if let Some((at, text)) = now {
            place.set_value(at);
            said.set(text);
        }
    });
    let panel = format!("{id}-pad");
    let controls = panel.clone();
    let name = keys::pad(&label);
    view! {
        <div class="ak-digits">
            <button
                type="button"
                class="kern-btn kern-btn--tertiary"
                aria-expanded=move || if open.get() { "true" } else { "false" }
                aria-controls=controls
                on:pointerdown=keep_focus
                on:click=move |_| open.update(|open| *open = !*open)
            >
                <span class="kern-label">{keys::DIGITS}<span class="ak-hidden">" "{label}</span></span>
            </button>
            <div class="ak-digits__keys" id=panel role="group" aria-label=name hidden=move || !open.get()>
                {move || open.get().then(|| all_keys(kind, press))}
                <span class="ak-hidden" role="status">{said}</span>
            </div>
        </div>
    }
}

/// A key of the pad.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Key {
    Sign(&'static str),
    Back,
}

fn all_keys(kind: PadKind, press: Callback<Key>) -> Vec<AnyView> {
    let signs = ["1", "2", "3", "4", "5", "6", "7", "8", "9"].into_iter();
    let extra = match kind {
        PadKind::Digits => None,
        PadKind::Amount => Some(","),
        PadKind::PartialDate => Some("X"),
    };
    let last = [extra.map(Key::Sign), Some(Key::Sign("0")), Some(Key::Back)];
    signs
        .map(|sign| Some(Key::Sign(sign)))
        .chain(last)
        .map(|key| match key {
            Some(key) => button(key, press),
            None => view! { <span></span> }.into_any(),
        })
        .collect()
}

fn button(key: Key, press: Callback<Key>) -> AnyView {
    let (text, name) = match &key {
        Key::Sign(",") => (",", Some(keys::COMMA)),
        Key::Sign(sign) => (*sign, None),
        Key::Back => ("⌫", Some(keys::BACK)),
    };
    view! {
        <button
            type="button"
            class="ak-digits__key"
            aria-label=name
            on:pointerdown=keep_focus
            on:click=move |_| press.run(key.clone())
        >{text}</button>
    }
    .into_any()
}

/// The input that is typed into: the one with the focus, else the one before.
fn at(inputs: &[PadInput], before: usize) -> usize {
    inputs
        .iter()
        .position(|input| has_focus(&input.id))
        .unwrap_or(before)
}

/// Presses a key; gives the place where the next goes, and what the input says now.
fn press(inputs: &[PadInput], at: usize, key: &Key) -> Option<(usize, String)> {
    let pad_input = inputs.get(at)?;
    let field = input(&pad_input.id)?;
    match key {
        Key::Sign(sign) => type_into(&field, sign),
        Key::Back => take_back(&field),
    }
    let value = field.value();
    let next = next(inputs, at, value.chars().count(), *key == Key::Back);
    if next != at && has_focus(&pad_input.id) {
        focus(&inputs.get(next)?.id);
    }
    Some((next, value))
}

/// A full input is left for the next one, an emptied one for the one before.
fn next(inputs: &[PadInput], at: usize, letters: usize, back: bool) -> usize {
    let full = inputs.get(at).map_or(0, |input| input.full);
    match back {
        true if letters == 0 => at.saturating_sub(1),
        false if full > 0 && letters >= full && at + 1 < inputs.len() => at + 1,
        _ => at,
    }
}

#[cfg(test)]
mod tests {
    use super::{PadInput, next};

    fn date() -> Vec<PadInput> {
        [("day", 2), ("month", 2), ("year", 0)]
            .map(|(id, full)| PadInput {
                id: id.to_owned(),
                full,
            })
            .into()
    }

    #[test]
    fn a_date_is_typed_in_one_go() {
        let date = date();
        assert_eq!(next(&date, 0, 1, false), 0);
        assert_eq!(next(&date, 0, 2, false), 1);
        assert_eq!(next(&date, 1, 2, false), 2);
        assert_eq!(next(&date, 2, 4, false), 2, "the last one stays");
    }

    #[test]
    fn an_emptied_input_leads_back() {
        let date = date();
        assert_eq!(next(&date, 1, 1, true), 1);
        assert_eq!(next(&date, 1, 0, true), 0);
        assert_eq!(next(&date, 0, 0, true), 0);
        assert_eq!(next(&[], 0, 0, true), 0);
    }
}
