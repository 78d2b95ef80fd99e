//! Documents on paper that are scanned.

use amtskoffer_contract::bridge::{ScanColours, ScanResolution, ScanSource};
use amtskoffer_domain::services::PaperKind;

/// Heading.
pub const TITLE: &str = "Unterlagen einscannen";
/// What to do.
pub const INTRO: &str = "Sie können mitgebrachte Unterlagen einscannen und mit dem Antrag übermitteln. Nötig ist es nicht: \
     Was eingesehen werden muss, vermerken Sie im Abschnitt „Identität und Unterlagen“.";
/// What to do where the case is not complete without a scan.
pub const INTRO_NEEDED: &str = "Ohne den Scan ist der Vorgang nicht vollständig. Scannen Sie alle Seiten in ihrer Reihenfolge.";
/// Back to the section.
pub fn back(section: &str) -> String {
    format!("Zurück zu „{section}“")
}
/// Heading over the choices.
pub const NEW: &str = "Neues Dokument";
/// Question.
pub const KIND: &str = "Was wird eingescannt?";
/// Problem.
pub const KIND_MISSING: &str = "Wählen Sie aus, was eingescannt wird.";
/// Question.
pub const SOURCE: &str = "Wo liegt das Papier?";
/// Question.
pub const COLOURS: &str = "Farbe";
/// Question.
pub const RESOLUTION: &str = "Auflösung";
/// Button.
pub const SCAN: &str = "Einscannen";
/// Button.
pub const CANCEL: &str = "Abbrechen";
/// Heading over the run.
pub const RUNNING: &str = "Der Scanner arbeitet";
/// While nothing has come yet, or between two pages.
pub const WAITING: &str = "Der Scanner bereitet die nächste Seite vor.";
/// While the scanner is asked what it can do.
pub const ASKING: &str = "Der Scanner wird gefragt, was er kann.";
/// Title of a notice.
pub const NOT_READY: &str = "Der Dokumentenscanner ist nicht bereit";
/// Button.
pub const ASK_AGAIN: &str = "Scanner erneut prüfen";
/// Title of a notice.
pub const ENDED_EARLY: &str = "Der Scan ist nicht vollständig";
/// Heading over the documents.
pub const SCANNED: &str = "Eingescannte Dokumente";
/// There are none.
pub const NONE: &str = "Es ist noch nichts eingescannt.";
/// Button at a document.
pub const APPEND: &str = "Seiten anhängen";
/// Button at a document.
pub const DROP_DOCUMENT: &str = "Dokument löschen";
/// Question before it.
pub const DROP_QUESTION: &str = "Dokument löschen?";
/// What follows from a yes.
pub const DROP_TEXT: &str = "Alle Seiten dieses Dokuments werden aus dem Vorgang gelöscht.";
/// The no.
pub const KEEP: &str = "Behalten";
/// Button at a page.
pub const REPLACE: &str = "Neu scannen";
/// Button at a page.
pub const DROP_PAGE: &str = "Löschen";
/// Announced.
pub const PAGE_DROPPED: &str = "Die Seite ist gelöscht.";
/// Announced.
pub const DOCUMENT_DROPPED: &str = "Das Dokument ist gelöscht.";
/// How a document is scanned anew or goes on.
pub const SETTINGS_HINT: &str =
    "Anhängen und neu scannen gehen mit den Einstellungen, die oben gewählt sind.";

/// Name of a kind of paper.
pub fn kind(kind: PaperKind) -> &'static str {
    match kind {
        PaperKind::BirthCertificate => "Geburtsurkunde",
        PaperKind::CivilRecord => "Ehe- oder andere Personenstandsurkunde",
        PaperKind::NationalityProof => "Nachweis der Staatsangehörigkeit",
        PaperKind::Consent => "Einverständniserklärung",
        PaperKind::PowerOfAttorney => "Vollmacht oder Betreuerausweis",
        PaperKind::LossReport => "Verlust- oder Diebstahlsanzeige",
        PaperKind::LandlordConfirmation => "Wohnungsgeberbestätigung",
        PaperKind::FeeProof => "Nachweis zur Gebühr",
        PaperKind::CertifiedPaper => "Zu beglaubigendes Schriftstück",
        PaperKind::LifeForm => "Gesiegelter Vordruck der Lebensbescheinigung",
        PaperKind::ExtendedRequest => "Aufforderung zum erweiterten Führungszeugnis",
        PaperKind::Other => "Andere Unterlage",
    }
}

