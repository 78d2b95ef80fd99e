//! The card against a terminal of a few lines, made of the card's own arithmetic. That both are right is
//! shown elsewhere: the companion's driver, which shares nothing with them, opens this card too.

use bp256::elliptic_curve::Group;

use super::chip::Chip;
use super::command::{Command, object, wrapped};
use super::crypto::{
    Point, checksum, decrypt, key, nonce_number, point, point_bytes, random_number,
};
use super::fault::{FAULTS, Fault};
use super::memory::Memory;
use super::options::{Options, parse};
use super::pace::PROTOCOL;

struct Desk {
    chip: Chip,
    memory: Memory,
    fault: Fault,
}

impl Desk {
    fn with(fault: Fault) -> Self {
        Self {
            chip: Chip::default(),
            memory: Memory::new(&Options::default(), fault),
            fault,
        }
    }

    fn send(&mut self, head: [u8; 4], data: &[u8]) -> (Vec<u8>, u16) {
        let mut bytes = head.to_vec();
        bytes.push(data.len() as u8);
        bytes.extend_from_slice(data);
        let mut answer = self.chip.answer(&mut self.memory, self.fault, &bytes);
        let low = answer.pop().unwrap();
        let high = answer.pop().unwrap();
        (answer, u16::from_be_bytes([high, low]))
    }

    fn choose(&mut self, word: u8) -> u16 {
        let mut data = wrapped(0x80, &PROTOCOL);
        data.extend(wrapped(0x83, &[word]));
        self.send([0, 0x22, 0xC1, 0xA4], &data).1
    }

    fn step(&mut self, class: u8, data: &[u8]) -> (Vec<u8>, u16) {
        let (answer, status) = self.send([class, 0x86, 0, 0], &wrapped(0x7C, data));
        (object(&answer, 0x7C).unwrap_or_default(), status)
    }

    /// Shows a word; gives the status of the last step.
    fn show(&mut self, word: u8, digits: &str) -> u16 {
        self.choose(word);
        let (answer, status) = self.step(0x10, &[]);
        let Some(hidden) = object(&answer, 0x80) else {
            return status;
        };
        let nonce = decrypt(&key(digits.as_bytes(), 3), [0; 16], &hidden);
        let ours = random_number();
        let mapped = wrapped(0x81, &point_bytes(Point::generator() * ours));
        let theirs = object(&self.step(0x10, &mapped).0, 0x82).unwrap();
        let nonce = nonce_number(nonce.try_into().unwrap());
        let base = Point::generator() * nonce + point(&theirs).unwrap() * ours;
        let ours = random_number();
        let agreed = wrapped(0x83, &point_bytes(base * ours));
        let theirs = object(&self.step(0x10, &agreed).0, 0x84).unwrap();
        let secret = point_bytes(point(&theirs).unwrap() * ours);
        let mut signed = wrapped(0x06, &PROTOCOL);
        signed.extend(wrapped(0x86, &theirs));
        let mut whole = vec![0x7F];
        whole.extend(wrapped(0x49, &signed));
        let proof = checksum(&key(&secret[1..33], 2), &whole);
        self.step(0x00, &wrapped(0x85, &proof)).1
    }
}

#[test]
fn wrong_pins_are_counted_down_to_the_block() {
    let mut desk = Desk::with(Fault::None);
    assert_eq!(desk.choose(3), 0x9000);
    assert_eq!(desk.show(3, "000000"), 0x63C2);
    assert_eq!(desk.choose(3), 0x63C2);
    assert_eq!(desk.show(3, "000000"), 0x63C1);
    // The last try wants the CAN in the same talk, so even the right PIN is not looked at.
    assert_eq!(desk.show(3, "123456"), 0x6985);
    assert_eq!(desk.memory.tries, 1);
}

#[test]
fn the_right_pin_gives_all_tries_back() {
    let mut desk = Desk::with(Fault::None);
    desk.show(3, "000000");
    assert_eq!(desk.show(3, "123456"), 0x9000);
    assert_eq!(desk.memory.tries, 3);
}

