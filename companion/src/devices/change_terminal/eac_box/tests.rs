use super::answer;
use super::names::{Interface, NAMESPACE, SOAP_1_1, SOAP_1_2, Soap};
use super::request::{Call, envelope, every_call, every_message};
use super::xml::{self, XmlError};
use crate::devices::change_terminal::TerminalError;
use amtskoffer_domain::change_terminal::{Card, Power, Refusal, Status};
use proptest::prelude::*;

fn interfaces() -> Vec<Interface> {
    let mut all = Vec::new();
    for soap in [Soap::V1_1, Soap::V1_2] {
        for qualified in [false, true] {
            all.push(Interface {
                namespace: NAMESPACE.to_owned(),
                qualified,
                soap,
            });
        }
    }
    all
}

fn message(body: &str) -> Vec<u8> {
    format!(
        r#"<?xml version="1.0"?><x:Envelope xmlns:x="{SOAP_1_1}" xmlns:b="{NAMESPACE}"><x:Body>{body}</x:Body></x:Envelope>"#
    )
    .into_bytes()
}

fn answered(call: &Call<'_>, body: &str) -> Result<(), TerminalError> {
    let answer = answer::of(call, &message(body), &Interface::default())?;
    answer::success(call, &answer)
}

#[test]
fn no_message_has_room_for_a_pin() {
    for interface in interfaces() {
        for (name, bytes) in every_message(&interface) {
            let text = String::from_utf8(bytes).unwrap();
            let root = xml::parse(text.as_bytes()).unwrap();
            let operation = &root.children[0].children[0];
            assert_eq!(operation.name, name);
            let inputs: Vec<&str> = operation
                .children
                .iter()
                .map(|input| input.name.as_str())
                .collect();
            let allowed = [
                "passwordtype",
                "terminaltype",
                "application",
                "fileIdentifier",
                "dgIndex",
                "dgContent",
            ];
            assert!(inputs.iter().all(|input| allowed.contains(input)), "{text}");
            assert!(!inputs.contains(&"password"));
            if name.ends_with("PIN") {
                assert!(inputs.is_empty(), "{text}");
            }
        }
    }
}

#[test]
fn namespaces_and_headers_are_as_configured() {
    for interface in interfaces() {
        let call = Call::WriteDataGroup {
            group: 18,
            content: &[0x72, 0],
        };
        let root = xml::parse(&envelope(&call, &interface)).unwrap();
        assert_eq!(root.namespace, interface.envelope());
        let operation = &root.children[0].children[0];
        assert_eq!(operation.namespace, NAMESPACE);
        let inner = if interface.qualified { NAMESPACE } else { "" };
        assert!(
            operation
                .children
                .iter()
                .all(|input| input.namespace == inner)
        );
        assert_eq!(*operation.children[1].text, "cgA=");
        let (media_type, action) = interface.headers();
        assert_eq!(action.is_some(), media_type.starts_with("text/xml"));
    }
}

#[test]
fn an_answer_is_believed_only_when_flag_and_error_agree() {
    let body = |flag: &str, error: &str| {
        format!(
            "<b:changePINResponse><changePINSuccess>{flag}</changePINSuccess>\
             <error>{error}</error></b:changePINResponse>"
        )
    };
    let ok = "<errorCode>0</errorCode>";
    let warning = "<errorCode>1</errorCode>";
    for (flag, error) in [("true", ok), (" 1 ", warning)] {
        assert!(answered(&Call::ChangePin, &body(flag, error)).is_ok());
    }
    for (value, refusal) in [
        (101, Refusal::NoCard),
        (102, Refusal::PinBlocked),
        (103, Refusal::PinSuspended),
        (104, Refusal::PinOff),
        (105, Refusal::NoEid),
        (106, Refusal::NoEid),
        (107, Refusal::CancelledAtTerminal),
        (110, Refusal::Authentication),
        (111, Refusal::Authentication),
        (112, Refusal::Authentication),
        (113, Refusal::NotAuthentic),
        (100, Refusal::Other),
        (4711, Refusal::Other),
    ] {
        let error = format!("<errorCode>-1</errorCode><errorValue>{value}</errorValue>");
        for flag in ["true", "false"] {
            let refused = answered(&Call::ChangePin, &body(flag, &error)).unwrap_err();
            assert_eq!(refused.refusal(), Some(refusal), "{value}");
        }
    }
    let contradiction = answered(&Call::ChangePin, &body("false", ok)).unwrap_err();
    assert_eq!(contradiction.refusal(), Some(Refusal::Other));
    for body in [
        body("maybe", ok),
        body("true", ""),
        body("true", "<errorCode>0</errorCode><errorCode>0</errorCode>"),
        "<b:changePINResponse><changePINSuccess>true</changePINSuccess></b:changePINResponse>"
            .to_owned(),
    ] {
        let refused = answered(&Call::ChangePin, &body);
        assert!(matches!(refused, Err(TerminalError::Missing(_))), "{body}");
    }
}

