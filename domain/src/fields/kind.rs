//! The shape of each field and how long it may be.

use super::choices;
use super::field::Field;

/// What stands where height, eye colour (TR-03123-2) or first names cannot be told because there
/// are none. Typed on purpose, so that nothing is forgotten by mistake.
pub const NOT_STATED: &str = "---";

/// The shape of what is typed into a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// Name of a natural person: DIN 91379 data type A.
    Name,
    /// Other text on one line: DIN 91379 data type B.
    Text,
    /// E-mail address.
    Email,
    /// Full date.
    Date,
    /// Date with parts that may be unknown.
    PartialDate,
    /// Whole number.
    Number {
        /// Least allowed.
        min: i64,
        /// Greatest allowed.
        max: i64,
    },
    /// German postcode, 5 digits.
    Postcode,
    /// Amtlicher Gemeindeschlüssel, 8 digits.
    MunicipalityKey,
    /// Serial number of a document.
    Serial,
    /// Name in the alphabet of the machine readable zone.
    MrzName,
    /// One of these keys.
    Choice(&'static [&'static str]),
    /// [`super::YES`] or [`super::NO`].
    YesNo,
}

impl Field {
    /// The shape of the field.
    pub fn kind(self) -> FieldKind {
        match self {
            Self::FamilyName
            | Self::BirthName
            | Self::FirstNames
            | Self::Doctorate
            | Self::ReligiousOrArtisticName
            | Self::EyeColour
            | Self::GuardianFamilyName
            | Self::GuardianFirstNames => FieldKind::Name,
            Self::BirthPlace
            | Self::Place
            | Self::Street
            | Self::EarlyRenewalReason
            | Self::FeeWaiverReason
            | Self::Purpose => FieldKind::Text,
            Self::Email => FieldKind::Email,
            Self::BirthDate => FieldKind::PartialDate,
            Self::GuardianBirthDate => FieldKind::Date,
            Self::HeightCm => FieldKind::Number { min: 30, max: 272 },
            Self::Copies => FieldKind::Number { min: 1, max: 20 },
            Self::Postcode => FieldKind::Postcode,
            Self::MunicipalityKey => FieldKind::MunicipalityKey,
            Self::OldDocumentSerial => FieldKind::Serial,
            Self::MrzAlternativeName => FieldKind::MrzName,
            Self::Nationality => FieldKind::Choice(choices::NATIONALITY),
            Self::Sex => FieldKind::Choice(choices::SEX),
            Self::Delivery => FieldKind::Choice(choices::DELIVERY),
            Self::IdentityMethod => FieldKind::Choice(choices::IDENTITY_METHOD),
            Self::OldDocumentKind => FieldKind::Choice(choices::OLD_DOCUMENT_KIND),
            Self::ConsentVariant => FieldKind::Choice(choices::CONSENT_VARIANT),
            Self::PhotoSource => FieldKind::Choice(choices::PHOTO_SOURCE),
            Self::PaymentMethod => FieldKind::Choice(choices::PAYMENT_METHOD),
            Self::FeeFreeReason => FieldKind::Choice(choices::FEE_FREE_REASON),
            Self::Represented
            | Self::NoDwellingInGermany
            | Self::EidOn
            | Self::InfoMaterialOffered
            | Self::BirthCertificateSeen
            | Self::NaturalisationCertificateSeen
            | Self::LossReportSeen
            | Self::ConsentProofSeen
            | Self::UnableToSign
            | Self::OutOfHoursOnWish => FieldKind::YesNo,
        }
    }

    /// Most letters that the order takes (TR-03123-2 Tab. 9); counted as
    /// [`crate::names::letters`] counts. Nothing where the shape says enough.
    pub fn limit(self) -> Option<usize> {
        match self {
            Self::FamilyName | Self::GuardianFamilyName => Some(120),
            Self::BirthName => Some(75),
            Self::FirstNames | Self::GuardianFirstNames | Self::BirthPlace => Some(80),
            Self::Doctorate => Some(31),
            Self::ReligiousOrArtisticName => Some(60),
            Self::EyeColour => Some(19),
            // Postcode, space and place together have 49 letters.
            Self::Place => Some(43),
            Self::Street => Some(50),
            Self::Email => Some(254),
            Self::MrzAlternativeName => Some(30),
            Self::OldDocumentSerial => Some(10),
            Self::EarlyRenewalReason | Self::FeeWaiverReason | Self::Purpose => Some(200),
            _ => None,
        }
    }
}
