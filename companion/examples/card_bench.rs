//! CPU time of the terminal's side of one PACE run, beside libeac's terminal, both against libeac's card:
//! PACE-ECDH-GM-AES-CBC-CMAC-128 on brainpoolP256r1 with the CAN. Prints one row of JSON.

#[path = "../tests/card/eac_card.rs"]
mod eac_card;
#[path = "../tests/card/libeac.rs"]
mod libeac;

use std::cell::Cell;
use std::time::Duration;

use amtskoffer_companion::devices::card::apdu::Coding;
use amtskoffer_companion::devices::card::channel::{Channel, Wire};
use amtskoffer_companion::devices::card::pace::{Offer, Password, best_offer, establish};
use amtskoffer_companion::devices::card::{CardError, pace};
use rustix::time::{ClockId, clock_gettime};
use serde_json::json;
use zeroize::Zeroizing;

use eac_card::EacCard;
use libeac::{Context, Secret, VERSION, Word};

/// Runs of each, in turns.
const RUNS: usize = 60;
const CAN: &str = "500540";
/// EF.CardAccess with one `PACEInfo`.
const CARD_ACCESS: [u8; 22] = [
    0x31, 0x14, 0x30, 0x12, 0x06, 0x0A, 0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x04, 0x02, 0x02,
    0x02, 0x01, 0x02, 0x02, 0x01, 0x0D,
];

fn main() -> Result<(), String> {
    let offer = best_offer(&CARD_ACCESS).map_err(|error| format!("{error:?}"))?;
    let offer = offer.ok_or("the card offers nothing")?;
    let mut ours = Vec::new();
    let mut theirs = Vec::new();
    for _ in 0..RUNS {
        ours.push(our_terminal(offer)?);
        theirs.push(their_terminal()?);
    }
    let row = json!({
        "name": "PACE on brainpoolP256r1, terminal's side",
        "unit": "ms",
        "ours": median(ours),
        "peer": median(theirs),
        "peer_name": VERSION,
        "goal": "≤ 1×",
    });
    println!("{row}");
    Ok(())
}

fn our_terminal(offer: Offer) -> Result<Duration, String> {
    let mut card = EacCard::new(&CARD_ACCESS, secret()?);
    let in_card = Cell::new(Duration::ZERO);
    let wire = Timed {
        card: &mut card,
        spent: &in_card,
    };
    let can = Password::can(CAN).map_err(|error| format!("{error:?}"))?;
    let begun = cpu_time();
    let mut channel = Channel::new(wire, Coding::Short);
    let opened = establish(&mut channel, offer, &can, false, &mut pace::system_random);
    let spent = cpu_time() - begun - in_card.get();
    opened.map_err(|error| format!("libeac's card: {error:?}"))?;
    Ok(spent)
}

fn their_terminal() -> Result<Duration, String> {
    let words = (secret()?, secret()?);
    let run = || -> Result<Duration, libeac::Refused> {
        let (card, terminal) = (Context::new(&CARD_ACCESS)?, Context::new(&CARD_ACCESS)?);
        let (word, same) = &words;
        let mut spent = Duration::ZERO;
        let hidden = card.hidden_nonce(word)?;
        let mapping = timed(&mut spent, || {
            terminal.open_nonce(same, &hidden)?;
            terminal.mapping_key()
        })?;
        let card_mapping = card.mapping_key()?;
        card.map(&mapping)?;
        let agreement = timed(&mut spent, || {
            terminal.map(&card_mapping)?;
            terminal.agreement_key()
        })?;
        let card_agreement = card.agreement_key()?;
        card.agree(&agreement)?;
        let proof = timed(&mut spent, || {
            terminal.agree(&card_agreement)?;
            terminal.token(&card_agreement)
        })?;
        card.verify_token(&proof)?;
        let card_proof = card.token(&agreement)?;
        timed(&mut spent, || {
            terminal.verify_token(&card_proof)?;
            terminal.begin_talk()
        })?;
        Ok(spent)
    };
    run().map_err(|error| format!("libeac with itself: {error:?}"))
}

/// Takes what the card's side costs out of the measurement.
struct Timed<'a> {
    card: &'a mut EacCard,
    spent: &'a Cell<Duration>,
}

impl Wire for Timed<'_> {
    fn transmit(&mut self, command: &[u8]) -> Result<Zeroizing<Vec<u8>>, CardError> {
        let mut spent = self.spent.get();
        let answer = timed(&mut spent, || (&mut *self.card).transmit(command));
        self.spent.set(spent);
        answer
    }
}

fn timed<T>(spent: &mut Duration, work: impl FnOnce() -> T) -> T {
    let begun = cpu_time();
    let outcome = work();
    *spent += cpu_time() - begun;
    outcome
}

fn cpu_time() -> Duration {
    let now = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(now.tv_sec.unsigned_abs(), now.tv_nsec as u32)
}

fn secret() -> Result<Secret, String> {
    Secret::new(Word::Can, CAN).map_err(|error| format!("libeac takes a CAN: {error:?}"))
}

fn median(mut figures: Vec<Duration>) -> f64 {
    figures.sort_unstable();
    figures[figures.len() / 2].as_secs_f64() * 1000.0
}