#[test]
fn can_and_puk_are_not_counted() {
    let mut desk = Desk::with(Fault::None);
    assert_eq!(desk.show(2, "000000"), 0x6300);
    assert_eq!(desk.show(2, "500540"), 0x9000);
    assert_eq!(desk.show(4, "0000000000"), 0x6300);
    assert_eq!(desk.show(4, "9876543210"), 0x9000);
    assert_eq!(desk.memory.puk_uses, 10);
}

#[test]
fn a_pin_is_never_set_in_the_clear() {
    let mut desk = Desk::with(Fault::None);
    assert_eq!(desk.show(3, "123456"), 0x9000);
    assert_eq!(desk.send([0, 0x2C, 2, 3], b"654321").1, 0x6982);
    assert_eq!(desk.memory.pin, "123456");
}

#[test]
fn an_empty_chat_is_refused() {
    let mut desk = Desk::with(Fault::None);
    let mut data = wrapped(0x80, &PROTOCOL);
    data.extend(wrapped(0x83, &[3]));
    data.extend([0x7F, 0x4C, 0x00]);
    assert_eq!(desk.send([0, 0x22, 0xC1, 0xA4], &data).1, 0x6A80);
}

#[test]
fn the_pin_stands_as_the_fault_says() {
    for (fault, status) in [
        (Fault::Blocked, 0x63C0),
        (Fault::Suspended, 0x63C1),
        (Fault::Off, 0x6283),
        (Fault::OtherCard, 0x6D00),
        (Fault::TransportPin, 0x9000),
    ] {
        assert_eq!(Desk::with(fault).choose(3), status, "{}", fault.name());
    }
    assert_eq!(Desk::with(Fault::TransportPin).show(3, "12345"), 0x9000);
}

#[test]
fn the_file_of_access_is_read_to_its_end() {
    let mut desk = Desk::with(Fault::None);
    let read = |desk: &mut Desk, from: [u8; 2]| {
        let bytes = [0, 0xB0, from[0], from[1], 0];
        desk.chip.answer(&mut desk.memory, Fault::None, &bytes)
    };
    let answer = read(&mut desk, [0x9C, 0]);
    assert_eq!(answer[answer.len() - 2..], [0x62, 0x82]);
    assert_eq!(answer[0], 0x31);
    assert_eq!(read(&mut desk, [0, 0xFF]), [0x6B, 0x00]);
}

#[test]
fn commands_of_every_form_are_read() {
    let read = |bytes: &[u8]| Command::read(bytes).map(|it| (it.data, it.wants_answer));
    assert_eq!(read(&[0, 1, 2, 3]), Some((vec![], false)));
    assert_eq!(read(&[0, 1, 2, 3, 0]), Some((vec![], true)));
    assert_eq!(read(&[0, 1, 2, 3, 1, 9]), Some((vec![9], false)));
    assert_eq!(read(&[0, 1, 2, 3, 1, 9, 0]), Some((vec![9], true)));
    assert_eq!(read(&[0, 1, 2, 3, 0, 0, 1, 9, 0, 0]), Some((vec![9], true)));
    assert_eq!(read(&[0, 1, 2, 3, 0, 1, 0]), Some((vec![], true)));
    assert_eq!(read(&[0, 1, 2]), None);
    assert_eq!(read(&[0, 1, 2, 3, 5, 9]), None);
}

#[test]
fn arguments_are_checked() {
    let parsed = |words: &[&str]| parse(words.iter().map(|word| (*word).to_owned()));
    assert_eq!(parsed(&["--pin", "222222"]).unwrap().pin, "222222");
    assert_eq!(parsed(&["--fault", "flood"]).unwrap().fault, Fault::Flood);
    for wrong in [
        &["--pin", "1"][..],
        &["--fault", "x"],
        &["--pin"],
        &["--x", "1"],
    ] {
        assert!(parsed(wrong).is_err(), "{wrong:?}");
    }
    for (name, fault) in FAULTS {
        assert_eq!((Fault::named(name), fault.name()), (Some(fault), name));
    }
}
