//! The example of the help, answers to questions, and what is said of bad ones.

mod zones;

use super::reply::Reply;
use super::{answer, help, questions};
use crate::catalogue;
use crate::layout::Layout;
use amtskoffer_domain::catalogue::Catalogue;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::sync::LazyLock;

static CATALOGUE: LazyLock<Catalogue> =
    LazyLock::new(|| catalogue::load(&Layout::find().unwrap()).unwrap());

fn asked(question: Value) -> Reply {
    answer(&CATALOGUE, &[question]).pop().unwrap()
}

fn code(question: Value) -> String {
    let shown = question.to_string();
    let reply = asked(question);
    let fault = reply.error.unwrap_or_else(|| panic!("no error: {shown}"));
    assert!(
        fault.sentence.len() > 10 && fault.sentence.len() < 900,
        "{}",
        fault.sentence
    );
    assert!(reply.fees.is_none() && reply.mrz.is_none());
    fault.code
}

#[test]
fn the_example_is_answered_as_ever() {
    let replies = answer(
        &CATALOGUE,
        &questions(include_bytes!("example.json")).unwrap(),
    );
    let golden: Value = serde_json::from_str(include_str!("example-answer.json")).unwrap();
    assert_eq!(serde_json::to_value(replies).unwrap(), golden);
}

/// An application with one change.
fn card(key: &str, value: Value) -> Value {
    let mut question = json!({"id": "x", "service": "identity-card", "born": "1986-05-01", "applied": "2026-11-21"});
    question[key] = value;
    question
}

#[test]
fn bad_applications_are_told_apart() {
    for (question, expected) in [
        (json!(7), "not_an_object"),
        (json!({"service": "passport"}), "id_missing"),
        (json!({"id": 7, "service": "passport"}), "wrong_type"),
        (json!({"id": "x"}), "kind_missing"),
        (
            json!({"id": "x", "service": "passport", "mrz": {}}),
            "kind_ambiguous",
        ),
        (card("service", json!("parking-permit")), "unknown_service"),
        (card("service", json!(["passport"])), "wrong_type"),
        (
            card("service", json!("x".repeat(1_000_000))),
            "unknown_service",
        ),
        (card("applicant", json!("x")), "unknown_key"),
        (card("born", json!("1986-02-30")), "impossible_date"),
        (card("born", json!("1986-13-01")), "impossible_date"),
        (card("born", json!("1986-00-00")), "impossible_date"),
        (card("born", json!("0000-01-01")), "impossible_date"),
        (card("born", json!("2023-02-29")), "impossible_date"),
        (card("born", json!("1986-XX-01")), "impossible_date"),
        (card("born", json!("01.05.1986")), "date_form"),
        (card("born", json!("1986-5-1")), "date_form"),
        (card("born", json!("")), "date_form"),
        (card("born", json!("１９８６-05-01")), "date_form"),
        (card("born", json!(19_860_501)), "wrong_type"),
        (card("born", Value::Null), "wrong_type"),
        (card("born", json!("2026-11-22")), "applied_before_born"),
        (card("applied", json!("2026-11-XX")), "date_form"),
        (card("applied", json!("2026-11-31")), "impossible_date"),
        (card("applied", json!("1999-01-01")), "no_amount"),
        (card("options", json!([])), "wrong_type"),
        (card("options", json!({"foto": "office"})), "unknown_option"),
        (card("options", json!({"pages": 48})), "unknown_option"),
        (card("options", json!({"photo": "camera"})), "option_value"),
        (card("options", json!({"photo": true})), "option_type"),
        (card("options", json!({"delivery": "yes"})), "option_type"),
        (card("options", json!({"delivery": 1})), "option_type"),
        (card("options", json!({"delivery": null})), "option_type"),
        (
            card("options", json!({"delivery": {"a": {}}})),
            "option_type",
        ),
        (
            card("options", json!({"delivery": true, "abroad": true})),
            "delivery_abroad",
        ),
        (
            json!({"id": "x", "service": "passport", "applied": "2026-11-21"}),
            "born_missing",
        ),
        (
            json!({"id": "x", "service": "passport", "born": "1986-05-01"}),
            "applied_missing",
        ),
    ] {
        assert_eq!(
            code(question.clone()),
            expected,
            "{:.200}",
            question.to_string()
        );
    }
    let pages = |pages: Value| json!({"id": "x", "service": "passport", "born": "1986-05-01", "applied": "2026-11-21", "options": {"pages": pages}});
    for wrong in [json!(47), json!("64"), json!(-48)] {
        assert_eq!(code(pages(wrong)), "option_value");
    }
    assert_eq!(code(pages(json!(48.5))), "option_type");
    let copies = |copies: Value| json!({"id": "x", "service": "certified-copy", "applied": "2026-11-21", "options": {"copies": copies}});
    for wrong in [json!(0), json!(21), json!(i64::MAX), json!(-1)] {
        assert_eq!(code(copies(wrong)), "option_value");
    }
    for wrong in [json!(u64::MAX), json!(1e300), json!("2")] {
        assert_eq!(code(copies(wrong)), "option_type");
    }
}

