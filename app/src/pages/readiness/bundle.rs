//! The report for the IT: read first, then sent.

use amtskoffer_contract::support::{Moment, SupportBundle};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::bridge::Trouble;
use crate::browser::local_time;
use crate::components::{Alert, AlertKind, Button, ButtonKind, TroubleAlert};
use crate::desk::desk;
use crate::texts::support::{self, Part};

/// Shows and sends the report.
#[component]
pub fn Bundle() -> impl IntoView {
    let desk = desk();
    let shown = RwSignal::new(None::<SupportBundle>);
    let sent = RwSignal::new(None::<u64>);
    let trouble = RwSignal::new(None::<Trouble>);
    let busy = RwSignal::new(false);
    let show = move || {
        spawn_local(async move {
            match desk.bridge.support_bundle().await {
                Ok(bundle) => {
                    trouble.try_set(None);
                    shown.try_set(Some(bundle));
                }
                Err(refused) => {
                    trouble.try_set(Some(refused));
                }
            }
        });
    };
    let send = move || {
        busy.set(true);
        sent.set(None);
        spawn_local(async move {
            let answer = desk.bridge.send_support_bundle().await;
            busy.try_set(false);
            match answer {
                Ok(number) => {
                    trouble.try_set(None);
                    sent.try_set(Some(number));
                    desk.say(&support::sent(number));
                }
                Err(refused) => {
                    trouble.try_set(Some(refused));
                }
            }
        });
    };
    let parts = move || {
        shown.get().map(|bundle| {
            let local = |moment: &Moment| local_time(moment.as_str());
            let parts: Vec<_> = support::parts(&bundle, local).into_iter().map(part).collect();
            view! {
                <section class="ak-stack ak-bundle" aria-labelledby="bundle-shown" data-testid="bundle">
                    <h3 class="kern-heading-small" id="bundle-shown">{support::SHOWN}</h3>
                    {parts}
                </section>
            }
        })
    };
    let done = move || {
        sent.get().map(|number| {
            view! {
                <Alert kind=AlertKind::Success title=support::TITLE>
                    <p class="kern-body" data-testid="bundle-sent">{support::sent(number)}</p>
                </Alert>
            }
        })
    };
    view! {
        <section class="ak-stack" aria-labelledby="bundle">
            <h2 class="kern-heading-medium" id="bundle">{support::TITLE}</h2>
            <p class="kern-body">{support::INTRO}</p>
            <div class="ak-actions">
                <Button label=support::SHOW kind=ButtonKind::Secondary on_press=show/>
                <Button label=support::SEND kind=ButtonKind::Secondary busy=busy on_press=send/>
            </div>
            <TroubleAlert trouble=trouble/>
            {done}
            {parts}
        </section>
    }
}

fn part(part: Part) -> impl IntoView {
    let line = |line: String| view! { <li>{line}</li> };
    let lines: Vec<_> = part.lines.into_iter().map(line).collect();
    view! {
        <h4 class="kern-body kern-body--bold ak-bundle__heading">{part.heading}</h4>
        <ul class="ak-list ak-bundle__lines">{lines}</ul>
    }
}
