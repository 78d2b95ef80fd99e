//! Any template file and any values: a paper, or an error, never a panic.

use amtskoffer_companion::documents::{Document, Pictures};
use amtskoffer_contract::catalogue::read_paper;
use amtskoffer_domain::papers::{Context, Value, vocabulary};
use jiff::civil::date;
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::fonts;
use super::samples::pictures;

/// A text of a template, sometimes with places in it, sometimes wrong.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Za-zäöüß ,.]{1,30}",
        "\\PC{0,12}",
        Just("{record.family_name}".to_owned()),
        Just("{record.doctorate?} {visit.date|date}".to_owned()),
        Just("{fee.total|euros} {address}".to_owned()),
        Just("{nothing}".to_owned()),
    ]
}

fn block() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(json!({"letterhead": true})),
        text().prop_map(|text| json!({"title": text})),
        text().prop_map(|text| json!({"heading": text})),
        (
            text(),
            prop::sample::select(vec!["plain", "bold", "small", "odd"])
        )
            .prop_map(|(text, look)| json!({"paragraph": text, "look": look})),
        prop::collection::vec((text(), text()), 0..4).prop_map(|facts| {
            let facts: Vec<Json> = facts
                .into_iter()
                .map(|(label, value)| json!({"label": label, "value": value}))
                .collect();
            json!({"facts": facts, "beside_photo": true})
        }),
        (text(), 0_u8..120).prop_map(|(cell, share)| json!({"table": {
            "over": "dwellings",
            "columns": [
                {"head": "Kopf", "cell": cell, "share": share},
                {"head": "Fuß", "cell": "{kind?}", "share": 100_u8.saturating_sub(share)}
            ]
        }})),
        prop::collection::vec(text(), 0..4).prop_map(|items| json!({"list": items})),
        Just(json!({"cells": "mrz.lines"})),
        (0_u16..200).prop_map(|room| json!({"pages": {"room_below": room}})),
        text().prop_map(|text| json!({"check": text})),
        text().prop_map(|text| json!({"signature": {"under": text, "left": "Dienstsiegel"}})),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop::collection::vec(inner, 0..3)
            .prop_map(|blocks| json!({"over": "dwellings", "blocks": blocks}))
    })
}

fn file() -> impl Strategy<Value = Json> {
    prop::collection::vec(block(), 0..6).prop_map(|mut blocks| {
        blocks.insert(0, json!({"title": "Titel"}));
        json!({
            "version": 1, "key": "any", "name": "Irgendeins", "purpose": "Zum Testen.",
            "footer": "Fuß", "blocks": blocks
        })
    })
}

fn values() -> impl Strategy<Value = Context> {
    let names: Vec<String> = vocabulary::values().collect();
    let value = prop_oneof![
        "\\PC{0,20}",
        "[0-9]{1,12}",
        "2026-11-2[0-9]",
        "[A-ZÄ-Ü <]{0,60}"
    ];
    prop::collection::vec((prop::sample::select(names), value), 0..40).prop_map(|pairs| {
        let mut context = Context::new();
        context.say("authority.name", "Amt");
        for (name, value) in pairs {
            context.say(name, value);
        }
        let row = [("address".to_owned(), Value::text("Deich 1"))];
        context.list("dwellings", vec![row.into_iter().collect()]);
        context
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_template_and_any_values_give_a_paper_or_an_error(file in file(), context in values(), shown: bool) {
        let text = file.to_string();
        let Ok((_, template)) = read_paper("any.json", &text) else { return Ok(()) };
        let Ok(filled) = template.fill(&context) else { return Ok(()) };
        let document = Document {
            filled,
            pictures: if shown { pictures() } else { Pictures::default() },
            authority: "Amt".into(),
            date: date(2026, 11, 22),
        };
        let _ = document.to_pdf(&fonts());
    }
}