/// Name of a kind of paper by its key.
pub fn kind_of(key: &str) -> &'static str {
    kind(PaperKind::from_key(key).unwrap_or(PaperKind::Other))
}

/// Where paper lies, and more about it.
pub fn source(source: ScanSource) -> (&'static str, &'static str) {
    match source {
        ScanSource::Flatbed => ("Auf dem Glas", "Eine Seite, mit der Schrift nach unten."),
        ScanSource::Feeder => ("Im Einzug, nur Vorderseiten", "Alle Blätter des Einzugs."),
        ScanSource::FeederDuplex => (
            "Im Einzug, beide Seiten",
            "Alle Blätter des Einzugs, auch leere Rückseiten.",
        ),
    }
}

/// Colours in words.
pub fn colours(colours: ScanColours) -> &'static str {
    match colours {
        ScanColours::Colour => "Farbe",
        ScanColours::Grey => "Grau",
    }
}

/// Resolution in words, and more about it.
pub fn resolution(resolution: ScanResolution) -> (&'static str, &'static str) {
    match resolution {
        ScanResolution::Dpi300 => ("300 dpi", "Reicht für Schrift und Stempel."),
        ScanResolution::Dpi600 => (
            "600 dpi",
            "Für sehr kleine Schrift; die Übertragung dauert länger.",
        ),
    }
}

/// A page comes.
pub fn page_comes(number: u32, percent: Option<u8>) -> String {
    match percent {
        Some(percent) => format!("Seite {number} wird eingescannt: {percent} %"),
        None => format!("Seite {number} wird eingescannt."),
    }
}

/// Pages of a run that are in the case.
pub fn taken(pages: u32) -> String {
    match pages {
        0 => "Keine Seite ist übernommen.".to_owned(),
        1 => "1 Seite ist übernommen.".to_owned(),
        pages => format!("{pages} Seiten sind übernommen."),
    }
}

/// How to go on after a run that ended early.
pub const GO_ON: &str =
    "Was übernommen ist, bleibt. Scannen Sie den Rest mit „Seiten anhängen“ am Dokument.";

/// A number of pages.
pub fn pages(count: usize) -> String {
    if count == 1 {
        "1 Seite".to_owned()
    } else {
        format!("{count} Seiten")
    }
}

/// Name of a document; of one whose pages only the data centre has, its kind.
pub fn document(kind: &str, count: usize) -> String {
    match count {
        0 => kind_of(kind).to_owned(),
        _ => format!("{} – {}", kind_of(kind), pages(count)),
    }
}

/// Which page of which document, for pictures and buttons.
pub fn page(kind: &str, number: usize) -> String {
    format!("Seite {number}, {}", kind_of(kind))
}

/// Caption of a page.
pub fn page_number(number: usize) -> String {
    format!("Seite {number}")
}

#[cfg(test)]
mod tests {
    use super::{
        DROP_TEXT, GO_ON, INTRO, KIND_MISSING, NONE, PaperKind, SETTINGS_HINT, WAITING, document,
        kind, page_comes, taken,
    };
    use crate::texts::assert_sentence;
    use std::collections::BTreeSet;

    #[test]
    fn sentences_are_sentences() {
        for text in [
            INTRO,
            KIND_MISSING,
            WAITING,
            NONE,
            DROP_TEXT,
            GO_ON,
            SETTINGS_HINT,
        ] {
            assert_sentence(text);
        }
        for count in 0..4 {
            assert_sentence(&taken(count));
        }
    }

    #[test]
    fn every_kind_has_a_name_of_its_own() {
        let names: BTreeSet<_> = PaperKind::all().map(kind).collect();
        assert_eq!(names.len(), PaperKind::all().count());
    }

    #[test]
    fn numbers_are_in_german() {
        assert_eq!(document("consent", 1), "Einverständniserklärung – 1 Seite");
        assert_eq!(document("other", 3), "Andere Unterlage – 3 Seiten");
        assert_eq!(document("other", 0), "Andere Unterlage");
        assert_eq!(page_comes(2, Some(40)), "Seite 2 wird eingescannt: 40 %");
    }
}
