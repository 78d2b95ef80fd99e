//! What was applied for, as it will be printed.

use amtskoffer_domain::catalogue::{Application, Layout};
use amtskoffer_domain::fields::{Answers, Field};
use amtskoffer_domain::papers::{Context, Value};
use amtskoffer_domain::services::{valid_until, zone};

use super::super::{Issue, words};
use crate::cases::Case;

pub(super) fn application(context: &mut Context, case: &Case, issue: &Issue) {
    let answers = case.typed_answers();
    let Some(birth) = answers.birth_date() else {
        return;
    };
    let application = Application::of(&case.service, &answers, case.application_date);
    let needs = application.needs();
    context.say("document.name", case.service.name.as_str());
    context.say("document.valid_from", case.application_date.to_string());
    if let Some(until) = valid_until(&case.service, &answers, case.application_date) {
        context.say("document.valid_until", until.to_string());
    }
    context.say(
        "document.fingerprints",
        fingerprints(case, needs.fingerprints == Some(true)),
    );
    context.say(
        "document.signature",
        signature(case, &answers, needs.signature == Some(true)),
    );
    if needs.eid_on == Some(true) {
        let on = if answers.is_yes(Field::EidOn) {
            "on"
        } else {
            "off"
        };
        context.say("document.online_function", on);
    }
    let delivery = answers.get(Field::Delivery).unwrap_or("office");
    context.say("document.delivery", delivery);
    context.say("printed.birth_date", birth.german());
    let Some(layout) = &case.service.layout else {
        return;
    };
    fields(context, layout, &answers, issue);
    let lines = zone(&case.service, &answers, case.application_date);
    context.set("mrz.lines", Value::lines(lines));
}

fn fields(context: &mut Context, layout: &Layout, answers: &Answers, issue: &Issue) {
    let lines = |field: Field| {
        layout
            .printed(field, answers)
            .map(|fit| fit.lines().to_vec())
            .unwrap_or_default()
    };
    let named = [
        ("printed.family_name", Field::FamilyName),
        ("printed.given_names", Field::FirstNames),
        ("printed.doctorate", Field::Doctorate),
        ("printed.stage_name", Field::ReligiousOrArtisticName),
        ("printed.birth_place", Field::BirthPlace),
    ];
    for (name, field) in named {
        context.set(name, Value::lines(lines(field)));
    }
    if answers.get(Field::BirthName).is_some() {
        context.say("printed.with_birth_name", "yes");
    }
    let nationality = answers.get(Field::Citizenship).unwrap_or("DEUTSCH");
    context.say("printed.nationality", nationality);
    let height = answers.get(Field::HeightCm).unwrap_or_default();
    context.say("printed.height", words::height(height));
    let eyes = answers.get(Field::EyeColour).unwrap_or_default();
    context.say("printed.eyes", eyes);
    let address = if answers.is_yes(Field::NoDwellingInGermany) {
        vec!["keine Hauptwohnung in Deutschland".to_owned()]
    } else {
        [lines(Field::Place), lines(Field::Street)].concat()
    };
    context.set("printed.address", Value::lines(address));
    if let Some(serial) = answers.get(Field::BlankSerial) {
        context.say("printed.serial", serial);
    }
    context.say("printed.authority", issue.authority.name.as_str());
}

fn fingerprints(case: &Case, needed: bool) -> String {
    if !needed {
        return "nicht erforderlich".to_owned();
    }
    let taken = case.fingers.chosen();
    if taken.is_empty() {
        return "keine aufgenommen".to_owned();
    }
    let names: Vec<&str> = taken
        .iter()
        .map(|(finger, _)| words::finger(*finger))
        .collect();
    names.join(", ")
}

fn signature(case: &Case, answers: &Answers, needed: bool) -> &'static str {
    match &case.signature {
        Some(_) => "given",
        None if answers.is_yes(Field::UnableToSign) => "unable",
        None if needed => "open",
        None => "not_needed",
    }
}
