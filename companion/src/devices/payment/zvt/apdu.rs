//! One message of the protocol: two control bytes, a length, the data (ZVT chapter 1.3).

use std::fmt;

use zeroize::Zeroizing;

/// Longest data block; the length has two bytes at most.
pub const MAX_DATA: usize = 0xffff;

/// Marks a length that follows in two bytes, low byte first.
const LONG: u8 = 0xff;

/// One message.
#[derive(Clone, PartialEq, Eq)]
pub struct Apdu {
    /// Class and instruction.
    pub control: [u8; 2],
    /// The data; it may hold a card number.
    pub data: Zeroizing<Vec<u8>>,
}

impl fmt::Debug for Apdu {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "Apdu({:02x?}, {} bytes)",
            self.control,
            self.data.len()
        )
    }
}

impl Apdu {
    /// A message. Data beyond [`MAX_DATA`] cannot be said and is cut off.
    pub fn new(control: [u8; 2], mut data: Vec<u8>) -> Self {
        data.truncate(MAX_DATA);
        Self {
            control,
            data: Zeroizing::new(data),
        }
    }

    /// The bytes on the wire.
    pub fn encode(&self) -> Vec<u8> {
        let length = self.data.len();
        let mut bytes = self.control.to_vec();
        match u8::try_from(length) {
            Ok(short) if short < LONG => bytes.push(short),
            _ => {
                let long = u16::try_from(length).unwrap_or(u16::MAX);
                bytes.push(LONG);
                bytes.extend(long.to_le_bytes());
            }
        }
        bytes.extend_from_slice(&self.data);
        bytes
    }

    /// The message at the beginning of the bytes and its whole length; nothing while it is not there
    /// wholly.
    pub fn first(bytes: &[u8]) -> Option<(Self, usize)> {
        let control = [*bytes.first()?, *bytes.get(1)?];
        let (head, length) = match *bytes.get(2)? {
            LONG => {
                let long = [*bytes.get(3)?, *bytes.get(4)?];
                (5, usize::from(u16::from_le_bytes(long)))
            }
            short => (3, usize::from(short)),
        };
        let data = bytes.get(head..head + length)?;
        Some((Self::new(control, data.to_vec()), head + length))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Apdu, MAX_DATA};

    #[test]
    fn lengths_from_255_on_take_two_more_bytes() {
        let encoded = |length| Apdu::new([6, 1], vec![7; length]).encode();
        assert_eq!(encoded(0), [6, 1, 0]);
        assert_eq!(encoded(254)[..4], [6, 1, 254, 7]);
        assert_eq!(encoded(255)[..6], [6, 1, 255, 255, 0, 7]);
        assert_eq!(encoded(MAX_DATA + 1).len(), MAX_DATA + 5);
    }

    #[test]
    fn nothing_of_the_data_is_shown() {
        let apdu = Apdu::new([4, 0x0f], b"4711".to_vec());
        assert_eq!(format!("{apdu:?}"), "Apdu([04, 0f], 4 bytes)");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(
            control in any::<[u8; 2]>(),
            data in prop::collection::vec(any::<u8>(), 0..600),
            more in prop::collection::vec(any::<u8>(), 0..9),
        ) {
            let apdu = Apdu::new(control, data);
            let mut bytes = apdu.encode();
            let whole = bytes.len();
            for cut in [0, 1, 2, 3, whole - 1] {
                prop_assert!(cut >= whole || Apdu::first(&bytes[..cut]).is_none());
            }
            bytes.extend(more);
            prop_assert_eq!(Apdu::first(&bytes), Some((apdu, whole)));
        }

        #[test]
        fn any_bytes_can_be_looked_at(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            if let Some((_, length)) = Apdu::first(&bytes) {
                prop_assert!(length <= bytes.len());
            }
        }
    }
}
