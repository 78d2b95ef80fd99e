//! Work that is done in one moment: a document changes hands, a card is to be blocked.

use amtskoffer_contract::bridge::Secret;
use amtskoffer_domain::card_service::CardAct;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::taken;
use crate::bridge::Trouble;
use crate::components::{Alert, AlertKind, Button};
use crate::desk::desk;
use crate::texts::card_service;

/// The part of the screen.
#[component]
pub fn AtDesk(id: Uuid, act: CardAct, trouble: RwSignal<Option<Trouble>>) -> impl IntoView {
    match act {
        CardAct::Block => {
            view! { <Ask id=id label=card_service::ASK_BLOCK trouble=trouble/> }.into_any()
        }
        CardAct::Unblock => {
            view! { <Ask id=id label=card_service::ASK_UNBLOCK trouble=trouble/> }.into_any()
        }
        CardAct::GiveBack => {
            view! { <Change id=id label=card_service::TAKEN_BACK trouble=trouble/> }.into_any()
        }
        _ => view! { <Change id=id label=card_service::HANDED_OVER trouble=trouble/> }.into_any(),
    }
}

#[component]
fn Change(id: Uuid, label: &'static str, trouble: RwSignal<Option<Trouble>>) -> impl IntoView {
    let desk = desk();
    let done = move || {
        spawn_local(async move { taken(desk, desk.bridge.card_work_done(id).await, trouble) });
    };
    view! {
        <div class="ak-actions">
            <Button label=label shortcut="F2" on_press=done/>
        </div>
    }
}

/// The Sperrkennwort is typed hidden, sent once and forgotten.
#[component]
fn Ask(id: Uuid, label: &'static str, trouble: RwSignal<Option<Trouble>>) -> impl IntoView {
    let desk = desk();
    let typed = NodeRef::<leptos::html::Input>::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let word = typed.get_untracked().map(|input| {
            let word = input.value();
            input.set_value("");
            word
        });
        let password = word.filter(|word| !word.trim().is_empty()).map(Secret::new);
        spawn_local(async move {
            taken(desk, desk.bridge.ask_for_block(id, password).await, trouble);
        });
    };
    view! {
        <Alert kind=AlertKind::Info title=card_service::NOTE>
            <p class="kern-body">{card_service::ON_RECEIPT}</p>
        </Alert>
        <form class="ak-stack" novalidate autocomplete="off" on:submit=submit>
            <div class="kern-form-input">
                <label class="kern-label" for=PASSWORD>{card_service::PASSWORD}</label>
                <div class="kern-hint" id=PASSWORD_HINT>{card_service::PASSWORD_HINT}</div>
                <input
                    class="kern-form-input__input"
                    id=PASSWORD
                    type="password"
                    autocomplete="off"
                    spellcheck="false"
                    aria-describedby=PASSWORD_HINT
                    node_ref=typed
                />
            </div>
            <div class="ak-actions">
                <Button label=label submit=true shortcut="F2" on_press=|| ()/>
            </div>
        </form>
    }
}

const PASSWORD: &str = "blocking-password";
const PASSWORD_HINT: &str = "blocking-password-hint";
