//! Every parser of bytes that come from a device: replays a small corpus, then thousands of mutated
//! inputs. A parser may refuse, but never panic, hang or take memory without bound.
//!
//! A parser is one line in [`PARSERS`]; its corpus lies in the folder of that name beside this file.

mod card;
mod mutate;
mod scan;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use amtskoffer_companion::devices::camera::header;
use amtskoffer_companion::devices::change_terminal::{chip, eac_box};
use amtskoffer_companion::devices::dbus;
use amtskoffer_companion::devices::eid_client::ausweisapp;
use amtskoffer_companion::devices::fingerprint::sbi::multipart;
use amtskoffer_companion::devices::fingerprint::uru4000::picture;
use amtskoffer_companion::devices::network::netlink;
use amtskoffer_companion::devices::payment::zvt;
use amtskoffer_companion::devices::printer::ipp;
use amtskoffer_companion::devices::signature;
use amtskoffer_companion::devices::usb::descriptor::hid_place;
use amtskoffer_companion::devices::usb::usbip;
use mutate::Mutator;

/// Mutated inputs per parser.
const ROUNDS: usize = 20_000;

/// No input may keep a parser busy for longer; honest ones take microseconds.
const PATIENCE: Duration = Duration::from_secs(2);

/// A parser by the name of its corpus.
type Parser = (&'static str, fn(&[u8]));

const PARSERS: &[Parser] = &[
    ("card_objects", card::objects),
    ("card_access", card::access),
    ("card_atr", card::reset),
    ("card_sealed", card::sealed),
    ("card_talk", card::talk),
    ("chip_group", chip::read_any),
    ("eac_answer", eac_box::parse_any),
    ("eid_message", ausweisapp::parse_any),
    ("dbus_properties", dbus::parse_any),
    ("ipp_answer", ipp::parse_any),
    ("netlink_answer", netlink::parse_any),
    ("jpeg_header", header::read_any),
    ("sbi_stream", multipart::read_any),
    ("uru4000_picture", picture::read_any),
    ("scan_frames", scan::frames),
    ("scan_lines", scan::lines),
    ("pad_epad", signature::epad::fuzz_report),
    ("pad_stu", signature::wacom_stu::fuzz_reports),
    ("usb_configuration", |bytes| {
        let _ = hid_place(bytes);
    }),
    ("usbip_answer", usbip::fuzz_returned),
    ("usbip_list", usbip::fuzz_list),
    ("zvt_message", zvt::message::parse_any),
    ("zvt_serial", zvt::serial::parse_any),
];

#[test]
fn no_input_harms_a_parser() {
    for (name, parse) in PARSERS.iter().copied() {
        let corpus = corpus(name);
        for input in &corpus {
            parse(input);
        }
        let mut mutator = Mutator::new(&corpus);
        for round in 0..ROUNDS {
            let input = mutator.next_input();
            let begun = Instant::now();
            parse(&input);
            assert!(
                begun.elapsed() < PATIENCE,
                "{name} hung in round {round} at {input:02x?}"
            );
        }
    }
}

#[test]
fn every_folder_belongs_to_a_parser() {
    for folder in entries(&root()) {
        let known = PARSERS.iter().any(|(name, _)| folder.ends_with(name));
        assert!(
            known || folder.is_file(),
            "{} is of no parser",
            folder.display()
        );
    }
}

fn corpus(name: &str) -> Vec<Vec<u8>> {
    let files = entries(&root().join(name));
    assert!(!files.is_empty(), "{name} has no corpus");
    files
        .iter()
        .map(|file| fs::read(file).expect("readable"))
        .collect()
}

fn root() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

fn entries(folder: &Path) -> Vec<std::path::PathBuf> {
    let listed =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = listed
        .map(|entry| entry.expect("readable").path())
        .collect();
    paths.sort();
    paths
}