#[test]
fn answers_to_other_questions_and_in_other_namespaces_are_refused() {
    let inner =
        "<unblockPINSuccess>true</unblockPINSuccess><error><errorCode>0</errorCode></error>";
    for body in [
        format!("<b:unblockPINResponse>{inner}</b:unblockPINResponse>"),
        format!("<changePINResponse>{inner}</changePINResponse>"),
        format!("<changePINResponse xmlns=\"urn:other\">{inner}</changePINResponse>"),
        format!("<b:changePINResponse>{inner}</b:changePINResponse><b:x/>"),
        String::new(),
    ] {
        let refused = answered(&Call::ChangePin, &body);
        let ours = matches!(refused, Err(TerminalError::Xml(XmlError::NotOurs)));
        assert!(ours, "{body}");
    }
    let fault = "<x:Fault><faultcode>x:Server</faultcode><faultstring>no</faultstring></x:Fault>";
    let refused = answered(&Call::ChangePin, fault);
    assert!(matches!(refused, Err(TerminalError::Fault)));
}

#[test]
fn a_fault_of_soap_1_2_is_one_too() {
    let bytes =
        format!(r#"<e:Envelope xmlns:e="{SOAP_1_2}"><e:Body><e:Fault/></e:Body></e:Envelope>"#);
    let refused = answer::of(&Call::GetInfo, bytes.as_bytes(), &Interface::default());
    assert!(matches!(refused, Err(TerminalError::Fault)));
}

#[test]
fn status_and_name_are_read() {
    let body = "<b:getInfoResponse><getInfoSuccess>true</getInfoSuccess>\
        <date>2026-11-22T10:00:00Z</date><hwVersion>H1</hwVersion><swVersion>S2</swVersion>\
        <status><statusCode>0</statusCode><statusValue>22</statusValue></status>\
        </b:getInfoResponse>";
    let answer = answer::of(&Call::GetInfo, &message(body), &Interface::default()).unwrap();
    let info = answer::info(&answer).unwrap();
    assert_eq!(info.name, "EAC-Box H1 (S2)");
    let ready = Status {
        power: Power::Ready,
        token: false,
        card: Card::Eid,
    };
    assert_eq!(info.status, ready);
    let odd = body.replace(">22<", ">99<");
    let answer = answer::of(&Call::GetInfo, &message(&odd), &Interface::default()).unwrap();
    assert!(matches!(
        answer::info(&answer),
        Err(TerminalError::Missing(_))
    ));
}

fn multiple(results: &str) -> Result<usize, TerminalError> {
    let body = format!(
        "<b:getMultipleDataResponse>{results}<error><errorCode>0</errorCode></error>\
         </b:getMultipleDataResponse>"
    );
    let call = Call::GetMultipleData(&[4, 5]);
    let answer = answer::of(&call, &message(&body), &Interface::default())?;
    answer::groups(&answer, &[4, 5]).map(|groups| groups.len())
}

#[test]
fn only_groups_that_were_asked_for_are_taken_and_each_once() {
    let result = |file: &str, success: &str, content: &str| {
        format!(
            "<result><fileIdentifier>{file}</fileIdentifier><getSuccess>{success}</getSuccess>\
             <dataContent>{content}</dataContent><paResult><validationCode>0</validationCode>\
             </paResult><error><errorCode>0</errorCode></error></result>"
        )
    };
    let both = result("DG4", "true", "ZAI\n MAA==") + &result("DG5", "false", "");
    assert_eq!(multiple(&both).unwrap(), 1);
    for results in [
        result("DG6", "true", "ZAIMAA=="),
        result("DG4", "true", "ZAIMAA==") + &result("DG4", "true", "ZAIMAA=="),
        result("DG4", "true", "***"),
        "<result><getSuccess>true</getSuccess></result>".to_owned(),
    ] {
        let refused = multiple(&results);
        assert!(
            matches!(refused, Err(TerminalError::Missing(_))),
            "{results}"
        );
    }
}

#[test]
fn a_chip_that_is_not_authentic_is_refused() {
    let result = |code: &str| {
        let parts = [
            "digest",
            "signature",
            "certificateSignature",
            "certificateValidity",
            "certificateRevocation",
            "algorithm",
        ];
        let part = |name: &&str| {
            let code = if *name == "signature" { code } else { "0" };
            format!("<{name}><validationCode>{code}</validationCode></{name}>")
        };
        let parts: String = parts.iter().map(part).collect();
        format!("<b:authenticateResponse><paResult>{parts}</paResult></b:authenticateResponse>")
    };
    let call = every_call()[0];
    let checked = |body: &str| {
        let answer = answer::of(&call, &message(body), &Interface::default()).unwrap();
        answer::authentic(&answer).map_err(|error| error.refusal())
    };
    assert_eq!(checked(&result("0")), Ok(()));
    assert_eq!(checked(&result("1")), Ok(()));
    assert_eq!(checked(&result("-1")), Err(Some(Refusal::NotAuthentic)));
    let none = "<b:authenticateResponse></b:authenticateResponse>";
    assert_eq!(checked(none), Err(None));
}

#[test]
fn hostile_xml_is_refused_by_kind() {
    let deep = "<a>".repeat(40) + &"</a>".repeat(40);
    let wide = format!("<a>{}</a>", "<b/>".repeat(3_000));
    let bomb = r#"<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>"#;
    for (text, error) in [
        ("", XmlError::Malformed),
        ("plain", XmlError::Malformed),
        ("<a>", XmlError::Malformed),
        ("<a></b>", XmlError::Malformed),
        ("<a/><b/>", XmlError::Malformed),
        ("<p:a/>", XmlError::Malformed),
        ("<a>&#x110000;</a>", XmlError::Malformed),
        ("<a>&b;</a>", XmlError::Forbidden),
        ("<?run it?><a/>", XmlError::Forbidden),
        (bomb, XmlError::Forbidden),
        (deep.as_str(), XmlError::TooLarge),
        (wide.as_str(), XmlError::TooLarge),
    ] {
        assert_eq!(xml::parse(text.as_bytes()), Err(error), "{text:.40}");
    }
    assert_eq!(xml::parse(b"\xff\xfe"), Err(XmlError::Malformed));
    let letters = xml::parse("<a>&amp;&lt;&gt;&quot;&apos;&#228;<![CDATA[<x>]]></a>".as_bytes());
    assert_eq!(*letters.unwrap().text, "&<>\"'ä<x>");
}

proptest! {
    #[test]
    fn any_bytes_are_an_answer_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        super::parse_any(&bytes);
    }

    #[test]
    fn any_body_is_an_answer_or_refused(body in "[<>/a-zA-Z0-9 =\"&;#!?:-]{0,200}") {
        super::parse_any(&message(&body));
    }

    #[test]
    fn what_is_written_is_read(content in prop::collection::vec(any::<u8>(), 0..300)) {
        let call = Call::WriteDataGroup { group: 17, content: &content };
        let root = xml::parse(&envelope(&call, &Interface::default())).unwrap();
        prop_assert_eq!(root.children[0].children[0].children.len(), 2);
    }
}
