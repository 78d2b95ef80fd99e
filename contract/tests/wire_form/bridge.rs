//! Pins the wire form. A failure here means that old and new builds no longer understand each
//! other: raise `BRIDGE_VERSIONS` or take the change back.

use super::check;
use amtskoffer_contract::VersionRange;
use amtskoffer_contract::bridge::{
    CaseState, CaseSummary, Chunk, CompanionHello, DeviceCause, DeviceKind, DeviceState,
    DeviceView, Event, Failure, FingersView, FromCompanion, LineState, LineView, PageHello,
    PaperKey, PrintJobState, PrintSides, Reply, Request, ToCompanion, UploadState, UploadView,
};
use amtskoffer_contract::clerks::ClerkMark;
use amtskoffer_contract::ingest::{
    FeeEntry, Manifest, Part, Payment, PaymentMethod, ReceiptAct, ReceiptBody, Refusal,
    SignedReceipt,
};
use amtskoffer_contract::register::{
    Mark, Purpose, SearchAnswer, SearchCriteria, SearchHit, SearchRequest,
};
use std::collections::BTreeMap;
use uuid::Uuid;

const CASE: Uuid = Uuid::from_u128(0x1234_5678_9abc_4def_8123_4567_89ab_cdef);

fn request(body: Request, wire: &str) {
    let message = ToCompanion::Request { id: 7, body };
    check(
        &message,
        &format!(r#"{{"type":"request","id":7,"body":{wire}}}"#),
    );
}

fn event(event: Event, wire: &str) {
    check(
        &FromCompanion::Event { event },
        &format!(r#"{{"event":{{"event":{wire}}}}}"#),
    );
}

#[test]
fn hellos() {
    let versions = VersionRange { min: 1, max: 2 };
    check(
        &ToCompanion::Hello(PageHello {
            build: "1.0".into(),
            versions,
        }),
        r#"{"type":"hello","build":"1.0","versions":{"min":1,"max":2}}"#,
    );
    check(
        &FromCompanion::Hello(CompanionHello {
            build: "1.0".into(),
            versions,
            session: CASE,
        }),
        r#"{"hello":{"build":"1.0","versions":{"min":1,"max":2},"session":"12345678-9abc-4def-8123-456789abcdef"}}"#,
    );
    check(
        &FromCompanion::Refused {
            failure: Failure::VersionMismatch {
                page: versions,
                companion: versions,
            },
        },
        r#"{"refused":{"failure":{"version_mismatch":{"page":{"min":1,"max":2},"companion":{"min":1,"max":2}}}}}"#,
    );
}

#[test]
fn requests() {
    request(Request::Ping, r#"{"do":"ping"}"#);
    request(
        Request::Search(SearchRequest {
            purpose: Purpose {
                reason: "Personalausweis".into(),
                file_number: "33-1".into(),
                clerk: "A. Amt".into(),
            },
            criteria: SearchCriteria {
                family_name: "Muster".into(),
                birth_date: Some("1964-08-12".into()),
                ..SearchCriteria::default()
            },
        }),
        r#"{"do":"search","purpose":{"reason":"Personalausweis","file_number":"33-1","clerk":"A. Amt"},"criteria":{"family_name":"Muster","first_names":"","birth_date":"1964-08-12","street":"","place":""}}"#,
    );
    request(
        Request::SaveAnswers {
            case: CASE,
            answers: [("family_name".to_owned(), "Müller".to_owned())].into(),
            finished: Some("person_data".into()),
        },
        r#"{"do":"save_answers","case":"12345678-9abc-4def-8123-456789abcdef","answers":{"family_name":"Müller"},"finished":"person_data"}"#,
    );
    request(
        Request::Print {
            case: CASE,
            document: PaperKey::FEE_RECEIPT,
            copies: 1,
            sides: PrintSides::LongEdge,
        },
        r#"{"do":"print","case":"12345678-9abc-4def-8123-456789abcdef","document":"fee_receipt","copies":1,"sides":"long_edge"}"#,
    );
    check(
        &ToCompanion::Cancel { id: 3 },
        r#"{"type":"cancel","id":3}"#,
    );
}

#[test]
fn replies() {
    check(
        &FromCompanion::Reply {
            id: 7,
            outcome: Ok(Reply::Hits(SearchAnswer {
                hits: vec![SearchHit {
                    record: "r1".into(),
                    family_name: "Y".into(),
                    first_names: String::new(),
                    birth_date: "2000-XX-XX".into(),
                    address: String::new(),
                    protected: true,
                }],
                more: false,
            })),
        },
        r#"{"reply":{"id":7,"outcome":{"Ok":{"hits":{"hits":[{"record":"r1","family_name":"Y","first_names":"","birth_date":"2000-XX-XX","address":"","protected":true}],"more":false}}}}}"#,
    );
    check(
        &FromCompanion::Reply {
            id: 8,
            outcome: Err(Failure::Device {
                cause: DeviceCause::PaperOut,
            }),
        },
        r#"{"reply":{"id":8,"outcome":{"Err":{"device":{"cause":"paper_out"}}}}}"#,
    );
    check(
        &FromCompanion::Chunk(Chunk {
            transfer: 1,
            index: 0,
            data: "AAAA".into(),
        }),
        r#"{"chunk":{"transfer":1,"index":0,"data":"AAAA"}}"#,
    );
    check(
        &ToCompanion::Ack {
            transfer: 1,
            received: 2,
        },
        r#"{"type":"ack","transfer":1,"received":2}"#,
    );
}

#[test]
fn missing_fingers_keep_their_positions() {
    let fingers = FingersView {
        next: Some(6),
        attempts_left: 3,
        taken: Vec::new(),
        missing: BTreeMap::from([(7, "amputated".to_owned())]),
        complete: false,
    };
    check(
        &FromCompanion::Reply {
            id: 7,
            outcome: Ok(Reply::Fingers(fingers)),
        },
        r#"{"reply":{"id":7,"outcome":{"Ok":{"fingers":{"next":6,"attempts_left":3,"taken":[],"missing":{"7":"amputated"},"complete":false}}}}}"#,
    );
}

#[test]
fn events() {
    event(
        Event::Device(DeviceView {
            kind: DeviceKind::Printer,
            name: "P".into(),
            state: DeviceState::Fault {
                cause: DeviceCause::NotFound,
            },
        }),
        r#"{"device":{"kind":"printer","name":"P","state":{"fault":{"cause":"not_found"}}}}"#,
    );
    event(
        Event::Line(LineView {
            state: LineState::Up,
            round_trip_ms: Some(12),
        }),
        r#"{"line":{"state":"up","round_trip_ms":12}}"#,
    );
    event(
        Event::Upload(UploadView {
            case: CASE,
            sent: 1,
            total: 2,
            state: UploadState::WaitingForLine,
            seconds_left: None,
            parts: Vec::new(),
        }),
        r#"{"upload":{"case":"12345678-9abc-4def-8123-456789abcdef","sent":1,"total":2,"state":"waiting_for_line"}}"#,
    );
    event(
        Event::Case(CaseSummary {
            case: CASE,
            service: "identity-card".into(),
            person: String::new(),
            state: CaseState::Acknowledged,
        }),
        r#"{"case":{"case":"12345678-9abc-4def-8123-456789abcdef","service":"identity-card","person":"","state":"acknowledged"}}"#,
    );
    event(
        Event::Print {
            job: 1,
            state: PrintJobState::Stopped {
                cause: DeviceCause::PaperOut,
            },
        },
        r#"{"print":{"job":1,"state":{"stopped":{"cause":"paper_out"}}}}"#,
    );
}

#[test]
fn ingest() {
    check(
        &Manifest {
            version: 2,
            case: CASE,
            service: "identity-card".into(),
            application_date: "2026-11-22".into(),
            municipality_key: "05315000".into(),
            clerks: vec![ClerkMark {
                id: CASE,
                name: "A. Amt".into(),
            }],
            exceptions: vec![],
            parts: vec![Part {
                name: "photo".into(),
                media_type: "image/jpeg".into(),
                bytes: 3,
                sha256: "00".repeat(32),
            }],
            devices: [("printer".to_owned(), "ipp".to_owned())].into(),
            software: [("companion".to_owned(), "0.1.0".to_owned())].into(),
        },
        &format!(
            r#"{{"version":2,"case":"12345678-9abc-4def-8123-456789abcdef","service":"identity-card","application_date":"2026-11-22","municipality_key":"05315000","clerks":[{{"id":"12345678-9abc-4def-8123-456789abcdef","name":"A. Amt"}}],"parts":[{{"name":"photo","media_type":"image/jpeg","bytes":3,"sha256":"{}"}}],"devices":{{"printer":"ipp"}},"software":{{"companion":"0.1.0"}}}}"#,
            "00".repeat(32)
        ),
    );
    check(
        &Payment {
            method: PaymentMethod::Cash,
            due_cents: 5200,
            given_cents: 6000,
            receipt_number: "1".into(),
                basket: Vec::new(),
            card: None,
        },
        r#"{"method":"cash","due_cents":5200,"given_cents":6000,"receipt_number":"1"}"#,
    );
    check(
        &FeeEntry {
            rule: "PA_GE24".into(),
            cents: 4600,
        },
        r#"{"rule":"PA_GE24","cents":4600}"#,
    );
    check(
        &ReceiptBody {
            case: CASE,
            act: ReceiptAct::HandedIn,
            manifest_sha256: "ab".into(),
            number: 1,
            previous: "00".into(),
            received_at: "2026-11-22T01:00:00Z".into(),
        },
        r#"{"case":"12345678-9abc-4def-8123-456789abcdef","act":"handed_in","manifest_sha256":"ab","number":1,"previous":"00","received_at":"2026-11-22T01:00:00Z"}"#,
    );
    check(
        &SignedReceipt {
            body: "{}".into(),
            signature: "AA==".into(),
            key_id: "k".into(),
        },
        r#"{"body":"{}","signature":"AA==","key_id":"k"}"#,
    );
    check(
        &Refusal::PartsMissing {
            parts: vec!["photo".into()],
        },
        r#"{"refusal":"parts_missing","parts":["photo"]}"#,
    );
    check(
        &Mark::DisclosureBlock {
            until: "2028-01-01".into(),
        },
        r#"{"disclosure_block":{"until":"2028-01-01"}}"#,
    );
}

#[test]
fn every_failure_and_cause_survives_the_wire_and_has_its_own_name() {
    let mut names = std::collections::BTreeSet::new();
    for failure in Failure::examples() {
        let wire = serde_json::to_value(&failure).expect("plain data");
        let content = wire.as_object().and_then(|tagged| tagged.keys().next());
        let name = wire.as_str().or(content.map(String::as_str));
        assert!(names.insert(name.expect("tagged").to_owned()));
        assert_eq!(
            serde_json::from_value::<Failure>(wire).expect("our own form"),
            failure
        );
    }
    for cause in DeviceCause::ALL {
        let wire = serde_json::to_string(&cause).expect("plain data");
        assert_eq!(
            serde_json::from_str::<DeviceCause>(&wire).expect("our own form"),
            cause
        );
    }
}

#[test]
fn what_is_not_of_the_form_is_refused() {
    for wire in [
        "",
        "null",
        "{}",
        r#"{"type":"request","id":-1,"body":{"do":"ping"}}"#,
        r#"{"type":"request","id":1,"body":{"do":"format_disk"}}"#,
        r#"{"type":"request","id":1,"body":{"do":"ping"},"more":1}"#,
        r#"{"type":"hello"}"#,
        r#"{"type":"request","id":1,"body":{"do":"get_case","case":"not-a-uuid"}}"#,
    ] {
        assert!(
            serde_json::from_str::<ToCompanion>(wire).is_err(),
            "accepted: {wire}"
        );
    }
}
