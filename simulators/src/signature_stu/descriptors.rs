//! What the pad says of itself when it is plugged in.

use super::model::Model;
use super::reports::{self, FEATURES};

const VENDOR: u16 = 0x056a;
const DEVICE: u8 = 1;
const CONFIGURATION: u8 = 2;
const STRING: u8 = 3;
const HID: u8 = 0x21;
const HID_REPORT: u8 = 0x22;

/// The descriptor of this type and index; nothing when there is none.
pub fn find(model: Model, kind: u8, index: u8) -> Option<Vec<u8>> {
    match (kind, index) {
        (DEVICE, 0) => Some(device(model)),
        (CONFIGURATION, 0) => Some(configuration()),
        (STRING, 0) => Some(vec![4, STRING, 0x09, 0x04]),
        (STRING, 1) => Some(string("Wacom Co.,Ltd.")),
        (STRING, 2) => Some(string(model.name())),
        (HID, 0) => Some(hid().to_vec()),
        (HID_REPORT, 0) => Some(report()),
        _ => None,
    }
}

/// Numbers, class and counts as the list of USB/IP has them.
pub fn summary(model: Model) -> [u8; 12] {
    let [v0, v1] = VENDOR.to_be_bytes();
    let [p0, p1] = model.product_id().to_be_bytes();
    [v0, v1, p0, p1, 1, 0, 0, 0, 0, 1, 1, 1]
}

fn device(model: Model) -> Vec<u8> {
    let [v0, v1] = VENDOR.to_le_bytes();
    let [p0, p1] = model.product_id().to_le_bytes();
    vec![
        18, DEVICE, 0x00, 0x02, 0, 0, 0, 64, v0, v1, p0, p1, 0x00, 0x01, 1, 2, 0, 1,
    ]
}

fn configuration() -> Vec<u8> {
    let interface = [9, 4, 0, 0, 1, 3, 0, 0, 0];
    let endpoint = [7, 5, 0x81, 3, 64, 0, 5];
    let rest = [&interface[..], &hid(), &endpoint].concat();
    let total = u8::try_from(9 + rest.len()).unwrap_or(u8::MAX);
    [&[9, CONFIGURATION, total, 0, 1, 1, 0, 0x80, 250][..], &rest].concat()
}

fn hid() -> [u8; 9] {
    let length = u16::try_from(report().len())
        .unwrap_or(u16::MAX)
        .to_le_bytes();
    [9, HID, 0x11, 0x01, 0, 1, HID_REPORT, length[0], length[1]]
}

/// All reports as bytes of a maker's own page.
fn report() -> Vec<u8> {
    let mut items = vec![
        0x06, 0x00, 0xff, 0x09, 0x01, 0xa1, 0x01, 0x15, 0x00, 0x26, 0xff, 0x00, 0x75, 0x08,
    ];
    for (number, length) in reports::INPUTS {
        items.extend([0x85, number, 0x09, number, 0x95, length, 0x81, 0x02]);
    }
    for (number, length) in FEATURES {
        items.extend([0x85, number, 0x09, number, 0x95, length, 0xb1, 0x02]);
    }
    items.push(0xc0);
    items
}

fn string(text: &str) -> Vec<u8> {
    let letters: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let length = u8::try_from(2 + letters.len()).unwrap_or(u8::MAX);
    [&[length, STRING][..], &letters].concat()
}
