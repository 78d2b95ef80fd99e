//! Sections with their stable keys.

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
    /// Exemption from the duty to hold an ID card, instead of the card.
    Exemption,
    /// Online function, delivery, information duties.
    CardOptions,
    /// Pages, express, delivery, further passport.
    PassportOptions,
    /// Why a provisional document is needed, and its blank.
    Provisional,
    /// What the aliens' authority has decided.
    Permit,
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
    /// What is done with which document.
    CardAct,
    /// Who receives a document, and with what.
    HandOver,
    /// What becomes of the old document.
    OldDocument,
    /// The act itself: at terminal, reader or desk, and the sticker.
    CardWork,
    /// The holder confirms what was done.
    CardConfirm,
    /// Who stands on the form, and who declares.
    Household,
    /// When, and what kind of dwelling.
    Move,
    /// The dwelling before or beside this one.
    PreviousAddress,
    /// Where to.
    Destination,
    /// The landlord's confirmation.
    Landlord,
    /// Marital status and religion.
    CivilStatus,
    /// What of the person stands in an extended certificate.
    Chosen,
    /// What of family, dwellings and documents stands in an extended certificate.
    ChosenMore,
    /// Which certificate of conduct, or which extract.
    Request,
    /// The authority that receives it.
    Recipient,
    /// Who applies in the place of the person.
    Representation,
    /// The document that is certified.
    CertifiedDocument,
    /// Whether anything forbids to certify.
    RefusalGrounds,
}

impl Section {
    /// All sections.
    pub const ALL: [Self; 33] = [
        Self::Names,
        Self::PersonData,
        Self::Address,
        Self::Documents,
        Self::Consent,
        Self::Exemption,
        Self::CardOptions,
        Self::PassportOptions,
        Self::Provisional,
        Self::Permit,
        Self::Photo,
        Self::Fingers,
        Self::Signature,
        Self::Certificate,
        Self::Fee,
        Self::CardAct,
        Self::HandOver,
        Self::OldDocument,
        Self::CardWork,
        Self::CardConfirm,
        Self::Household,
        Self::Move,
        Self::PreviousAddress,
        Self::Destination,
        Self::Landlord,
        Self::CivilStatus,
        Self::Chosen,
        Self::ChosenMore,
        Self::Request,
        Self::Recipient,
        Self::Representation,
        Self::CertifiedDocument,
        Self::RefusalGrounds,
    ];

    /// Stable key.
    pub fn key(self) -> &'static str {
        match self {
            Self::Names => "names",
            Self::PersonData => "person_data",
            Self::Address => "address",
            Self::Documents => "documents",
            Self::Consent => "consent",
            Self::Exemption => "exemption",
            Self::CardOptions => "card_options",
            Self::PassportOptions => "passport_options",
            Self::Provisional => "provisional",
            Self::Permit => "permit",
            Self::Photo => "photo",
            Self::Fingers => "fingers",
            Self::Signature => "signature",
            Self::Certificate => "certificate",
            Self::Fee => "fee",
            Self::CardAct => "card_act",
            Self::HandOver => "hand_over",
            Self::OldDocument => "old_document",
            Self::CardWork => "card_work",
            Self::CardConfirm => "card_confirm",
            Self::Household => "household",
            Self::Move => "move",
            Self::PreviousAddress => "previous_address",
            Self::Destination => "destination",
            Self::Landlord => "landlord",
            Self::CivilStatus => "civil_status",
            Self::Chosen => "chosen",
            Self::ChosenMore => "chosen_more",
            Self::Request => "request",
            Self::Recipient => "recipient",
            Self::Representation => "representation",
            Self::CertifiedDocument => "certified_document",
            Self::RefusalGrounds => "refusal_grounds",
        }
    }

    /// The section of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|section| section.key() == key)
    }
}
