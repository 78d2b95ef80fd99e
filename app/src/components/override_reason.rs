//! Why a capture below the quality asked for is taken nevertheless.

use amtskoffer_contract::bridge::CaseView;
use amtskoffer_domain::fields::{Answers, Field};
use leptos::prelude::*;

use super::{Alert, AlertKind, TextField};
use crate::texts::{exceptions, fields};

/// A reason that is being typed.
#[derive(Clone, Copy)]
pub struct OverrideReason {
    field: Field,
    value: RwSignal<String>,
    problem: RwSignal<Option<String>>,
}

impl OverrideReason {
    /// With what is noted in the case already.
    pub fn of(field: Field, case: Option<&CaseView>) -> Self {
        let known = case.and_then(|case| case.answers.get(field.key()).cloned());
        Self {
            field,
            value: RwSignal::new(known.unwrap_or_default()),
            problem: RwSignal::new(None),
        }
    }

    /// Key of the field and the reason, tidied; nothing, and a problem on the screen, while it is too
    /// short.
    pub fn answer(self) -> Option<(String, String)> {
        let typed = self.value.try_get_untracked()?;
        let tidy: Answers = [(self.field, typed.as_str())].into_iter().collect();
        let reason = tidy.get(self.field).unwrap_or_default().to_owned();
        let is_short = reason.chars().count() < SHORTEST;
        self.problem
            .set(is_short.then(|| exceptions::REASON_TOO_SHORT.to_owned()));
        (!is_short).then(|| (self.field.key().to_owned(), reason))
    }

    /// Id of its input.
    pub fn input(self) -> &'static str {
        self.field.key()
    }
}

/// Shortest reason in letters.
const SHORTEST: usize = 3;

/// Asks for the reason.
#[component]
pub fn OverrideReasonField(
    /// What is typed.
    reason: OverrideReason,
) -> impl IntoView {
    view! {
        <Alert kind=AlertKind::Info title=exceptions::ACCEPT_NEVERTHELESS>
            <p class="kern-body">{exceptions::ACCEPT_INTRO}</p>
        </Alert>
        <form class="ak-form" autocomplete="off" on:submit=|event| event.prevent_default()>
            <TextField
                id=reason.field.key()
                label=fields::label(reason.field, false)
                hint=fields::hint(reason.field)
                value=reason.value
                problem=reason.problem
            />
        </form>
    }
}
