//! What a printer answers. The bytes come from a device nobody vouches for: whatever they are, the
//! outcome is a value or an error, with bounded memory and stack.

use std::io::Cursor;

use ::ipp::attribute::{IppAttributeGroup, IppAttributes};
use ::ipp::model::DelimiterTag;
use ::ipp::parser::IppParser;
use ::ipp::reader::IppReader;
use ::ipp::value::IppValue;
use bytes::{Buf, Bytes};

use super::request::A4;
use crate::devices::printer::{
    Activity, JobId, JobState, Notice, PrinterError, PrinterReason, PrinterStatus, Severity,
};

/// What [`Answer::status`] needs.
pub(super) const STATUS_ATTRIBUTES: [&str; 6] = [
    "printer-make-and-model",
    "printer-state",
    "printer-state-reasons",
    "printer-is-accepting-jobs",
    "sides-supported",
    "media-ready",
];

/// Real printers nest two or three collections.
const DEEPEST_COLLECTION: usize = 8;

/// Longest text kept, in characters (RFC 8011: `text(127)`).
const LONGEST_TEXT: usize = 127;

/// More notices than anybody can read on a screen.
const MOST_NOTICES: usize = 16;

/// An answer that says the operation was done.
pub(super) struct Answer(IppAttributes);

impl Answer {
    /// Reads an answer and sorts refusals out by their status code (RFC 8011 appendix B).
    pub(super) fn parse(body: &Bytes) -> Result<Self, PrinterError> {
        if !nests_sanely(body.clone()) {
            return Err(PrinterError::NotAPrinter);
        }
        let parser = IppParser::new(IppReader::new(Cursor::new(body.clone())));
        let (header, attributes, _) = parser
            .parse_parts()
            .map_err(|_| PrinterError::NotAPrinter)?;
        match header.operation_or_status.cast_unsigned() {
            0x0000..=0x00ff => Ok(Self(attributes)),
            0x0401..=0x0403 => Err(PrinterError::Locked),
            0x0404 => Err(PrinterError::AlreadyEnded),
            0x0406 | 0x0407 => Err(PrinterError::UnknownJob),
            0x040a => Err(PrinterError::FormatUnsupported),
            0x040b | 0x040e => Err(PrinterError::Unsupported(unsupported(&attributes))),
            0x0502 | 0x0507 => Err(PrinterError::Busy),
            0x0506 => Err(PrinterError::NotAccepting),
            status => Err(PrinterError::Refused(status)),
        }
    }

    pub(super) fn status(&self) -> Result<PrinterStatus, PrinterError> {
        let group = self.group(DelimiterTag::PrinterAttributes)?;
        let activity = match number(group, "printer-state") {
            Some(3) => Activity::Idle,
            Some(4) => Activity::Printing,
            Some(5) => Activity::Stopped,
            _ => return Err(PrinterError::NotAPrinter),
        };
        let ready = words(group, "media-ready");
        Ok(PrinterStatus {
            model: words(group, "printer-make-and-model")
                .pop()
                .unwrap_or_default(),
            activity,
            notices: notices(&words(group, "printer-state-reasons")),
            accepts_jobs: truth(group, "printer-is-accepting-jobs").unwrap_or(true),
            duplex: words(group, "sides-supported")
                .iter()
                .any(|side| side != "one-sided"),
            a4_loaded: group
                .get("media-ready")
                .map(|_| ready.iter().any(|media| media == A4)),
        })
    }

    pub(super) fn job_id(&self) -> Result<JobId, PrinterError> {
        let group = self.group(DelimiterTag::JobAttributes)?;
        number(group, "job-id")
            .map(JobId)
            .ok_or(PrinterError::NotAPrinter)
    }

    pub(super) fn job_state(&self) -> Result<JobState, PrinterError> {
        let group = self.group(DelimiterTag::JobAttributes)?;
        match number(group, "job-state") {
            Some(3 | 4) => Ok(JobState::Waiting),
            Some(5) => Ok(JobState::Printing),
            Some(6) => Ok(JobState::Stopped),
            Some(7) => Ok(JobState::Canceled),
            Some(8) => Ok(JobState::Aborted),
            Some(9) => Ok(JobState::Completed),
            _ => Err(PrinterError::NotAPrinter),
        }
    }

    fn group(&self, tag: DelimiterTag) -> Result<&IppAttributeGroup, PrinterError> {
        self.0.first_of(tag).ok_or(PrinterError::NotAPrinter)
    }
}

