//! The interface itself: which method on which path gives which answer.

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use http_body_util::{BodyExt, Limited};
use hyper::body::Incoming;
use hyper::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, LOCATION};
use hyper::{Request, Response, StatusCode};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Deserialize;
use serde_json::Value;

use super::answers::{self, BAD_REQUEST, Capture, Refusal, WRONG_COUNT, finger_code};
use super::fault::Fault;
use super::jws::Signer;
use super::keys::{Identities, KeyError};
use super::pipe::Pipe;
use super::record::{Content, record};
use super::sensor::{Sensor, compressed};
use super::stream;

const REQUEST_LIMIT: usize = 64 * 1024;
const LONGEST_PATIENCE: u64 = 120_000;

/// The device service on one port.
pub struct Service {
    /// The sensor it serves.
    pub sensor: Arc<Sensor>,
    /// Its own port, told to clients as `callbackId`.
    pub port: u16,
    /// How late answers come under [`Fault::Slow`].
    pub slowness: Duration,
    genuine: Signer,
    foreign: Signer,
    expired: Signer,
}

impl Service {
    pub(crate) fn new(
        sensor: Arc<Sensor>,
        port: u16,
        slowness: Duration,
        identities: &Identities,
    ) -> Result<Self, KeyError> {
        Ok(Self {
            sensor,
            port,
            slowness,
            genuine: Signer::new(&identities.genuine)?,
            foreign: Signer::new(&identities.foreign)?,
            expired: Signer::new(&identities.expired)?,
        })
    }

    /// Answers one request; never fails, as a service that runs always says something.
    pub async fn answer(self: Arc<Self>, request: Request<Incoming>) -> Response<Pipe> {
        if self.sensor.fault() == Fault::Slow {
            tokio::time::sleep(self.slowness).await;
        }
        let (head, body) = request.into_parts();
        let Ok(body) = Limited::new(body, REQUEST_LIMIT).collect().await else {
            return empty(StatusCode::PAYLOAD_TOO_LARGE);
        };
        let body = body.to_bytes();
        let fault = self.sensor.fault();
        let now = now();
        let answer = match (head.method.as_str(), head.uri.path()) {
            ("MOSIPDISC", "/device") if wants_fingers(&body) => {
                answers::discovery(self.port, fault, &now.text())
            }
            ("MOSIPDISC", "/device") => Value::Array(Vec::new()),
            ("MOSIPDINFO", "/info") => {
                answers::info(self.port, fault, &now.text(), self.signer(fault))
            }
            ("RCAPTURE", "/capture") => self.capture(&body).await.unwrap_or_else(answers::refused),
            ("STREAM", "/stream") => return stream::live(Arc::clone(&self.sensor), &body),
            ("CAPTURE", "/capture") => return empty(StatusCode::METHOD_NOT_ALLOWED),
            (_, "/device" | "/info" | "/capture" | "/stream") => {
                return empty(StatusCode::METHOD_NOT_ALLOWED);
            }
            _ => return empty(StatusCode::NOT_FOUND),
        };
        self.sent(fault, &answer)
    }

    async fn capture(&self, body: &[u8]) -> Result<Value, Refusal> {
        let ask: CaptureRequest = serde_json::from_slice(body).map_err(|_| BAD_REQUEST)?;
        let [bio] = ask.bio.as_slice() else {
            return Err(WRONG_COUNT);
        };
        let [finger] = bio.sub_type.as_slice() else {
            return Err(WRONG_COUNT);
        };
        let wanted = bio.kind == "Finger" && bio.count == "1" && ask.purpose == "Registration";
        if !wanted || !ask.transaction_id.chars().all(is_id_letter) {
            return Err(BAD_REQUEST);
        }
        let code = finger_code(finger).ok_or(BAD_REQUEST)?;
        let patience = ask
            .timeout
            .parse::<u64>()
            .map_err(|_| BAD_REQUEST)?
            .min(LONGEST_PATIENCE);
        let touch = self
            .sensor
            .read(code, Duration::from_millis(patience))
            .await?;
        let fault = self.sensor.fault();
        let now = now();
        let wsq = compressed(&touch.grey);
        let taken = now.0.to_zoned(TimeZone::UTC).datetime();
        let mut record = record(&Content {
            finger: code,
            score: touch.score,
            taken,
            wsq: &wsq,
        });
        if fault == Fault::BrokenRecord {
            record.truncate(record.len() / 2);
        }
        let capture = Capture {
            finger,
            score: touch.score,
            record,
            env: &ask.env,
            transaction: &ask.transaction_id,
            requested_score: &bio.requested_score,
            previous_hash: &bio.previous_hash,
        };
        Ok(answers::capture(
            &capture,
            fault,
            &now.text(),
            self.signer(fault),
        ))
    }

    fn signer(&self, fault: Fault) -> &Signer {
        match fault {
            Fault::WrongCertificate => &self.foreign,
            Fault::ExpiredCertificate => &self.expired,
            _ => &self.genuine,
        }
    }

    fn sent(&self, fault: Fault, answer: &Value) -> Response<Pipe> {
        let mut text = answer.to_string().into_bytes();
        if fault == Fault::Garbage {
            text = b"\x00\xff{{{ not json".to_vec();
        }
        let length = text.len();
        let body = if fault == Fault::HalfAnswer {
            text.truncate(length / 2);
            Pipe::cut_off(text.into())
        } else {
            Pipe::ready(text.into())
        };
        Response::builder()
            .header(CONTENT_TYPE, "application/json")
            .header(CACHE_CONTROL, "no-store")
            .header(CONTENT_LENGTH, length)
            .header(LOCATION, format!("http://127.0.0.1:{}", self.port))
            .body(body)
            .unwrap_or_else(|_| empty(StatusCode::INTERNAL_SERVER_ERROR))
    }
}

/// An answer that is only a status.
pub fn empty(status: StatusCode) -> Response<Pipe> {
    let mut response = Response::new(Pipe::ready(Bytes::new()));
    *response.status_mut() = status;
    response
}

/// What RCAPTURE carries (registration capture request of the interface).
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CaptureRequest {
    env: String,
    purpose: String,
    timeout: String,
    transaction_id: String,
    bio: Vec<BioRequest>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct BioRequest {
    #[serde(rename = "type")]
    kind: String,
    count: String,
    #[serde(rename = "bioSubType")]
    sub_type: Vec<String>,
    requested_score: String,
    previous_hash: String,
}

/// A discovery may ask for one kind of device; without a kind all answer.
fn wants_fingers(body: &[u8]) -> bool {
    let asked: Option<Value> = serde_json::from_slice(body).ok();
    let kind = asked.as_ref().and_then(|asked| asked["type"].as_str());
    matches!(
        kind,
        None | Some("Biometric Device" | "Finger" | "Fingerprint")
    )
}

fn is_id_letter(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '-'
}

struct Now(Timestamp);

impl Now {
    /// `yyyy-mm-ddTHH:MM:SSZ`, as the interface wants every time.
    fn text(&self) -> String {
        self.0.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
    }
}

fn now() -> Now {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    let milliseconds = i64::try_from(since.as_millis()).unwrap_or_default();
    Now(Timestamp::from_millisecond(milliseconds).unwrap_or_default())
}
