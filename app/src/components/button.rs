//! Buttons.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use crate::desk::desk;

/// Weight of a button.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one way on.
    #[default]
    Primary,
    /// Another way.
    Secondary,
    /// A side step.
    Tertiary,
}

impl ButtonKind {
    fn class(self) -> &'static str {
        match self {
            Self::Primary => "kern-btn kern-btn--primary",
            Self::Secondary => "kern-btn kern-btn--secondary",
            Self::Tertiary => "kern-btn kern-btn--tertiary",
        }
    }
}

/// A button. While `busy` it does nothing, but keeps the focus.
#[component]
pub fn Button(
    /// What it does.
    #[prop(into)]
    label: Signal<String>,
    /// Called when pressed.
    on_press: impl Fn() + 'static,
    /// Weight.
    #[prop(optional)]
    kind: ButtonKind,
    /// Key that presses it too, such as `F2`; shown on it.
    #[prop(optional)]
    shortcut: Option<&'static str>,
    /// Something it started is still going on.
    #[prop(into, optional)]
    busy: Signal<bool>,
    /// It submits the form around it; the form's own handler acts.
    #[prop(optional)]
    submit: bool,
    /// More about it for a screen reader, such as which row it belongs to.
    #[prop(into, optional)]
    context: String,
) -> impl IntoView {
    let look = Look {
        kind,
        shortcut,
        submit,
        context,
    };
    drawn(label, Box::new(on_press), busy, look)
}

/// What does not change about a button.
struct Look {
    kind: ButtonKind,
    shortcut: Option<&'static str>,
    submit: bool,
    context: String,
}

/// One body for all buttons, whatever they do: it keeps the program small.
fn drawn(
    label: Signal<String>,
    on_press: Box<dyn Fn()>,
    busy: Signal<bool>,
    look: Look,
) -> AnyView {
    let Look {
        kind,
        shortcut,
        submit,
        context,
    } = look;
    let press = move |event: MouseEvent| {
        if busy.get_untracked() {
            event.prevent_default();
            return;
        }
        on_press();
    };
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=kind.class()
            aria-disabled=move || busy.get().then_some("true")
            aria-keyshortcuts=shortcut
            data-shortcut=shortcut
            on:click=press
        >
            <span class="kern-label">
                {label}
                {(!context.is_empty()).then(|| view! { <span class="ak-hidden">" "{context}</span> })}
                {shortcut.map(|key| view! { <ShortcutHint key=key/> })}
            </span>
        </button>
    }
    .into_any()
}

/// A link that looks like a button.
#[component]
pub fn LinkButton(
    /// What it leads to.
    #[prop(into)]
    label: String,
    /// Where.
    #[prop(into)]
    href: String,
    /// Weight.
    #[prop(optional)]
    kind: ButtonKind,
    /// Key that presses it too.
    #[prop(optional)]
    shortcut: Option<&'static str>,
) -> impl IntoView {
    view! {
        <a class=kind.class() href=href aria-keyshortcuts=shortcut data-shortcut=shortcut>
            <span class="kern-label">
                {label}
                {shortcut.map(|key| view! { <ShortcutHint key=key/> })}
            </span>
        </a>
    }
}

#[component]
fn ShortcutHint(key: &'static str) -> impl IntoView {
    let shortcuts = desk().shortcuts;
    move || {
        shortcuts
            .get()
            .then(|| view! { <kbd class="ak-kbd" aria-hidden="true">{key}</kbd> })
    }
}
