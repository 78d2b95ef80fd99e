//! Client of the MOSIP Secure Biometric Interface 1.0: a device service on the loopback, spoken to
//! with HTTP methods of its own, whose answers are signed.
//!
//! Used are `MOSIPDISC /device`, `MOSIPDINFO /info`, `RCAPTURE /capture` and, beside the capture,
//! `STREAM /stream`. The interface knows no
//! cancelling; closing the connection lets the device go. The `callbackId` of the answers is not
//! followed: the service is asked where it was found, always on 127.0.0.1.

mod answer;
mod entry;
pub mod multipart;
mod stream;
mod trust;
mod wire;

#[cfg(test)]
mod tests;

use std::ops::RangeInclusive;
use std::sync::Mutex;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::Full;
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::{Method, Request, StatusCode, Uri};
use jiff::Timestamp;
use serde::Serialize;
use tokio::task::JoinSet;
use uuid::Uuid;

use self::answer::{Device as Described, Expected};
pub use self::entry::from_entry;
pub use self::trust::Trust;
pub use self::wire::PORTS;
use self::wire::{BioAsk, CaptureAsk, DiscoveryAsk, SPEC_VERSION, finger_name};
use super::live::Live;
use super::{
    CaptureOrder, CapturedPrint, FingerprintScanner, Pending, ScannerActivity, ScannerError,
    ScannerState,
};
use crate::devices::fingerprint::look::look;
use crate::devices::{Device, Look};
use crate::http::{Connection, HttpError, Target};
use crate::lock;

/// The loopback answers or refuses at once; more is a service that hangs.
const CONNECT_LIMIT: Duration = Duration::from_millis(500);
/// For questions that need no finger.
const ANSWER_TIME: Duration = Duration::from_secs(2);
/// What a device may need beyond the patience to compress and sign.
const CAPTURE_EXTRA: Duration = Duration::from_secs(8);
/// No honest description of devices is longer.
const INFO_LIMIT: usize = 256 * 1024;
/// A record of the largest picture, twice in base64, with certificates.
const CAPTURE_LIMIT: usize = 2 * 1024 * 1024;

/// A scanner behind a device service.
#[derive(Debug)]
pub struct SbiScanner {
    ports: RangeInclusive<u16>,
    trust: Trust,
    answer_time: Duration,
    /// Where the service was found last.
    port: Mutex<Option<u16>>,
    /// Hash of the last capture, so that none can be left out or put in between.
    last_hash: Mutex<String>,
}

impl SbiScanner {
    /// A scanner to be looked for on these ports (by the standard [`PORTS`]). Nothing is sent yet.
    pub fn new(ports: RangeInclusive<u16>, trust: Trust) -> Self {
        Self {
            ports,
            trust,
            answer_time: ANSWER_TIME,
            port: Mutex::default(),
            last_hash: Mutex::default(),
        }
    }

    /// Another bound for answers that need no finger.
    #[must_use]
    pub fn with_answer_time(mut self, limit: Duration) -> Self {
        self.answer_time = limit;
        self
    }

    async fn read_device(&self, now: Timestamp) -> Result<(u16, Described), ScannerError> {
        let known = *lock(&self.port);
        if let Some(port) = known {
            match self.info(port, now).await {
                // Gone from where it was: look for it.
                Err(ScannerError::Connection(HttpError::Unreachable(_))) => {}
                answer => return answer.map(|device| (port, device)),
            }
        }
        *lock(&self.port) = None;
        let port = self.discover().await?;
        let device = self.info(port, now).await?;
        *lock(&self.port) = Some(port);
        Ok((port, device))
    }

    /// The lowest port on which a device service offers a scanner; all are asked at once.
    async fn discover(&self) -> Result<u16, ScannerError> {
        let mut probes = JoinSet::new();
        for port in self.ports.clone() {
            let limit = self.answer_time;
            probes.spawn(async move { (port, probe(port, limit).await) });
        }
        let mut found = None;
        let mut trouble = ScannerError::NotFound;
        for (port, answer) in probes.join_all().await {
            match answer {
                Ok(true) => found = Some(found.map_or(port, |other: u16| other.min(port))),
                Ok(false) | Err(ScannerError::Connection(HttpError::Unreachable(_))) => {}
                Err(error) => trouble = error,
            }
        }
        found.ok_or(trouble)
    }

