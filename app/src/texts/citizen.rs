//! What the citizen sees, and how the clerk shows it to her. Information texts are files of the static
//! host (`public/citizen`).

/// Heading of the view for the clerk's navigation, and title of the second window.
pub const TITLE: &str = "Bürgeransicht";
/// Button: the same screen is turned.
pub const TURN: &str = "Bildschirm drehen";
/// Key of it.
pub const TURN_KEY: &str = "F7";
/// Button: a second screen.
pub const SECOND: &str = "Zweiter Bildschirm";
/// Announced when it was opened.
pub const SECOND_OPEN: &str = "Die Bürgeransicht ist in einem eigenen Fenster offen.";
/// Announced when it was closed.
pub const SECOND_CLOSED: &str = "Die Bürgeransicht ist ausgeschaltet.";
/// Button of the turned screen.
pub const BACK: &str = "Zurück zum Amt";
/// Link from the turned screen to the field for signing.
pub const TO_SIGN: &str = "Zum Unterschriftsfeld";
/// Heading while nothing concerns the citizen.
pub const WAITING: &str = "Bitte warten Sie einen Moment";
/// Heading of a blank screen.
pub const BLANK: &str = "Bürgeransicht aus";
/// Text of a blank screen.
pub const BLANK_TEXT: &str = "Hier wird gerade nichts gezeigt.";
/// The clerk's window answers no more.
pub const LOST_TEXT: &str =
    "Das Fenster des Amts antwortet nicht. Hier wird deshalb nichts gezeigt.";
/// Heading over data.
pub const YOUR_DATA: &str = "Ihre Angaben";
/// Opens them where the clerk sees them.
pub const THEIR_DATA: &str = "Angaben der Person ansehen";
/// Heading over printed lines.
pub const AS_PRINTED: &str = "So wird es gedruckt";
/// Heading over the zone.
pub const ZONE: &str = "Maschinenlesbare Zone";
/// Heading over the bill.
pub const FEE: &str = "Gebühr";
/// The sum.
pub const SUM: &str = "Summe";
/// Before the version.
pub const VERSION: &str = "Fassung";
/// Button: everything is right.
pub const CONFIRM: &str = "Ja, das stimmt";
/// Title once she has said so.
pub const CONFIRMED: &str = "Die Angaben sind bestätigt";
/// Shown beside the button.
pub const CONFIRM_HINT: &str = "Stimmt etwas nicht? Sagen Sie es jetzt.";
/// Button: read aloud.
pub const READ: &str = "Vorlesen";
/// Button: stop.
pub const STOP: &str = "Anhalten";
/// The device has no voice.
pub const NO_VOICE: &str =
    "Dieses Gerät kann nicht vorlesen. Bitten Sie darum, dass Ihnen der Text vorgelesen wird.";
/// Name of the choice of language.
pub const LANGUAGE: &str = "Erklärung in einer anderen Sprache";
/// No text could be loaded.
pub const NO_INFO: &str =
    "Die Erklärung konnte nicht geladen werden. Fragen Sie die Person vom Amt.";
/// It is on its way.
pub const INFO_LOADING: &str = "Die Erklärung wird geladen …";
/// Name of the step before any section.
pub const TASKS: &str = "Das wird für Sie vorbereitet";
/// Name of the step of checking.
pub const CHECK: &str = "Bitte prüfen Sie Ihre Angaben";
/// Name of the step of sending.
pub const SENDING: &str = "Ihre Angaben werden gesendet";
/// Name of the end.
pub const DONE: &str = "Fertig";
/// Heading on the screen for signing.
pub const SIGNED: &str = "Das unterschreibt die Person";
/// Not confirmed.
pub const NOT_CONFIRMED: &str =
    "Die Person hat diese Fassung noch nicht bestätigt. Zeigen Sie ihr die Bürgeransicht.";
/// Not confirmed, on the check page.
pub const CHANGED: &str =
    "Seit der Bestätigung wurde etwas geändert. Lassen Sie die Person noch einmal prüfen.";

/// Languages of the explanations: file and name.
pub const LANGUAGES: [(&str, &str); 7] = [
    ("de", "Deutsch"),
    ("de-leicht", "Leichte Sprache"),
    ("en", "English"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
    ("ar", "العربية"),
    ("pl", "Polski"),
];

/// A version in groups of four.
pub fn version(version: &str) -> String {
    let digits: Vec<char> = version.chars().collect();
    let groups = digits
        .chunks(4)
        .map(|group| group.iter().collect::<String>());
    format!("{VERSION} {}", groups.collect::<Vec<_>>().join("\u{a0}"))
}

/// The person has confirmed a version.
pub fn confirmed(shown: &str, time: &str) -> String {
    format!("{} wurde um {time} Uhr bestätigt.", version(shown))
}

#[cfg(test)]
mod tests {
    use super::version;

    #[test]
    fn a_version_is_read_in_groups() {
        assert_eq!(version("0123456789ab"), "Fassung 0123\u{a0}4567\u{a0}89ab");
    }
}
