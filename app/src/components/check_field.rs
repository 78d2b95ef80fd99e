//! A yes that is ticked.

use amtskoffer_domain::fields::{NO, YES};
use leptos::prelude::*;

use super::text_field::{ProblemText, described_by};

/// A check box; its value is `yes` or `no`.
#[component]
pub fn CheckField(
    /// Id.
    #[prop(into)]
    id: String,
    /// Statement that is true when ticked.
    #[prop(into)]
    label: String,
    /// Hint.
    #[prop(into, optional)]
    hint: String,
    /// `yes`, `no` or empty.
    value: RwSignal<String>,
    /// What is wrong.
    #[prop(into)]
    problem: Signal<Option<String>>,
) -> impl IntoView {
    let has_hint = !hint.is_empty();
    let described = id.clone();
    view! {
        <div class="ak-check" class:ak-check--error=move || problem.get().is_some()>
            <div class="kern-form-check ak-row">
                <input
                    class="kern-form-check__checkbox"
                    type="checkbox"
                    id=id.clone()
                    autocomplete="off"
                    aria-invalid=move || problem.get().map(|_| "true")
                    aria-describedby=move || {
                        described_by(&described, has_hint, problem.get().is_some())
                    }
                    prop:checked=move || value.with(|value| value == YES)
                    on:change=move |event| {
                        let answer = if event_target_checked(&event) { YES } else { NO };
                        value.set(answer.to_owned());
                    }
                />
                <label class="kern-label" for=id.clone()>{label}</label>
            </div>
            {has_hint.then(|| view! { <div class="kern-hint" id=format!("{id}-hint")>{hint}</div> })}
            <ProblemText id=id problem=problem/>
        </div>
    }
}
