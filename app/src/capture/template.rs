//! The photo template, and where the eyes lie in the picture that is shown. Pure.

use amtskoffer_contract::bridge::{EyePoints, Point};
use amtskoffer_domain::rules::photo::{self, Crop, HEIGHT, WIDTH};

/// The template over the live picture, in pixels of the camera.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Template {
    /// Upper left corner of the part that becomes the photo.
    pub corner: Point,
    /// Width of that part.
    pub width: f64,
    /// Height of that part.
    pub height: f64,
    /// Centre of the head oval.
    pub head: Point,
    /// Half width of the head oval.
    pub head_rx: f64,
    /// Half height of the head oval.
    pub head_ry: f64,
    /// Where the eyes should lie.
    pub eyes: EyePoints,
    /// Half height of the band around the eyes.
    pub band: f64,
}

/// The template for a camera picture: as large as it fits, with some air at the edges.
pub fn template(width: u32, height: u32) -> Template {
    let (wide, high) = (f64::from(width), f64::from(height));
    let scale = (wide / PHOTO_WIDTH).min(high / PHOTO_HEIGHT) * FILLED;
    let (part_width, part_height) = (PHOTO_WIDTH * scale, PHOTO_HEIGHT * scale);
    let corner = Point {
        x: (wide - part_width) / 2.0,
        y: (high - part_height) / 2.0,
    };
    let place = |x: f64, y: f64| Point {
        x: corner.x + x * scale,
        y: corner.y + y * scale,
    };
    let centre = PHOTO_WIDTH / 2.0;
    let eye_line = EYE_HEIGHT * PHOTO_HEIGHT;
    Template {
        corner,
        width: part_width,
        height: part_height,
        head: place(centre, HEAD_CENTRE * PHOTO_HEIGHT),
        head_rx: HEAD_WIDTH / 2.0 * part_width,
        head_ry: HEAD_HEIGHT / 2.0 * part_height,
        eyes: EyePoints {
            right: place(centre - EYE_DISTANCE / 2.0, eye_line),
            left: place(centre + EYE_DISTANCE / 2.0, eye_line),
        },
        band: BAND / 2.0 * part_height,
    }
}

/// Whether a camera picture has enough pixels for a photo, which is never enlarged.
pub fn is_large_enough(width: u32, height: u32) -> bool {
    width >= WIDTH && height >= HEIGHT
}

/// How a shown picture relates to the camera's picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Canvas {
    /// An upright part of the camera's picture.
    Part {
        /// Its upper left corner.
        corner: Point,
        /// Width in pixels.
        width: f64,
        /// Height in pixels.
        height: f64,
    },
    /// The photo cut out of it.
    Photo(Crop),
}

impl Canvas {
    /// The part of the camera's picture around the template, as high as the picture.
    pub fn around_template(width: u32, height: u32) -> Self {
        let (wide, high) = (f64::from(width), f64::from(height));
        let part = (template(width, height).width * AROUND).min(wide);
        let corner = Point {
            x: (wide - part) / 2.0,
            y: 0.0,
        };
        Self::Part {
            corner,
            width: part,
            height: high,
        }
    }

    /// The photo as the companion cut it; nothing if these eyes give no photo.
    pub fn photo(width: u32, height: u32, eyes: EyePoints) -> Option<Self> {
        let points = [eyes.right, eyes.left].map(|eye| photo::Point { x: eye.x, y: eye.y });
        photo::crop(width, height, points).ok().map(Self::Photo)
    }

    /// Width and height in its own pixels.
    pub fn size(&self) -> (f64, f64) {
        match self {
            Self::Part { width, height, .. } => (*width, *height),
            Self::Photo(_) => (PHOTO_WIDTH, PHOTO_HEIGHT),
        }
    }

    /// Where a place of the camera's picture is shown.
    pub fn shown(&self, source: Point) -> Point {
        match self {
            Self::Part { corner, .. } => Point {
                x: source.x - corner.x,
                y: source.y - corner.y,
            },
            Self::Photo(crop) => {
                let (x, y) = (source.x - crop.origin.x, source.y - crop.origin.y);
                let square = crop.along.x.powi(2) + crop.along.y.powi(2);
                Point {
                    x: (x * crop.along.x + y * crop.along.y) / square,
                    y: (x * crop.down.x + y * crop.down.y) / square,
                }
            }
        }
    }

