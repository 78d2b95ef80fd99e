//! A new clerk opens her one-time link and makes her passkey known.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::bridge::Trouble;
use crate::components::{Alert, AlertKind, Button, LinkButton, Page, TroubleAlert};
use crate::desk::desk;
use crate::route::Route;
use crate::texts::clerks;

/// The screen. Its link was taken out of the address before it was drawn.
#[component]
pub fn EnrolPage() -> impl IntoView {
    let desk = desk();
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let enrolled = RwSignal::new(None::<String>);
    let start = move || {
        let Some(token) = desk.link.get_untracked() else {
            return;
        };
        busy.set(true);
        trouble.set(None);
        spawn_local(async move {
            let answer = desk.bridge.enrol(token).await;
            busy.try_set(false);
            match answer {
                Ok(clerk) => {
                    desk.link.set(None);
                    desk.say(&clerks::enrolled(&clerk.name));
                    enrolled.try_set(Some(clerk.name));
                }
                Err(refused) => {
                    trouble.try_set(Some(refused));
                }
            }
        });
    };
    let work = move || match (enrolled.get(), desk.link.with(Option::is_some)) {
        (Some(name), _) => view! {
            <Alert kind=AlertKind::Success title=clerks::enrolled(&name)>
                <LinkButton label=clerks::TO_SIGN_IN href=Route::Start.href() shortcut="F2"/>
            </Alert>
        }
        .into_any(),
        (None, true) => view! {
            <p class="kern-body">{clerks::ENROL_INTRO}</p>
            <div class="ak-actions">
                <Button label=clerks::ENROL_BUTTON shortcut="F2" busy=busy on_press=start/>
            </div>
        }
        .into_any(),
        (None, false) => view! { <p class="kern-body">{clerks::ENROL_NO_LINK}</p> }.into_any(),
    };
    view! {
        <Page title=clerks::ENROL>
            <TroubleAlert trouble=trouble/>
            {work}
        </Page>
    }
}
