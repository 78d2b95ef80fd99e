//! Keys on the screen: digits, special letters, and the list of shortcuts.

/// Button.
pub const DIGITS: &str = "Ziffern";
/// Name of a key.
pub const COMMA: &str = "Komma";
/// Name of a key.
pub const BACK: &str = "Letzte Stelle löschen";
/// Button.
pub const LETTERS: &str = "Sonderzeichen";
/// Name of the first row.
pub const BASES: &str = "Grundbuchstabe";

/// Name of the pad of a field.
pub fn pad(field: &str) -> String {
    format!("Ziffern für {field}")
}

/// Name of the second row.
pub fn of_base(base: char) -> String {
    if base.is_ascii_uppercase() {
        return format!("Sonderzeichen zu {base}");
    }
    "Weitere Zeichen in Namen".to_owned()
}

/// Heading of the overview.
pub const SHORTCUTS: &str = "Tastenkürzel";
/// What they are.
pub const SHORTCUTS_HINT: &str =
    "Jedes Kürzel steht auch auf seiner Schaltfläche. Kein Kürzel ist ein einzelner Buchstabe.";
/// They are switched off.
pub const SHORTCUTS_OFF: &str = "Die Tastenkürzel sind ausgeschaltet. Nur Strg+L zum Sperren wirkt immer. Einschalten können Sie sie unten auf der Seite.";
/// Column.
pub const COLUMN_KEY: &str = "Taste";
/// Column.
pub const COLUMN_ACT: &str = "Was sie tut";

/// All keys with what they do.
pub const ALL: [(&str, &str); 12] = [
    (
        "F1, ?",
        "Diese Übersicht öffnen; noch einmal führt zurück. Das Fragezeichen wirkt nicht, während Sie in ein Feld schreiben",
    ),
    ("F2", "Weiter: die wichtigste Schaltfläche der Seite"),
    (
        "F4",
        "Zurück zur Aufgabenliste; in der Aufgabenliste und der Suche: Ausweis lesen; dort: Kamera öffnen und aufnehmen",
    ),
    (
        "F6",
        "Nächsten offenen Vorgang zeigen, dort, wo Sie aufgehört haben",
    ),
    (
        "F7",
        "Bildschirm zur Person drehen; noch einmal führt zurück",
    ),
    (
        "F8",
        "Vorgang parken; beim Lesen eines Ausweises: Gelesenes verwenden; bei der Übermittlung: als zweite Person freigeben; in der Schnellspur: nächste Person",
    ),
    ("F9", "Verlauf des Termins"),
    ("Strg+L", "Bildschirm sperren"),
    (
        "Strg+Z",
        "Letzte Änderung an den Angaben des Abschnitts zurücknehmen",
    ),
    ("Tab, Umschalt+Tab", "Zum nächsten oder vorigen Feld"),
    ("Leertaste, Pfeiltasten", "Ankreuzen, auswählen"),
    ("Enter", "Abschnitt abschließen oder Schaltfläche drücken"),
];
