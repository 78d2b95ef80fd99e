//! Criteria of photo quality: thresholds as data, and their evaluation.

use super::crop::Crop;
use super::{HEIGHT, WIDTH};

/// A criterion of TR-03121-3.2 with its threshold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limit {
    /// Number of the criterion, such as `5.7`.
    pub id: &'static str,
    /// Least value allowed.
    pub min: Option<f64>,
    /// Greatest value allowed.
    pub max: Option<f64>,
    /// Mandatory, otherwise optional.
    pub mandatory: bool,
}

/// A criterion with a measured value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Criterion {
    /// Number of the criterion, such as `5.7`.
    pub id: &'static str,
    /// Measured value: degrees (1.x), pixels (5.1, 5.2, 5.7) or parts of the picture (5.3–5.6).
    pub value: f64,
    /// Least value allowed.
    pub min: Option<f64>,
    /// Greatest value allowed.
    pub max: Option<f64>,
    /// Mandatory, otherwise optional.
    pub mandatory: bool,
}

impl Criterion {
    /// Whether the value lies within the threshold. No number is never within.
    pub fn is_met(&self) -> bool {
        !self.value.is_nan()
            && self.min.is_none_or(|min| self.value >= min)
            && self.max.is_none_or(|max| self.value <= max)
    }
}

/// How a photo stands; the greater is the better capture: most mandatory criteria met, then most
/// optional ones. Among equals the newest is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Verdict {
    /// Mandatory criteria met.
    pub mandatory_met: usize,
    /// Optional criteria met.
    pub optional_met: usize,
    /// Whether all provided criteria are met.
    pub all_met: bool,
}

impl Verdict {
    /// The verdict on the criteria that were measured.
    pub fn of(criteria: &[Criterion]) -> Self {
        let met = |mandatory: bool| {
            criteria
                .iter()
                .filter(|c| c.mandatory == mandatory && c.is_met())
                .count()
        };
        Self {
            mandatory_met: met(true),
            optional_met: met(false),
            all_met: criteria.iter().all(Criterion::is_met),
        }
    }
}

/// Geometry thresholds (Tab. 5.3).
const GEOMETRY: [Limit; 10] = [
    Limit {
        id: "1.1",
        min: Some(-5.0),
        max: Some(5.0),
        mandatory: false,
    },
    Limit {
        id: "1.2",
        min: Some(-5.0),
        max: Some(5.0),
        mandatory: false,
    },
    Limit {
        id: "1.3",
        min: Some(-8.0),
        max: Some(8.0),
        mandatory: true,
    },
    Limit {
        id: "5.1",
        min: Some(1600.0),
        max: Some(1600.0),
        mandatory: true,
    },
    Limit {
        id: "5.2",
        min: Some(1244.0),
        max: Some(1244.0),
        mandatory: true,
    },
    Limit {
        id: "5.3",
        min: Some(0.5),
        max: Some(0.75),
        mandatory: true,
    },
    Limit {
        id: "5.4",
        min: Some(0.6),
        max: Some(0.9),
        mandatory: true,
    },
    Limit {
        id: "5.5",
        min: Some(0.3),
        max: Some(0.5),
        mandatory: true,
    },
    Limit {
        id: "5.6",
        min: Some(0.45),
        max: Some(0.55),
        mandatory: true,
    },
    Limit {
        id: "5.7",
        min: Some(300.0),
        max: None,
        mandatory: true,
    },
];

/// Thresholds of the geometry: yaw 1.1, pitch 1.2, roll 1.3, height 5.1 and width 5.2 in pixels,
/// head width 5.3, head height 5.4, eye height 5.5, centre 5.6, eye distance 5.7.
pub fn geometry() -> &'static [Limit] {
    &GEOMETRY
}

/// The criteria that a crop itself decides: 1.3, 5.1, 5.2, 5.5, 5.6, 5.7. The others need a look at
/// the face.
pub fn criteria(crop: &Crop) -> Vec<Criterion> {
    GEOMETRY
        .iter()
        .filter_map(|limit| {
            let value = match limit.id {
                "1.3" => crop.roll_degrees,
                "5.1" => f64::from(HEIGHT),
                "5.2" => f64::from(WIDTH),
                "5.5" => crop.eye_height,
                "5.6" => crop.eye_centre,
                "5.7" => crop.eye_distance,
                _ => return None,
            };
            let Limit {
                id,
                min,
                max,
                mandatory,
            } = *limit;
            Some(Criterion {
                id,
                value,
                min,
                max,
                mandatory,
            })
        })
        .collect()
}
