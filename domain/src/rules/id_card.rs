//! Who may apply for an ID card and what is needed: ages, validity, consent, refusals.

use crate::dates::{Date, PartialDate};
use jiff::ToSpan;

/// What an application needs, decided by the age on the day of application.
///
/// With a partly unknown date of birth the youngest possible age decides; see
/// [`PartialDate::age_on`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Requirements {
    /// Completed years on the day of application.
    pub age: u16,
    /// Two fingerprints are taken: from 6 (PAuswG § 9(3)).
    pub fingerprints: bool,
    /// The applicant signs: from 10 (PAuswG § 9(5)).
    pub signature: bool,
    /// A custody holder applies: under 16 (PAuswG § 9(2)).
    pub guardian_needed: bool,
    /// The online function is switched on: from 16 (PAuswG § 10(2)).
    pub eid_possible: bool,
    /// A PIN envelope is handed over: unless the holder stays under 16 while the card is valid
    /// (PAuswV § 17(4)).
    pub pin_envelope: bool,
    /// Years of validity: 6 under 24, otherwise 10 (PAuswG § 6(1), (3)).
    pub validity_years: u8,
    /// The lower fee is due: under 24 (PAuswGebV § 1(1)).
    pub lower_fee: bool,
}

/// What an application on a day needs.
pub fn requirements(birth: &PartialDate, on: Date) -> Requirements {
    let age = birth.age_on(on);
    let validity_years = if age < 24 { 6 } else { 10 };
    Requirements {
        age,
        fingerprints: age >= 6,
        signature: age >= 10,
        guardian_needed: age < 16,
        eid_possible: age >= 16,
        pin_envelope: age + u16::from(validity_years) >= 16,
        validity_years,
        lower_fee: age < 24,
    }
}

/// Last day of validity of a card issued on a day: the day before its anniversary.
///
/// The register system has the last word; this is what to expect. A card of 29 February is valid
/// until 28 February.
pub fn valid_until(issued: Date, years: u8) -> Date {
    let anniversary = issued.saturating_add(i64::from(years).years());
    if anniversary.day() < issued.day() {
        return anniversary;
    }
    anniversary.saturating_sub(1.day())
}

/// Who applies for a child and how the consent is given (PAuswG § 9(2); practice of the towns).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ConsentVariant {
    /// Both custody holders are present.
    BothParentsPresent,
    /// Joint custody: one is present, the other consents in writing, with a copy of an ID.
    OneParentWithWrittenConsent,
    /// Joint custody, living apart: the one with whom the child usually lives applies alone.
    ParentWithWhomChildLives,
    /// Sole custody, to be proven: certificate of the youth office, court decision, death.
    SoleCustody,
    /// Guardian (Vormund, Pfleger) with the certificate of appointment.
    Guardian,
    /// Legal custodian (Betreuer) with a certificate that covers residence or authorities.
    Custodian,
    /// The other custody holder is prevented in fact; the reason is noted.
    OtherParentPrevented,
}

impl ConsentVariant {
    /// All variants in the order in which they are offered.
    pub const ALL: [Self; 7] = [
        Self::BothParentsPresent,
        Self::OneParentWithWrittenConsent,
        Self::ParentWithWhomChildLives,
        Self::SoleCustody,
        Self::Guardian,
        Self::Custodian,
        Self::OtherParentPrevented,
    ];

    /// Stable key, as it stands in answers.
    pub fn key(self) -> &'static str {
        match self {
            Self::BothParentsPresent => "both_parents_present",
            Self::OneParentWithWrittenConsent => "one_parent_with_written_consent",
            Self::ParentWithWhomChildLives => "parent_with_whom_child_lives",
            Self::SoleCustody => "sole_custody",
            Self::Guardian => "guardian",
            Self::Custodian => "custodian",
            Self::OtherParentPrevented => "other_parent_prevented",
        }
    }

    /// The variant of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|variant| variant.key() == key)
    }

    /// Whether a paper must be seen: written consent, proof of custody, certificate of appointment.
    pub fn proof_needed(self) -> bool {
        match self {
            Self::OneParentWithWrittenConsent
            | Self::SoleCustody
            | Self::Guardian
            | Self::Custodian => true,
            Self::BothParentsPresent
            | Self::ParentWithWhomChildLives
            | Self::OtherParentPrevented => false,
        }
    }
}

/// What is known about an application before it is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ApplicationFacts {
    /// What the age demands.
    pub requirements: Requirements,
    /// The applicant is German (PAuswG § 9(1)).
    pub german: bool,
    /// The identity is established (PAuswG § 9(4)).
    pub identity_certain: bool,
    /// The applicant is present, a child whatever its age.
    pub applicant_present: bool,
    /// Somebody with a mere power of attorney applies (PAuswG § 9(1)).
    pub by_proxy: bool,
    /// How consent is given; nothing if nobody entitled is there.
    pub consent: Option<ConsentVariant>,
    /// The paper that the variant needs was seen.
    pub consent_proof_seen: bool,
}

/// Why an application cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// Only Germans get an ID card.
    NotGerman,
    /// The identity is in doubt.
    IdentityNotCertain,
    /// The applicant is not present.
    ApplicantAbsent,
    /// A proxy cannot apply.
    Proxy,
    /// Under 16, and nobody entitled applies.
    GuardianMissing,
    /// The paper that proves the consent was not seen.
    ConsentProofMissing,
}

/// All reasons for which an application cannot be taken; none means that it can.
pub fn refusals(facts: &ApplicationFacts) -> Vec<Refusal> {
    let guardian = facts.requirements.guardian_needed;
    let needs_proof = facts.consent.is_some_and(ConsentVariant::proof_needed);
    let reasons = [
        (Refusal::NotGerman, !facts.german),
        (Refusal::IdentityNotCertain, !facts.identity_certain),
        (Refusal::ApplicantAbsent, !facts.applicant_present),
        (Refusal::Proxy, facts.by_proxy),
        (
            Refusal::GuardianMissing,
            guardian && facts.consent.is_none(),
        ),
        (
            Refusal::ConsentProofMissing,
            guardian && needs_proof && !facts.consent_proof_seen,
        ),
    ];
    reasons
        .into_iter()
        .filter(|(_, holds)| *holds)
        .map(|(reason, _)| reason)
        .collect()
}

#[cfg(test)]
mod tests;
