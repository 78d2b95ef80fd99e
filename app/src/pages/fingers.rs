//! Fingerprints: which finger is next, capturing it, what was taken, what cannot be taken.

mod hands;
mod live;
mod missing;
mod run;
mod taken;

use amtskoffer_contract::bridge::{DeviceKind, Failure, FingersView};
use amtskoffer_domain::fields::Field;
use amtskoffer_domain::rules::fingers::{Hand, MissingReason, Position};
use amtskoffer_domain::services::Section;
use leptos::prelude::*;
use std::collections::BTreeMap;
use uuid::Uuid;

use crate::bridge::Trouble;
use crate::browser::focus;
use crate::components::{
    Alert, AlertKind, Button, ButtonKind, Confirm, OverrideReason, OverrideReasonField,
    TroubleAlert,
};
use crate::pages::case::{CaseFrame, finish};
use crate::texts::{device, fingers};
use hands::Hands;
use live::LiveView;
use missing::MissingFingers;
use run::{Run, hand_of};
use taken::TakenPrints;

/// The screen.
#[component]
pub fn FingersPage(
    /// Which case.
    id: Uuid,
) -> impl IntoView {
    let run = Run::new(id);
    let reason = run
        .desk
        .case
        .with_untracked(|case| OverrideReason::of(Field::PrintQualityReason, case.as_ref()));
    let is_weak = Memo::new(move |_| is_weak(&run.view()));
    view! {
        <CaseFrame id=id title=fingers::TITLE>
            <p class="kern-body">{fingers::INTRO}</p>
            <ScannerTrouble run=run/>
            <NextFinger run=run reason=reason/>
            {move || is_weak.get().then(|| view! { <OverrideReasonField reason=reason/> })}
            <Consequences run=run/>
            <TakenPrints run=run/>
            <MissingFingers run=run/>
            <Restart run=run/>
        </CaseFrame>
    }
}

/// A fault of the scanner takes nothing away.
#[component]
fn ScannerTrouble(run: Run) -> impl IntoView {
    let fault = Memo::new(move |_| match run.trouble.get() {
        Some(Trouble::Refused(Failure::Device { cause })) => Some(cause),
        _ => None,
    });
    let other = Signal::derive(move || run.trouble.get().filter(|_| fault.get().is_none()));
    let kept = Memo::new(move |_| !run.view().taken.is_empty());
    view! {
        <TroubleAlert trouble=other/>
        {move || {
            let advice = device::cause(fault.get()?);
            Some(view! {
                <Alert
                    kind=AlertKind::Danger
                    title=device::kind(DeviceKind::FingerprintScanner)
                >
                    <p class="kern-body">{advice.what}</p>
                    <p class="kern-body">{advice.remedy}</p>
                    {move || kept.get().then(|| view! { <p class="kern-body">{fingers::KEPT}</p> })}
                </Alert>
            })
        }}
    }
}

#[component]
fn NextFinger(run: Run, reason: OverrideReason) -> impl IntoView {
    let next = Memo::new(move |_| run.view().next);
    let left = Memo::new(move |_| run.view().attempts_left);
    let capturing = Signal::derive(move || run.asking.get().is_some());
    view! {
        <section class="ak-fingers">
            <div class="ak-fingers__task">
                <h2 class="kern-heading-medium" id=run::NEXT_HEADING tabindex="-1">
                    {move || heading(next.get(), run.view().complete)}
                </h2>
                {move || {
                    next.get().map(|_| {
                        view! {
                            <p class="kern-body">{fingers::attempts_left(left.get())}</p>
                            <p class="kern-hint">{fingers::DRY_SKIN}</p>
                        }
                    })
                }}
                <p class="kern-body ak-fingers__wait" role="status">
                    {move || capturing.get().then_some(fingers::CAPTURING)}
                </p>
                <LiveView run=run/>
                <div class="ak-actions">
                    {move || {
                        next.get().is_some().then(|| {
                            view! {
                                <Button
                                    label=fingers::CAPTURE
                                    busy=capturing
                                    on_press=move || run.capture()
                                />
                            }
                        })
                    }}
                    {move || {
                        capturing.get().then(|| {
                            view! {
                                <Button
                                    label=fingers::CANCEL
                                    kind=ButtonKind::Secondary
                                    on_press=move || run.cancel()
                                />
                            }
                        })
                    }}
                    <Accept run=run reason=reason/>
                </div>
            </div>
            <Hands run=run/>
        </section>
    }
}

