//! The holder's own PIN change at the reader, noted in the case.

use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::{LeaveWork, taken};
use crate::bridge::Trouble;
use crate::desk::desk;
use crate::pages::card::CardActs;
use crate::texts::card_service;

/// The part of the screen.
#[component]
pub fn AtReader(id: Uuid, trouble: RwSignal<Option<Trouble>>) -> impl IntoView {
    let desk = desk();
    let after = Callback::new(move |()| {
        spawn_local(async move { taken(desk, desk.bridge.case(id).await, trouble) });
    });
    view! {
        <CardActs case=id on_done=after/>
        <div class="ak-actions">
            <LeaveWork id=id label=card_service::LEAVE_READER trouble=trouble/>
        </div>
    }
}
