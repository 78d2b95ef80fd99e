//! The driver against our own stand-in, by way of libsane's `net` backend: what the `test` backend
//! cannot do.

use std::time::Duration;

use amtskoffer_companion::captures::picture::Picture;
use amtskoffer_companion::devices::scanner::sane::{Description, Limits, Presence, SaneScanner};
use amtskoffer_companion::devices::scanner::{
    Abilities, Colours, DocumentScanner, Resolution, ScanError, ScanSettings, Source, Step,
};
use amtskoffer_companion::devices::{Device, TestResult};
use amtskoffer_contract::bridge::DeviceCause;
use amtskoffer_domain::device::Seen;
use amtskoffer_simulators::control::Controlled;
use amtskoffer_simulators::scanner_sane::{self, Fault, Options, PORT, Running};

use super::peer::{Peer, run};

const FEEDER: ScanSettings = ScanSettings {
    source: Source::Feeder,
    colours: Colours::Colour,
    resolution: Resolution::Dpi300,
};

/// A stand-in, and our driver for it.
struct Pair {
    stand_in: Running,
    scanner: SaneScanner,
    _peer: Peer,
}

async fn pair(fault: Fault) -> Pair {
    let options = Options {
        fault,
        ..Options::default()
    };
    let stand_in = scanner_sane::start(&options).await.expect("it starts");
    let peer = Peer::network();
    let mut program = peer.program();
    program.limits = Limits {
        piece: Duration::from_secs(3),
        ..Limits::default()
    };
    let description = Description {
        device: stand_in.device(),
        name: Some("Stand-in".to_owned()),
        presence: Presence::Address(format!("{}:{PORT}", stand_in.host)),
        extras: Vec::new(),
    };
    Pair {
        scanner: SaneScanner::new(program, description),
        stand_in,
        _peer: peer,
    }
}

#[tokio::test]
async fn it_can_do_everything() {
    let pair = pair(Fault::None).await;
    let everything = Abilities {
        sources: Source::ALL.to_vec(),
        colours: Colours::ALL.to_vec(),
        resolutions: Resolution::ALL.to_vec(),
    };
    assert_eq!(pair.scanner.abilities().await, Ok(everything));
    let looked = pair.scanner.look().await;
    assert_eq!(looked.name.as_deref(), Some("Stand-in"));
    assert_eq!(looked.seen, Seen::Fine);
    assert_eq!(pair.scanner.self_test().await, TestResult::Passed);
}

#[tokio::test]
async fn fronts_and_both_sides_of_all_sheets_come_as_a4() {
    let pair = pair(Fault::None).await;
    for (source, expected) in [(Source::Feeder, 3), (Source::FeederDuplex, 6)] {
        let settings = ScanSettings { source, ..FEEDER };
        let (pages, ended) = run(&pair.scanner, settings).await;
        assert_eq!((pages.len(), ended), (expected, Ok(())), "{source:?}");
        for page in &pages {
            let picture = Picture::decode(&page.jpeg).expect("a JPEG");
            assert!((2479..=2481).contains(&picture.width), "{}", picture.width);
            assert!(
                (3506..=3509).contains(&picture.height),
                "{}",
                picture.height
            );
        }
        assert!(pages[0].jpeg != pages[1].jpeg);
    }
}

#[tokio::test]
async fn what_came_before_a_jam_stays_and_the_rest_comes_after_it() {
    let pair = pair(Fault::Jam).await;
    let (before, ended) = run(&pair.scanner, FEEDER).await;
    assert_eq!((before.len(), ended), (1, Err(ScanError::Jammed)));
    assert!(pair.stand_in.machine.set_fault("none"));
    let (after, ended) = run(&pair.scanner, FEEDER).await;
    assert_eq!((after.len(), ended), (2, Ok(())));
}

#[tokio::test]
async fn every_fault_has_its_error() {
    for (fault, expected) in [
        (Fault::Busy, ScanError::Busy),
        (Fault::NoPaper, ScanError::FeederEmpty),
        (Fault::CoverOpen, ScanError::CoverOpen),
        (Fault::LyingLength, ScanError::Garbled),
        (Fault::Flood, ScanError::Garbled),
        (Fault::HalfAnswer, ScanError::Io),
        (Fault::Refuse, ScanError::Io),
        (Fault::Unplugged, ScanError::Io),
    ] {
        let pair = pair(fault).await;
        let (pages, ended) = run(&pair.scanner, FEEDER).await;
        assert_eq!((pages.len(), ended), (0, Err(expected)), "{}", fault.name());
        assert!(pair.stand_in.machine.set_fault("none"));
        let (pages, ended) = run(&pair.scanner, FEEDER).await;
        // A sheet that was drawn in for nothing is not drawn in again.
        assert!(pages.len() >= 2, "after {}", fault.name());
        assert_eq!(ended, Ok(()), "after {}", fault.name());
    }
}

#[tokio::test]
async fn garbage_is_an_error_and_harms_nobody() {
    let pair = pair(Fault::Garbage).await;
    let (pages, ended) = run(&pair.scanner, FEEDER).await;
    assert!(pages.is_empty() && ended.is_err(), "{ended:?}");
    assert!(pair.stand_in.machine.set_fault("none"));
    assert_eq!(run(&pair.scanner, FEEDER).await.1, Ok(()));
}

#[tokio::test]
async fn the_cable_may_be_pulled_at_any_time_and_plugged_in_again() {
    let pair = pair(Fault::Slow).await;
    let mut pages = pair.scanner.scan(FEEDER);
    assert!(matches!(pages.next().await, Some(Ok(Step::Begun))));
    assert!(pair.stand_in.machine.set_fault("unplugged"));
    let mut ended = Ok(());
    while let Some(step) = pages.next().await {
        ended = step.map(drop);
    }
    assert!(ended.is_err(), "the run has ended");
    while pair.scanner.look().await.seen == Seen::Working {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let gone = Seen::Fails(DeviceCause::NotFound);
    assert_eq!(pair.scanner.look().await.seen, gone);
    let failed = TestResult::Failed(DeviceCause::NotFound);
    assert_eq!(pair.scanner.self_test().await, failed);
    assert!(pair.stand_in.machine.set_fault("none"));
    while pair.scanner.look().await.seen == gone {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(pair.scanner.look().await.seen, Seen::Fine);
    assert_eq!(run(&pair.scanner, FEEDER).await.1, Ok(()));
}

#[tokio::test]
async fn a_slow_scanner_is_waited_for() {
    let pair = pair(Fault::Slow).await;
    let grey = ScanSettings {
        source: Source::Flatbed,
        colours: Colours::Grey,
        ..FEEDER
    };
    let mut run = pair.scanner.scan(grey);
    assert!(matches!(run.next().await, Some(Ok(Step::Begun))));
    assert!(matches!(run.next().await, Some(Ok(Step::Percent(_)))));
    assert!(pair.stand_in.machine.set_fault("none"));
    let mut pages = 0;
    while let Some(step) = run.next().await {
        pages += usize::from(matches!(step, Ok(Step::Page(_))));
    }
    assert_eq!(pages, 1);
}
