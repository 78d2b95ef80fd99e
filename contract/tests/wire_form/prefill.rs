//! Pins the wire form of what is read instead of typed.

use amtskoffer_contract::bridge::{
    FromCompanion, MrzOffer, MrzPart, MrzProblem, MrzReading, MrzReason, MrzRepair, MrzStanding,
    MrzView, PrefillRequest, Reply, Request, Secret, ToCompanion,
};
use amtskoffer_contract::catalogue::{STREETS, read_streets, streets_of};
use amtskoffer_contract::photos::{PhotoAnswer, PhotoRequest};
use amtskoffer_contract::tree;
use uuid::Uuid;

const CASE: Uuid = Uuid::from_u128(0x1234_5678_9abc_4def_8123_4567_89ab_cdef);

fn request(body: PrefillRequest, wire: &str) {
    let body = Request::Prefill(body);
    let message = ToCompanion::Request { id: 7, body };
    let wire = format!(r#"{{"type":"request","id":7,"body":{{"do":"prefill",{wire}}}}}"#);
    assert_eq!(serde_json::to_string(&message).unwrap(), wire);
    assert_eq!(serde_json::from_str::<ToCompanion>(&wire).unwrap(), message);
}

#[test]
fn requests() {
    request(
        PrefillRequest::ReadMrz {
            text: "IDD<<".to_owned(),
            case: None,
        },
        r#""prefill":"read_mrz","text":"IDD<<""#,
    );
    request(
        PrefillRequest::SeeMrz {
            transfer: 3,
            case: Some(CASE),
        },
        r#""prefill":"see_mrz","transfer":3,"case":"12345678-9abc-4def-8123-456789abcdef""#,
    );
    request(
        PrefillRequest::FetchPhoto {
            case: CASE,
            transfer: 3,
        },
        r#""prefill":"fetch_photo","case":"12345678-9abc-4def-8123-456789abcdef","transfer":3"#,
    );
}

fn reply(view: MrzView, wire: &str) {
    let reply = FromCompanion::Reply {
        id: 7,
        outcome: Ok(Reply::Mrz(view)),
    };
    let wire = format!(r#"{{"reply":{{"id":7,"outcome":{{"Ok":{{"mrz":{wire}}}}}}}}}"#);
    assert_eq!(serde_json::to_string(&reply).unwrap(), wire);
    assert_eq!(serde_json::from_str::<FromCompanion>(&wire).unwrap(), reply);
    assert_eq!(tree::read(&wire), Ok(reply));
}

#[test]
fn a_reading() {
    let text = str::to_owned;
    let reading = MrzReading {
        lines: vec![text("IDD<<")],
        number: text("LZ6311T47"),
        issuer: text("D"),
        nationality: text("D"),
        family_name: text("Mustermann"),
        first_names: text("Erika"),
        birth_date: Some(text("1983-08-12")),
        valid_until: None,
        repairs: vec![MrzRepair {
            line: 1,
            place: 9,
            read: text("I"),
            now: text("1"),
            reason: MrzReason::CheckDigit,
        }],
        offers: vec![MrzOffer {
            field: text("family_name"),
            value: text("Mustermann"),
            standing: MrzStanding::New,
            zone_spelling: true,
        }],
    };
    let view = MrzView {
        lines: vec![text("1DD<<")],
        readings: vec![reading],
        problem: None,
    };
    reply(
        view,
        r#"{"lines":["1DD<<"],"readings":[{"lines":["IDD<<"],"number":"LZ6311T47","issuer":"D","nationality":"D","family_name":"Mustermann","first_names":"Erika","birth_date":"1983-08-12","repairs":[{"line":1,"place":9,"read":"I","now":"1","reason":"check_digit"}],"offers":[{"field":"family_name","value":"Mustermann","standing":"new","zone_spelling":true}]}]}"#,
    );
}

#[test]
fn every_problem() {
    let parts = vec![
        MrzPart::Number,
        MrzPart::Birth,
        MrzPart::Expiry,
        MrzPart::Optional,
        MrzPart::Sex,
        MrzPart::Names,
        MrzPart::Whole,
    ];
    let lengths = vec![5, 8];
    let (line, expected, actual) = (1, 30, 29);
    for (problem, wire) in [
        (MrzProblem::NotFound, r#""not_found""#),
        (MrzProblem::Unclear, r#""unclear""#),
        (MrzProblem::TooLong, r#""too_long""#),
        (
            MrzProblem::Shape { lengths },
            r#"{"shape":{"lengths":[5,8]}}"#,
        ),
        (
            MrzProblem::LineLength {
                line,
                expected,
                actual,
            },
            r#"{"line_length":{"line":1,"expected":30,"actual":29}}"#,
        ),
        (
            MrzProblem::Sign {
                sign: "Ä".to_owned(),
            },
            r#"{"sign":{"sign":"Ä"}}"#,
        ),
        (
            MrzProblem::CheckDigits { parts },
            r#"{"check_digits":{"parts":["number","birth","expiry","optional","sex","names","whole"]}}"#,
        ),
        (
            MrzProblem::Contents {
                part: MrzPart::Birth,
            },
            r#"{"contents":{"part":"birth"}}"#,
        ),
    ] {
        let view = MrzView {
            problem: Some(problem),
            ..MrzView::default()
        };
        reply(view, &format!(r#"{{"lines":[],"problem":{wire}}}"#));
    }
}

#[test]
fn a_photo_by_its_code() {
    let request = PhotoRequest {
        case: CASE,
        code: Secret::new("4gE=".to_owned()),
    };
    let wire = r#"{"case":"12345678-9abc-4def-8123-456789abcdef","code":"4gE="}"#;
    assert_eq!(serde_json::to_string(&request).unwrap(), wire);
    assert_eq!(serde_json::from_str::<PhotoRequest>(wire).unwrap(), request);
    assert!(!format!("{request:?}").contains("4gE="));
    let answer = PhotoAnswer {
        jpeg: "/9j/".to_owned(),
    };
    let wire = r#"{"jpeg":"/9j/"}"#;
    assert_eq!(serde_json::to_string(&answer).unwrap(), wire);
    assert_eq!(serde_json::from_str::<PhotoAnswer>(wire).unwrap(), answer);
}

const LIST: &str = r#"{
  "version": 1,
  "places": [
    {"key": "01099001", "place": "Sonnwiek", "postcode": "43101", "streets": [
      {"name": "Hauptstraße", "numbers": [{"from": 1, "to": 90}, {"from": 92, "to": 98, "side": "even"}]},
      {"name": "Am Markt", "postcode": "43109"}
    ]}
  ]
}"#;

#[test]
fn the_streets_of_a_town() {
    let list = read_streets(STREETS, LIST).unwrap();
    assert_eq!(list.streets().len(), 2);
    assert_eq!(list.streets()[0].name, "Am Markt");
    assert_eq!(list.streets()[0].place.postcode, "43109");
    assert_eq!(list.streets()[1].place.municipality_key, "01099001");
    assert_eq!(streets_of(LIST), Some(list));
}

#[test]
fn a_wrong_list_is_refused_with_its_line() {
    for (old, new, line) in [
        ("\"version\": 1", "\"version\": 2", 2),
        ("01099001", "0109900", 4),
        ("43101", "4310", 4),
        ("Sonnwiek", " ", 4),
        ("\"to\": 90", "\"to\": 0", 5),
        ("Am Markt", "", 6),
        ("43109", "431x9", 6),
        ("\"side\": \"even\"", "\"side\": \"left\"", 5),
    ] {
        let text = LIST.replacen(old, new, 1);
        let refused = read_streets(STREETS, &text).unwrap_err();
        assert_eq!(refused.line, line, "{refused}");
        assert_eq!(
            streets_of(&text).is_none(),
            new != "0109900" && new != "4310" && new != " ",
            "{new}"
        );
    }
}
