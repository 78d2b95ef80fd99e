//! Printing what a case has to print, and following each job to its end.

use amtskoffer_contract::bridge::{PaperKey, PrintJobState, PrintSides};
use amtskoffer_domain::fields::YES;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use crate::bridge::Trouble;
use crate::browser::focus;
use crate::components::{Button, ButtonKind, CheckField, StateBadge, Tone, TroubleAlert};
use crate::desk::{Desk, desk};
use crate::texts::print;

/// Everything that the case has to print; nothing when there is none.
#[component]
pub fn Printouts(
    /// Which case.
    id: Uuid,
) -> impl IntoView {
    let desk = desk();
    let documents = Memo::new(move |_| {
        desk.case
            .with(|case| case.as_ref().map(|case| case.printable.clone()))
            .unwrap_or_default()
    });
    move || {
        let documents = documents.get();
        (!documents.is_empty()).then(|| {
            let cards: Vec<_> = documents
                .into_iter()
                .map(|document| view! { <Printout id=id document=document/> })
                .collect();
            view! {
                <section>
                    <h2 class="kern-heading-medium">{print::TITLE}</h2>
                    <div class="ak-printouts">{cards}</div>
                </section>
            }
        })
    }
}

/// One document: copies, the button, and where its job stands.
#[component]
pub fn Printout(
    /// Which case.
    id: Uuid,
    /// Which document.
    document: PaperKey,
) -> impl IntoView {
    let desk = desk();
    let copies = RwSignal::new(copies_wanted(desk, document));
    let two_sided = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let job = Memo::new(move |_| desk.jobs.with(|jobs| jobs.get(&(id, document)).copied()));
    let state = Memo::new(move |_| {
        let job = job.get()?;
        Some(
            desk.prints
                .with(|all| all.get(&job).cloned())
                .unwrap_or(PrintJobState::Waiting),
        )
    });
    let start = move || {
        busy.set(true);
        trouble.set(None);
        let copies = copies.get_untracked();
        let both = two_sided.with_untracked(|value| value == YES) && prints_two_sided(desk);
        let sides = if both {
            PrintSides::LongEdge
        } else {
            PrintSides::One
        };
        spawn_local(async move {
            let answer = desk.bridge.print(id, document, copies, sides).await;
            busy.try_set(false);
            match answer {
                Ok(job) => desk.jobs.update(|jobs| {
                    jobs.insert((id, document), job);
                }),
                Err(refused) => {
                    trouble.try_set(Some(refused));
                }
            }
        });
    };
    let running = Memo::new(move |_| state.with(|it| it.as_ref().is_some_and(|it| !is_over(it))));
    let label = Signal::derive(move || {
        let again = state.with(|state| state.as_ref().is_some_and(is_over));
        if again {
            print::PRINT_AGAIN
        } else {
            print::PRINT
        }
        .to_owned()
    });
    let name = print::document(document);
    let heading = format!("printout-{document:?}");
    view! {
        <article class="ak-printout" data-testid=format!("print-{document:?}")>
            <h3 class="kern-title" id=heading.clone() tabindex="-1">{name}</h3>
            <p class="kern-body">{print::purpose(document)}</p>
            <Copies copies=copies name=name/>
            <TwoSided document=document value=two_sided/>
            <TroubleAlert trouble=trouble/>
            <JobState state=state/>
            <div class="ak-actions">
                <Cancel job=job running=running name=name heading=heading/>
                <Button
                    label=label
                    context=name
                    busy=Signal::derive(move || busy.get() || running.get())
                    on_press=start
                />
            </div>
        </article>
    }
}

/// Where the job stands. Announced by the page's live region.
#[component]
pub fn JobState(
    /// Where it stands; nothing before there is a job.
    state: Memo<Option<PrintJobState>>,
) -> impl IntoView {
    let desk = desk();
    Effect::new(move |last: Option<()>| {
        let words = state.with(|state| state.as_ref().map(print::state));
        // What was already there when the screen was opened is not news.
        if let Some((sentence, remedy)) = words.filter(|_| last.is_some()) {
            desk.say(&[sentence, remedy.unwrap_or_default()].join(" "));
        }
    });
    move || {
        let state = state.get()?;
        let (sentence, remedy) = print::state(&state);
        Some(view! {
            <p class="ak-printout__state" data-testid="print-state">
                <StateBadge tone=tone(&state) word=sentence/>
            </p>
            {remedy.map(|remedy| view! { <p class="kern-body">{remedy}</p> })}
        })
    }
}

