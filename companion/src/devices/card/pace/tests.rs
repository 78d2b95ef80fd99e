use std::cell::RefCell;

use zeroize::Zeroizing;

use super::super::apdu::Coding;
use super::super::cipher::Cipher;
use super::super::hex;
use super::*;

/// ICAO Doc 9303-11 (8th edition), appendix G.1 "ECDH based example": PACE-ECDH-GM-AES-CBC-CMAC-128 on
/// brainpoolP256r1 with the machine-readable zone. The terminal's secret numbers, and what goes over the
/// wire in both directions.
const SECRET_NUMBERS: [&str; 2] = [
    "7F4EF07B9EA82FD78AD689B38D0BC78CF21F249D953BC46F4C6E19259C010F99",
    "A73FB703AC1436A18E0CFA5ABB3F7BEC7A070E7A6788486BEE230C4A22762595",
];
const EXCHANGES: [(&str, &str); 5] = [
    ("0022C1A40F 800A04007F00070202040202 830101", "9000"),
    (
        "1086000002 7C00 00",
        "7C12 8010 95A3A016522EE98D01E76CB6B98B42C3 9000",
    ),
    (
        "1086000045 7C438141 04
         7ACF3EFC982EC45565A4B155129EFBC74650DCBFA6362D896FC70262E0C2CC5E
         544552DCB6725218799115B55C9BAA6D9F6BC3A9618E70C25AF71777A9C4922D 00",
        "7C438241 04
         824FBA91C9CBE26BEF53A0EBE7342A3BF178CEA9F45DE0B70AA601651FBA3F57
         30D8C879AAA9C9F73991E61B58F4D52EB87A0A0C709A49DC63719363CCD13C54 9000",
    ),
    (
        "1086000045 7C438341 04
         2DB7A64C0355044EC9DF190514C625CBA2CEA48754887122F3A5EF0D5EDD301C
         3556F3B3B186DF10B857B58F6A7EB80F20BA5DC7BE1D43D9BF850149FBB36462 00",
        "7C438441 04
         9E880F842905B8B3181F7AF7CAA9F0EFB743847F44A306D2D28C1D9EC65DF6DB
         7764B22277A2EDDC3C265A9F018F9CB852E111B768B326904B59A0193776F094 9000",
    ),
    (
        "008600000C 7C0A8508 C2B0BD78D94BA866 00",
        "7C0A8608 3ABB9674BCE93C08 9000",
    ),
];

const OFFER: Offer = Offer {
    cipher: Cipher::Aes128,
    curve: Curve::BrainpoolP256r1,
    is_ambiguous: false,
};

/// Gives the prepared answers and keeps what it hears.
struct Card {
    answers: Vec<Vec<u8>>,
    heard: RefCell<Vec<Vec<u8>>>,
}

impl Card {
    fn honest() -> Self {
        Self {
            answers: EXCHANGES.map(|(_, answer)| hex(answer)).to_vec(),
            heard: RefCell::default(),
        }
    }

    fn with(turn: usize, answer: &str) -> Self {
        let mut card = Self::honest();
        card.answers[turn] = hex(answer);
        card
    }

    fn run(&self, offer: Offer) -> Result<(), PaceError> {
        let mut numbers = SECRET_NUMBERS.map(hex).into_iter();
        let mut random = |bytes: &mut [u8; 32]| {
            bytes.copy_from_slice(&numbers.next().ok_or(ProtocolError::NoRandomness)?);
            Ok(())
        };
        let password = Password::mrz("T220001293", "6408125", "1010318");
        let mut channel = Channel::new(self, Coding::Short);
        establish(&mut channel, offer, &password, false, &mut random)
    }

    fn refusal(&self) -> Refusal {
        match self.run(OFFER) {
            Err(PaceError::Refused(refusal)) => refusal,
            other => panic!("{other:?}"),
        }
    }

    fn fault(&self) -> ProtocolError {
        match self.run(OFFER) {
            Err(PaceError::Card(CardError::Protocol(error))) => error,
            other => panic!("{other:?}"),
        }
    }
}

impl Wire for &Card {
    fn transmit(&mut self, command: &[u8]) -> Result<Zeroizing<Vec<u8>>, CardError> {
        let turn = self.heard.borrow().len();
        self.heard.borrow_mut().push(command.to_vec());
        let answer = self.answers.get(turn).ok_or(CardError::Gone)?;
        Ok(Zeroizing::new(answer.clone()))
    }
}

