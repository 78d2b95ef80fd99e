//! Measures of the finished photo that need no look at the face: exposure, focus, colours
//! (TR-03121-3.2, criteria 7.x). The guideline leaves these thresholds to the maker; ours are the
//! constants here. They are plain measures, not certified ones.

use amtskoffer_domain::rules::photo::{Criterion, Crop, HEIGHT, WIDTH};

/// Mean brightness of the face, 0–255: darker or brighter faces lose their features in print.
pub const EXPOSURE: (f64, f64) = (60.0, 215.0);
/// Least variance of the Laplacian of the face's brightness.
pub const FOCUS: f64 = 12.0;
/// Least number of brightness values in the photo (of 256).
pub const GREY_VALUES: f64 = 128.0;
/// Colour space code of 24-bit RGB; grey is 3.
const RGB24: f64 = 1.0;
const GREY8: f64 = 3.0;

/// The criteria 7.1, 7.2, 7.5 and 7.6 of a photo of [`WIDTH`] × [`HEIGHT`] RGB pixels.
pub fn criteria(rgb: &[u8], crop: &Crop, coloured: bool) -> Vec<Criterion> {
    let grey: Vec<f32> = rgb.chunks_exact(3).map(brightness).collect();
    let face = Face::of(crop);
    let colours = if coloured { RGB24 } else { GREY8 };
    let criterion = |id, value, min, max| Criterion {
        id,
        value,
        min,
        max,
        mandatory: true,
    };
    vec![
        criterion(
            "7.1",
            face.exposure(&grey),
            Some(EXPOSURE.0),
            Some(EXPOSURE.1),
        ),
        criterion("7.2", face.focus(&grey), Some(FOCUS), None),
        criterion("7.5", colours, Some(RGB24), Some(RGB24)),
        criterion("7.6", grey_values(&grey), Some(GREY_VALUES), None),
    ]
}

/// The part of the photo that the face fills for sure: from the brows to the chin.
struct Face {
    columns: std::ops::Range<usize>,
    rows: std::ops::Range<usize>,
}

impl Face {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // within the photo
    fn of(crop: &Crop) -> Self {
        let (width, height) = (f64::from(WIDTH), f64::from(HEIGHT));
        let place = |value: f64, end: f64| value.clamp(1.0, end - 1.0) as usize;
        let (x, y) = (crop.eye_centre * width, crop.eye_height * height);
        let eyes = crop.eye_distance;
        Self {
            columns: place(x - 0.8 * eyes, width)..place(x + 0.8 * eyes, width),
            rows: place(y - 0.3 * eyes, height)..place(y + 1.5 * eyes, height),
        }
    }

    fn places(&self) -> impl Iterator<Item = usize> + '_ {
        self.rows
            .clone()
            .flat_map(|y| self.columns.clone().map(move |x| y * WIDTH as usize + x))
    }

    fn exposure(&self, grey: &[f32]) -> f64 {
        mean(
            self.places()
                .filter_map(|place| grey.get(place))
                .map(|value| f64::from(*value)),
        )
    }

    fn focus(&self, grey: &[f32]) -> f64 {
        let line = WIDTH as usize;
        let laplacian = |place: usize| {
            let around = grey.get(place - line)?
                + grey.get(place + line)?
                + grey.get(place - 1)?
                + grey.get(place + 1)?;
            Some(f64::from(around - 4.0 * grey.get(place)?))
        };
        let average = mean(self.places().filter_map(laplacian));
        mean(
            self.places()
                .filter_map(laplacian)
                .map(|value| (value - average).powi(2)),
        )
    }
}

#[allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss
)]
fn grey_values(grey: &[f32]) -> f64 {
    let mut seen = [false; 256];
    for value in grey {
        seen[(*value + 0.5).clamp(0.0, 255.0) as usize] = true;
    }
    seen.iter().filter(|there| **there).count() as f64
}

/// Luma of ITU-R BT.601, as JPEG has it.
fn brightness(pixel: &[u8]) -> f32 {
    match pixel {
        [red, green, blue] => {
            0.299 * f32::from(*red) + 0.587 * f32::from(*green) + 0.114 * f32::from(*blue)
        }
        _ => 0.0,
    }
}

/// 0 of nothing.
#[allow(clippy::cast_precision_loss)] // counts of pixels are small
fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0_u64), |(sum, count), value| (sum + value, count + 1));
    if count == 0 { 0.0 } else { sum / count as f64 }
}
