//! Pins the wire form of signing in, locking and approving. A failure here means that old and new builds
//! no longer understand each other: raise `BRIDGE_VERSIONS` or take the change back.

use super::check;
use amtskoffer_contract::bridge::{ClerkRequest, Desk, Event, Reply, Request};
use amtskoffer_contract::clerks::{Ceremony, Clerk, Credential, Role, Token};
use serde_json::json;
use uuid::Uuid;

const CASE: Uuid = Uuid::from_u128(0x1234_5678_9abc_4def_8123_4567_89ab_cdef);

fn clerk() -> Clerk {
    Clerk {
        id: CASE,
        name: "A. Amt".to_owned(),
        role: Role::Coordinator,
    }
}

#[test]
fn requests() {
    let credential = || Credential(json!({"id": "AA"}));
    let ceremony = CASE;
    let case = CASE;
    let clerk = CASE;
    let token = Token("t".to_owned());
    for (request, wire) in [
        (
            ClerkRequest::BeginSignIn,
            r#""what":"begin_sign_in""#.to_owned(),
        ),
        (
            ClerkRequest::FinishSignIn {
                ceremony,
                credential: credential(),
            },
            format!(r#""what":"finish_sign_in","ceremony":"{CASE}","credential":{{"id":"AA"}}"#),
        ),
        (
            ClerkRequest::BeginEnrolment { token },
            r#""what":"begin_enrolment","token":"t""#.to_owned(),
        ),
        (ClerkRequest::Lock, r#""what":"lock""#.to_owned()),
        (
            ClerkRequest::SignOut { clerk },
            format!(r#""what":"sign_out","clerk":"{CASE}""#),
        ),
        (
            ClerkRequest::BeginApproval { case },
            format!(r#""what":"begin_approval","case":"{CASE}""#),
        ),
        (
            ClerkRequest::FinishApproval {
                case,
                ceremony,
                credential: credential(),
            },
            format!(
                r#""what":"finish_approval","case":"{CASE}","ceremony":"{CASE}","credential":{{"id":"AA"}}"#
            ),
        ),
        (
            ClerkRequest::Reopen { case },
            format!(r#""what":"reopen","case":"{CASE}""#),
        ),
    ] {
        check(
            &Request::Clerk(request),
            &format!(r#"{{"do":"clerk",{wire}}}"#),
        );
    }
    check(
        &Request::BeginVisit {
            place: "Haus".to_owned(),
        },
        r#"{"do":"begin_visit","place":"Haus"}"#,
    );
}

#[test]
fn replies_and_events() {
    let desk = || Desk {
        clerks: vec![clerk()],
        locked: true,
        lock_after_seconds: 300,
    };
    let ceremony = Ceremony {
        ceremony: CASE,
        options: json!({"publicKey": {"challenge": "AA", "timeout": 60_000, "allowCredentials": []}}),
    };
    let person = format!(r#"{{"id":"{CASE}","name":"A. Amt","role":"coordinator"}}"#);
    let at_desk =
        format!(r#"{{"desk":{{"clerks":[{person}],"locked":true,"lock_after_seconds":300}}}}"#);
    check(&Reply::Desk(desk()), &at_desk);
    check(&Event::Desk(desk()), &at_desk);
    check(
        &Reply::Enrolled(clerk()),
        &format!(r#"{{"enrolled":{person}}}"#),
    );
    check(
        &Reply::Ceremony(ceremony),
        &format!(
            r#"{{"ceremony":{{"ceremony":"{CASE}","options":{{"publicKey":{{"allowCredentials":[],"challenge":"AA","timeout":60000}}}}}}}}"#
        ),
    );
}
