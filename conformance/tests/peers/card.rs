//! Card readers: Debian's pcscd with the virtual reader of vsmartcard, and our own ID card in it. The kit
//! runs as the command that it is, with somebody at its terminal.

#[path = "../../../companion/tests/card/chain.rs"]
#[allow(dead_code, reason = "the driver's own tests use all of it")]
mod chain;

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::support::Folder;
use chain::{Chain, StandIn};

/// Runs the kit; `hand` gets each thing that it asks for, and says whether it was done.
fn run(chain: &Chain, hand: impl Fn(&str) -> bool) -> Value {
    let folder = Folder::new();
    let json = folder.0.join("report.json");
    let mut kit = Command::new(env!("CARGO_BIN_EXE_conformance"))
        .args(["card_reader", "--with-person", "--json"])
        .arg(&json)
        .env("PCSCLITE_CSOCK_NAME", chain.folder.join("pcscd.comm"))
        .current_dir(&folder.0)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the kit");
    let mut answers = kit.stdin.take().expect("piped");
    let said = BufReader::new(kit.stderr.take().expect("piped"));
    for line in said.lines().map_while(Result::ok) {
        let Some(asked) = line.strip_prefix(">> ") else {
            continue;
        };
        if asked.starts_with("Press Enter when done") {
            continue;
        }
        let answer = if hand(asked) { "" } else { "no" };
        writeln!(answers, "{answer}").expect("it waits for an answer");
    }
    kit.wait().expect("it ended");
    let report = fs::read_to_string(&json).expect("a report");
    serde_json::from_str(&report).expect("JSON")
}

fn points<'a>(report: &'a Value, outcome: &str) -> Vec<&'a str> {
    let points = report["points"].as_array().expect("points").iter();
    let with = points.filter(|point| point["outcome"] == outcome);
    with.map(|point| point["id"].as_str().expect("a word"))
        .collect()
}

/// Takes the card away and puts it back when asked; the reader is a virtual one without a plug.
fn moves(card: &StandIn) -> impl Fn(&str) -> bool {
    move |asked| match asked {
        "Take the card off the reader." => {
            card.control("DELETE", "/card", "");
            true
        }
        "Put the card back." => {
            card.control("PUT", "/card", "");
            true
        }
        _ => false,
    }
}

#[test]
fn a_reader_with_an_id_card_conforms_and_no_try_of_the_pin_is_spent() {
    let mut chain = Chain::start();
    let card = chain.insert_stand_in(&[]);
    chain.probe().sight("card");
    let report = run(&chain, moves(&card));
    assert_eq!(points(&report, "fail"), [""; 0], "{report:#}");
    assert_eq!(points(&report, "not_applicable"), ["device.plugging"]);
    assert_eq!(card.card()["tries"], 3);
    assert_eq!(card.card()["puk_uses"], 10);
}

#[test]
fn an_empty_reader_another_card_and_a_card_that_lies_do_not() {
    let mut chain = Chain::start();
    let card = chain.insert_stand_in(&[]);
    chain.probe().sight("card");
    let needs_card = [
        "card.answer",
        "card.read",
        "card.read-again",
        "card.given-up",
        "card.form",
        "card.taken-and-put-back",
    ];
    let reads = [
        "device.self-test",
        "card.read",
        "card.read-again",
        "card.given-up",
        "card.form",
    ];
    for (fault, expected) in [
        ("no-card", &needs_card[..]),
        ("other-card", &["card.read"]),
        ("half-answer", &reads),
        ("lying-length", &reads),
    ] {
        card.set_fault(fault);
        let shown = if fault == "no-card" { "empty" } else { "card" };
        chain.probe().sight(shown);
        let report = run(&chain, moves(&card));
        assert_eq!(points(&report, "fail"), expected, "{fault}: {report:#}");
    }
}

#[test]
fn without_the_card_service_nothing_conforms() {
    let chain = Chain::without_service();
    let report = run(&chain, |_| false);
    for id in ["device.present", "card.reader", "card.read"] {
        assert!(points(&report, "fail").contains(&id), "{id}: {report:#}");
    }
}
