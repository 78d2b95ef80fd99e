//! Search in the register.

/// Heading.
pub const TITLE: &str = "Person suchen";
/// Group.
pub const PURPOSE: &str = "Anlass der Abfrage";
/// Note.
pub const PURPOSE_HINT: &str =
    "Jede Abfrage wird mit Anlass und Aktenzeichen protokolliert (§ 40 BMG).";
/// Field.
pub const REASON: &str = "Anlass";
/// Hint.
pub const REASON_HINT: &str = "Zum Beispiel: Antrag auf Personalausweis";
/// Field.
pub const FILE_NUMBER: &str = "Aktenzeichen";
/// Hint.
pub const FILE_NUMBER_HINT: &str = "Zum Beispiel: 112-04/2026";
/// Group.
pub const CRITERIA: &str = "Suchangaben";
/// Note.
pub const CRITERIA_HINT: &str =
    "Der Familienname und mindestens eine weitere Angabe. Der Anfang eines Namens genügt.";
/// Field.
pub const FAMILY_NAME: &str = "Familien- oder Geburtsname";
/// Field.
pub const FIRST_NAMES: &str = "Vornamen";
/// Field.
pub const BIRTH_DATE: &str = "Geburtsdatum";
/// Field.
pub const STREET: &str = "Straße";
/// Field.
pub const PLACE: &str = "Postleitzahl oder Ort";
/// Button.
pub const SEARCH: &str = "Suchen";
/// While searching.
pub const SEARCHING: &str = "Es wird gesucht …";
/// Problem.
pub const REASON_MISSING: &str = "Geben Sie den Anlass mit 3 bis 100 Buchstaben ein.";
/// Problem.
pub const FILE_NUMBER_MISSING: &str = "Geben Sie das Aktenzeichen mit 1 bis 40 Zeichen ein.";
/// Problem.
pub const FAMILY_NAME_MISSING: &str = "Geben Sie den Familiennamen oder seinen Anfang ein.";
/// Problem.
pub const CRITERION_MISSING: &str =
    "Geben Sie mindestens eine weitere Angabe ein, zum Beispiel den Vornamen.";
/// Problem.
pub const NOT_A_DATE: &str = "Geben Sie das Geburtsdatum mit Tag, Monat und Jahr ein.";
/// Problem.
pub const NO_SUCH_DAY: &str = "Diesen Tag gibt es im Kalender nicht. Prüfen Sie Tag und Monat.";
/// Problem.
pub const TOO_LONG: &str = "Kürzen Sie die Angabe auf höchstens 120 Zeichen.";
/// Nobody found.
pub const NOBODY: &str = "Keine Person gefunden";
/// What to do then.
pub const NOBODY_REMEDY: &str = "Prüfen Sie die Schreibweise, oder lassen Sie eine Angabe weg. Umlaute und Sonderzeichen spielen \
     für die Suche keine Rolle.";
/// More than shown.
pub const MORE: &str = "Es gibt noch mehr Treffer";
/// What to do then.
pub const MORE_REMEDY: &str = "Ergänzen Sie eine Angabe, um die Suche einzugrenzen.";
/// Column.
pub const COLUMN_NAME: &str = "Name";
/// Column.
pub const COLUMN_BIRTH: &str = "Geburtsdatum";
/// Column.
pub const COLUMN_ADDRESS: &str = "Anschrift";
/// Column.
pub const COLUMN_ACTION: &str = "Auswahl";
/// Button in a row.
pub const OPEN: &str = "Öffnen";
/// Mark in a row.
pub const PROTECTED: &str = "Auskunftssperre";
/// Question before a protected person.
pub const PROTECTED_TITLE: &str = "Person mit Auskunftssperre öffnen?";
/// What to know.
pub const PROTECTED_TEXT: &str = "Für diese Person besteht eine Auskunftssperre (§ 51 BMG). Öffnen Sie sie nur, wenn sie selbst \
     vor Ihnen steht oder der Anlass es erfordert. Achten Sie darauf, dass niemand mitliest.";
/// No.
pub const CANCEL: &str = "Abbrechen";
/// No dwelling.
pub const NO_ADDRESS: &str = "ohne feste Wohnung";

/// Heading of the hits.
pub fn hits(count: usize) -> String {
    match count {
        0 => NOBODY.to_owned(),
        1 => "1 Person gefunden".to_owned(),
        _ => format!("{count} Personen gefunden"),
    }
}
