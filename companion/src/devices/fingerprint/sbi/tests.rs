use std::path::PathBuf;
use std::time::Duration;

use amtskoffer_simulators::fingerprint_sbi::{
    ANCHOR_FILE, FOREIGN_ANCHOR_FILE, Fault, Options, Running, make_keys, start,
};
use jiff::Timestamp;
use proptest::prelude::*;
use tokio::time::timeout;

use super::answer::chained_hash;
use super::{SbiScanner, Trust};
use crate::devices::fingerprint::live::{Seen, live};
use crate::devices::fingerprint::record::RecordError;
use crate::devices::fingerprint::{
    CaptureOrder, CapturedPrint, FingerprintScanner, ScannerActivity, ScannerError, TrustError,
};
use crate::http::HttpError;

const RIGHT_INDEX: u8 = 2;
const LEFT_INDEX: u8 = 7;

/// Keys take a second to make, so all tests share one folder, which `cargo clean` takes away.
fn keys() -> PathBuf {
    let target = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../target/tmp"));
    std::fs::create_dir_all(&target).unwrap();
    let folder = target.join("stand-in-keys-1");
    make_keys(&folder).unwrap();
    folder
}

fn trust(anchor: &str) -> Trust {
    Trust::new(&[std::fs::read(keys().join(anchor)).unwrap()]).unwrap()
}

async fn stand_in(fault: Fault) -> (Running, SbiScanner) {
    let running = start(&Options {
        fault,
        ..Options::for_test(keys())
    })
    .await
    .unwrap();
    let scanner = SbiScanner::new(running.port..=running.port, trust(ANCHOR_FILE));
    (running, scanner)
}

fn now() -> Timestamp {
    "2026-11-22T09:00:00Z".parse().unwrap()
}

fn order(finger: u8) -> CaptureOrder {
    CaptureOrder {
        finger,
        wanted_quality: 60,
        patience: Duration::from_secs(20),
        now: now(),
    }
}

async fn captured_under(fault: Fault) -> Result<CapturedPrint, ScannerError> {
    let (_running, scanner) = stand_in(fault).await;
    scanner.capture(order(RIGHT_INDEX), live().0).await
}

#[tokio::test]
async fn the_scanner_tells_who_it_is() {
    let (_running, scanner) = stand_in(Fault::None).await;
    let state = scanner.state(now()).await.unwrap();
    assert_eq!(state.name, "Amtskoffer Standgerät");
    assert_eq!(state.serial, "000000004711");
    assert_eq!(state.activity, ScannerActivity::Ready);
}

#[tokio::test]
async fn fingers_are_captured_one_after_the_other_in_one_chain() {
    let (_running, scanner) = stand_in(Fault::None).await;
    let right = scanner.capture(order(RIGHT_INDEX), live().0).await.unwrap();
    assert_eq!(
        (right.finger, right.width, right.height, right.ppi),
        (2, 416, 560, 500)
    );
    let picture = wsq_codec::decode(&right.wsq).unwrap();
    assert_eq!(picture.pixels.len(), 416 * 560);
    let poor = scanner.capture(order(LEFT_INDEX), live().0).await.unwrap();
    let good = scanner.capture(order(LEFT_INDEX), live().0).await.unwrap();
    assert!(
        poor.quality < 30 && good.quality >= 60,
        "{} {}",
        poor.quality,
        good.quality
    );
    assert_ne!(*right.wsq, *good.wsq);
}

#[tokio::test]
async fn what_the_scanner_sees_is_shown_while_it_captures() {
    let (running, scanner) = stand_in(Fault::NoFinger).await;
    let (live, mut viewer) = live();
    let capture = tokio::spawn(async move { scanner.capture(order(RIGHT_INDEX), live).await });
    for _ in 0..3 {
        let seen = viewer.next().await;
        let Some(Seen::Jpeg(jpeg)) = seen.as_deref() else {
            panic!("a picture is awaited")
        };
        assert!(jpeg.starts_with(&[0xff, 0xd8]) && jpeg.ends_with(&[0xff, 0xd9]));
    }
    running.sensor.set_fault(Fault::None);
    assert!(capture.await.unwrap().is_ok());
    while viewer.next().await.is_some() {}
}

