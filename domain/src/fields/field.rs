//! The fields and their stable keys.

/// Something that is asked or noted in an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// Familienname.
    FamilyName,
    /// Geburtsname, if it differs.
    BirthName,
    /// Vornamen, all, in the order of the register; [`super::NOT_STATED`] if there are none.
    FirstNames,
    /// Doktorgrad; voluntary.
    Doctorate,
    /// Ordens- oder Künstlername; voluntary.
    ReligiousOrArtisticName,
    /// Tag der Geburt, parts of it may be unknown.
    BirthDate,
    /// Ort der Geburt.
    BirthPlace,
    /// Staatsangehörigkeit, ICAO code; German is `D`.
    Nationality,
    /// Größe in whole centimetres.
    HeightCm,
    /// Augenfarbe, free text.
    EyeColour,
    /// Geschlecht as in the register; not printed on the card.
    Sex,
    /// Somebody else decides for the applicant although of age: a legal custodian (Betreuer).
    Represented,
    /// No dwelling in Germany: the address fields fall away.
    NoDwellingInGermany,
    /// Postleitzahl.
    Postcode,
    /// Wohnort.
    Place,
    /// Straße und Hausnummer.
    Street,
    /// Amtlicher Gemeindeschlüssel, 8 digits.
    MunicipalityKey,
    /// The online function is switched on.
    EidOn,
    /// E-mail address for the notice of delivery; voluntary.
    Email,
    /// Name for the machine readable zone, if cutting would offend.
    MrzAlternativeName,
    /// Abholung or delivery to the dwelling.
    Delivery,
    /// The information material on the online function was offered (PAuswG § 11(3)).
    InfoMaterialOffered,
    /// How the identity was established.
    IdentityMethod,
    /// Kind of the last document.
    OldDocumentKind,
    /// Serial number of the last document.
    OldDocumentSerial,
    /// Birth or marriage certificate was seen.
    BirthCertificateSeen,
    /// Naturalisation certificate was seen.
    NaturalisationCertificateSeen,
    /// Report of the loss was seen.
    LossReportSeen,
    /// Why a new card is wanted while the old one is valid (PAuswG § 6(2)).
    EarlyRenewalReason,
    /// Family name of the custody holder who applies.
    GuardianFamilyName,
    /// First names of the custody holder who applies.
    GuardianFirstNames,
    /// Date of birth of the custody holder who applies.
    GuardianBirthDate,
    /// How consent is given; keys of [`crate::rules::id_card::ConsentVariant`].
    ConsentVariant,
    /// The paper that proves consent or custody was seen.
    ConsentProofSeen,
    /// Who makes the photo.
    PhotoSource,
    /// The applicant cannot write: a note takes the place of the signature; voluntary.
    UnableToSign,
    /// Outside office hours, because the applicant wishes so.
    OutOfHoursOnWish,
    /// Way of payment.
    PaymentMethod,
    /// Why the fee is waived.
    FeeWaiverReason,
    /// What the certificate is for.
    Purpose,
    /// How many certificates.
    Copies,
    /// Why the certificate is free.
    FeeFreeReason,
}

impl Field {
    /// All fields.
    pub const ALL: [Self; 42] = [
        Self::FamilyName,
        Self::BirthName,
        Self::FirstNames,
        Self::Doctorate,
        Self::ReligiousOrArtisticName,
        Self::BirthDate,
        Self::BirthPlace,
        Self::Nationality,
        Self::HeightCm,
        Self::EyeColour,
        Self::Sex,
        Self::Represented,
        Self::NoDwellingInGermany,
        Self::Postcode,
        Self::Place,
        Self::Street,
        Self::MunicipalityKey,
        Self::EidOn,
        Self::Email,
        Self::MrzAlternativeName,
        Self::Delivery,
        Self::InfoMaterialOffered,
        Self::IdentityMethod,
        Self::OldDocumentKind,
        Self::OldDocumentSerial,
        Self::BirthCertificateSeen,
        Self::NaturalisationCertificateSeen,
        Self::LossReportSeen,
        Self::EarlyRenewalReason,
        Self::GuardianFamilyName,
        Self::GuardianFirstNames,
        Self::GuardianBirthDate,
        Self::ConsentVariant,
        Self::ConsentProofSeen,
        Self::PhotoSource,
        Self::UnableToSign,
        Self::OutOfHoursOnWish,
        Self::PaymentMethod,
        Self::FeeWaiverReason,
        Self::Purpose,
        Self::Copies,
        Self::FeeFreeReason,
    ];

    /// Stable key, as it goes over the wire and stands in orders.
    pub fn key(self) -> &'static str {
        match self {
            Self::FamilyName => "family_name",
            Self::BirthName => "birth_name",
            Self::FirstNames => "first_names",
            Self::Doctorate => "doctorate",
            Self::ReligiousOrArtisticName => "religious_or_artistic_name",
            Self::BirthDate => "birth_date",
            Self::BirthPlace => "birth_place",
            Self::Nationality => "nationality",
            Self::HeightCm => "height_cm",
            Self::EyeColour => "eye_colour",
            Self::Sex => "sex",
            Self::Represented => "represented",
            Self::NoDwellingInGermany => "no_dwelling_in_germany",
            Self::Postcode => "postcode",
            Self::Place => "place",
            Self::Street => "street",
            Self::MunicipalityKey => "municipality_key",
            Self::EidOn => "eid_on",
            Self::Email => "email",
            Self::MrzAlternativeName => "mrz_alternative_name",
            Self::Delivery => "delivery",
            Self::InfoMaterialOffered => "info_material_offered",
            Self::IdentityMethod => "identity_method",
            Self::OldDocumentKind => "old_document_kind",
            Self::OldDocumentSerial => "old_document_serial",
            Self::BirthCertificateSeen => "birth_certificate_seen",
            Self::NaturalisationCertificateSeen => "naturalisation_certificate_seen",
            Self::LossReportSeen => "loss_report_seen",
            Self::EarlyRenewalReason => "early_renewal_reason",
            Self::GuardianFamilyName => "guardian_family_name",
            Self::GuardianFirstNames => "guardian_first_names",
            Self::GuardianBirthDate => "guardian_birth_date",
            Self::ConsentVariant => "consent_variant",
            Self::ConsentProofSeen => "consent_proof_seen",
            Self::PhotoSource => "photo_source",
            Self::UnableToSign => "unable_to_sign",
            Self::OutOfHoursOnWish => "out_of_hours_on_wish",
            Self::PaymentMethod => "payment_method",
            Self::FeeWaiverReason => "fee_waiver_reason",
            Self::Purpose => "purpose",
            Self::Copies => "copies",
            Self::FeeFreeReason => "fee_free_reason",
        }
    }

    /// The field of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.key() == key)
    }
}
