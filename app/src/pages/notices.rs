//! Warnings of the domain, as a notice.

use amtskoffer_domain::rules::warnings::Warning;
use leptos::prelude::*;

use crate::components::{Alert, AlertKind};
use crate::texts::{person, warnings};

/// All warnings; nothing without any.
#[component]
pub fn Notices(
    /// The warnings.
    warnings: Vec<Warning>,
) -> impl IntoView {
    if warnings.is_empty() {
        return None;
    }
    let items: Vec<_> = warnings
        .into_iter()
        .map(|warning| {
            let advice = warnings::warning(warning);
            view! {
                <li>
                    <span class="kern-body kern-body--bold">{advice.what}</span>
                    " "
                    <span class="kern-body">{advice.remedy}</span>
                </li>
            }
        })
        .collect();
    Some(view! {
        <Alert kind=AlertKind::Warning title=person::WARNINGS>
            <ul class="ak-list">{items}</ul>
        </Alert>
    })
}
