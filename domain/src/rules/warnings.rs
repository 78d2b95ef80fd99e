//! What a clerk must be told before going on: hints of the register, of the data, of the devices.

use crate::services::MoveFacts;

/// A warning; the clerk confirms it, the second clerk sees it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Warning {
    /// Auskunftssperre (BMG § 51).
    InformationBlock,
    /// Bedingter Sperrvermerk (BMG § 52).
    ConditionalBlock,
    /// Passversagungsgrund (PassG § 7, BMG § 3(2) Nr. 4).
    PassportRefusal,
    /// Order that the card does not allow to leave Germany, or withdrawal (PAuswG §§ 6(7), 6a).
    IdCardOrder,
    /// The register holds a date of death.
    DateOfDeath,
    /// The main dwelling is in another town: an authorisation is needed (PAuswG § 8(4)).
    OtherMainDwelling,
    /// The register holds no tax id.
    TaxIdMissing,
    /// A name is longer than the order takes.
    NameTooLong,
    /// A name holds letters outside DIN 91379.
    LettersOutsideNorm,
    /// A name is cut in the printed lines.
    PrintTruncated,
    /// A name is cut in the machine readable zone.
    MrzTruncated,
    /// The photo was seen before or is old.
    PhotoSeenBefore,
    /// The last document was lost.
    LastDocumentLost,
    /// The last document is still valid: a legitimate interest is needed (PAuswG § 6(2)).
    StillValidDocument,
    /// A legal custodian without a scope that covers the application.
    CustodianWithoutScope,
    /// A minor without the consent of the custody holders.
    MinorWithoutConsent,
    /// Home delivery without a deliverable address.
    DeliveryWithoutAddress,
    /// Home delivery without a valid photo ID (PAuswV § 18(2)).
    DeliveryWithoutPhotoId,
    /// The old passport still holds valid visas.
    OldPassportWithVisas,
    /// No PIN envelope is in the suitcase.
    PinEnvelopeMissing,
    /// The certificate of the change terminal has run out.
    TerminalCertificateExpired,
    /// A photo has been in the suitcase for more than 96 hours (PAuswV § 6a(3)).
    PhotoOver96Hours,
    /// The clock of the suitcase is wrong.
    ClockSkew,
    /// The two weeks for telling a move are over (BMG § 17(1), (2)).
    MoveToldLate,
    /// The landlord refuses to confirm: the authority asks (BMG § 19(2)).
    LandlordRefused,
    /// A child under 16: who lives there with it declares (BMG § 17(3)).
    ChildMoves,
}

impl Warning {
    /// All warnings in the order in which they are shown.
    pub const ALL: [Self; 26] = [
        Self::InformationBlock,
        Self::ConditionalBlock,
        Self::PassportRefusal,
        Self::IdCardOrder,
        Self::DateOfDeath,
        Self::OtherMainDwelling,
        Self::TaxIdMissing,
        Self::NameTooLong,
        Self::LettersOutsideNorm,
        Self::PrintTruncated,
        Self::MrzTruncated,
        Self::PhotoSeenBefore,
        Self::LastDocumentLost,
        Self::StillValidDocument,
        Self::CustodianWithoutScope,
        Self::MinorWithoutConsent,
        Self::DeliveryWithoutAddress,
        Self::DeliveryWithoutPhotoId,
        Self::OldPassportWithVisas,
        Self::PinEnvelopeMissing,
        Self::TerminalCertificateExpired,
        Self::PhotoOver96Hours,
        Self::ClockSkew,
        Self::MoveToldLate,
        Self::LandlordRefused,
        Self::ChildMoves,
    ];

    /// Stable key.
    pub fn key(self) -> &'static str {
        match self {
            Self::InformationBlock => "information_block",
            Self::ConditionalBlock => "conditional_block",
            Self::PassportRefusal => "passport_refusal",
            Self::IdCardOrder => "id_card_order",
            Self::DateOfDeath => "date_of_death",
            Self::OtherMainDwelling => "other_main_dwelling",
            Self::TaxIdMissing => "tax_id_missing",
            Self::NameTooLong => "name_too_long",
            Self::LettersOutsideNorm => "letters_outside_norm",
            Self::PrintTruncated => "print_truncated",
            Self::MrzTruncated => "mrz_truncated",
            Self::PhotoSeenBefore => "photo_seen_before",
            Self::LastDocumentLost => "last_document_lost",
            Self::StillValidDocument => "still_valid_document",
            Self::CustodianWithoutScope => "custodian_without_scope",
            Self::MinorWithoutConsent => "minor_without_consent",
            Self::DeliveryWithoutAddress => "delivery_without_address",
            Self::DeliveryWithoutPhotoId => "delivery_without_photo_id",
            Self::OldPassportWithVisas => "old_passport_with_visas",
            Self::PinEnvelopeMissing => "pin_envelope_missing",
            Self::TerminalCertificateExpired => "terminal_certificate_expired",
            Self::PhotoOver96Hours => "photo_over_96_hours",
            Self::ClockSkew => "clock_skew",
            Self::MoveToldLate => "move_told_late",
            Self::LandlordRefused => "landlord_refused",
            Self::ChildMoves => "child_moves",
        }
    }

    /// The warning of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|warning| warning.key() == key)
    }
}

