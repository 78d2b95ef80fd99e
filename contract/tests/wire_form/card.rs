//! Pins the wire form of the messages about the card in the reader.

use super::check;
use amtskoffer_contract::bridge::{
    CardDone, CardOutcome, CardRequest, CardSeen, CardServiceRequest, CardView, Event, PinState,
    PinWay, Reply, Request, Secret, TerminalRequest,
};
use uuid::Uuid;

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
            case: None,
        }),
        r#"{"do":"card","card":"change_pin","way":"transport_pin","old":"12345","new":"654321"}"#,
    );
    check(
        &Request::Card(CardRequest::ChangePin {
            way: PinWay::Pin,
            old: secret("123456"),
            new: secret("654321"),
            can: Some(secret("500540")),
            case: Some(Uuid::nil()),
        }),
        r#"{"do":"card","card":"change_pin","way":"pin","old":"123456","new":"654321","can":"500540","case":"00000000-0000-0000-0000-000000000000"}"#,
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
        case: None,
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
        r#"{"card":{"reader":"Leser 1","card":{"eid":{"pin":{"usable":{"tries_left":3}}}}}}"#,
    );
    check(
        &Reply::CardDone(CardDone {
            outcome: CardOutcome::WrongPin,
            card: view(CardSeen::Eid {
                pin: PinState::CanNeeded,
            }),
        }),
        r#"{"card_done":{"outcome":"wrong_pin","card":{"reader":"Leser 1","card":{"eid":{"pin":"can_needed"}}}}}"#,
    );
    check(
        &Event::Card(view(CardSeen::NotRead)),
        r#"{"card":{"reader":"Leser 1","card":"not_read"}}"#,
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

#[test]
fn cases_of_services_with_a_document() {
    let case = Uuid::nil();
    check(
        &Request::CardService(CardServiceRequest::Done { case }),
        r#"{"do":"card_service","card_service":"done","case":"00000000-0000-0000-0000-000000000000"}"#,
    );
    let asked = Request::CardService(CardServiceRequest::Ask {
        case,
        password: Some(secret("Rollmops")),
    });
    check(
        &asked,
        r#"{"do":"card_service","card_service":"ask","case":"00000000-0000-0000-0000-000000000000","password":"Rollmops"}"#,
    );
    assert!(!format!("{asked:?}").contains("Rollmops"));
    check(
        &Request::CardService(CardServiceRequest::Leave { case }),
        r#"{"do":"card_service","card_service":"leave","case":"00000000-0000-0000-0000-000000000000"}"#,
    );
    check(
        &Request::CardService(CardServiceRequest::Resume { case }),
        r#"{"do":"card_service","card_service":"resume","case":"00000000-0000-0000-0000-000000000000"}"#,
    );
    check(
        &Request::Terminal(TerminalRequest::BeginFor { case }),
        r#"{"do":"terminal","terminal":"begin_for","case":"00000000-0000-0000-0000-000000000000"}"#,
    );
}
