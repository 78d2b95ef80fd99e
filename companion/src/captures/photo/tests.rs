#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss
)] // picture coordinates are small

use amtskoffer_contract::bridge::Failure;
use amtskoffer_domain::rules::photo::{CropError, Point, Verdict};
use jpeg_encoder::{ColorType, Encoder};
use proptest::prelude::*;

use super::{HEIGHT, PREVIEW_HEIGHT, Photo, PhotoError, WIDTH, take, usual_eyes};
use crate::captures::picture::{Picture, PictureError};

const RED: [u8; 3] = [230, 20, 20];
const BLUE: [u8; 3] = [20, 20, 230];

/// A camera picture: a fine grey pattern with a red disc as the left and a blue one as the right
/// eye in the picture.
struct Scene {
    width: usize,
    height: usize,
    eyes: [Point; 2],
    rgb: Vec<u8>,
}

impl Scene {
    fn new(width: usize, height: usize, eyes: [(f64, f64); 2]) -> Self {
        let eyes = eyes.map(|(x, y)| Point { x, y });
        let radius = 0.055 * (eyes[1].x - eyes[0].x);
        let mut rgb = Vec::with_capacity(width * height * 3);
        for y in 0..height {
            for x in 0..width {
                let near =
                    |eye: Point| (x as f64 + 0.5 - eye.x).hypot(y as f64 + 0.5 - eye.y) < radius;
                let grey = 60 + ((x / 6 + y / 6) % 2 * 90 + x * 60 / width) as u8;
                rgb.extend(match (near(eyes[0]), near(eyes[1])) {
                    (true, _) => RED,
                    (_, true) => BLUE,
                    _ => [grey; 3],
                });
            }
        }
        Self {
            width,
            height,
            eyes,
            rgb,
        }
    }

    fn portrait() -> Self {
        Self::new(1500, 1900, [(560.0, 800.0), (930.0, 800.0)])
    }

    fn pixel(&self, column: usize, row: usize) -> [u8; 3] {
        let at = (row * self.width + column) * 3;
        [self.rgb[at], self.rgb[at + 1], self.rgb[at + 2]]
    }

    fn jpeg(&self) -> Vec<u8> {
        encoded(&self.rgb, self.width, self.height, ColorType::Rgb)
    }

    /// Stored as a camera does that was held otherwise, by the words of the EXIF standard: which
    /// visual side is the 0th row, and which the 0th column.
    fn held(&self, orientation: u8) -> Vec<u8> {
        let (w, h) = (self.width, self.height);
        let turned = orientation >= 5;
        let (stored_width, stored_height) = if turned { (h, w) } else { (w, h) };
        let mut rgb = Vec::with_capacity(self.rgb.len());
        for r in 0..stored_height {
            for c in 0..stored_width {
                let (column, row) = match orientation {
                    1 => (c, r),
                    2 => (w - 1 - c, r),
                    3 => (w - 1 - c, h - 1 - r),
                    4 => (c, h - 1 - r),
                    5 => (r, c),
                    6 => (w - 1 - r, c),
                    7 => (w - 1 - r, h - 1 - c),
                    _ => (r, h - 1 - c),
                };
                rgb.extend(self.pixel(column, row));
            }
        }
        with_exif(
            &encoded(&rgb, stored_width, stored_height, ColorType::Rgb),
            orientation,
        )
    }
}

fn encoded(pixels: &[u8], width: usize, height: usize, colours: ColorType) -> Vec<u8> {
    let mut file = Vec::new();
    let (width, height) = (
        u16::try_from(width).unwrap(),
        u16::try_from(height).unwrap(),
    );
    Encoder::new(&mut file, 95)
        .encode(pixels, width, height, colours)
        .unwrap();
    file
}

