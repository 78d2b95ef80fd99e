//! The holder's own PIN: how the card stands, changing and unblocking it.

mod pad;
mod run;
mod words;

use amtskoffer_contract::bridge::{CardOutcome, CardSeen, DeviceKind, PinWay};
use leptos::prelude::*;
use uuid::Uuid;

use crate::components::{
    Alert, AlertKind, Button, ButtonKind, Choice, ChoiceField, Fact, Facts, Page, TroubleAlert,
};
use crate::desk::desk;
use crate::texts::card;
use pad::Pad;
use run::{Run, Way};
use words::{Act, acts};

const READER: &str = "reader";
const CLIENT: &str = "client";

/// The screen.
#[component]
pub fn CardPage() -> impl IntoView {
    view! {
        <Page title=card::TITLE>
            <p class="kern-body">{card::INTRO}</p>
            <CardActs/>
        </Page>
    }
}

/// How the card stands, and what the holder does with it.
#[component]
pub fn CardActs(
    /// The case in which a change of the PIN is noted.
    #[prop(optional)]
    case: Option<Uuid>,
    /// Called when an act is over.
    #[prop(optional)]
    on_done: Option<Callback<()>>,
) -> impl IntoView {
    let run = Run::new(case, on_done);
    run.look();
    // A card that was put on is read without a further press.
    let desk = desk();
    Effect::new(move |_| {
        let fresh = desk.card.with(|view| {
            view.as_ref()
                .is_some_and(|view| view.card == CardSeen::NotRead)
        });
        if fresh && run.way.get_untracked() == Way::Reader && !run.busy.get_untracked() {
            run.look();
        }
    });
    let word = Memo::new(move |_| run.next());
    view! {
        <TroubleAlert trouble=run.trouble/>
        <Outcome run=run/>
        {move || match (run.busy.get(), word.get()) {
                (true, _) => view! { <Working run=run/> }.into_any(),
                (false, Some(word)) => {
                    let problem = run.problem.into();
                    view! {
                        <Pad
                            word=word
                            problem=problem
                            on_word=move |typed| run.take(typed)
                            on_stop=move || run.stop()
                        />
                    }
                    .into_any()
                }
                (false, None) => view! { <Offer run=run/> }.into_any(),
        }}
    }
}

#[component]
fn Working(run: Run) -> impl IntoView {
    let text = match run.way.get_untracked() {
        Way::Reader => card::WORKING,
        Way::Client => card::WORKING_CLIENT,
    };
    view! { <p class="kern-body" role="status">{text}</p> }
}

#[component]
fn Outcome(run: Run) -> impl IntoView {
    move || {
        let outcome = run.outcome.get()?;
        let advice = card::outcome(outcome);
        let kind = match outcome {
            CardOutcome::PinChanged | CardOutcome::Unblocked => AlertKind::Success,
            CardOutcome::NotConfirmed | CardOutcome::PukUsedUp => AlertKind::Danger,
            _ => AlertKind::Warning,
        };
        desk().say(&advice.what);
        Some(view! {
            <Alert kind=kind title=advice.what>
                <p class="kern-body">{advice.remedy}</p>
            </Alert>
        })
    }
}

/// The card as it stands, and what may be done with it.
#[component]
fn Offer(run: Run) -> impl IntoView {
    let desk = desk();
    let facts = move || {
        let reader = match run.way.get() {
            Way::Reader => desk.card.with(|view| Some(view.as_ref()?.reader.clone())),
            Way::Client => run.client.with(|view| Some(view.as_ref()?.reader.clone())),
        };
        let state = Fact::new(
            card::CARD,
            run.card()
                .map_or_else(|| card::NOT_ASKED.to_owned(), card::seen),
        );
        let reader = reader.filter(|name| !name.is_empty());
        let reader = reader.map(|name| Fact::new(card::READER, name));
        view! { <Facts facts=[state].into_iter().chain(reader).collect()/> }
    };
    let keypad = move || {
        let has_keys = run
            .client
            .with(|view| view.as_ref().is_some_and(|view| view.keypad));
        run.way.get() == Way::Client && has_keys
    };
    view! {
        <Ways run=run/>
        <section class="ak-stack" aria-labelledby="card-state">
            <h2 class="kern-heading-medium" id="card-state">{card::STATE}</h2>
            <div role="status">{facts}</div>
            <div class="ak-actions">
                <Button
                    label=card::AGAIN
                    kind=ButtonKind::Secondary
                    on_press=move || run.look()
                />
            </div>
        </section>
        <section class="ak-stack" aria-labelledby="card-acts">
            <h2 class="kern-heading-medium" id="card-acts">{card::ACTS}</h2>
            {move || {
                if keypad() {
                    return view! {
                        <p class="kern-body">{card::CLIENT_KEYPAD}</p>
                        <div class="ak-actions">
                            <Button
                                label=card::START_CLIENT
                                on_press=move || run.begin_at_keypad()
                            />
                        </div>
                    }
                    .into_any();
                }
                let buttons: Vec<_> = run.card().map_or(&[][..], acts).iter().map(|act| act_button(run, *act)).collect();
                view! { <div class="ak-actions">{buttons}</div> }.into_any()
            }}
        </section>
    }
}

fn act_button(run: Run, act: Act) -> impl IntoView {
    let label = match act {
        Act::ChangePin(PinWay::TransportPin) => card::FIRST_PIN,
        Act::ChangePin(PinWay::Pin) => card::NEW_PIN,
        Act::Unblock => card::UNBLOCK,
    };
    view! { <Button label=label on_press=move || run.begin(act)/> }
}

/// Reader or client; only where the suitcase has both.
#[component]
fn Ways(run: Run) -> impl IntoView {
    let desk = desk();
    let both = Memo::new(move |_| {
        run.is_alone()
            && desk.has_device(DeviceKind::CardReader)
            && desk.has_device(DeviceKind::EidClient)
    });
    let chosen = RwSignal::new(match run.way.get_untracked() {
        Way::Reader => READER.to_owned(),
        Way::Client => CLIENT.to_owned(),
    });
    Effect::new(move |before: Option<Way>| {
        let way = chosen.with(|key| {
            if key == CLIENT {
                Way::Client
            } else {
                Way::Reader
            }
        });
        if before.is_some_and(|before| before != way) {
            run.way.set(way);
            run.outcome.set(None);
            run.look();
        }
        way
    });
    move || {
        both.get().then(|| {
            let choice = |key: &str, label: &str| Choice {
                key: key.to_owned(),
                label: label.to_owned(),
                hint: String::new(),
            };
            let choices = vec![
                choice(READER, card::BY_READER),
                choice(CLIENT, card::BY_CLIENT),
            ];
            view! {
                <ChoiceField
                    id="way"
                    label=card::WAY
                    choices=choices
                    value=chosen
                    problem=Signal::stored(None::<String>)
                />
            }
        })
    }
}