/// Walks over the attributes without building anything (RFC 8010 section 3.1). Collections become
/// nested values, and dropping thousands of levels would overflow the stack. Values with a language
/// are looked into, since the parser takes their inner lengths on trust.
fn nests_sanely(mut bytes: Bytes) -> bool {
    const HEADER: usize = 8;
    const BEGIN: u8 = 0x34;
    const END: u8 = 0x37;
    if bytes.len() < HEADER {
        return false;
    }
    bytes.advance(HEADER);
    let mut depth = 0_usize;
    loop {
        let Ok(tag) = bytes.try_get_u8() else {
            return false;
        };
        match tag {
            0x03 => return true,
            0x00..=0x0f => continue,
            BEGIN => depth += 1,
            END => depth = depth.saturating_sub(1),
            _ => {}
        }
        let (Some(_name), Some(value)) = (field(&mut bytes), field(&mut bytes)) else {
            return false;
        };
        if depth > DEEPEST_COLLECTION || !is_whole(tag, value) {
            return false;
        }
    }
}

fn field(bytes: &mut Bytes) -> Option<Bytes> {
    let length = usize::from(bytes.try_get_u16().ok()?);
    (bytes.len() >= length).then(|| bytes.split_to(length))
}

/// `textWithLanguage` and `nameWithLanguage` hold two fields of their own.
fn is_whole(tag: u8, mut value: Bytes) -> bool {
    !matches!(tag, 0x35 | 0x36) || (field(&mut value).is_some() && field(&mut value).is_some())
}

fn unsupported(attributes: &IppAttributes) -> Vec<String> {
    let Some(group) = attributes.first_of(DelimiterTag::UnsupportedAttributes) else {
        return Vec::new();
    };
    let names = group
        .attributes()
        .iter()
        .map(|attribute| shortened(attribute.name()));
    names.take(MOST_NOTICES).collect()
}

fn number(group: &IppAttributeGroup, name: &str) -> Option<i32> {
    match group.get(name)?.value() {
        IppValue::Integer(number) | IppValue::Enum(number) => Some(*number),
        _ => None,
    }
}

fn truth(group: &IppAttributeGroup, name: &str) -> Option<bool> {
    group.get(name)?.value().as_boolean().copied()
}

fn words(group: &IppAttributeGroup, name: &str) -> Vec<String> {
    let Some(attribute) = group.get(name) else {
        return Vec::new();
    };
    let words = attribute
        .value()
        .into_iter()
        .filter_map(|value| match value {
            IppValue::Keyword(word) | IppValue::NameWithoutLanguage(word) => Some(shortened(word)),
            IppValue::TextWithoutLanguage(text) | IppValue::TextWithLanguage { text, .. } => {
                Some(shortened(text))
            }
            _ => None,
        });
    words.collect()
}

fn shortened(text: &str) -> String {
    text.chars()
        .filter(|letter| !letter.is_control())
        .take(LONGEST_TEXT)
        .collect()
}

fn notices(keywords: &[String]) -> Vec<Notice> {
    let real = keywords.iter().filter(|keyword| *keyword != "none");
    real.take(MOST_NOTICES)
        .map(|keyword| notice(keyword))
        .collect()
}

/// A keyword without a suffix is an error (RFC 8011 section 5.4.12), unless its own words say otherwise.
fn notice(keyword: &str) -> Notice {
    let suffixes = [
        ("-report", Severity::Report),
        ("-warning", Severity::Warning),
        ("-error", Severity::Error),
    ];
    for (suffix, severity) in suffixes {
        if let Some(stem) = keyword.strip_suffix(suffix) {
            return Notice {
                reason: reason(stem),
                severity,
            };
        }
    }
    let severity = if is_soon(keyword) {
        Severity::Warning
    } else {
        Severity::Error
    };
    Notice {
        reason: reason(keyword),
        severity,
    }
}

/// Keywords of the registry that only say what will be lacking soon.
fn is_soon(keyword: &str) -> bool {
    keyword.ends_with("-low")
        || keyword.ends_with("-almost-full")
        || keyword.ends_with("-almost-empty")
}

