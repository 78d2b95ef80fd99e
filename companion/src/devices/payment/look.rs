//! From a terminal's state to what the page is told.

use amtskoffer_contract::bridge::DeviceCause;
use amtskoffer_domain::device::Seen;

use super::ResultCode;

/// The terminal asks for patience, e.g. because it loads software.
const BUSY: [u8; 3] = [0x64, 0x9c, 0xa0];

/// A card is in the reader.
const CARD_INSERTED: u8 = 0xdc;

/// It must be initialised, or its day closed (ZVT chapter 10, "terminal status codes").
const NOT_READY: [u8; 8] = [0x50, 0x51, 0x62, 0x6a, 0xb1, 0xb2, 0xc2, 0xf0];

/// Its printer is not ready. We print ourselves.
const PRINTER: u8 = 0xcc;

/// How a terminal is that says this of itself.
pub(super) fn seen(state: ResultCode) -> Seen<DeviceCause> {
    match state.0 {
        0 | CARD_INSERTED => Seen::Fine,
        PRINTER => Seen::Warns(DeviceCause::PaperOut),
        code if BUSY.contains(&code) => Seen::Working,
        code if NOT_READY.contains(&code) => Seen::Fails(DeviceCause::TerminalNotReady),
        _ => Seen::Fails(DeviceCause::OtherFault),
    }
}

#[cfg(test)]
mod tests {
    use amtskoffer_contract::bridge::DeviceCause;
    use amtskoffer_domain::device::Seen;

    use super::seen;
    use crate::devices::payment::ResultCode;

    #[test]
    fn what_a_terminal_says_of_itself_is_understood() {
        let cases = [
            (0x00, Seen::Fine),
            (0x9c, Seen::Working),
            (0xcc, Seen::Warns(DeviceCause::PaperOut)),
            (0xf0, Seen::Fails(DeviceCause::TerminalNotReady)),
            (0xdf, Seen::Fails(DeviceCause::OtherFault)),
        ];
        for (code, expected) in cases {
            assert_eq!(seen(ResultCode(code)), expected, "{code:#04x}");
        }
    }
}
