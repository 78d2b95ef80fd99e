//! One screen: its title, its heading, and the focus after a change of screen.

use leptos::prelude::*;

use crate::browser::focus;
use crate::desk::Blocked;
use crate::texts::frame;

/// Id of the heading of every screen.
pub const HEADING: &str = "screen-heading";

/// A screen with its heading. Sets the title of the document and, once, the focus on the heading,
/// so that a screen reader begins there (a router alone does neither). A screen that was covered by
/// a loss of the connection does both again when it comes back.
#[component]
pub fn Page(
    /// Heading and title.
    #[prop(into)]
    title: Signal<String>,
    /// Title of the window where the heading names a person: the browser writes titles to its
    /// profile.
    #[prop(into, optional)]
    window_title: Option<&'static str>,
    /// Whether the form on the screen has problems; they stand first in the title.
    #[prop(into, optional)]
    has_problems: Signal<bool>,
    /// A line above the heading, such as the person's name.
    #[prop(into, optional)]
    preline: Option<Signal<String>>,
    /// The screen.
    children: Children,
) -> impl IntoView {
    let blocked = use_context::<Blocked>();
    let covered = move || blocked.is_some_and(|blocked| blocked.0.get());
    Effect::new(move |_| {
        if covered() {
            return;
        }
        let prefix = if has_problems.get() {
            frame::ERROR_PREFIX
        } else {
            ""
        };
        let title = window_title.map_or_else(|| title.get(), ToOwned::to_owned);
        document().set_title(&format!("{prefix}{}", frame::title(&title)));
    });
    Effect::new(move |_| {
        if !covered() {
            request_animation_frame(|| focus(HEADING));
        }
    });
    view! {
        <div class="ak-page">
            <div class="ak-page__head">
                {preline.map(|text| view! { <p class="kern-preline">{text}</p> })}
                <h1 class="kern-heading-large" id=HEADING tabindex="-1">{title}</h1>
            </div>
            {children()}
        </div>
    }
}
