//! What a screen reader says without being asked, politely.

use leptos::prelude::*;

use crate::desk::desk;

/// The one live region of the page.
#[component]
pub fn LiveRegion() -> impl IntoView {
    let spoken = desk().spoken;
    let sentences = move || spoken.with(|spoken| spoken.sentences().to_vec());
    view! {
        <div class="ak-hidden" role="log" aria-live="polite">
            <For each=sentences key=|(number, _)| *number let:entry>
                <p>{entry.1}</p>
            </For>
        </div>
    }
}
