//! The photo: live picture with a template, still frame, eye marks, measured criteria.

mod card;
mod cloud;
mod criteria;
mod eyes;
mod live;
mod shoot;
mod template;

use amtskoffer_domain::fields::Field;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use crate::components::{
    Alert, AlertKind, Button, ButtonKind, FieldInput, OverrideReasonField, Picture, TroubleAlert,
};
use crate::pages::begun::HeldNote;
use crate::pages::case::CaseFrame;
use crate::texts::{photo, photo_card};
use card::CardPictures;
use cloud::CloudCode;
use criteria::CriteriaTable;
use eyes::{EyeControls, EyeMarks};
use live::LivePicture;
use shoot::{FROM_CLOUD, Shoot, misses};

/// The screen.
#[component]
pub fn PhotoPage(
    /// Which case.
    id: Uuid,
) -> impl IntoView {
    let shoot = Shoot::new(id);
    let problems = RwSignal::new(Vec::new());
    let from_cloud = Memo::new(move |_| shoot.source.with(|source| source == FROM_CLOUD));
    let is_live = Memo::new(move |_| shoot.is_live());
    view! {
        <CaseFrame id=id title=photo::TITLE>
            <form class="ak-form" autocomplete="off" on:submit=|event| event.prevent_default()>
                <FieldInput
                    field=Field::PhotoSource
                    value=shoot.source
                    problems=problems
                    optional=false
                />
            </form>
            <HeldNote part="photo"/>
            {move || {
                if is_live.get() && from_cloud.get() {
                    view! { <CloudCode shoot=shoot/> }.into_any()
                } else if is_live.get() {
                    view! { <Guidance/><LivePicture shoot=shoot/><CardPictures shoot=shoot/> }.into_any()
                } else {
                    view! { <Taken shoot=shoot/> }.into_any()
                }
            }}
        </CaseFrame>
    }
}

#[component]
fn Guidance() -> impl IntoView {
    let points: Vec<_> = photo::GUIDANCE_POINTS
        .into_iter()
        .map(|point| view! { <li>{point}</li> })
        .collect();
    view! {
        <details class="kern-accordion">
            <summary class="kern-accordion__header">
                <span class="kern-title">{photo::GUIDANCE}</span>
            </summary>
            <div class="kern-accordion__body"><ul class="ak-list">{points}</ul></div>
        </details>
    }
}

/// What was taken, and what becomes of it.
#[component]
fn Taken(shoot: Shoot) -> impl IntoView {
    let handle = Memo::new(move |_| shoot.result().map(|photo| photo.preview));
    let replaces = Memo::new(move |_| shoot.photo().is_some() && shoot.result().is_none());
    let missed = Memo::new(move |_| shoot.result().is_some_and(|photo| misses(&photo)));
    let from_card = Memo::new(move |_| {
        shoot
            .still
            .with(|still| still.as_ref().is_some_and(|still| still.on_card.is_some()))
    });
    let accept = move || spawn_local(shoot.accept());
    view! {
        <div class="ak-photo">
            <section class="ak-photo__taken">
                <h2 class="kern-heading-medium" id=shoot::TAKEN_HEADING tabindex="-1">
                    {photo::TAKEN}
                </h2>
                <EyeMarks shoot=shoot/>
            </section>
            <section class="ak-photo__result">
                <h2 class="kern-heading-medium">{photo::RESULT}</h2>
                {move || {
                    handle.get().map(|handle| {
                        view! {
                            <div class="ak-photo__card">
                                <Picture handle=handle alt=photo::RESULT_ALT/>
                            </div>
                        }
                    })
                }}
                <EyeControls shoot=shoot/>
                // What comes and goes stands below: nothing may move under the hand that places a mark.
                {move || shoot.busy.get().then(|| view! { <p class="kern-body">{photo::CROPPING}</p> })}
                <TroubleAlert trouble=shoot.trouble/>
                {move || missed.get().then(|| view! {
                    <NotFulfilled/>
                    <OverrideReasonField reason=shoot.reason/>
                })}
            </section>
        </div>
        {move || from_card.get().then(|| view! { <DeleteOnCard/> })}
        <CriteriaTable shoot=shoot/>
        <div class="ak-actions">
            <Button
                label=photo::RETAKE
                kind=ButtonKind::Secondary
                on_press=move || shoot.retake()
            />
            {move || {
                replaces.get().then(|| {
                    view! {
                        <Button
                            label=photo::KEEP
                            kind=ButtonKind::Secondary
                            on_press=move || shoot.keep()
                        />
                    }
                })
            }}
            {move || {
                handle.get().is_some().then(|| {
                    view! {
                        <Button
                            label=photo::ACCEPT
                            shortcut="F2"
                            on_press=accept
                        />
                    }
                })
            }}
        </div>
    }
}

#[component]
fn DeleteOnCard() -> impl IntoView {
    view! {
        <Alert kind=AlertKind::Info title=photo_card::DELETE>
            <p class="kern-body">{photo_card::DELETE_TEXT}</p>
        </Alert>
    }
}

#[component]
fn NotFulfilled() -> impl IntoView {
    view! {
        <Alert kind=AlertKind::Warning title=photo::NOT_FULFILLED>
            <p class="kern-body">{photo::NOT_FULFILLED_TEXT}</p>
        </Alert>
    }
}
