//! Cameras whose pictures are taken from their card (DCF, Exif).

use std::collections::HashSet;
use std::sync::Arc;

use amtskoffer_companion::captures::picture::Picture;
use amtskoffer_companion::devices::camera::{Camera, CardPicture, FILE_LIMIT};

use super::CONTRACT;
use crate::point::{Bench, Outcome, Point, Tried, either, failed};

pub(super) fn points() -> Vec<Point> {
    vec![
        Point {
            id: "camera.list",
            what: "Its card lists at least one picture.",
            source: "DCF 2.0 (CP-3461), directories and files",
            run: |bench| Box::pin(async { either(listed(bench).await) }),
        },
        Point {
            id: "camera.newest-first",
            what: "The newest picture comes first, by the camera's own clock.",
            source: "Exif 2.32 (CP-3451) section 4.6.5, DateTimeOriginal",
            run: |bench| Box::pin(async { either(newest_first(bench).await) }),
        },
        Point {
            id: "camera.header",
            what: "Size and time of every listed picture can be read without decoding it.",
            source: "Exif 2.32 (CP-3451) section 4.5",
            run: |bench| Box::pin(async { either(headers(bench).await) }),
        },
        Point {
            id: "camera.file",
            what: "The newest picture is fetched whole, and is as long as was listed.",
            source: CONTRACT,
            run: |bench| Box::pin(async { either(file(bench).await) }),
        },
        Point {
            id: "camera.picture",
            what: "The newest picture can be decoded and is large enough for a passport photo.",
            source: "BSI TR-03121-3, facial image; ISO/IEC 19794-5",
            run: |bench| Box::pin(async { either(picture(bench).await) }),
        },
        Point {
            id: "camera.again",
            what: "Listing twice gives the same pictures, and no place twice.",
            source: CONTRACT,
            run: |bench| Box::pin(async { either(again(bench).await) }),
        },
    ]
}

fn camera(bench: &Bench<'_>) -> Result<Arc<dyn Camera>, Outcome> {
    let camera = bench.registry.camera();
    camera.ok_or_else(|| Outcome::Fail("there is no driver for it".to_owned()))
}

async fn pictures(bench: &Bench<'_>) -> Result<Vec<CardPicture>, Outcome> {
    let pictures = camera(bench)?.pictures().await;
    pictures.map_err(|error| failed("no list", error))
}

async fn newest(bench: &Bench<'_>) -> Result<CardPicture, Outcome> {
    let newest = pictures(bench).await?.into_iter().next();
    newest.ok_or_else(|| Outcome::Fail("the card has no picture".to_owned()))
}

async fn listed(bench: &Bench<'_>) -> Tried {
    newest(bench).await.map(|_| Outcome::Pass)
}

async fn newest_first(bench: &Bench<'_>) -> Tried {
    let pictures = pictures(bench).await?;
    let times: Vec<_> = pictures
        .iter()
        .filter_map(|it| it.taken_at.as_ref())
        .collect();
    if times.is_empty() {
        return Ok(Outcome::NotApplicable(
            "the camera notes no time".to_owned(),
        ));
    }
    let in_order = times.windows(2).all(|pair| pair[0] >= pair[1]);
    Ok(Outcome::expect(in_order, || {
        "the list is not in order of time".to_owned()
    }))
}

async fn headers(bench: &Bench<'_>) -> Tried {
    let pictures = pictures(bench).await?;
    let without = pictures
        .iter()
        .filter(|it| it.size.is_none() || it.taken_at.is_none())
        .count();
    Ok(Outcome::expect(without == 0, || {
        format!(
            "{without} of {} pictures tell no size or no time",
            pictures.len()
        )
    }))
}

async fn file(bench: &Bench<'_>) -> Tried {
    let picture = newest(bench).await?;
    let file = camera(bench)?.file(picture.place).await;
    let file = file.map_err(|error| failed("it cannot be fetched", error))?;
    let is_whole = u64::try_from(file.len()).ok() == Some(picture.bytes);
    Ok(Outcome::expect(
        is_whole && file.len() <= FILE_LIMIT,
        || format!("{} bytes were listed, {} came", picture.bytes, file.len()),
    ))
}

async fn picture(bench: &Bench<'_>) -> Tried {
    /// A passport photo of 45 mm at 600 dpi is 1063 pixels high; the head is a part of the picture.
    const LEAST: usize = 1063;
    let picture = newest(bench).await?;
    let file = camera(bench)?.file(picture.place).await;
    let file = file.map_err(|error| failed("it cannot be fetched", error))?;
    let decoded = Picture::decode(&file).map_err(|error| failed("it cannot be decoded", error))?;
    let (width, height) = decoded.upright_size();
    Ok(Outcome::expect(width.min(height) >= LEAST, || {
        format!("{width} × {height} pixels are too few")
    }))
}

async fn again(bench: &Bench<'_>) -> Tried {
    let (one, other) = (pictures(bench).await?, pictures(bench).await?);
    let places: HashSet<_> = one.iter().map(|picture| &picture.place).collect();
    Ok(Outcome::expect(
        one == other && places.len() == one.len(),
        || format!("first {} pictures, then {}", one.len(), other.len()),
    ))
}
