//! Whole runs: glass, feeder, slow scanners, cancelling, the strip of the self-test.

use std::process::Command;
use std::time::Duration;

use amtskoffer_companion::captures::picture::Picture;
use amtskoffer_companion::devices::scanner::sane::Extra;
use amtskoffer_companion::devices::scanner::{
    Abilities, Colours, DocumentScanner, Resolution, ScanSettings, Source, Step,
};
use amtskoffer_companion::devices::{Device, TestResult};
use amtskoffer_domain::device::Seen;

use super::peer::{INSTALL, Peer, run};

const GLASS: ScanSettings = ScanSettings {
    source: Source::Flatbed,
    colours: Colours::Colour,
    resolution: Resolution::Dpi300,
};
const FEEDER: ScanSettings = ScanSettings {
    source: Source::Feeder,
    colours: Colours::Grey,
    resolution: Resolution::Dpi300,
};

#[test]
fn the_peer_is_there_and_says_its_version() {
    let output = Command::new("scanimage").arg("--version").output();
    let output = output.unwrap_or_else(|error| panic!("scanimage: {error}; {INSTALL}"));
    let version = String::from_utf8_lossy(&output.stdout);
    println!("peer: {}", version.trim());
    assert!(version.contains("sane-backends"), "{version}");
}

#[tokio::test]
async fn the_scanner_tells_what_it_can_do() {
    let peer = Peer::test_backend("");
    let expected = Abilities {
        sources: vec![Source::Flatbed, Source::Feeder],
        colours: Colours::ALL.to_vec(),
        resolutions: Resolution::ALL.to_vec(),
    };
    assert_eq!(peer.driver(&[]).abilities().await, Ok(expected));
}

#[tokio::test]
async fn a_page_from_the_glass_is_an_a4_picture_with_a_preview() {
    let peer = Peer::test_backend("");
    let scanner = peer.driver(&[]);
    assert_eq!(scanner.look().await.seen, Seen::Fine);
    let (pages, ended) = run(&scanner, GLASS).await;
    assert_eq!((pages.len(), ended), (1, Ok(())));
    let page = &pages[0];
    assert_eq!((page.width, page.height, page.dpi), (2480, 3507, 300));
    let picture = Picture::decode(&page.jpeg).expect("a JPEG");
    assert_eq!((picture.width, picture.height), (2480, 3507));
    let preview = Picture::decode(&page.preview).expect("a JPEG");
    assert_eq!((preview.width, preview.height), (620, 877));
}

#[tokio::test]
async fn a_feeder_is_scanned_until_it_is_empty() {
    // The peer's feeder has ten sheets.
    let peer = Peer::test_backend("");
    let (pages, ended) = run(&peer.driver(&[]), FEEDER).await;
    assert_eq!((pages.len(), ended), (10, Ok(())));
    assert!(pages.iter().all(|page| page.height == 3507));
}

#[tokio::test]
async fn a_hand_scanner_makes_a_page_as_long_as_it_was() {
    let peer = Peer::test_backend("");
    let scanner = peer.driver(&[("hand-scanner", Extra::Bool(true))]);
    let (pages, ended) = run(&scanner, GLASS).await;
    assert_eq!((pages.len(), ended), (1, Ok(())));
    let picture = Picture::decode(&pages[0].jpeg).expect("a JPEG");
    assert_eq!(picture.height, usize::from(pages[0].height));
}

#[tokio::test]
async fn progress_is_told_while_a_slow_page_comes_and_it_can_be_cancelled() {
    let peer = Peer::test_backend("");
    let slow = [
        ("read-delay", Extra::Bool(true)),
        ("read-delay-duration", Extra::Number(50_000.0)),
    ];
    let scanner = peer.driver(&slow);
    let mut run = scanner.scan(GLASS);
    let mut percents = Vec::new();
    while percents.len() < 2 {
        match run.next().await.expect("it goes on").expect("and well") {
            Step::Percent(percent) => percents.push(percent),
            Step::Begun => {}
            Step::Page(_) => panic!("too fast: {percents:?}"),
        }
    }
    assert!(percents.is_sorted());
    drop(run);
    while scanner.look().await.seen == Seen::Working {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let again = peer.driver(&[]);
    assert_eq!(again.self_test().await, TestResult::Passed);
}
