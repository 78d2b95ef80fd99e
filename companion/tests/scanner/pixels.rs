//! Every pixel that we read is the one that `scanimage` reads with the same settings.

use amtskoffer_companion::devices::scanner::sane::Extra;
use amtskoffer_companion::devices::scanner::{Colours, Resolution, ScanSettings, Source};

use crate::peer::{Peer, Pixels, text};

const COLOUR: ScanSettings = ScanSettings {
    source: Source::Flatbed,
    colours: Colours::Colour,
    resolution: Resolution::Dpi300,
};
const GREY: ScanSettings = ScanSettings {
    colours: Colours::Grey,
    ..COLOUR
};

fn assert_equal(ours: &Pixels, theirs: &Pixels, what: &str) {
    let shape = |pixels: &Pixels| (pixels.width, pixels.channels, pixels.bytes.len());
    assert_eq!(shape(ours), shape(theirs), "{what}");
    assert!(ours.bytes == theirs.bytes, "{what}: other pixels");
}

#[test]
fn colour_and_grey_pictures_are_equal() {
    let peer = Peer::test_backend("");
    for picture in ["Color pattern", "Grid"] {
        for (settings, mode) in [(COLOUR, "Color"), (GREY, "Gray")] {
            let ours = peer.our_pixels(settings, &[("test-picture", text(picture))]);
            let arguments = [
                "--mode",
                mode,
                "--resolution",
                "300",
                "--test-picture",
                picture,
            ];
            let theirs = peer.scanimage_pixels(&arguments);
            assert_eq!(ours.width, 2480, "A4 in 300 dpi");
            assert_equal(&ours, &theirs, &format!("{picture} {mode}"));
        }
    }
}

#[test]
fn six_hundred_dots_are_equal() {
    let peer = Peer::test_backend("");
    let fine = ScanSettings {
        resolution: Resolution::Dpi600,
        ..GREY
    };
    let theirs = peer.scanimage_pixels(&["--mode", "Gray", "--resolution", "600"]);
    let ours = peer.our_pixels(fine, &[]);
    assert_eq!(ours.width, 4960);
    assert_equal(&ours, &theirs, "600 dpi");
}

#[test]
fn sixteen_bits_become_their_upper_eight() {
    let peer = Peer::test_backend("");
    for (settings, mode) in [(COLOUR, "Color"), (GREY, "Gray")] {
        // After the plan has asked for 8 bits the configuration insists on 16.
        let ours = peer.our_pixels(settings, &[("depth", Extra::Number(16.0))]);
        let arguments = ["--mode", mode, "--resolution", "300", "--depth", "16"];
        assert_equal(&ours, &peer.scanimage_pixels(&arguments), mode);
    }
}

#[test]
fn single_bits_become_black_and_white() {
    let peer = Peer::test_backend("");
    let ours = peer.our_pixels(GREY, &[("depth", Extra::Number(1.0))]);
    let arguments = ["--mode", "Gray", "--resolution", "300", "--depth", "1"];
    assert_equal(&ours, &peer.scanimage_pixels(&arguments), "1 bit");
}

#[test]
fn a_hand_scanner_does_not_know_how_long_its_page_is() {
    let peer = Peer::test_backend("");
    let ours = peer.our_pixels(GREY, &[("hand-scanner", Extra::Bool(true))]);
    let arguments = [
        "--mode",
        "Gray",
        "--resolution",
        "300",
        "--hand-scanner=yes",
    ];
    assert_equal(&ours, &peer.scanimage_pixels(&arguments), "hand scanner");
}

#[test]
fn small_pieces_and_wide_lines_change_nothing() {
    let peer = Peer::test_backend("");
    let theirs = peer.scanimage_pixels(&["--mode", "Color", "--resolution", "300"]);
    let pieces = [
        ("read-limit", Extra::Bool(true)),
        ("read-limit-size", Extra::Number(999.0)),
    ];
    assert_equal(
        &peer.our_pixels(COLOUR, &pieces),
        &theirs,
        "pieces of 999 bytes",
    );
    // Seven pixels at the end of each line mean nothing; scanimage itself writes them into the picture.
    let ours = peer.our_pixels(COLOUR, &[("ppl-loss", Extra::Number(7.0))]);
    let (full, kept) = (theirs.width * 3, (theirs.width - 7) * 3);
    let lines = theirs.bytes.chunks_exact(full);
    let bytes = lines.flat_map(|line| &line[..kept]).copied().collect();
    let expected = Pixels {
        width: theirs.width - 7,
        channels: 3,
        bytes,
    };
    assert_equal(&ours, &expected, "bytes at the end of each line");
}
