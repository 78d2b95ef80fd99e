//! One card a point: how it stands, what is to be done, and a button to test it again.

use amtskoffer_contract::bridge::DeviceKind;
use leptos::prelude::*;

use super::check::Check;
use super::drawings::DrawingView;
use super::point::{Point, Standing};
use super::test_page::TestPage;
use crate::components::{Button, ButtonKind, StateBadge};
use crate::texts::{device, readiness};

/// All cards. A card stays as long as its point does, so that the focus stays on its button.
#[component]
pub fn Cards(
    /// The check.
    check: Check,
) -> impl IntoView {
    let names = Memo::new(move |_| {
        let points = check.points;
        points.with(|points| points.iter().map(|point| point.name).collect::<Vec<_>>())
    });
    view! {
        <ul class="ak-points" data-testid="points">
            <For each=move || names.get() key=|name| *name let:name>
                <Card check=check name=name/>
            </For>
        </ul>
    }
}

#[component]
fn Card(check: Check, name: &'static str) -> impl IntoView {
    let point = Memo::new(move |_| {
        let points = check.points;
        points.with(|points| points.iter().find(|point| point.name == name).cloned())
    });
    let again = Memo::new(move |_| point.with(|point| point.as_ref()?.again));
    let busy = Signal::derive(move || {
        point.with(|point| {
            let standing = point.as_ref().map(|point| point.standing);
            standing == Some(Standing::Testing)
        })
    });
    let button = move || {
        again.get().map(|again| {
            view! {
                <Button
                    label=readiness::AGAIN
                    context=name
                    kind=ButtonKind::Secondary
                    busy=busy
                    on_press=move || check.again(again)
                />
            }
        })
    };
    view! {
        <li class="ak-point ak-card">
            {move || point.get().map(head)}
            {move || point.get().and_then(|point| advice(&point))}
            <div class="ak-actions ak-card__again">{button}</div>
            {(name == device::kind(DeviceKind::Printer)).then(|| view! { <TestPage/> })}
        </li>
    }
}

/// Name, state, model and time of a point.
pub fn head(point: Point) -> impl IntoView {
    let time = point
        .milliseconds
        .filter(|_| point.standing != Standing::Testing);
    let time = time.map(readiness::tested_in);
    let details: Vec<String> = [Some(point.detail), time].into_iter().flatten().collect();
    let details: Vec<_> = details
        .into_iter()
        .filter(|detail| !detail.is_empty())
        .map(|detail| view! { <span class="kern-body kern-body--muted">{detail}</span> })
        .collect();
    view! {
        <div class="ak-point__head">
            <h3 class="kern-body kern-body--bold ak-point__name">{point.name}</h3>
            <StateBadge tone=point.standing.tone() word=point.standing.word()/>
            {details}
        </div>
    }
}

/// What is to be done about a point.
pub fn advice(point: &Point) -> Option<impl IntoView + use<>> {
    let advice = point.advice.clone()?;
    let code = point.code.map(|code| {
        view! {
            <p class="kern-body kern-body--small ak-point__code">
                {readiness::CODE}" "<span class="ak-code">{code}</span>
            </p>
        }
    });
    let drawing = point.drawing;
    Some(view! {
        <div class="ak-point__remedy">
            {drawing.map(|drawing| view! { <DrawingView drawing=drawing/> })}
            <div class="ak-point__words">
                <p class="kern-body ak-point__advice">{advice.what}</p>
                <p class="kern-body ak-point__advice">{advice.remedy}</p>
                {code}
            </div>
        </div>
    })
}
