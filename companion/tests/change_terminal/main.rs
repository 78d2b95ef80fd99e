//! The change terminal's driver against the stand-in, over TLS, with every fault; and every message of both
//! checked by xmllint against a schema of the guideline.

mod schema;

use std::time::Duration;

use amtskoffer_companion::devices::change_terminal::chip::residence::{Dwelling, contents};
use amtskoffer_companion::devices::change_terminal::chip::{GROUPS, Reading, read};
use amtskoffer_companion::devices::change_terminal::eac_box::{EacBox, Interface, Patience};
use amtskoffer_companion::devices::change_terminal::{ChangeTerminal, TerminalError};
use amtskoffer_companion::devices::pinned::pinned;
use amtskoffer_companion::devices::{Device, TestResult};
use amtskoffer_companion::http::Target;
use amtskoffer_contract::bridge::{DeviceCause, PersonTask};
use amtskoffer_domain::change_terminal::{Card, Power, Refusal, Role};
use amtskoffer_domain::device::Seen;
use amtskoffer_simulators::change_terminal_eac::{Options, PATH, Running, start};
use amtskoffer_simulators::control::Controlled;
use hyper::{Method, Uri};
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject;

/// Bounds that make a hanging box a quick failure.
const SHORT: Patience = Patience {
    answer: Duration::from_millis(700),
    chip: Duration::from_millis(700),
    person: Duration::from_secs(5),
};

async fn stand_in() -> (Running, EacBox) {
    let options = Options {
        control: Some(0),
        slowness: Duration::from_secs(30),
        ..Options::default()
    };
    let running = start(&options).await.expect("a port is free");
    let certificate = CertificateDer::from_pem_slice(running.certificate.as_bytes());
    let target = Target::Tls {
        host: "127.0.0.1".to_owned(),
        port: running.port,
        config: pinned(certificate.expect("PEM")).expect("TLS"),
    };
    let interface = Interface::default();
    let driver = EacBox::new(target, Uri::from_static(PATH), interface).with_patience(SHORT);
    (running, driver)
}

fn dwelling() -> Dwelling {
    Dwelling::Here {
        street: "Am Markt 1".to_owned(),
        postcode: "43101".to_owned(),
        town: "Sonnwiek".to_owned(),
        municipality_key: "01053100".to_owned(),
    }
}

fn control(running: &Running, path: &str, word: &str) -> String {
    let method = if word.is_empty() {
        Method::GET
    } else {
        Method::PUT
    };
    let answer = running.terminal.command(&method, path, word.as_bytes());
    answer.expect("a command of the stand-in")
}

fn break_by(running: &Running, fault: &str) {
    assert!(running.terminal.set_fault(fault), "no fault {fault}");
}

async fn proved(driver: &EacBox, role: Role) {
    driver.authenticate(role).await.expect("authenticated");
    driver.select().await.expect("selected");
}

#[tokio::test]
async fn the_chip_is_read_and_shown() {
    let (_running, driver) = stand_in().await;
    let info = driver.info().await.expect("info");
    assert_eq!(info.name, "EAC-Box Stellvertreter (1.2)");
    assert_eq!(
        (info.status.power, info.status.card),
        (Power::Ready, Card::Eid)
    );
    proved(&driver, Role::Inspection).await;
    let groups = driver.read(&GROUPS).await.expect("groups");
    assert_eq!(groups.len(), 15, "all groups that the card has");
    for group in &groups {
        assert_ne!(read(group.number, &group.content), Reading::Unreadable);
        assert_eq!(group.intact, Some(true));
    }
    let named = |number: u8| groups.iter().find(|group| group.number == number);
    let name = named(5).map(|group| read(5, &group.content));
    assert_eq!(name, Some(Reading::Text("MUSTERMANN".to_owned())));
    let home = named(18).map(|group| read(18, &group.content));
    assert_eq!(
        home,
        Some(Reading::ResidenceId("02760503150000".to_owned()))
    );
}

#[tokio::test]
async fn the_address_is_written_and_read_back() {
    let (running, driver) = stand_in().await;
    let made = contents(&dwelling()).expect("a dwelling");
    proved(&driver, Role::Authentication).await;
    driver.write(17, &made.address).await.expect("address");
    driver
        .write(18, &made.residence_id)
        .await
        .expect("residence id");
    let back = driver.read(&[17]).await.expect("read back");
    assert_eq!(*back[0].content, made.address);
    assert_eq!(
        back[0].intact,
        Some(false),
        "no longer under the maker's signature"
    );
    assert!(control(&running, "/card", "").contains("72090407027601"));
    let written = driver.write(4, &[]).await.unwrap_err();
    assert!(matches!(written, TerminalError::NotWritable(4)));
}

#[tokio::test]
async fn pin_and_online_function_are_set_at_the_box() {
    let (running, driver) = stand_in().await;
    proved(&driver, Role::Authentication).await;
    driver.change_pin().await.expect("a new PIN");
    driver.deactivate().await.expect("off");
    assert_eq!(driver.info().await.expect("info").status.card, Card::PinOff);
    driver.activate().await.expect("on");
    let card = control(&running, "/card", "");
    assert!(
        card.contains("\"pinsSet\":1") && card.contains("\"eidOn\":true"),
        "{card}"
    );
    let calls = control(&running, "/calls", "");
    assert!(calls.contains("changePIN"), "{calls}");
}