/// What is known about an application, its register entry and the suitcase.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WarningFacts {
    /// What the register says.
    pub register: RegisterFacts,
    /// A name is longer than its field.
    pub name_too_long: bool,
    /// A name holds letters outside DIN 91379.
    pub letters_outside_norm: bool,
    /// A printed field is cut; see [`crate::names::Fit::Truncated`].
    pub print_truncated: bool,
    /// The name field of the zone is cut; see [`crate::mrz::NameField`].
    pub mrz_truncated: bool,
    /// The photo is the one of the last document, or older than six months.
    pub photo_seen_before: bool,
    /// The last document was lost.
    pub last_document_lost: bool,
    /// The last document is still valid and no reason for a new one is noted.
    pub still_valid_without_reason: bool,
    /// A legal custodian applies whose certificate does not cover it.
    pub custodian_without_scope: bool,
    /// The applicant is a minor and consent is missing.
    pub minor_without_consent: bool,
    /// Home delivery is chosen.
    pub home_delivery: bool,
    /// The registered address can be delivered to.
    pub address_deliverable: bool,
    /// The applicant keeps a valid photo ID until the delivery.
    pub has_photo_id: bool,
    /// The old passport holds valid visas.
    pub visas_in_old_passport: bool,
    /// A PIN envelope is needed.
    pub pin_envelope_needed: bool,
    /// PIN envelopes in the suitcase.
    pub pin_envelopes_left: u32,
    /// The certificate of the change terminal has run out.
    pub terminal_certificate_expired: bool,
    /// Hours since the photo was made, if the suitcase holds one.
    pub photo_age_hours: Option<u32>,
    /// The clock of the suitcase differs from the data centre's by this many seconds.
    pub clock_skew_seconds: u32,
    /// A move.
    pub moved: MoveFacts,
}

/// What the register says about a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RegisterFacts {
    /// Auskunftssperre.
    pub information_block: bool,
    /// Bedingter Sperrvermerk.
    pub conditional_block: bool,
    /// Passversagungsgrund.
    pub passport_refusal: bool,
    /// Order under PAuswG § 6(7) or § 6a.
    pub id_card_order: bool,
    /// A date of death is stored.
    pub deceased: bool,
    /// The main dwelling is in another town.
    pub other_main_dwelling: bool,
    /// No tax id is stored.
    pub tax_id_missing: bool,
}

/// All warnings that hold, in the order of [`Warning::ALL`].
pub fn warnings(facts: &WarningFacts) -> Vec<Warning> {
    Warning::ALL
        .into_iter()
        .filter(|warning| holds(*warning, facts))
        .collect()
}

/// Hours after which a photo must be gone from the suitcase (PAuswV § 6a(3)).
const PHOTO_HOURS: u32 = 96;
/// Difference of clocks that is told, in seconds.
const CLOCK_SKEW_SECONDS: u32 = 60;

fn holds(warning: Warning, facts: &WarningFacts) -> bool {
    let register = &facts.register;
    match warning {
        Warning::InformationBlock => register.information_block,
        Warning::ConditionalBlock => register.conditional_block,
        Warning::PassportRefusal => register.passport_refusal,
        Warning::IdCardOrder => register.id_card_order,
        Warning::DateOfDeath => register.deceased,
        Warning::OtherMainDwelling => register.other_main_dwelling,
        Warning::TaxIdMissing => register.tax_id_missing,
        Warning::NameTooLong => facts.name_too_long,
        Warning::LettersOutsideNorm => facts.letters_outside_norm,
        Warning::PrintTruncated => facts.print_truncated,
        Warning::MrzTruncated => facts.mrz_truncated,
        Warning::PhotoSeenBefore => facts.photo_seen_before,
        Warning::LastDocumentLost => facts.last_document_lost,
        Warning::StillValidDocument => facts.still_valid_without_reason,
        Warning::CustodianWithoutScope => facts.custodian_without_scope,
        Warning::MinorWithoutConsent => facts.minor_without_consent,
        Warning::DeliveryWithoutAddress => facts.home_delivery && !facts.address_deliverable,
        Warning::DeliveryWithoutPhotoId => facts.home_delivery && !facts.has_photo_id,
        Warning::OldPassportWithVisas => facts.visas_in_old_passport,
        Warning::PinEnvelopeMissing => facts.pin_envelope_needed && facts.pin_envelopes_left == 0,
        Warning::TerminalCertificateExpired => facts.terminal_certificate_expired,
        Warning::PhotoOver96Hours => facts.photo_age_hours.is_some_and(|age| age > PHOTO_HOURS),
        Warning::ClockSkew => facts.clock_skew_seconds > CLOCK_SKEW_SECONDS,
        Warning::MoveToldLate => facts.moved.late,
        Warning::LandlordRefused => facts.moved.landlord_refused,
        Warning::ChildMoves => facts.moved.child,
    }
}

#[cfg(test)]
mod tests;
