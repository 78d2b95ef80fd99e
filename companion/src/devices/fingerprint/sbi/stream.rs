//! The live picture: `STREAM /stream` beside the capture. It is not signed and only shown; a service
//! without it captures all the same.

use std::convert::Infallible;
use std::future::pending;
use std::time::Duration;

use http_body_util::BodyExt;
use hyper::StatusCode;
use serde::Serialize;
use thiserror::Error;

use super::multipart::{Pictures, StreamFault};
use super::{CONNECT_LIMIT, loopback, request};
use crate::devices::fingerprint::live::{Live, Seen};
use crate::http::{Connection, HttpError};

/// Body of STREAM.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct StreamAsk<'a> {
    device_id: &'a str,
    device_sub_id: &'static str,
    /// Milliseconds.
    timeout: String,
}

#[derive(Debug, Error)]
enum StreamError {
    #[error(transparent)]
    Http(#[from] HttpError),
    #[error("the service has no live stream ({0})")]
    NotOffered(StatusCode),
    #[error(transparent)]
    Fault(#[from] StreamFault),
    #[error("the live stream broke off")]
    BrokeOff,
}

/// Shows the stream until this is dropped; a stream that ends or fails leaves the last picture.
pub(super) async fn show(port: u16, device: &str, patience: Duration, live: &Live) -> Infallible {
    if let Err(error) = follow(port, device, patience, live).await {
        tracing::debug!("no live picture: {error}");
    }
    pending().await
}

async fn follow(
    port: u16,
    device: &str,
    patience: Duration,
    live: &Live,
) -> Result<(), StreamError> {
    let ask = StreamAsk {
        device_id: device,
        device_sub_id: "0",
        timeout: patience.as_millis().to_string(),
    };
    let mut connection = Connection::open_within(&loopback(port), CONNECT_LIMIT).await?;
    let reply = connection
        .send_for_stream(request("STREAM", "/stream", &ask))
        .await?;
    if reply.status() != StatusCode::OK {
        return Err(StreamError::NotOffered(reply.status()));
    }
    let mut body = reply.into_body();
    let mut pictures = Pictures::default();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| StreamError::BrokeOff)?;
        pictures.push(frame.data_ref().map_or(&[][..], |data| data));
        while let Some(picture) = pictures.next_picture()? {
            live.show(Seen::Jpeg(picture));
        }
    }
    Ok(())
}
