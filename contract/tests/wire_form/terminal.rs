//! Pins the wire form of the messages about change terminal and eID client.

use super::check;
use amtskoffer_contract::bridge::{
    CardOutcome, CardSeen, ChipEntry, DeviceCause, EidRequest, EidView, Event, PinState, Reply,
    Request, Secret, TerminalAct, TerminalCard, TerminalOutcome, TerminalRequest, TerminalRun,
    TerminalState, TerminalStep, TerminalView,
};

fn view(run: Option<TerminalRun>) -> Box<TerminalView> {
    Box::new(TerminalView {
        state: TerminalState::Ready,
        card: TerminalCard::Eid,
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
        }),
        r#"{"do":"terminal","terminal":"begin","act":"set_pin","identity_checked":true}"#,
    );
    let with_pin = r#"{"do":"terminal","terminal":"begin","act":"set_pin","identity_checked":true,"pin":"123456"}"#;
    assert!(serde_json::from_str::<Request>(with_pin).is_err());
}

#[test]
fn terminal_views() {
    check(
        &Reply::Terminal(view(None)),
        r#"{"terminal":{"state":"ready","card":"eid"}}"#,
    );
    let running = TerminalRun {
        act: TerminalAct::ShowData,
        step: Some(TerminalStep::TypeCan),
        outcome: None,
        chip: Vec::new(),
    };
    check(
        &Event::Terminal(view(Some(running))),
        r#"{"terminal":{"state":"ready","card":"eid","run":{"act":"show_data","step":"type_can"}}}"#,
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
        r#"{"act":"show_data","outcome":{"failed":{"cause":"not_found"}},"chip":[{"group":5,"lines":["MUSTERMANN"],"intact":true}]}"#,
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
        r#"{"eid":{"client":"AusweisApp2 1.26.2","reader":"Simulator","keypad":true,"card":{"eid":{"pin":{"usable":{"tries_left":3}}}}}}"#,
    );
    check(
        &Reply::EidDone {
            outcome: CardOutcome::NotConfirmed,
        },
        r#"{"eid_done":{"outcome":"not_confirmed"}}"#,
    );
}
