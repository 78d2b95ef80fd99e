//! All problems of a form on top of it, each leading to its field.

use leptos::prelude::*;

use crate::browser::focus;
use crate::texts::case;

/// Id of the summary.
const SUMMARY: &str = "error-summary";

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SummaryEntry {
    /// Id of the input that it leads to.
    pub input: String,
    /// What is to be done.
    pub text: String,
}

/// The summary. Takes the focus each time `asked` counts up while there are problems.
#[component]
pub fn ErrorSummary(
    /// The problems, in the order of the fields.
    #[prop(into)]
    entries: Signal<Vec<SummaryEntry>>,
    /// Counts how often the form was checked.
    #[prop(into)]
    asked: Signal<u32>,
) -> impl IntoView {
    Effect::new(move |_| {
        let count = asked.get();
        if count > 0 && entries.with_untracked(|entries| !entries.is_empty()) {
            request_animation_frame(|| focus(SUMMARY));
        }
    });
    move || {
        let entries = entries.get();
        if entries.is_empty() {
            return None;
        }
        let items: Vec<_> = entries.into_iter().map(item).collect();
        Some(view! {
            <div
                class="kern-alert kern-alert--danger"
                id=SUMMARY
                tabindex="-1"
                role="group"
                aria-labelledby="error-summary-title"
            >
                <div class="kern-alert__header">
                    <span class="kern-icon kern-icon--danger" aria-hidden="true"></span>
                    <h2 class="kern-title" id="error-summary-title">{case::PROBLEMS}</h2>
                </div>
                <div class="kern-alert__body"><ul class="ak-list">{items}</ul></div>
            </div>
        })
    }
}

fn item(entry: SummaryEntry) -> impl IntoView {
    let SummaryEntry { input, text } = entry;
    let href = format!("#{input}");
    view! {
        <li>
            <a
                class="kern-link"
                href=href
                on:click=move |event| {
                    // The address holds the screen; the link only moves the focus.
                    event.prevent_default();
                    focus(&input);
                }
            >{text}</a>
        </li>
    }
}
