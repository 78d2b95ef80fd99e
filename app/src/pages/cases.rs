//! All cases in the suitcase's memory.

use amtskoffer_contract::bridge::{CaseState, CaseSummary};
use amtskoffer_domain::services::Section;
use leptos::prelude::*;

use super::parking::left_at;
use crate::citizen::clerk::citizen_view;
use crate::components::{Alert, AlertKind, ButtonKind, LinkButton, Page, StateBadge};
use crate::desk::desk;
use crate::route::{CasePage, Route};
use crate::texts::{case, fields, money, search, visit};

/// The screen.
#[component]
pub fn CasesPage() -> impl IntoView {
    let desk = desk();
    desk.refresh();
    citizen_view().refresh();
    let list = move || {
        desk.services.track();
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
            <LinkButton label=money::TITLE href=Route::Money.href() kind=ButtonKind::Secondary/>
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
        CaseState::Frozen | CaseState::Sending => CasePage::Send,
        CaseState::Acknowledged | CaseState::Closed => CasePage::Receipt,
    };
    let view = citizen_view();
    let parked = view.history.with(|history| {
        let mut parked = history.parked.iter();
        parked.find(|parked| parked.case == summary.case).map(|parked| parked.place.clone())
    });
    let parked = parked.filter(|_| summary.state == CaseState::Draft);
    let route = match &parked {
        Some(_) => left_at(view, summary.case),
        None => Route::Case(summary.case, page),
    };
    let href = route.href();
    let place = parked.map(|place| {
        let section = Section::from_key(&place.section).map_or("", fields::section);
        let text = visit::parked(section, place.done, place.of);
        view! { <span class="ak-line">{text}</span> }
    });
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
            <td class="kern-table__cell ak-service" data-label=case::COLUMN_SERVICE>
                {fields::service_of(&summary.service)}
            </td>
            <td class="kern-table__cell" data-label=case::COLUMN_STATE>
                <StateBadge tone=tone word=word/>
                {place}
            </td>
        </tr>
    }
}