fn reason(stem: &str) -> PrinterReason {
    match stem {
        "media-empty" | "media-needed" | "input-tray-missing" => PrinterReason::MediaEmpty,
        "media-jam" => PrinterReason::MediaJam,
        "toner-empty" | "marker-supply-empty" => PrinterReason::TonerEmpty,
        "toner-low" | "marker-supply-low" => PrinterReason::TonerLow,
        "cover-open" | "door-open" | "interlock-open" => PrinterReason::CoverOpen,
        "offline" | "shutdown" | "connecting-to-device" | "timed-out" => PrinterReason::Offline,
        other => PrinterReason::Other(other.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn answer(status: u16, rest: &[u8]) -> Bytes {
        let mut bytes = vec![2, 0];
        bytes.extend_from_slice(&status.to_be_bytes());
        bytes.extend_from_slice(&[0, 0, 0, 1]);
        bytes.extend_from_slice(rest);
        Bytes::from(bytes)
    }

    fn refusal(status: u16) -> PrinterError {
        Answer::parse(&answer(status, &[3]))
            .err()
            .expect("a refusal")
    }

    #[test]
    fn a_status_code_becomes_its_error() {
        assert!(matches!(refusal(0x0403), PrinterError::Locked));
        assert!(matches!(refusal(0x0404), PrinterError::AlreadyEnded));
        assert!(matches!(refusal(0x0406), PrinterError::UnknownJob));
        assert!(matches!(refusal(0x040a), PrinterError::FormatUnsupported));
        assert!(matches!(refusal(0x040b), PrinterError::Unsupported(names) if names.is_empty()));
        assert!(matches!(refusal(0x0506), PrinterError::NotAccepting));
        assert!(matches!(refusal(0x0507), PrinterError::Busy));
        assert!(matches!(refusal(0x0500), PrinterError::Refused(0x0500)));
    }

    #[test]
    fn a_keyword_becomes_reason_and_severity() {
        let table = [
            (
                "media-empty-report",
                PrinterReason::MediaEmpty,
                Severity::Report,
            ),
            ("media-needed", PrinterReason::MediaEmpty, Severity::Error),
            ("media-jam-error", PrinterReason::MediaJam, Severity::Error),
            ("toner-empty", PrinterReason::TonerEmpty, Severity::Error),
            (
                "marker-supply-low-warning",
                PrinterReason::TonerLow,
                Severity::Warning,
            ),
            ("toner-low", PrinterReason::TonerLow, Severity::Warning),
            (
                "marker-waste-almost-full",
                PrinterReason::Other("marker-waste-almost-full".into()),
                Severity::Warning,
            ),
            ("door-open", PrinterReason::CoverOpen, Severity::Error),
            ("shutdown", PrinterReason::Offline, Severity::Error),
            (
                "fuser-over-temp",
                PrinterReason::Other("fuser-over-temp".into()),
                Severity::Error,
            ),
        ];
        for (keyword, reason, severity) in table {
            assert_eq!(notice(keyword), Notice { reason, severity }, "{keyword}");
        }
        assert!(notices(&["none".to_owned()]).is_empty());
    }

    #[test]
    fn a_state_that_ipp_does_not_have_is_no_printer() {
        let job = answer(0, b"\x02\x23\x00\x09job-state\x00\x04\x00\x00\x00\x63\x03");
        let state = Answer::parse(&job).expect("well-formed").job_state();
        assert!(matches!(state, Err(PrinterError::NotAPrinter)));
        let empty = Answer::parse(&answer(0, &[3])).expect("well-formed");
        assert!(matches!(empty.job_id(), Err(PrinterError::NotAPrinter)));
        assert!(matches!(empty.status(), Err(PrinterError::NotAPrinter)));
    }

    #[test]
    fn thousands_of_nested_collections_are_refused() {
        let mut nested = vec![0x04];
        for _ in 0..10_000 {
            nested.extend_from_slice(&[0x34, 0, 1, b'c', 0, 0, 0x4a, 0, 0, 0, 1, b'm']);
        }
        nested.extend_from_slice(&[0x37, 0, 0, 0, 0].repeat(10_000));
        nested.push(0x03);
        let parsed = Answer::parse(&answer(0, &nested));
        assert!(matches!(parsed, Err(PrinterError::NotAPrinter)));
    }

    #[test]
    fn a_text_whose_inner_lengths_lie_is_refused() {
        for value in [
            &b""[..],
            b"\x00\x09de",
            b"\x00\x02de",
            b"\x00\x02de\x00\x05abc",
        ] {
            let length = u8::try_from(value.len()).expect("short");
            let attribute = [&[0x04, 0x35, 0, 1, b'a', 0, length], value, &[0x03]].concat();
            let parsed = Answer::parse(&answer(0, &attribute));
            assert!(
                matches!(parsed, Err(PrinterError::NotAPrinter)),
                "{value:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_an_answer_or_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
            if let Ok(answer) = Answer::parse(&Bytes::from(bytes)) {
                let _ = (answer.status(), answer.job_id(), answer.job_state());
            }
        }

        #[test]
        fn a_damaged_answer_never_panics(at in 0_usize..60, to in any::<u8>()) {
            let whole = answer(0, b"\x04\x23\x00\x0dprinter-state\x00\x04\x00\x00\x00\x03\x44\x00\x15printer-state-reasons\x00\x04none\x03");
            let mut bytes = whole.to_vec();
            let at = at % bytes.len();
            bytes[at] = to;
            if let Ok(answer) = Answer::parse(&Bytes::from(bytes)) {
                let _ = answer.status();
            }
        }
    }
}
