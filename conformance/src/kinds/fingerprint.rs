//! Fingerprint scanners (MOSIP SBI 1.0 or driven directly).

use std::sync::Arc;
use std::time::Duration;

use amtskoffer_companion::devices::fingerprint::live::live;
use amtskoffer_companion::devices::fingerprint::{
    CaptureOrder, CapturedPrint, FingerprintScanner, ScannerError, ScannerState,
};
use jiff::Timestamp;
use tokio::time::timeout;

use super::CONTRACT;
use crate::point::{Bench, Outcome, Point, Tried, either, failed};

/// The right index finger (ISO/IEC 19794-4, finger positions).
const RIGHT_INDEX: u8 = 2;

pub(super) fn points() -> Vec<Point> {
    vec![
        Point {
            id: "finger.state",
            what: "It tells its model and its serial number.",
            source: "MOSIP SBI 1.0, device information; USB 2.0 section 9.6.7",
            run: |bench| Box::pin(async { either(named(bench).await) }),
        },
        Point {
            id: "finger.trusted",
            what: "Where its service signs, the signature fails outside the certificate's time.",
            source: "MOSIP SBI 1.0, device key; RFC 5280 section 4.1.2.5",
            run: |bench| Box::pin(async { either(trusted(bench).await) }),
        },
        Point {
            id: "finger.given-up",
            what: "A capture that is given up in the middle lets the scanner go.",
            source: CONTRACT,
            run: |bench| Box::pin(async { either(given_up(bench).await) }),
        },
        Point {
            id: "finger.no-finger",
            what: "Without a finger a capture ends in time and says so.",
            source: "MOSIP SBI 1.0, timeout of a capture",
            run: |bench| Box::pin(async { either(no_finger(bench).await) }),
        },
        Point {
            id: "finger.position",
            what: "A position that no hand has is refused.",
            source: "ISO/IEC 19794-4, finger positions",
            run: |bench| Box::pin(async { either(position(bench).await) }),
        },
        Point {
            id: "finger.print",
            what: "A finger gives a print of the position asked for, in WSQ, at about 500 or 1000 ppi.",
            source: "BSI TR-03121-3, fingerprint acquisition; NIST SP 500-290, WSQ",
            run: |bench| Box::pin(async { either(print(bench).await) }),
        },
    ]
}

fn scanner(bench: &Bench<'_>) -> Result<Arc<dyn FingerprintScanner>, Outcome> {
    let scanner = bench.registry.fingerprint();
    scanner.ok_or_else(|| Outcome::Fail("there is no driver for it".to_owned()))
}

async fn state(bench: &Bench<'_>) -> Result<ScannerState, Outcome> {
    let state = scanner(bench)?.state(Timestamp::now()).await;
    state.map_err(|error| failed("no state", error))
}

async fn capture(
    bench: &Bench<'_>,
    finger: u8,
    patience: Duration,
) -> Result<CapturedPrint, ScannerError> {
    let Ok(scanner) = scanner(bench) else {
        return Err(ScannerError::NotFound);
    };
    let order = CaptureOrder {
        finger,
        wanted_quality: 60,
        patience,
        now: Timestamp::now(),
    };
    let (live, _viewer) = live();
    scanner.capture(order, live).await
}

async fn named(bench: &Bench<'_>) -> Tried {
    let state = state(bench).await?;
    let is_named = !state.name.is_empty() && !state.serial.is_empty();
    Ok(Outcome::expect(is_named, || format!("{state:?}")))
}

async fn trusted(bench: &Bench<'_>) -> Tried {
    state(bench).await?;
    let later = scanner(bench)?.state(Timestamp::MAX).await;
    Ok(match later {
        Err(ScannerError::NotTrusted(_)) => Outcome::Pass,
        Ok(_) => Outcome::NotApplicable("it signs nothing; its cable is trusted".to_owned()),
        Err(error) => return Err(failed("it fails in another way", error)),
    })
}

async fn given_up(bench: &Bench<'_>) -> Tried {
    let patience = Duration::from_secs(20);
    let short = Duration::from_millis(150);
    let _ = timeout(short, capture(bench, RIGHT_INDEX, patience)).await;
    state(bench).await.map(|_| Outcome::Pass)
}

async fn no_finger(bench: &Bench<'_>) -> Tried {
    if !bench.person.asked("Take all fingers off the scanner.") {
        return Ok(Outcome::nobody());
    }
    let short = Duration::from_secs(2);
    Ok(
        match timeout(short * 5, capture(bench, RIGHT_INDEX, short)).await {
            Ok(Err(ScannerError::NoFinger)) => Outcome::Pass,
            Ok(other) => Outcome::Fail(format!("it gave {other:?}")),
            Err(_) => Outcome::Fail("it waits for ever".to_owned()),
        },
    )
}

async fn position(bench: &Bench<'_>) -> Tried {
    let print = capture(bench, 11, Duration::from_secs(2)).await;
    Ok(Outcome::expect(print.is_err(), || {
        "it gave a print of an eleventh finger".to_owned()
    }))
}

async fn print(bench: &Bench<'_>) -> Tried {
    if !bench
        .person
        .asked("Lay the right index finger on as soon as the scanner asks for it.")
    {
        return Ok(Outcome::nobody());
    }
    let print = capture(bench, RIGHT_INDEX, Duration::from_secs(30)).await;
    let print = print.map_err(|error| failed("no print", error))?;
    let is_wsq = print.wsq.starts_with(&[0xff, 0xa0]) && print.wsq.ends_with(&[0xff, 0xa1]);
    let is_fine = (490..=510).contains(&print.ppi) || (980..=1020).contains(&print.ppi);
    Ok(Outcome::expect(
        is_wsq && is_fine && print.finger == RIGHT_INDEX,
        || {
            format!(
                "finger {}, {} ppi, {} bytes",
                print.finger,
                print.ppi,
                print.wsq.len()
            )
        },
    ))
}
