//! The interface's messages, field by field as MOSIP publishes them (SBI 1.0). Fields that nobody
//! here needs are left out; unknown ones are ignored.

use serde::{Deserialize, Serialize};

/// Ports on which a device service may listen.
pub const PORTS: std::ops::RangeInclusive<u16> = 4501..=4600;
/// The version spoken.
pub const SPEC_VERSION: &str = "1.0.0";

/// The ten values of `bioSubType` by their ISO position code less one.
const FINGERS: [&str; 10] = [
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

/// `bioSubType` of an ISO position 1–10.
pub fn finger_name(position: u8) -> Option<&'static str> {
    FINGERS.get(usize::from(position).checked_sub(1)?).copied()
}

/// Body of MOSIPDISC.
#[derive(Serialize)]
pub struct DiscoveryAsk {
    /// Kind of device wanted.
    #[serde(rename = "type")]
    pub kind: &'static str,
}

/// One device in the answer to MOSIPDISC; not signed, so believed in nothing but its being there.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Discovered {
    /// Number by which captures address it.
    pub device_id: String,
    /// `Registration` for devices that capture for us, else `Auth` or empty.
    #[serde(default)]
    pub purpose: String,
}

/// One device in the answer to MOSIPDINFO.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InfoEntry {
    /// Signed [`DeviceInfo`].
    #[serde(default)]
    pub device_info: Option<String>,
    /// Fault, code 0 for none.
    #[serde(default)]
    pub error: Option<ErrorBlock>,
}

/// What a device says of itself.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeviceInfo {
    /// `Ready`, `Busy`, `Not Ready`, `Not Registered`.
    pub device_status: String,
    /// Number by which captures address it.
    pub device_id: String,
    /// Code under which it is registered.
    pub device_code: String,
    /// `Staging`, `Developer`, `Pre-Production`, `Production`.
    pub env: String,
    /// Signed [`DigitalId`].
    pub digital_id: String,
}

/// Which device it is.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DigitalId {
    /// As printed on the device.
    pub serial_no: String,
    /// Maker.
    pub make: String,
    /// Model.
    pub model: String,
    /// `Finger` (before 1.0 `Fingerprint`), `Iris`, `Face`.
    #[serde(rename = "type")]
    pub kind: String,
}

/// Body of RCAPTURE.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CaptureAsk<'a> {
    /// As the device info has it.
    pub env: &'a str,
    /// Always `Registration`.
    pub purpose: &'static str,
    /// [`SPEC_VERSION`].
    pub spec_version: &'static str,
    /// Milliseconds.
    pub timeout: String,
    /// `yyyy-mm-ddTHH:MM:SSZ`.
    pub capture_time: String,
    /// Our own random number of the request.
    pub transaction_id: &'a str,
    /// Exactly one.
    pub bio: [BioAsk<'a>; 1],
}

/// Which finger.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BioAsk<'a> {
    /// Always `Finger`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Always `1`.
    pub count: &'static str,
    /// The finger's name.
    pub bio_sub_type: [&'a str; 1],
    /// Fingers that the person lacks; of no meaning for one finger.
    pub exception: [&'a str; 0],
    /// Quality from which the device need not wait longer, `0`–`100`.
    pub requested_score: String,
    /// As the device info has it.
    pub device_id: &'a str,
    /// `0`: the only sensor.
    pub device_sub_id: &'static str,
    /// Hash of the capture before; empty for the first.
    pub previous_hash: &'a str,
}

/// Answer to RCAPTURE.
#[derive(Deserialize)]
pub struct CaptureAnswer {
    /// One entry a finger.
    pub biometrics: Vec<Biometric>,
}

/// One finger of the answer.
#[derive(Deserialize)]
pub struct Biometric {
    /// Signed [`CaptureData`].
    #[serde(default)]
    pub data: Option<String>,
    /// Continues the chain.
    #[serde(default)]
    pub hash: Option<String>,
    /// Fault, code 0 for none.
    #[serde(default)]
    pub error: Option<ErrorBlock>,
}

/// The capture itself.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CaptureData {
    /// Signed [`DigitalId`].
    pub digital_id: String,
    /// Code under which the device is registered.
    pub device_code: String,
    /// `Finger`.
    pub bio_type: String,
    /// The finger's name.
    pub bio_sub_type: String,
    /// base64url of a record of ISO/IEC 19794-4.
    pub bio_value: String,
    /// Our number of the request.
    pub transaction_id: String,
    /// `0`–`100`, text or number.
    pub quality_score: serde_json::Value,
}

/// A fault of the interface's list.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ErrorBlock {
    /// `0` for none.
    #[serde(alias = "errorcode")]
    pub error_code: String,
}
