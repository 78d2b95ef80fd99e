//! The driver of the U.are.U 4500 against recordings of the real sensor, replayed by umockdev below
//! libusb. Recordings and expected pictures are those of libfprint's own tests.
//!
//! Each case is a process of its own, since umockdev works by preloading.

mod replay;

use replay::{Replay, python};

/// Decodes the expected picture by an independent library.
const AS_PGM: &str = "
import sys
from PIL import Image
picture = Image.open(sys.argv[1]).convert('L')
sys.stdout.buffer.write(b'P5\\n%d %d\\n255\\n' % picture.size + picture.tobytes())
";

#[test]
fn the_picture_is_the_one_that_libfprint_expects() {
    let replay = Replay::of("uru4000-4500");
    let outcome = replay.run(&["recorded"]);
    assert!(
        outcome.done,
        "the driver took no picture: {}",
        outcome.stderr
    );
    let expected = python(AS_PGM, &[&replay.folder().join("capture.png")]);
    assert_eq!(expected.len(), 384 * 290 + b"P5\n384 290\n255\n".len());
    assert!(outcome.picture == expected, "every pixel is the same");
}

#[test]
fn another_device_on_the_bus_is_not_taken_for_the_scanner() {
    let outcome = Replay::of("uru4000-msv2").run(&["recorded"]);
    assert!(
        outcome.stderr.contains("no fingerprint scanner"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn a_sensor_that_answers_otherwise_than_recorded_ends_in_an_error() {
    let outcome = Replay::of("uru4000-4500").run(&["foreign"]);
    assert!(
        outcome.stderr.contains("does not answer"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn a_sensor_that_falls_silent_ends_in_an_error() {
    // Cut in the middle of the picture.
    let outcome = Replay::of("uru4000-4500").cut(60_000).run(&["recorded"]);
    assert!(
        outcome.stderr.contains("does not answer"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn without_the_right_to_open_it_the_rules_are_named() {
    let outcome = Replay::of("uru4000-4500").forbidden().run(&["recorded"]);
    assert!(outcome.stderr.contains("udev rules"), "{}", outcome.stderr);
}
