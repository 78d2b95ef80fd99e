//! Pins the wire form of the messages about payments by card.

use super::check;
use amtskoffer_contract::bridge::{
    DeviceCause, Event, JournalNumbers, NotMade, PaymentKind, PaymentRequest, PaymentStage,
    PaymentView, PaymentWork, Reply, Request,
};
use amtskoffer_contract::ingest::{CardDetails, FeeEntry, Payment, PaymentMethod, Reversed};
use uuid::{Uuid, uuid};

const CASE: Uuid = uuid!("12345678-9abc-4def-8123-456789abcdef");

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
        r#"{"payment":{}}"#,
    );
    let view = |stage| {
        Event::Payment(PaymentView {
            work: Some(PaymentWork {
                with: Vec::new(),
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
            r#"{{"payment":{{"work":{{"case":"12345678-9abc-4def-8123-456789abcdef","what":"charge","cents":5200,"stage":{stage},"lines":["Kundenbeleg"]}}}}}}"#
        )
    };
    for (stage, text) in [
        (PaymentStage::Connecting, r#""connecting""#),
        (
            PaymentStage::Running { status: Some(10) },
            r#"{"running":{"status":10}}"#,
        ),
        (PaymentStage::GivingUp, r#""giving_up""#),
        (PaymentStage::InDoubt, r#""in_doubt""#),
        (PaymentStage::AskPerson, r#""ask_person""#),
        (PaymentStage::Made, r#""made""#),
        (
            PaymentStage::NotMade {
                why: NotMade::Declined { code: 113 },
            },
            r#"{"not_made":{"why":{"declined":{"code":113}}}}"#,
        ),
        (
            PaymentStage::NotMade {
                why: NotMade::Device {
                    cause: DeviceCause::NotFound,
                },
            },
            r#"{"not_made":{"why":{"device":{"cause":"not_found"}}}}"#,
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
        basket: Vec::new(),
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
