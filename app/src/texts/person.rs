//! Person sheet.

use amtskoffer_contract::register::{DocumentKind, DwellingKind, GuardianRole};

/// Heading without a person.
pub const TITLE: &str = "Person";
/// After a reload the person must be searched again.
pub const GONE: &str = "Es ist keine Person aufgerufen";
/// What to do.
pub const GONE_REMEDY: &str =
    "Suchen Sie die Person noch einmal. Offene Vorgänge finden Sie unter „Vorgänge“.";
/// Heading.
pub const WARNINGS: &str = "Bitte beachten";
/// Heading.
pub const DATA: &str = "Daten im Register";
/// Heading.
pub const DOCUMENTS: &str = "Dokumente";
/// Heading.
pub const SERVICES: &str = "Was möchte die Person?";
/// Button.
pub const OPEN_CASE: &str = "Vorgang beginnen";
/// Question.
pub const SERVICE: &str = "Leistung";
/// Nothing chosen.
pub const SERVICE_MISSING: &str = "Wählen Sie eine Leistung.";
/// Link.
pub const BACK: &str = "Zurück zur Suche";
/// Fact.
pub const USUAL: &str = "Rufname";
/// Fact.
pub const AGE: &str = "Alter";
/// Fact.
pub const MUNICIPALITY: &str = "Gemeinde";
/// Fact.
pub const CARE_HOME: &str = "Einrichtung";
/// Fact.
pub const NATIONALITIES: &str = "Staatsangehörigkeiten";
/// German.
pub const GERMAN: &str = "deutsch";
/// No documents.
pub const NO_DOCUMENTS: &str = "Dem Register ist kein Dokument bekannt.";
/// A lost document.
pub const LOST: &str = "als verloren gemeldet";
/// No dwelling.
pub const NO_DWELLING: &str = "Keine Wohnung";

/// Age in words.
pub fn age(years: u16) -> String {
    if years == 1 {
        "1 Jahr".to_owned()
    } else {
        format!("{years} Jahre")
    }
}

/// Kind of dwelling.
pub fn dwelling(kind: DwellingKind) -> &'static str {
    match kind {
        DwellingKind::Sole => "Alleinige Wohnung",
        DwellingKind::Main => "Hauptwohnung",
        DwellingKind::Secondary => "Nebenwohnung",
    }
}

/// Kind of document.
pub fn document(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::IdCard => "Personalausweis",
        DocumentKind::TemporaryIdCard => "Vorläufiger Personalausweis",
        DocumentKind::Passport => "Reisepass",
        DocumentKind::ResidencePermit => "Elektronischer Aufenthaltstitel",
    }
}

/// Role of a guardian.
pub fn guardian(role: GuardianRole) -> &'static str {
    match role {
        GuardianRole::Parent => "Sorgeberechtigt",
        GuardianRole::LegalGuardian => "Vormund",
        GuardianRole::Custodian => "Betreuung",
    }
}

/// Until when a document is or was valid.
pub fn valid_until(date: &str, expired: bool) -> String {
    if expired {
        format!("abgelaufen am {date}")
    } else {
        format!("gültig bis {date}")
    }
}
