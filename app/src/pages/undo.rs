//! Taking back changes of a form's answers: a button, and Ctrl+Z beyond what an input takes back itself.

use std::collections::BTreeMap;

use amtskoffer_domain::fields::Field;
use amtskoffer_domain::map_of;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use crate::components::{Button, ButtonKind};
use crate::desk::desk;
use crate::form::Form;
use crate::texts::visit;
use crate::undo::Undo;

/// The button; hidden while there is nothing to take back.
#[component]
pub fn UndoChange(
    /// The form.
    form: Form,
) -> impl IntoView {
    let desk = desk();
    let steps = StoredValue::new(Undo::new(typed(form)));
    let some = RwSignal::new(false);
    Effect::new(move |_| {
        let now = tracked(form);
        steps.update_value(|steps| steps.note(&now));
        some.set(steps.with_value(|steps| !steps.is_empty()));
    });
    let back = move || {
        let Some(before) = steps.try_update_value(Undo::back).flatten() else {
            return;
        };
        for (field, value) in before {
            form.value(field).set(value);
        }
        some.set(steps.with_value(|steps| !steps.is_empty()));
        desk.say(visit::UNDONE);
    };
    // What stood in the input when it got the focus: the browser takes back to there.
    let begun = StoredValue::new(String::new());
    let into = window_event_listener(ev::focusin, move |_| {
        steps.update_value(Undo::cut);
        begun.set_value(active_text().unwrap_or_default());
    });
    let keys = window_event_listener(ev::keydown, move |event| {
        let is_undo =
            event.ctrl_key() && !event.shift_key() && event.key().eq_ignore_ascii_case("z");
        if !is_undo || active_text().is_some_and(|text| text != begun.get_value()) {
            return;
        }
        event.prevent_default();
        back();
    });
    on_cleanup(move || {
        into.remove();
        keys.remove();
    });
    view! {
        <div hidden=move || !some.get()>
            <Button label=visit::UNDO kind=ButtonKind::Tertiary on_press=back/>
        </div>
    }
}

/// What stands in the text input that has the focus.
fn active_text() -> Option<String> {
    let active = document().active_element()?;
    let input = active.dyn_into::<HtmlInputElement>().ok()?;
    (input.type_() == "text").then(|| input.value())
}

fn tracked(form: Form) -> BTreeMap<Field, String> {
    let answers = form.answers();
    map_of(
        answers
            .iter()
            .map(|(field, value)| (field, value.to_owned())),
    )
}

fn typed(form: Form) -> BTreeMap<Field, String> {
    untrack(|| tracked(form))
}
