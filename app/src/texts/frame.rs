//! What stands around every screen.

use amtskoffer_contract::bridge::{CaseState, DeviceState, Event, UploadState};

use super::{device, payment};

/// Name of the application, also the end of every title.
pub const APP: &str = "Amtskoffer";
/// Skip link.
pub const SKIP: &str = "Zum Inhalt springen";
/// Label of the navigation.
pub const NAVIGATION: &str = "Hauptnavigation";
/// Navigation: start.
pub const NAV_START: &str = "Start";
/// Navigation: search.
pub const NAV_SEARCH: &str = "Person suchen";
/// Navigation: cases.
pub const NAV_CASES: &str = "Vorgänge";
/// Label of the status bar.
pub const STATUS: &str = "Zustand des Koffers";
/// Status bar: nobody has named herself.
pub const NOBODY: &str = "noch niemand angemeldet";
/// Status bar: uploads.
pub const UPLOADS: &str = "Übertragung";
/// Status bar: nothing to be sent.
pub const NO_UPLOADS: &str = "nichts offen";
/// Status bar: the clerk.
pub const CLERK: &str = "Am Koffer";
/// Status bar: the connection to the companion, when it is not open.
pub const COMPANION: &str = "Begleitdienst";
/// The connection is being set up again.
pub const RECONNECTING: &str = "wird verbunden";
/// Prefix of the title when a form has errors.
pub const ERROR_PREFIX: &str = "Fehler: ";
/// Heading of an address that names no screen.
pub const UNKNOWN: &str = "Diese Seite gibt es nicht";
/// What to do then.
pub const UNKNOWN_REMEDY: &str = "Gehen Sie zurück zum Start.";
/// Link.
pub const TO_START: &str = "Zum Start";
/// Switch for shortcuts.
pub const SHORTCUTS: &str = "Tastenkürzel benutzen";
/// Heading of a failure.
pub const FAILED: &str = "Das hat nicht geklappt";
/// Loading.
pub const LOADING: &str = "Wird geladen …";
/// While a picture is on its way.
pub const PICTURE_LOADING: &str = "Bild wird geladen …";
/// A picture could not be loaded.
pub const PICTURE_FAILED: &str = "Das Bild konnte nicht geladen werden.";
/// Legal note at the foot.
pub const FOOT: &str = "Der Koffer speichert keine Daten. Alles liegt im Arbeitsspeicher, bis das Rechenzentrum den \
     Empfang bestätigt hat.";

/// Uploads in words.
pub fn uploads(open: usize, percent: u64, waiting: bool) -> String {
    let cases = if open == 1 {
        "1 Vorgang".to_owned()
    } else {
        format!("{open} Vorgänge")
    };
    if waiting {
        return format!("{cases}, wartet auf die Leitung");
    }
    format!("{cases}, {percent} %")
}

/// Name of the entry for all devices that need no attention.
pub const DEVICES: &str = "Geräte";

/// How many devices are ready, and whether that is all of them.
pub fn devices_ready(ready: usize, all: bool) -> String {
    if all {
        format!("alle {ready} bereit")
    } else {
        format!("{ready} bereit")
    }
}

/// Title of the document.
pub fn title(screen: &str) -> String {
    format!("{screen} – {APP}")
}

/// What a screen reader says about an event; nothing about mere progress.
pub fn spoken(event: &Event) -> Option<String> {
    match event {
        Event::Device(view) => {
            let name = device::kind(view.kind);
            let advice = match view.state {
                DeviceState::Warning { cause } | DeviceState::Fault { cause } => {
                    device::cause(cause).what
                }
                _ => String::new(),
            };
            Some(
                format!("{name}: {}. {advice}", device::state(&view.state))
                    .trim()
                    .to_owned(),
            )
        }
        Event::Line(line) => Some(format!("{}: {}.", device::LINE, device::line(line.state))),
        Event::Upload(upload) => match upload.state {
            UploadState::Running | UploadState::Resting => None,
            UploadState::WaitingForLine => Some("Die Übertragung wartet auf die Leitung.".into()),
            UploadState::Refused { .. } => Some("Die Übertragung wurde abgelehnt.".into()),
            UploadState::Done => Some("Die Übertragung ist bestätigt.".into()),
        },
        Event::Case(case) if case.state == CaseState::Acknowledged => {
            Some("Das Rechenzentrum hat den Vorgang bestätigt.".into())
        }
        Event::Payment(view) => view.work.as_ref().map(payment::spoken),
        // All others are told by the screens of their area.
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{title, uploads};

    #[test]
    fn uploads_are_counted_in_german() {
        assert_eq!(uploads(1, 40, false), "1 Vorgang, 40 %");
        assert_eq!(uploads(2, 0, true), "2 Vorgänge, wartet auf die Leitung");
    }

    #[test]
    fn the_screen_comes_first_in_the_title() {
        assert_eq!(title("Person suchen"), "Person suchen – Amtskoffer");
    }
}
