use super::*;
use proptest::prelude::*;

fn eyes(x1: f64, y1: f64, x2: f64, y2: f64) -> [Point; 2] {
    [Point { x: x1, y: y1 }, Point { x: x2, y: y2 }]
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() < 1e-6
}

/// Where the eyes lie in the photo, by inverting the crop.
fn in_photo(crop: &Crop, point: Point) -> Point {
    let (a, b) = (crop.along, crop.down);
    let (x, y) = (point.x - crop.origin.x, point.y - crop.origin.y);
    let determinant = a.x * b.y - a.y * b.x;
    Point {
        x: (x * b.y - y * b.x) / determinant,
        y: (y * a.x - x * a.y) / determinant,
    }
}

#[test]
fn a_good_portrait_is_cut_at_the_best_place() {
    let found = crop(3000, 4000, eyes(1250.0, 1700.0, 1750.0, 1700.0)).unwrap();
    assert!(near(found.eye_distance, 340.0));
    assert!(near(found.eye_height, 0.42) && near(found.eye_centre, 0.5));
    let left = in_photo(
        &found,
        Point {
            x: 1250.0,
            y: 1700.0,
        },
    );
    assert!(near(left.x, 622.0 - 170.0) && near(left.y, 672.0));
    assert!(Verdict::of(&criteria(&found)).all_met);
}

#[test]
fn the_order_of_the_eyes_does_not_matter() {
    let [left, right] = eyes(1250.0, 1700.0, 1750.0, 1720.0);
    assert_eq!(
        crop(3000, 4000, [left, right]),
        crop(3000, 4000, [right, left])
    );
}

#[test]
fn a_leaning_head_is_made_level() {
    let eyes = eyes(1250.0, 1680.0, 1750.0, 1720.0);
    let found = crop(3000, 4000, eyes).unwrap();
    let [one, other] = eyes.map(|eye| in_photo(&found, eye));
    assert!(near(one.y, other.y));
    assert!(near(other.x - one.x, found.eye_distance));
    assert!((4.5..4.7).contains(&found.roll_degrees));
}

#[test]
fn nothing_is_enlarged() {
    let found = crop(2000, 2400, eyes(840.0, 1000.0, 1150.0, 1000.0)).unwrap();
    assert!(near(found.eye_distance, 310.0));
    assert!(near(found.along.x, 1.0));
    assert_eq!(
        crop(2000, 2400, eyes(851.0, 1000.0, 1150.0, 1000.0)),
        Err(CropError::EyesTooClose { pixels: 299.0 })
    );
    assert!(crop(2000, 2400, eyes(850.0, 1000.0, 1150.0, 1000.0)).is_ok());
}

#[test]
fn the_crop_gives_way_within_the_limits_but_is_never_padded() {
    // At the best place the photo would reach above the picture.
    let high = crop(2000, 3000, eyes(830.0, 600.0, 1170.0, 600.0)).unwrap();
    assert!(near(high.eye_height, 0.36));
    // To the left there is less room than half a photo.
    let left = crop(2000, 3000, eyes(410.0, 1200.0, 750.0, 1200.0)).unwrap();
    assert!(left.eye_centre < 0.5 && left.eye_centre >= 0.45);
    let corner = eyes(100.0, 100.0, 440.0, 100.0);
    assert_eq!(crop(2000, 3000, corner), Err(CropError::LeavesPicture));
    // A picture smaller than the photo has no room at all.
    assert_eq!(
        crop(1200, 1600, eyes(450.0, 700.0, 750.0, 700.0)),
        Err(CropError::LeavesPicture)
    );
}

#[test]
fn a_picture_of_exactly_the_size_is_taken_whole() {
    let found = crop(WIDTH, HEIGHT, eyes(452.0, 672.0, 792.0, 672.0)).unwrap();
    assert!(near(found.origin.x, 0.0) && near(found.origin.y, 0.0));
}

#[test]
fn bad_eye_points_are_refused() {
    for bad in [
        eyes(-1.0, 100.0, 500.0, 100.0),
        eyes(f64::NAN, 100.0, 500.0, 100.0),
        eyes(100.0, 100.0, f64::INFINITY, 100.0),
        eyes(100.0, 100.0, 500.0, 3001.0),
    ] {
        assert_eq!(crop(2000, 3000, bad), Err(CropError::EyeOutside));
    }
    let tilted = crop(3000, 4000, eyes(1250.0, 1650.0, 1650.0, 1950.0));
    assert!(matches!(tilted, Err(CropError::Tilted { degrees }) if degrees > 36.0));
}

#[test]
fn a_leaning_head_is_cut_and_misses_its_criterion() {
    let found = crop(3000, 4000, eyes(1250.0, 1650.0, 1750.0, 1750.0)).unwrap();
    assert!((11.0..12.0).contains(&found.roll_degrees));
    let unmet: Vec<_> = criteria(&found)
        .into_iter()
        .filter(|c| !c.is_met())
        .map(|c| c.id)
        .collect();
    assert_eq!(unmet, ["1.3"]);
}

#[test]
fn criteria_are_met_at_their_very_limits() {
    let limit = |id: &str| *geometry().iter().find(|limit| limit.id == id).unwrap();
    let met = |id: &str, value: f64| {
        let Limit {
            id,
            min,
            max,
            mandatory,
        } = limit(id);
        Criterion {
            id,
            value,
            min,
            max,
            mandatory,
        }
        .is_met()
    };
    for (id, value, expected) in [
        ("1.3", -8.0, true),
        ("1.3", 8.1, false),
        ("5.1", 1600.0, true),
        ("5.1", 1601.0, false),
        ("5.3", 0.5, true),
        ("5.3", 0.49, false),
        ("5.4", 0.9, true),
        ("5.5", 0.29, false),
        ("5.6", 0.55, true),
        ("5.7", 299.9, false),
        ("5.7", 300.0, true),
        ("5.7", 5000.0, true),
        ("5.7", f64::NAN, false),
    ] {
        assert_eq!(met(id, value), expected, "{id} {value}");
    }
    assert!(!limit("1.1").mandatory && limit("1.3").mandatory);
}

#[test]
fn the_better_capture_meets_more_mandatory_then_more_optional_criteria() {
    let verdict = |mandatory_met, optional_met| Verdict {
        mandatory_met,
        optional_met,
        all_met: false,
    };
    assert!(verdict(8, 0) > verdict(7, 9));
    assert!(verdict(8, 2) > verdict(8, 1));
}

proptest! {
    #[test]
    fn every_photo_lies_in_the_picture_and_meets_the_limits_but_for_a_leaning_head(
        x in 0.0..4000.0f64, y in 0.0..3000.0f64, dx in 250.0..1500.0f64, dy in -200.0..200.0f64,
    ) {
        let Ok(found) = crop(4000, 3000, eyes(x, y, x + dx, y + dy)) else { return Ok(()) };
        for corner in found.corners() {
            prop_assert!((-1e-3..=4000.001).contains(&corner.x));
            prop_assert!((-1e-3..=3000.001).contains(&corner.y));
        }
        let leans = found.roll_degrees.abs() > 8.0;
        for criterion in criteria(&found) {
            prop_assert_eq!(criterion.is_met(), !(leans && criterion.id == "1.3"), "{}", criterion.id);
        }
        // One step in the photo is at least one pixel of the picture: nothing is enlarged.
        prop_assert!(found.along.x.hypot(found.along.y) >= 1.0 - 1e-9);
    }
}
