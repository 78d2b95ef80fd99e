//! The crate `zvt` as another till: it reads what we write, and we read what it writes.

use amtskoffer_companion::devices::payment::ResultCode;
use amtskoffer_companion::devices::payment::zvt::apdu::Apdu;
use amtskoffer_companion::devices::payment::zvt::command::{self, Password};
use amtskoffer_companion::devices::payment::zvt::message::{Message, read};
use amtskoffer_companion::devices::payment::zvt::{Charset, command::MAX_CENTS};
use proptest::prelude::*;
use zvt::packets::{Diagnosis, EndOfDay, IntermediateStatusInformation, StatusInformation};
use zvt::{Zvt, ZvtSerializer, encoding, length};

// Commands that the crate lacks, in its own words.

#[derive(Debug, PartialEq, Zvt)]
#[zvt_control_field(class = 0x06, instr = 0x01)]
struct Authorisation {
    #[zvt_bmp(number = 0x04, length = length::Fixed<6>, encoding = encoding::Bcd)]
    amount: Option<usize>,
    #[zvt_bmp(number = 0x49, length = length::Fixed<2>, encoding = encoding::Bcd)]
    currency: Option<usize>,
}

#[derive(Debug, PartialEq, Zvt)]
#[zvt_control_field(class = 0x06, instr = 0x30)]
struct Reversal {
    #[zvt_bmp(length = length::Fixed<3>, encoding = encoding::Bcd)]
    password: usize,
    #[zvt_bmp(number = 0x87, length = length::Fixed<2>, encoding = encoding::Bcd)]
    receipt: Option<usize>,
    #[zvt_bmp(number = 0x04, length = length::Fixed<6>, encoding = encoding::Bcd)]
    amount: Option<usize>,
    #[zvt_bmp(number = 0x49, length = length::Fixed<2>, encoding = encoding::Bcd)]
    currency: Option<usize>,
}

#[derive(Debug, PartialEq, Zvt)]
#[zvt_control_field(class = 0x06, instr = 0x20)]
struct RepeatReceipt {
    #[zvt_bmp(length = length::Fixed<3>, encoding = encoding::Bcd)]
    password: usize,
}

#[derive(Debug, PartialEq, Zvt)]
#[zvt_control_field(class = 0x06, instr = 0xb0)]
struct AbortByTill {}

/// The list of permitted commands that we register with.
#[derive(Debug, PartialEq, Zvt)]
struct PermittedCommands {
    #[zvt_tlv(tag = 0x0a, encoding = encoding::BigEndian)]
    command: u16,
}

#[derive(Debug, PartialEq, Zvt)]
struct RegistrationContainer {
    #[zvt_tlv(tag = 0x26)]
    permitted: Option<PermittedCommands>,
}

#[derive(Debug, PartialEq, Zvt)]
#[zvt_control_field(class = 0x06, instr = 0x00)]
struct Registration {
    #[zvt_bmp(length = length::Fixed<3>, encoding = encoding::Bcd)]
    password: usize,
    config_byte: u8,
    #[zvt_bmp(length = length::Fixed<2>, encoding = encoding::Bcd)]
    currency: usize,
    #[zvt_bmp(number = 0x06, length = length::Tlv)]
    container: Option<RegistrationContainer>,
}

fn password() -> Password {
    Password::parse("123456").expect("six digits")
}

fn number(value: i64) -> usize {
    usize::try_from(value).expect("positive")
}

#[test]
fn it_reads_our_registration_and_short_commands_and_writes_the_same() {
    let ours = command::register(password()).expect("fits").encode();
    let theirs = Registration {
        password: 123_456,
        config_byte: 0x9e,
        currency: 978,
        container: Some(RegistrationContainer {
            permitted: Some(PermittedCommands { command: 0x06d3 }),
        }),
    };
    assert_eq!(
        Registration::zvt_deserialize(&ours).expect("read").0,
        theirs
    );
    assert_eq!(theirs.zvt_serialize(), ours);

    let ours = command::end_of_day(password()).encode();
    assert_eq!(EndOfDay { password: 123_456 }.zvt_serialize(), ours);
    let ours = command::repeat_receipt(password()).encode();
    assert_eq!(RepeatReceipt { password: 123_456 }.zvt_serialize(), ours);
    assert_eq!(
        Diagnosis { tlv: None }.zvt_serialize(),
        command::diagnosis().encode()
    );
    assert_eq!(AbortByTill {}.zvt_serialize(), command::abort().encode());
    assert_eq!(
        zvt::packets::Ack {}.zvt_serialize(),
        command::acknowledge().encode()
    );
}

proptest! {
    #[test]
    fn it_reads_our_orders_and_writes_the_same(
        cents in 1..=MAX_CENTS,
        receipt in 0..=9_999_u32,
    ) {
        let ours = command::authorise(cents).expect("fits").encode();
        let theirs = Authorisation { amount: Some(number(cents)), currency: Some(978) };
        prop_assert_eq!(theirs.zvt_serialize(), ours.clone());
        prop_assert_eq!(Authorisation::zvt_deserialize(&ours).expect("read").0, theirs);

        let ours = command::reverse(password(), receipt, cents).expect("fits").encode();
        let theirs = Reversal {
            password: 123_456,
            receipt: usize::try_from(receipt).ok(),
            amount: Some(number(cents)),
            currency: Some(978),
        };
        prop_assert_eq!(theirs.zvt_serialize(), ours.clone());
        prop_assert_eq!(Reversal::zvt_deserialize(&ours).expect("read").0, theirs);
    }

    #[test]
    fn we_read_what_it_writes(
        amount in 0..=999_999_999_999_usize,
        trace in 0..=999_999_usize,
        receipt in 0..=9_999_usize,
        result in any::<u8>(),
        terminal in 10_000_000..=99_999_999_usize,
        card_name in "[A-Za-z ]{1,20}[A-Za-z]",
        status in any::<u8>(),
    ) {
        let theirs = StatusInformation {
            amount: Some(amount),
            trace_number: Some(trace),
            receipt_no: Some(receipt),
            result_code: Some(result),
            terminal_id: Some(terminal),
            card_name: Some(card_name.clone()),
            ..StatusInformation::default()
        };
        let message = parsed(&theirs.zvt_serialize());
        let Message::Status(told) = message else { panic!("a status") };
        prop_assert_eq!(told.cents, i64::try_from(amount).ok());
        prop_assert_eq!(told.trace, u32::try_from(trace).ok());
        prop_assert_eq!(told.receipt, u32::try_from(receipt).ok());
        prop_assert_eq!(told.result, ResultCode(result));
        prop_assert_eq!(told.terminal, terminal.to_string());
        prop_assert_eq!(told.card_name, card_name.trim());

        let theirs = IntermediateStatusInformation { status, timeout: None };
        prop_assert_eq!(parsed(&theirs.zvt_serialize()), Message::Progress(status));
    }
}

fn parsed(bytes: &[u8]) -> Message {
    let (apdu, _) = Apdu::first(bytes).expect("a whole message");
    read(&apdu, Charset::Cp437).expect("understood")
}
