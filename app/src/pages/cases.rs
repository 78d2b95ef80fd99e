//! All cases in the suitcase's memory.

use amtskoffer_contract::bridge::{CaseState, CaseSummary};
use leptos::prelude::*;

use super::day_end::DayEnd;
use crate::components::{Alert, AlertKind, LinkButton, Page, StateBadge};
use crate::desk::desk;
use crate::route::{CasePage, Route};
use crate::texts::{case, fields, search};

/// The screen.
#[component]
pub fn CasesPage() -> impl IntoView {
    let desk = desk();
    desk.refresh();
    let list = move || {
        let cases = desk
            .overview
            .with(|known| known.as_ref().map(|known| known.cases.clone()))?;
        if cases.is_empty() {
            return Some(none().into_any());
        }
        Some(table(cases).into_any())
    };
    view! {
        <Page title=case::CASES>
            {list}
            <LinkButton label=search::TITLE href=Route::Search.href() shortcut="F2"/>
            <DayEnd/>
        </Page>
    }
}

fn none() -> impl IntoView {
    view! {
        <Alert kind=AlertKind::Info title=case::NO_CASES>
            <p class="kern-body">{case::NO_CASES_REMEDY}</p>
        </Alert>
    }
}

fn table(cases: Vec<CaseSummary>) -> impl IntoView {
    let rows: Vec<_> = cases.into_iter().map(row).collect();
    view! {
        <table class="kern-table ak-table" data-testid="cases">
            <thead class="kern-table__head">
                <tr class="kern-table__row">
                    <th class="kern-table__header" scope="col">{case::COLUMN_PERSON}</th>
                    <th class="kern-table__header" scope="col">{case::COLUMN_SERVICE}</th>
                    <th class="kern-table__header" scope="col">{case::COLUMN_STATE}</th>
                </tr>
            </thead>
            <tbody class="kern-table__body">{rows}</tbody>
        </table>
    }
}

fn row(summary: CaseSummary) -> impl IntoView {
    let (tone, word) = case::state(summary.state);
    let page = match summary.state {
        CaseState::Draft => CasePage::Hub,
        CaseState::Sending => CasePage::Send,
        CaseState::Acknowledged | CaseState::Closed => CasePage::Receipt,
    };
    let href = Route::Case(summary.case, page).href();
    let person = if summary.person.is_empty() {
        case::WIPED.to_owned()
    } else {
        summary.person
    };
    view! {
        <tr class="kern-table__row">
            <th class="kern-table__cell" scope="row" data-label=case::COLUMN_PERSON>
                <a class="kern-link ak-target" href=href>{person}</a>
            </th>
            <td class="kern-table__cell" data-label=case::COLUMN_SERVICE>
                {fields::service_of(&summary.service)}
            </td>
            <td class="kern-table__cell" data-label=case::COLUMN_STATE>
                <StateBadge tone=tone word=word/>
            </td>
        </tr>
    }
}
