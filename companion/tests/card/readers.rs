//! The chain of readers: pcscd and vpcd as Debian has them, with `vicc --type iso7816` as the card.

use serde_json::json;

use super::chain::Chain;

#[test]
fn a_card_comes_and_goes() {
    let mut chain = Chain::start();
    println!("peers: pcscd, vpcd and vicc of Debian");
    let mut probe = chain.probe();
    let empty = probe.sight("empty");
    assert_eq!(empty["reader"], "Virtual PCD 00 00");
    assert_eq!(probe.ask("test")["test"], "NeedsPerson(PlaceCard)");
    assert_eq!(probe.ask("read")["read"]["cause"], "no_card");

    let card = chain.insert_vicc();
    let first = probe.sight("card");
    assert_eq!(first["mute"], false);
    // Its ATR, SELECT and READ BINARY are exchanged; it has no online function.
    assert_eq!(probe.ask("read"), json!({ "read": { "ok": null } }));
    assert_eq!(
        probe.ask("change 123456 654321"),
        json!({ "change": { "ok": "no_eid" } })
    );
    assert_eq!(probe.ask("look")["look"], "Fine");

    chain.remove(card);
    probe.sight("empty");
    chain.insert_vicc();
    let second = probe.sight("card");
    assert_ne!(first["insertion"], second["insertion"]);
    assert_eq!(probe.ask("test")["test"], "Passed");
}

#[test]
fn the_service_comes_and_goes() {
    let mut chain = Chain::without_service();
    let mut probe = chain.probe();
    assert_eq!(probe.sight("no_service")["cause"], "service_missing");
    assert_eq!(probe.ask("look")["look"], "Fails(ServiceMissing)");
    assert_eq!(probe.ask("read")["read"]["cause"], "service_missing");

    chain.start_service();
    probe.sight("empty");
    chain.kill_service();
    probe.sight("no_service");
    chain.start_service();
    probe.sight("empty");
    chain.insert_vicc();
    probe.sight("card");
    assert_eq!(probe.ask("read"), json!({ "read": { "ok": null } }));
}
