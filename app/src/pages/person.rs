//! The person fetched last: what the register knows, what to beware of, and what is wanted.

use amtskoffer_contract::register::{PersonRecord, SearchCriteria};
use amtskoffer_domain::catalogue::Catalogue;
use amtskoffer_domain::dates::{Date, PartialDate, parse_date};
use amtskoffer_domain::fields::Field;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::notices::Notices;
use crate::catalogue::{Services, in_force};
use crate::bridge::Trouble;
use crate::components::{
    Alert, AlertKind, Button, ButtonKind, Choice, ChoiceField, Fact, Facts, LinkButton, Page,
    TroubleAlert,
};
use crate::desk::{Desk, desk};
use crate::notices::of_person;
use crate::route::Route;
use crate::texts::{fields, person, search};

/// The screen.
#[component]
pub fn PersonPage() -> impl IntoView {
    let desk = desk();
    let Some(record) = desk.lookup.with_untracked(|lookup| lookup.person.clone()) else {
        return view! {
            <Page title=person::TITLE>
                <Alert kind=AlertKind::Info title=person::GONE>
                    <p class="kern-body">{person::GONE_REMEDY}</p>
                </Alert>
                <LinkButton label=search::TITLE href=Route::Search.href()/>
            </Page>
        }
        .into_any();
    };
    let invalid = RwSignal::new(false);
    let today = desk
        .overview
        .with_untracked(|known| known.as_ref().map(|known| known.today.clone()));
    let today = today.and_then(|today| parse_date(&today).ok());
    let name = format!("{} {}", record.first_names, record.family_name);
    let warnings = today
        .map(|today| of_person(&record, today))
        .unwrap_or_default();
    let age = today.and_then(|today| {
        let birth = PartialDate::parse(&record.birth_date).ok()?;
        Some(person::age(birth.age_on(today)))
    });
    let key = record.record.clone();
    view! {
        <Page title=name window_title=person::TITLE has_problems=invalid>
            <Notices warnings=warnings/>
            <section class="ak-stack" aria-labelledby="wanted">
                <h2 class="kern-heading-medium" id="wanted">{person::SERVICES}</h2>
                {move || {
                    let is_known = matches!(desk.services.get(), Services::Ready { .. });
                    is_known.then(|| view! { <ServiceForm record=key.clone() invalid=invalid/> })
                }}
            </section>
            <section class="ak-stack" aria-labelledby="data">
                <h2 class="kern-heading-medium" id="data">{person::DATA}</h2>
                <Facts facts=facts(&record, age)/>
            </section>
            <section class="ak-stack" aria-labelledby="documents">
                <h2 class="kern-heading-medium" id="documents">{person::DOCUMENTS}</h2>
                {documents(&record, today)}
            </section>
            <p>
                <LinkButton
                    label=person::BACK
                    href=Route::Search.href()
                    kind=ButtonKind::Tertiary
                    shortcut="F4"
                />
            </p>
        </Page>
    }
    .into_any()
}

