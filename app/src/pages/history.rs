//! What was done in this visit.

use std::collections::BTreeMap;

use amtskoffer_contract::bridge::HistoryEntry;
use amtskoffer_domain::map_of;
use leptos::prelude::*;
use uuid::Uuid;

use crate::citizen::clerk::citizen_view;
use crate::components::{Alert, AlertKind, Page};
use crate::desk::desk;
use crate::texts::{fields, visit};

/// The screen. A person is named only while her case is in memory.
#[component]
pub fn HistoryPage() -> impl IntoView {
    let desk = desk();
    let view = citizen_view();
    view.refresh();
    let persons = Memo::new(move |_| {
        desk.overview.with(|known| {
            let cases = known.iter().flat_map(|known| &known.cases);
            let named = cases.filter(|case| !case.person.is_empty());
            map_of(named.map(|case| (case.case, case.person.clone())))
        })
    });
    let list = move || {
        desk.services.track();
        let entries = view.history.with(|history| history.entries.clone());
        if entries.is_empty() {
            return view! {
                <Alert kind=AlertKind::Info title=visit::NOTHING>
                    <p class="kern-body">{visit::NOTHING_REMEDY}</p>
                </Alert>
            }
            .into_any();
        }
        let persons = persons.get();
        let rows: Vec<_> = entries
            .iter()
            .rev()
            .map(|entry| row(entry, &persons))
            .collect();
        table(rows).into_any()
    };
    view! {
        <Page title=visit::HISTORY.to_owned()>
            <p class="kern-body">{visit::HISTORY_HINT}</p>
            {list}
        </Page>
    }
}

fn table(rows: Vec<AnyView>) -> impl IntoView {
    view! {
        <table class="kern-table ak-table" data-testid="history">
            <thead class="kern-table__head">
                <tr class="kern-table__row">
                    <th class="kern-table__header" scope="col">{visit::COLUMN_TIME}</th>
                    <th class="kern-table__header" scope="col">{visit::COLUMN_ACT}</th>
                    <th class="kern-table__header" scope="col">{visit::COLUMN_SERVICE}</th>
                    <th class="kern-table__header" scope="col">{visit::COLUMN_PERSON}</th>
                </tr>
            </thead>
            <tbody class="kern-table__body">{rows}</tbody>
        </table>
    }
}

fn row(entry: &HistoryEntry, persons: &BTreeMap<Uuid, String>) -> AnyView {
    let person = persons.get(&entry.case).cloned();
    view! {
        <tr class="kern-table__row">
            <th class="kern-table__cell" scope="row" data-label=visit::COLUMN_TIME>
                {entry.time.clone()}
            </th>
            <td class="kern-table__cell" data-label=visit::COLUMN_ACT>{visit::act(&entry.act)}</td>
            <td class="kern-table__cell" data-label=visit::COLUMN_SERVICE>
                {fields::service_of(&entry.service)}
            </td>
            <td class="kern-table__cell" data-label=visit::COLUMN_PERSON>
                {person.unwrap_or_else(|| visit::FORGOTTEN.to_owned())}
            </td>
        </tr>
    }
    .into_any()
}
