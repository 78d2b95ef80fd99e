//! Exceptions from a rule: which of them an application needs before it may be handed in. Each carries
//! a reason, and a coordinator answers for it.
//!
//! | rule | needed when | reason |
//! | --- | --- | --- |
//! | `quality_override` | a print or the photo is below the quality asked for (TR-03121-3) | typed by the clerk |
//! | `missing_finger` | a hand has no print at all (PAuswG § 5(9)) | key of the lasting reason that was noted |
//! | `fee_waiver` | the fee is reduced or waived (PAuswGebV § 1(6), by-laws) | typed by the clerk |
//! | `early_renewal` | the old card is valid for long (PAuswG § 6(2)) | typed by the clerk |
//!
//! That a coordinator approves is the office's own rule [own, verify]; the law asks for the reasons.

use super::section::Section;
use super::sections::{fields, sections};
use crate::catalogue::{FEE_WAIVER, Service};
use crate::dates::Date;
use crate::fields::{Answers, Field};
use crate::rules::fingers::{Hand, MissingReason, Position};

/// A rule that knows exceptions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExceptionRule {
    /// A capture below the quality asked for is taken nevertheless.
    QualityOverride,
    /// A hand has no print.
    MissingFinger,
    /// A new card long before the old one ends.
    EarlyRenewal,
    /// The fee is reduced or waived.
    FeeWaiver,
}

impl ExceptionRule {
    /// All rules that know exceptions.
    pub const ALL: [Self; 4] = [
        Self::QualityOverride,
        Self::MissingFinger,
        Self::EarlyRenewal,
        Self::FeeWaiver,
    ];

    /// Stable key.
    pub fn key(self) -> &'static str {
        match self {
            Self::QualityOverride => "quality_override",
            Self::MissingFinger => "missing_finger",
            Self::EarlyRenewal => "early_renewal",
            Self::FeeWaiver => FEE_WAIVER,
        }
    }

    /// The rule of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.key() == key)
    }
}

/// What is known of an application besides its answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// The print of each hand that has one, and its quality, 0 to 100, or 255 where it could not be
    /// measured.
    pub prints: Vec<(Position, u8)>,
    /// Fingers that were noted as missing.
    pub missing: Vec<(Position, MissingReason)>,
    /// The photo misses a mandatory criterion.
    pub photo_is_below: bool,
    /// Last day of the ID card that the applicant holds, if the register knows one.
    pub card_valid_until: Option<Date>,
    /// Cents by which the fee is reduced or waived, see [`let_off`](super::let_off); nothing as long as they
    /// are not reckoned.
    pub let_off: Option<i64>,
}

/// An exception that an application needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeededException {
    /// From which rule.
    pub rule: ExceptionRule,
    /// What it concerns: the part `photo` or `finger_2`, a hand, the
    /// cents that are let off, or nothing in particular.
    pub subject: String,
    /// Where its reason is given.
    pub section: Section,
    /// The reason; nothing while none was given that is long enough.
    pub reason: Option<String>,
}

/// The exceptions that an application needs, in the order of the visit.
pub fn exceptions(
    service: &Service,
    answers: &Answers,
    on: Date,
    evidence: &Evidence,
) -> Vec<NeededException> {
    let sections = sections(service, answers, on);
    let mut needed = Vec::new();
    if service.knows_exception(ExceptionRule::EarlyRenewal.key())
        && renews_early(answers, on, evidence)
    {
        needed.push(NeededException {
            rule: ExceptionRule::EarlyRenewal,
            subject: String::new(),
            section: Section::Documents,
            reason: typed(answers, Field::EarlyRenewalReason),
        });
    }
    if sections.contains(&Section::Photo) && evidence.photo_is_below {
        needed.push(NeededException {
            rule: ExceptionRule::QualityOverride,
            subject: "photo".to_owned(),
            section: Section::Photo,
            reason: typed(answers, Field::PhotoQualityReason),
        });
    }
    if sections.contains(&Section::Fingers) {
        let of_hands = Hand::ALL.into_iter();
        needed.extend(of_hands.filter_map(|hand| of_hand(hand, answers, evidence)));
    }
    let fee = fields(service, Section::Fee, answers, on);
    if sections.contains(&Section::Fee)
        && service.knows_exception(FEE_WAIVER)
        && fee.contains(&Field::FeeWaiverReason) {
        needed.push(NeededException {
            rule: ExceptionRule::FeeWaiver,
            subject: evidence.let_off.map_or_else(String::new, |cents| cents.to_string()),
            section: Section::Fee,
            reason: typed(answers, Field::FeeWaiverReason),
        });
    }
    needed
}

/// Whether a card that is valid until then needs a reason to be renewed today.
pub fn is_valid_for_long(until: Date, on: Date) -> bool {
    let months = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month());
    until > on && months(until) - months(on) > RENEWAL_MONTHS
}

/// So many months before its end a card may be renewed without a reason [own, verify].
const RENEWAL_MONTHS: i32 = 6;

/// Shortest reason in letters.
const SHORTEST: usize = 3;

fn renews_early(answers: &Answers, on: Date, evidence: &Evidence) -> bool {
    let is_lost = answers.get(Field::OldDocumentKind) == Some("lost");
    !is_lost
        && evidence
            .card_valid_until
            .is_some_and(|until| is_valid_for_long(until, on))
}

fn of_hand(hand: Hand, answers: &Answers, evidence: &Evidence) -> Option<NeededException> {
    let mut prints = evidence.prints.iter();
    let Some((position, quality)) = prints.find(|(print, _)| print.hand == hand) else {
        let mut missing = evidence.missing.iter();
        let lasting = missing.find(|(finger, why)| finger.hand == hand && why.is_lasting());
        return Some(NeededException {
            rule: ExceptionRule::MissingFinger,
            subject: hand.key().to_owned(),
            section: Section::Fingers,
            reason: lasting.map(|(_, why)| why.key().to_owned()),
        });
    };
    (!position.finger.accepts(*quality)).then(|| NeededException {
        rule: ExceptionRule::QualityOverride,
        subject: format!("finger_{}", position.code()),
        section: Section::Fingers,
        reason: typed(answers, Field::PrintQualityReason),
    })
}

fn typed(answers: &Answers, field: Field) -> Option<String> {
    let reason = answers.get(field)?.trim();
    (reason.chars().count() >= SHORTEST).then(|| reason.to_owned())
}
