//! What is read instead of typed: machine readable zones, and the code of the photo cloud.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[allow(unused_imports, reason = "named by the documentation")]
use super::Reply;

/// What the page may ask for here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "prefill", rename_all = "snake_case", deny_unknown_fields)]
pub enum PrefillRequest {
    /// A zone that was typed. Reply: [`Reply::Mrz`].
    ReadMrz {
        /// Its lines as they were typed.
        text: String,
        /// The case for which the reading is wanted, if it is for one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        case: Option<Uuid>,
    },
    /// A zone in a picture of the camera, which is wiped afterwards. Reply: [`Reply::Mrz`].
    SeeMrz {
        /// The finished transfer: a JPEG.
        transfer: u32,
        /// The case for which the reading is wanted, if it is for one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        case: Option<Uuid>,
    },
    /// The photo of a case by the code of the photo cloud in a picture of the camera, which is wiped
    /// afterwards, as is the code. Reply: [`Reply::Photo`].
    FetchPhoto {
        /// Which case.
        case: Uuid,
        /// The finished transfer: a JPEG.
        transfer: u32,
    },
}

/// What was read of a zone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MrzView {
    /// The lines as they were typed or seen, for being corrected.
    pub lines: Vec<String>,
    /// Readings; more than one if the check digits cannot decide.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub readings: Vec<MrzReading>,
    /// Why there is no reading.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<MrzProblem>,
}

/// One reading of a zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MrzReading {
    /// The lines as they must have been.
    pub lines: Vec<String>,
    /// Serial number of the document.
    pub number: String,
    /// Issuing state as the zone has it.
    pub issuer: String,
    /// Nationality as the zone has it.
    pub nationality: String,
    /// Surname in letters A–Z.
    pub family_name: String,
    /// Given names in letters A–Z; may be empty.
    pub first_names: String,
    /// `YYYY-MM-DD`, unknown parts as `XX`; nothing if no day fits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<String>,
    /// Last day of validity, `YYYY-MM-DD`; nothing if no day fits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<String>,
    /// What was repaired.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub repairs: Vec<MrzRepair>,
    /// What it offers for the case, if one was named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub offers: Vec<MrzOffer>,
}

/// A sign that was read otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MrzRepair {
    /// Line, from 1.
    pub line: u8,
    /// Place in the line, from 1.
    pub place: u8,
    /// What was read.
    pub read: String,
    /// What it must be.
    pub now: String,
    /// How that is known.
    pub reason: MrzReason,
}

/// How a repair is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MrzReason {
    /// Only letters, or only digits, may stand there.
    Place,
    /// Only so the check digits fit.
    CheckDigit,
    /// Fillers at the end of the line.
    Fillers,
}

/// A value for a field of the case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MrzOffer {
    /// Key of the field.
    pub field: String,
    /// The value.
    pub value: String,
    /// How it stands to the answer that is there.
    pub standing: MrzStanding,
    /// The value has the zone's spelling.
    #[serde(default)]
    pub zone_spelling: bool,
}

/// How an offer stands to the answer that is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MrzStanding {
    /// Nothing was answered yet.
    New,
    /// The answer says the same and stays.
    Same,
    /// The answer says something else.
    Differs,
}

/// Why there is no reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MrzProblem {
    /// There is no zone in the picture.
    NotFound,
    /// Not so many lines of these lengths.
    Shape {
        /// Signs of each line.
        lengths: Vec<u16>,
    },
    /// A line lacks signs, or has too many.
    LineLength {
        /// Line, from 1.
        line: u8,
        /// Signs that it must have.
        expected: u16,
        /// Signs that it has.
        actual: u16,
    },
    /// A sign that no zone has.
    Sign {
        /// The sign.
        sign: String,
    },
    /// Check digits do not fit.
    CheckDigits {
        /// Whose.
        parts: Vec<MrzPart>,
    },
    /// A part has no meaning, such as a day that does not exist.
    Contents {
        /// Which.
        part: MrzPart,
    },
    /// Too many readings fit.
    Unclear,
    /// Far too long.
    TooLong,
}

/// A part of the zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MrzPart {
    /// Serial number.
    Number,
    /// Date of birth.
    Birth,
    /// Last day of validity.
    Expiry,
    /// Optional data.
    Optional,
    /// Sex.
    Sex,
    /// Names.
    Names,
    /// All of the zone together.
    Whole,
}
