//! The run under way: which page comes, how far it is, and how the last run ended.

use amtskoffer_contract::bridge::{Failure, ScanRun, ScanStage};
use leptos::prelude::*;

use super::desk_work::Scanning;
use crate::components::{Alert, AlertKind, Button, ButtonKind, Progress};
use crate::texts::{documents, failure};

/// The run.
#[component]
pub fn RunView(
    /// Shared by the parts of the screen.
    scanning: Scanning,
) -> impl IntoView {
    let run = Memo::new(move |_| scanning.run());
    let works =
        Memo::new(move |_| run.with(|run| run.as_ref().is_some_and(|run| !run.stage.is_final())));
    let label = Signal::derive(move || run.with(|run| run.as_ref().map(label).unwrap_or_default()));
    let value = Signal::derive(move || run.with(|run| run.as_ref().map_or(0.0, percent)));
    let taken = move || run.with(|run| documents::taken(run.as_ref().map_or(0, |run| run.pages)));
    let ended = move || run.with(|run| run.as_ref().and_then(ended));
    view! {
        <section class="ak-stack" hidden=move || !works.get() aria-labelledby="scan-run">
            <h2 class="kern-heading-medium" id="scan-run">{documents::RUNNING}</h2>
            <Progress id="scan-progress" label=label value=value max=100.0/>
            <p class="kern-body" data-testid="scan-taken">{taken}</p>
            <div class="ak-actions">
                <Button
                    label=documents::CANCEL
                    kind=ButtonKind::Secondary
                    busy=scanning.busy
                    on_press=move || scanning.cancel()
                />
            </div>
        </section>
        {ended}
    }
}

fn label(run: &ScanRun) -> String {
    match run.stage {
        ScanStage::Page { percent } => documents::page_comes(run.pages + 1, percent),
        _ => documents::WAITING.to_owned(),
    }
}

fn percent(run: &ScanRun) -> f64 {
    match run.stage {
        ScanStage::Page { percent } => f64::from(percent.unwrap_or(0)),
        _ => 0.0,
    }
}

/// How a run has ended; nothing while it goes on.
fn ended(run: &ScanRun) -> Option<AnyView> {
    let taken = documents::taken(run.pages);
    match &run.stage {
        ScanStage::Done => Some(
            view! {
                <Alert kind=AlertKind::Success title=taken>
                    <p class="kern-body" data-testid="scan-done"></p>
                </Alert>
            }
            .into_any(),
        ),
        ScanStage::Failed {
            failure: Failure::Cancelled,
        } => Some(
            view! {
                <Alert kind=AlertKind::Info title=documents::ENDED_EARLY>
                    <p class="kern-body">{taken}</p>
                </Alert>
            }
            .into_any(),
        ),
        ScanStage::Failed { failure } => {
            let advice = failure::failure(failure);
            let go_on = (run.pages > 0).then_some(documents::GO_ON);
            Some(
                view! {
                    <Alert kind=AlertKind::Danger title=documents::ENDED_EARLY>
                        <p class="kern-body">{advice.what}</p>
                        <p class="kern-body">{advice.remedy}</p>
                        <p class="kern-body">{taken}</p>
                        {go_on.map(|text| view! { <p class="kern-body">{text}</p> })}
                    </Alert>
                }
                .into_any(),
            )
        }
        ScanStage::Waiting | ScanStage::Page { .. } => None,
    }
}
