//! Signature pads.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use amtskoffer_companion::devices::signature::page::{Canvas, Painter};
use amtskoffer_companion::devices::signature::{PadError, PadEvent, SignaturePad, Signing};
use amtskoffer_contract::bridge::DeviceCause;
use tokio::time::{sleep, timeout};

use super::CONTRACT;
use crate::point::{Bench, Outcome, Point, Tried, either, failed};

/// How long a person may take to begin to write.
const WRITING: Duration = Duration::from_secs(30);

/// A pad that was given back may take so long to be free.
const LETTING_GO: Duration = Duration::from_secs(2);

pub(super) fn points() -> Vec<Point> {
    vec![
        Point {
            id: "pad.begin",
            what: "It can be taken for a signature and tells the shape of its field.",
            source: "USB HID 1.11 section 7.2.1, Get_Report; the maker's list of reports",
            run: |bench| Box::pin(async { either(begin(bench).await) }),
        },
        Point {
            id: "pad.page",
            what: "With a screen, it asks for a page of its own size and shows it.",
            source: "Wacom STU, reports 0x09, 0x25, 0x26 and 0x27",
            run: |bench| Box::pin(async { either(page(bench).await) }),
        },
        Point {
            id: "pad.give-back",
            what: "Given back, it can be taken again, three times in a row.",
            source: CONTRACT,
            run: |bench| Box::pin(async { either(give_back(bench).await) }),
        },
        Point {
            id: "pad.one-at-a-time",
            what: "While one person signs, nobody else can take it.",
            source: CONTRACT,
            run: |bench| Box::pin(async { either(one_at_a_time(bench).await) }),
        },
        Point {
            id: "pad.clear",
            what: "Wiping the field in the middle does not end the signature.",
            source: "Wacom STU, report 0x20",
            run: |bench| Box::pin(async { either(clear(bench).await) }),
        },
        Point {
            id: "pad.silent",
            what: "Nobody writes: it tells of no ink.",
            source: "USB HID 1.11 section 5.6, input reports",
            run: |bench| Box::pin(async { either(silent(bench).await) }),
        },
        Point {
            id: "pad.ink",
            what: "Ink comes in order of time, inside the field, with pressure between 0 and 1.",
            source: "USB HID Usage Tables, Digitizer page; ISO/IEC 19794-7",
            run: |bench| Box::pin(async { either(ink(bench).await) }),
        },
    ]
}

fn pad(bench: &Bench<'_>) -> Result<Arc<dyn SignaturePad>, Outcome> {
    let pad = bench.registry.signature_pad();
    pad.ok_or_else(|| Outcome::Fail("there is no driver for it".to_owned()))
}

fn blank() -> Painter {
    Arc::new(Canvas::new)
}

/// Takes it; waits until the signature before has let it go.
async fn signing(bench: &Bench<'_>, page: Painter) -> Result<Signing, Outcome> {
    let pad = pad(bench)?;
    let begun = Instant::now();
    loop {
        match pad.begin(Arc::clone(&page)).await {
            Err(error) if is_taken(&error) && begun.elapsed() < LETTING_GO => {
                sleep(Duration::from_millis(20)).await;
            }
            signing => return signing.map_err(|error| failed("it cannot be taken", error)),
        }
    }
}

fn is_taken(error: &PadError) -> bool {
    error.cause() == DeviceCause::Occupied
}

async fn begin(bench: &Bench<'_>) -> Tried {
    let height = signing(bench, blank()).await?.height();
    Ok(Outcome::expect(height.is_finite() && height > 0.0, || {
        format!("height {height}")
    }))
}

async fn page(bench: &Bench<'_>) -> Tried {
    let asked = Arc::new(Mutex::new(None));
    let seen = Arc::clone(&asked);
    let painter: Painter = Arc::new(move |width, height| {
        *seen.lock().unwrap_or_else(PoisonError::into_inner) = Some((width, height));
        Canvas::new(width, height)
    });
    let signing = signing(bench, painter).await?;
    if !signing.has_screen() {
        return Ok(Outcome::NotApplicable("it has no screen".to_owned()));
    }
    let asked = *asked.lock().unwrap_or_else(PoisonError::into_inner);
    let is_sized = asked.is_some_and(|(width, height)| width > 0 && height > 0);
    Ok(Outcome::expect(is_sized, || {
        format!("it asked for a page of {asked:?}")
    }))
}

async fn give_back(bench: &Bench<'_>) -> Tried {
    for _ in 0..3 {
        drop(signing(bench, blank()).await?);
    }
    Ok(Outcome::Pass)
}

async fn one_at_a_time(bench: &Bench<'_>) -> Tried {
    let first = signing(bench, blank()).await?;
    let second = pad(bench)?.begin(blank()).await;
    drop(first);
    Ok(match second {
        Err(PadError::InUse) => Outcome::Pass,
        Err(error) => return Err(failed("it refuses in another way", error)),
        Ok(_) => Outcome::Fail("it let somebody else in".to_owned()),
    })
}

async fn clear(bench: &Bench<'_>) -> Tried {
    let mut signing = signing(bench, blank()).await?;
    signing.clear();
    match timeout(Duration::from_secs(2), signing.next()).await {
        Err(_) | Ok(Some(Ok(_))) => Ok(Outcome::Pass),
        Ok(Some(Err(error))) => Err(failed("it broke off", error)),
        Ok(None) => Ok(Outcome::Fail("the signature ended".to_owned())),
    }
}

async fn silent(bench: &Bench<'_>) -> Tried {
    if !bench.person.asked("Take the pen away from the pad.") {
        return Ok(Outcome::nobody());
    }
    let mut signing = signing(bench, blank()).await?;
    match timeout(Duration::from_secs(2), signing.next()).await {
        Err(_) => Ok(Outcome::Pass),
        Ok(Some(Err(error))) => Err(failed("it broke off", error)),
        Ok(_) => Ok(Outcome::Fail("it tells of a pen".to_owned())),
    }
}

async fn ink(bench: &Bench<'_>) -> Tried {
    if !bench
        .person
        .asked("Press Enter, then write on the pad with its pen.")
    {
        return Ok(Outcome::nobody());
    }
    let mut signing = signing(bench, blank()).await?;
    let mut points = Vec::new();
    let listen = async {
        while points.len() < 20 {
            match signing.next().await {
                Some(Ok(PadEvent::Ink(ink))) => points.extend(ink),
                Some(Ok(PadEvent::Pressed(_))) => {}
                Some(Err(error)) => return Err(failed("it broke off", error)),
                None => break,
            }
        }
        Ok(())
    };
    timeout(WRITING, listen)
        .await
        .map_err(|_| Outcome::Fail("fewer than 20 points in half a minute".to_owned()))??;
    let height = signing.height();
    let width = amtskoffer_companion::devices::signature::INK_WIDTH;
    let is_inside = points.iter().all(|ink| {
        let place = &ink.point;
        (0.0..=width).contains(&place.x)
            && (0.0..=height).contains(&place.y)
            && (0.0..=1.0).contains(&place.pressure)
    });
    let in_order = points
        .windows(2)
        .all(|pair| pair[0].point.time_ms <= pair[1].point.time_ms);
    Ok(Outcome::expect(is_inside && in_order, || {
        format!("inside: {is_inside}, in order: {in_order}")
    }))
}
