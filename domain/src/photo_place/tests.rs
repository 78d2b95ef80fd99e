//! Synthetic pictures: what they show is known exactly.

use super::{Aspect, Finding, Grey, Measure, measures};
use proptest::prelude::*;

const WIDTH: usize = 320;
const HEIGHT: usize = 180;

/// A picture whose brightness is given for every place.
fn picture(brightness: impl Fn(usize, usize) -> f64) -> Grey {
    let mut rgba = Vec::with_capacity(WIDTH * HEIGHT * 4);
    for y in 0..HEIGHT {
        for x in 0..WIDTH {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let value = brightness(x, y).clamp(0.0, 255.0).round() as u8;
            rgba.extend([value, value, value, 255]);
        }
    }
    Grey::from_rgba(WIDTH, HEIGHT, &rgba).expect("fits")
}

fn number(value: usize) -> f64 {
    f64::from(u32::try_from(value).expect("small"))
}

fn measure(picture: &Grey, aspect: Aspect) -> Option<Measure> {
    measures(picture)
        .into_iter()
        .find(|measure| measure.aspect == aspect)
}

fn finding(picture: &Grey, aspect: Aspect) -> Finding {
    measure(picture, aspect).expect("measured").finding()
}

/// A grey wall with a dark head before it; its edge is spread over `blur` pixels to both sides.
fn sitting(wall: f64, head: f64, blur: f64) -> Grey {
    picture(|x, y| {
        let (dx, dy) = (number(x) - 160.0, number(y) - 100.0);
        let from_edge = (dx.powi(2) + (dy * 0.8).powi(2)).sqrt() - 45.0;
        let share = ((from_edge / blur) + 1.0).clamp(0.0, 2.0) / 2.0;
        head + (wall - head) * share
    })
}

#[test]
fn a_good_place_has_no_finding() {
    let good = sitting(190.0, 120.0, 1.0);
    for measure in measures(&good) {
        assert_eq!(measure.finding(), Finding::Good, "{measure:?}");
    }
    assert_eq!(measures(&good).len(), Aspect::ALL.len());
}

#[test]
fn darkness_and_glare_are_told_apart() {
    let dark = sitting(40.0, 5.0, 1.0);
    assert_eq!(finding(&dark, Aspect::Brightness), Finding::TooLow);
    assert_eq!(finding(&dark, Aspect::BackgroundTone), Finding::TooLow);
    assert_eq!(finding(&dark, Aspect::Underexposed), Finding::TooHigh);
    assert_eq!(finding(&dark, Aspect::Overexposed), Finding::Good);
    let glare = sitting(255.0, 230.0, 1.0);
    assert_eq!(finding(&glare, Aspect::Brightness), Finding::TooHigh);
    assert_eq!(finding(&glare, Aspect::BackgroundTone), Finding::TooHigh);
    assert_eq!(finding(&glare, Aspect::Overexposed), Finding::TooHigh);
    assert_eq!(finding(&glare, Aspect::Underexposed), Finding::Good);
}

#[test]
fn a_window_on_one_side_makes_the_light_uneven() {
    let from_left = picture(|x, _| 220.0 - number(x) * 0.5);
    let measured = measure(&from_left, Aspect::Evenness).expect("measured");
    assert!(
        (measured.value - 100.0 / 180.0).abs() < 0.01,
        "{measured:?}"
    );
    assert_eq!(measured.finding(), Finding::TooLow);
    let from_right = picture(|x, _| 60.0 + number(x) * 0.5);
    assert_eq!(finding(&from_right, Aspect::Evenness), Finding::TooLow);
    assert_eq!(
        finding(&picture(|_, _| 0.0), Aspect::Evenness),
        Finding::Good
    );
}

#[test]
fn a_bookshelf_is_no_background() {
    let shelf = picture(|x, y| {
        if (x / 12 + y / 30).is_multiple_of(2) {
            230.0
        } else {
            130.0
        }
    });
    let measured = measure(&shelf, Aspect::BackgroundUniformity).expect("measured");
    assert!((45.0..=51.0).contains(&measured.value), "{measured:?}");
    assert_eq!(measured.finding(), Finding::TooHigh);
    let wall = picture(|_, _| 190.0);
    let measured = measure(&wall, Aspect::BackgroundUniformity).expect("measured");
    assert!(measured.value.abs() < 0.001, "{measured:?}");
}

#[test]
fn a_smeared_lens_makes_edges_soft() {
    let value = |blur| {
        let measured = measure(&sitting(200.0, 80.0, blur), Aspect::Sharpness);
        measured.expect("there are edges").value
    };
    assert!(value(0.5) > value(2.0) && value(2.0) > value(6.0));
    assert_eq!(
        finding(&sitting(200.0, 80.0, 1.0), Aspect::Sharpness),
        Finding::Good
    );
    assert_eq!(
        finding(&sitting(200.0, 80.0, 6.0), Aspect::Sharpness),
        Finding::TooLow
    );
}

#[test]
fn sharpness_does_not_depend_on_contrast() {
    let value = |head| {
        let measured = measure(&sitting(200.0, head, 2.0), Aspect::Sharpness);
        measured.expect("there are edges").value
    };
    assert!((value(140.0) - value(40.0)).abs() < 0.06);
}

#[test]
fn an_empty_wall_says_nothing_about_the_lens() {
    let noisy = picture(|x, y| 190.0 + number((x * 7 + y * 13) % 5));
    assert_eq!(measure(&noisy, Aspect::Sharpness), None);
    assert_eq!(measures(&noisy).len(), Aspect::ALL.len() - 1);
}

#[test]
fn colours_weigh_as_the_eye_sees_them() {
    let green: Vec<u8> = [0, 255, 0, 255].repeat(WIDTH * HEIGHT);
    let green = Grey::from_rgba(WIDTH, HEIGHT, &green).expect("fits");
    let measured = measure(&green, Aspect::Brightness).expect("measured");
    assert!((measured.value - 149.0).abs() < 0.001, "{measured:?}");
}

#[test]
fn what_is_no_picture_is_refused() {
    for (width, height, bytes) in [(320, 180, 5), (0, 0, 0), (8, 8, 256), (usize::MAX, 2, 8)] {
        assert_eq!(Grey::from_rgba(width, height, &vec![0; bytes]), None);
    }
    let side = 2_000;
    assert_eq!(
        Grey::from_rgba(side, side, &vec![0; side * side * 4]),
        None,
        "too large"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_picture_has_values_in_their_range(
        width in 16_usize..60, height in 16_usize..60, seed in any::<u64>(),
    ) {
        let mut state = seed | 1;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            state.to_be_bytes()[0]
        };
        let rgba: Vec<u8> = (0..width * height * 4).map(|_| next()).collect();
        let picture = Grey::from_rgba(width, height, &rgba).expect("fits");
        for measure in measures(&picture) {
            let top = match measure.aspect {
                Aspect::Brightness | Aspect::BackgroundTone | Aspect::BackgroundUniformity => 255.0,
                _ => 1.0,
            };
            prop_assert!((0.0..=top).contains(&measure.value), "{measure:?}");
        }
    }
}
