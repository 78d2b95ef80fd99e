//! Looking residents up in the town's register.
//!
//! Search rules and logging follow BMG §§ 38–40: a search needs a name and a further datum, every
//! look-up carries a reason and a file number, hits that are not needed are not kept.

use serde::{Deserialize, Serialize};

/// Why and for which file a clerk looks into the register (BMG § 40; logged at the gateway).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Purpose {
    /// Anlass: the service or reason in words, 3–100 letters.
    pub reason: String,
    /// Aktenzeichen: file number of the town, 1–40 letters.
    pub file_number: String,
    /// Name of the clerk as she gave it. Until sign-in exists this is a claim, not a proof.
    pub clerk: String,
}

/// What to search for. At least a family name and one further datum (BMG § 38).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SearchCriteria {
    /// Family or birth name, or its beginning; compared in the search form of DIN 91379.
    #[serde(default)]
    pub family_name: String,
    /// First names, or the beginning of one.
    #[serde(default)]
    pub first_names: String,
    /// `YYYY-MM-DD`, unknown parts as `XX`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<String>,
    /// Street without house number, or its beginning.
    #[serde(default)]
    pub street: String,
    /// Postcode or place.
    #[serde(default)]
    pub place: String,
}

/// A search in the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SearchRequest {
    /// Reason and file number.
    pub purpose: Purpose,
    /// What to search for.
    pub criteria: SearchCriteria,
}

/// The minimal answer to a search: just enough to choose the right person (BMG § 38).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchHit {
    /// The register's own opaque key of the person.
    pub record: String,
    /// Family name.
    pub family_name: String,
    /// First names.
    pub first_names: String,
    /// `YYYY-MM-DD`, unknown parts as `XX`.
    pub birth_date: String,
    /// Street with house number, postcode and place in one line; empty without a dwelling.
    pub address: String,
    /// Whether the person is marked (Auskunftssperre, § 51 BMG): warn before showing more.
    pub protected: bool,
}

/// Answer to a search.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchAnswer {
    /// At most 50 hits, best first.
    pub hits: Vec<SearchHit>,
    /// More persons match than are shown: the clerk should add a datum.
    pub more: bool,
}

/// Fetching one person's record after choosing a hit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordRequest {
    /// Reason and file number.
    pub purpose: Purpose,
    /// Key from [`SearchHit::record`].
    pub record: String,
}

/// One resident as the register gives it to the issuing office (BMG § 3).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRecord {
    /// The register's own opaque key.
    pub record: String,
    /// Amtlicher Gemeindeschlüssel of the municipality, 8 digits.
    pub municipality_key: String,
    /// Name of that municipality.
    pub municipality: String,
    /// Family name (DIN 91379, NFC).
    pub family_name: String,
    /// Birth name where it differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_name: Option<String>,
    /// All first names in register order.
    pub first_names: String,
    /// Which of the first names, counted from 0, is the one in use; none is marked when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usual_first_name: Option<u8>,
    /// Doctorate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doctorate: Option<String>,
    /// Religious or artist name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub religious_name: Option<String>,
    /// `YYYY-MM-DD`, unknown parts as `XX`.
    pub birth_date: String,
    /// Place of birth.
    pub birth_place: String,
    /// `m`, `f`, `d` (divers) or `x` (without entry).
    pub sex: String,
    /// Destatis keys, three digits; `000` is German.
    pub nationalities: Vec<String>,
    /// Current addresses, the only or main dwelling first; empty without a dwelling.
    pub addresses: Vec<Address>,
    /// Body height in centimetres from the last application.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height_cm: Option<u16>,
    /// Colour of the eyes from the last application.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub eye_colour: Option<String>,
    /// Identity documents known to the register.
    #[serde(default)]
    pub documents: Vec<HeldDocument>,
    /// Legal guardians or custodians.
    #[serde(default)]
    pub guardians: Vec<Guardian>,
    /// Marks that the clerk must see.
    #[serde(default)]
    pub marks: Vec<Mark>,
    /// Name of the care home or similar where the person lives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub care_home: Option<String>,
}

