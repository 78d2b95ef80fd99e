//! A field of one line.

use leptos::prelude::*;

use super::numeric_pad::{NumericPad, PadInput, PadKind};
use super::palette::Palette;

/// What is typed, so that a touch keyboard shows the right keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keyboard {
    /// Plain text.
    #[default]
    Text,
    /// A name: capital first letters and the palette of special letters.
    Name,
    /// Digits.
    Digits,
    /// An amount of money.
    Amount,
    /// Capital letters and digits.
    Capitals,
    /// An e-mail address.
    Email,
}

/// A text field with label, hint and problem.
#[component]
pub fn TextField(
    /// Id, unique on the screen.
    #[prop(into)]
    id: String,
    /// Label.
    #[prop(into)]
    label: String,
    /// Hint below the label.
    #[prop(into, optional)]
    hint: String,
    /// What is typed.
    value: RwSignal<String>,
    /// What is wrong with it.
    #[prop(into)]
    problem: Signal<Option<String>>,
    /// What is typed, for touch keyboards.
    #[prop(optional)]
    keyboard: Keyboard,
    /// Width for so many letters; 0 is the whole line.
    #[prop(optional)]
    width: u8,
) -> impl IntoView {
    let (mode, capitals) = match keyboard {
        Keyboard::Text => ("text", "sentences"),
        Keyboard::Name => ("text", "words"),
        Keyboard::Digits => ("numeric", "off"),
        Keyboard::Amount => ("decimal", "off"),
        Keyboard::Capitals => ("text", "characters"),
        Keyboard::Email => ("email", "off"),
    };
    let has_hint = !hint.is_empty();
    let ids = id.clone();
    let described_by = move || described_by(&ids, has_hint, problem.get().is_some());
    let class = format!("kern-form-input__input ak-width-{width}");
    let pad = matches!(keyboard, Keyboard::Digits | Keyboard::Amount).then(|| {
        let inputs = vec![PadInput {
            id: id.clone(),
            full: 0,
        }];
        let kind = if keyboard == Keyboard::Amount {
            PadKind::Amount
        } else {
            PadKind::Digits
        };
        view! { <NumericPad id=id.clone() label=label.clone() inputs=inputs kind=kind/> }
    });
    view! {
        <div class="kern-form-input" class:kern-form-input--error=move || problem.get().is_some()>
            <label class="kern-label" for=id.clone()>{label}</label>
            {has_hint.then(|| view! { <div class="kern-hint" id=format!("{id}-hint")>{hint}</div> })}
            <div class="ak-input-row">
                <input
                    class=class
                    class:kern-form-input__input--error=move || problem.get().is_some()
                    id=id.clone()
                    type="text"
                    inputmode=mode
                    autocapitalize=capitals
                    autocomplete="off"
                    spellcheck="false"
                    aria-invalid=move || problem.get().map(|_| "true")
                    aria-describedby=described_by
                    prop:value=value
                    on:input=move |event| value.set(event_target_value(&event))
                />
                {(keyboard == Keyboard::Name).then(|| view! { <Palette id=id.clone()/> })}
                {pad}
            </div>
            <ProblemText id=id problem=problem/>
        </div>
    }
}

/// The problem of a field, below it.
#[component]
pub fn ProblemText(
    /// Id of the field.
    id: String,
    /// What is wrong.
    problem: Signal<Option<String>>,
) -> impl IntoView {
    move || {
        let text = problem.get()?;
        Some(view! {
            <p class="kern-error" id=format!("{id}-error")>
                <span class="kern-icon kern-icon--danger" aria-hidden="true"></span>
                <span class="kern-body">{text}</span>
            </p>
        })
    }
}

/// Ids of hint and problem, for `aria-describedby`.
pub fn described_by(id: &str, has_hint: bool, has_problem: bool) -> Option<String> {
    let hint = has_hint.then(|| format!("{id}-hint"));
    let problem = has_problem.then(|| format!("{id}-error"));
    let ids: Vec<String> = hint.into_iter().chain(problem).collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}
