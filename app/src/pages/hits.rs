//! Hits of a search.

use amtskoffer_contract::register::SearchHit;
use amtskoffer_domain::dates::PartialDate;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::bridge::Trouble;
use crate::components::{
    Alert, AlertKind, Button, ButtonKind, Confirm, StateBadge, Tone, TroubleAlert,
};
use crate::desk::{Desk, desk};
use crate::route::Route;
use crate::texts::search;

/// Id of the heading of the hits.
pub const HITS: &str = "hits";

/// The hits of the last search, if there was one.
#[component]
pub fn Hits() -> impl IntoView {
    let desk = desk();
    let trouble = RwSignal::new(None::<Trouble>);
    let asked_for = RwSignal::new(None::<String>);
    let asking = RwSignal::new(false);
    let open_protected = move || {
        if let Some(record) = asked_for.get_untracked() {
            open(desk, record, trouble);
        }
    };
    let choose = move |hit: &SearchHit| {
        if hit.protected {
            asked_for.set(Some(hit.record.clone()));
            asking.set(true);
            return;
        }
        open(desk, hit.record.clone(), trouble);
    };
    let list = move || {
        let answer = desk.lookup.with(|lookup| lookup.answer.clone())?;
        if answer.hits.is_empty() {
            return Some(nobody().into_any());
        }
        Some(table(answer.hits, answer.more, choose).into_any())
    };
    view! {
        <TroubleAlert trouble=trouble/>
        {list}
        <Confirm
            open=asking
            title=search::PROTECTED_TITLE
            text=search::PROTECTED_TEXT
            yes=search::OPEN
            no=search::CANCEL
            on_yes=open_protected
        />
    }
}

fn nobody() -> impl IntoView {
    view! {
        <Alert kind=AlertKind::Info title=search::NOBODY>
            <p class="kern-body">{search::NOBODY_REMEDY}</p>
        </Alert>
    }
}

fn table(
    hits: Vec<SearchHit>,
    more: bool,
    choose: impl Fn(&SearchHit) + Copy + 'static,
) -> impl IntoView {
    let heading = search::hits(hits.len());
    let rows: Vec<_> = hits.into_iter().map(|hit| row(hit, choose)).collect();
    let more = more.then(|| {
        view! {
            <Alert kind=AlertKind::Info title=search::MORE>
                <p class="kern-body">{search::MORE_REMEDY}</p>
            </Alert>
        }
    });
    view! {
        <section class="ak-stack" aria-labelledby=HITS>
            <h2 class="kern-heading-medium" id=HITS tabindex="-1">{heading}</h2>
            {more}
            <table class="kern-table ak-table" data-testid="hits">
                <thead class="kern-table__head">
                    <tr class="kern-table__row">
                        <th class="kern-table__header" scope="col">{search::COLUMN_NAME}</th>
                        <th class="kern-table__header" scope="col">{search::COLUMN_BIRTH}</th>
                        <th class="kern-table__header" scope="col">{search::COLUMN_ADDRESS}</th>
                        <th class="kern-table__header" scope="col">{search::COLUMN_ACTION}</th>
                    </tr>
                </thead>
                <tbody class="kern-table__body">{rows}</tbody>
            </table>
        </section>
    }
}

fn row(hit: SearchHit, choose: impl Fn(&SearchHit) + Copy + 'static) -> impl IntoView {
    let name = format!("{}, {}", hit.family_name, hit.first_names);
    let birth = PartialDate::parse(&hit.birth_date).map(PartialDate::german);
    let birth = birth.unwrap_or_else(|_| hit.birth_date.clone());
    let address = if hit.address.is_empty() {
        search::NO_ADDRESS.to_owned()
    } else {
        hit.address.clone()
    };
    let mark = hit.protected.then(|| {
        view! { <StateBadge tone=Tone::Danger word=search::PROTECTED/> }
    });
    let context = name.clone();
    view! {
        <tr class="kern-table__row">
            <th class="kern-table__cell" scope="row" data-label=search::COLUMN_NAME>{name}" "{mark}</th>
            <td class="kern-table__cell" data-label=search::COLUMN_BIRTH>{birth}</td>
            <td class="kern-table__cell" data-label=search::COLUMN_ADDRESS>{address}</td>
            <td class="kern-table__cell">
                <Button
                    label=search::OPEN
                    kind=ButtonKind::Secondary
                    context=context
                    on_press=move || choose(&hit)
                />
            </td>
        </tr>
    }
}

fn open(desk: Desk, record: String, trouble: RwSignal<Option<Trouble>>) {
    let Some(purpose) = desk.lookup.with_untracked(|lookup| lookup.purpose.clone()) else {
        return;
    };
    spawn_local(async move {
        match desk.bridge.open_record(purpose, record).await {
            Ok(person) => {
                desk.lookup.update(|lookup| lookup.person = Some(person));
                desk.go(&Route::Person);
            }
            Err(refused) => {
                trouble.try_set(Some(refused));
            }
        }
    });
}
