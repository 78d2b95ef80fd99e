//! Pins the wire form of the messages about the card in the reader; see `wire_form.rs`.

use amtskoffer_contract::bridge::{
    CardDone, CardOutcome, CardRequest, CardSeen, CardView, Event, PinState, PinWay, Reply,
    Request, Secret,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt::Debug;

fn check<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T, wire: &str) {
    assert_eq!(serde_json::to_string(value).expect("plain data"), wire);
    assert_eq!(
        &serde_json::from_str::<T>(wire).expect("our own form"),
        value
    );
}

fn secret(word: &str) -> Secret {
    Secret::new(word.to_owned())
}

fn view(card: CardSeen) -> CardView {
    CardView {
        reader: "Leser 1".to_owned(),
        card,
    }
}

#[test]
fn requests() {
    check(
        &Request::Card(CardRequest::Look),
        r#"{"do":"card","card":"look"}"#,
    );
    check(
        &Request::Card(CardRequest::ChangePin {
            way: PinWay::TransportPin,
            old: secret("12345"),
            new: secret("654321"),
            can: None,
        }),
        r#"{"do":"card","card":"change_pin","way":"transport_pin","old":"12345","new":"654321"}"#,
    );
    check(
        &Request::Card(CardRequest::ChangePin {
            way: PinWay::Pin,
            old: secret("123456"),
            new: secret("654321"),
            can: Some(secret("500540")),
        }),
        r#"{"do":"card","card":"change_pin","way":"pin","old":"123456","new":"654321","can":"500540"}"#,
    );
    check(
        &Request::Card(CardRequest::Unblock {
            puk: secret("9876543210"),
        }),
        r#"{"do":"card","card":"unblock","puk":"9876543210"}"#,
    );
}

#[test]
fn no_secret_is_shown_by_debug() {
    let request = Request::Card(CardRequest::ChangePin {
        way: PinWay::Pin,
        old: secret("123456"),
        new: secret("654321"),
        can: Some(secret("500540")),
    });
    let shown = format!("{request:?}");
    for word in ["123456", "654321", "500540"] {
        assert!(!shown.contains(word), "{shown}");
    }
}

#[test]
fn replies_and_events() {
    check(
        &Reply::Card(view(CardSeen::Eid {
            pin: PinState::Usable { tries_left: 3 },
        })),
        r#"{"reply":"card","reader":"Leser 1","card":{"seen":"eid","pin":"usable","tries_left":3}}"#,
    );
    check(
        &Reply::CardDone(CardDone {
            outcome: CardOutcome::WrongPin,
            card: view(CardSeen::Eid {
                pin: PinState::CanNeeded,
            }),
        }),
        r#"{"reply":"card_done","outcome":"wrong_pin","card":{"reader":"Leser 1","card":{"seen":"eid","pin":"can_needed"}}}"#,
    );
    check(
        &Event::Card(view(CardSeen::NotRead)),
        r#"{"event":"card","reader":"Leser 1","card":{"seen":"not_read"}}"#,
    );
}

#[test]
fn every_outcome_has_a_word_of_its_own() {
    let words: std::collections::BTreeSet<String> = CardOutcome::ALL
        .iter()
        .map(|outcome| serde_json::to_string(outcome).expect("plain data"))
        .collect();
    assert_eq!(words.len(), CardOutcome::ALL.len());
}
