//! A case as the page sees it. Pictures are named by handles; their bytes stay in the companion.

use std::collections::{BTreeMap, BTreeSet};

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};
use uuid::Uuid;

use super::{Failure, Handle, PaperKey, ScannedDocumentView};
use crate::clerks::ClerkMark;
use crate::ingest::{FeeEntry, Payment};
use crate::register::{PersonRecord, Purpose};

/// One line in the list of cases.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseSummary {
    /// Which.
    pub case: Uuid,
    /// Key of the service.
    pub service: String,
    /// Family name and first names; empty once the case has been wiped.
    pub person: String,
    /// Where it stands.
    pub state: CaseState,
}

/// Where a case stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseState {
    /// Being filled.
    Draft,
    /// Complete and fixed, so that a second clerk may approve it; not sent yet.
    Frozen,
    /// On its way to the data centre.
    Sending,
    /// The gateway's signed receipt was verified; only what is to be printed is still here.
    Acknowledged,
    /// Wiped.
    Closed,
}

/// A whole case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CaseView {
    /// Which.
    pub case: Uuid,
    /// Key of the service.
    pub service: String,
    /// Date of the application, `YYYY-MM-DD`.
    pub application_date: String,
    /// Where it stands.
    pub state: CaseState,
    /// The person as in the register; absent once acknowledged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<Box<PersonRecord>>,
    /// Reason and file number of the look-up.
    pub purpose: Purpose,
    /// Field key to value.
    pub answers: BTreeMap<String, String>,
    /// Sections that the clerk has finished.
    pub finished: BTreeSet<String>,
    /// The photo, if taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub photo: Option<PhotoView>,
    /// The fingers.
    pub fingers: FingersView,
    /// The signature, if given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<SignatureView>,
    /// Scanned documents, oldest first.
    #[serde(default)]
    pub scans: Vec<ScannedDocumentView>,
    /// Fee bill as paid.
    pub fee: Vec<FeeEntry>,
    /// Payment, if taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment: Option<Payment>,
    /// The gateway's receipt, if acknowledged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<ReceiptView>,
    /// What can be printed now.
    pub printable: Vec<PaperKey>,
    /// Parts that only the data centre has, since the companion was started anew: they count as
    /// taken, but cannot be shown.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub held: BTreeSet<String>,
    /// Exceptions from a rule that the case needs as it is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exceptions: Vec<ExceptionView>,
    /// Who has approved the case as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_by: Option<ClerkMark>,
    /// Time of the last save, `HH:MM`.
    pub saved_at: String,
}

/// An exception from a rule; a coordinator approves it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExceptionView {
    /// Key of the rule, as in [`crate::ingest::ExceptionMark::key`].
    pub key: String,
    /// What it concerns, as in [`crate::ingest::ExceptionMark::subject`].
    pub subject: String,
    /// Key of the section where its reason is given.
    pub section: String,
    /// The reason; nothing while none was given that is long enough.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Centre of something in pixels of the original picture, from the top left.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Down.
    pub y: f64,
}

/// Centres of the eyes, `right` being the person's right eye (left in the picture).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct EyePoints {
    /// The person's right eye.
    pub right: Point,
    /// The person's left eye.
    pub left: Point,
}

/// The photo of a case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PhotoView {
    /// The cropped photo, reduced for the screen.
    pub preview: Handle,
    /// Width of the original picture in pixels.
    pub source_width: u32,
    /// Height of the original picture in pixels.
    pub source_height: u32,
    /// Where the eyes are.
    pub eyes: EyePoints,
    /// Measured criteria (BSI TR-03121-3.2, C.1).
    pub criteria: Vec<CriterionView>,
}

/// One measured criterion.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CriterionView {
    /// Number in TR-03121-3.2, e.g. `5.7`.
    pub id: String,
    /// Measured value.
    pub value: f64,
    /// Lowest allowed value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<f64>,
    /// Highest allowed value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
    /// Whether the guideline makes it mandatory.
    pub mandatory: bool,
    /// Whether the value is within the limits.
    pub fulfilled: bool,
}

/// The fingers of a case (PAuswG § 5(9), TR-03121-3).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FingersView {
    /// Finger to take next, ISO position; none when nothing is left to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<u8>,
    /// Attempts left for that finger.
    pub attempts_left: u8,
    /// Every finger tried so far, in order.
    pub taken: Vec<FingerView>,
    /// Fingers that cannot be taken, ISO position to key of the reason.
    #[serde(deserialize_with = "by_position")]
    pub missing: BTreeMap<u8, String>,
    /// Both hands are finished.
    pub complete: bool,
}

/// The best print of one finger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FingerView {
    /// ISO finger position, 1–10.
    pub finger: u8,
    /// Best quality so far, 0–100.
    pub quality: u8,
    /// Who measured it.
    pub measure: QualityMeasure,
    /// Quality asked for at this finger.
    pub threshold: u8,
    /// How often it was tried.
    pub attempts: u8,
    /// Whether this is the print that goes on the chip.
    pub chosen: bool,
    /// The print, reduced for the screen.
    pub preview: Handle,
}

/// Who measured the quality of a print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QualityMeasure {
    /// The scanner, in its maker's way.
    Scanner,
    /// The companion, by a measure of its own that is not NFIQ 2.
    Own,
}

/// One uninterrupted line of the pen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stroke {
    /// Points in the order in which they were drawn.
    pub points: Vec<PenPoint>,
}

/// One report of the pen.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PenPoint {
    /// To the right, in any unit, the same for all points.
    pub x: f32,
    /// Down.
    pub y: f32,
    /// 0 (none) to 1 (strongest).
    pub pressure: f32,
    /// Milliseconds since the first point.
    pub time_ms: u32,
}

/// The signature of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignatureView {
    /// The bitmap as it will be on the card.
    pub preview: Handle,
}

/// The gateway's receipt, verified.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptView {
    /// Running number at the gateway.
    pub number: u64,
    /// RFC 3339 in UTC.
    pub received_at: String,
    /// SHA-256 of the manifest, lower-case hexadecimal.
    pub manifest_sha256: String,
}

/// An upload under way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UploadView {
    /// Which case.
    pub case: Uuid,
    /// Bytes that the gateway has.
    pub sent: u64,
    /// Bytes in all.
    pub total: u64,
    /// Where it stands.
    pub state: UploadState,
    /// Seconds that the rest will take at the measured speed; nothing while that is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds_left: Option<u32>,
    /// Names of the parts that the gateway has whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<String>,
}

/// Where an upload stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UploadState {
    /// Bytes flow.
    Running,
    /// Everything that was accepted so far is there; the case is not sent yet.
    Resting,
    /// No line; it goes on by itself.
    WaitingForLine,
    /// The gateway refuses; the case is still here.
    Refused {
        /// Why.
        failure: Failure,
    },
    /// Acknowledged.
    Done,
}

/// JSON has only text as keys, and [`crate::tree`] does not turn it into numbers.
fn by_position<'de, D: Deserializer<'de>>(wire: D) -> Result<BTreeMap<u8, String>, D::Error> {
    let mut reasons = BTreeMap::new();
    for (position, reason) in BTreeMap::<String, String>::deserialize(wire)? {
        reasons.insert(position.parse().map_err(Error::custom)?, reason);
    }
    Ok(reasons)
}