    /// Which place of the camera's picture is shown there; places outside are drawn to the edge.
    pub fn source(&self, shown: Point) -> Point {
        let (width, height) = self.size();
        let inside = Point {
            x: shown.x.clamp(0.0, width),
            y: shown.y.clamp(0.0, height),
        };
        match self {
            Self::Part { corner, .. } => Point {
                x: corner.x + inside.x,
                y: corner.y + inside.y,
            },
            Self::Photo(crop) => {
                let source = crop.source(photo::Point {
                    x: inside.x,
                    y: inside.y,
                });
                Point {
                    x: source.x,
                    y: source.y,
                }
            }
        }
    }
}

const PHOTO_WIDTH: f64 = WIDTH as f64;
const PHOTO_HEIGHT: f64 = HEIGHT as f64;
/// Part of the camera picture that the template fills.
const FILLED: f64 = 0.94;
/// Width that is shown after the picture was taken, in widths of the template.
const AROUND: f64 = 1.3;
/// Eye line as part of the height, as the domain's crop prefers it.
const EYE_HEIGHT: f64 = 0.42;
/// Eye distance in pixels of the photo, as the domain's crop prefers it.
const EYE_DISTANCE: f64 = 340.0;
/// Head oval as parts of the photo: three quarters of the height (PAuswV Anlage 3: 70 to 80 %).
const HEAD_HEIGHT: f64 = 0.75;
const HEAD_WIDTH: f64 = 0.66;
const HEAD_CENTRE: f64 = 0.45;
/// Height of the eye band as part of the photo.
const BAND: f64 = 0.1;

#[cfg(test)]
mod tests {
    use super::{Canvas, is_large_enough, template};
    use amtskoffer_contract::bridge::{EyePoints, Point};
    use proptest::prelude::*;

    #[test]
    fn eyes_on_the_template_give_a_photo() {
        for (width, height) in [(3840, 2160), (2160, 3840), (4000, 3000), (2560, 1920)] {
            let eyes = template(width, height).eyes;
            assert!(
                Canvas::photo(width, height, eyes).is_some(),
                "{width} × {height}"
            );
        }
    }

    #[test]
    fn the_template_lies_in_the_picture() {
        for (width, height) in [(3840, 2160), (1080, 1920), (640, 480)] {
            let template = template(width, height);
            assert!(template.corner.x >= 0.0 && template.corner.y >= 0.0);
            assert!(template.corner.x + template.width <= f64::from(width));
            assert!(template.corner.y + template.height <= f64::from(height));
            assert!(template.head.y - template.head_ry >= template.corner.y);
            assert!(template.head.y + template.head_ry <= template.corner.y + template.height);
            assert!(template.eyes.right.x < template.eyes.left.x);
        }
    }

    #[test]
    fn a_full_hd_camera_is_too_small_for_the_photo() {
        assert!(!is_large_enough(1920, 1080));
        assert!(!is_large_enough(1080, 1920));
        assert!(is_large_enough(3840, 2160));
    }

    #[test]
    fn what_is_shown_after_taking_holds_the_template() {
        for (width, height) in [(3840, 2160), (1080, 1920)] {
            let canvas = Canvas::around_template(width, height);
            let (shown_width, shown_height) = canvas.size();
            let template = template(width, height);
            let corner = canvas.shown(template.corner);
            assert!(corner.x >= 0.0 && corner.x + template.width <= shown_width);
            assert!(corner.y >= 0.0 && corner.y + template.height <= shown_height);
        }
    }

    #[test]
    fn no_photo_without_plausible_eyes() {
        let point = Point { x: 100.0, y: 100.0 };
        assert_eq!(
            Canvas::photo(
                3840,
                2160,
                EyePoints {
                    right: point,
                    left: point
                }
            ),
            None
        );
    }

    proptest! {
        #[test]
        fn a_place_in_the_photo_finds_its_way_back(x in 0.0..1244.0_f64, y in 0.0..1600.0_f64) {
            let eyes = EyePoints {
                right: Point { x: 1700.0, y: 900.0 },
                left: Point { x: 2100.0, y: 930.0 },
            };
            let canvas = Canvas::photo(3840, 2160, eyes).expect("room enough");
            let back = canvas.shown(canvas.source(Point { x, y }));
            prop_assert!((back.x - x).abs() < 1e-6 && (back.y - y).abs() < 1e-6);
        }

        #[test]
        fn no_place_leaves_the_picture(x in -9e9..9e9_f64, y in -9e9..9e9_f64) {
            let place = Canvas::around_template(640, 480).source(Point { x, y });
            prop_assert!((0.0..=640.0).contains(&place.x) && (0.0..=480.0).contains(&place.y));
        }
    }
}
