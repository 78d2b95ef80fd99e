//! A page of ours, decoded, is the picture that `scanimage` reads with the same settings before it is
//! compressed: block by block the same mean of each colour.

use amtskoffer_companion::devices::scanner::sane::Extra;
use amtskoffer_companion::devices::scanner::{Colours, Resolution, ScanSettings, Source};

use super::peer::{Peer, Pixels, text};

const COLOUR: ScanSettings = ScanSettings {
    source: Source::Flatbed,
    colours: Colours::Colour,
    resolution: Resolution::Dpi300,
};
const GREY: ScanSettings = ScanSettings {
    colours: Colours::Grey,
    ..COLOUR
};

/// A block of a page as compressed: rounding, and colours that are kept for two by two pixels, hardly change
/// its mean.
const BLOCK: usize = 16;

/// Most by which the mean of a block may differ. A line too many changes it by a sixteenth of 255 at edges;
/// strong colours side by side run a little into each other.
fn tolerance(pixels: &Pixels) -> u32 {
    if pixels.channels == 1 { 3 } else { 12 }
}

/// The mean of each sample over blocks of pixels.
fn means(pixels: &Pixels) -> Vec<u32> {
    let line = pixels.width * pixels.channels;
    let mut means = Vec::new();
    for lines in pixels.bytes.chunks(line * BLOCK) {
        for left in (0..line).step_by(BLOCK * pixels.channels) {
            let right = line.min(left + BLOCK * pixels.channels);
            for channel in 0..pixels.channels {
                let of_line = |line: &'_ [u8]| -> (u32, u32) {
                    let samples = line[left + channel..right].iter().step_by(pixels.channels);
                    samples.fold((0, 0), |(sum, count), sample| {
                        (sum + u32::from(*sample), count + 1)
                    })
                };
                let sums = lines.chunks_exact(line).map(of_line);
                let (sum, count) = sums.fold((0, 0), |(a, b), (c, d)| (a + c, b + d));
                means.push(sum / count);
            }
        }
    }
    means
}

/// By how much the pictures differ at most.
fn difference(ours: &Pixels, theirs: &Pixels, what: &str) -> u32 {
    let shape = |pixels: &Pixels| (pixels.width, pixels.channels, pixels.bytes.len());
    assert_eq!(shape(ours), shape(theirs), "{what}");
    let (ours, theirs) = (means(ours), means(theirs));
    let differences = ours.iter().zip(&theirs).map(|(a, b)| a.abs_diff(*b));
    differences.max().expect("blocks")
}

fn assert_equal(ours: &Pixels, theirs: &Pixels, what: &str) {
    let difference = difference(ours, theirs, what);
    assert!(
        difference <= tolerance(ours),
        "{what}: another picture, by {difference}"
    );
}

#[tokio::test]
async fn a_picture_that_is_moved_by_a_line_is_another() {
    let peer = Peer::test_backend("");
    let ours = peer
        .our_pixels(GREY, &[("test-picture", text("Grid"))])
        .await;
    let mut moved = ours.bytes.clone();
    moved.rotate_left(ours.width);
    let moved = Pixels {
        bytes: moved,
        ..ours
    };
    let arguments = [
        "--mode",
        "Gray",
        "--resolution",
        "300",
        "--test-picture",
        "Grid",
    ];
    let theirs = peer.scanimage_pixels(&arguments);
    assert!(difference(&moved, &theirs, "moved") > tolerance(&moved));
}

#[tokio::test]
async fn colour_and_grey_pictures_are_equal() {
    let peer = Peer::test_backend("");
    for picture in ["Color pattern", "Grid"] {
        for (settings, mode) in [(COLOUR, "Color"), (GREY, "Gray")] {
            let ours = peer
                .our_pixels(settings, &[("test-picture", text(picture))])
                .await;
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

#[tokio::test]
async fn six_hundred_dots_are_equal() {
    let peer = Peer::test_backend("");
    let fine = ScanSettings {
        resolution: Resolution::Dpi600,
        ..GREY
    };
    let theirs = peer.scanimage_pixels(&["--mode", "Gray", "--resolution", "600"]);
    let ours = peer.our_pixels(fine, &[]).await;
    assert_eq!(ours.width, 4960);
    assert_equal(&ours, &theirs, "600 dpi");
}

#[tokio::test]
async fn sixteen_bits_become_their_upper_eight() {
    let peer = Peer::test_backend("");
    for (settings, mode) in [(COLOUR, "Color"), (GREY, "Gray")] {
        // After the plan has asked for 8 bits the configuration insists on 16.
        let ours = peer
            .our_pixels(settings, &[("depth", Extra::Number(16.0))])
            .await;
        let arguments = ["--mode", mode, "--resolution", "300", "--depth", "16"];
        assert_equal(&ours, &peer.scanimage_pixels(&arguments), mode);
    }
}

#[tokio::test]
async fn single_bits_become_black_and_white() {
    let peer = Peer::test_backend("");
    let ours = peer
        .our_pixels(GREY, &[("depth", Extra::Number(1.0))])
        .await;
    let arguments = ["--mode", "Gray", "--resolution", "300", "--depth", "1"];
    assert_equal(&ours, &peer.scanimage_pixels(&arguments), "1 bit");
}

#[tokio::test]
async fn a_hand_scanner_does_not_know_how_long_its_page_is() {
    let peer = Peer::test_backend("");
    let ours = peer
        .our_pixels(GREY, &[("hand-scanner", Extra::Bool(true))])
        .await;
    let arguments = [
        "--mode",
        "Gray",
        "--resolution",
        "300",
        "--hand-scanner=yes",
    ];
    assert_equal(&ours, &peer.scanimage_pixels(&arguments), "hand scanner");
}

#[tokio::test]
async fn small_pieces_and_wide_lines_change_nothing() {
    let peer = Peer::test_backend("");
    let theirs = peer.scanimage_pixels(&["--mode", "Color", "--resolution", "300"]);
    let pieces = [
        ("read-limit", Extra::Bool(true)),
        ("read-limit-size", Extra::Number(999.0)),
    ];
    assert_equal(
        &peer.our_pixels(COLOUR, &pieces).await,
        &theirs,
        "pieces of 999 bytes",
    );
    // Seven pixels at the end of each line mean nothing; scanimage itself writes them into the picture.
    let ours = peer
        .our_pixels(COLOUR, &[("ppl-loss", Extra::Number(7.0))])
        .await;
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
