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
    /// How consent is given; keys of [`crate::rules::consent::ConsentVariant`].
    ConsentVariant,
    /// The paper that proves consent or custody was seen.
    ConsentProofSeen,
    /// Who makes the photo.
    PhotoSource,
    /// Why a photo is taken that misses a mandatory criterion; voluntary.
    PhotoQualityReason,
    /// Why a print is taken that is below the quality asked for; voluntary.
    PrintQualityReason,
    /// The applicant cannot write: a note takes the place of the signature; voluntary.
    UnableToSign,
    /// Outside office hours, because the applicant wishes so.
    OutOfHoursOnWish,
    /// Way of payment.
    PaymentMethod,
    /// Part of the fee is let off.
    FeeReduced,
    /// What is let off, as an amount of money.
    FeeReduction,
    /// Why the fee is reduced or waived.
    FeeWaiverReason,
    /// What the certificate is for.
    Purpose,
    /// How many certificates.
    Copies,
    /// Why the certificate is free.
    FeeFreeReason,
    /// Instead of the card an exemption from the duty to hold one is wanted (PAuswG § 1(3)).
    ExemptionWanted,
    /// Why somebody is exempt from the duty to hold an ID card.
    ExemptionReason,
    /// The proof of the reason for an exemption was seen.
    ExemptionProofSeen,
    /// A provisional ID card is applied for together with the ID card.
    AlsoProvisional,
    /// Another authority than that of the main dwelling acts.
    NonCompetent,
    /// The competent authority has authorised the other one (PAuswG § 8(4), PassG § 19(4)).
    AuthorisationSeen,
    /// Number of pages of the passport.
    PassportPages,
    /// Express procedure.
    Express,
    /// A further passport beside a valid one.
    SecondPassport,
    /// The legitimate interest in a further passport (PassG § 1(3)).
    SecondPassportReason,
    /// The old passport holds valid visas and is not invalidated at once (PassV § 17(2)).
    ValidVisas,
    /// Why a provisional document is needed at once (PAuswG § 3(1)).
    UrgencyReason,
    /// Last day of a provisional document.
    ValidUntil,
    /// Serial number of the blank: one letter and 7 digits; known when it is printed in the office.
    BlankSerial,
    /// Nationality of a foreigner, three letters of ICAO Doc 9303.
    Citizenship,
    /// What the aliens' authority has decided; the fee depends on it.
    PermitKind,
    /// Kind of title for the order (TR-03123-3).
    PermitTitleCode,
    /// Legal basis of the title.
    PermitBasis,
    /// The decision of the aliens' authority lies there.
    PermitDecisionSeen,
    /// Years of validity by the decision; 0 for a title without end.
    PermitYears,
    /// Conditions of the title (Nebenbestimmungen).
    PermitConditions,
    /// Remarks on the card.
    PermitRemarks,
    /// Number of the foreign passport.
    ForeignPassportNumber,
    /// Last day of the foreign passport.
    ForeignPassportUntil,
    /// Entitled by the association of the EU with Türkiye (AufenthV § 52a).
    AssociationRight,
    /// Receives benefits by SGB II, SGB XII or AsylbLG (AufenthV § 53).
    ReceivesBenefits,
    /// Entitled to asylum, refugee, subsidiary protection or resettled (AufenthV § 53).
    ProtectedStatus,
    /// What is done with a document that is there already; keys of [`crate::card_service::CardAct`].
    CardAct,
    /// Which document; keys of [`crate::card_service::CardKind`].
    CardDocument,
    /// Serial number of that document.
    CardSerial,
    /// Why the online function is blocked.
    BlockReason,
    /// The document lies on the table and belongs to the person.
    CardPresent,
    /// Who receives the document; keys of [`crate::card_service::hand_over::Receiver`].
    Receiver,
    /// Family name of who receives it in the place of the holder.
    ReceiverFamilyName,
    /// First names of who receives it in the place of the holder.
    ReceiverFirstNames,
    /// The power of attorney was seen.
    PowerOfAttorneySeen,
    /// The chip was read before the document was handed over (TR-03127 § 6.4).
    ChipChecked,
    /// Where the envelope with the PIN is; keys of [`crate::card_service::hand_over::PinLetter`].
    PinLetter,
    /// The Sperrkennwort was handed over with the document.
    BlockingPasswordHanded,
    /// What becomes of the old document; keys of [`crate::card_service::hand_over::OldDocument`].
    OldDocumentFate,
    /// How far the work is; the companion notes it.
    CardWork,
    /// When the work was done, local time to the minute, `2026-11-22T13:05`; the companion notes it.
    CardDoneAt,
    /// What became of the sticker with the new address.
    AddressSticker,
    /// The holder, or who acts for the holder, has confirmed what was done.
    HolderConfirmed,
    /// How many persons stand on one form, the first one counted (BMG § 23(4)).
    Persons,
    /// Who declares for others may receive their data (BMG § 23(4)).
    FamilyEntitlement,
    /// Who declares: the person, who lives there with the child, or the legal custodian (BMG § 17(3)).
    Registrant,
    /// Day of moving in.
    MoveInDate,
    /// Day of moving out.
    MoveOutDate,
    /// Whether the dwelling is the sole, the main or a secondary one (BMG § 21).
    DwellingKind,
    /// What becomes of the dwelling before or beside this one.
    PreviousDwelling,
    /// The main dwelling is the one that is mainly used (BMG §§ 21(2), 22).
    MainDwellingDeclared,
    /// The other dwelling lies abroad.
    PreviousAbroad,
    /// State of the other dwelling, key of the Federal Statistical Office.
    PreviousState,
    /// Postcode of the other dwelling.
    PreviousPostcode,
    /// Place of the other dwelling.
    PreviousPlace,
    /// Street and house number of the other dwelling.
    PreviousStreet,
    /// Where to: abroad, or not known.
    Destination,
    /// State of the new dwelling abroad.
    NewState,
    /// Place of the new dwelling abroad; voluntary.
    NewPlace,
    /// Street of the new dwelling abroad; voluntary.
    NewStreet,
    /// A secondary dwelling is registered or given up, or the main one changes.
    SecondHomeAct,
    /// How the landlord confirms (BMG § 19).
    LandlordProof,
    /// Zuordnungsmerkmal of the electronic confirmation (BMG § 19(4)).
    LandlordMark,
    /// Name of the landlord (BMG § 19(3)).
    LandlordName,
    /// Address of the landlord on one line.
    LandlordAddress,
    /// Name of the owner, if that is somebody else; voluntary.
    OwnerName,
    /// The first name in use; voluntary.
    UsualFirstName,
    /// State of birth, if abroad; voluntary.
    BirthState,
    /// All nationalities, keys of the Federal Statistical Office.
    Nationalities,
    /// Familienstand, keys of the register.
    MaritalStatus,
    /// Since when; voluntary.
    MaritalSince,
    /// Where; voluntary.
    MaritalPlace,
    /// Religious community under public law, keys of the register.
    Religion,
    /// A simple or an extended certificate (BMG § 18(1), (2)).
    CertificateKind,
    /// The certificate is issued electronically (BMG § 18(3)).
    CertificateElectronic,
    /// Former names are wanted in the certificate.
    ChosenFormerNames,
    /// The religious or artist name is wanted in the certificate.
    ChosenReligiousName,
    /// The place of birth is wanted in the certificate.
    ChosenBirthPlace,
    /// The sex is wanted in the certificate.
    ChosenSex,
    /// The nationalities are wanted in the certificate.
    ChosenNationalities,
    /// The religious community is wanted in the certificate.
    ChosenReligion,
    /// The marital status is wanted in the certificate.
    ChosenFamilyStatus,
    /// That no date of death is stored is wanted in the certificate.
    ChosenAlive,
    /// Spouse or partner are wanted in the certificate.
    ChosenSpouse,
    /// Children under age are wanted in the certificate.
    ChosenMinorChildren,
    /// Legal guardians are wanted in the certificate.
    ChosenGuardians,
    /// The days of moving in are wanted in the certificate.
    ChosenMovedIn,
    /// Former addresses are wanted in the certificate.
    ChosenFormerAddresses,
    /// Identity documents are wanted in the certificate.
    ChosenDocuments,
    /// Blocks of disclosure are wanted in the certificate.
    ChosenBlocks,
    /// For whom the proof of life is.
    LifePurpose,
    /// An own text, or the form of the pension body.
    LifeForm,
    /// Name of the body that asks for the proof of life; voluntary.
    LifeBody,
    /// Insurance or file number of that body; voluntary.
    LifeReference,
    /// The person has appeared in person.
    AppearedInPerson,
    /// The person has signed the form before the clerk.
    SignedBeforeClerk,
    /// Day, signature and seal stand on the form.
    FormSealed,
    /// For the person, for an authority, or first to a court (BZRG § 30(5)).
    RequestKind,
    /// Extended certificate of conduct (BZRG § 30a).
    RequestExtended,
    /// The written request of the body was seen (BZRG § 30a(2)).
    RequestExtendedSeen,
    /// European certificate of conduct (BZRG § 30b).
    RequestEuropean,
    /// Birth name of the mother, which some states ask for; voluntary.
    MotherBirthName,
    /// Full name of the authority that receives it.
    RequestForAuthority,
    /// Address of that authority on one line.
    RequestForAddress,
    /// What the authority wants it for.
    RequestPurpose,
    /// File number of the authority; voluntary.
    RequestReference,
    /// The person was told that it can be seen at a court first (BZRG § 30(5)).
    RequestToldOfCourt,
    /// The Amtsgericht where it is seen first.
    RequestCourt,
    /// Why no fee is due for a certificate of conduct.
    RequestFeeWaiver,
    /// The proof of that was seen.
    RequestWaiverProofSeen,
    /// For the person or for an authority (GewO § 150).
    TradeKind,
    /// Who applies for the extract.
    TradeApplicant,
    /// What was presented: original, copy, or an electronic document (VwVfG § 33).
    CertificationPresentedAs,
    /// Exact designation of the document.
    CertificationDocument,
    /// Why the copy may be certified (VwVfG § 33(1)).
    CertificationBasis,
    /// The authority to which it will be presented.
    CertificationForAuthority,
    /// The copy is an electronic one, to be sealed (VwVfG § 33(4) no. 4).
    CertificationElectronic,
    /// Whose signature or seal the electronic document has.
    CertificationSignatureHolder,
    /// When it was signed or sealed, by the check.
    CertificationSignedAt,
    /// Certificates on which that rests.
    CertificationCertificates,
    /// A signature or a mark of the hand (VwVfG § 34(4)).
    CertificationKind,
    /// Made or acknowledged before the clerk (VwVfG § 34(3)).
    CertificationPresence,
    /// Number in the register of certifications; the companion notes it.
    CertificationNumber,
    /// Number of pages of the copy; the companion notes it.
    CertificationPages,
    /// The document shows changes (VwVfG § 33(2)).
    GroundChanges,
    /// Several sheets do not hang together any more (VwVfG § 33(2)).
    GroundTakenApart,
    /// Another law reserves the certification (VwVfG § 33(1)).
    GroundReserved,
    /// In a foreign language, without a recognised translation.
    GroundForeign,
    /// There is no text over the signature (VwVfG § 34(2)).
    GroundNoText,
    /// A notary must certify it (BGB § 129, VwVfG § 34(1)).
    GroundPublic,
    /// No authority or body asks for it by law (VwVfG § 34(1)).
    GroundNoRecipient,
}
