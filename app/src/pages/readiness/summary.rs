//! The check in short, for the start screen: the verdict, and only what wants attention.

use leptos::prelude::*;

use super::card::{advice, head};
use super::check::Check;
use super::point::Standing;
use crate::components::{ButtonKind, LinkButton};
use crate::route::Route;
use crate::texts::readiness;

/// Verdict, points that want attention, and the way to the coach.
#[component]
pub fn ReadinessSummary() -> impl IntoView {
    let check = Check::begin();
    let verdict = Memo::new(move |_| check.verdict());
    let wanting = Memo::new(move |_| {
        let mut points = check.points.get();
        points.retain(|point| matches!(point.standing, Standing::Failed | Standing::Noticed));
        points
    });
    let list = move || {
        let points = wanting.get();
        (!points.is_empty()).then(|| {
            let items: Vec<_> = points
                .into_iter()
                .map(|point| {
                    let advice = advice(&point);
                    view! { <li class="ak-point">{head(point)}{advice}</li> }
                })
                .collect();
            view! { <ul class="ak-points">{items}</ul> }
        })
    };
    view! {
        <section class="ak-stack" aria-labelledby="readiness">
            <h2 class="kern-heading-medium" id="readiness">{readiness::TITLE}</h2>
            <p class="kern-body" role="status" data-testid="verdict">{verdict}</p>
            {list}
            <div class="ak-actions">
                <LinkButton
                    label=readiness::TO_COACH
                    kind=ButtonKind::Secondary
                    href=Route::Readiness.href()
                />
            </div>
        </section>
    }
}