/// What the register keeps besides, only for certificates that say it (BMG §§ 3(1), 18(2)): asked for by
/// a [`RecordRequest`] of its own when such a certificate is issued, and never shown to the page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Particulars {
    /// Names before the birth name or after it that are not in use any more.
    #[serde(default)]
    pub former_names: Vec<String>,
    /// Familienstand, key of the register (`DSMeld` 1401).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marital_status: Option<String>,
    /// Day since which it holds, `YYYY-MM-DD`, unknown parts as `XX`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marital_since: Option<String>,
    /// Where it was founded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marital_place: Option<String>,
    /// Religious community under public law, key of the register (`DSMeld` 1101).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub religion: Option<String>,
    /// Spouse or partner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spouse: Option<Relative>,
    /// Children under age.
    #[serde(default)]
    pub children: Vec<Relative>,
    /// Dwellings that were given up, the last one first.
    #[serde(default)]
    pub former_addresses: Vec<FormerAddress>,
}

/// Spouse, partner or child of a person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relative {
    /// Family name.
    pub family_name: String,
    /// First names.
    pub first_names: String,
    /// `YYYY-MM-DD`, unknown parts as `XX`.
    pub birth_date: String,
    /// A block under BMG § 51 or § 52: never leaves the gateway (BMG § 18(4) with § 11(2) no. 3).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub protected: bool,
}

/// A dwelling that was given up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormerAddress {
    /// Street and house number, postcode and place in one line.
    pub address: String,
    /// Last day there, `YYYY-MM-DD`.
    pub until: String,
}

/// One current dwelling.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// Street without house number.
    pub street: String,
    /// House number with additions.
    pub house_number: String,
    /// Five digits.
    pub postcode: String,
    /// Official name of the place.
    pub place: String,
    /// Amtlicher Gemeindeschlüssel, 8 digits.
    pub municipality_key: String,
    /// Kind of dwelling (BMG § 21).
    pub kind: DwellingKind,
    /// Date of moving in, `YYYY-MM-DD`.
    pub since: String,
}

/// Kind of dwelling (BMG § 21).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DwellingKind {
    /// The only dwelling.
    Sole,
    /// Main dwelling.
    Main,
    /// Secondary dwelling.
    Secondary,
}

/// An identity document that the register knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldDocument {
    /// Which kind.
    pub kind: DocumentKind,
    /// Serial number, 9 characters.
    pub serial: String,
    /// Issuing authority.
    pub authority: String,
    /// Last day of validity, `YYYY-MM-DD`.
    pub valid_until: String,
    /// Reported lost or stolen.
    pub lost: bool,
}

/// Kind of identity document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// Personalausweis.
    IdCard,
    /// Vorläufiger Personalausweis.
    TemporaryIdCard,
    /// Reisepass.
    Passport,
    /// Elektronischer Aufenthaltstitel.
    ResidencePermit,
}

/// Somebody who acts for the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guardian {
    /// Family name.
    pub family_name: String,
    /// First names.
    pub first_names: String,
    /// `YYYY-MM-DD`.
    pub birth_date: String,
    /// In which role.
    pub role: GuardianRole,
}

/// Role of somebody who acts for another person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GuardianRole {
    /// Parent with custody (Sorgeberechtigter).
    Parent,
    /// Vormund.
    LegalGuardian,
    /// Betreuer with a scope that includes the matter.
    Custodian,
}

/// Marks in the register that the clerk must see before going on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// Auskunftssperre (BMG § 51).
    DisclosureBlock {
        /// Last day, `YYYY-MM-DD`.
        until: String,
    },
    /// Bedingter Sperrvermerk (BMG § 52).
    ConditionalBlock,
    /// Ground for refusing a passport (PassG § 7), kept under BMG § 3(2) Nr. 4.
    PassportRefusal,
    /// Order under PAuswG § 6(7): the card does not entitle its holder to leave Germany.
    IdCardOrder,
    /// The person has died.
    Deceased {
        /// Day of death, `YYYY-MM-DD`.
        on: String,
    },
    /// No tax identification number is stored.
    TaxIdMissing,
    /// Lives in the municipality without a dwelling.
    NoDwelling,
}
