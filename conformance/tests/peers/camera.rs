//! Cameras: cards filled by Pillow, as the suitcase's camera and as others fill them.

#[path = "../../../companion/tests/camera/pillow.rs"]
mod pillow;

use amtskoffer_conformance::{Absent, Address, Report};
use pillow::Card;

use crate::support::{Hand, conforms, device, fails, report};

fn at(card: &Card) -> Address {
    let mut address = device("camera", &[], &[]);
    let folder = card.folder().to_str().expect("a plain name");
    address.at(folder).expect("a folder");
    address
}

async fn with(pictures: &str) -> Report {
    report(&at(&Card::with(pictures)), &Absent).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_with_pictures_conforms_unplugging_included() {
    let card = Card::with("shots");
    let hand = Hand(|what: &str| {
        if what.starts_with("Unplug") {
            card.eject();
        } else {
            card.insert();
        }
        true
    });
    conforms(&report(&at(&card), &hand).await, &[]);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_notes_no_time_and_one_that_breaks_off_do_not() {
    fails(&with("timeless").await, "no time", &["camera.header"]);
    fails(&with("cut_off").await, "cut off", &["camera.picture"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_small_picture_is_no_passport_photo() {
    let expected = ["camera.header", "camera.picture"];
    fails(&with("poor").await, "poor", &expected);
}
