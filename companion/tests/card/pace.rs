//! PACE and secure messaging against libeac.

use amtskoffer_companion::devices::card::apdu::{Coding, Command};
use amtskoffer_companion::devices::card::channel::Channel;
use amtskoffer_companion::devices::card::pace::{
    Offer, PaceError, Password, Refusal, best_offer, establish, system_random,
};
use amtskoffer_companion::devices::card::tlv;

use super::eac_card::EacCard;
use super::libeac::{Secret, VERSION, Word};

/// The zone of the specimen in ICAO 9303-5, in lines of 30.
const ZONE: &str =
    "I<UTOD231458907<<<<<<<<<<<<<<<7408122F1204159UTO<<<<<<<<<<<6ERIKSSON<<ANNA<MARIA<<<<<<<<<<";

/// Cipher and curve as EF.CardAccess names them.
const PROTOCOLS: [(u8, u8); 4] = [(2, 13), (4, 13), (2, 12), (4, 12)];

#[test]
fn every_word_opens_a_card_on_every_curve_with_every_cipher() {
    println!("peer: {VERSION}");
    for (cipher, curve) in PROTOCOLS {
        for word in [Word::Can, Word::Pin, Word::Puk, Word::Mrz] {
            let (ours, theirs) = pair(word);
            let mut card = EacCard::new(&card_access(cipher, curve), theirs);
            run(&mut card, offer(cipher, curve), &ours)
                .unwrap_or_else(|error| panic!("{cipher} {curve} {word:?}: {error}"));
        }
    }
}

#[test]
fn the_encrypted_talk_is_understood_both_ways() {
    for (cipher, curve) in PROTOCOLS {
        let (ours, theirs) = pair(Word::Pin);
        let mut card = EacCard::new(&card_access(cipher, curve), theirs);
        let (long, longer) = (vec![0x5A; 31], vec![0xA5; 160]);
        card.answer = long.clone();
        let mut channel = Channel::new(&mut card, Coding::Short);
        establish(
            &mut channel,
            offer(cipher, curve),
            &ours,
            false,
            &mut system_random,
        )
        .expect("an encrypted talk");
        for data in [&[][..], b"123456", &[0x80; 16], &longer] {
            let command = Command::new(0x2C, [2, 3], data, Some(256));
            let answer = channel.send(&command).expect("an authentic answer");
            assert_eq!((&answer.data[..], answer.status), (&long[..], 0x9000));
        }
        // Neither data nor an expected answer.
        let bare = Command::new(0x2C, [3, 3], &[], None);
        assert_eq!(channel.send(&bare).expect("an answer").status, 0x9000);
        drop(channel);
        assert_eq!(card.heard, [0x0C, 0x2C, 3, 3]);
    }
}

#[test]
fn the_card_hears_what_was_sent() {
    let (ours, theirs) = pair(Word::Can);
    let mut card = EacCard::new(&card_access(2, 13), theirs);
    let mut channel = Channel::new(&mut card, Coding::Short);
    establish(&mut channel, offer(2, 13), &ours, false, &mut system_random).expect("a talk");
    let set = Command::new(0x2C, [2, 3], b"654321", None);
    channel.send(&set).expect("an answer");
    drop(channel);
    assert_eq!(card.heard, b"\x0C\x2C\x02\x03654321");
}

#[test]
fn a_wrong_word_is_refused_and_no_talk_begins() {
    for (word, wrong) in [
        (Word::Can, Password::can("111111")),
        (Word::Pin, Password::pin("111111")),
        (Word::Puk, Password::puk("1111111111")),
        (
            Word::Mrz,
            Ok(Password::mrz("D231458907", "7408122", "1204160")),
        ),
    ] {
        let mut card = EacCard::new(&card_access(2, 13), pair(word).1);
        card.refusal = if word == Word::Pin { 0x63C2 } else { 0x6300 };
        let outcome = run(&mut card, offer(2, 13), &wrong.expect("a word"));
        assert!(
            matches!(outcome, Err(PaceError::Refused(Refusal::Wrong))),
            "{word:?}: {outcome:?}"
        );
    }
}

/// The same word for both sides.
fn pair(word: Word) -> (Password, Secret) {
    let (ours, theirs) = match word {
        Word::Mrz => (Ok(Password::mrz("D231458907", "7408122", "1204159")), ZONE),
        Word::Can => (Password::can("500540"), "500540"),
        Word::Pin => (Password::pin("123456"), "123456"),
        Word::Puk => (Password::puk("9876543210"), "9876543210"),
    };
    (
        ours.expect("a word"),
        Secret::new(word, theirs).expect("libeac takes it"),
    )
}

fn run(card: &mut EacCard, offer: Offer, password: &Password) -> Result<(), PaceError> {
    let mut channel = Channel::new(card, Coding::Short);
    establish(&mut channel, offer, password, false, &mut system_random)
}

fn offer(cipher: u8, curve: u8) -> Offer {
    let offer = best_offer(&card_access(cipher, curve)).expect("a file");
    offer.expect("an offer")
}

/// An EF.CardAccess with one `PACEInfo`.
pub fn card_access(cipher: u8, curve: u8) -> Vec<u8> {
    let mut info = tlv::object(0x06, &[4, 0, 0x7F, 0, 7, 2, 2, 4, 2, cipher]);
    tlv::put(&mut info, 0x02, &[2]);
    tlv::put(&mut info, 0x02, &[curve]);
    tlv::object(0x31, &tlv::object(0x30, &info))
}
