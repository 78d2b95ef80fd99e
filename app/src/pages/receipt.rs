//! The gateway's receipt, printing, and the end of the case.

use amtskoffer_contract::bridge::{CaseState, PrintJobState, ReceiptView};
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::print::Printouts;
use crate::bridge::Trouble;
use crate::browser::local_time;
use crate::components::{
    Alert, AlertKind, Button, ButtonKind, Confirm, Fact, Facts, LinkButton, TroubleAlert,
};
use crate::desk::{Desk, desk};
use crate::pages::case::CaseFrame;
use crate::route::{CasePage, Route};
use crate::texts::{receipt, registration};

/// The screen.
#[component]
pub fn ReceiptPage(
    /// Which case.
    id: Uuid,
) -> impl IntoView {
    let desk = desk();
    let known = Memo::new(move |_| {
        desk.case.with(|case| {
            let case = case.as_ref()?;
            Some((case.state, case.receipt.clone()?))
        })
    });
    view! {
        <CaseFrame id=id title=receipt::TITLE>
            {move || match known.get() {
                Some((state, receipt)) => {
                    view! { <Received id=id state=state receipt=receipt/> }.into_any()
                }
                None => view! { <NotYet id=id/> }.into_any(),
            }}
        </CaseFrame>
    }
}

#[component]
fn Received(id: Uuid, state: CaseState, receipt: ReceiptView) -> impl IntoView {
    let wiped = state == CaseState::Closed;
    let left = if wiped {
        receipt::NOTHING_LEFT
    } else {
        receipt::STILL_HERE
    };
    let facts = vec![
        Fact::new(receipt::NUMBER, receipt.number.to_string()),
        Fact::new(receipt::RECEIVED_AT, local_time(&receipt.received_at)),
        Fact::new(receipt::CASE, id.to_string()),
        Fact::new(receipt::CHECKSUM, receipt.manifest_sha256),
    ];
    view! {
        <Alert kind=AlertKind::Success title=receipt::RECEIVED>
            <p class="kern-body">{receipt::VERIFIED}</p>
            <p class="kern-body">{left}</p>
        </Alert>
        <div data-testid="receipt"><Facts facts=facts/></div>
        {(!wiped).then(|| {
            view! {
                <Printouts id=id/>
                <Close id=id/>
            }
        })}
    }
}

#[component]
fn NotYet(id: Uuid) -> impl IntoView {
    view! {
        <Alert kind=AlertKind::Info title=receipt::NOT_YET>
            <p class="kern-body">{receipt::NOT_YET_TEXT}</p>
            <LinkButton
                label=crate::texts::send::TITLE
                href=Route::Case(id, CasePage::Send).href()
            />
        </Alert>
    }
}

#[component]
fn Close(id: Uuid) -> impl IntoView {
    let desk = desk();
    let asked = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let close = move || {
        busy.set(true);
        spawn_local(async move {
            match desk.bridge.close_case(id, false).await {
                Ok(()) => {
                    desk.say(receipt::CLOSED);
                    desk.refresh();
                    desk.go(&Route::Cases);
                }
                Err(refused) => {
                    busy.try_set(false);
                    trouble.try_set(Some(refused));
                }
            }
        });
    };
    let press = move || {
        if all_printed(desk, id) {
            close();
        } else {
            asked.set(true);
        }
    };
    view! {
        <TroubleAlert trouble=trouble/>
        <div class="ak-actions">
            <LinkButton
                label=receipt::TO_CASES
                href=Route::Cases.href()
                kind=ButtonKind::Secondary
            />
            {(desk.lane.with_untracked(|lane| lane.begun > 0)).then(|| view! {
                <LinkButton
                    label=registration::NEXT_PERSON
                    href=Route::FastLane.href()
                    kind=ButtonKind::Secondary
                    shortcut="F8"
                />
            })}
            <Button label=receipt::CLOSE busy=busy shortcut="F2" on_press=press/>
        </div>
        <Confirm
            open=asked
            title=receipt::CLOSE_QUESTION
            text=receipt::CLOSE_TEXT
            yes=receipt::CLOSE
            no=receipt::CLOSE_NO
            on_yes=close
        />
    }
}

/// Whether everything that can be printed was printed.
fn all_printed(desk: Desk, id: Uuid) -> bool {
    let documents = desk
        .case
        .with_untracked(|case| case.as_ref().map(|case| case.printable.clone()))
        .unwrap_or_default();
    documents.into_iter().all(|document| {
        let job = desk
            .jobs
            .with_untracked(|jobs| jobs.get(&(id, document)).copied());
        let state = job.and_then(|job| desk.prints.with_untracked(|all| all.get(&job).cloned()));
        state == Some(PrintJobState::Done)
    })
}
