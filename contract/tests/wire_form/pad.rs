//! Pins the wire form of signatures on the pad.

use super::check;
use amtskoffer_contract::bridge::{
    DeviceCause, Event, Failure, FromCompanion, PadEvent, PadNews, PadRequest, PadView, PenPoint,
    Reply, Request, SignatureView, Stroke, ToCompanion,
};
use uuid::Uuid;

const CASE: Uuid = Uuid::from_u128(7);
const CASE_TEXT: &str = "00000000-0000-0000-0000-000000000007";

#[test]
fn requests() {
    for (body, name) in [
        (PadRequest::Begin { case: CASE }, "begin"),
        (PadRequest::Clear { case: CASE }, "clear"),
        (PadRequest::Accept { case: CASE }, "accept"),
        (PadRequest::Cancel { case: CASE }, "cancel"),
    ] {
        let body = Request::Pad(body);
        let wire = format!(
            r#"{{"type":"request","id":7,"body":{{"do":"pad","pad":"{name}","case":"{CASE_TEXT}"}}}}"#
        );
        check(&ToCompanion::Request { id: 7, body }, &wire);
    }
}

#[test]
fn the_pad_is_ready() {
    let view = PadView {
        height: 281.5,
        has_screen: true,
    };
    check(
        &Reply::Pad(view),
        r#"{"pad":{"height":281.5,"has_screen":true}}"#,
    );
}

#[test]
fn news() {
    let point = PenPoint {
        x: 1.5,
        y: 2.0,
        pressure: 0.5,
        time_ms: 3,
    };
    let ink = PadNews::Ink {
        continues: true,
        strokes: vec![Stroke {
            points: vec![point],
        }],
    };
    let failure = || Failure::Device {
        cause: DeviceCause::NotFound,
    };
    let signature = SignatureView { preview: 4 };
    for (news, wire) in [
        (
            ink,
            r#"{"ink":{"continues":true,"strokes":[{"points":[{"x":1.5,"y":2.0,"pressure":0.5,"time_ms":3}]}]}}"#,
        ),
        (PadNews::Cleared, r#""cleared""#),
        (
            PadNews::Accepted { signature },
            r#"{"accepted":{"signature":{"preview":4}}}"#,
        ),
        (PadNews::Canceled, r#""canceled""#),
        (
            PadNews::Refused {
                failure: Failure::SignatureEmpty,
            },
            r#"{"refused":{"failure":"signature_empty"}}"#,
        ),
        (
            PadNews::Failed { failure: failure() },
            r#"{"failed":{"failure":{"device":{"cause":"not_found"}}}}"#,
        ),
    ] {
        let event = Event::Pad(PadEvent { case: CASE, news });
        let wire =
            format!(r#"{{"event":{{"event":{{"pad":{{"case":"{CASE_TEXT}","news":{wire}}}}}}}}}"#);
        check(&FromCompanion::Event { event }, &wire);
    }
}
