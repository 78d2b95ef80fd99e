//! A question before something that cannot be taken back: sending, discarding.

use leptos::html::Dialog;
use leptos::prelude::*;

use super::{Button, ButtonKind};

/// A modal question. Opens while `open` is true; Escape and the second button close it.
#[component]
pub fn Confirm(
    /// Whether it is asked.
    open: RwSignal<bool>,
    /// The question.
    #[prop(into)]
    title: String,
    /// What follows from a yes.
    #[prop(into)]
    text: String,
    /// The yes.
    #[prop(into)]
    yes: String,
    /// The no.
    #[prop(into)]
    no: String,
    /// Called on yes.
    on_yes: impl Fn() + 'static,
) -> impl IntoView {
    let label = title.clone();
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else {
            return;
        };
        if open.get() && !dialog.open() {
            let _ = dialog.show_modal();
        } else if !open.get() && dialog.open() {
            dialog.close();
        }
    });
    let confirm = move || {
        open.set(false);
        on_yes();
    };
    view! {
        <dialog
            class="kern-dialog"
            node_ref=dialog
            aria-label=label
            on:close=move |_| open.set(false)
        >
            <header class="kern-dialog__header">
                <h2 class="kern-title">{title}</h2>
            </header>
            <section class="kern-dialog__body"><p class="kern-body">{text}</p></section>
            <footer class="kern-dialog__footer">
                <Button label=no kind=ButtonKind::Secondary on_press=move || open.set(false)/>
                <Button label=yes on_press=confirm/>
            </footer>
        </dialog>
    }
}
