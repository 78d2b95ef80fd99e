//! The bodies of the interface's answers, field by field as MOSIP publishes them.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::digest::{SHA256, digest};
use serde_json::{Value, json};

use super::fault::Fault;
use super::jws::{self, Signer};

/// Version of the interface spoken.
pub const SPEC_VERSION: &str = "1.0.0";
/// Number by which captures address the device.
pub const DEVICE_ID: &str = "1";
const DEVICE_CODE: &str = "b692b595-3523-4a10-9f0c-7a4d5e1c0001";
const SERVICE_VERSION: &str = "1.0.0";
/// The ten positions by their ISO code less one.
pub const FINGERS: [&str; 10] = [
    "Right Thumb",
    "Right IndexFinger",
    "Right MiddleFinger",
    "Right RingFinger",
    "Right LittleFinger",
    "Left Thumb",
    "Left IndexFinger",
    "Left MiddleFinger",
    "Left RingFinger",
    "Left LittleFinger",
];

/// ISO position code 1–10 of a `bioSubType`.
pub fn finger_code(name: &str) -> Option<u8> {
    FINGERS
        .iter()
        .zip(1..)
        .find(|(known, _)| **known == name)
        .map(|(_, code)| code)
}

/// Errors of the published list; 5xx is the maker's own range.
#[derive(Clone, Copy)]
pub struct Refusal(pub &'static str, pub &'static str);

/// The glass stayed empty until the time-out.
pub const NO_FINGER: Refusal = Refusal("101", "Unable to detect a biometric object");
/// More than one finger at a time was asked for.
pub const WRONG_COUNT: Refusal = Refusal(
    "109",
    "Requested number of biometric (Finger/IRIS) not supported",
);
/// The sensor is unplugged.
pub const NOT_READY: Refusal = Refusal("110", "Device is not ready");
/// The sensor went during the capture.
pub const NOT_CONNECTED: Refusal = Refusal("202", "No device connected");
/// The request's body is not what the interface asks for.
pub const BAD_REQUEST: Refusal = Refusal("500", "Invalid request");
/// Another capture runs.
pub const BUSY: Refusal = Refusal("511", "Device is busy");

const SUCCESS: Refusal = Refusal("0", "Success");

impl Refusal {
    fn block(self) -> Value {
        json!({ "errorCode": self.0, "errorInfo": self.1 })
    }
}

/// One finished capture, to be put into an answer.
pub struct Capture<'a> {
    /// `bioSubType`.
    pub finger: &'a str,
    /// Sensor's score 0–100.
    pub score: u8,
    /// ISO 19794-4 record.
    pub record: Vec<u8>,
    /// What the request said.
    pub env: &'a str,
    /// What the request said.
    pub transaction: &'a str,
    /// What the request said.
    pub requested_score: &'a str,
    /// What the request said; empty for the first of a chain.
    pub previous_hash: &'a str,
}

/// `deviceStatus` under a fault.
fn status(fault: Fault) -> (&'static str, Refusal) {
    match fault {
        Fault::Unplugged => ("Not Ready", NOT_READY),
        Fault::Busy => ("Busy", BUSY),
        _ => ("Ready", SUCCESS),
    }
}

/// Answer to MOSIPDISC: the digital id is not signed here.
pub fn discovery(port: u16, fault: Fault, now: &str) -> Value {
    let (status, error) = status(fault);
    json!([{
        "deviceId": DEVICE_ID,
        "deviceStatus": status,
        "certification": "L0",
        "serviceVersion": SERVICE_VERSION,
        "deviceSubId": ["0"],
        "callbackId": callback(port),
        "digitalId": jws::encoded(&digital_id(now)),
        "deviceCode": DEVICE_CODE,
        "specVersion": [SPEC_VERSION],
        "purpose": "Registration",
        "error": error.block(),
    }])
}

