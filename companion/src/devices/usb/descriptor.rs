//! What a device says of itself when it is plugged in (USB 2.0, 9.6). Total functions on untrusted
//! bytes.

/// Class of human interface devices.
pub const HID_CLASS: u8 = 3;

const INTERFACE: u8 = 4;
const ENDPOINT: u8 = 5;
const INTERRUPT: u8 = 3;
/// Bit of an endpoint's address and of bmRequestType: towards us.
pub(super) const DIRECTION_IN: u8 = 0x80;

/// Where reports of a human interface device come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HidPlace {
    /// bInterfaceNumber.
    pub interface: u8,
    /// bEndpointAddress of its interrupt endpoint towards us.
    pub endpoint: u8,
    /// wMaxPacketSize, at most 1024 bytes.
    pub packet: u16,
}

/// The first interface of the class that sends reports, out of a whole configuration descriptor. A
/// cut-off or contradictory rest is not read.
pub fn hid_place(configuration: &[u8]) -> Option<HidPlace> {
    let mut interface = None;
    for part in Parts(configuration) {
        match *part {
            [_, INTERFACE, number, alternate, _, class, ..] => {
                interface = (class == HID_CLASS && alternate == 0).then_some(number);
            }
            [_, ENDPOINT, endpoint, attributes, low, high, ..] => {
                let Some(interface) = interface else { continue };
                if attributes & 0b11 == INTERRUPT && endpoint & DIRECTION_IN != 0 {
                    return Some(HidPlace {
                        interface,
                        endpoint,
                        // Bits above are further packets of fast devices.
                        packet: (u16::from_le_bytes([low, high]) & 0x7ff).clamp(1, 1024),
                    });
                }
            }
            _ => {}
        }
    }
    None
}

/// The text of a string descriptor, without control characters and at most 80 letters.
pub fn text(descriptor: &[u8]) -> Option<String> {
    let [length, 3, ..] = *descriptor else {
        return None;
    };
    let units = descriptor.get(2..usize::from(length).min(descriptor.len()))?;
    let units = units
        .chunks_exact(2)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    let letters = char::decode_utf16(units).filter_map(Result::ok);
    let text: String = letters
        .filter(|letter| !letter.is_control())
        .take(80)
        .collect();
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Descriptors one after another; each begins with its length.
struct Parts<'a>(&'a [u8]);

impl<'a> Iterator for Parts<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let length = usize::from(*self.0.first()?);
        if length < 2 {
            return None;
        }
        let (part, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(part)
    }
}

#[cfg(test)]
mod tests {
    use super::{HidPlace, hid_place, text};
    use proptest::prelude::*;

    const CONFIGURATION: [u8; 9] = [9, 2, 41, 0, 2, 1, 0, 0x80, 50];
    const STORAGE: [u8; 16] = [9, 4, 0, 0, 1, 8, 6, 80, 0, 7, 5, 0x82, 2, 64, 0, 0];
    const PAD: [u8; 25] = [
        9, 4, 1, 0, 1, 3, 0, 0, 0, 9, 0x21, 0x11, 1, 0, 1, 0x22, 99, 0, 7, 5, 0x81, 3, 64, 0, 5,
    ];

    #[test]
    fn the_interface_that_sends_reports_is_found_among_others() {
        let whole = [&CONFIGURATION[..], &STORAGE, &PAD].concat();
        let place = HidPlace {
            interface: 1,
            endpoint: 0x81,
            packet: 64,
        };
        assert_eq!(hid_place(&whole), Some(place));
        assert_eq!(hid_place(&[&CONFIGURATION[..], &STORAGE].concat()), None);
    }

    #[test]
    fn what_is_cut_off_or_has_no_length_is_not_read() {
        let whole = [&CONFIGURATION[..], &PAD].concat();
        for length in 0..whole.len() {
            assert_eq!(hid_place(&whole[..length]), None, "{length}");
        }
        assert_eq!(hid_place(&[0; 40]), None);
    }

    #[test]
    fn a_text_is_read_and_bounded() {
        assert_eq!(
            text(&[8, 3, b'S', 0, b'T', 0, b'U', 0]),
            Some("STU".to_owned())
        );
        assert_eq!(text(&[6, 3, 7, 0, b'T', 0, b'U', 0]), Some("T".to_owned()));
        for none in [
            &[][..],
            &[2, 3],
            &[1, 3, 65, 0],
            &[4, 9, 65, 0],
            &[4, 3, 0, 0xd8],
        ] {
            assert_eq!(text(none), None, "{none:?}");
        }
        let long: Vec<u8> = [255, 3].into_iter().chain([65, 0].repeat(200)).collect();
        assert_eq!(text(&long).unwrap().len(), 80);
    }

    proptest! {
        #[test]
        fn any_bytes_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            if let Some(place) = hid_place(&bytes) {
                prop_assert!(place.packet > 0 && place.packet <= 1024);
            }
            let _ = text(&bytes);
        }
    }
}
