//! One of several choices, as radio buttons.

use leptos::prelude::*;

use super::text_field::{ProblemText, described_by};

/// One choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Key that is kept.
    pub key: String,
    /// What the clerk reads.
    pub label: String,
    /// More about it.
    pub hint: String,
}

/// Radio buttons.
#[component]
pub fn ChoiceField(
    /// Id of the group; the first button has it with `-0`.
    #[prop(into)]
    id: String,
    /// Question.
    #[prop(into)]
    label: String,
    /// Hint.
    #[prop(into, optional)]
    hint: String,
    /// The choices.
    choices: Vec<Choice>,
    /// Key of the chosen one.
    value: RwSignal<String>,
    /// What is wrong.
    #[prop(into)]
    problem: Signal<Option<String>>,
) -> impl IntoView {
    let has_hint = !hint.is_empty();
    let described = id.clone();
    let radios: Vec<_> = choices
        .into_iter()
        .enumerate()
        .map(|(at, choice)| radio(&id, at, choice, value))
        .collect();
    view! {
        <fieldset
            class="kern-fieldset"
            class:kern-fieldset--error=move || problem.get().is_some()
            aria-describedby=move || described_by(&described, has_hint, problem.get().is_some())
        >
            <legend class="kern-label">{label}</legend>
            {has_hint.then(|| view! { <div class="kern-hint" id=format!("{id}-hint")>{hint}</div> })}
            <div class="kern-fieldset__body">{radios}</div>
            <ProblemText id=id problem=problem/>
        </fieldset>
    }
}

fn radio(group: &str, at: usize, choice: Choice, value: RwSignal<String>) -> impl IntoView + use<> {
    let id = format!("{group}-{at}");
    let Choice { key, label, hint } = choice;
    let own = key.clone();
    let hint_id = (!hint.is_empty()).then(|| format!("{id}-hint"));
    view! {
        <div class="kern-form-check ak-row">
            <input
                class="kern-form-check__radio"
                type="radio"
                id=id.clone()
                name=group.to_owned()
                autocomplete="off"
                aria-describedby=hint_id.clone()
                prop:checked=move || value.with(|chosen| *chosen == own)
                on:change=move |_| value.set(key.clone())
            />
            <label class="kern-label" for=id>{label}</label>
            {hint_id.map(|id| view! { <div class="kern-hint" id=id>{hint}</div> })}
        </div>
    }
}
