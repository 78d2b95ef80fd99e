//! The live picture: an endless multipart answer of JPEG frames (M-JPEG).

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use hyper::header::{CACHE_CONTROL, CONTENT_TYPE};
use hyper::{Response, StatusCode};
use jpeg_encoder::{ColorType, Encoder};
use serde::Deserialize;
use tokio::time::{Instant, sleep};

use super::fault::Fault;
use super::pipe::{Pieces, Pipe};
use super::ridges::{HEIGHT, WIDTH};
use super::sensor::Sensor;
use super::service::empty;

const FRAME_INTERVAL: Duration = Duration::from_millis(200);
const LONGEST: Duration = Duration::from_mins(5);
const SHOWN_FINGER: u8 = 2;

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
    while begun.elapsed() < duration && sensor.fault() != Fault::Unplugged {
        let source = Arc::clone(&sensor);
        let Ok(frame) = tokio::task::spawn_blocking(move || frame(&source)).await else {
            return;
        };
        if pieces.send(Ok(part(&frame))).await.is_err() {
            return;
        }
        sleep(FRAME_INTERVAL).await;
    }
}

fn frame(sensor: &Sensor) -> Vec<u8> {
    let grey = match sensor.fault() {
        Fault::NoFinger => vec![243; WIDTH * HEIGHT],
        _ => sensor.preview(SHOWN_FINGER),
    };
    let mut jpeg = Vec::new();
    let (width, height) = (
        u16::try_from(WIDTH).unwrap_or(0),
        u16::try_from(HEIGHT).unwrap_or(0),
    );
    // Encoding into memory fails only for an empty picture.
    let _ = Encoder::new(&mut jpeg, 70).encode(&grey, width, height, ColorType::Luma);
    jpeg
}

fn part(jpeg: &[u8]) -> Bytes {
    let head = format!(
        "--BoundaryString\r\nContent-Type: image/jpeg\r\nContent-Length: {}\r\n\r\n",
        jpeg.len()
    );
    [head.as_bytes(), jpeg, b"\r\n"].concat().into()
}