#[tokio::test]
async fn a_renewed_certificate_is_accepted_without_anything_being_set_up_anew() {
    let (running, scanner) = stand_in(Fault::ExpiredCertificate).await;
    let result = scanner.capture(order(RIGHT_INDEX), live().0).await;
    let Err(ScannerError::NotTrusted(TrustError::Expired)) = result else {
        panic!("{result:?}")
    };
    running.sensor.set_fault(Fault::None);
    assert!(scanner.capture(order(RIGHT_INDEX), live().0).await.is_ok());
    running.sensor.set_fault(Fault::WrongCertificate);
    let result = scanner.capture(order(LEFT_INDEX), live().0).await;
    let Err(ScannerError::NotTrusted(TrustError::UnknownIssuer)) = result else {
        panic!("{result:?}")
    };
}

#[tokio::test]
async fn a_poor_finger_comes_with_its_low_quality() {
    assert!(captured_under(Fault::PoorQuality).await.unwrap().quality <= 15);
}

#[tokio::test]
async fn whoever_is_not_certified_by_the_anchor_is_refused() {
    let trust_error = |result| match result {
        Err(ScannerError::NotTrusted(error)) => error,
        other => panic!("{other:?}"),
    };
    for (fault, error) in [
        (Fault::WrongCertificate, TrustError::UnknownIssuer),
        (Fault::ExpiredCertificate, TrustError::Expired),
        (Fault::WrongSignature, TrustError::WrongSignature),
        (Fault::Unsigned, TrustError::NotSigned),
    ] {
        assert_eq!(trust_error(captured_under(fault).await), error, "{fault:?}");
    }
    let (running, _) = stand_in(Fault::None).await;
    let misled = SbiScanner::new(running.port..=running.port, trust(FOREIGN_ANCHOR_FILE));
    assert_eq!(
        trust_error(misled.capture(order(2), live().0).await),
        TrustError::UnknownIssuer
    );
}

#[tokio::test]
async fn the_certificate_is_judged_by_the_time_passed_in() {
    let (_running, scanner) = stand_in(Fault::None).await;
    for (time, error) in [
        ("2046-01-02T00:00:00Z", TrustError::Expired),
        ("2025-12-31T00:00:00Z", TrustError::NotYetValid),
        ("1969-12-31T00:00:00Z", TrustError::NotYetValid),
    ] {
        let result = scanner.state(time.parse().unwrap()).await;
        assert!(
            matches!(&result, Err(ScannerError::NotTrusted(e)) if *e == error),
            "{result:?}"
        );
    }
}

#[tokio::test]
async fn an_answer_that_does_not_fit_the_question_is_refused() {
    let result = captured_under(Fault::WrongTransaction).await;
    assert!(
        matches!(result, Err(ScannerError::OtherRequest)),
        "{result:?}"
    );
    let result = captured_under(Fault::WrongHash).await;
    assert!(
        matches!(result, Err(ScannerError::BrokenChain)),
        "{result:?}"
    );
    let result = captured_under(Fault::WrongFinger).await;
    assert!(
        matches!(result, Err(ScannerError::OtherFinger)),
        "{result:?}"
    );
    let result = captured_under(Fault::BrokenRecord).await;
    assert!(
        matches!(result, Err(ScannerError::Record(RecordError::Damaged))),
        "{result:?}"
    );
}

#[tokio::test]
async fn a_service_that_talks_nonsense_or_breaks_off_is_named() {
    let result = captured_under(Fault::Garbage).await;
    assert!(matches!(result, Err(ScannerError::Garbled)), "{result:?}");
    for fault in [Fault::HalfAnswer, Fault::Refuse] {
        let result = captured_under(fault).await;
        assert!(
            matches!(result, Err(ScannerError::Connection(HttpError::Closed))),
            "{result:?}"
        );
    }
    let (_running, scanner) = stand_in(Fault::Slow).await;
    let result = scanner
        .with_answer_time(Duration::from_millis(80))
        .capture(order(2), live().0)
        .await;
    let Err(ScannerError::Connection(HttpError::ReplyTimeout(_))) = result else {
        panic!("{result:?}")
    };
}

#[tokio::test]
async fn unplugged_busy_and_empty_are_told_apart() {
    let result = captured_under(Fault::Unplugged).await;
    assert!(matches!(result, Err(ScannerError::NotReady)), "{result:?}");
    let result = captured_under(Fault::Busy).await;
    assert!(matches!(result, Err(ScannerError::Busy)), "{result:?}");
    let (running, scanner) = stand_in(Fault::NoFinger).await;
    let patience = Duration::from_millis(60);
    let result = scanner
        .capture(
            CaptureOrder {
                patience,
                ..order(RIGHT_INDEX)
            },
            live().0,
        )
        .await;
    assert!(matches!(result, Err(ScannerError::NoFinger)), "{result:?}");
    running.sensor.set_fault(Fault::Busy);
    assert_eq!(
        scanner.state(now()).await.unwrap().activity,
        ScannerActivity::Busy
    );
}

