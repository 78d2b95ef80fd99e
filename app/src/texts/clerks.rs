//! Signing in, the locked screen, new passkeys, and the approval by a second person.

/// Heading of the sign-in page.
pub const SIGN_IN: &str = "Am Koffer anmelden";
/// What to do.
pub const SIGN_IN_INTRO: &str = "Melden Sie sich mit Ihrem Passkey an. Halten Sie dafür Ihren Sicherheitsschlüssel bereit und \
     bestätigen Sie mit PIN oder Fingerabdruck.";
/// A second person may come.
pub const SIGN_IN_SECOND: &str = "Arbeiten Sie zu zweit, meldet sich die zweite Person danach auf der Startseite an.";
/// Button.
pub const SIGN_IN_BUTTON: &str = "Mit Passkey anmelden";
/// Heading of the locked screen.
pub const LOCKED: &str = "Bildschirm gesperrt";
/// What to do.
pub const LOCKED_INTRO: &str = "Nichts geht verloren: Offene Vorgänge bleiben im Koffer, Übertragungen laufen weiter. Entsperren \
     kann, wer angemeldet ist.";
/// Button.
pub const UNLOCK: &str = "Mit Passkey entsperren";
/// Button in the frame.
pub const LOCK: &str = "Sperren";
/// Its key, as it stands on keyboards.
pub const LOCK_KEY: &str = "Strg+L";
/// Heading of the page that a one-time link opens.
pub const ENROL: &str = "Neuen Passkey einrichten";
/// What to do.
pub const ENROL_INTRO: &str = "Die Verwaltung hat für Sie einen Link erstellt, der genau einmal gilt. Stecken Sie Ihren \
     Sicherheitsschlüssel an und drücken Sie den Knopf.";
/// Button.
pub const ENROL_BUTTON: &str = "Passkey jetzt einrichten";
/// The address held no link.
pub const ENROL_NO_LINK: &str = "In dieser Adresse steht kein Link. Öffnen Sie den Link der Verwaltung noch einmal.";
/// Link to go on with.
pub const TO_SIGN_IN: &str = "Weiter zur Anmeldung";
/// Heading over who is signed in.
pub const WHO: &str = "Angemeldet am Koffer";
/// Button.
pub const SECOND_BUTTON: &str = "Zweite Person anmelden";
/// Button; whose follows.
pub const SIGN_OUT: &str = "Abmelden";
/// Said when somebody has left.
pub const SIGNED_OUT: &str = "Abgemeldet.";
/// Heading of the approval.
pub const APPROVAL: &str = "Freigabe durch eine zweite Person";
/// What it is for.
pub const APPROVAL_INTRO: &str = "Für diesen Antrag gilt das Vier-Augen-Prinzip. Eine zweite Person prüft ihn und gibt ihn mit ihrem \
     eigenen Passkey frei. Danach kann er nicht mehr unbemerkt geändert werden.";
/// Button.
pub const APPROVE: &str = "Als zweite Person freigeben";
/// Title when it was approved.
pub const APPROVED: &str = "Der Antrag ist freigegeben";
/// The case can be changed again.
pub const REOPEN_INTRO: &str = "Der Antrag ist fertiggestellt und gegen Änderungen gesperrt. Wenn Sie ihn wieder bearbeiten, verfällt \
     eine Freigabe.";
/// Button.
pub const REOPEN: &str = "Antrag wieder bearbeiten";
/// Said when it is a draft again.
pub const REOPENED: &str = "Der Antrag kann wieder bearbeitet werden.";

/// Who is signed in.
pub fn signed_in(names: &[String]) -> String {
    format!("Angemeldet: {}.", names.join(" und "))
}

/// Whose passkey was made.
pub fn enrolled(name: &str) -> String {
    format!("Der Passkey von {name} ist eingerichtet.")
}

/// Who has approved.
pub fn approved_by(name: &str) -> String {
    format!("Freigegeben von {name}.")
}

#[cfg(test)]
mod tests {
    use super::{approved_by, enrolled, signed_in};
    use crate::texts::assert_sentence;

    #[test]
    fn persons_are_named_in_sentences() {
        let names = ["Jana Groß".to_owned(), "Ute Meyer".to_owned()];
        assert_eq!(signed_in(&names), "Angemeldet: Jana Groß und Ute Meyer.");
        assert_sentence(&signed_in(&names[..1]));
        assert_sentence(&enrolled("Jana Groß"));
        assert_sentence(&approved_by("Ute Meyer"));
    }
}
