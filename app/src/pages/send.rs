//! Sending a case: what goes, how far it is, and what to do when it is refused.

use std::mem::{Discriminant, discriminant};

use amtskoffer_contract::bridge::{CaseState, CaseView, Failure, UploadState, UploadView};
use amtskoffer_domain::services::Step;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use crate::bridge::Trouble;
use crate::browser::{focus, focus_if_lost};
use crate::components::{Alert, AlertKind, Button, ButtonKind, LinkButton, Progress, TroubleAlert};
use crate::desk::{Desk, desk};
use crate::pages::approval::Approval;
use crate::pages::case::CaseFrame;
use crate::pages::section::step_name;
use crate::route::{CasePage, Route};
use crate::sheet::Sheet;
use crate::texts::{failure, send};
use amtskoffer_domain::fields::Field;

/// What is on the screen.
#[derive(Clone, Debug, PartialEq)]
enum Stage {
    /// Not sent yet, or refused and to be sent again.
    Ready,
    /// On its way; nothing known yet before the first news.
    Sending(Option<UploadView>),
    /// The gateway has it.
    Acknowledged,
}

/// The screen.
#[component]
pub fn SendPage(
    /// Which case.
    id: Uuid,
) -> impl IntoView {
    let desk = desk();
    let trouble = RwSignal::new(None::<Trouble>);
    let life = Memo::new(move |_| desk.case.with(|case| case.as_ref().map(|case| case.state)));
    let upload = Memo::new(move |_| upload_of(desk, id));
    let stage = Memo::new(move |_| stage(life.get(), upload.get()));
    // Bytes that flow must not build the screen anew.
    let kind = Memo::new(move |_| discriminant(&stage.get()));
    let sent_here = RwSignal::new(false);
    Effect::new(move |last: Option<Discriminant<Stage>>| {
        let now = kind.get();
        if last.is_some_and(|last| last != now) {
            request_animation_frame(|| focus_if_lost(STAGE));
        }
        now
    });
    // Who waits for the receipt sees it without a further step.
    Effect::new(move |_| {
        if stage.get() == Stage::Acknowledged && sent_here.get_untracked() {
            desk.go(&Route::Case(id, CasePage::Receipt));
        }
    });
    view! {
        <CaseFrame id=id title=send::TITLE>
            <div class="ak-page" id=STAGE tabindex="-1">
                {move || {
                    // Reading, not tracking: a memo that was never read follows nothing.
                    let _ = kind.get();
                    match stage.get_untracked() {
                        Stage::Ready => {
                            view! { <Ready id=id trouble=trouble sent_here=sent_here/> }.into_any()
                        }
                        Stage::Sending(_) => view! { <Sending stage=stage/> }.into_any(),
                        Stage::Acknowledged => view! { <Acknowledged id=id/> }.into_any(),
                    }
                }}
            </div>
        </CaseFrame>
    }
}

/// Id of what changes while a case is sent.
const STAGE: &str = "send-stage";

fn stage(state: Option<CaseState>, upload: Option<UploadView>) -> Stage {
    match state {
        Some(CaseState::Acknowledged | CaseState::Closed) => Stage::Acknowledged,
        Some(CaseState::Sending) => match upload {
            Some(UploadView {
                state: UploadState::Refused { .. },
                ..
            }) => Stage::Ready,
            upload => Stage::Sending(upload),
        },
        _ => Stage::Ready,
    }
}

fn upload_of(desk: Desk, id: Uuid) -> Option<UploadView> {
    desk.overview.with(|overview| {
        overview
            .as_ref()?
            .uploads
            .iter()
            .find(|upload| upload.case == id)
            .cloned()
    })
}

#[component]
fn Ready(id: Uuid, trouble: RwSignal<Option<Trouble>>, sent_here: RwSignal<bool>) -> impl IntoView {
    let desk = desk();
    let busy = RwSignal::new(false);
    let refusal = Memo::new(move |_| match upload_of(desk, id)?.state {
        UploadState::Refused { failure } => Some(failure),
        _ => None,
    });
    let ahead = Memo::new(move |_| send::ahead(&upload_of(desk, id)?));
    let lines = desk
        .case
        .with_untracked(|case| case.as_ref().map(contents))
        .unwrap_or_default();
    let lines: Vec<_> = lines
        .into_iter()
        .map(|line| view! { <li>{line}</li> })
        .collect();
    let start = move || {
        busy.set(true);
        sent_here.set(true);
        spawn_local(async move {
            let answer = desk.bridge.send_case(id).await;
            busy.try_set(false);
            match answer {
                Ok(()) => {
                    trouble.try_set(None);
                    desk.refresh_case(id);
                    desk.refresh();
                }
                Err(refused) => {
                    trouble.try_set(Some(refused));
                    request_animation_frame(|| focus(PROBLEM));
                }
            }
        });
    };
    let label = Signal::derive(move || {
        let again = refusal.get().is_some();
        if again { send::SEND_AGAIN } else { send::SEND }.to_owned()
    });
    view! {
        <Problem id=id trouble=trouble/>
        {move || refusal.get().map(|failure| view! { <Refusal failure=failure/> })}
        <Approval id=id/>
        <p class="kern-body">{send::INTRO}</p>
        <section class="ak-stack">
            <h2 class="kern-heading-medium">{send::CONTENTS}</h2>
            <ul class="ak-list">{lines}</ul>
            {move || ahead.get().map(|told| view! {
                <p class="kern-body" data-testid="ahead">{told}</p>
            })}
        </section>
        <div class="ak-actions">
            <LinkButton
                label=send::TO_CHECK
                href=Route::Case(id, CasePage::Check).href()
                kind=ButtonKind::Secondary
            />
            <Button label=label shortcut="F2" busy=busy on_press=start/>
        </div>
    }
}

