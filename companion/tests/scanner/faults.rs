//! What the `test` backend can make go wrong, and helpers that hang, crash or lie.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::time::Duration;

use amtskoffer_companion::devices::scanner::sane::{Extra, Limits, Program, SaneScanner};
use amtskoffer_companion::devices::scanner::{
    Colours, DocumentScanner, Lacking, Resolution, ScanError, ScanSettings, Source, Step,
};
use amtskoffer_companion::devices::{Device, TestResult};
use amtskoffer_contract::bridge::DeviceCause;
use amtskoffer_domain::device::Seen;

use super::peer::{DEVICE, Peer, description, run, text};

const GREY: ScanSettings = ScanSettings {
    source: Source::Flatbed,
    colours: Colours::Grey,
    resolution: Resolution::Dpi300,
};

#[tokio::test]
async fn every_status_of_the_device_has_its_error() {
    let peer = Peer::test_backend("");
    for (status, expected) in [
        ("SANE_STATUS_JAMMED", ScanError::Jammed),
        ("SANE_STATUS_NO_DOCS", ScanError::FeederEmpty),
        ("SANE_STATUS_COVER_OPEN", ScanError::CoverOpen),
        ("SANE_STATUS_DEVICE_BUSY", ScanError::Busy),
        ("SANE_STATUS_IO_ERROR", ScanError::Io),
        ("SANE_STATUS_NO_MEM", ScanError::NoMemory),
        ("SANE_STATUS_ACCESS_DENIED", ScanError::AccessDenied),
        ("SANE_STATUS_INVAL", ScanError::NotFound),
        ("SANE_STATUS_CANCELLED", ScanError::Cancelled),
        (
            "SANE_STATUS_UNSUPPORTED",
            ScanError::Unsupported(Lacking::Operation),
        ),
        ("SANE_STATUS_EOF", ScanError::BrokeOff),
    ] {
        let scanner = peer.driver(&[("read-return-value", text(status))]);
        let (pages, ended) = run(&scanner, GREY).await;
        assert_eq!((pages.len(), ended), (0, Err(expected)), "{status}");
    }
    let (pages, ended) = run(&peer.driver(&[]), GREY).await;
    assert_eq!(
        (pages.len(), ended),
        (1, Ok(())),
        "and then all is well again"
    );
}

#[tokio::test]
async fn a_scanner_that_scans_each_colour_in_a_pass_of_its_own_is_refused_in_colour() {
    let peer = Peer::test_backend("");
    let scanner = peer.driver(&[("three-pass", Extra::Bool(true))]);
    let colour = ScanSettings {
        colours: Colours::Colour,
        ..GREY
    };
    let (_, ended) = run(&scanner, colour).await;
    assert_eq!(ended, Err(ScanError::Unsupported(Lacking::OnePass)));
    assert_eq!(run(&scanner, GREY).await.1, Ok(()));
}

#[tokio::test]
async fn what_the_scanner_has_not_is_refused() {
    let peer = Peer::test_backend("");
    let both_sides = ScanSettings {
        source: Source::FeederDuplex,
        ..GREY
    };
    let (_, ended) = run(&peer.driver(&[]), both_sides).await;
    assert_eq!(ended, Err(ScanError::Unsupported(Lacking::Source)));
    let unknown = SaneScanner::new(peer.program(), description("test:7", &[]));
    assert_eq!(run(&unknown, GREY).await.1, Err(ScanError::NotFound));
    let nobody = SaneScanner::new(peer.program(), description("fujitsu:*", &[]));
    assert_eq!(run(&nobody, GREY).await.1, Err(ScanError::NotFound));
    assert_eq!(nobody.look().await.seen, Seen::Fails(DeviceCause::NotFound));
}

#[tokio::test]
async fn one_run_at_a_time() {
    let peer = Peer::test_backend("");
    let scanner = peer.driver(&[]);
    let mut first = scanner.scan(GREY);
    assert!(matches!(first.next().await, Some(Ok(Step::Begun))));
    assert_eq!(run(&scanner, GREY).await.1, Err(ScanError::Busy));
    assert_eq!(scanner.look().await.seen, Seen::Working);
    while let Some(step) = first.next().await {
        step.expect("the first goes on");
    }
}

/// A program in the helper's place.
struct Impostor {
    folder: PathBuf,
    program: Program,
}

impl Impostor {
    fn new(script: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("amtskoffer-{}", uuid::Uuid::new_v4()));
        fs::create_dir(&folder).expect("a folder");
        let path = folder.join("helper.sh");
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("executable");
        let quick = Duration::from_millis(300);
        let limits = Limits {
            answer: quick,
            start: quick,
            piece: quick,
            cancel: quick,
        };
        let program = Program {
            path,
            config: None,
            limits,
        };
        Self { folder, program }
    }

    fn driver(&self) -> SaneScanner {
        SaneScanner::new(self.program.clone(), description(DEVICE, &[]))
    }
}

impl Drop for Impostor {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

#[tokio::test]
async fn a_helper_that_hangs_crashes_or_lies_costs_a_run_and_nothing_else() {
    for (script, expected) in [
        ("exec /bin/sleep 600", ScanError::TooSlow),
        ("exit 1", ScanError::HelperEnded),
        ("kill -SEGV $$", ScanError::HelperEnded),
        ("exec /bin/cat /dev/zero", ScanError::Garbled),
        ("exec /usr/bin/yes", ScanError::Garbled),
        // Announces two gigabytes, or half a frame and then nothing.
        (
            "printf 'M\\377\\377\\377\\177'; exec /bin/sleep 600",
            ScanError::Garbled,
        ),
        (
            "printf 'M\\020\\000\\000\\000{'; exec /bin/sleep 600",
            ScanError::TooSlow,
        ),
        (
            "printf 'P\\001\\000\\000\\000x'; exec /bin/sleep 600",
            ScanError::Garbled,
        ),
        (
            "printf 'S\\001\\000\\000\\000x'; exec /bin/sleep 600",
            ScanError::Garbled,
        ),
    ] {
        let impostor = Impostor::new(script);
        let scanner = impostor.driver();
        assert_eq!(run(&scanner, GREY).await.1, Err(expected), "{script}");
        assert_eq!(
            run(&scanner, GREY).await.1,
            Err(expected),
            "{script}: started anew"
        );
        assert_eq!(
            scanner.self_test().await,
            TestResult::Failed(expected.cause())
        );
    }
    let mut missing = Impostor::new("exit 0");
    missing.program.path = missing.folder.join("none");
    assert_eq!(
        run(&missing.driver(), GREY).await.1,
        Err(ScanError::HelperMissing)
    );
}

#[tokio::test]
async fn a_helper_is_ended_when_nobody_waits_any_more() {
    let mut impostor = Impostor::new("echo $$ > \"${0%/*}/pid\"; exec /bin/sleep 600");
    impostor.program.limits = Limits::default();
    let scanner = impostor.driver();
    let run = scanner.scan(GREY);
    let pid = impostor.folder.join("pid");
    while fs::read_to_string(&pid).map_or(true, |pid| pid.trim().is_empty()) {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let process = fs::read_to_string(&pid).expect("the helper's number");
    let process = PathBuf::from(format!("/proc/{}", process.trim()));
    drop(run);
    while process.exists() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}
