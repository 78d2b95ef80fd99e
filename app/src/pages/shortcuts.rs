//! All shortcuts.

use leptos::prelude::*;

use crate::components::{Alert, AlertKind, Page};
use crate::desk::desk;
use crate::texts::keys;

/// The screen.
#[component]
pub fn ShortcutsPage() -> impl IntoView {
    let on = desk().shortcuts;
    let rows: Vec<_> = keys::ALL.into_iter().map(row).collect();
    let off = move || {
        (!on.get()).then(|| {
            view! {
                <Alert kind=AlertKind::Warning title=keys::SHORTCUTS>
                    <p class="kern-body">{keys::SHORTCUTS_OFF}</p>
                </Alert>
            }
        })
    };
    view! {
        <Page title=keys::SHORTCUTS.to_owned()>
            <p class="kern-body">{keys::SHORTCUTS_HINT}</p>
            {off}
            <table class="kern-table ak-table" data-testid="shortcuts">
                <thead class="kern-table__head">
                    <tr class="kern-table__row">
                        <th class="kern-table__header" scope="col">{keys::COLUMN_KEY}</th>
                        <th class="kern-table__header" scope="col">{keys::COLUMN_ACT}</th>
                    </tr>
                </thead>
                <tbody class="kern-table__body">{rows}</tbody>
            </table>
        </Page>
    }
}

fn row((key, act): (&'static str, &'static str)) -> impl IntoView {
    let each: Vec<_> = key
        .split(", ")
        .map(|one| view! { <kbd class="ak-kbd">{one}</kbd>" " })
        .collect();
    view! {
        <tr class="kern-table__row">
            <th class="kern-table__cell" scope="row" data-label=keys::COLUMN_KEY>{each}</th>
            <td class="kern-table__cell" data-label=keys::COLUMN_ACT>{act}</td>
        </tr>
    }
}