/// Answer to MOSIPDINFO: signed, with a signed digital id inside.
pub fn info(port: u16, fault: Fault, now: &str, signer: &Signer) -> Value {
    let (status, error) = status(fault);
    let info = json!({
        "deviceStatus": status,
        "deviceId": DEVICE_ID,
        "firmware": SERVICE_VERSION,
        "certification": "L0",
        "serviceVersion": SERVICE_VERSION,
        "deviceSubId": ["0"],
        "callbackId": callback(port),
        "digitalId": signed(&digital_id(now), fault, signer),
        "deviceCode": DEVICE_CODE,
        "env": "Developer",
        "purpose": "Registration",
        "specVersion": [SPEC_VERSION],
    });
    json!([{ "deviceInfo": signed(&info, fault, signer), "error": error.block() }])
}

/// Answer to RCAPTURE with one print in it.
pub fn capture(capture: &Capture, fault: Fault, now: &str, signer: &Signer) -> Value {
    let finger = match (fault, capture.finger) {
        (Fault::WrongFinger, "Right Thumb") => "Left Thumb",
        (Fault::WrongFinger, _) => "Right Thumb",
        (_, asked) => asked,
    };
    let transaction = match fault {
        Fault::WrongTransaction => "00000000-0000-4000-8000-000000000000",
        _ => capture.transaction,
    };
    let data = json!({
        "digitalId": signed(&digital_id(now), fault, signer),
        "deviceCode": DEVICE_CODE,
        "deviceServiceVersion": SERVICE_VERSION,
        "bioType": "Finger",
        "bioSubType": finger,
        "purpose": "Registration",
        "env": capture.env,
        "bioValue": URL_SAFE_NO_PAD.encode(&capture.record),
        "transactionId": transaction,
        "timestamp": now,
        "requestedScore": capture.requested_score,
        "qualityScore": capture.score.to_string(),
    });
    let previous = match fault {
        Fault::WrongHash => "00",
        _ => capture.previous_hash,
    };
    json!({ "biometrics": [{
        "specVersion": SPEC_VERSION,
        "data": signed(&data, fault, signer),
        "hash": chained_hash(previous, &capture.record),
        "error": SUCCESS.block(),
    }]})
}

/// Answer to RCAPTURE without a print.
pub fn refused(refusal: Refusal) -> Value {
    json!({ "biometrics": [{
        "specVersion": SPEC_VERSION,
        "data": null,
        "hash": null,
        "error": refusal.block(),
    }]})
}

/// Upper-case hex of SHA-256 over the previous hash's bytes and the record's hash; a chain starts
/// with the hash of nothing.
pub fn chained_hash(previous: &str, record: &[u8]) -> String {
    let mut both = if previous.is_empty() {
        digest(&SHA256, b"").as_ref().to_vec()
    } else {
        bytes_of_hex(previous)
    };
    both.extend_from_slice(digest(&SHA256, record).as_ref());
    let digits = digest(&SHA256, &both);
    digits
        .as_ref()
        .iter()
        .fold(String::with_capacity(64), |text, byte| {
            format!("{text}{byte:02X}")
        })
}

fn bytes_of_hex(text: &str) -> Vec<u8> {
    let digits: Vec<u32> = text
        .chars()
        .filter_map(|letter| letter.to_digit(16))
        .collect();
    digits
        .chunks_exact(2)
        .filter_map(|pair| u8::try_from(pair[0] * 16 + pair[1]).ok())
        .collect()
}

fn signed(payload: &Value, fault: Fault, signer: &Signer) -> String {
    match fault {
        Fault::Unsigned => jws::unsigned(payload),
        Fault::WrongSignature => {
            let mut other = payload.clone();
            other["altered"] = Value::Bool(true);
            let (genuine, altered) = (signer.sign(payload), signer.sign(&other));
            let signature = genuine.rsplit('.').next().unwrap_or_default();
            let content = altered.rsplit_once('.').map_or("", |(content, _)| content);
            format!("{content}.{signature}")
        }
        _ => signer.sign(payload),
    }
}

fn digital_id(now: &str) -> Value {
    json!({
        "serialNo": "000000004711",
        "make": "Amtskoffer",
        "model": "Standgerät",
        "type": "Finger",
        "deviceSubType": "Single",
        "deviceProvider": "Amtskoffer Test",
        "deviceProviderId": "amtskoffer-test",
        "dateTime": now,
    })
}

fn callback(port: u16) -> String {
    format!("http://127.0.0.1:{port}")
}
