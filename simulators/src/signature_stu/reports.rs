//! The reports: their numbers, their lengths, and the bytes of the pen's.

use super::model::Model;

pub const STATUS: u8 = 0x03;
pub const RESET: u8 = 0x04;
pub const INFORMATION: u8 = 0x08;
pub const CAPABILITY: u8 = 0x09;
pub const CLEAR: u8 = 0x20;
pub const INK: u8 = 0x21;
pub const PICTURE_BEGINS: u8 = 0x25;
pub const PICTURE_BLOCK: u8 = 0x26;
pub const PICTURE_ENDS: u8 = 0x27;
pub const INK_AREA: u8 = 0x2a;
pub const PEN_OPTION: u8 = 0x32;

/// Number and length (without the number) of the reports of the pen.
pub const INPUTS: [(u8, u8); 2] = [(0x01, 6), (0x34, 10)];

/// Number and length (without the number) of the settings.
pub const FEATURES: [(u8, u8); 11] = [
    (STATUS, 4),
    (RESET, 1),
    (INFORMATION, 16),
    (CAPABILITY, 14),
    (CLEAR, 1),
    (INK, 1),
    (PICTURE_BEGINS, 1),
    (PICTURE_BLOCK, 255),
    (PICTURE_ENDS, 1),
    (INK_AREA, 8),
    (PEN_OPTION, 1),
];

/// The pen at a moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pen {
    /// Share of the surface to the right.
    pub x: f64,
    /// Share of the surface down.
    pub y: f64,
    /// 0 in the air, up to 1.
    pub pressure: f64,
}

/// The pen's report; with time and count when the host wanted them.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "shares of sizes that fit"
)]
pub fn pen(model: Model, pen: Pen, extra: Option<(u16, u16)>) -> Vec<u8> {
    let (max_x, max_y) = model.surface();
    let pressure = (pen.pressure * 1023.0) as u16;
    let touch = if pen.pressure > 0.0 { 0x1000 } else { 0 };
    let words = [
        0x8000 | touch | pressure,
        (pen.x * f64::from(max_x)) as u16,
        (pen.y * f64::from(max_y)) as u16,
    ];
    let mut report = vec![if extra.is_some() { 0x34 } else { 0x01 }];
    report.extend(words.into_iter().flat_map(u16::to_be_bytes));
    if let Some((time, count)) = extra {
        report.extend([time, count].into_iter().flat_map(u16::to_be_bytes));
    }
    report
}

/// What the pad is.
pub fn information(model: Model) -> Vec<u8> {
    let mut report = vec![INFORMATION];
    report.extend(model.name().bytes());
    report.resize(1 + 9, 0);
    // Firmware 1.5, no security chip.
    report.extend([1, 5, 0, 0, 0, 0, 0]);
    report
}

/// What the pad can do.
pub fn capability(model: Model) -> Vec<u8> {
    let ((max_x, max_y), (width, height)) = (model.surface(), model.screen());
    let mut report = vec![CAPABILITY];
    report.extend(
        [max_x, max_y, 1023, width, height]
            .into_iter()
            .flat_map(u16::to_be_bytes),
    );
    // 200 reports a second, 2540 units per inch.
    report.extend([200, 0x09, 0xec, model.encodings()]);
    report
}
