//! Cases that were begun before the suitcase stopped: going on with them, or throwing them away.

use amtskoffer_contract::bridge::OpenCaseView;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use crate::bridge::Trouble;
use crate::components::{Alert, AlertKind, Button, ButtonKind, Confirm, TroubleAlert};
use crate::desk::{Desk, desk};
use crate::route::{CasePage, Route};
use crate::texts::{fields, resume};

/// The list; nothing when there is none.
#[component]
pub fn Begun() -> impl IntoView {
    let desk = desk();
    let begun = RwSignal::new(Vec::<OpenCaseView>::new());
    let trouble = RwSignal::new(None::<Trouble>);
    let busy = RwSignal::new(false);
    let doomed = RwSignal::new(None::<Uuid>);
    let asking = RwSignal::new(false);
    // Once somebody works on a visit, and again whenever one of them was taken up or closed.
    let visit = Memo::new(move |_| {
        let known = desk.overview.get()?;
        known.visit.map(|visit| (visit, known.cases.len()))
    });
    Effect::new(move |_| {
        if visit.get().is_none() {
            begun.set(Vec::new());
            return;
        }
        spawn_local(async move {
            // Without a line there is nothing to go on with; the status bar says so.
            if let Ok(cases) = desk.bridge.open_cases().await {
                begun.try_set(cases);
            }
        });
    });
    let take = move |id: Uuid| {
        busy.set(true);
        spawn_local(async move {
            let answer = desk.bridge.take_up(id).await;
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    desk.refresh();
                    desk.go(&Route::Case(id, CasePage::Hub));
                }
                Err(refused) => {
                    trouble.try_set(Some(refused));
                }
            }
        });
    };
    let discard = move || {
        let Some(id) = doomed.get_untracked() else {
            return;
        };
        busy.set(true);
        spawn_local(async move {
            let answer = desk.bridge.discard_begun(id).await;
            busy.try_set(false);
            match answer {
                Ok(left) => {
                    desk.say(resume::DISCARDED);
                    begun.try_set(left);
                }
                Err(refused) => {
                    trouble.try_set(Some(refused));
                }
            }
        });
    };
    let doom = move |id: Uuid| {
        doomed.set(Some(id));
        asking.set(true);
    };
    let table = move || {
        desk.services.track();
        let rows: Vec<_> = begun
            .get()
            .into_iter()
            .map(|case| row(case, busy, take, doom))
            .collect();
        view! {
            <table class="kern-table ak-table" data-testid="begun">
                <thead class="kern-table__head">
                    <tr class="kern-table__row">
                        <th class="kern-table__header" scope="col">{resume::COLUMN_PERSON}</th>
                        <th class="kern-table__header" scope="col">{resume::COLUMN_SERVICE}</th>
                        <th class="kern-table__header" scope="col">{resume::COLUMN_PARTS}</th>
                        <th class="kern-table__header" scope="col">{resume::COLUMN_ACTS}</th>
                    </tr>
                </thead>
                <tbody class="kern-table__body">{rows}</tbody>
            </table>
        }
    };
    let is_any = Memo::new(move |_| !begun.with(Vec::is_empty));
    view! {
        <TroubleAlert trouble=trouble/>
        {move || is_any.get().then(|| view! {
            <section class="ak-stack" aria-labelledby="begun">
                <h2 class="kern-heading-medium" id="begun">{resume::TITLE}</h2>
                <p class="kern-body">{resume::INTRO}</p>
                {table}
            </section>
        })}
        <Confirm
            open=asking
            title=resume::DISCARD_TITLE
            text=resume::DISCARD_TEXT
            yes=resume::DISCARD_YES
            no=resume::DISCARD_NO
            on_yes=discard
        />
    }
}

fn row(
    case: OpenCaseView,
    busy: RwSignal<bool>,
    take: impl Fn(Uuid) + Copy + 'static,
    doom: impl Fn(Uuid) + Copy + 'static,
) -> impl IntoView {
    let id = case.case;
    let is_readable = !case.service.is_empty();
    let person = match (is_readable, case.person.is_empty()) {
        (false, _) => resume::UNREADABLE.to_owned(),
        (true, true) => resume::NAMELESS.to_owned(),
        (true, false) => case.person,
    };
    let context = person.clone();
    let doomed = person.clone();
    let service = if is_readable {
        fields::service_of(&case.service)
    } else {
        resume::NO_SERVICE.to_owned()
    };
    view! {
        <tr class="kern-table__row">
            <th class="kern-table__cell" scope="row">{person}</th>
            <td class="kern-table__cell" data-label=resume::COLUMN_SERVICE>{service}</td>
            <td class="kern-table__cell" data-label=resume::COLUMN_PARTS>
                {resume::parts(case.parts.len())}
            </td>
            <td class="kern-table__cell" data-label=resume::COLUMN_ACTS>
                <div class="ak-actions">
                    {is_readable.then(|| view! {
                        <Button
                            label=resume::TAKE
                            context=context
                            busy=busy
                            on_press=move || take(id)
                        />
                    })}
                    <Button
                        label=resume::DISCARD
                        kind=ButtonKind::Tertiary
                        context=doomed
                        busy=busy
                        on_press=move || doom(id)
                    />
                </div>
            </td>
        </tr>
    }
}

/// Whether only the data centre has a part of the case on the screen.
pub fn is_held(desk: Desk, part: &str) -> bool {
    desk.case
        .with(|case| case.as_ref().is_some_and(|case| case.held.contains(part)))
}

/// Says that only the data centre has a part, if that is so.
#[component]
pub fn HeldNote(
    /// Name of the part.
    part: &'static str,
) -> impl IntoView {
    let desk = desk();
    let held = Memo::new(move |_| is_held(desk, part));
    move || {
        held.get().then(|| {
            view! {
                <Alert kind=AlertKind::Info title=resume::HELD>
                    <p class="kern-body">{resume::HELD_TEXT}</p>
                </Alert>
            }
        })
    }
}
