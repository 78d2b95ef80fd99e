//! Kontrollblatt: everything as it will be printed, to be checked by the applicant.

use amtskoffer_domain::dates::PartialDate;
use amtskoffer_domain::fields::{Answers, Field, printed};
use amtskoffer_domain::rules::id_card::{requirements, valid_until};
use amtskoffer_domain::services::zone_names;
use bytes::Bytes;

use super::{Issue, letterhead, words};
use crate::cases::Case;
use crate::documents::{ControlSheet, PrintedFields};

pub(super) fn filled(case: &Case, issue: &Issue) -> Option<ControlSheet> {
    let answers = case.typed_answers();
    let birth = answers.birth_date()?;
    let photo = case.photo.as_ref()?;
    let needed = requirements(&birth, case.application_date);
    let total: i64 = case.fee.iter().map(|entry| entry.cents).sum();
    let fee = if case.payment.is_some() {
        words::euros(total)
    } else {
        "noch offen".to_owned()
    };
    Some(ControlSheet {
        letterhead: letterhead(&issue.authority),
        document: "Personalausweis".to_owned(),
        case_number: case.id.to_string().chars().take(8).collect(),
        applied_on: case.application_date,
        place: issue.visit.place.clone(),
        photo: Bytes::copy_from_slice(&photo.jpeg),
        printed: fields(case, &answers, birth, issue, needed.validity_years),
        mrz: zone_names(&answers)
            .into_iter()
            .map(|names| names.text)
            .collect(),
        fingerprints: fingerprints(case, needed.fingerprints),
        signature: signature(case, &answers, needed.signature).to_owned(),
        online_function: needed.eid_possible.then(|| on_or_off(&answers).to_owned()),
        delivery: match answers.get(Field::Delivery) {
            Some("home") => "Zustellung nach Hause".to_owned(),
            _ => "Abholung bei der Behörde".to_owned(),
        },
        fee,
        hints: Vec::new(),
    })
}

fn fields(
    case: &Case,
    answers: &Answers,
    birth: PartialDate,
    issue: &Issue,
    years: u8,
) -> PrintedFields {
    let lines = |field: Field| {
        printed(field, answers)
            .map(|fit| fit.lines().to_vec())
            .unwrap_or_default()
    };
    let text = |field: Field| answers.get(field).unwrap_or_default().to_owned();
    let address = if answers.is_yes(Field::NoDwellingInGermany) {
        vec!["keine Hauptwohnung in Deutschland".to_owned()]
    } else {
        [lines(Field::Place), lines(Field::Street)].concat()
    };
    PrintedFields {
        family_name: lines(Field::FamilyName),
        with_birth_name: answers.get(Field::BirthName).is_some(),
        given_names: lines(Field::FirstNames),
        doctorate: lines(Field::Doctorate),
        stage_name: lines(Field::ReligiousOrArtisticName),
        born: birth.german(),
        birth_place: lines(Field::BirthPlace),
        nationality: "DEUTSCH".to_owned(),
        height: words::height(&text(Field::HeightCm)),
        eyes: text(Field::EyeColour),
        address,
        authority: vec![issue.authority.name.clone()],
        serial: None,
        valid_from: case.application_date,
        valid_until: valid_until(case.application_date, years),
    }
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
        Some(_) => "vorhanden",
        None if answers.is_yes(Field::UnableToSign) => "schreibunfähig",
        None if needed => "noch offen",
        None => "nicht erforderlich",
    }
}

fn on_or_off(answers: &Answers) -> &'static str {
    if answers.is_yes(Field::EidOn) {
        "eingeschaltet"
    } else {
        "nicht eingeschaltet"
    }
}
