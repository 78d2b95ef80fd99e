//! Start and readiness.

use super::Advice;
use crate::readiness::BrowserPart;

/// Heading.
pub const TITLE: &str = "Koffer bereit machen";
/// Heading of the form.
pub const WHO: &str = "Wer arbeitet am Koffer?";
/// Note below it: no sign-in yet.
pub const WHO_HINT: &str = "Der Name steht auf Quittungen und im Protokoll der Registerabfragen. Geprüft wird er noch \
     nicht.";
/// Field.
pub const CLERK: &str = "Ihr Name";
/// Field.
pub const PLACE: &str = "Ort des Termins";
/// Hint.
pub const PLACE_HINT: &str = "Zum Beispiel: Pflegeheim Sonnenhof, Musterdorf";
/// Problem.
pub const CLERK_MISSING: &str = "Geben Sie Ihren Namen ein.";
/// Problem.
pub const PLACE_MISSING: &str = "Geben Sie den Ort des Termins ein.";
/// Problem.
pub const TOO_LONG: &str = "Kürzen Sie die Angabe auf höchstens 80 Buchstaben.";
/// Most letters of name and place.
pub const LIMIT: usize = 80;
/// Button.
pub const BEGIN: &str = "Termin beginnen";
/// Button.
pub const CHANGE: &str = "Angaben ändern";
/// Link.
pub const TO_SEARCH: &str = "Person suchen";
/// Kinds of what is checked on the page's side.
pub fn browser_part(part: BrowserPart) -> &'static str {
    match part {
        BrowserPart::Companion => "Begleitdienst",
        BrowserPart::Camera => "Live-Kamera",
        BrowserPart::Pen => "Eingabe der Unterschrift",
        BrowserPart::Fees => "Gebührentabelle",
    }
}

/// The camera is missing.
pub fn camera_missing() -> Advice {
    Advice::new(
        "Der Browser findet keine Kamera.",
        "Prüfen Sie das Kabel der Kamera und drücken Sie „Noch einmal prüfen“.",
    )
}

/// No pen and no touch.
pub fn pen_missing() -> Advice {
    Advice::new(
        "Dieser Bildschirm hat weder Stift noch Touch.",
        "Unterschriften können mit der Maus gezeichnet werden. Besser ist ein Gerät mit Stift.",
    )
}

/// The fee file is missing or wrong.
pub fn fees_missing() -> Advice {
    Advice::new(
        "Die Gebührentabelle fehlt oder ist fehlerhaft.",
        "Gebühren können nicht berechnet werden. Rufen Sie die IT an.",
    )
}
