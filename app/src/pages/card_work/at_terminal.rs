//! The work at the change terminal: how it is, and the order to begin.

use amtskoffer_domain::card_service::{Ending, Life, WorkState};
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::LeaveWork;
use crate::bridge::Trouble;
use crate::components::{Alert, AlertKind, Button};
use crate::desk::desk;
use crate::pages::terminal::{State, heard};
use crate::texts::card_service;

/// The part of the screen.
#[component]
pub fn AtTerminal(id: Uuid, life: Life, trouble: RwSignal<Option<Trouble>>) -> impl IntoView {
    let desk = desk();
    let unclear = life.work() == WorkState::Unclear;
    let label = if unclear {
        card_service::REPEAT
    } else {
        card_service::BEGIN
    };
    let busy = RwSignal::new(false);
    let begin = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let answer = desk.bridge.begin_card_work(id).await;
            let _ = busy.try_set(false);
            heard(desk, answer, trouble);
        });
    };
    let doubt = unclear.then(|| {
        view! { <Alert kind=AlertKind::Warning title=card_service::RESULT>
            <p class="kern-body">{card_service::ending(Ending::Unclear)}</p>
        </Alert> }
    });
    view! {
        {doubt}
        <State/>
        <div class="ak-actions">
            <Button label=label shortcut="F2" busy=busy on_press=begin/>
            <LeaveWork id=id label=card_service::LEAVE trouble=trouble/>
        </div>
    }
}