/// With APP1 (EXIF: orientation, and a text that must not survive), APP13 and a comment.
fn with_exif(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x02".to_vec();
    exif.extend([1, 0x0e, 0, 2, 0, 0, 0, 8, 0, 0, 0, 38]);
    exif.extend([1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
    exif.extend(b"\0\0\0\0SECRETS\0");
    let mut file = jpeg[..2].to_vec();
    for (marker, body) in [
        (0xe1, exif),
        (0xed, b"Photoshop 3.0\0SECRET".to_vec()),
        (0xfe, b"SECRET".to_vec()),
    ] {
        file.extend([0xff, marker]);
        file.extend(u16::try_from(body.len() + 2).unwrap().to_be_bytes());
        file.extend(body);
    }
    file.extend(&jpeg[2..]);
    file
}

/// The middle of all pixels of about a colour.
fn middle_of(picture: &Picture, colour: [u8; 3]) -> Point {
    let alike = |pixel: &[u8]| pixel.iter().zip(colour).all(|(a, b)| a.abs_diff(b) < 60);
    let places = picture
        .rgb
        .chunks_exact(3)
        .enumerate()
        .filter(|(_, pixel)| alike(pixel));
    let (x, y, count) = places.fold((0.0, 0.0, 0.0), |(x, y, count), (index, _)| {
        let (column, row) = (index % picture.width, index / picture.width);
        (x + column as f64 + 0.5, y + row as f64 + 0.5, count + 1.0)
    });
    assert!(count > 500.0, "{count} pixels");
    Point {
        x: x / count,
        y: y / count,
    }
}

/// The discs' middles are where the crop says that the eyes are.
fn assert_eyes_in_place(photo: &Photo) {
    let picture = Picture::decode(&photo.jpeg).unwrap();
    assert_eq!((picture.width, picture.height), (WIDTH, HEIGHT));
    let (red, blue) = (middle_of(&picture, RED), middle_of(&picture, BLUE));
    let centre = photo.crop.eye_centre * WIDTH as f64;
    let level = photo.crop.eye_height * HEIGHT as f64;
    let half = photo.crop.eye_distance / 2.0;
    for (found, x) in [(red, centre - half), (blue, centre + half)] {
        assert!(
            (found.x - x).abs() < 0.6 && (found.y - level).abs() < 0.6,
            "{found:?} {x} {level}"
        );
    }
}

/// Every segment before the picture data: marker and body.
fn segments(jpeg: &[u8]) -> Vec<(u8, Vec<u8>)> {
    let mut at = 2;
    let mut found = Vec::new();
    loop {
        assert_eq!(jpeg[at], 0xff);
        let marker = jpeg[at + 1];
        let length = usize::from(u16::from_be_bytes([jpeg[at + 2], jpeg[at + 3]]));
        found.push((marker, jpeg[at + 4..at + 2 + length].to_vec()));
        at += 2 + length;
        if marker == 0xda {
            return found;
        }
    }
}

#[test]
fn the_eyes_come_to_lie_where_the_guideline_wants_them() {
    let scene = Scene::portrait();
    let photo = take(&scene.jpeg(), scene.eyes).unwrap();
    assert_eq!(photo.source_size, (1500, 1900));
    assert_eyes_in_place(&photo);
    assert!(Verdict::of(&photo.criteria).all_met, "{:?}", photo.criteria);
}

#[test]
fn a_leaning_head_is_made_level_and_a_large_one_reduced() {
    let scene = Scene::new(3600, 4300, [(1410.0, 1840.0), (2190.0, 1760.0)]);
    let photo = take(&scene.jpeg(), scene.eyes).unwrap();
    assert!(
        (photo.crop.roll_degrees + 5.86).abs() < 0.01,
        "{}",
        photo.crop.roll_degrees
    );
    assert_eyes_in_place(&photo);
}

#[test]
fn however_the_camera_was_held_the_photo_is_upright() {
    let scene = Scene::new(1500, 2000, [(540.0, 860.0), (905.0, 840.0)]);
    for orientation in 1..=8 {
        let photo = take(&scene.held(orientation), scene.eyes).unwrap();
        assert_eq!(photo.source_size, (1500, 2000), "{orientation}");
        assert_eyes_in_place(&photo);
    }
}

#[test]
fn nothing_but_pixels_leaves_the_camera_file() {
    let scene = Scene::portrait();
    let camera = scene.held(1);
    assert!(camera.windows(6).any(|part| part == b"SECRET"));
    let photo = take(&camera, scene.eyes).unwrap();
    for jpeg in [&photo.jpeg, &photo.preview] {
        assert!(!jpeg.windows(6).any(|part| part == b"SECRET"));
        let segments = segments(jpeg);
        let markers: Vec<u8> = segments.iter().map(|(marker, _)| *marker).collect();
        let plain = [0xe0, 0xdb, 0xc0, 0xc4, 0xda]; // JFIF, tables, baseline frame, scan
        assert!(
            markers.iter().all(|marker| plain.contains(marker)),
            "{markers:02x?}"
        );
        let (_, frame) = segments.iter().find(|(marker, _)| *marker == 0xc0).unwrap();
        let sampling = [frame[7], frame[10], frame[13]];
        assert_eq!(sampling, [0x11; 3], "full colour resolution");
    }
}

#[test]
fn a_photo_that_has_its_size_is_kept_byte_by_byte() {
    let [right, left] = usual_eyes();
    let scene = Scene::new(WIDTH, HEIGHT, [(right.x, right.y), (left.x, left.y)]);
    let jpeg = scene.jpeg();
    let photo = take(&jpeg, scene.eyes).unwrap();
    assert_eq!(photo.jpeg.as_slice(), jpeg);
    assert_eq!(photo.source_size, (1244, 1600));
    let geometry = photo
        .criteria
        .iter()
        .filter(|criterion| criterion.id.starts_with('5'));
    assert!(geometry.clone().count() > 2 && geometry.clone().all(|criterion| criterion.is_met()));
    let beside = [Point { x: -1.0, y: 600.0 }, left];
    assert_eq!(
        take(&jpeg, beside).err(),
        Some(PhotoError::Crop(CropError::EyeOutside))
    );
    let turned = take(&with_exif(&jpeg, 6), scene.eyes);
    assert!(
        turned.is_err(),
        "a picture that lies on its side is cut, and the eyes lie elsewhere"
    );
}

#[test]
fn the_preview_is_small() {
    let scene = Scene::portrait();
    let photo = take(&scene.jpeg(), scene.eyes).unwrap();
    let preview = Picture::decode(&photo.preview).unwrap();
    assert_eq!((preview.width, preview.height), (311, PREVIEW_HEIGHT));
    assert!(photo.preview.len() < 200_000, "{}", photo.preview.len());
}

#[test]
fn a_dark_blurred_or_grey_photo_fails_its_criterion_only() {
    let unmet = |jpeg: &[u8], eyes| -> Vec<&str> {
        let photo = take(jpeg, eyes).unwrap();
        photo
            .criteria
            .iter()
            .filter(|c| !c.is_met())
            .map(|c| c.id)
            .collect()
    };
    let mut dark = Scene::portrait();
    dark.rgb
        .iter_mut()
        .for_each(|value| *value = *value / 5 + (*value & 1) * 3);
    assert!(unmet(&dark.jpeg(), dark.eyes).contains(&"7.1"));

    let mut flat = Scene::portrait();
    for (index, value) in flat.rgb.iter_mut().enumerate() {
        *value = 40 + (index / 3 % 1500 * 150 / 1500) as u8; // a slow ramp: nothing in focus
    }
    assert!(unmet(&flat.jpeg(), flat.eyes).contains(&"7.2"));

    let scene = Scene::portrait();
    let grey: Vec<u8> = scene.rgb.chunks_exact(3).map(|pixel| pixel[1]).collect();
    let grey = encoded(&grey, scene.width, scene.height, ColorType::Luma);
    assert_eq!(unmet(&grey, scene.eyes), ["7.5"]);
}

#[test]
fn a_shortened_file_is_refused_wherever_it_ends() {
    let scene = Scene::new(200, 160, [(60.0, 80.0), (140.0, 80.0)]);
    let whole = scene.jpeg();
    assert!(Picture::decode(&whole).is_ok());
    for length in (0..whole.len() - 2).step_by(97) {
        let error = Picture::decode(&whole[..length]).err();
        assert_eq!(
            error,
            Some(PictureError::Unreadable),
            "{length} of {}",
            whole.len()
        );
    }
}

#[test]
fn giants_are_refused_by_their_header() {
    let small = Scene::new(16, 16, [(4.0, 8.0), (12.0, 8.0)]).jpeg();
    let frame = small
        .windows(2)
        .position(|pair| pair == [0xff, 0xc0])
        .unwrap();
    for (width, height) in [(12_001_u16, 16_u16), (16, 65_535), (8_000, 8_000)] {
        let mut giant = small.clone();
        giant[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
        giant[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
        let (width, height) = (width.into(), height.into());
        assert_eq!(
            Picture::decode(&giant).err(),
            Some(PictureError::TooLarge { width, height })
        );
    }
}

#[test]
fn other_files_and_colours_are_refused() {
    for bytes in [
        b"".as_slice(),
        b"\x89PNG\r\n\x1a\n",
        &[0xff, 0xd8],
        &[0xff, 0xd8, 0xff, 0xd9],
    ] {
        assert_eq!(Picture::decode(bytes).err(), Some(PictureError::Unreadable));
    }
    let cmyk = encoded(&[90; 32 * 32 * 4], 32, 32, ColorType::Cmyk);
    assert_eq!(Picture::decode(&cmyk).err(), Some(PictureError::Colours));
}

#[test]
fn every_error_has_its_failure() {
    let failure = |error: PhotoError| Failure::from(&error);
    let scene = Scene::new(400, 400, [(100.0, 200.0), (300.0, 200.0)]);
    let error = take(&scene.jpeg(), scene.eyes).err().unwrap();
    assert_eq!(
        failure(error),
        Failure::PictureTooSmall {
            needed: 300,
            actual: 200
        }
    );
    let outside = PhotoError::Crop(CropError::EyeOutside);
    assert_eq!(failure(outside), Failure::EyesImplausible);
    let tilted = PhotoError::Crop(CropError::Tilted { degrees: 31.0 });
    assert_eq!(failure(tilted), Failure::EyesImplausible);
    assert_eq!(
        failure(PhotoError::Crop(CropError::LeavesPicture)),
        Failure::CropOutside
    );
    let unreadable = PhotoError::Picture(PictureError::Unreadable);
    assert_eq!(failure(unreadable), Failure::PictureUnreadable);
    let unwritable = PhotoError::Picture(PictureError::Unwritable);
    assert_eq!(failure(unwritable), Failure::Internal);
}

proptest! {
    #[test]
    fn a_bent_file_is_decoded_or_refused(
        bends in prop::collection::vec((2_usize..4000, any::<u8>()), 1..8),
    ) {
        let mut file = Scene::new(48, 40, [(12.0, 20.0), (36.0, 20.0)]).held(6);
        for (place, value) in bends {
            let place = place % file.len();
            file[place] = value;
        }
        if let Ok(picture) = Picture::decode(&file) {
            prop_assert_eq!(picture.rgb.len(), picture.width * picture.height * 3);
        }
    }
}
