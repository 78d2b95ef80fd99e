//! A person signs on the stand-in.

use amtskoffer_companion::devices::TestResult;
use amtskoffer_companion::devices::signature::page::BUTTONS;
use amtskoffer_companion::devices::signature::{Button, INK_WIDTH, InkPoint};
use amtskoffer_contract::bridge::DeviceCause;
use amtskoffer_domain::device::Seen;
use amtskoffer_simulators::signature_stu::{Fault, Model};
use tokio::time::{sleep, timeout};

use super::support::{HANGS, desk, desk_with, heard, page, written};

/// Points that the stand-in's name has, and where its strokes begin.
const POINTS: usize = 70 + 150 + 50;
const BEGINNINGS: [usize; 3] = [0, 70, 220];

fn beginnings(ink: &[InkPoint]) -> Vec<usize> {
    let begins = ink.iter().enumerate().filter(|(_, ink)| ink.begins);
    begins.map(|(place, _)| place).collect()
}

#[tokio::test]
async fn a_person_signs_and_presses_the_button_for_done() {
    let desk = desk().await;
    let mut signing = desk.begin().await.expect("begun");
    assert!(signing.has_screen());
    assert!(desk.stand_in.pad.is_imported());

    desk.sign();
    let ink = written(&mut signing, &desk.stand_in.pad).await;
    assert_eq!(ink.len(), POINTS);
    assert_eq!(beginnings(&ink), BEGINNINGS);
    let inside = |ink: &InkPoint| {
        (0.0..=INK_WIDTH).contains(&ink.point.x) && (0.0..=signing.height()).contains(&ink.point.y)
    };
    assert!(ink.iter().all(inside));
    assert!(ink.iter().all(|ink| ink.point.pressure > 0.0));
    assert!(ink.is_sorted_by_key(|ink| ink.point.time_ms));
    assert!(ink.last().is_some_and(|last| last.point.time_ms > 1_000));

    for (button, area) in BUTTONS {
        let middle = |low: f32, high: f32| f64::from(f32::midpoint(low, high));
        desk.tap(middle(area.left, area.right), middle(area.top, area.bottom));
        let (ink, pressed) = heard(&mut signing).await;
        assert_eq!((ink.len(), pressed), (0, Ok(button)));
    }
}

#[tokio::test]
async fn the_pad_shows_the_page_on_every_model_and_is_empty_afterwards() {
    for (model, settings) in [
        (Model::Stu430, ""),
        (Model::Stu530, ""),
        (Model::Stu540, ""),
        (Model::Stu540, "settings = { grey = true }"),
    ] {
        let desk = desk_with(model, settings).await;
        let signing = desk.begin().await.expect("begun");
        assert_eq!(
            desk.stand_in.pad.screen(),
            expected(&desk.stand_in.pad.screen()),
            "{model:?}"
        );
        drop(signing);
        desk.given_back().await;
        assert_eq!(desk.stand_in.pad.screen(), "P1\n1 1\n0\n");
    }
}

/// The page of these tests as PBM, of the size that `shown` has.
fn expected(shown: &str) -> String {
    let mut size = shown
        .lines()
        .nth(1)
        .expect("a size")
        .split(' ')
        .map(|it| it.parse().unwrap());
    let (width, height): (u16, u16) = (size.next().unwrap(), size.next().unwrap());
    let canvas = page()(width, height);
    let mut text = format!("P1\n{width} {height}\n");
    for row in canvas.rows() {
        text.extend(row.iter().map(|grey| if *grey < 128 { '1' } else { '0' }));
        text.push('\n');
    }
    assert!(width > 1 && text.contains('1'));
    text
}

#[tokio::test]
async fn clearing_wipes_screen_and_ink_and_one_may_begin_anew() {
    let desk = desk().await;
    let mut signing = desk.begin().await.expect("begun");
    let shown = desk.stand_in.pad.screen();
    desk.sign();
    assert_eq!(
        written(&mut signing, &desk.stand_in.pad).await.len(),
        POINTS
    );
    signing.clear();
    desk.sign();
    let ink = written(&mut signing, &desk.stand_in.pad).await;
    assert_eq!(ink.first().map(|ink| ink.begins), Some(true));
    assert!(ink.len() >= 50, "{}", ink.len());
    assert_eq!(desk.stand_in.pad.screen(), shown);
}

#[tokio::test]
async fn lost_doubled_and_late_reports_do_no_harm() {
    for (fault, points, strokes) in [
        (Fault::Lost, POINTS * 2 / 3 - 5..POINTS, BEGINNINGS.len()),
        (Fault::Doubled, POINTS..POINTS + 1, BEGINNINGS.len()),
        (Fault::Late, POINTS / 2 - 5..POINTS, BEGINNINGS.len()),
    ] {
        let desk = desk().await;
        let mut signing = desk.begin().await.expect("begun");
        desk.stand_in.pad.set_fault(fault);
        desk.sign();
        let ink = written(&mut signing, &desk.stand_in.pad).await;
        assert!(points.contains(&ink.len()), "{fault:?}: {}", ink.len());
        assert_eq!(beginnings(&ink).len(), strokes, "{fault:?}");
        assert!(ink.is_sorted_by_key(|ink| ink.point.time_ms), "{fault:?}");
    }
}

#[tokio::test]
async fn the_next_signature_waits_until_the_pad_is_given_back() {
    let desk = desk().await;
    let first = desk.begin().await.expect("begun");
    let (second, ()) = tokio::join!(desk.begin(), async { drop(first) });
    let mut second = second.expect("begun");
    desk.tap(0.8, 0.9);
    assert_eq!(heard(&mut second).await.1, Ok(Button::Accept));
}

#[tokio::test]
async fn a_look_and_a_test_tell_how_it_is() {
    let desk = desk().await;
    let look = async || desk.driver.look().await;
    let looked = look().await;
    assert_eq!(
        (looked.name.as_deref(), looked.seen),
        (Some("Wacom STU-540"), Seen::Fine)
    );
    assert_eq!(desk.driver.self_test().await, TestResult::Passed);
    desk.given_back().await;

    let signing = desk.begin().await.expect("begun");
    assert_eq!(look().await.seen, Seen::Fine);
    assert_eq!(desk.driver.self_test().await, TestResult::Passed);
    drop(signing);

    desk.stand_in.pad.set_fault(Fault::Unplugged);
    let gone = async {
        while look().await.seen != Seen::Fails(DeviceCause::NotFound) {
            sleep(std::time::Duration::from_millis(5)).await;
        }
    };
    timeout(HANGS, gone).await.expect("seen");
    let tested = desk.driver.self_test().await;
    assert_eq!(tested, TestResult::Failed(DeviceCause::NotFound));
    desk.stand_in.pad.set_fault(Fault::None);
    assert_eq!(look().await.seen, Seen::Fine);
}