#[test]
fn baskets_know_persons_and_places() {
    let item = |born: &str| json!({"service": "identity-card", "born": born, "options": {"photo": "office"}});
    let basket = |items: Value| json!({"id": "x", "applied": "2026-11-21", "basket": items});
    let total = |items: Value| asked(basket(items)).total_cents;
    let pass = json!({"service": "passport", "born": "1976-05-01", "options": {"photo": "office"}});
    assert_eq!(total(json!([item("1976-05-01"), pass])), Some(12_200));
    assert_eq!(total(json!([item("1976-05-02"), pass])), Some(12_800));
    let mut twins = [item("1976-05-01"), item("1976-05-01")];
    assert_eq!(total(json!(twins)), Some(9800));
    twins[1]["person"] = json!("the other twin");
    assert_eq!(total(json!(twins)), Some(10_400));
    for (items, expected) in [
        (json!([]), "basket_empty"),
        (json!({}), "wrong_type"),
        (json!([7]), "not_an_object"),
        (
            json!([{"service": "identity-card", "…": "…"}]),
            "unknown_key",
        ),
        (
            json!([item("1976-05-01"), {"service": "passport"}]),
            "born_missing",
        ),
        (json!(vec![item("1976-05-01"); 1001]), "basket_too_large"),
    ] {
        assert_eq!(code(basket(items)), expected);
    }
    let late = asked(basket(json!([item("1976-05-01"), item("2027-01-01")])))
        .error
        .unwrap();
    assert!(
        late.sentence.starts_with("application 2 of the basket: "),
        "{}",
        late.sentence
    );
}

#[test]
fn files_that_hold_no_questions_are_told_apart() {
    for (bytes, expected) in [
        (&b"{}"[..], "not_an_array"),
        (b"", "not_json"),
        (b"[1,", "not_json"),
        (b"\xff\xfe", "not_json"),
    ] {
        assert_eq!(questions(bytes).unwrap_err().code, expected);
    }
    assert_eq!(
        questions("[".repeat(1_000_000).as_bytes())
            .unwrap_err()
            .code,
        "not_json"
    );
    assert_eq!(
        questions(&vec![b' '; 33 * 1024 * 1024]).unwrap_err().code,
        "file_too_large"
    );
}

#[test]
fn an_id_is_used_once() {
    let replies = answer(
        &CATALOGUE,
        &[card("id", json!("x")), card("id", json!("x"))],
    );
    assert!(replies[0].error.is_none());
    assert_eq!(replies[1].error.as_ref().unwrap().code, "id_twice");
}

#[test]
fn the_help_names_every_service_option_and_refusal() {
    let help = help::text(&CATALOGUE);
    for service in CATALOGUE.services() {
        assert!(help.contains(&format!("\n  {}  {}", service.id, service.name)));
        assert!(
            service
                .options
                .iter()
                .all(|option| help.contains(&format!("\n    {}: ", option.key)))
        );
        assert!(
            service
                .refusals
                .iter()
                .all(|refusal| help.contains(&refusal.code))
        );
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let words = [
        "id",
        "service",
        "basket",
        "mrz",
        "born",
        "applied",
        "options",
        "document",
        "passport",
        "identity-card",
        "1986-05-01",
        "2026-11-21",
        "photo",
        "office",
    ];
    let word = prop::sample::select(words.to_vec()).prop_map(str::to_owned);
    let text = prop_oneof![word, any::<String>()];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text.clone().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::hash_map(text.clone(), inner, 0..6)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn any_question_has_a_reply(question in any_json()) {
        let reply = asked(question);
        prop_assert!(reply.error.is_some() || reply.total_cents.is_some() || reply.mrz.is_some());
    }

    #[test]
    fn any_values_have_a_reply(key in prop::sample::select(vec!["service", "born", "applied", "options"]), value in any_json()) {
        let reply = asked(card(key, value));
        prop_assert!(reply.error.is_some() != reply.total_cents.is_some());
    }

    #[test]
    fn any_bytes_are_questions_or_a_fault(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = questions(&bytes);
    }
}
