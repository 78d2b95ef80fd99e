//! Fingers that cannot be taken, with the reason.

use amtskoffer_domain::rules::fingers::{Finger, Hand, MissingReason, Position};
use leptos::prelude::*;

use super::run::Run;
use crate::components::{Button, ButtonKind, Choice, ChoiceField};
use crate::texts::fingers;

/// The notes, and the form for a further one.
#[component]
pub fn MissingFingers(
    /// Shared by the parts of the screen.
    run: Run,
) -> impl IntoView {
    view! {
        <Noted run=run/>
        <details class="kern-accordion" data-testid="missing-finger">
            <summary class="kern-accordion__header">
                <span class="kern-title">{fingers::MISSING}</span>
            </summary>
            <div class="kern-accordion__body"><NoteForm run=run/></div>
        </details>
    }
}

#[component]
fn Noted(run: Run) -> impl IntoView {
    let missing = Memo::new(move |_| run.view().missing);
    let line = move |(finger, reason): (u8, String)| {
        let name = fingers::finger(finger);
        view! {
            <li class="ak-noted">
                <span class="kern-body">
                    {format!("{name}: {}", fingers::reason_of(&reason))}
                </span>
                <Button
                    label=fingers::MISSING_UNDO
                    context=name
                    kind=ButtonKind::Tertiary
                    on_press=move || run.mark(finger, "")
                />
            </li>
        }
    };
    move || {
        let missing = missing.get();
        (!missing.is_empty()).then(|| {
            view! {
                <section>
                    <h2 class="kern-heading-medium">{fingers::MISSING_LIST}</h2>
                    <ul class="ak-list">{missing.into_iter().map(line).collect::<Vec<_>>()}</ul>
                </section>
            }
        })
    }
}

#[component]
fn NoteForm(run: Run) -> impl IntoView {
    let finger = RwSignal::new(None::<u8>);
    let reason = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<String>);
    let shown = Memo::new(move |_| finger.get().or(run.view().next).unwrap_or(FIRST));
    let note = move || {
        if reason.with_untracked(String::is_empty) {
            problem.set(Some(fingers::REASON_MISSING.to_owned()));
            return;
        }
        problem.set(None);
        run.mark(shown.get_untracked(), &reason.get_untracked());
        finger.set(None);
        reason.set(String::new());
    };
    let choose = move |event| finger.set(event_target_value(&event).parse().ok());
    let options = positions().map(|position| {
        view! {
            <option value=position prop:selected=move || shown.get() == position>
                {fingers::finger(position)}
            </option>
        }
    });
    let reasons = MissingReason::ALL.map(|reason| Choice {
        key: reason.key().to_owned(),
        label: fingers::reason(reason).to_owned(),
        hint: String::new(),
    });
    view! {
        <form class="ak-stack ak-form" autocomplete="off" on:submit=|event| event.prevent_default()>
            <div class="kern-form-input">
                <label class="kern-label" for="missing-finger">{fingers::MISSING_FINGER}</label>
                <div class="kern-form-input__select-wrapper">
                    <select
                        class="kern-form-input__select"
                        id="missing-finger"
                        autocomplete="off"
                        on:change=choose
                    >{options.collect::<Vec<_>>()}</select>
                </div>
            </div>
            <ChoiceField
                id="missing-reason"
                label=fingers::MISSING_REASON
                choices=reasons.to_vec()
                value=reason
                problem=problem
            />
            <div class="ak-actions">
                <Button label=fingers::MISSING_NOTE kind=ButtonKind::Secondary on_press=note/>
            </div>
        </form>
    }
}

/// Right index: where capturing begins.
const FIRST: u8 = 2;

/// All fingers that may be captured, in the order of capture.
fn positions() -> impl Iterator<Item = u8> {
    Hand::ALL.into_iter().flat_map(|hand| {
        Finger::ORDER
            .into_iter()
            .map(move |finger| Position { hand, finger }.code())
    })
}

#[cfg(test)]
mod tests {
    use super::{FIRST, positions};

    #[test]
    fn capturing_begins_with_the_right_index() {
        let all: Vec<u8> = positions().collect();
        assert_eq!(all, [2, 1, 3, 4, 7, 6, 8, 9]);
        assert_eq!(all[0], FIRST);
    }
}