#[tokio::test]
async fn nothing_is_changed_in_the_role_that_only_reads() {
    let (_running, driver) = stand_in().await;
    proved(&driver, Role::Inspection).await;
    let refused = driver.change_pin().await.unwrap_err();
    assert_eq!(refused.refusal(), Some(Refusal::Other));
}

#[tokio::test]
async fn token_and_card_are_seen() {
    let (running, driver) = stand_in().await;
    control(&running, "/card", "passport");
    assert_eq!(driver.info().await.expect("info").status.card, Card::NoEid);
    control(&running, "/card", "off");
    assert_eq!(driver.info().await.expect("info").status.card, Card::None);
    assert_eq!(
        driver.look().await.seen,
        Seen::Fine,
        "the box is ready for a card"
    );
    control(&running, "/token", "in");
    let token = Seen::Fails(DeviceCause::TokenInserted);
    assert_eq!(driver.look().await.seen, token);
    control(&running, "/token", "out");
    assert_eq!(driver.self_test().await, TestResult::Passed);
    break_by(&running, "locked");
    let locked = TestResult::NeedsPerson(PersonTask::ShowToken);
    assert_eq!(driver.self_test().await, locked);
}

#[tokio::test]
async fn every_fault_of_the_line_has_its_cause_and_mends() {
    let (running, driver) = stand_in().await;
    for (fault, cause) in [
        ("unplugged", DeviceCause::NotFound),
        ("refuse", DeviceCause::Garbled),
        ("wrong-certificate", DeviceCause::NotTrusted),
        ("slow", DeviceCause::TooSlow),
        ("lying-length", DeviceCause::TooSlow),
        ("garbage", DeviceCause::Garbled),
        ("half-answer", DeviceCause::NotFound),
        ("flood", DeviceCause::Garbled),
        ("soap-fault", DeviceCause::OtherFault),
    ] {
        break_by(&running, fault);
        let seen = seen_once(&driver, |seen| seen != Seen::Fine).await;
        assert_eq!(seen, Seen::Fails(cause), "{fault}");
        break_by(&running, "none");
        let mended = seen_once(&driver, |seen| seen == Seen::Fine).await;
        assert_eq!(mended, Seen::Fine, "{fault} is mended");
    }
}

/// What is seen as soon as it is as wanted, or at last: an open port needs a moment to close and to open.
async fn seen_once(
    driver: &dyn Device,
    wanted: impl Fn(Seen<DeviceCause>) -> bool,
) -> Seen<DeviceCause> {
    let mut seen = driver.look().await.seen;
    for _ in 0..100 {
        if wanted(seen) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
        seen = driver.look().await.seen;
    }
    seen
}

#[tokio::test]
async fn what_the_box_refuses_has_its_reason() {
    let (running, driver) = stand_in().await;
    for (fault, refusal) in [
        ("no-card", Refusal::NoCard),
        ("wrong-can", Refusal::Authentication),
        ("forged", Refusal::NotAuthentic),
        ("pin-cancelled-at-box", Refusal::CancelledAtTerminal),
        ("locked", Refusal::Other),
    ] {
        break_by(&running, fault);
        let refused = driver.authenticate(Role::Inspection).await.unwrap_err();
        assert_eq!(refused.refusal(), Some(refusal), "{fault}");
    }
    break_by(&running, "none");
    proved(&driver, Role::Authentication).await;
    break_by(&running, "eid-off");
    let refused = driver.change_pin().await.unwrap_err();
    assert_eq!(refused.refusal(), Some(Refusal::PinOff));
}

#[tokio::test]
async fn a_card_taken_away_between_two_writes_is_told() {
    let (running, driver) = stand_in().await;
    let made = contents(&dwelling()).expect("a dwelling");
    proved(&driver, Role::Authentication).await;
    break_by(&running, "removed-in-the-middle");
    driver.write(17, &made.address).await.expect("the first");
    let refused = driver.write(18, &made.residence_id).await.unwrap_err();
    assert_eq!(refused.refusal(), Some(Refusal::NoCard));
}

#[tokio::test]
async fn while_a_person_types_the_box_is_at_work_and_not_asked() {
    let options = Options {
        typing: Duration::from_millis(400),
        ..Options::default()
    };
    let running = start(&options).await.expect("a port is free");
    let certificate = CertificateDer::from_pem_slice(running.certificate.as_bytes());
    let target = Target::Tls {
        host: "127.0.0.1".to_owned(),
        port: running.port,
        config: pinned(certificate.expect("PEM")).expect("TLS"),
    };
    let driver = EacBox::new(target, Uri::from_static(PATH), Interface::default());
    let (typed, looked) = tokio::join!(driver.authenticate(Role::Inspection), async {
        tokio::task::yield_now().await;
        driver.look().await
    });
    typed.expect("typed");
    assert_eq!(looked.seen, Seen::Working);
}
