//! After the work: what came of it, the sticker as it will be printed, and on to the next page.

use amtskoffer_domain::card_service::sticker::{Dwelling, Sticker, StickerError, sticker};
use amtskoffer_domain::card_service::{Ending, Facts as Noted, Life, WorkState};
use amtskoffer_domain::fields::{Answers, Field};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::{SECTION, taken};
use crate::bridge::Trouble;
use crate::components::{
    Alert, AlertKind, Button, ButtonKind, ErrorSummary, Fact, Facts, FieldInput,
};
use crate::desk::desk;
use crate::form::Form;
use crate::pages::case::next_route;
use crate::pages::section::summary;
use crate::sheet::Sheet;
use crate::texts::{card_service, case};

/// The part of the screen.
#[component]
pub fn AfterWork(
    id: Uuid,
    life: Life,
    noted: Noted,
    trouble: RwSignal<Option<Trouble>>,
    invalid: RwSignal<bool>,
) -> impl IntoView {
    let desk = desk();
    let settled = life.plan().sticker.is_none() || noted.sticker.is_some();
    let told = settled.then(|| view! { <Told ending=life.ending(&noted)/> });
    let resume = move || {
        spawn_local(async move { taken(desk, desk.bridge.resume_card_work(id).await, trouble) });
    };
    let back = matches!(life.work(), WorkState::Left { .. }).then(|| {
        view! {
            <div class="ak-actions">
                <Button label=card_service::RESUME kind=ButtonKind::Secondary on_press=resume/>
            </div>
        }
    });
    view! {
        {told}
        {back}
        <Rest life=life trouble=trouble invalid=invalid/>
    }
}

#[component]
fn Told(ending: Ending) -> impl IntoView {
    let kind = match ending {
        Ending::Done => AlertKind::Success,
        Ending::NotDone => AlertKind::Info,
        Ending::ChipOnly | Ending::StickerOnly => AlertKind::Warning,
        Ending::Unclear => AlertKind::Danger,
    };
    view! { <Alert kind=kind title=card_service::RESULT>
        <p class="kern-body">{card_service::ending(ending)}</p>
    </Alert> }
}

/// The sticker, and the button that goes on.
#[component]
fn Rest(life: Life, trouble: RwSignal<Option<Trouble>>, invalid: RwSignal<bool>) -> impl IntoView {
    let desk = desk();
    let form = desk
        .case
        .with_untracked(|case| Some(Form::new(desk, case.as_ref()?)));
    let Some(form) = form else {
        return view! { <p class="kern-body">{case::UNKNOWN_SERVICE}</p> }.into_any();
    };
    let busy = RwSignal::new(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let answers = form.answers_now();
        let sheet = desk.case.with_untracked(|case| Sheet::of(case.as_ref()?));
        let found = sheet.map(|sheet| Sheet { answers, ..sheet }.problems(SECTION));
        let found = found.unwrap_or_default();
        invalid.set(!found.is_empty());
        let sound = found.is_empty();
        form.problems.set(found);
        form.asked.update(|count| *count += 1);
        if !sound || busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            match form.keep(Some(SECTION.key().to_owned())).await {
                Ok(case) => desk.go(&next_route(&case, SECTION)),
                Err(refused) => {
                    let _ = trouble.try_set(Some(refused));
                    let _ = busy.try_set(false);
                }
            }
        });
    };
    let wanted = life.plan().sticker;
    let made = wanted.and_then(|kind| {
        desk.case.with_untracked(|case| {
            let answers = Sheet::of(case.as_ref()?)?.answers;
            Some(sticker(kind, Dwelling::of(&answers), serial(&answers)))
        })
    });
    view! {
        <ErrorSummary entries=summary(form.problems) asked=form.asked/>
        <form class="ak-stack ak-form" novalidate autocomplete="off" on:submit=submit>
            {made.map(preview)}
            {wanted.map(|_| view! {
                <FieldInput
                    field=Field::AddressSticker
                    value=form.value(Field::AddressSticker)
                    problems=form.problems
                    optional=false
                />
            })}
            <div class="ak-actions">
                <Button label=case::NEXT submit=true busy=busy shortcut="F2" on_press=|| ()/>
            </div>
        </form>
    }
    .into_any()
}

fn preview(made: Result<Sticker, StickerError>) -> AnyView {
    match made {
        Err(error) => {
            let text = card_service::sticker_error(error);
            view! { <Alert kind=AlertKind::Danger title=card_service::STICKER>
                <p class="kern-body">{text}</p>
            </Alert> }
            .into_any()
        }
        Ok(made) => {
            let facts = vec![
                Fact::new(card_service::ADDRESS, made.lines.join("\n")),
                Fact::new(card_service::SERIAL, made.serial.clone()),
            ];
            view! {
                <section class="ak-stack" aria-labelledby="sticker">
                    <h2 class="kern-heading-medium" id="sticker">{card_service::sticker(made.kind)}</h2>
                    <p class="kern-body">{card_service::STICKER_HINT}</p>
                    <Facts facts=facts/>
                </section>
            }
            .into_any()
        }
    }
}

fn serial(answers: &Answers) -> &str {
    answers.get(Field::CardSerial).unwrap_or_default()
}
