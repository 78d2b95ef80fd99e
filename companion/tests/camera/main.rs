//! Pictures of a camera's card, made by Pillow: every EXIF orientation, and what must be refused.

mod pillow;

use amtskoffer_companion::captures::card_picture::shown;
use amtskoffer_companion::captures::photo;
use amtskoffer_companion::captures::picture::{Picture, PictureError};
use amtskoffer_companion::devices::camera::dcim::Dcim;
use amtskoffer_companion::devices::camera::{Camera, CameraError, CardPicture};
use amtskoffer_companion::devices::{Device, TestResult};
use amtskoffer_contract::bridge::{DeviceCause, PersonTask, ShownSize};
use amtskoffer_domain::device::Seen;
use amtskoffer_domain::rules::photo::Point;

use pillow::Card;

fn driver(card: &Card) -> Dcim {
    Dcim::new(vec![card.folder().to_owned()])
}

async fn listed(card: &Card) -> Vec<CardPicture> {
    driver(card).pictures().await.expect("a card with pictures")
}

async fn refused(card: &Card, name: &str) -> CameraError {
    let pictures = listed(card).await;
    let picture = pictures.iter().find(|picture| picture.name == name);
    let place = picture.expect("it is listed").place.clone();
    driver(card).file(place).await.expect_err("it is refused")
}

#[tokio::test]
async fn every_orientation_stands_upright() {
    let card = Card::with("orientations");
    let pictures = listed(&card).await;
    assert_eq!(pictures.len(), 8);
    for picture in pictures {
        assert_eq!(picture.size, Some((1400, 1800)), "{}", picture.name);
        let file = driver(&card).file(picture.place.clone()).await.unwrap();
        for size in [ShownSize::Thumbnail, ShownSize::Large] {
            let seen = Picture::decode(&shown(&file, size).unwrap()).unwrap();
            assert!(seen.width < seen.height, "{}", picture.name);
            corners_are_in_place(&seen, &picture.name);
        }
        let eye = |x: f64| Point { x, y: 700.0 };
        let cut = photo::take(&file, [eye(540.0), eye(860.0)]).unwrap();
        assert_eq!(cut.source_size, (1400, 1800), "{}", picture.name);
        let cut = Picture::decode(&cut.jpeg).unwrap();
        // Between the eyes is the green square, which is not in the middle of the picture.
        let [red, green, blue] = pixel(&cut, cut.width / 2, cut.height * 2 / 5);
        assert!(
            green > 180 && red < 90 && blue < 90,
            "{}: {red} {green} {blue}",
            picture.name
        );
    }
}

/// Red, yellow, blue and white from the upper left clockwise.
fn corners_are_in_place(seen: &Picture, name: &str) {
    let (right, bottom) = (seen.width - seen.width / 10, seen.height - seen.height / 10);
    let (left, top) = (seen.width / 10, seen.height / 10);
    for ((x, y), wanted) in [
        ((left, top), [220, 20, 20]),
        ((right, top), [220, 220, 20]),
        ((right, bottom), [20, 20, 220]),
        ((left, bottom), [240, 240, 240]),
    ] {
        let found = pixel(seen, x, y);
        let near = found
            .iter()
            .zip(wanted)
            .all(|(one, other)| one.abs_diff(other) < 30);
        assert!(near, "{name} at {x},{y}: {found:?}");
    }
}

fn pixel(picture: &Picture, x: usize, y: usize) -> [u8; 3] {
    let at = (y * picture.width + x) * 3;
    [picture.rgb[at], picture.rgb[at + 1], picture.rgb[at + 2]]
}

#[tokio::test]
async fn the_newest_by_the_cameras_clock_comes_first() {
    let card = Card::with("times");
    let pictures = listed(&card).await;
    let times: Vec<_> = pictures
        .iter()
        .map(|picture| picture.taken_at.as_deref())
        .collect();
    assert_eq!(
        times,
        [
            Some("2026-11-22T10:00:00"),
            Some("2026-11-22T09:00:00"),
            None
        ]
    );
}

#[tokio::test]
async fn what_no_camera_makes_is_refused_before_it_is_decoded() {
    let card = Card::with("refused");
    for (name, error) in [
        ("progressive.jpg", PictureError::Edited),
        ("cmyk.jpg", PictureError::Colours),
        ("notes.jpg", PictureError::Unreadable),
        ("header.jpg", PictureError::Unreadable),
    ] {
        assert_eq!(refused(&card, name).await, error.into(), "{name}");
    }
    let bomb = refused(&card, "bomb.jpg").await;
    let huge = PictureError::TooLarge {
        width: 20_000,
        height: 20_000,
    };
    assert_eq!(bomb, huge.into());
}

#[tokio::test]
async fn a_shortened_picture_and_a_small_one_are_told_apart() {
    let card = Card::with("poor");
    let eyes = [Point { x: 130.0, y: 200.0 }, Point { x: 170.0, y: 200.0 }];
    for (name, error) in [
        ("short.jpg", "the picture is no readable JPEG"),
        ("small.jpg", "pixels"),
    ] {
        let pictures = listed(&card).await;
        let picture = pictures
            .iter()
            .find(|picture| picture.name == name)
            .unwrap();
        let file = driver(&card).file(picture.place.clone()).await.unwrap();
        let refused = photo::take(&file, eyes)
            .err()
            .expect("no photo")
            .to_string();
        assert!(refused.contains(error), "{name}: {refused}");
    }
}

#[tokio::test]
async fn a_camera_in_the_suitcase_is_no_fault() {
    let card = Card::with("times");
    let driver = driver(&card);
    let looked = driver.look().await;
    assert_eq!(
        (looked.name.as_deref(), looked.seen),
        (Some("SUITCASE"), Seen::Fine)
    );
    assert_eq!(driver.self_test().await, TestResult::Passed);
    card.eject();
    assert_eq!(driver.look().await.seen, Seen::Fails(DeviceCause::NotFound));
    assert_eq!(
        driver.self_test().await,
        TestResult::NeedsPerson(PersonTask::ConnectCamera)
    );
    card.insert();
    assert_eq!(driver.look().await.seen, Seen::Fine);
}
