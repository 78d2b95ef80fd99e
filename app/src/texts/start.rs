//! Start and readiness.

use super::Advice;
use crate::readiness::BrowserPart;

/// Heading.
pub const TITLE: &str = "Koffer bereit machen";
/// Heading of the form.
pub const VISIT: &str = "Wo findet der Termin statt?";
/// Field.
pub const PLACE: &str = "Ort des Termins";
/// Hint.
pub const PLACE_HINT: &str = "Zum Beispiel: Pflegeheim Sonnenhof, Musterdorf";
/// Problem.
pub const PLACE_MISSING: &str = "Geben Sie den Ort des Termins ein.";
/// Problem.
pub const TOO_LONG: &str = "Kürzen Sie die Angabe auf höchstens 80 Buchstaben.";
/// Most letters of the place.
pub const LIMIT: usize = 80;
/// Button.
pub const BEGIN: &str = "Termin beginnen";
/// Button.
pub const CHANGE: &str = "Ort ändern";
/// Link.
pub const TO_SEARCH: &str = "Person suchen";
/// Kinds of what is checked on the page's side.
pub fn browser_part(part: BrowserPart) -> &'static str {
    match part {
        BrowserPart::Companion => "Begleitdienst",
        BrowserPart::Camera => "Live-Kamera",
        BrowserPart::Pen => "Eingabe der Unterschrift",
        BrowserPart::Services => "Leistungen und Gebühren",
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

/// Neither the host nor the companion has usable files.
pub fn services_missing() -> Advice {
    Advice::new(
        "Der Katalog der Leistungen fehlt oder ist fehlerhaft.",
        "Es kann nichts beantragt werden. Rufen Sie die IT an.",
    )
}

/// The files of the host are refused; the last good ones are in force.
pub fn services_refused(why: &str) -> Advice {
    Advice::new(
        &format!("Der veröffentlichte Katalog ist fehlerhaft: {why}"),
        "Sie arbeiten mit dem letzten richtigen weiter. Melden Sie der IT diese Zeile.",
    )
}
