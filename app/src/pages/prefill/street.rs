//! Street and house number, completed from the town's list: a combobox with a list that opens below it
//! (WAI-ARIA Authoring Practices, Combobox with list autocomplete).

use std::sync::Arc;

use amtskoffer_domain::fields::{Field, FieldProblem};
use amtskoffer_domain::streets::{Listed, Street, completed};
use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::prelude::*;

use crate::components::{ProblemText, described_by};
use crate::desk::desk;
use crate::form::Form;
use crate::streets::Streets;
use crate::texts::{fields, prefill, problems};

/// Asks for the street. What is chosen fills postcode, place and municipality key, too.
#[component]
pub fn StreetInput(
    /// The form of the section.
    form: Form,
    /// It may stay empty.
    optional: bool,
) -> impl IntoView {
    let field = Field::Street;
    let id = field.key();
    let list = expect_context::<Streets>().list();
    let value = form.value(field);
    let postcode = form.value(Field::Postcode);
    let open = RwSignal::new(false);
    let active = RwSignal::new(None::<usize>);
    let suggestions = Memo::new(move |_| {
        let list = list.get();
        let found = list.suggest(&value.get());
        Arc::new(found.into_iter().cloned().collect::<Vec<Street>>())
    });
    let shown = Memo::new(move |_| open.get() && suggestions.with(|found| !found.is_empty()));
    let choose = move |at: usize| {
        let Some(street) = suggestions.get_untracked().get(at).cloned() else {
            return;
        };
        value.set(completed(&street, &value.get_untracked()));
        postcode.set(street.place.postcode);
        form.value(Field::Place).set(street.place.name);
        form.value(Field::MunicipalityKey)
            .set(street.place.municipality_key);
        open.set(false);
        active.set(None);
    };
    let typed = move |text: String| {
        value.set(text);
        active.set(None);
        open.set(true);
        desk().say(&prefill::suggestions(suggestions.get_untracked().len()));
    };
    let pressed = move |event: KeyboardEvent| {
        let number = suggestions.get_untracked().len();
        let is_shown = shown.get_untracked();
        let at = active.get_untracked();
        match event.key().as_str() {
            "ArrowDown" if number > 0 => {
                open.set(true);
                active.set(Some(at.map_or(0, |at| (at + 1) % number)));
            }
            "ArrowUp" if number > 0 => {
                open.set(true);
                active.set(Some(at.map_or(number - 1, |at| (at + number - 1) % number)));
            }
            "Enter" if is_shown && at.is_some() => choose(at.unwrap_or_default()),
            "Escape" if is_shown => {
                open.set(false);
                active.set(None);
            }
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let problem = Signal::derive(move || {
        form.problems.with(|all: &Vec<FieldProblem>| {
            let own = all.iter().find(|problem| problem.field == field)?;
            Some(problems::sentence(own))
        })
    });
    let listed = Memo::new(move |_| {
        let list = list.get();
        let street = value.get();
        let known = list.streets().is_empty() || street.trim().is_empty() || shown.get();
        if known {
            Listed::Yes
        } else {
            list.listed(&street, &postcode.get())
        }
    });
    let option_id = move |at: usize| format!("{id}-option-{at}");
    let options = move || {
        let found = suggestions.get();
        let rows = found.iter().enumerate().map(|(at, street)| {
            let place = format!("{} {}", street.place.postcode, street.place.name);
            let name = street.name.clone();
            let selected = move || (active.get() == Some(at)).to_string();
            view! {
                <li
                    class="ak-options__item"
                    class:ak-options__item--active=move || active.get() == Some(at)
                    role="option"
                    id=option_id(at)
                    aria-selected=selected
                    // The input keeps the focus.
                    on:mousedown=|event: MouseEvent| event.prevent_default()
                    on:click=move |_| choose(at)
                >
                    <span class="kern-body">{name}</span>
                    <span class="kern-body kern-body--small">{place}</span>
                </li>
            }
        });
        rows.collect::<Vec<_>>()
    };
    view! {
        <div class="kern-form-input" class:kern-form-input--error=move || problem.get().is_some()>
            <label class="kern-label" for=id>{fields::label(field, optional)}</label>
            <div class="kern-hint" id=format!("{id}-hint")>{prefill::STREET_HINT}</div>
            <div class="ak-combobox">
                <input
                    class="kern-form-input__input ak-width-0"
                    id=id
                    type="text"
                    role="combobox"
                    aria-autocomplete="list"
                    aria-expanded=move || shown.get().to_string()
                    aria-controls=format!("{id}-options")
                    aria-activedescendant=move || {
                        let at = active.get().filter(|_| shown.get());
                        at.map(option_id)
                    }
                    aria-invalid=move || problem.get().map(|_| "true")
                    aria-describedby=move || described_by(id, true, problem.get().is_some())
                    autocapitalize="sentences"
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=value
                    on:input=move |event| typed(event_target_value(&event))
                    on:keydown=pressed
                    on:blur=move |_| open.set(false)
                />
                <ul
                    class="ak-options"
                    role="listbox"
                    id=format!("{id}-options")
                    aria-label=prefill::STREETS
                    hidden=move || !shown.get()
                >
                    {options}
                </ul>
            </div>
            <p class="kern-body kern-body--small" data-testid="street-listed" role="status">
                {move || prefill::listed(listed.get())}
            </p>
            <ProblemText id=id.to_owned() problem=problem/>
        </div>
    }
}
