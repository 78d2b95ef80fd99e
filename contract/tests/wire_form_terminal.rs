//! Pins the wire form of the messages about change terminal and eID client; see `wire_form.rs`.

use amtskoffer_contract::bridge::{
    AddressSource, CardOutcome, CardSeen, ChipEntry, DeviceCause, EidRequest, EidView, Event,
    KnownAddress, PinState, Reply, Request, Secret, TerminalAct, TerminalCard, TerminalOutcome,
    TerminalRequest, TerminalRun, TerminalState, TerminalStep, TerminalView,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt::Debug;
use uuid::Uuid;

fn check<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T, wire: &str) {
    assert_eq!(serde_json::to_string(value).expect("plain data"), wire);
    assert_eq!(
        &serde_json::from_str::<T>(wire).expect("our own form"),
        value
    );
}

fn view(run: Option<TerminalRun>) -> Box<TerminalView> {
    Box::new(TerminalView {
        state: TerminalState::Ready,
        card: TerminalCard::Eid,
        addresses: Vec::new(),
        run,
    })
}

#[test]
fn terminal_requests() {
    check(
        &Request::Terminal(TerminalRequest::Look),
        r#"{"do":"terminal","terminal":"look"}"#,
    );
    check(
        &Request::Terminal(TerminalRequest::Begin {
            act: TerminalAct::SetPin,
            identity_checked: true,
            address: None,
        }),
        r#"{"do":"terminal","terminal":"begin","act":"set_pin","identity_checked":true}"#,
    );
    check(
        &Request::Terminal(TerminalRequest::Begin {
            act: TerminalAct::WriteAddress,
            identity_checked: true,
            address: Some(AddressSource::Case { case: Uuid::nil() }),
        }),
        r#"{"do":"terminal","terminal":"begin","act":"write_address","identity_checked":true,"address":{"from":"case","case":"00000000-0000-0000-0000-000000000000"}}"#,
    );
    let with_pin = r#"{"do":"terminal","terminal":"begin","act":"set_pin","identity_checked":true,"pin":"123456"}"#;
    assert!(serde_json::from_str::<Request>(with_pin).is_err());
}

#[test]
fn terminal_views() {
    check(
        &Reply::Terminal(view(None)),
        r#"{"reply":"terminal","state":{"state":"ready"},"card":"eid","addresses":[]}"#,
    );
    let running = TerminalRun {
        act: TerminalAct::ShowData,
        step: Some(TerminalStep::TypeCan),
        outcome: None,
        chip: Vec::new(),
    };
    check(
        &Event::Terminal(view(Some(running))),
        r#"{"event":"terminal","state":{"state":"ready"},"card":"eid","addresses":[],"run":{"act":"show_data","step":"type_can"}}"#,
    );
    let ended = TerminalRun {
        act: TerminalAct::ShowData,
        step: None,
        outcome: Some(TerminalOutcome::Failed {
            cause: DeviceCause::NotFound,
        }),
        chip: vec![ChipEntry {
            group: 5,
            lines: vec!["MUSTERMANN".to_owned()],
            unreadable: false,
            intact: Some(true),
        }],
    };
    check(
        &ended,
        r#"{"act":"show_data","outcome":{"outcome":"failed","cause":"not_found"},"chip":[{"group":5,"lines":["MUSTERMANN"],"intact":true}]}"#,
    );
    check(
        &KnownAddress {
            source: AddressSource::Record,
            name: "Erika Mustermann".to_owned(),
            lines: vec!["Am Markt 1".to_owned()],
            residence_id: "02760105301000".to_owned(),
        },
        r#"{"source":{"from":"record"},"name":"Erika Mustermann","lines":["Am Markt 1"],"residence_id":"02760105301000"}"#,
    );
}

#[test]
fn eid_messages() {
    check(
        &Request::Eid(EidRequest::Look),
        r#"{"do":"eid","eid":"look"}"#,
    );
    check(
        &Request::Eid(EidRequest::ChangePin {
            old: Some(Secret::new("12345".to_owned())),
            new: None,
            can: None,
        }),
        r#"{"do":"eid","eid":"change_pin","old":"12345"}"#,
    );
    check(
        &Reply::Eid(EidView {
            client: "AusweisApp2 1.26.2".to_owned(),
            reader: "Simulator".to_owned(),
            keypad: true,
            card: CardSeen::Eid {
                pin: PinState::Usable { tries_left: 3 },
            },
        }),
        r#"{"reply":"eid","client":"AusweisApp2 1.26.2","reader":"Simulator","keypad":true,"card":{"seen":"eid","pin":"usable","tries_left":3}}"#,
    );
    check(
        &Reply::EidDone {
            outcome: CardOutcome::NotConfirmed,
        },
        r#"{"reply":"eid_done","outcome":"not_confirmed"}"#,
    );
}
