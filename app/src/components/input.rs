//! The right input for a field of the domain.

use amtskoffer_domain::fields::{Field, FieldKind, FieldProblem};
use leptos::prelude::*;

use super::{CheckField, Choice, ChoiceField, DateField, Keyboard, TextField};
use crate::texts::{fields, problems};

/// Asks for a field, by its kind.
#[component]
pub fn FieldInput(
    /// Which field.
    field: Field,
    /// What is typed.
    value: RwSignal<String>,
    /// All problems of the screen.
    problems: RwSignal<Vec<FieldProblem>>,
    /// It may stay empty.
    optional: bool,
) -> impl IntoView {
    let problem = Signal::derive(move || {
        problems.with(|all| {
            let own = all.iter().find(|problem| problem.field == field)?;
            Some(problems::sentence(own))
        })
    });
    let id = field.key();
    let label = fields::label(field, optional);
    let hint = fields::hint(field);
    match field.kind() {
        FieldKind::Date | FieldKind::PartialDate | FieldKind::FutureDate => {
            let partial = field.kind() == FieldKind::PartialDate;
            view! { <DateField id=id label=label hint=hint value=value problem=problem partial=partial/> }
                .into_any()
        }
        FieldKind::Choice(keys) => {
            let none = optional.then(|| Choice {
                key: String::new(),
                label: fields::NO_CHOICE.to_owned(),
                hint: String::new(),
            });
            let known = keys.iter().map(|key| Choice {
                key: (*key).to_owned(),
                label: fields::choice(field, key).to_owned(),
                hint: String::new(),
            });
            let choices = none.into_iter().chain(known).collect();
            view! { <ChoiceField id=id label=label hint=hint choices=choices value=value problem=problem/> }
                .into_any()
        }
        FieldKind::YesNo => {
            view! { <CheckField id=id label=label hint=hint value=value problem=problem/> }
                .into_any()
        }
        kind => {
            let (keyboard, width) = look(kind);
            view! {
                <TextField
                    id=id
                    label=label
                    hint=hint
                    value=value
                    problem=problem
                    keyboard=keyboard
                    width=width
                />
            }
            .into_any()
        }
    }
}

/// Id of the element that an error summary leads to.
pub fn first_input(field: Field) -> String {
    let key = field.key();
    match field.kind() {
        FieldKind::Date | FieldKind::PartialDate | FieldKind::FutureDate => format!("{key}-day"),
        FieldKind::Choice(_) => format!("{key}-0"),
        _ => key.to_owned(),
    }
}

fn look(kind: FieldKind) -> (Keyboard, u8) {
    match kind {
        FieldKind::Name => (Keyboard::Name, 0),
        FieldKind::Email => (Keyboard::Email, 0),
        FieldKind::Number { .. } => (Keyboard::Digits, 3),
        FieldKind::Amount => (Keyboard::Amount, 10),
        FieldKind::Postcode => (Keyboard::Digits, 5),
        FieldKind::MunicipalityKey => (Keyboard::Digits, 10),
        FieldKind::Serial | FieldKind::MrzName | FieldKind::Country => (Keyboard::Capitals, 0),
        _ => (Keyboard::Text, 0),
    }
}