#[test]
fn the_published_run_is_repeated_byte_for_byte() {
    let card = Card::honest();
    card.run(OFFER).unwrap();
    let heard = card.heard.borrow();
    for ((command, _), heard) in EXCHANGES.iter().zip(heard.iter()) {
        assert_eq!(*heard, hex(command));
    }
    assert_eq!(heard.len(), EXCHANGES.len());
}

#[test]
fn the_curve_is_named_where_the_card_offers_several() {
    let card = Card::honest();
    let offer = Offer {
        is_ambiguous: true,
        ..OFFER
    };
    card.run(offer).unwrap();
    let named = hex("0022C1A412 800A04007F00070202040202 830101 84010D");
    assert_eq!(card.heard.borrow()[0], named);
}

#[test]
fn a_card_may_refuse_before_it_begins() {
    for (status, refusal) in [
        ("63C0", Refusal::Blocked),
        ("6983", Refusal::Blocked),
        ("6283", Refusal::Off),
        ("6A88", Refusal::Unknown),
    ] {
        assert_eq!(Card::with(0, status).refusal(), refusal);
    }
    assert_eq!(Card::with(0, "6F00").fault(), ProtocolError::Status(0x6F00));
}

#[test]
fn a_wrong_word_is_told_from_a_fault() {
    for status in ["6300", "63C2", "63C0"] {
        assert_eq!(Card::with(4, status).refusal(), Refusal::Wrong);
    }
    assert_eq!(Card::with(4, "6983").refusal(), Refusal::Blocked);
    assert_eq!(Card::with(4, "6985").fault(), ProtocolError::Status(0x6985));
}

#[test]
fn the_last_try_of_the_pin_is_open_only_after_the_can() {
    let run = |after_can| {
        let card = Card::with(0, "63C1");
        let mut numbers = SECRET_NUMBERS.map(hex).into_iter();
        let mut random = |bytes: &mut [u8; 32]| {
            bytes.copy_from_slice(&numbers.next().ok_or(ProtocolError::NoRandomness)?);
            Ok(())
        };
        let pin = Password::pin("123456").unwrap();
        let mut channel = Channel::new(&card, Coding::Short);
        let outcome = establish(&mut channel, OFFER, &pin, after_can, &mut random);
        drop(channel);
        (outcome.is_err(), card.heard.into_inner().len())
    };
    assert_eq!(run(false), (true, 1));
    // The recorded card knows another word, but it was tried.
    assert_eq!(run(true), (true, 5));
}

#[test]
fn a_card_that_lies_is_found_out() {
    assert_eq!(
        Card::with(4, "7C0A8608 3ABB9674BCE93C09 9000").fault(),
        ProtocolError::WrongToken
    );
    assert_eq!(
        Card::with(4, "7C068604 3ABB9674 9000").fault(),
        ProtocolError::WrongToken
    );
    assert_eq!(
        Card::with(1, "7C0A8008 95A3A016522EE98D 9000").fault(),
        ProtocolError::BadNonce
    );
    assert_eq!(
        Card::with(1, "7C128110 95A3A016522EE98D01E76CB6B98B42C3 9000").fault(),
        ProtocolError::Missing(0x80)
    );
    assert_eq!(Card::with(1, "7C12 9000").fault(), ProtocolError::Malformed);
    assert_eq!(Card::with(2, "9000").fault(), ProtocolError::Missing(0x7C));
}

#[test]
fn unusable_points_are_refused() {
    let zeros = "00".repeat(64);
    let own_key = EXCHANGES[3].0.split_once("8341").unwrap().1;
    let own_key = own_key.trim_end_matches("00").trim();
    for (turn, answer) in [
        (2, format!("7C438241 04 {zeros} 9000")),
        (2, "7C03820100 9000".to_owned()),
        (2, format!("7C238221 02 {} 9000", "11".repeat(32))),
        (3, format!("7C438441 04 {zeros} 9000")),
        (3, format!("7C438441 {own_key} 9000")),
    ] {
        let fault = Card::with(turn, &answer).fault();
        assert_eq!(fault, ProtocolError::BadPoint, "{answer}");
    }
}

#[test]
fn without_random_numbers_there_is_no_talk() {
    let card = Card::honest();
    let password = Password::can("123456").unwrap();
    let mut channel = Channel::new(&card, Coding::Short);
    let mut zeros = |bytes: &mut [u8; 32]| {
        bytes.fill(0);
        Ok(())
    };
    let outcome = establish(&mut channel, OFFER, &password, false, &mut zeros);
    let error = CardError::from(ProtocolError::NoRandomness);
    assert!(matches!(outcome, Err(PaceError::Card(found)) if found == error));
}
