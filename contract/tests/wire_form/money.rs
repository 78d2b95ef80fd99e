//! Pins the wire form of the messages about the cash desk.

use amtskoffer_contract::bridge::{
    BasketLines, BasketView, MoneyRequest, MoneyView, PayableView, Reply, Request,
};
use amtskoffer_contract::ingest::{FeeEntry, PaymentMethod};
use uuid::{Uuid, uuid};

use super::check;

const CASE: Uuid = uuid!("12345678-9abc-4def-8123-456789abcdef");

#[test]
fn requests() {
    let request = Request::Money;
    for (asked, text) in [
        (MoneyRequest::Look, r#"{"do":"money","money":"look"}"#),
        (
            MoneyRequest::Reckon { cases: vec![CASE] },
            r#"{"do":"money","money":"reckon","cases":["12345678-9abc-4def-8123-456789abcdef"]}"#,
        ),
        (
            MoneyRequest::Pay {
                cases: vec![CASE],
                method: PaymentMethod::Cash,
                given_cents: 6_000,
            },
            r#"{"do":"money","money":"pay","cases":["12345678-9abc-4def-8123-456789abcdef"],"method":"cash","given_cents":6000}"#,
        ),
        (
            MoneyRequest::Charge { cases: vec![CASE] },
            r#"{"do":"money","money":"charge","cases":["12345678-9abc-4def-8123-456789abcdef"]}"#,
        ),
        (
            MoneyRequest::Undo { case: CASE },
            r#"{"do":"money","money":"undo","case":"12345678-9abc-4def-8123-456789abcdef"}"#,
        ),
        (
            MoneyRequest::Begin { float_cents: 10_000 },
            r#"{"do":"money","money":"begin","float_cents":10000}"#,
        ),
        (
            MoneyRequest::Close {
                counted_cents: 9_950,
                remark: "50 Cent fehlen".to_owned(),
            },
            r#"{"do":"money","money":"close","counted_cents":9950,"remark":"50 Cent fehlen"}"#,
        ),
        (MoneyRequest::Send, r#"{"do":"money","money":"send"}"#),
        (MoneyRequest::Print, r#"{"do":"money","money":"print"}"#),
    ] {
        check(&request(asked), text);
    }
}

#[test]
fn replies() {
    let view = MoneyView {
        payable: vec![PayableView {
            case: CASE,
            service: "passport".to_owned(),
            person: "Muster, Ada".to_owned(),
            cents: 7_000,
        }],
        float_cents: 10_000,
        lines: Vec::new(),
        expected_cents: 10_000,
        closing: None,
        sent: false,
    };
    check(
        &Reply::Money(Box::new(view)),
        r#"{"money":{"payable":[{"case":"12345678-9abc-4def-8123-456789abcdef","service":"passport","person":"Muster, Ada","cents":7000}],"float_cents":10000,"lines":[],"expected_cents":10000,"sent":false}}"#,
    );
    let basket = BasketView {
        items: vec![BasketLines {
            case: CASE,
            fee: vec![FeeEntry {
                rule: "RP_GE24".to_owned(),
                cents: 7_000,
            }],
        }],
        total_cents: 7_000,
    };
    check(
        &Reply::Basket(basket),
        r#"{"basket":{"items":[{"case":"12345678-9abc-4def-8123-456789abcdef","fee":[{"rule":"RP_GE24","cents":7000}]}],"total_cents":7000}}"#,
    );
}