fn heading(next: Option<u8>, complete: bool) -> String {
    match next {
        Some(finger) => format!("{}: {}", fingers::NEXT, fingers::finger(finger)),
        None if complete => fingers::COMPLETE.to_owned(),
        None => fingers::NEXT.to_owned(),
    }
}

#[component]
fn Accept(run: Run, reason: OverrideReason) -> impl IntoView {
    let complete = Memo::new(move |_| run.view().complete);
    let accept = move || {
        let mut answers = BTreeMap::new();
        if is_weak(&untrack(|| run.view())) {
            let Some(answer) = reason.answer() else {
                let input = reason.input();
                request_animation_frame(move || focus(input));
                return;
            };
            answers.extend([answer]);
        }
        finish(run.desk, run.case, Section::Fingers, answers, run.trouble);
    };
    move || {
        complete
            .get()
            .then(|| view! { <Button label=fingers::ACCEPT shortcut="F2" on_press=accept/> })
    }
}

/// Both hands are through, and a print that would be sent is below the quality asked for.
fn is_weak(view: &FingersView) -> bool {
    let mut chosen = view.taken.iter().filter(|print| print.chosen);
    view.complete
        && chosen.any(|print| {
            Position::from_code(print.finger).is_some_and(|it| !it.finger.accepts(print.quality))
        })
}

/// What follows from the reasons that were noted, and hands without a print.
#[component]
fn Consequences(run: Run) -> impl IntoView {
    let reasons = move || {
        let missing = run.view().missing;
        let known = MissingReason::ALL
            .into_iter()
            .filter(move |it| missing.values().any(|key| key == it.key()));
        known
            .filter_map(fingers::consequence)
            .map(|advice| {
                view! {
                    <Alert kind=AlertKind::Warning title=advice.what>
                        <p class="kern-body">{advice.remedy}</p>
                    </Alert>
                }
            })
            .collect::<Vec<_>>()
    };
    let bare_hands = move || {
        let view = run.view();
        let has_print = |hand: Hand| {
            view.taken
                .iter()
                .any(|it| it.chosen && hand_of(it.finger) == hand)
        };
        let bare = Hand::ALL
            .into_iter()
            .filter(|hand| view.complete && !has_print(*hand));
        bare.map(|hand| {
            view! {
                <Alert kind=AlertKind::Info title=fingers::NO_PRINT>
                    <p class="kern-body">{fingers::no_print_of(hand)}</p>
                </Alert>
            }
        })
        .collect::<Vec<_>>()
    };
    view! {
        {reasons}
        {bare_hands}
    }
}

#[component]
fn Restart(run: Run) -> impl IntoView {
    let open = RwSignal::new(false);
    let begun = Memo::new(move |_| {
        let view = run.view();
        !view.taken.is_empty() || !view.missing.is_empty()
    });
    view! {
        {move || {
            begun.get().then(|| {
                view! {
                    <p>
                        <Button
                            label=fingers::RESTART
                            kind=ButtonKind::Tertiary
                            on_press=move || open.set(true)
                        />
                    </p>
                }
            })
        }}
        <Confirm
            open=open
            title=fingers::RESTART_QUESTION
            text=fingers::RESTART_TEXT
            yes=fingers::RESTART
            no=fingers::RESTART_NO
            on_yes=move || run.restart()
        />
    }
}
