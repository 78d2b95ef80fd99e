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
    /// Full date of today or later.
    FutureDate,
    /// Three letters of a state (ICAO Doc 9303-3, section 5).
    Country,
    /// Whole number.
    Number {
        /// Least allowed.
        min: i64,
        /// Greatest allowed.
        max: i64,
    },
    /// Amount of money above zero, as [`crate::fees::Cents::typed`] reads it.
    Amount,
    /// German postcode, 5 digits.
    Postcode,
    /// Amtlicher Gemeindeschlüssel, 8 digits.
    MunicipalityKey,
    /// Serial number of a document.
    Serial,
    /// Keys of states of the Federal Statistical Office, 3 digits each, with commas between them.
    StateKeys {
        /// Most keys.
        most: usize,
    },
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
            | Self::UsualFirstName
            | Self::GuardianFamilyName
            | Self::GuardianFirstNames
            | Self::ReceiverFamilyName
            | Self::ReceiverFirstNames => FieldKind::Name,
            Self::BirthPlace
            | Self::PreviousPlace
            | Self::PreviousStreet
            | Self::NewPlace
            | Self::NewStreet
            | Self::LandlordMark
            | Self::LandlordName
            | Self::LandlordAddress
            | Self::OwnerName
            | Self::MaritalPlace
            | Self::Place
            | Self::Street
            | Self::EarlyRenewalReason
            | Self::PhotoQualityReason
            | Self::PrintQualityReason
            | Self::FeeWaiverReason
            | Self::Purpose
            | Self::CardDoneAt => FieldKind::Text,
            Self::Email => FieldKind::Email,
            Self::BirthDate | Self::MaritalSince => FieldKind::PartialDate,
            Self::GuardianBirthDate | Self::MoveInDate | Self::MoveOutDate => FieldKind::Date,
            Self::PreviousState | Self::NewState | Self::BirthState => {
                FieldKind::StateKeys { most: 1 }
            }
            Self::Nationalities => FieldKind::StateKeys { most: 4 },
            Self::FeeReduction => FieldKind::Amount,
            Self::Persons => FieldKind::Number { min: 1, max: 20 },
            Self::HeightCm => FieldKind::Number { min: 30, max: 272 },
            Self::Copies => FieldKind::Number { min: 1, max: 20 },
            Self::Postcode | Self::PreviousPostcode => FieldKind::Postcode,
            Self::MunicipalityKey => FieldKind::MunicipalityKey,
            Self::OldDocumentSerial | Self::CardSerial => FieldKind::Serial,
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
            Self::CardAct => FieldKind::Choice(choices::CARD_ACT),
            Self::CardDocument => FieldKind::Choice(choices::CARD_DOCUMENT),
            Self::BlockReason => FieldKind::Choice(choices::BLOCK_REASON),
            Self::Receiver => FieldKind::Choice(choices::RECEIVER),
            Self::PinLetter => FieldKind::Choice(choices::PIN_LETTER),
            Self::OldDocumentFate => FieldKind::Choice(choices::OLD_DOCUMENT_FATE),
            Self::CardWork => FieldKind::Choice(choices::CARD_WORK),
            Self::AddressSticker => FieldKind::Choice(choices::ADDRESS_STICKER),
            Self::Registrant => FieldKind::Choice(choices::REGISTRANT),
            Self::DwellingKind => FieldKind::Choice(choices::DWELLING_KIND),
            Self::PreviousDwelling => FieldKind::Choice(choices::PREVIOUS_DWELLING),
            Self::Destination => FieldKind::Choice(choices::DESTINATION),
            Self::SecondHomeAct => FieldKind::Choice(choices::SECOND_HOME_ACT),
            Self::LandlordProof => FieldKind::Choice(choices::LANDLORD_PROOF),
            Self::MaritalStatus => FieldKind::Choice(choices::MARITAL_STATUS),
            Self::Religion => FieldKind::Choice(choices::RELIGION),
            Self::FamilyEntitlement
            | Self::MainDwellingDeclared
            | Self::PreviousAbroad
            | Self::Represented
            | Self::NoDwellingInGermany
            | Self::EidOn
            | Self::InfoMaterialOffered
            | Self::BirthCertificateSeen
            | Self::NaturalisationCertificateSeen
            | Self::LossReportSeen
            | Self::ConsentProofSeen
            | Self::UnableToSign
            | Self::OutOfHoursOnWish
            | Self::FeeReduced
            | Self::CardPresent
            | Self::PowerOfAttorneySeen
            | Self::ChipChecked
            | Self::BlockingPasswordHanded
            | Self::HolderConfirmed => FieldKind::YesNo,
            Self::SecondPassportReason
            | Self::UrgencyReason
            | Self::PermitBasis
            | Self::PermitConditions
            | Self::PermitRemarks
            | Self::ForeignPassportNumber => FieldKind::Text,
            Self::ExemptionProofSeen
            | Self::ExemptionWanted
            | Self::AlsoProvisional
            | Self::NonCompetent
            | Self::AuthorisationSeen
            | Self::Express
            | Self::SecondPassport
            | Self::ValidVisas
            | Self::PermitDecisionSeen
            | Self::AssociationRight
            | Self::ReceivesBenefits
            | Self::ProtectedStatus => FieldKind::YesNo,
            Self::ValidUntil | Self::ForeignPassportUntil => FieldKind::FutureDate,
            Self::Citizenship => FieldKind::Country,
            Self::PermitYears => FieldKind::Number { min: 0, max: 10 },
            Self::BlankSerial => FieldKind::Serial,
            Self::ExemptionReason => FieldKind::Choice(choices::EXEMPTION_REASON),
            Self::PassportPages => FieldKind::Choice(choices::PASSPORT_PAGES),
            Self::PermitKind => FieldKind::Choice(choices::PERMIT_KIND),
            Self::PermitTitleCode => FieldKind::Choice(choices::PERMIT_TITLE),
            Self::CertificateKind => FieldKind::Choice(choices::CERTIFICATE_KIND),
            Self::LifePurpose => FieldKind::Choice(choices::LIFE_PURPOSE),
            Self::LifeForm => FieldKind::Choice(choices::LIFE_FORM),
            Self::RequestKind => FieldKind::Choice(choices::REQUEST_KIND),
            Self::RequestFeeWaiver => FieldKind::Choice(choices::REQUEST_FEE_WAIVER),
            Self::TradeKind => FieldKind::Choice(choices::TRADE_KIND),
            Self::TradeApplicant => FieldKind::Choice(choices::TRADE_APPLICANT),
            Self::CertificationPresentedAs => FieldKind::Choice(choices::PRESENTED_AS),
            Self::CertificationBasis => FieldKind::Choice(choices::CERTIFICATION_BASIS),
            Self::CertificationKind => FieldKind::Choice(choices::CERTIFICATION_KIND),
            Self::CertificationPresence => FieldKind::Choice(choices::CERTIFICATION_PRESENCE),
            Self::MotherBirthName => FieldKind::Name,
            Self::CertificationPages => FieldKind::Number { min: 1, max: 500 },
            Self::LifeBody
            | Self::LifeReference
            | Self::RequestForAuthority
            | Self::RequestForAddress
            | Self::RequestPurpose
            | Self::RequestReference
            | Self::RequestCourt
            | Self::CertificationDocument
            | Self::CertificationForAuthority
            | Self::CertificationSignatureHolder
            | Self::CertificationSignedAt
            | Self::CertificationCertificates
            | Self::CertificationNumber => FieldKind::Text,
            Self::CertificateElectronic
            | Self::ChosenFormerNames
            | Self::ChosenReligiousName
            | Self::ChosenBirthPlace
            | Self::ChosenSex
            | Self::ChosenNationalities
            | Self::ChosenReligion
            | Self::ChosenFamilyStatus
            | Self::ChosenAlive
            | Self::ChosenSpouse
            | Self::ChosenMinorChildren
            | Self::ChosenGuardians
            | Self::ChosenMovedIn
            | Self::ChosenFormerAddresses
            | Self::ChosenDocuments
            | Self::ChosenBlocks
            | Self::AppearedInPerson
            | Self::SignedBeforeClerk
            | Self::FormSealed
            | Self::RequestExtended
            | Self::RequestExtendedSeen
            | Self::RequestEuropean
            | Self::RequestToldOfCourt
            | Self::RequestWaiverProofSeen
            | Self::CertificationElectronic
            | Self::GroundChanges
            | Self::GroundTakenApart
            | Self::GroundReserved
            | Self::GroundForeign
            | Self::GroundNoText
            | Self::GroundPublic
            | Self::GroundNoRecipient => FieldKind::YesNo,
        }
    }

    /// Most letters that any order takes (TR-03123-2 Tab. 9 to 11); a service may take fewer. Counted as
    /// [`crate::names::letters`] counts. Nothing where the shape says enough.
    pub fn limit(self) -> Option<usize> {
        match self {
            Self::FamilyName
            | Self::GuardianFamilyName
            | Self::ReceiverFamilyName
            | Self::FirstNames
            | Self::UsualFirstName
            | Self::MaritalPlace
            | Self::GuardianFirstNames
            | Self::ReceiverFirstNames => Some(186),
            Self::BirthName | Self::BirthPlace => Some(124),
            Self::Doctorate => Some(31),
            Self::ReligiousOrArtisticName => Some(60),
            Self::EyeColour => Some(35),
            Self::Place | Self::PreviousPlace => Some(105),
            Self::Street | Self::PreviousStreet | Self::NewPlace | Self::NewStreet => Some(50),
            Self::LandlordName | Self::LandlordAddress | Self::OwnerName => Some(120),
            Self::LandlordMark => Some(64),
            Self::Email => Some(254),
            Self::OldDocumentSerial | Self::CardSerial => Some(10),
            Self::CardDoneAt => Some(16),
            Self::MrzAlternativeName => Some(39),
            Self::EarlyRenewalReason
            | Self::PhotoQualityReason
            | Self::PrintQualityReason
            | Self::FeeWaiverReason
            | Self::Purpose => Some(200),
            Self::SecondPassportReason => Some(200),
            Self::UrgencyReason => Some(200),
            Self::BlankSerial => Some(10),
            Self::Citizenship => Some(3),
            Self::PermitBasis => Some(60),
            Self::PermitConditions => Some(750),
            Self::PermitRemarks => Some(76),
            Self::ForeignPassportNumber => Some(20),
            Self::MotherBirthName => Some(124),
            Self::LifeBody
            | Self::RequestForAuthority
            | Self::RequestForAddress
            | Self::RequestPurpose
            | Self::RequestCourt
            | Self::CertificationForAuthority
            | Self::CertificationSignatureHolder => Some(120),
            Self::LifeReference | Self::RequestReference | Self::CertificationSignedAt => Some(60),
            Self::CertificationDocument | Self::CertificationCertificates => Some(200),
            Self::CertificationNumber => Some(40),
            _ => None,
        }
    }
}
