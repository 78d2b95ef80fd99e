//! The only two kinds of text that a support bundle can hold.

use amtskoffer_domain::dates::parse_date;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Most characters of a label.
const MOST: usize = 80;

/// A short technical name, e.g. of a model or a version: ASCII letters, digits, blanks and `._+/()#-`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Label(String);

/// The text is not a label: it is too long or has other characters.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error(
    "a label has at most {MOST} characters and none but ASCII letters, digits, blanks and ._+/()#-"
)]
pub struct NotALabel;

/// A moment, RFC 3339 in UTC to the second, e.g. `2026-11-22T05:00:00Z`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Moment(String);

/// The text is not a moment.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("a moment is written like 2026-11-22T05:00:00Z")]
pub struct NotAMoment;

impl Label {
    /// What of a text can stand in a label: other characters become `_`, what is too long is cut.
    pub fn of(text: &str) -> Self {
        let allowed = |sign: char| if is_allowed(sign) { sign } else { '_' };
        Self(text.trim().chars().take(MOST).map(allowed).collect())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Moment {
    /// An instant, to the second.
    pub fn of(instant: jiff::Timestamp) -> Self {
        Self(instant.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Label {
    type Error = NotALabel;

    fn try_from(text: String) -> Result<Self, NotALabel> {
        let fits = text.len() <= MOST && text.chars().all(is_allowed);
        fits.then_some(Self(text)).ok_or(NotALabel)
    }
}

impl From<Label> for String {
    fn from(label: Label) -> Self {
        label.0
    }
}

impl TryFrom<String> for Moment {
    type Error = NotAMoment;

    fn try_from(text: String) -> Result<Self, NotAMoment> {
        is_moment(&text).then_some(Self(text)).ok_or(NotAMoment)
    }
}

impl From<Moment> for String {
    fn from(moment: Moment) -> Self {
        moment.0
    }
}

fn is_allowed(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || " ._+/()#-".contains(sign)
}

/// Done by hand: the page reads moments too, and what jiff needs for it was a twentieth of its code.
fn is_moment(text: &str) -> bool {
    let Some((day, time)) = text.split_once('T') else {
        return false;
    };
    let Some(time) = time.strip_suffix('Z') else {
        return false;
    };
    let parts: Vec<&str> = time.split(':').collect();
    let [hour, minute, second] = parts[..] else {
        return false;
    };
    let is_below = |part: &str, limit: u8| {
        let is_pair = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        is_pair && part.parse::<u8>().is_ok_and(|number| number < limit)
    };
    day.len() == 10
        && day.contains('-')
        && parse_date(day).is_ok()
        && is_below(hour, 24)
        && is_below(minute, 60)
        && is_below(second, 60)
}

#[cfg(test)]
mod tests {
    use super::{Label, MOST, Moment};
    use proptest::prelude::*;

    #[test]
    fn what_does_not_fit_is_replaced_or_cut() {
        assert_eq!(
            Label::of(" HP LaserJet (M15w) ").as_str(),
            "HP LaserJet (M15w)"
        );
        assert_eq!(Label::of("Büro\n<b>").as_str(), "B_ro__b_");
        assert_eq!(Label::of(&"x".repeat(200)).as_str().len(), MOST);
    }

    #[test]
    fn texts_that_are_no_labels_are_refused_on_the_wire() {
        for text in ["Büro", "a\nb", "<b>", &"x".repeat(MOST + 1)] {
            let wire = serde_json::to_string(text).expect("plain");
            assert!(serde_json::from_str::<Label>(&wire).is_err(), "{text}");
        }
    }

    #[test]
    fn texts_that_are_no_moments_are_refused_on_the_wire() {
        for text in [
            "",
            "Erika",
            "2026-11-22",
            "2026-11-22T05:00:00.5Z",
            "2026-13-22T05:00:00Z",
            "2026-02-30T05:00:00Z",
            "2026-11-XXT05:00:00Z",
            "22.11.2026T05:00:00Z",
            "2026-11-22T24:00:00Z",
            "2026-11-22T05:60:00Z",
            "2026-11-22T05:00:+1Z",
            "2026-11-22T05:00:00:00Z",
            "2026-11-22T05:00:00+00:00",
        ] {
            assert!(Moment::try_from(text.to_owned()).is_err(), "{text}");
        }
        let good = "2026-11-22T05:00:00Z";
        let moment = Moment::try_from(good.to_owned()).expect("a moment");
        assert_eq!(moment.as_str(), good);
    }

    proptest! {
        #[test]
        fn every_instant_is_a_moment(second in -62_135_596_800_i64..=253_402_207_200) {
            let instant = jiff::Timestamp::from_second(second).expect("in range");
            let moment = Moment::of(instant);
            prop_assert_eq!(Moment::try_from(moment.0.clone()), Ok(moment));
        }

        #[test]
        fn every_label_survives_the_wire(text in ".{0,120}") {
            let label = Label::of(&text);
            let wire = serde_json::to_string(&label).expect("plain");
            prop_assert_eq!(serde_json::from_str::<Label>(&wire).expect("ours"), label);
        }
    }
}
