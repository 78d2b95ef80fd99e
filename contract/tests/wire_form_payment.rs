//! Pins the wire form of the messages about payments by card; see `wire_form.rs`.

use std::fmt::Debug;

use amtskoffer_contract::bridge::{
    DeviceCause, Event, JournalNumbers, NotMade, PaymentKind, PaymentRequest, PaymentStage,
    PaymentView, PaymentWork, Reply, Request,
};
use amtskoffer_contract::ingest::{CardDetails, FeeEntry, Payment, PaymentMethod, Reversed};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::{Uuid, uuid};

const CASE: Uuid = uuid!("12345678-9abc-4def-8123-456789abcdef");

fn check<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T, wire: &str) {
    assert_eq!(serde_json::to_string(value).expect("plain data"), wire);
    let read: T = serde_json::from_str(wire).expect("our own form");
    assert_eq!(&read, value);
}

#[test]
fn requests() {
    let request = Request::Payment;
    check(
        &request(PaymentRequest::Look),
        r#"{"do":"payment","payment":"look"}"#,
    );
    check(
        &request(PaymentRequest::Charge {
            case: CASE,
            fee: vec![FeeEntry {
                rule: "PA_GE24".into(),
                cents: 4600,
            }],
        }),
        r#"{"do":"payment","payment":"charge","case":"12345678-9abc-4def-8123-456789abcdef","fee":[{"rule":"PA_GE24","cents":4600}]}"#,
    );
    check(
        &request(PaymentRequest::Reverse {
            case: CASE,
            reason: "falscher Betrag".into(),
        }),
        r#"{"do":"payment","payment":"reverse","case":"12345678-9abc-4def-8123-456789abcdef","reason":"falscher Betrag"}"#,
    );
    check(
        &request(PaymentRequest::Settle {
            found: Some(JournalNumbers {
                trace: 975,
                receipt: 231,
            }),
        }),
        r#"{"do":"payment","payment":"settle","found":{"trace":975,"receipt":231}}"#,
    );
    for (plain, word) in [
        (PaymentRequest::GiveUp, "give_up"),
        (PaymentRequest::AskAgain, "ask_again"),
        (PaymentRequest::Settle { found: None }, "settle"),
        (PaymentRequest::CloseDay, "close_day"),
    ] {
        check(
            &request(plain),
            &format!(r#"{{"do":"payment","payment":"{word}"}}"#),
        );
    }
}

#[test]
fn views() {
    check(
        &Reply::Payment(PaymentView { work: None }),
        r#"{"reply":"payment"}"#,
    );
    let view = |stage| {
        Event::Payment(PaymentView {
            work: Some(PaymentWork {
                case: Some(CASE),
                what: PaymentKind::Charge,
                cents: 5200,
                stage,
                lines: vec!["Kundenbeleg".into()],
            }),
        })
    };
    let wire = |stage: &str| {
        format!(
            r#"{{"event":"payment","work":{{"case":"12345678-9abc-4def-8123-456789abcdef","what":"charge","cents":5200,"stage":{stage},"lines":["Kundenbeleg"]}}}}"#
        )
    };
    for (stage, text) in [
        (PaymentStage::Connecting, r#"{"stage":"connecting"}"#),
        (
            PaymentStage::Running { status: Some(10) },
            r#"{"stage":"running","status":10}"#,
        ),
        (PaymentStage::GivingUp, r#"{"stage":"giving_up"}"#),
        (PaymentStage::InDoubt, r#"{"stage":"in_doubt"}"#),
        (PaymentStage::AskPerson, r#"{"stage":"ask_person"}"#),
        (PaymentStage::Made, r#"{"stage":"made"}"#),
        (
            PaymentStage::NotMade {
                why: NotMade::Declined { code: 113 },
            },
            r#"{"stage":"not_made","why":{"why":"declined","code":113}}"#,
        ),
        (
            PaymentStage::NotMade {
                why: NotMade::Device {
                    cause: DeviceCause::NotFound,
                },
            },
            r#"{"stage":"not_made","why":{"why":"device","cause":"not_found"}}"#,
        ),
    ] {
        check(&view(stage), &wire(text));
    }
}

#[test]
fn what_the_gateway_gets() {
    let card = CardDetails {
        terminal: "52523535".into(),
        trace: 975,
        receipt: 231,
        card_number: "************8074".into(),
        card_name: "girocard".into(),
        authorisation: "750071".into(),
        at: "2026-11-22T10:15:30".into(),
        customer_receipt: vec!["Kundenbeleg".into()],
        merchant_receipt: Vec::new(),
        by_clerk: false,
    };
    let payment = Payment {
        method: PaymentMethod::Card,
        due_cents: 5200,
        given_cents: 5200,
        receipt_number: "1".into(),
        card: Some(card),
    };
    let wire = r#"{"method":"card","due_cents":5200,"given_cents":5200,"receipt_number":"1","card":{"terminal":"52523535","trace":975,"receipt":231,"card_number":"************8074","card_name":"girocard","authorisation":"750071","at":"2026-11-22T10:15:30","customer_receipt":["Kundenbeleg"],"merchant_receipt":[],"by_clerk":false}}"#;
    check(&payment, wire);
    let reversed = Reversed {
        payment,
        reason: "falscher Betrag".into(),
    };
    check(
        &reversed,
        &format!(r#"{{"payment":{wire},"reason":"falscher Betrag"}}"#),
    );
}
