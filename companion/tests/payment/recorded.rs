//! Recorded messages are taken apart and put together again, byte for byte, and understood.

use amtskoffer_companion::devices::payment::zvt::apdu::Apdu;
use amtskoffer_companion::devices::payment::zvt::command::{self, Password};
use amtskoffer_companion::devices::payment::zvt::message::{Completion, Message, read};
use amtskoffer_companion::devices::payment::zvt::{Charset, field, serial, tlv};
use amtskoffer_companion::devices::payment::{CardTransaction, ReceiptKind, ResultCode};

use super::recordings::{COUNT, all, one};

fn apdu(bytes: &[u8]) -> Apdu {
    let (apdu, length) = Apdu::first(bytes).expect("a whole message");
    assert_eq!(length, bytes.len());
    apdu
}

fn message(part: &str) -> Message {
    read(&apdu(&one(part)), Charset::Cp437).expect("understood")
}

/// Bytes before the fields that a command has at fixed places; nothing for what is no list of fields.
fn fixed_bytes(apdu: &Apdu) -> Option<usize> {
    Some(match apdu.control {
        [0x06, 0xc0 | 0x1e] => 1,
        [0x06, 0x00] => 6,
        [0x06, 0x50] | [0x08, 0x14] => 3,
        // Version, one byte, container; or words of the maker's own.
        [0x06, 0x0f] => match apdu.data.first() {
            Some(0x31) => return None,
            Some(digit) if digit >> 4 == 0xf => {
                let (length, _) = field::decimal(&apdu.data, 3).expect("a length");
                3 + length + 1
            }
            _ => 0,
        },
        // The status alone; and a command of the maker's own.
        [0x04, 0xff] | [0x0f, 0xa1] => return None,
        _ => 0,
    })
}

#[test]
fn every_recorded_message_is_read_and_written_byte_for_byte() {
    let recordings = all();
    assert_eq!(recordings.len(), COUNT);
    for (name, bytes) in recordings {
        let apdu = apdu(&bytes);
        assert_eq!(apdu.encode(), bytes, "{name}");
        let mut framed = serial::frame(&bytes);
        let unframed = serial::take(&mut framed);
        assert_eq!(unframed, Some(serial::Arrived::Message(bytes)), "{name}");
    }
}

#[test]
fn every_field_of_every_recorded_message_is_read_and_written_byte_for_byte() {
    let mut lists = 0;
    for (name, bytes) in all() {
        let apdu = apdu(&bytes);
        let Some(fixed) = fixed_bytes(&apdu) else {
            continue;
        };
        let (prefix, rest) = apdu.data.split_at(fixed);
        let fields = field::fields(rest).unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut again = prefix.to_vec();
        for (tag, value) in fields {
            if tag == field::CONTAINER {
                assert_eq!(rewritten(value), value, "{name}");
            }
            field::write(tag, value, &mut again).expect("what was read can be written");
        }
        assert_eq!(again, apdu.data[..], "{name}");
        lists += 1;
    }
    assert_eq!(lists, COUNT - 3);
}

/// A container, taken apart and put together again.
fn rewritten(container: &[u8]) -> Vec<u8> {
    let mut again = Vec::new();
    for (tag, value) in tlv::items(container).expect("a container") {
        tlv::write(tag, value, &mut again).expect("what was read can be written");
    }
    again
}

#[test]
fn recorded_transactions_are_understood_and_their_card_numbers_masked() {
    let Message::Status(told) = message("1680728165.675509000_pt_ecr") else {
        panic!("a status");
    };
    let expected = CardTransaction {
        result: ResultCode::OK,
        cents: Some(2_500),
        trace: Some(975),
        receipt: Some(231),
        reverses: None,
        terminal: "52523535".to_owned(),
        card_number: "************8074".to_owned(),
        card_name: "MasterCard".to_owned(),
        authorisation: "750071".to_owned(),
        totals: false,
        at: Some([4, 5, 22, 55, 58]),
    };
    assert_eq!(*told, expected);

    let Message::Status(told) = message("1682066249.409078000_pt_ecr") else {
        panic!("a status");
    };
    assert_eq!(told.card_name, "girocard");
    assert_eq!(
        told.card_number, "***************8004",
        "not masked by the terminal"
    );
    assert_eq!((told.trace, told.receipt), (Some(1_012), Some(249)));

    let Message::Status(told) = message("1680761828.489701000_pt_ecr") else {
        panic!("a status");
    };
    assert!(told.totals);
    assert_eq!((told.cents, told.trace), (Some(958), Some(982)));
    assert_eq!(told.entry(), None);
}

#[test]
fn recorded_receipts_are_understood() {
    let Message::Printed(receipt) = message("1680728215.585561000_pt_ecr") else {
        panic!("a receipt");
    };
    assert_eq!(receipt.receipt, ReceiptKind::Customer);
    assert_eq!(receipt.lines.len(), 33);
    assert_eq!(receipt.lines[1].trim(), "** Customer Receipt **");
    assert_eq!(receipt.lines[5], "05.04.2023                      22:55:58");
    let Message::Printed(settings) = message("print_system_configuration_reply") else {
        panic!("a receipt");
    };
    assert_eq!(settings.receipt, ReceiptKind::Administration);
    assert_eq!(settings.lines.len(), 118);
    let umlaut = |line: &String| line.starts_with("Gültigkeit Clnt-Auth-");
    assert!(settings.lines.iter().any(umlaut));
}

#[test]
fn recorded_short_answers_are_understood() {
    let progress = Message::Progress(0x17);
    assert_eq!(message("1680728162.647465000_pt_ecr"), progress);
    let plain = Message::Completed(Completion::default());
    assert_eq!(message("1680728165.827009000_pt_ecr"), plain);
    let registered = Completion {
        wants: 0x10,
        terminal: Some("52523535".to_owned()),
        ..Completion::default()
    };
    let registered = Message::Completed(registered);
    assert_eq!(message("1680761818.641601000_pt_ecr"), registered);
    let state = Completion {
        state: Some(ResultCode::OK),
        terminal: Some("52523535".to_owned()),
        model: Some("cVEND plug".to_owned()),
        ..Completion::default()
    };
    let state = Message::Completed(state);
    assert_eq!(message("1680728219.054216000_pt_ecr"), state);
    let aborted = Message::Aborted(ResultCode(0xb8));
    assert_eq!(message("partial_reversal.blob"), aborted);
}

#[test]
fn we_write_what_was_recorded_from_another_till() {
    let password = Password::parse("123456").expect("six digits");
    assert_eq!(
        command::end_of_day(password).encode(),
        one("1681282621.302434000_ecr_pt")
    );
    let recorded = apdu(&one("1681273860.511128000_ecr_pt"));
    let ours = command::register(password).expect("fits");
    assert_eq!(ours.control, recorded.control);
    // Ours has a container behind it and another configuration.
    assert_eq!(ours.data[..3], recorded.data[..3]);
    assert_eq!(ours.data[4..6], recorded.data[4..6]);
}
