//! Pins the wire form of going on with cases that were begun before. A failure here means that old and
//! new builds no longer understand each other: raise `BRIDGE_VERSIONS` or take the change back.

use super::check;
use amtskoffer_contract::bridge::{
    CaseState, Event, OpenCaseView, Reply, Request, ResumeRequest, UploadState, UploadView,
};
use uuid::Uuid;

const CASE: Uuid = Uuid::from_u128(0x1234_5678_9abc_4def_8123_4567_89ab_cdef);

#[test]
fn requests() {
    let case = CASE;
    for (request, wire) in [
        (ResumeRequest::List, r#""what":"list""#.to_owned()),
        (
            ResumeRequest::Take { case },
            format!(r#""what":"take","case":"{CASE}""#),
        ),
        (
            ResumeRequest::Discard { case },
            format!(r#""what":"discard","case":"{CASE}""#),
        ),
    ] {
        check(
            &Request::Resume(request),
            &format!(r#"{{"do":"resume",{wire}}}"#),
        );
    }
}

#[test]
fn what_is_told() {
    let open = OpenCaseView {
        case: CASE,
        service: "identity-card".to_owned(),
        person: "Mustermann, Erika".to_owned(),
        begun_at: "2026-11-22T08:00:00Z".to_owned(),
        expires_at: "2026-11-23T08:00:00Z".to_owned(),
        parts: vec!["photo".to_owned()],
    };
    check(
        &Reply::OpenCases(vec![open]),
        &format!(
            r#"{{"open_cases":[{{"case":"{CASE}","service":"identity-card","person":"Mustermann, Erika","begun_at":"2026-11-22T08:00:00Z","expires_at":"2026-11-23T08:00:00Z","parts":["photo"]}}]}}"#
        ),
    );
    let upload = UploadView {
        case: CASE,
        sent: 1,
        total: 2,
        state: UploadState::Resting,
        seconds_left: Some(3),
        parts: vec!["photo".to_owned()],
    };
    check(
        &Event::Upload(upload),
        &format!(
            r#"{{"upload":{{"case":"{CASE}","sent":1,"total":2,"state":"resting","seconds_left":3,"parts":["photo"]}}}}"#
        ),
    );
    check(&CaseState::Frozen, r#""frozen""#);
}