#[component]
fn Cancel(
    job: Memo<Option<u32>>,
    running: Memo<bool>,
    name: &'static str,
    heading: String,
) -> impl IntoView {
    let desk = desk();
    // The printer may take its time to let go of a job.
    let asked = RwSignal::new(None::<u32>);
    let cancel = move || {
        if let Some(job) = job.get_untracked() {
            focus(&heading);
            asked.set(Some(job));
            desk.say(print::CANCEL_ASKED);
            spawn_local(async move {
                // The job's own news tell what came of it.
                let _ = desk.bridge.cancel_print(job).await;
            });
        }
    };
    move || {
        if running.get() && asked.get().is_some_and(|asked| job.get() == Some(asked)) {
            return Some(view! { <p class="kern-body">{print::CANCEL_ASKED}</p> }.into_any());
        }
        running.get().then(|| {
            view! {
                <Button
                    label=print::CANCEL
                    context=name
                    kind=ButtonKind::Secondary
                    on_press=cancel.clone()
                />
            }
            .into_any()
        })
    }
}

/// How many copies, by two buttons.
#[component]
fn Copies(copies: RwSignal<u8>, name: &'static str) -> impl IntoView {
    let step = move |label: &'static str, sign: &'static str, by: i8| {
        let press = move |_| {
            copies.update(|count| {
                *count = count.saturating_add_signed(by).clamp(FEWEST, MOST);
            });
        };
        view! {
            <button
                type="button"
                class="kern-btn kern-btn--secondary ak-steps__button"
                aria-label=format!("{label}: {name}")
                on:click=press
            ><span class="kern-label" aria-hidden="true">{sign}</span></button>
        }
    };
    view! {
        <div class="ak-copies" role="group" aria-label=format!("{} {name}", print::COPIES)>
            <span class="kern-label">{print::COPIES}": "<output>{copies}</output></span>
            {step(print::FEWER, "−", -1)}
            {step(print::MORE, "+", 1)}
        </div>
    }
}

/// Both sides of the sheet, offered where the printer can.
#[component]
fn TwoSided(document: PaperKey, value: RwSignal<String>) -> impl IntoView {
    let desk = desk();
    let offered = Memo::new(move |_| {
        let overview = desk.overview;
        overview.with(|it| {
            it.as_ref()
                .is_some_and(|it| it.surroundings.prints_two_sided)
        })
    });
    move || {
        offered.get().then(|| {
            view! {
                <CheckField
                    id=format!("two-sided-{document:?}")
                    label=print::TWO_SIDED
                    value=value
                    problem=Signal::stored(None::<String>)
                />
            }
        })
    }
}

fn prints_two_sided(desk: Desk) -> bool {
    let overview = desk.overview;
    overview.with_untracked(|it| {
        it.as_ref()
            .is_some_and(|it| it.surroundings.prints_two_sided)
    })
}

/// Copies that the companion accepts.
const FEWEST: u8 = 1;
const MOST: u8 = 9;

/// As many certificates and certified copies as were asked for; of everything else one.
fn copies_wanted(desk: Desk, document: PaperKey) -> u8 {
    let key = document.as_str();
    if !key.ends_with("_certificate") && !key.starts_with("certified_") {
        return FEWEST;
    }
    let key = amtskoffer_domain::fields::Field::Copies.key();
    let wanted = desk
        .case
        .with_untracked(|case| case.as_ref()?.answers.get(key)?.parse().ok());
    wanted.unwrap_or(FEWEST).clamp(FEWEST, MOST)
}

/// Whether nothing more happens.
pub fn is_over(state: &PrintJobState) -> bool {
    match state {
        PrintJobState::Waiting | PrintJobState::Printing | PrintJobState::Stopped { .. } => false,
        PrintJobState::Done | PrintJobState::Canceled | PrintJobState::Failed { .. } => true,
    }
}

fn tone(state: &PrintJobState) -> Tone {
    match state {
        PrintJobState::Waiting | PrintJobState::Printing | PrintJobState::Canceled => Tone::Info,
        PrintJobState::Stopped { .. } => Tone::Warning,
        PrintJobState::Done => Tone::Success,
        PrintJobState::Failed { .. } => Tone::Danger,
    }
}
