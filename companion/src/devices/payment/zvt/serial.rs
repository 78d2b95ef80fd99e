//! Messages on a serial line: framed by control characters, with a check sum, each acknowledged by one
//! character (ZVT transport protocol, chapter "RS-232").

/// Comes before every control character of a frame; doubled in the data.
const DLE: u8 = 0x10;
const STX: u8 = 0x02;
const ETX: u8 = 0x03;

/// The frame has arrived whole.
pub const ACK: u8 = 0x06;

/// It has not; send it again.
pub const NAK: u8 = 0x15;

/// Longest frame that is taken in, before it is unpacked.
const MAX_FRAME: usize = 2 * (super::apdu::MAX_DATA + 16);

/// What arrived on the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arrived {
    /// A message, its check sum right.
    Message(Vec<u8>),
    /// Something like a frame that is broken.
    Broken,
    /// Our frame arrived.
    Acknowledged,
    /// Our frame did not.
    Refused,
}

/// Packs a message.
pub fn frame(message: &[u8]) -> Vec<u8> {
    let mut frame = vec![DLE, STX];
    for byte in message {
        frame.push(*byte);
        if *byte == DLE {
            frame.push(DLE);
        }
    }
    frame.extend([DLE, ETX]);
    frame.extend(check_sum(message).to_le_bytes());
    frame
}

/// Takes what arrived first out of the bytes; nothing while more are needed. Noise between frames is
/// passed over.
pub fn take(bytes: &mut Vec<u8>) -> Option<Arrived> {
    let noise = bytes
        .iter()
        .position(|byte| [DLE, ACK, NAK].contains(byte))
        .unwrap_or(bytes.len());
    bytes.drain(..noise);
    match *bytes.first()? {
        ACK => {
            bytes.drain(..1);
            Some(Arrived::Acknowledged)
        }
        NAK => {
            bytes.drain(..1);
            Some(Arrived::Refused)
        }
        _ => take_frame(bytes),
    }
}

fn take_frame(bytes: &mut Vec<u8>) -> Option<Arrived> {
    if *bytes.get(1)? != STX {
        bytes.drain(..1);
        return take(bytes);
    }
    let mut message = Vec::new();
    let mut place = 2;
    loop {
        if place > MAX_FRAME {
            return Some(broken(bytes, place));
        }
        match *bytes.get(place)? {
            DLE => match *bytes.get(place + 1)? {
                DLE => {
                    message.push(DLE);
                    place += 2;
                }
                ETX => break,
                _ => return Some(broken(bytes, place)),
            },
            byte => {
                message.push(byte);
                place += 1;
            }
        }
    }
    let sum = [*bytes.get(place + 2)?, *bytes.get(place + 3)?];
    bytes.drain(..place + 4);
    if u16::from_le_bytes(sum) == check_sum(&message) {
        Some(Arrived::Message(message))
    } else {
        Some(Arrived::Broken)
    }
}

fn broken(bytes: &mut Vec<u8>, until: usize) -> Arrived {
    bytes.drain(..until);
    Arrived::Broken
}

/// Takes whatever bytes there are apart, for tests with arbitrary input.
pub fn parse_any(bytes: &[u8]) {
    let mut bytes = bytes.to_vec();
    while take(&mut bytes).is_some() {}
}

/// CRC-16 over the message and the closing character, lowest bit first, beginning with 0.
fn check_sum(message: &[u8]) -> u16 {
    let mut sum = 0_u16;
    for byte in message.iter().chain([&ETX]) {
        sum ^= u16::from(*byte);
        for _ in 0..8 {
            let carry = sum & 1;
            sum >>= 1;
            if carry == 1 {
                sum ^= 0x8408;
            }
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{ACK, Arrived, NAK, check_sum, frame, take};

    #[test]
    fn the_check_sum_is_that_of_the_published_check_value() {
        // CRC-16/KERMIT of "123456789" is 0x2189; ours counts the closing character as well.
        let over_more = check_sum(b"12345678");
        assert_ne!(over_more, 0x2189);
        let digits: Vec<u8> = (b'1'..=b'9').collect();
        let mut sum = 0_u16;
        for byte in &digits {
            sum = (sum >> 8) ^ table(((sum ^ u16::from(*byte)) & 0xff) as u8);
        }
        assert_eq!(sum, 0x2189);
        sum = (sum >> 8) ^ table(((sum ^ 3) & 0xff) as u8);
        assert_eq!(check_sum(&digits), sum);
    }

    fn table(index: u8) -> u16 {
        (0..8).fold(u16::from(index), |value, _| match value & 1 {
            1 => (value >> 1) ^ 0x8408,
            _ => value >> 1,
        })
    }

    #[test]
    fn a_frame_is_packed_and_unpacked_and_its_double_is_one() {
        let mut bytes = frame(&[0x06, 0x10, 0x10, 0x03]);
        assert_eq!(bytes[..8], [0x10, 0x02, 0x06, 0x10, 0x10, 0x10, 0x10, 0x03]);
        bytes.insert(0, 0x99);
        bytes.extend([ACK, NAK]);
        let message = Arrived::Message(vec![0x06, 0x10, 0x10, 0x03]);
        assert_eq!(take(&mut bytes), Some(message));
        assert_eq!(take(&mut bytes), Some(Arrived::Acknowledged));
        assert_eq!(take(&mut bytes), Some(Arrived::Refused));
        assert_eq!(take(&mut bytes), None);
    }

    #[test]
    fn a_flipped_bit_breaks_a_frame_and_the_next_one_is_read() {
        let mut bytes = frame(&[0x80, 0x00, 0x00]);
        bytes[3] ^= 1;
        bytes.extend(frame(&[0x84, 0x00, 0x00]));
        assert_eq!(take(&mut bytes), Some(Arrived::Broken));
        let message = Arrived::Message(vec![0x84, 0x00, 0x00]);
        assert_eq!(take(&mut bytes), Some(message));
    }

    proptest! {
        #[test]
        fn what_is_packed_is_unpacked_byte_by_byte(
            message in prop::collection::vec(any::<u8>(), 0..200),
        ) {
            let packed = frame(&message);
            let mut bytes = Vec::new();
            for byte in &packed[..packed.len() - 1] {
                bytes.push(*byte);
                prop_assert_eq!(take(&mut bytes), None);
            }
            bytes.extend(packed.last());
            prop_assert_eq!(take(&mut bytes), Some(Arrived::Message(message)));
            prop_assert!(bytes.is_empty());
        }

        #[test]
        fn any_bytes_end(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let mut bytes = bytes;
            while take(&mut bytes).is_some() {}
        }
    }
}
