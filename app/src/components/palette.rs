//! Letters of DIN 91379 that no keyboard has, to be put in at the cursor: first the plain letter, then
//! the special one. Opens at the letter before the cursor.

use std::collections::BTreeMap;

use amtskoffer_domain::names::{search_form, special_letters};
use leptos::prelude::*;

use super::typing::{input, keep_focus, type_into};
use crate::texts::keys;

/// Signs of names that belong to no letter.
const SIGNS: &str = "’ʹʺʾʿˈˌ·´";

/// Name of their group.
const OTHERS: char = '’';

/// A button that opens the letters for an input.
#[component]
pub fn Palette(
    /// Id of the input.
    id: String,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let base = RwSignal::new('A');
    let panel = format!("{id}-letters");
    let controls = panel.clone();
    let own = id.clone();
    let toggle = move |_| {
        if !open.get_untracked()
            && let Some(found) = before_cursor(&own)
        {
            base.set(found);
        }
        open.update(|open| *open = !*open);
    };
    view! {
        <button
            type="button"
            class="kern-btn kern-btn--tertiary ak-palette-toggle"
            aria-expanded=move || if open.get() { "true" } else { "false" }
            aria-controls=controls
            on:pointerdown=keep_focus
            on:click=toggle
        >
            <span class="kern-label">{keys::LETTERS}</span>
        </button>
        <div class="ak-palette" id=panel role="group" aria-label=keys::LETTERS hidden=move || !open.get()>
            {move || open.get().then(|| letters(&id, base))}
        </div>
    }
}

fn letters(id: &str, base: RwSignal<char>) -> AnyView {
    let groups = StoredValue::new(groups());
    let bases: Vec<char> = groups.with_value(|groups| groups.keys().copied().collect());
    let bases: Vec<_> = bases
        .into_iter()
        .map(|one| base_button(one, base))
        .collect();
    let id = id.to_owned();
    let shown = move || {
        let chosen = base.get();
        let letters = groups.with_value(|groups| groups.get(&chosen).cloned());
        let letters = letters.unwrap_or_default().into_iter();
        letters
            .map(|letter| letter_button(&id, letter))
            .collect::<Vec<_>>()
    };
    view! {
        <div class="ak-palette__group" role="group" aria-label=keys::BASES>{bases}</div>
        <div class="ak-palette__group ak-palette__group--letters" role="group" aria-label=move || keys::of_base(base.get())>
            {shown}
        </div>
    }
    .into_any()
}

fn base_button(one: char, base: RwSignal<char>) -> AnyView {
    view! {
        <button
            type="button"
            class="ak-palette__letter ak-palette__letter--base"
            aria-pressed=move || if base.get() == one { "true" } else { "false" }
            on:pointerdown=keep_focus
            on:click=move |_| base.set(one)
        >{one.to_string()}</button>
    }
    .into_any()
}

fn letter_button(id: &str, letter: String) -> AnyView {
    let id = id.to_owned();
    let text = letter.clone();
    let insert = move |_| {
        if let Some(field) = input(&id) {
            type_into(&field, &letter);
        }
    };
    view! {
        <button type="button" class="ak-palette__letter" on:pointerdown=keep_focus on:click=insert>
            {text}
        </button>
    }
    .into_any()
}

/// The plain letter of what stands before the cursor.
fn before_cursor(id: &str) -> Option<char> {
    let field = input(id)?;
    let place = usize::try_from(field.selection_start().ok()??).ok()?;
    let units: Vec<u16> = field.value().encode_utf16().take(place).collect();
    let text = String::from_utf16(&units).ok()?;
    base_of(&text.chars().last()?.to_string())
}

/// All special letters by their plain one, capitals first.
fn groups() -> BTreeMap<char, Vec<String>> {
    let mut groups: BTreeMap<char, Vec<String>> = BTreeMap::new();
    for letter in special_letters() {
        let base = base_of(&letter).unwrap_or(OTHERS);
        groups.entry(base).or_default().push(letter);
    }
    let signs = SIGNS.chars().map(String::from);
    groups.entry(OTHERS).or_default().extend(signs);
    for letters in groups.values_mut() {
        let is_small = |letter: &String| letter.chars().next().is_some_and(char::is_lowercase);
        let (small, mut sorted): (Vec<_>, Vec<_>) = letters.drain(..).partition(is_small);
        sorted.extend(small);
        *letters = sorted;
    }
    groups
}

/// The plain letter that a letter is looked for under.
fn base_of(letter: &str) -> Option<char> {
    search_form(letter)
        .chars()
        .next()
        .filter(char::is_ascii_uppercase)
}

#[cfg(test)]
mod tests {
    use super::{base_of, groups};
    use amtskoffer_domain::names::{Charset, check, special_letters};

    #[test]
    fn every_special_letter_of_the_norm_is_two_steps_away() {
        let groups = groups();
        let all: Vec<&String> = groups.values().flatten().collect();
        for letter in special_letters() {
            assert!(all.contains(&&letter), "{letter}");
        }
        assert!(special_letters().len() > 500, "singles and sequences");
        assert!(groups.len() <= 27, "plain letters and the signs");
    }

    #[test]
    fn every_letter_of_the_palette_may_stand_in_a_name() {
        for letter in groups().values().flatten() {
            assert_eq!(check(letter, Charset::A), Ok(()), "{letter}");
        }
    }

    #[test]
    fn letters_are_found_under_their_plain_one() {
        for (letter, base) in [
            ("ş", 'S'),
            ("Ł", 'L'),
            ("ß", 'S'),
            ("đ", 'D'),
            ("Ö", 'O'),
            ("M̂", 'M'),
        ] {
            assert_eq!(base_of(letter), Some(base), "{letter}");
        }
    }

    #[test]
    fn capitals_come_first() {
        let groups = groups();
        let letters = &groups[&'S'];
        let first_small = letters
            .iter()
            .position(|letter| letter == "š")
            .expect("there");
        let capital = letters
            .iter()
            .position(|letter| letter == "Š")
            .expect("there");
        assert!(capital < first_small);
    }
}
