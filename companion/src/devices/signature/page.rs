//! What a pad with a screen shows: on top what is being signed, in the middle the field to write in,
//! beneath it three buttons. Places are shares of the screen, so that they fit every model.

use std::sync::Arc;

use super::Button;

/// Paints the page for a screen of this width and height in pixels.
pub type Painter = Arc<dyn Fn(u16, u16) -> Canvas + Send + Sync>;

/// A part of the surface, in shares of its width and height.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// Left edge, 0 to 1.
    pub left: f32,
    /// Upper edge.
    pub top: f32,
    /// Right edge.
    pub right: f32,
    /// Lower edge.
    pub bottom: f32,
}

/// The whole surface: pads without a screen.
pub const WHOLE: Area = Area {
    left: 0.0,
    top: 0.0,
    right: 1.0,
    bottom: 1.0,
};

/// What is being signed.
pub const HEADING: Area = Area {
    left: 0.03,
    top: 0.02,
    right: 0.97,
    bottom: 0.30,
};

/// The field to write in.
pub const FIELD: Area = Area {
    left: 0.03,
    top: 0.32,
    right: 0.97,
    bottom: 0.78,
};

/// The buttons.
pub const BUTTONS: [(Button, Area); 3] = [
    (Button::Cancel, button(0.03, 0.31)),
    (Button::Clear, button(0.36, 0.64)),
    (Button::Accept, button(0.69, 0.97)),
];

const fn button(left: f32, right: f32) -> Area {
    Area {
        left,
        top: 0.82,
        right,
        bottom: 0.98,
    }
}

impl Area {
    /// Whether a place, in shares, is inside.
    pub fn holds(&self, x: f32, y: f32) -> bool {
        (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
    }

    /// Its edges in pixels: left, upper, right, lower.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "shares of a screen's size"
    )]
    pub fn pixels(&self, width: u16, height: u16) -> [u16; 4] {
        let place = |share: f32, size: u16| (share * f32::from(size)).round() as u16;
        [
            place(self.left, width),
            place(self.top, height),
            place(self.right, width),
            place(self.bottom, height),
        ]
    }
}

/// A grey picture, 0 black to 255 white.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Canvas {
    width: u16,
    height: u16,
    grey: Vec<u8>,
}

impl Canvas {
    /// An empty, white picture.
    pub fn new(width: u16, height: u16) -> Self {
        Self {
            width,
            height,
            grey: vec![255; usize::from(width) * usize::from(height)],
        }
    }

    /// Pixels to the right.
    pub fn width(&self) -> u16 {
        self.width
    }

    /// Pixels down.
    pub fn height(&self) -> u16 {
        self.height
    }

    /// Its rows from the top.
    pub fn rows(&self) -> impl Iterator<Item = &[u8]> {
        self.grey.chunks_exact(usize::from(self.width).max(1))
    }

    /// Puts ink on one pixel: `cover` is 0 for none, 1 for black. Outside nothing happens.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "0 to 255"
    )]
    pub fn ink(&mut self, x: i32, y: i32, cover: f32) {
        let (Ok(x), Ok(y)) = (u16::try_from(x), u16::try_from(y)) else {
            return;
        };
        if x >= self.width {
            return;
        }
        let place = usize::from(y) * usize::from(self.width) + usize::from(x);
        if let Some(pixel) = self.grey.get_mut(place) {
            let left = f32::from(*pixel) * (1.0 - cover.clamp(0.0, 1.0));
            *pixel = left.round() as u8;
        }
    }

    /// Draws the edge of a part, two pixels wide.
    pub fn frame(&mut self, area: Area) {
        let [left, top, right, bottom] = area.pixels(self.width, self.height).map(i32::from);
        for inset in 0..2 {
            for x in left + inset..right - inset {
                self.ink(x, top + inset, 1.0);
                self.ink(x, bottom - 1 - inset, 1.0);
            }
            for y in top + inset..bottom - inset {
                self.ink(left + inset, y, 1.0);
                self.ink(right - 1 - inset, y, 1.0);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Area, BUTTONS, Canvas, FIELD, HEADING};

    #[test]
    fn no_part_of_the_page_lies_on_another() {
        let parts: Vec<Area> = [HEADING, FIELD]
            .into_iter()
            .chain(BUTTONS.map(|(_, area)| area))
            .collect();
        for (place, one) in parts.iter().enumerate() {
            assert!(one.left < one.right && one.top < one.bottom);
            for other in &parts[place + 1..] {
                let apart = one.right < other.left || one.bottom < other.top;
                assert!(apart, "{one:?} {other:?}");
            }
        }
    }

    #[test]
    fn a_button_is_as_large_as_a_fingertip_on_every_screen() {
        // 11 cm wide pads: 320 and 800 pixels.
        for (width, height, per_cm) in [(320, 200, 33), (800, 480, 74)] {
            for (button, area) in BUTTONS {
                let [left, top, right, bottom] = area.pixels(width, height);
                assert!(
                    right - left > per_cm && bottom - top > per_cm * 9 / 10,
                    "{button:?}"
                );
            }
        }
    }

    #[test]
    fn ink_stays_inside_and_covers() {
        let mut canvas = Canvas::new(4, 2);
        for (x, y) in [(-1, 0), (4, 0), (0, 2), (0, -1), (70_000, 0)] {
            canvas.ink(x, y, 1.0);
        }
        assert_eq!(canvas, Canvas::new(4, 2));
        canvas.ink(3, 1, 0.5);
        canvas.ink(0, 0, 7.0);
        let rows: Vec<&[u8]> = canvas.rows().collect();
        assert_eq!(rows, [&[0, 255, 255, 255][..], &[255, 255, 255, 128]]);
        Canvas::new(0, 0).frame(FIELD);
    }
}
