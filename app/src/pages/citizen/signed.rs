//! What a person signs: the same data and the same version as on her screen, and whether she confirmed it.

use leptos::prelude::*;

use super::group;
use crate::citizen::clerk::citizen_view;
use crate::citizen::shown::whole;
use crate::components::{Alert, AlertKind};
use crate::desk::desk;
use crate::sheet::Sheet;
use crate::texts::citizen;

/// Whether the data were confirmed, and in which version.
#[component]
pub fn WhatIsSigned(
    /// The data themselves, too, folded: where they are not on the screen anyway.
    #[prop(optional)]
    with_data: bool,
) -> impl IntoView {
    let desk = desk();
    let view = citizen_view();
    let groups = move || {
        let sheet = desk.case.with(|case| Sheet::of(case.as_ref()?))?;
        Some(whole(&sheet).into_iter().map(group).collect::<Vec<_>>())
    };
    let state = move || {
        let version = view.version.get();
        let known = view.confirmed();
        match known {
            Some(known) if known.version == version => view! {
                <Alert kind=AlertKind::Success title=citizen::CONFIRMED>
                    <p class="kern-body">{citizen::confirmed(&known.version, &known.time)}</p>
                </Alert>
            }
            .into_any(),
            Some(_) => {
                view! { <p class="kern-body kern-body--bold">{citizen::CHANGED}</p> }.into_any()
            }
            None => view! { <p class="kern-body">{citizen::NOT_CONFIRMED}</p> }.into_any(),
        }
    };
    let version = move || {
        let version = view.version.get();
        (!version.is_empty()).then(|| citizen::version(&version))
    };
    view! {
        <section class="ak-stack" aria-labelledby="signed" data-testid="signed">
            <h2 class="kern-heading-medium" id="signed">{citizen::SIGNED}</h2>
            {state}
            <p class="kern-body kern-body--small">{version}</p>
            {with_data.then(|| view! {
                <details class="ak-signed">
                    <summary class="ak-target">{citizen::THEIR_DATA}</summary>
                    {groups}
                </details>
            })}
        </section>
    }
}
