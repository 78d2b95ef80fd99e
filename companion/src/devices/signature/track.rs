//! From raw reports of the pen to ink and pressed buttons. Pure: no clock, no device.
//!
//! Reports may be lost, doubled or late on their way. Doubled and late ones are left out; after a long
//! gap a stroke begins anew instead of being drawn across.

use amtskoffer_contract::bridge::PenPoint;

use super::page::Area;
use super::{Button, Capabilities, INK_WIDTH, InkPoint};

/// More reports lost in a row than this, and a stroke is torn (at 200 a second: 0.1 s).
const GAP: i16 = 20;
/// So many late reports in a row are no late ones: the pad counts anew.
const RESTART: u8 = 8;

/// One report as the pad sends it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Pen {
    pub(super) x: u16,
    pub(super) y: u16,
    pub(super) pressure: u16,
    /// The pen touches the surface.
    pub(super) touches: bool,
    /// The pad's clock in milliseconds, where it has one; it wraps.
    pub(super) time_ms: Option<u16>,
    /// The pad's count of reports, where it has one; it wraps.
    pub(super) count: Option<u16>,
    /// A real button that is held down.
    pub(super) button: Option<Button>,
}

/// What a report means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Meaning {
    Ink(InkPoint),
    Pressed(Button),
}

/// What the pen does now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Doing {
    /// Not on the surface.
    Away,
    /// Writing in the field.
    Writing,
    /// Down on a drawn button; it counts when the pen leaves it there.
    On(Button),
    /// Down somewhere else.
    Beside,
}

/// Follows the pen of one signature.
#[derive(Clone, Debug)]
pub(super) struct Track {
    pad: Capabilities,
    field: Area,
    buttons: &'static [(Button, Area)],
    doing: Doing,
    held: Option<Button>,
    count: Option<u16>,
    late: u8,
    torn: bool,
    clock: Clock,
}

impl Track {
    pub(super) fn new(pad: Capabilities, field: Area, buttons: &'static [(Button, Area)]) -> Self {
        Self {
            pad,
            field,
            buttons,
            doing: Doing::Away,
            held: None,
            count: None,
            late: 0,
            torn: false,
            clock: Clock::default(),
        }
    }

    /// What was written is void: time begins anew, and a pen that is down must be lifted first.
    pub(super) fn clear(&mut self) {
        self.clock = Clock::default();
        if self.doing != Doing::Away {
            self.doing = Doing::Beside;
        }
    }

    /// Height of the field in the unit of the ink.
    pub(super) fn height(&self) -> f32 {
        let width = (self.field.right - self.field.left) * f32::from(self.pad.max_x.max(1));
        let height = (self.field.bottom - self.field.top) * f32::from(self.pad.max_y.max(1));
        INK_WIDTH * height / width
    }

    /// Takes a report; `arrived_ms` is the host's clock, for pads without one.
    pub(super) fn take(&mut self, pen: Pen, arrived_ms: u64) -> Option<Meaning> {
        if !self.is_next(pen.count) {
            return None;
        }
        let (x, y) = (
            f32::from(pen.x) / f32::from(self.pad.max_x.max(1)),
            f32::from(pen.y) / f32::from(self.pad.max_y.max(1)),
        );
        let pressed = self.real_button(pen.button);
        if pressed.is_some() {
            return pressed;
        }
        let drawn = || self.buttons.iter().find(|(_, area)| area.holds(x, y));
        match (self.doing, pen.touches) {
            (Doing::Away, false) | (Doing::On(_) | Doing::Beside, true) => None,
            (Doing::On(button), false) => {
                self.doing = Doing::Away;
                let left_there = drawn().is_some_and(|(there, _)| *there == button);
                left_there.then_some(Meaning::Pressed(button))
            }
            (Doing::Writing | Doing::Beside, false) => {
                self.doing = Doing::Away;
                None
            }
            (Doing::Away, true) => {
                self.doing = match drawn() {
                    Some((button, _)) => Doing::On(*button),
                    None if self.field.holds(x, y) => Doing::Writing,
                    None => Doing::Beside,
                };
                self.torn = false;
                (self.doing == Doing::Writing).then(|| self.ink(pen, x, y, true, arrived_ms))
            }
            (Doing::Writing, true) => {
                let begins = std::mem::take(&mut self.torn);
                Some(self.ink(pen, x, y, begins, arrived_ms))
            }
        }
    }

    fn real_button(&mut self, button: Option<Button>) -> Option<Meaning> {
        let before = std::mem::replace(&mut self.held, button);
        button.filter(|_| before != button).map(Meaning::Pressed)
    }

    fn ink(&mut self, pen: Pen, x: f32, y: f32, begins: bool, arrived_ms: u64) -> Meaning {
        let field = self.field;
        let across = (x.clamp(field.left, field.right) - field.left) / (field.right - field.left);
        let down = (y.clamp(field.top, field.bottom) - field.top) / (field.bottom - field.top);
        let pressure = f32::from(pen.pressure) / f32::from(self.pad.max_pressure.max(1));
        let point = PenPoint {
            x: across * INK_WIDTH,
            y: down * self.height(),
            pressure: pressure.min(1.0),
            time_ms: self.clock.since_first(pen.time_ms, arrived_ms),
        };
        Meaning::Ink(InkPoint { begins, point })
    }

    /// Whether a report comes after the last one; notes a gap.
    #[allow(clippy::cast_possible_wrap, reason = "half of the numbers lie behind")]
    fn is_next(&mut self, count: Option<u16>) -> bool {
        let Some(count) = count else { return true };
        let step = self.count.map_or(1, |last| count.wrapping_sub(last) as i16);
        if step == 0 {
            return false;
        }
        if step < 0 && self.late + 1 < RESTART {
            self.late += 1;
            return false;
        }
        self.torn |= !(1..=GAP).contains(&step);
        self.late = 0;
        self.count = Some(count);
        true
    }
}

/// Milliseconds since the first point, never running back.
#[derive(Clone, Debug, Default)]
struct Clock {
    last: Option<u64>,
    since_first: u32,
}

impl Clock {
    fn since_first(&mut self, own: Option<u16>, arrived_ms: u64) -> u32 {
        let now = own.map_or(arrived_ms, u64::from);
        let step = self.last.map_or(0, |last| match own {
            Some(own) => u64::from(own.wrapping_sub(u16::try_from(last).unwrap_or_default())),
            None => now.saturating_sub(last),
        });
        self.last = Some(now);
        let step = u32::try_from(step).unwrap_or(u32::MAX);
        self.since_first = self.since_first.saturating_add(step);
        self.since_first
    }
}

#[cfg(test)]
mod tests;
