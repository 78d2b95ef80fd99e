//! The driver against our own ID card behind pcscd and vpcd: what works, and every fault.

use serde_json::{Value, json};

use super::chain::{Chain, Probe, StandIn};

struct Desk {
    card: StandIn,
    probe: Probe,
    _chain: Chain,
}

fn desk(arguments: &[&str]) -> Desk {
    let mut chain = Chain::start();
    let card = chain.insert_stand_in(arguments);
    let mut probe = chain.probe();
    probe.sight("card");
    Desk {
        card,
        probe,
        _chain: chain,
    }
}

fn usable(tries_left: u8) -> Value {
    json!({ "usable": { "tries_left": tries_left } })
}

impl Desk {
    fn read(&mut self) -> Value {
        self.probe.ask("read")["read"]["ok"].clone()
    }

    fn change(&mut self, words: &str) -> Value {
        self.probe.ask(&format!("change {words}"))["change"].clone()
    }

    fn unblock(&mut self, puk: &str) -> Value {
        self.probe.ask(&format!("unblock {puk}"))["unblock"].clone()
    }
}

#[test]
fn the_holder_changes_the_pin() {
    let mut desk = desk(&[]);
    assert_eq!(desk.read(), usable(3));
    assert_eq!(desk.change("123456 654321"), json!({ "ok": "pin_changed" }));
    assert_eq!(desk.change("123456 111111"), json!({ "ok": "wrong_pin" }));
    assert_eq!(desk.read(), usable(2));
    assert_eq!(desk.change("654321 111111"), json!({ "ok": "pin_changed" }));
    assert_eq!(desk.read(), usable(3));
}

#[test]
fn the_first_pin_is_set_with_the_transport_pin() {
    let mut desk = desk(&["--fault", "transport-pin"]);
    assert_eq!(desk.card.card()["transport_pin"], true);
    assert_eq!(desk.change("12345 654321"), json!({ "ok": "pin_changed" }));
    assert_eq!(desk.card.card()["transport_pin"], false);
    assert_eq!(desk.change("12345 654321"), json!({ "ok": "wrong_pin" }));
}

#[test]
fn the_last_try_wants_the_can_and_the_puk_opens_a_blocked_pin() {
    let mut desk = desk(&[]);
    for _ in 0..2 {
        assert_eq!(desk.change("000000 654321"), json!({ "ok": "wrong_pin" }));
    }
    assert_eq!(desk.read(), json!("can_needed"));
    assert_eq!(desk.change("123456 654321"), json!({ "ok": "can_needed" }));
    assert_eq!(
        desk.change("123456 654321 000000"),
        json!({ "ok": "wrong_can" })
    );
    assert_eq!(
        desk.change("000000 654321 500540"),
        json!({ "ok": "wrong_pin" })
    );
    assert_eq!(desk.read(), json!("blocked"));
    assert_eq!(
        desk.change("123456 654321 500540"),
        json!({ "ok": "pin_blocked" })
    );

    assert_eq!(desk.unblock("0000000000"), json!({ "ok": "wrong_puk" }));
    assert_eq!(desk.unblock("9876543210"), json!({ "ok": "unblocked" }));
    assert_eq!(desk.read(), usable(3));
    assert_eq!(desk.card.card()["puk_uses"], 9);
    // A PIN with all its tries costs no use of the PUK.
    assert_eq!(desk.unblock("9876543210"), json!({ "ok": "unblocked" }));
    assert_eq!(desk.card.card()["puk_uses"], 9);
    assert_eq!(desk.change("123456 654321"), json!({ "ok": "pin_changed" }));
}

#[test]
fn with_the_can_the_last_try_is_open() {
    let mut desk = desk(&["--fault", "suspended"]);
    assert_eq!(
        desk.change("123456 654321 500540"),
        json!({ "ok": "pin_changed" })
    );
    assert_eq!(desk.read(), usable(3));
}