/// Id of what went wrong.
const PROBLEM: &str = "send-problem";

/// Why sending did not start; missing sections are named with links.
#[component]
fn Problem(id: Uuid, trouble: RwSignal<Option<Trouble>>) -> impl IntoView {
    let missing = Memo::new(move |_| match trouble.get() {
        Some(Trouble::Refused(Failure::CaseIncomplete { sections })) => Some(sections),
        _ => None,
    });
    let other = Signal::derive(move || trouble.get().filter(|_| missing.get().is_none()));
    view! {
        <div id=PROBLEM tabindex="-1">
            <TroubleAlert trouble=other/>
            {move || {
                missing.get().map(|sections| {
                    let links: Vec<_> =
                        sections.iter().map(|key| section_link(id, key)).collect();
                    view! {
                        <Alert kind=AlertKind::Danger title=send::INCOMPLETE>
                            <p class="kern-body">{send::INCOMPLETE_TEXT}</p>
                            <ul class="ak-list">{links}</ul>
                        </Alert>
                    }
                })
            }}
        </div>
    }
}

fn section_link(id: Uuid, key: &str) -> impl IntoView + use<> {
    let name = Step::from_key(key).map_or_else(|| key.to_owned(), |step| step_name(step, false));
    let href = Route::section(id, key).href();
    view! { <li><a class="kern-link" href=href>{name}</a></li> }
}

#[component]
fn Refusal(failure: Failure) -> impl IntoView {
    let advice = failure::failure(&failure);
    view! {
        <Alert kind=AlertKind::Danger title=send::REFUSED>
            <p class="kern-body">{advice.what}</p>
            <p class="kern-body">{advice.remedy}</p>
        </Alert>
    }
}

#[component]
fn Sending(stage: Memo<Stage>) -> impl IntoView {
    let upload = move || match stage.get() {
        Stage::Sending(upload) => upload,
        _ => None,
    };
    let label = Signal::derive(move || match upload() {
        Some(upload) => send::progress(&upload),
        None => send::PREPARING.to_owned(),
    });
    let value = Signal::derive(move || upload().map_or(0.0, |upload| number(upload.sent)));
    let max = Signal::derive(move || upload().map_or(1.0, |upload| number(upload.total.max(1))));
    view! {
        <section class="ak-stack" data-testid="sending">
            <h2 class="kern-heading-medium">{send::SENDING}</h2>
            <Progress id="upload" label=label value=value max=max/>
            <p class="kern-body">{send::MAY_LEAVE}</p>
            <div class="ak-actions">
                <LinkButton
                    label=send::TO_CASES
                    href=Route::Cases.href()
                    kind=ButtonKind::Secondary
                />
            </div>
        </section>
    }
}

#[component]
fn Acknowledged(id: Uuid) -> impl IntoView {
    view! {
        <Alert kind=AlertKind::Success title=send::ACKNOWLEDGED>
            <LinkButton
                label=send::TO_RECEIPT
                href=Route::Case(id, CasePage::Receipt).href()
            />
        </Alert>
    }
}

fn contents(case: &CaseView) -> Vec<String> {
    let unable = Sheet::of(case).is_some_and(|sheet| sheet.answers.is_yes(Field::UnableToSign));
    send::contents(case, unable)
}

#[expect(clippy::cast_precision_loss, reason = "a bar of a few hundred pixels")]
fn number(bytes: u64) -> f64 {
    bytes as f64
}

#[cfg(test)]
mod tests {
    use super::{Stage, stage};
    use amtskoffer_contract::bridge::{CaseState, Failure, UploadState, UploadView};
    use uuid::Uuid;

    fn upload(state: UploadState) -> UploadView {
        UploadView {
            case: Uuid::from_u128(1),
            sent: 1,
            total: 2,
            state,
            seconds_left: None,
            parts: Vec::new(),
        }
    }

    #[test]
    fn a_refused_case_can_be_sent_again() {
        let refused = upload(UploadState::Refused {
            failure: Failure::GatewayStorage,
        });
        assert_eq!(stage(Some(CaseState::Sending), Some(refused)), Stage::Ready);
        assert_eq!(stage(Some(CaseState::Draft), None), Stage::Ready);
    }

    #[test]
    fn only_the_receipt_ends_the_sending() {
        let running = upload(UploadState::Running);
        assert_eq!(
            stage(Some(CaseState::Sending), Some(running.clone())),
            Stage::Sending(Some(running))
        );
        assert_eq!(stage(Some(CaseState::Sending), None), Stage::Sending(None));
        assert_eq!(
            stage(Some(CaseState::Acknowledged), None),
            Stage::Acknowledged
        );
    }
}
