use std::collections::BTreeMap;
use std::path::Path;

use amtskoffer_contract::catalogue::Bundle;
use amtskoffer_contract::ingest::{BasketItem, FeeEntry, MANIFEST_VERSION, Manifest};
use amtskoffer_domain::catalogue::Catalogue;
use amtskoffer_domain::fields::Answers;
use uuid::Uuid;

use super::{Application, bill};

const CARD: Uuid = Uuid::from_u128(1);
const PASSPORT: Uuid = Uuid::from_u128(2);

fn catalogue() -> Catalogue {
    let public = Path::new(env!("CARGO_MANIFEST_DIR")).join("../public");
    let bundle = Bundle::open(&public).expect("the published files");
    bundle.catalogue().expect("a catalogue")
}

fn item(case: Uuid, service: &str, fee: &[(&str, i64)]) -> BasketItem {
    let answers = [
        ("birth_date", "1964-08-12"),
        ("photo_source", "office"),
        ("payment_method", "card"),
    ];
    BasketItem {
        case,
        person: "r-1".to_owned(),
        service: service.to_owned(),
        applied: "2026-11-22".to_owned(),
        answers: answers
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .into(),
        fee: fee
            .iter()
            .map(|(rule, cents)| FeeEntry {
                rule: (*rule).to_owned(),
                cents: *cents,
            })
            .collect(),
    }
}

/// Card and passport of one person: the photo is charged with the card only.
fn items() -> Vec<BasketItem> {
    vec![
        item(CARD, "identity-card", &[("PA_GE24", 4_600), ("PA_PHOTO", 600)]),
        item(PASSPORT, "passport", &[("RP_GE24", 7_000)]),
    ]
}

/// The sum of the case that stands at a place of the basket, as the department finds it.
fn found(items: &[BasketItem], own: usize) -> Option<i64> {
    let item = &items[own];
    let manifest = Manifest {
        version: MANIFEST_VERSION,
        case: [CARD, PASSPORT][own],
        service: ["identity-card", "passport"][own].to_owned(),
        application_date: "2026-11-22".to_owned(),
        municipality_key: String::new(),
        clerks: Vec::new(),
        exceptions: Vec::new(),
        parts: Vec::new(),
        devices: BTreeMap::new(),
        software: BTreeMap::new(),
    };
    let text = r#"{"record":"r-1","purpose":{"reason":"","file_number":"","clerk":""},"answers":{},"missing_fingers":{},"fee":[]}"#;
    let application: Application = serde_json::from_str(text).expect("an application");
    let answers = Answers::of_keys(&self::item(item.case, "", &[]).answers);
    let bill = bill(&catalogue(), &manifest, &application, &answers, items)?;
    Some(bill.total.0)
}

#[test]
fn each_case_costs_what_it_does_beside_the_others() {
    assert_eq!(found(&items(), 0), Some(5_200));
    assert_eq!(found(&items(), 1), Some(7_000));
}

#[test]
fn two_persons_have_two_photos() {
    let mut items = items();
    items[0].person = "r-2".to_owned();
    assert_eq!(found(&items, 1), None, "the photo of the second is missing");
    items[1].fee.push(FeeEntry {
        rule: "RP_PHOTO".to_owned(),
        cents: 600,
    });
    assert_eq!(found(&items, 1), Some(7_600));
}

/// Who touches the basket, whichever way, is found out by every case in it.
#[test]
fn a_basket_that_was_touched_is_refused() {
    let touched: [fn(&mut Vec<BasketItem>); 11] = [
        |items| items[0].fee[0].cents -= 100,
        |items| {
            items[0].fee.pop();
        },
        |items| items[0].fee.clear(),
        |items| {
            items[0].answers.insert("birth_date".to_owned(), "2010-08-12".to_owned());
        },
        |items| {
            items[1].answers.insert("passport_pages".to_owned(), "48".to_owned());
        },
        |items| {
            items[1].answers.insert("family_name".to_owned(), "Mustermann".to_owned());
        },
        |items| items[1].service = "no-service".to_owned(),
        |items| items[1].applied = "gestern".to_owned(),
        |items| items[1].case = items[0].case,
        |items| {
            items.pop();
        },
        |items| {
            let more = (10..40).map(|number| {
                let case = Uuid::from_u128(number);
                item(case, "registration", &[])
            });
            items.extend(more);
        },
    ];
    for (at, touch) in touched.into_iter().enumerate() {
        let mut items = items();
        touch(&mut items);
        for own in 0..items.len().min(2) {
            assert_eq!(found(&items, own), None, "{at} {own}");
        }
    }
}
