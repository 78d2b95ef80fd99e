//! Signing in, and the locked screen, which shows nothing but who may unlock it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::bridge::Trouble;
use crate::components::{Button, Page, TroubleAlert};
use crate::desk::desk;
use crate::texts::clerks;

/// The first screen.
#[component]
pub fn SignInPage() -> impl IntoView {
    view! {
        <Page title=clerks::SIGN_IN>
            <p class="kern-body">{clerks::SIGN_IN_INTRO}</p>
            <SignIn label=clerks::SIGN_IN_BUTTON/>
            <p class="kern-body">{clerks::SIGN_IN_SECOND}</p>
        </Page>
    }
}

/// What a locked suitcase shows.
#[component]
pub fn LockedPage() -> impl IntoView {
    let who = desk().clerk_names();
    view! {
        <Page title=clerks::LOCKED>
            <p class="kern-body">{move || clerks::signed_in(&who.get())}</p>
            <SignIn label=clerks::UNLOCK/>
            <p class="kern-body">{clerks::LOCKED_INTRO}</p>
        </Page>
    }
}

#[component]
fn SignIn(label: &'static str) -> impl IntoView {
    let desk = desk();
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let start = move || {
        busy.set(true);
        trouble.set(None);
        spawn_local(async move {
            let answer = desk.bridge.sign_in().await;
            busy.try_set(false);
            match answer {
                Ok(now) => desk.at_desk(now),
                Err(refused) => {
                    trouble.try_set(Some(refused));
                }
            }
        });
    };
    view! {
        <TroubleAlert trouble=trouble/>
        <div class="ak-actions">
            <Button label=label shortcut="F2" busy=busy on_press=start/>
        </div>
    }
}
