//! Letters of DIN 91379 that no keyboard has, to be put in at the cursor.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use crate::browser::element;
use crate::texts::fields;

/// The letters, grouped by their plain one.
const LETTERS: [(&str, &str); 17] = [
    ("A", "ÀÁÂÃÅĀĂĄàáâãåāăąÆæ"),
    ("C", "ÇĆĊČçćċč"),
    ("D", "ĎĐÐḌďđðḍ"),
    ("E", "ÈÉÊËĒĖĘĚèéêëēėęě"),
    ("G", "ĞĠĢǦğġģǧ"),
    ("H", "ĦḤḪħḥḫ"),
    ("I", "ÌÍÎÏĪĮİìíîïīįı"),
    ("K", "ĶḲķḳ"),
    ("L", "ĹĻĽŁĺļľł"),
    ("N", "ÑŃŅŇñńņň"),
    ("O", "ÒÓÔÕØŌŐŒòóôõøōőœ"),
    ("R", "ŔŘŕř"),
    ("S", "ŚŞŠȘṢẞśşšșṣß"),
    ("T", "ŢŤȚÞṬţťțþṭ"),
    ("U", "ÙÚÛŪŮŰŲùúûūůűų"),
    ("Y", "ÝŶŸýŷÿ"),
    ("Z", "ŹŻŽẒẔźżžẓẕʾʿ’"),
];

/// A button that opens the letters for an input.
#[component]
pub fn Palette(
    /// Id of the input.
    input: String,
    /// What is typed there.
    value: RwSignal<String>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let panel = format!("{input}-letters");
    let controls = panel.clone();
    view! {
        <button
            type="button"
            class="kern-btn kern-btn--tertiary ak-palette-toggle"
            aria-expanded=move || if open.get() { "true" } else { "false" }
            aria-controls=controls
            on:click=move |_| open.update(|open| *open = !*open)
        >
            <span class="kern-label">{fields::LETTERS}</span>
        </button>
        <div
            class="ak-palette"
            id=panel
            role="group"
            aria-label=fields::LETTERS
            hidden=move || !open.get()
        >
            {move || open.get().then(|| groups(&input, value))}
        </div>
    }
}

fn groups(input: &str, value: RwSignal<String>) -> Vec<AnyView> {
    let group = |(name, letters): (&'static str, &'static str)| {
        let buttons: Vec<_> = letters
            .chars()
            .map(|letter| button(input, letter, value))
            .collect();
        view! {
            <div class="ak-palette__group" role="group" aria-label=name>{buttons}</div>
        }
        .into_any()
    };
    LETTERS.into_iter().map(group).collect()
}

fn button(input: &str, letter: char, value: RwSignal<String>) -> impl IntoView + use<> {
    let input = input.to_owned();
    view! {
        <button
            type="button"
            class="ak-palette__letter"
            on:click=move |_| insert(&input, letter, value)
        >{letter.to_string()}</button>
    }
}

fn insert(input: &str, letter: char, value: RwSignal<String>) {
    let Some(field) = element(input).and_then(|field| field.dyn_into::<HtmlInputElement>().ok())
    else {
        return;
    };
    let end = field.selection_end().ok().flatten();
    let start = field.selection_start().ok().flatten();
    let _ = field.set_range_text(&letter.to_string());
    let after = start.or(end).map_or(0, |at| at + 1);
    value.set(field.value());
    let _ = field.set_selection_range(after, after);
}

#[cfg(test)]
mod tests {
    use super::LETTERS;
    use amtskoffer_domain::names::{Charset, check};

    #[test]
    fn every_letter_of_the_palette_may_stand_in_a_name() {
        for (_, letters) in LETTERS {
            for letter in letters.chars() {
                assert_eq!(check(&letter.to_string(), Charset::A), Ok(()), "{letter}");
            }
        }
    }
}
