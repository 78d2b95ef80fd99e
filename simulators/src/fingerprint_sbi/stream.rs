//! The live picture: an endless multipart answer of JPEG frames (M-JPEG).

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use hyper::header::{CACHE_CONTROL, CONTENT_TYPE};
use hyper::{Response, StatusCode};
use jpeg_encoder::{ColorType, Encoder};
use serde::Deserialize;
use tokio::time::{Instant, interval};

use super::fault::Fault;
use super::pipe::{Pieces, Pipe};
use super::ridges::{HEIGHT, WIDTH};
use super::sensor::Sensor;
use super::service::empty;

/// 25 pictures a second.
const FRAME_INTERVAL: Duration = Duration::from_millis(40);
const LONGEST: Duration = Duration::from_mins(5);
const SHOWN_FINGER: u8 = 2;
/// Scores by which the finger looks as if it settled, over and over.
const SETTLING: [u8; 4] = [30, 45, 60, 75];

#[derive(Default, Deserialize)]
#[serde(default)]
struct Ask {
    timeout: Option<String>,
}

/// Starts the stream; it ends with the time-out, with the sensor or with the client.
pub fn live(sensor: Arc<Sensor>, body: &[u8]) -> Response<Pipe> {
    let ask: Ask = serde_json::from_slice(body).unwrap_or_default();
    let asked = ask
        .timeout
        .and_then(|text| text.parse().ok())
        .map(Duration::from_millis);
    let (pieces, pipe) = Pipe::new();
    tokio::spawn(feed(sensor, pieces, asked.unwrap_or(LONGEST).min(LONGEST)));
    Response::builder()
        .header(
            CONTENT_TYPE,
            "multipart/x-mixed-replace; boundary=--BoundaryString",
        )
        .header(CACHE_CONTROL, "no-store")
        .body(pipe)
        .unwrap_or_else(|_| empty(StatusCode::INTERNAL_SERVER_ERROR))
}

async fn feed(sensor: Arc<Sensor>, pieces: Pieces, duration: Duration) {
    let begun = Instant::now();
    let source = Arc::clone(&sensor);
    let Ok(film) = tokio::task::spawn_blocking(move || film(&source).to_vec()).await else {
        return;
    };
    let empty = jpeg(&vec![243; WIDTH * HEIGHT]);
    let mut frames = film.iter().cycle();
    let mut beat = interval(FRAME_INTERVAL);
    while begun.elapsed() < duration {
        let frame = match sensor.fault() {
            Fault::Unplugged => return,
            Fault::NoFinger => &empty,
            _ => frames.next().unwrap_or(&empty),
        };
        if pieces.send(Ok(part(frame))).await.is_err() {
            return;
        }
        beat.tick().await;
    }
}

/// Drawn once, since drawing takes longer than a picture is shown.
fn film(sensor: &Sensor) -> &[Vec<u8>] {
    sensor.film.get_or_init(|| {
        let frames = SETTLING.map(|score| jpeg(&sensor.preview(SHOWN_FINGER, score)));
        frames.into()
    })
}

fn jpeg(grey: &[u8]) -> Vec<u8> {
    let mut jpeg = Vec::new();
    let (width, height) = (
        u16::try_from(WIDTH).unwrap_or(0),
        u16::try_from(HEIGHT).unwrap_or(0),
    );
    // Encoding into memory fails only for an empty picture.
    let _ = Encoder::new(&mut jpeg, 70).encode(grey, width, height, ColorType::Luma);
    jpeg
}

fn part(jpeg: &[u8]) -> Bytes {
    let head = format!(
        "--BoundaryString\r\nContent-Type: image/jpeg\r\nContent-Length: {}\r\n\r\n",
        jpeg.len()
    );
    [head.as_bytes(), jpeg, b"\r\n"].concat().into()
}
