//! The readiness coach: every device, the line and the page's own parts, each with cause, remedy and a
//! drawing; the place for the photo; the report for the IT.

mod bundle;
mod card;
mod check;
mod drawings;
mod photo_place;
mod point;
mod summary;
mod test_page;

pub use summary::ReadinessSummary;

use leptos::prelude::*;

use crate::components::{Button, Page, TroubleAlert};
use crate::desk::desk;
use crate::texts::readiness;
use bundle::Bundle;
use card::Cards;
use check::Check;
use photo_place::PhotoPlace;

/// The screen.
#[component]
pub fn ReadinessPage() -> impl IntoView {
    let check = Check::begin();
    let verdict = Memo::new(move |_| check.verdict());
    Effect::new(move |last: Option<String>| {
        let now = verdict.get();
        if last.is_some_and(|last| last != now) {
            desk().say(&now);
        }
        now
    });
    let is_testing = Signal::derive(move || check.is_testing());
    let time = move || {
        let after = check.ready_after()?;
        Some(
            view! { <p class="kern-body" data-testid="ready-after">{readiness::ready_after(after)}</p> },
        )
    };
    let absent = move || {
        let absent = check.not_configured();
        (!absent.is_empty()).then(|| {
            let names = absent.join(", ");
            view! { <p class="kern-body kern-body--muted">{readiness::NOT_CONFIGURED}" "{names}</p> }
        })
    };
    view! {
        <Page title=readiness::TITLE>
            <section class="ak-stack" aria-labelledby="points">
                <p class="kern-body kern-body--bold" data-testid="verdict">{verdict}</p>
                {time}
                <TroubleAlert trouble=check.trouble/>
                <div class="ak-actions">
                    <Button
                        label=readiness::CHECK
                        busy=is_testing
                        shortcut="F2"
                        on_press=move || check.all()
                    />
                </div>
                <h2 class="kern-heading-medium" id="points">{readiness::POINTS}</h2>
                <Cards check=check/>
                {absent}
            </section>
            <PhotoPlace/>
            <Bundle/>
        </Page>
    }
}
