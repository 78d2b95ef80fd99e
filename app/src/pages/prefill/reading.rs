//! What was read of a zone, with its source and its repairs.

use amtskoffer_contract::bridge::MrzReading;
use amtskoffer_contract::register::SearchCriteria;
use amtskoffer_domain::dates::PartialDate;
use leptos::prelude::*;
use uuid::Uuid;

use super::offers::Offers;
use crate::components::{Alert, AlertKind, Button, Choice, ChoiceField, Fact, Facts};
use crate::desk::desk;
use crate::route::Route;
use crate::texts::prefill;

/// The readings; if there are several, the clerk says which one the document has.
#[component]
pub fn Result(
    /// The case into which the reading goes.
    #[prop(optional_no_strip)]
    case: Option<Uuid>,
    /// At least one.
    readings: Vec<MrzReading>,
    /// Id of the heading.
    heading: &'static str,
) -> impl IntoView {
    let several = readings.len() > 1;
    let chosen = RwSignal::new(if several {
        String::new()
    } else {
        "0".to_owned()
    });
    let choice = several.then(|| {
        let choices = readings
            .iter()
            .enumerate()
            .map(|(at, reading)| Choice {
                key: at.to_string(),
                label: reading.lines.join(" "),
                hint: prefill::choice_hint(&reading.number),
            })
            .collect::<Vec<_>>();
        view! {
            <Alert kind=AlertKind::Warning title=prefill::SEVERAL>
                <p class="kern-body">{prefill::SEVERAL_TEXT}</p>
            </Alert>
            <ChoiceField
                id="mrz-choice"
                label=prefill::WHICH
                choices=choices
                value=chosen
                problem=Signal::derive(|| None::<String>)
            />
        }
    });
    let shown = move || {
        let at: usize = chosen.get().parse().ok()?;
        let reading = readings.get(at)?.clone();
        Some(view! { <Chosen case=case reading=reading/> })
    };
    view! {
        <section class="ak-stack" aria-labelledby=heading>
            <h2 class="kern-heading-medium" id=heading tabindex="-1">{prefill::RESULT}</h2>
            {choice}
            {shown}
        </section>
    }
}

#[component]
fn Chosen(case: Option<Uuid>, reading: MrzReading) -> impl IntoView {
    let german = |date: &Option<String>| {
        let date = date.as_ref().and_then(|date| PartialDate::parse(date).ok());
        date.map_or_else(|| prefill::UNKNOWN.to_owned(), PartialDate::german)
    };
    let facts = vec![
        Fact::new(prefill::SOURCE, prefill::FROM_ZONE),
        Fact::new(prefill::FAMILY_NAME, reading.family_name.clone()),
        Fact::new(prefill::FIRST_NAMES, reading.first_names.clone()),
        Fact::new(prefill::BIRTH_DATE, german(&reading.birth_date)),
        Fact::new(prefill::NUMBER, reading.number.clone()),
        Fact::new(prefill::VALID_UNTIL, german(&reading.valid_until)),
        Fact::new(prefill::NATIONALITY, reading.nationality.clone()),
    ];
    let repairs: Vec<_> = reading
        .repairs
        .iter()
        .map(|repair| view! { <li>{prefill::repair(repair)}</li> })
        .collect();
    let repaired = (!repairs.is_empty()).then(|| {
        view! {
            <Alert kind=AlertKind::Info title=prefill::REPAIRED>
                <ul class="ak-list" data-testid="mrz-repairs">{repairs}</ul>
            </Alert>
        }
    });
    let lines = reading.lines.join("\n");
    let next = match case {
        Some(case) => view! { <Offers case=case offers=reading.offers/> }.into_any(),
        None => view! { <ToSearch reading=reading/> }.into_any(),
    };
    view! {
        <pre class="ak-mrz-shown" data-testid="mrz-lines">{lines}</pre>
        {repaired}
        <Facts facts=facts/>
        <p class="kern-body kern-body--small">{prefill::SPELLING}</p>
        {next}
    }
}

#[component]
fn ToSearch(reading: MrzReading) -> impl IntoView {
    let desk = desk();
    let search = move || {
        // One first name is enough; all of them may be cut in the zone.
        let first = reading.first_names.split(' ').next().unwrap_or_default();
        let criteria = SearchCriteria {
            family_name: reading.family_name.clone(),
            first_names: first.to_owned(),
            birth_date: reading.birth_date.clone(),
            ..SearchCriteria::default()
        };
        desk.lookup.update(|lookup| {
            lookup.criteria = criteria;
            lookup.answer = None;
        });
        desk.go(&Route::Search);
    };
    view! {
        <div class="ak-actions">
            <Button label=prefill::TO_SEARCH shortcut="F8" on_press=search/>
        </div>
    }
}
