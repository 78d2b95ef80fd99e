//! Services and sections with their stable keys.

/// Something that a citizen can have done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Service {
    /// Personalausweis (PAuswG).
    IdCard,
    /// Einfache Meldebescheinigung (BMG § 18(1)).
    ResidenceCertificate,
}

impl Service {
    /// All services in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::IdCard, Self::ResidenceCertificate];

    /// Stable key.
    pub fn key(self) -> &'static str {
        match self {
            Self::IdCard => "id_card",
            Self::ResidenceCertificate => "residence_certificate",
        }
    }

    /// The service of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|service| service.key() == key)
    }
}

/// A page of an application: one topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Section {
    /// Names.
    Names,
    /// Birth, nationality, sex, height, eyes.
    PersonData,
    /// Address.
    Address,
    /// Papers seen, identity.
    Documents,
    /// Custody holder and consent.
    Consent,
    /// Online function, delivery, information duties.
    CardOptions,
    /// Photo.
    Photo,
    /// Fingerprints: captured, not typed.
    Fingers,
    /// Signature: captured, or a note that the applicant cannot write.
    Signature,
    /// What the certificate is for.
    Certificate,
    /// Fee and payment.
    Fee,
}

impl Section {
    /// All sections.
    pub const ALL: [Self; 11] = [
        Self::Names,
        Self::PersonData,
        Self::Address,
        Self::Documents,
        Self::Consent,
        Self::CardOptions,
        Self::Photo,
        Self::Fingers,
        Self::Signature,
        Self::Certificate,
        Self::Fee,
    ];

    /// Stable key.
    pub fn key(self) -> &'static str {
        match self {
            Self::Names => "names",
            Self::PersonData => "person_data",
            Self::Address => "address",
            Self::Documents => "documents",
            Self::Consent => "consent",
            Self::CardOptions => "card_options",
            Self::Photo => "photo",
            Self::Fingers => "fingers",
            Self::Signature => "signature",
            Self::Certificate => "certificate",
            Self::Fee => "fee",
        }
    }

    /// The section of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|section| section.key() == key)
    }
}
