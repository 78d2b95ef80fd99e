//! What the terminal sends (ZVT chapter 3).

use super::apdu::Apdu;
use super::text::Charset;
use super::{Malformed, bcd, field, print, status, tlv};
use crate::devices::payment::{CardTransaction, Printed, ResultCode};

/// One message of the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// `80 00`: it has understood.
    Acknowledged,
    /// `84 xx`: it has not, or will not.
    Refused(ResultCode),
    /// `04 FF`: where it stands.
    Progress(u8),
    /// `04 0F`: what came of a transaction.
    Status(Box<CardTransaction>),
    /// `06 D1` and `06 D3`: something to print.
    Printed(Printed),
    /// `06 0F`: finished.
    Completed(Completion),
    /// `06 1E`: given up.
    Aborted(ResultCode),
    /// Anything else; it is only acknowledged.
    Other,
}

/// What a completion tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completion {
    /// How the terminal is, in answer to a status enquiry; 0 is ready.
    pub state: Option<ResultCode>,
    /// In answer to a registration: bit 0 wants an initialisation, bit 1 a diagnosis, bit 2 an action
    /// of the operator's.
    pub wants: u8,
    /// The terminal's number.
    pub terminal: Option<String>,
    /// Maker and model.
    pub model: Option<String>,
}

/// Reads a message.
///
/// # Errors
/// [`Malformed`] when its content is not as the protocol has it.
pub fn read(apdu: &Apdu, charset: Charset) -> Result<Message, Malformed> {
    let data = &apdu.data[..];
    Ok(match apdu.control {
        [0x80 | 0x84, 0x00] => Message::Acknowledged,
        [0x84, code] => Message::Refused(ResultCode(code)),
        [0x04, 0xff] => Message::Progress(*data.first().ok_or(Malformed)?),
        [0x04, 0x0f] => Message::Status(Box::new(status::read(data, charset)?)),
        [0x06, 0xd1] => Message::Printed(print::line(data, charset)?),
        [0x06, 0xd3] => Message::Printed(print::block(data, charset)?),
        [0x06, 0x0f] => Message::Completed(completion(data, charset)),
        [0x06, 0x1e] => Message::Aborted(ResultCode(*data.first().ok_or(Malformed)?)),
        _ => Message::Other,
    })
}

/// A completion's content differs by command and maker, and none of it decides anything about money:
/// what cannot be read is left out.
fn completion(data: &[u8], charset: Charset) -> Completion {
    match data.first() {
        Some(digit) if digit >> 4 == 0xf => state(data, charset).unwrap_or_default(),
        _ => registered(data).unwrap_or_default(),
    }
}

/// Answer to a status enquiry: version of the software, state, container.
fn state(data: &[u8], charset: Charset) -> Result<Completion, Malformed> {
    let (length, rest) = field::decimal(data, 3)?;
    let (version, rest) = rest.split_at_checked(length).ok_or(Malformed)?;
    let (state, rest) = rest.split_first().ok_or(Malformed)?;
    let mut completion = Completion {
        state: Some(ResultCode(*state)),
        model: Some(charset.line(version)),
        ..Completion::default()
    };
    let fields = field::fields(rest)?;
    let container = fields.iter().find(|(tag, _)| *tag == field::CONTAINER);
    let Some((_, container)) = container else {
        return Ok(completion);
    };
    let items = tlv::items(container)?;
    completion.terminal = tlv::find(&items, 0x1f44).map(bcd::digits);
    if let Some(device) = tlv::find(&items, 0xe4) {
        let name = tlv::find(&tlv::items(device)?, 0x1f40);
        completion.model = name.map(|name| charset.line(name)).or(completion.model);
    }
    Ok(completion)
}

fn registered(data: &[u8]) -> Result<Completion, Malformed> {
    let mut completion = Completion::default();
    for (tag, value) in field::fields(data)? {
        match tag {
            0x19 => completion.wants = value.first().copied().unwrap_or_default(),
            0x29 => completion.terminal = Some(bcd::digits(value)),
            _ => {}
        }
    }
    Ok(completion)
}

/// Reads whatever bytes there are, for tests with arbitrary input.
pub fn parse_any(bytes: &[u8]) {
    for charset in [Charset::Cp437, Charset::Latin1, Charset::Utf8] {
        let mut rest = bytes;
        while let Some((apdu, length)) = Apdu::first(rest) {
            let _ = read(&apdu, charset);
            rest = &rest[length..];
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Completion, Message, parse_any, read};
    use crate::devices::payment::ResultCode;
    use crate::devices::payment::zvt::apdu::Apdu;
    use crate::devices::payment::zvt::text::Charset;

    fn message(control: [u8; 2], data: &[u8]) -> Option<Message> {
        read(&Apdu::new(control, data.to_vec()), Charset::Cp437).ok()
    }

    #[test]
    fn short_messages_are_told_apart() {
        assert_eq!(message([0x80, 0], &[]), Some(Message::Acknowledged));
        assert_eq!(message([0x84, 0], &[]), Some(Message::Acknowledged));
        let busy = Message::Refused(ResultCode(0x9c));
        assert_eq!(message([0x84, 0x9c], &[]), Some(busy));
        assert_eq!(message([0x04, 0xff], &[0x0a]), Some(Message::Progress(10)));
        let aborted = Message::Aborted(ResultCode::ABORTED);
        assert_eq!(message([0x06, 0x1e], &[0x6c]), Some(aborted));
        assert_eq!(message([0x04, 0x01], &[1, 2]), Some(Message::Other));
        assert_eq!(message([0x04, 0xff], &[]), None);
        assert_eq!(message([0x06, 0x1e], &[]), None);
    }

    #[test]
    fn a_completion_that_cannot_be_read_is_a_completion_all_the_same() {
        for data in [&[][..], &[0xf9, 0xf9, 0xf9], &[0x31, 0x37], &[0x19]] {
            let plain = Message::Completed(Completion::default());
            assert_eq!(message([0x06, 0x0f], data), Some(plain), "{data:02x?}");
        }
        let wants = Completion {
            wants: 3,
            terminal: Some("52523535".to_owned()),
            ..Completion::default()
        };
        let data = [0x19, 3, 0x29, 0x52, 0x52, 0x35, 0x35, 0x49, 0x09, 0x78];
        assert_eq!(
            message([0x06, 0x0f], &data),
            Some(Message::Completed(wants))
        );
    }

    proptest! {
        #[test]
        fn any_bytes_can_be_read(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            parse_any(&bytes);
        }
    }
}