#[test]
fn a_card_that_is_off_or_another_is_told() {
    let mut desk = desk(&["--fault", "off"]);
    assert_eq!(desk.read(), json!("off"));
    assert_eq!(desk.change("123456 654321"), json!({ "ok": "pin_off" }));
    assert_eq!(desk.unblock("9876543210"), json!({ "ok": "pin_off" }));
    desk.card.set_fault("other-card");
    assert_eq!(desk.read(), Value::Null);
    assert_eq!(desk.unblock("9876543210"), json!({ "ok": "no_eid" }));
}

#[test]
fn a_puk_without_uses_is_told() {
    let mut desk = desk(&[]);
    for _ in 0..10 {
        desk.change("000000 654321");
        assert_eq!(desk.unblock("9876543210"), json!({ "ok": "unblocked" }));
    }
    assert_eq!(desk.card.card()["puk_uses"], 0);
    desk.change("000000 654321");
    assert_eq!(desk.unblock("9876543210"), json!({ "ok": "puk_used_up" }));
    assert_eq!(desk.read(), usable(2));
}

#[test]
fn a_card_that_lies_is_an_error_and_heals() {
    let mut desk = desk(&[]);
    for (fault, word) in [
        ("wrong-token", "change 123456 654321"),
        ("wrong-checksum", "change 123456 654321"),
        ("lying-length", "change 123456 654321"),
        ("flood", "read"),
        ("flood", "change 123456 654321"),
        ("half-answer", "read"),
    ] {
        desk.card.set_fault(fault);
        let answer = desk.probe.ask(word);
        let answer = answer.as_object().and_then(|answer| answer.values().next());
        let answer = answer.unwrap_or_else(|| panic!("{fault}: no answer"));
        assert_eq!(answer["cause"], "card_unreadable", "{fault}: {answer}");
        desk.card.set_fault("none");
        assert_eq!(desk.read(), usable(3), "after {fault}");
    }
}

#[test]
fn garbage_changes_nothing() {
    let mut desk = desk(&[]);
    desk.card.set_fault("garbage");
    for _ in 0..5 {
        let changed = desk.change("123456 654321");
        assert_ne!(changed["ok"], "pin_changed", "{changed}");
    }
    desk.card.set_fault("none");
    assert_eq!(desk.read(), usable(3));
}

#[test]
fn a_card_that_is_pulled_out_in_the_middle_is_told() {
    let mut desk = desk(&[]);
    desk.card.set_fault("removed-in-the-middle");
    let answer = desk.change("123456 654321");
    assert_eq!(answer["cause"], "broke_off", "{answer}");
    desk.probe.sight("empty");
    assert_eq!(desk.probe.ask("read")["read"]["cause"], "no_card");
    desk.card.set_fault("none");
    desk.probe.sight("card");
    assert_eq!(desk.change("123456 654321"), json!({ "ok": "pin_changed" }));
}

#[test]
fn a_card_that_never_answers_holds_up_nothing_but_itself() {
    let mut desk = desk(&[]);
    desk.card.set_fault("mute");
    assert_eq!(desk.probe.ask("read")["read"]["cause"], "too_slow");
    assert_eq!(desk.probe.ask("look")["look"], "Working");
    assert_eq!(desk.probe.ask("read")["read"]["cause"], "occupied");
    desk.card.set_fault("no-card");
    desk.probe.sight("empty");
    desk.card.set_fault("none");
    desk.probe.sight("card");
    assert_eq!(desk.read(), usable(3));
}

#[test]
fn a_slow_card_gets_its_time() {
    let mut desk = desk(&["--fault", "slow"]);
    assert_eq!(desk.change("123456 654321"), json!({ "ok": "pin_changed" }));
}

#[test]
fn words_of_a_wrong_form_are_not_shown_to_any_card() {
    let mut desk = desk(&[]);
    for words in ["change 1234 654321", "change 123456 54321", "unblock 1234"] {
        assert!(desk.probe.ask(words).get("form").is_some(), "{words}");
    }
    assert_eq!(desk.card.card()["tries"], 3);
}
