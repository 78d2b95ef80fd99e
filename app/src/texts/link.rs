//! The connection to the companion, in words.

use amtskoffer_contract::VersionRange;

use super::Advice;
use crate::bridge::LostReason;

/// Heading while the connection is being set up for the first time.
pub const CONNECTING: &str = "Verbindung zum Begleitdienst wird aufgebaut …";
/// Heading of the full page when it is lost.
pub const LOST: &str = "Keine Verbindung zum Begleitdienst";
/// Under the advice.
pub const TRYING: &str = "Die Seite versucht von selbst weiter, die Verbindung herzustellen.";
/// Heading when another window has taken over.
pub const SUPERSEDED: &str = "Der Amtskoffer ist in einem anderen Fenster geöffnet";
/// What to do then.
pub const SUPERSEDED_REMEDY: &str = "Arbeiten Sie im anderen Fenster weiter, oder holen Sie die Verbindung hierher zurück. \
     Es ist nichts verloren.";
/// Button.
pub const TAKE_OVER: &str = "Hier weiterarbeiten";
/// Heading when versions do not meet.
pub const MISMATCH: &str = "Seite und Begleitdienst passen nicht zusammen";
/// Button.
pub const RELOAD: &str = "Seite neu laden";
/// Notice after the companion was started anew.
pub const RESTARTED: &str = "Der Begleitdienst wurde neu gestartet. Vorgänge, die noch nicht übermittelt waren, stehen auf der \
     Seite „Koffer bereit machen“ unter „Begonnene Vorgänge“.";
/// Heading of the screen after a fault of the page itself.
pub const PANIC: &str = "Die Seite musste anhalten";
/// What to do then.
pub const PANIC_REMEDY: &str = "In der Seite ist ein Fehler aufgetreten. Laden Sie die Seite neu. Was Sie erfasst haben, \
     liegt im Begleitdienst und ist nicht verloren.";

/// Why the connection is lost, and what to do.
pub fn lost(reason: LostReason) -> Advice {
    let (what, remedy) = match reason {
        LostReason::ExtensionMissing => (
            "Die Erweiterung „Amtskoffer Relais“ fehlt in diesem Browser.",
            "Rufen Sie die IT an. Die Erweiterung wird zentral verteilt.",
        ),
        LostReason::NotInstalled => (
            "Der Begleitdienst ist auf diesem Gerät nicht eingerichtet.",
            "Rufen Sie die IT an.",
        ),
        LostReason::Forbidden => (
            "Die Richtlinien dieses Geräts erlauben den Begleitdienst nicht.",
            "Rufen Sie die IT an.",
        ),
        LostReason::CompanionGone => (
            "Der Begleitdienst antwortet nicht.",
            "Warten Sie einen Moment: Er wird von selbst neu gestartet. Dauert es länger als eine \
             Minute, melden Sie sich am Gerät ab und wieder an, oder rufen Sie die IT an.",
        ),
        LostReason::Garbled => (
            "Der Begleitdienst sendet Unverständliches.",
            "Laden Sie die Seite neu. Hilft das nicht, rufen Sie die IT an.",
        ),
    };
    Advice::new(what, remedy)
}

/// Who must be updated.
pub fn mismatch(page: VersionRange, companion: VersionRange) -> Advice {
    let older = if page.max < companion.min {
        "Die Seite"
    } else {
        "Der Begleitdienst"
    };
    let what = format!(
        "{older} ist zu alt. Seite: {}, Begleitdienst: {}.",
        versions(page),
        versions(companion)
    );
    let remedy = "Laden Sie die Seite neu. Hilft das nicht, rufen Sie die IT an und nennen Sie \
                  diese Angaben.";
    Advice {
        what,
        remedy: remedy.to_owned(),
    }
}

fn versions(range: VersionRange) -> String {
    if range.min == range.max {
        return format!("Version {}", range.min);
    }
    format!("Versionen {} bis {}", range.min, range.max)
}

#[cfg(test)]
mod tests {
    use super::{lost, mismatch};
    use crate::bridge::LostReason;
    use crate::texts::assert_sentence;
    use amtskoffer_contract::VersionRange;

    #[test]
    fn every_reason_is_explained() {
        for reason in LostReason::ALL {
            assert_sentence(&lost(reason).what);
            assert_sentence(&lost(reason).remedy);
        }
    }

    #[test]
    fn the_older_side_is_named() {
        let old = VersionRange { min: 1, max: 2 };
        let new = VersionRange { min: 3, max: 3 };
        assert!(mismatch(old, new).what.starts_with("Die Seite ist zu alt"));
        assert!(
            mismatch(new, old)
                .what
                .starts_with("Der Begleitdienst ist zu alt")
        );
    }
}
