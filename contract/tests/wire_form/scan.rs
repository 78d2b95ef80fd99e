//! Pins the wire form of scanning. A failure here means that old and new builds no longer understand
//! each other: raise `BRIDGE_VERSIONS` or take the change back.

use super::check;
use amtskoffer_contract::bridge::{
    DeviceCause, Event, Failure, Reply, Request, ScanAbilities, ScanColours, ScanRequest,
    ScanResolution, ScanRun, ScanSettings, ScanSource, ScanStage, ScanTarget, ScannedDocumentView,
    ScannerView,
};
use amtskoffer_contract::ingest::DocumentEntry;
use uuid::Uuid;

const CASE: Uuid = Uuid::from_u128(0x1234_5678_9abc_4def_8123_4567_89ab_cdef);

#[test]
fn requests() {
    let settings = ScanSettings {
        source: ScanSource::FeederDuplex,
        colours: ScanColours::Grey,
        resolution: ScanResolution::Dpi300,
    };
    let begin = |target| {
        Request::Scan(ScanRequest::Begin {
            case: CASE,
            target,
            settings,
        })
    };
    let begun = |target: &str| {
        format!(
            r#"{{"do":"scan","scan":"begin","case":"{CASE}","target":{target},"settings":{{"source":"feeder_duplex","colours":"grey","resolution":"dpi300"}}}}"#
        )
    };
    let kind = "consent".to_owned();
    for (target, wire) in [
        (
            ScanTarget::New { kind },
            r#"{"target":"new","kind":"consent"}"#,
        ),
        (
            ScanTarget::Append { document: 2 },
            r#"{"target":"append","document":2}"#,
        ),
        (
            ScanTarget::Replace { page: 9 },
            r#"{"target":"replace","page":9}"#,
        ),
    ] {
        check(&begin(target), &begun(wire));
    }
    check(
        &Request::Scan(ScanRequest::Look),
        r#"{"do":"scan","scan":"look"}"#,
    );
    check(
        &Request::Scan(ScanRequest::Cancel),
        r#"{"do":"scan","scan":"cancel"}"#,
    );
    check(
        &Request::Scan(ScanRequest::DropPage {
            case: CASE,
            page: 9,
        }),
        &format!(r#"{{"do":"scan","scan":"drop_page","case":"{CASE}","page":9}}"#),
    );
    check(
        &Request::Scan(ScanRequest::DropDocument {
            case: CASE,
            document: 2,
        }),
        &format!(r#"{{"do":"scan","scan":"drop_document","case":"{CASE}","document":2}}"#),
    );
}

#[test]
fn replies_and_events() {
    let run = |stage| ScanRun {
        case: CASE,
        pages: 2,
        stage,
    };
    let abilities = ScanAbilities {
        sources: vec![ScanSource::Flatbed, ScanSource::Feeder],
        colours: vec![ScanColours::Colour],
        resolutions: vec![ScanResolution::Dpi600],
    };
    check(
        &Reply::Scanner(ScannerView {
            abilities: Some(abilities),
            trouble: None,
            run: None,
        }),
        r#"{"scanner":{"abilities":{"sources":["flatbed","feeder"],"colours":["colour"],"resolutions":["dpi600"]}}}"#,
    );
    check(
        &Reply::Scanner(ScannerView {
            abilities: None,
            trouble: Some(DeviceCause::NotFound),
            run: Some(run(ScanStage::Waiting)),
        }),
        &format!(
            r#"{{"scanner":{{"trouble":"not_found","run":{{"case":"{CASE}","pages":2,"stage":"waiting"}}}}}}"#
        ),
    );
    let failure = Failure::Device {
        cause: DeviceCause::PaperJam,
    };
    for (stage, wire) in [
        (ScanStage::Page { percent: None }, r#"{"page":{}}"#),
        (
            ScanStage::Page { percent: Some(40) },
            r#"{"page":{"percent":40}}"#,
        ),
        (ScanStage::Done, r#""done""#),
        (
            ScanStage::Failed { failure },
            r#"{"failed":{"failure":{"device":{"cause":"paper_jam"}}}}"#,
        ),
    ] {
        let wire = format!(r#"{{"scan":{{"case":"{CASE}","pages":2,"stage":{wire}}}}}"#);
        check(&Event::Scan(run(stage)), &wire);
    }
    check(
        &ScannedDocumentView {
            document: 1,
            kind: "consent".into(),
            pages: vec![7, 8],
        },
        r#"{"document":1,"kind":"consent","pages":[7,8]}"#,
    );
    check(
        &DocumentEntry {
            part: "document_1".into(),
            kind: "consent".into(),
            pages: 2,
        },
        r#"{"part":"document_1","kind":"consent","pages":2}"#,
    );
}
