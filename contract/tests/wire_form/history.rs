//! Pins the wire form of what is told about a visit as a whole. A failure here means that old and new
//! builds no longer understand each other: raise `BRIDGE_VERSIONS` or take the change back.

use super::check;
use amtskoffer_contract::bridge::{
    CasePlace, HistoryAct, HistoryEntry, HistoryRequest, HistoryView, ParkedView, Request,
};
use amtskoffer_contract::ingest::PaymentMethod;
use uuid::Uuid;

const CASE: Uuid = Uuid::from_u128(0x1234_5678_9abc_4def_8123_4567_89ab_cdef);

#[test]
fn the_visit_as_a_whole() {
    let place = CasePlace {
        section: "photo".to_owned(),
        done: 3,
        of: 9,
    };
    check(
        &Request::History(HistoryRequest::List),
        r#"{"do":"history","what":"list"}"#,
    );
    check(
        &Request::History(HistoryRequest::Park {
            case: CASE,
            place: place.clone(),
        }),
        r#"{"do":"history","what":"park","case":"12345678-9abc-4def-8123-456789abcdef","place":{"section":"photo","done":3,"of":9}}"#,
    );
    check(
        &Request::History(HistoryRequest::Confirm {
            case: CASE,
            version: "0123456789ab".to_owned(),
        }),
        r#"{"do":"history","what":"confirm","case":"12345678-9abc-4def-8123-456789abcdef","version":"0123456789ab"}"#,
    );
    let entry = |act| HistoryEntry {
        time: "09:10".to_owned(),
        case: CASE,
        service: "identity-card".to_owned(),
        act,
    };
    let method = PaymentMethod::Cash;
    let view = HistoryView {
        entries: vec![
            entry(HistoryAct::Opened),
            entry(HistoryAct::Paid {
                method,
                cents: 4600,
            }),
            entry(HistoryAct::Received { number: 41 }),
        ],
        parked: vec![ParkedView { case: CASE, place }],
        confirmed: Vec::new(),
    };
    check(
        &view,
        concat!(
            r#"{"entries":[{"time":"09:10","case":"12345678-9abc-4def-8123-456789abcdef","#,
            r#""service":"identity-card","act":"opened"},"#,
            r#"{"time":"09:10","case":"12345678-9abc-4def-8123-456789abcdef","#,
            r#""service":"identity-card","act":{"paid":{"method":"cash","cents":4600}}},"#,
            r#"{"time":"09:10","case":"12345678-9abc-4def-8123-456789abcdef","#,
            r#""service":"identity-card","act":{"received":{"number":41}}}],"#,
            r#""parked":[{"case":"12345678-9abc-4def-8123-456789abcdef","#,
            r#""place":{"section":"photo","done":3,"of":9}}],"confirmed":[]}"#
        ),
    );
}
