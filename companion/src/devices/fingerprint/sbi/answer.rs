//! Judges the device's answers: nothing of them is believed before it is checked. Pure.

use base64::Engine;
use jiff::Timestamp;
use ring::digest::{SHA256, digest};
use zeroize::Zeroizing;

use super::super::record::{FingerRecord, RecordError};
use super::super::{CapturedPrint, QualityMeasure, ScannerActivity, ScannerError, ScannerState};
use super::trust::{Trust, URL};
use super::wire::{
    CaptureAnswer, CaptureData, DeviceInfo, DigitalId, Discovered, ErrorBlock, InfoEntry,
    finger_name,
};

const TEXT_LIMIT: usize = 80;

/// The device as its signed info has it.
pub struct Device {
    /// What the rest of the companion is told.
    pub state: ScannerState,
    /// Number by which captures address it.
    pub id: String,
    /// Code under which it is registered.
    pub code: String,
    /// Environment it is registered for.
    pub env: String,
}

/// What a capture's answer has to fit.
pub struct Expected<'a> {
    /// ISO position asked for.
    pub finger: u8,
    /// Our number of the request.
    pub transaction: &'a str,
    /// Hash of the capture before; empty for the first.
    pub previous_hash: &'a str,
    /// Who was asked.
    pub device: &'a Device,
}

/// Whether a fingerprint device for our purpose is behind the answer to MOSIPDISC.
///
/// # Errors
/// [`ScannerError::Garbled`].
pub fn offers_scanner(body: &[u8]) -> Result<bool, ScannerError> {
    let found: Vec<Discovered> = parsed(body)?;
    Ok(found
        .iter()
        .any(|device| device.purpose != "Auth" && !device.device_id.is_empty()))
}

/// The device of the answer to MOSIPDINFO.
///
/// # Errors
/// [`ScannerError::NotTrusted`], [`ScannerError::Garbled`], [`ScannerError::NotFound`] if the answer
/// names no fingerprint device, [`ScannerError::Device`] if it names only a fault.
pub fn device(body: &[u8], trust: &Trust, now: Timestamp) -> Result<Device, ScannerError> {
    let entries: Vec<InfoEntry> = parsed(body)?;
    for entry in entries {
        let Some(statement) = entry.device_info else {
            refused(entry.error.as_ref())?;
            continue;
        };
        let info: DeviceInfo = trust.open(&statement, now)?;
        let id: DigitalId = trust.open(&info.digital_id, now)?;
        if is_finger(&id.kind) {
            return Ok(described(info, &id));
        }
    }
    Err(ScannerError::NotFound)
}

/// The print of the answer to RCAPTURE, with the hash on which the next capture builds.
///
/// # Errors
/// All of [`ScannerError`] but those of finding and reaching the device.
pub fn print(
    body: &[u8],
    expected: &Expected<'_>,
    trust: &Trust,
    now: Timestamp,
) -> Result<(CapturedPrint, String), ScannerError> {
    let answer: CaptureAnswer = parsed(body)?;
    let [biometric] = answer.biometrics.as_slice() else {
        return Err(ScannerError::Garbled);
    };
    refused(biometric.error.as_ref())?;
    let statement = biometric.data.as_ref().ok_or(ScannerError::Garbled)?;
    let data: CaptureData = trust.open(statement, now)?;
    let id: DigitalId = trust.open(&data.digital_id, now)?;
    if data.transaction_id != expected.transaction {
        return Err(ScannerError::OtherRequest);
    }
    let same_device = id.serial_no == expected.device.state.serial
        && data.device_code == expected.device.code
        && is_finger(&id.kind);
    let same_finger = is_finger(&data.bio_type)
        && Some(data.bio_sub_type.as_str()) == finger_name(expected.finger);
    if !same_device || !same_finger {
        return Err(ScannerError::OtherFinger);
    }
    let record = Zeroizing::new(
        URL.decode(&data.bio_value)
            .map_err(|_| RecordError::Damaged)?,
    );
    let hash = chained_hash(expected.previous_hash, &record)?;
    if !biometric
        .hash
        .as_ref()
        .is_some_and(|said| said.eq_ignore_ascii_case(&hash))
    {
        return Err(ScannerError::BrokenChain);
    }
    let quality = score(&data.quality_score)?;
    Ok((captured(&record, expected.finger, quality)?, hash))
}

