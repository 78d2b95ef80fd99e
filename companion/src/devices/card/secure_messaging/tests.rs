use proptest::prelude::*;

use super::super::{hex, tlv};
use super::*;

/// The secret of ICAO Doc 9303-11 (8th edition), appendix G.1.
const SECRET: &str = "28768D20701247DAE81804C9E780EDE582A9996DB4A315020B2733197DB84925";

fn talk() -> SecureMessaging {
    SecureMessaging::new(Cipher::Aes128, &hex(SECRET))
}

fn select() -> Command {
    Command::new(0xA4, [4, 0x0C], &hex("A0000002471001"), None)
}

/// What an honest card with the same keys answers as its `turn`th message.
fn answer(turn: u128, data: &[u8], status: u16) -> Response {
    let card = SecureMessaging {
        counter: turn,
        ..talk()
    };
    let mut objects = Vec::new();
    if !data.is_empty() {
        let mut hidden = data.to_vec();
        pad(&mut hidden);
        card.encryption.encrypt(&card.iv(), &mut hidden).unwrap();
        hidden.insert(0, PADDED);
        tlv::put(&mut objects, DATA, &hidden);
    }
    tlv::put(&mut objects, STATUS, &status.to_be_bytes());
    let mut to_sum = objects.clone();
    pad(&mut to_sum);
    let sum = card.checksum.checksum(&[&card.counter_bytes(), &to_sum]);
    tlv::put(&mut objects, CHECKSUM, &sum);
    Response {
        data: Zeroizing::new(objects),
        status,
    }
}

/// SELECT under the session keys of appendix G.1, as computed by an independent implementation
/// (jcexpress, `IcaoAppendixG1PaceTest`).
#[test]
fn a_command_is_hidden_as_elsewhere() {
    let mut talk = talk();
    let hidden = talk.protect(&select()).unwrap();
    assert_eq!(
        hidden.encode(super::super::apdu::Coding::Short).unwrap()[..],
        hex("0CA4040C1D871101752F676B09FAC86A87D632749A49C7CC8E08C18BA1FCE707BD9F00")
    );
    let answer = Response::decode(&hex("990290008E08BEA7B381C494A0799000")).unwrap();
    assert_eq!(talk.reveal(&answer).unwrap().status, 0x9000);
}

#[test]
fn answers_are_opened() {
    let mut talk = talk();
    talk.protect(&select()).unwrap();
    let opened = talk.reveal(&answer(2, b"data", 0x6282)).unwrap();
    assert_eq!((&opened.data[..], opened.status), (&b"data"[..], 0x6282));
}

#[test]
fn the_chain_bit_stays() {
    let command = Command {
        class: 0x10,
        ..Command::new(0x86, [0, 0], &[1], Some(256))
    };
    let hidden = talk().protect(&command).unwrap();
    assert_eq!(hidden.class, 0x1C);
}

fn fault(change: impl FnOnce(&mut Response)) -> ProtocolError {
    let mut talk = talk();
    talk.protect(&select()).unwrap();
    let mut answer = answer(2, b"data", 0x9000);
    change(&mut answer);
    let error = talk.reveal(&answer).unwrap_err();
    // Whatever it was, nothing more goes over this talk.
    assert_eq!(talk.protect(&select()), Err(ProtocolError::TalkOver));
    error
}

#[test]
fn a_card_that_lies_is_not_believed() {
    let wrong = ProtocolError::WrongChecksum;
    assert_eq!(fault(|answer| answer.data[3] ^= 1), wrong);
    assert_eq!(fault(|answer| answer.status = 0x6982), wrong);
    assert_eq!(
        fault(|answer| {
            let end = answer.data.len() - 1;
            answer.data[end] ^= 1;
        }),
        wrong
    );
    assert_eq!(
        fault(|answer| answer.data.clear()),
        ProtocolError::NotSecured(0x9000)
    );
    assert_eq!(
        fault(|answer| answer.data.truncate(23)),
        ProtocolError::Missing(CHECKSUM)
    );
    assert_eq!(
        fault(|answer| answer.data.truncate(7)),
        ProtocolError::Malformed
    );
    assert_eq!(fault(|other| *other = answer(4, b"data", 0x9000)), wrong);
}

#[test]
fn authentic_nonsense_is_refused() {
    let sealed = |objects: &[u8]| {
        let card = SecureMessaging {
            counter: 2,
            ..talk()
        };
        let mut to_sum = objects.to_vec();
        pad(&mut to_sum);
        let sum = card.checksum.checksum(&[&card.counter_bytes(), &to_sum]);
        let mut data = objects.to_vec();
        tlv::put(&mut data, CHECKSUM, &sum);
        fault(|answer| answer.data = Zeroizing::new(data))
    };
    assert_eq!(sealed(&[]), ProtocolError::Missing(STATUS));
    assert_eq!(sealed(&hex("8700 99029000")), ProtocolError::BadPadding);
    assert_eq!(sealed(&hex("870101 99029000")), ProtocolError::BadPadding);
    assert_eq!(sealed(&hex("87020100 99029000")), ProtocolError::BadPadding);
    assert_eq!(sealed(&hex("990190")), ProtocolError::Malformed);
}

proptest! {
    #[test]
    fn any_answer_is_opened_or_refused(bytes in proptest::collection::vec(any::<u8>(), 2..200)) {
        let mut talk = talk();
        talk.protect(&select()).unwrap();
        prop_assert!(talk.reveal(&Response::decode(&bytes).unwrap()).is_err());
    }

    #[test]
    fn what_a_card_hides_is_opened(data in proptest::collection::vec(any::<u8>(), 0..600)) {
        let mut talk = talk();
        talk.protect(&select()).unwrap();
        prop_assert_eq!(&talk.reveal(&answer(2, &data, 0x9000)).unwrap().data[..], &data[..]);
    }
}
