//! The same screen, turned to the person; and the clerk's switches for both ways.

use leptos::prelude::*;

use super::{CitizenScreen, TITLE};
use crate::browser::{focus, set_body_class};
use crate::citizen::clerk::citizen_view;
use crate::citizen::shown::{Shown, Step};
use crate::components::HEADING;
use crate::desk::desk;
use crate::texts::citizen;

/// Class of the body while the screen is turned: all others are hidden, and nothing of them is lost.
const TURNED: &str = "ak-turned";

/// Covers the clerk's screen while it is turned.
#[component]
pub fn Turned() -> impl IntoView {
    let view = citizen_view();
    let turned = view.turned;
    Effect::new(move |before: Option<bool>| {
        let now = turned.get();
        set_body_class(TURNED, now);
        if now {
            request_animation_frame(|| focus(TITLE));
        } else if before == Some(true) {
            request_animation_frame(|| focus(HEADING));
        }
        now
    });
    move || turned.get().then(|| view! { <Screen/> })
}

#[component]
fn Screen() -> impl IntoView {
    let view = citizen_view();
    let confirm = Callback::new(move |(case, version)| view.confirm(case, version));
    let back = move |_| view.turned.set(false);
    let signs = Memo::new(move |_| {
        view.shown
            .with(|shown| matches!(shown, Shown::Case(case) if case.step == Step::Signature))
    });
    view! {
        <main class="ak-citizen" data-testid="turned">
            <CitizenScreen shown=view.shown lost=false confirm=confirm/>
            <div class="ak-actions ak-actions--apart">
                <button
                    type="button"
                    class="kern-btn kern-btn--tertiary"
                    data-shortcut=citizen::TURN_KEY
                    aria-keyshortcuts=citizen::TURN_KEY
                    on:click=back
                >
                    <span class="kern-label">
                        {move || if signs.get() { citizen::TO_SIGN } else { citizen::BACK }}
                        <kbd class="ak-kbd" aria-hidden="true">{citizen::TURN_KEY}</kbd>
                    </span>
                </button>
            </div>
        </main>
    }
}

/// The clerk's switches.
#[component]
pub fn Switches() -> impl IntoView {
    let view = citizen_view();
    let desk = desk();
    let second = move |_| {
        view.toggle_second();
        desk.say(if view.second.get_untracked() {
            citizen::SECOND_OPEN
        } else {
            citizen::SECOND_CLOSED
        });
    };
    view! {
        <button
            type="button"
            class="kern-btn kern-btn--tertiary"
            data-shortcut=citizen::TURN_KEY
            aria-keyshortcuts=citizen::TURN_KEY
            on:click=move |_| view.turned.set(true)
        >
            <span class="kern-label">
                {citizen::TURN}
                <kbd class="ak-kbd" aria-hidden="true">{citizen::TURN_KEY}</kbd>
            </span>
        </button>
        <button
            type="button"
            class="kern-btn kern-btn--tertiary"
            aria-pressed=move || if view.second.get() { "true" } else { "false" }
            on:click=second
        >
            <span class="kern-label">{citizen::SECOND}</span>
        </button>
    }
}