fn captured(record: &[u8], finger: u8, quality: u8) -> Result<CapturedPrint, ScannerError> {
    let record = FingerRecord::parse(record)?;
    if record.finger != finger {
        return Err(ScannerError::OtherFinger);
    }
    let (width, height) = (u32::from(record.width), u32::from(record.height));
    let options = wsq_codec::DecodeOptions::default()
        .with_max_pixels(Some(usize::from(record.width) * usize::from(record.height)));
    let picture = wsq_codec::decode_with(record.wsq, &options).map_err(|_| RecordError::Damaged)?;
    let pixels = Zeroizing::new(picture.pixels);
    if (picture.width, picture.height) != (record.width.into(), record.height.into())
        || pixels.is_empty()
    {
        return Err(RecordError::Damaged.into());
    }
    let wsq = Zeroizing::new(record.wsq.to_vec());
    Ok(CapturedPrint {
        finger,
        quality,
        measure: QualityMeasure::Scanner,
        wsq,
        width,
        height,
        ppi: record.ppi,
    })
}

/// Upper-case hex of SHA-256 over the previous hash's bytes and the record's hash; a chain starts
/// with the hash of nothing.
///
/// # Errors
/// [`ScannerError::BrokenChain`] if the previous hash is no hexadecimal text.
pub fn chained_hash(previous: &str, record: &[u8]) -> Result<String, ScannerError> {
    let mut both = match previous {
        "" => digest(&SHA256, b"").as_ref().to_vec(),
        hex => bytes_of_hex(hex).ok_or(ScannerError::BrokenChain)?,
    };
    both.extend_from_slice(digest(&SHA256, record).as_ref());
    let hash = digest(&SHA256, &both);
    let digit = |value: u8| {
        char::from_digit(value.into(), 16)
            .unwrap_or('0')
            .to_ascii_uppercase()
    };
    Ok(hash
        .as_ref()
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect())
}

fn bytes_of_hex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u32>> = text.chars().map(|letter| letter.to_digit(16)).collect();
    digits?
        .chunks(2)
        .map(|pair| match pair {
            [high, low] => u8::try_from(high * 16 + low).ok(),
            _ => None,
        })
        .collect()
}

fn parsed<T: serde::de::DeserializeOwned>(body: &[u8]) -> Result<T, ScannerError> {
    serde_json::from_slice(body).map_err(|_| ScannerError::Garbled)
}

/// What a fault code means to us; the codes are those of the interface's list.
fn refused(error: Option<&ErrorBlock>) -> Result<(), ScannerError> {
    let Some(error) = error else { return Ok(()) };
    match error.error_code.parse::<u16>() {
        Ok(0) => Ok(()),
        Ok(101) => Err(ScannerError::NoFinger),
        Ok(106 | 110 | 202) => Err(ScannerError::NotReady),
        Ok(code) => Err(ScannerError::Device(code)),
        Err(_) => Err(ScannerError::Garbled),
    }
}

fn described(info: DeviceInfo, id: &DigitalId) -> Device {
    let activity = match info.device_status.as_str() {
        "Ready" => ScannerActivity::Ready,
        "Busy" => ScannerActivity::Busy,
        _ => ScannerActivity::NotReady,
    };
    let name = shortened(&format!("{} {}", id.make, id.model));
    let state = ScannerState {
        name,
        serial: shortened(&id.serial_no),
        activity,
    };
    Device {
        state,
        id: info.device_id,
        code: info.device_code,
        env: info.env,
    }
}

fn shortened(text: &str) -> String {
    text.chars()
        .filter(|letter| !letter.is_control())
        .take(TEXT_LIMIT)
        .collect()
}

fn is_finger(kind: &str) -> bool {
    matches!(kind, "Finger" | "Fingerprint")
}

fn score(value: &serde_json::Value) -> Result<u8, ScannerError> {
    let score = match value {
        serde_json::Value::String(text) => text.parse::<f64>().ok(),
        other => other.as_f64(),
    };
    match score {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // 0 to 100
        Some(score) if (0.0..=100.0).contains(&score) => Ok(score as u8),
        _ => Err(ScannerError::Garbled),
    }
}
