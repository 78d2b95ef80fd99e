//! The whole companion, with its rights given up, between a page and our ID card.

use std::fs::{self, File};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::process::Stdio;

use amtskoffer_contract::bridge::{
    CardDone, CardOutcome, CardRequest, CardSeen, DeviceCause, DeviceKind, DeviceState, Event,
    Failure, PinState, PinWay, Reply, Request, Secret,
};

use super::chain::{Chain, StandIn};
use crate::common::{Page, Running, Suitcase, program, until};

struct Office {
    card: StandIn,
    page: Page,
    log: PathBuf,
    _suitcase: Suitcase,
    chain: Chain,
}

fn office() -> Office {
    let mut chain = Chain::start();
    let card = chain.insert_stand_in(&[]);
    let mut suitcase = Suitcase::alone();
    let list = "[[device]]\nkind = \"card_reader\"\nprotocol = \"pcsc\"\n";
    suitcase.folder.write("devices.toml", list);
    let log = chain.folder.join("companion.log");
    let child = program()
        .args(["serve", "--config"])
        .arg(&suitcase.config)
        .env("PCSCLITE_CSOCK_NAME", chain.folder.join("pcscd.comm"))
        .stdout(Stdio::null())
        .stderr(File::create(&log).expect("a log"))
        .spawn()
        .expect("companion starts");
    suitcase.companion = Some(Running(child));
    until("the companion listens", || {
        UnixStream::connect(suitcase.socket()).ok()
    });
    let mut page = suitcase.page();
    page.sign_in();
    let mut office = Office {
        card,
        page,
        log,
        _suitcase: suitcase,
        chain,
    };
    // The reader takes a moment to see the card.
    until("the card is there", || {
        (office.look() == usable(3)).then_some(())
    });
    office
}

impl Office {
    fn look(&mut self) -> CardSeen {
        match self.page.ask(Request::Card(CardRequest::Look)) {
            Ok(Reply::Card(view)) => view.card,
            other => panic!("expected the card, got {other:?}"),
        }
    }

    fn change(&mut self, old: &str, new: &str) -> Result<Reply, Failure> {
        self.page.ask(Request::Card(CardRequest::ChangePin {
            way: PinWay::Pin,
            old: Secret::new(old.to_owned()),
            new: Secret::new(new.to_owned()),
            can: None,
            case: None,
        }))
    }

    fn until_event(&mut self, wanted: CardSeen) {
        self.page.event(|event| match event {
            Event::Card(view) => (view.card == wanted).then_some(()),
            _ => None,
        });
    }
}

fn usable(tries_left: u8) -> CardSeen {
    CardSeen::Eid {
        pin: PinState::Usable { tries_left },
    }
}

fn done(reply: Result<Reply, Failure>) -> (CardOutcome, CardSeen) {
    match reply {
        Ok(Reply::CardDone(CardDone { outcome, card })) => (outcome, card.card),
        other => panic!("expected an outcome, got {other:?}"),
    }
}

#[test]
fn the_holder_changes_the_pin_from_the_page_and_no_log_has_it() {
    let mut office = office();
    let wrong = done(office.change("111111", "654321"));
    assert_eq!(wrong, (CardOutcome::WrongPin, usable(2)));
    let right = done(office.change("123456", "654321"));
    assert_eq!(right, (CardOutcome::PinChanged, usable(3)));
    let form = office.change("123456", "65432");
    let input = "card.new".to_owned();
    assert_eq!(form, Err(Failure::InputOutOfBounds { input }));

    office.card.set_fault("wrong-token");
    let cause = DeviceCause::CardUnreadable;
    assert_eq!(
        office.change("654321", "222222"),
        Err(Failure::Device { cause })
    );
    let log = fs::read_to_string(&office.log).expect("a log");
    for word in ["111111", "123456", "654321", "222222"] {
        assert!(!log.contains(word), "{log}");
    }
    assert!(log.contains("card reader"), "what went wrong is logged");
}

#[test]
fn the_page_hears_of_cards_and_of_a_service_that_is_gone() {
    let mut office = office();
    office.card.control("DELETE", "/card", "");
    office.until_event(CardSeen::NoCard);
    assert_eq!(office.look(), CardSeen::NoCard);
    office.card.control("PUT", "/card", "");
    office.until_event(CardSeen::NotRead);
    assert_eq!(office.look(), usable(3));

    office.chain.kill_service();
    office.until_event(CardSeen::NoReader);
    let fault = DeviceState::Fault {
        cause: DeviceCause::ServiceMissing,
    };
    let shown = |event: &Event| match event {
        Event::Device(view) if view.kind == DeviceKind::CardReader => {
            (view.state == fault).then_some(())
        }
        _ => None,
    };
    office.page.event(shown);
    office.chain.start_service();
    office.until_event(CardSeen::NotRead);
    assert_eq!(office.look(), usable(3));
}