    async fn info(&self, port: u16, now: Timestamp) -> Result<Described, ScannerError> {
        let question = request("MOSIPDINFO", "/info", &serde_json::Map::new());
        let body = asked(port, question, self.answer_time, INFO_LIMIT).await?;
        answer::device(&body, &self.trust, now)
    }

    async fn read_print(
        &self,
        order: CaptureOrder,
        live: Live,
    ) -> Result<CapturedPrint, ScannerError> {
        let finger = finger_name(order.finger).ok_or(ScannerError::OtherFinger)?;
        let (port, device) = self.read_device(order.now).await?;
        match device.state.activity {
            ScannerActivity::Ready => {}
            ScannerActivity::Busy => return Err(ScannerError::Busy),
            ScannerActivity::NotReady => return Err(ScannerError::NotReady),
        }
        let transaction = Uuid::new_v4().to_string();
        let previous_hash = lock(&self.last_hash).clone();
        let bio = BioAsk {
            kind: "Finger",
            count: "1",
            bio_sub_type: [finger],
            exception: [],
            requested_score: order.wanted_quality.min(100).to_string(),
            device_id: &device.id,
            device_sub_id: "0",
            previous_hash: &previous_hash,
        };
        let ask = CaptureAsk {
            env: &device.env,
            purpose: "Registration",
            spec_version: SPEC_VERSION,
            timeout: order.patience.as_millis().to_string(),
            capture_time: order.now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            transaction_id: &transaction,
            bio: [bio],
        };
        let question = request("RCAPTURE", "/capture", &ask);
        let limit = order.patience + CAPTURE_EXTRA;
        let body = tokio::select! {
            body = asked(port, question, limit, CAPTURE_LIMIT) => body?,
            never = stream::show(port, &device.id, limit, &live) => match never {},
        };
        let expected = Expected {
            finger: order.finger,
            transaction: &transaction,
            previous_hash: &previous_hash,
            device: &device,
        };
        let (print, hash) = answer::print(&body, &expected, &self.trust, order.now)?;
        *lock(&self.last_hash) = hash;
        Ok(print)
    }
}

impl Device for SbiScanner {
    fn look(&self) -> Look<'_> {
        Box::pin(look(self))
    }
}

impl FingerprintScanner for SbiScanner {
    fn state(&self, now: Timestamp) -> Pending<'_, ScannerState> {
        Box::pin(async move { Ok(self.read_device(now).await?.1.state) })
    }

    fn capture(&self, order: CaptureOrder, live: Live) -> Pending<'_, CapturedPrint> {
        Box::pin(self.read_print(order, live))
    }
}

async fn probe(port: u16, limit: Duration) -> Result<bool, ScannerError> {
    let question = request("MOSIPDISC", "/device", &DiscoveryAsk { kind: "Finger" });
    let body = asked(port, question, limit, INFO_LIMIT).await?;
    answer::offers_scanner(&body)
}

/// Method, path and body are ours, so forming them cannot fail; if it did, the device would refuse.
fn request(
    method: &'static str,
    path: &'static str,
    body: &impl Serialize,
) -> Request<Full<Bytes>> {
    let body = serde_json::to_vec(body).unwrap_or_default();
    let mut request = Request::new(Full::new(Bytes::from(body)));
    *request.method_mut() = Method::from_bytes(method.as_bytes()).unwrap_or_default();
    *request.uri_mut() = Uri::from_static(path);
    let headers = request.headers_mut();
    headers.insert("ext", HeaderValue::from_static("amtskoffer"));
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    request
}

async fn asked(
    port: u16,
    question: Request<Full<Bytes>>,
    limit: Duration,
    body_limit: usize,
) -> Result<Bytes, ScannerError> {
    let connection = Connection::open_within(&loopback(port), CONNECT_LIMIT).await?;
    let reply = connection
        .with_reply_timeout(limit)
        .send(question, body_limit)
        .await?;
    if reply.status() != StatusCode::OK {
        return Err(ScannerError::Garbled);
    }
    Ok(reply.into_body())
}

fn loopback(port: u16) -> Target {
    Target::Plain {
        host: "127.0.0.1".to_owned(),
        port,
    }
}