#[component]
fn ServiceForm(record: String, invalid: RwSignal<bool>) -> impl IntoView {
    let desk = desk();
    let chosen = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let offered = in_force().into_iter().flat_map(Catalogue::offered);
    let choices = offered.map(|service| Choice {
        key: service.id.clone(),
        label: service.name.clone(),
        hint: service.summary.clone(),
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let service = chosen.get_untracked();
        let missing = service.is_empty();
        problem.set(missing.then(|| person::SERVICE_MISSING.to_owned()));
        invalid.set(missing);
        if !missing && !busy.get_untracked() {
            open_case(desk, service, record.clone(), busy, trouble);
        }
    };
    view! {
        <TroubleAlert trouble=trouble/>
        <form class="ak-stack ak-services" novalidate autocomplete="off" on:submit=submit>
            <ChoiceField
                id="service"
                label=person::SERVICE
                choices=choices.collect()
                value=chosen
                problem=problem
            />
            <div class="ak-actions">
                <Button label=person::OPEN_CASE submit=true busy=busy shortcut="F2" on_press=|| ()/>
            </div>
        </form>
    }
}

fn open_case(
    desk: Desk,
    service: String,
    record: String,
    busy: RwSignal<bool>,
    trouble: RwSignal<Option<Trouble>>,
) {
    busy.set(true);
    spawn_local(async move {
        let answer = desk.bridge.open_case(service, record).await;
        busy.try_set(false);
        match answer {
            Ok(case) => {
                let hub = Route::hub(case.case);
                // The register's data is in the case now; the page need not keep it.
                desk.lookup.update(|lookup| {
                    lookup.person = None;
                    lookup.answer = None;
                    lookup.criteria = SearchCriteria::default();
                });
                desk.case.set(Some(case));
                desk.refresh();
                desk.go(&hub);
            }
            Err(refused) => {
                trouble.try_set(Some(refused));
            }
        }
    });
}

fn facts(record: &PersonRecord, age: Option<String>) -> Vec<Fact> {
    let name = |field| fields::name(field);
    let mut facts = Vec::new();
    let mut add = |name: &str, value: String| {
        if !value.is_empty() {
            facts.push(Fact::new(name, value));
        }
    };
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    add(name(Field::FamilyName), record.family_name.clone());
    add(name(Field::BirthName), text(&record.birth_name));
    add(name(Field::FirstNames), record.first_names.clone());
    add(person::USUAL, usual_name(record));
    add(name(Field::Doctorate), text(&record.doctorate));
    add(
        name(Field::ReligiousOrArtisticName),
        text(&record.religious_name),
    );
    let born = PartialDate::parse(&record.birth_date).map(PartialDate::german);
    add(
        name(Field::BirthDate),
        born.unwrap_or_else(|_| record.birth_date.clone()),
    );
    add(person::AGE, age.unwrap_or_default());
    add(name(Field::BirthPlace), record.birth_place.clone());
    add(person::NATIONALITIES, nationalities(record));
    for address in &record.addresses {
        let lines = format!(
            "{} {}\n{} {}",
            address.street, address.house_number, address.postcode, address.place
        );
        add(person::dwelling(address.kind), lines);
    }
    if record.addresses.is_empty() {
        add(person::NO_DWELLING, search::NO_ADDRESS.to_owned());
    }
    add(person::MUNICIPALITY, record.municipality.clone());
    add(person::CARE_HOME, text(&record.care_home));
    for guardian in &record.guardians {
        let value = format!("{} {}", guardian.first_names, guardian.family_name);
        add(person::guardian(guardian.role), value);
    }
    facts
}

fn usual_name(record: &PersonRecord) -> String {
    let names: Vec<&str> = record.first_names.split_whitespace().collect();
    let usual = record.usual_first_name.filter(|_| names.len() > 1);
    usual
        .and_then(|at| names.get(usize::from(at)))
        .map(ToString::to_string)
        .unwrap_or_default()
}

fn nationalities(record: &PersonRecord) -> String {
    let word = |key: &String| {
        if key == "000" {
            person::GERMAN.to_owned()
        } else {
            key.clone()
        }
    };
    record
        .nationalities
        .iter()
        .map(word)
        .collect::<Vec<_>>()
        .join(", ")
}

fn documents(record: &PersonRecord, today: Option<Date>) -> AnyView {
    if record.documents.is_empty() {
        return view! { <p class="kern-body">{person::NO_DOCUMENTS}</p> }.into_any();
    }
    let facts = record
        .documents
        .iter()
        .map(|document| {
            let last_day = PartialDate::parse(&document.valid_until).ok();
            let expired = last_day
                .and_then(PartialDate::as_date)
                .zip(today)
                .is_some_and(|(last, today)| last < today);
            let german = last_day.map(PartialDate::german).unwrap_or_default();
            let until = person::valid_until(&german, expired);
            let lost = if document.lost {
                format!("\n{}", person::LOST)
            } else {
                String::new()
            };
            let value = format!("{}\n{}\n{until}{lost}", document.serial, document.authority);
            Fact::new(person::document(document.kind), value)
        })
        .collect();
    view! { <Facts facts=facts/> }.into_any()
}