#[tokio::test]
async fn unplugging_while_the_finger_is_awaited_ends_the_capture() {
    let (running, scanner) = stand_in(Fault::NoFinger).await;
    let capture = tokio::spawn(async move { scanner.capture(order(RIGHT_INDEX), live().0).await });
    while running.sensor.is_free() {
        tokio::task::yield_now().await;
    }
    running.sensor.set_fault(Fault::Unplugged);
    let result = capture.await.unwrap();
    assert!(matches!(result, Err(ScannerError::NotReady)), "{result:?}");
}

#[tokio::test]
async fn a_dropped_capture_lets_the_scanner_go() {
    let (running, scanner) = stand_in(Fault::NoFinger).await;
    assert!(
        timeout(
            Duration::from_millis(300),
            scanner.capture(order(2), live().0)
        )
        .await
        .is_err()
    );
    running.sensor.set_fault(Fault::None);
    while !running.sensor.is_free() {
        tokio::task::yield_now().await;
    }
    assert_eq!(
        scanner
            .capture(order(RIGHT_INDEX), live().0)
            .await
            .unwrap()
            .finger,
        RIGHT_INDEX
    );
}

#[tokio::test]
async fn the_service_is_found_on_any_port_of_the_range_and_missed_when_it_goes() {
    let (running, _) = stand_in(Fault::None).await;
    let range = running.port.saturating_sub(50)..=running.port.saturating_add(49);
    let scanner = SbiScanner::new(range, trust(ANCHOR_FILE));
    assert_eq!(scanner.state(now()).await.unwrap().serial, "000000004711");
    let only_it = SbiScanner::new(running.port..=running.port, trust(ANCHOR_FILE));
    only_it.state(now()).await.unwrap();
    running.stop().await;
    let result = only_it.state(now()).await;
    assert!(matches!(result, Err(ScannerError::NotFound)), "{result:?}");
}

#[tokio::test]
async fn an_impossible_finger_is_not_asked_for() {
    let (_running, scanner) = stand_in(Fault::None).await;
    for finger in [0, 11, 255] {
        let result = scanner.capture(order(finger), live().0).await;
        assert!(
            matches!(result, Err(ScannerError::OtherFinger)),
            "{result:?}"
        );
    }
}

#[test]
fn an_anchor_must_be_a_certificate() {
    assert!(matches!(
        Trust::new(&[vec![1, 2, 3]]),
        Err(TrustError::BadAnchor)
    ));
}

#[test]
fn the_hash_chain_is_that_of_the_interface() {
    // Computed with Python's hashlib: h(h(b'') + h(b'record')), then h(first + h(b'record')).
    let first = chained_hash("", b"record").unwrap();
    assert_eq!(
        first,
        "ED2CFBB9622B52B0740E0368C488AF019261758E126E0A1EE9B141DAADFDAEDA"
    );
    assert_eq!(
        chained_hash(&first, b"record").unwrap(),
        "D6DD2E2448A5597B24859548BD791B64C616705FB968DC0E27BE396753CCCD53"
    );
    assert!(chained_hash("0g", b"record").is_err());
    assert!(chained_hash("abc", b"record").is_err());
}

proptest! {
    #[test]
    fn any_statement_is_opened_or_refused(text in ".{0,300}") {
        prop_assert!(trust(ANCHOR_FILE).open::<serde_json::Value>(&text, now()).is_err());
    }

    #[test]
    fn any_header_is_opened_or_refused(header in prop::collection::vec(any::<u8>(), 0..200)) {
        use base64::Engine;
        let url = super::trust::URL;
        let json = format!(r#"{{"alg":"RS256","x5c":["{}"]}}"#, url.encode(&header));
        let statement = format!("{}.e30.AAAA", url.encode(json));
        prop_assert!(trust(ANCHOR_FILE).open::<serde_json::Value>(&statement, now()).is_err());
    }

    #[test]
    fn any_answer_gives_an_error(body in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(super::answer::offers_scanner(&body).is_err() || body.starts_with(b"["));
        prop_assert!(super::answer::device(&body, &trust(ANCHOR_FILE), now()).is_err());
    }
}
