//! The readiness coach.

use amtskoffer_contract::bridge::PersonTask;

use super::Advice;

/// Title and name in the navigation.
pub const TITLE: &str = "Koffer bereit?";
/// Heading of the list.
pub const POINTS: &str = "Geräte und Leitung";
/// Button.
pub const CHECK: &str = "Jetzt prüfen";
/// Button beside one device.
pub const AGAIN: &str = "Noch einmal prüfen";
/// Button beside the printer.
pub const TEST_PAGE: &str = "Probeseite drucken";
/// Link on the start screen.
pub const TO_COACH: &str = "Koffer prüfen und Störungen beheben";
/// Before the code of an error.
pub const CODE: &str = "Fehlercode für die IT:";
/// Before the kinds that this suitcase has not.
pub const NOT_CONFIGURED: &str = "In diesem Koffer nicht eingerichtet:";

/// State in words.
pub const READY: &str = "bereit";
/// State in words.
pub const NOTICED: &str = "bereit, mit Hinweis";
/// State in words.
pub const UNTRIED: &str = "noch auszuprobieren";
/// State in words.
pub const TESTING: &str = "wird geprüft";
/// State in words.
pub const FAILED: &str = "gestört";

/// Shown and announced while tests run.
pub const ALL_TESTING: &str = "Der Koffer wird geprüft …";
/// Shown and announced.
pub const ALL_READY: &str = "Der Koffer ist bereit.";
/// Shown and announced.
pub const ALL_NOTICED: &str = "Der Koffer ist bereit. Beachten Sie die Hinweise.";
/// Shown and announced.
pub const ALL_UNTRIED: &str =
    "Der Koffer ist bereit. Einiges können Sie noch mit einem Handgriff ausprobieren.";

/// Shown and announced: how many points do not work.
pub fn all_failed(count: usize) -> String {
    if count == 1 {
        return "Der Koffer ist nicht bereit: 1 Punkt ist gestört.".to_owned();
    }
    format!("Der Koffer ist nicht bereit: {count} Punkte sind gestört.")
}

/// How long it took from opening the lid to ready.
pub fn ready_after(milliseconds: u32) -> String {
    format!(
        "Vom Aufklappen bis bereit: {}.",
        seconds_in_words(milliseconds)
    )
}

/// How long one test took.
pub fn tested_in(milliseconds: u32) -> String {
    format!("geprüft in {}", seconds(milliseconds))
}

/// What a person must do so that a test can go on.
pub fn task(task: PersonTask) -> Advice {
    let (what, remedy) = match task {
        PersonTask::InsertPaper => (
            "Der Drucker antwortet, hat aber kein Papier.",
            "Legen Sie ein Blatt Papier ein und prüfen Sie noch einmal.",
        ),
        PersonTask::PlaceSheet => (
            "Der Scanner ist bereit. Ein Blatt fehlt für die Probe.",
            "Legen Sie ein Blatt ein und prüfen Sie noch einmal.",
        ),
        PersonTask::PlaceCard => (
            "Der Kartenleser ist bereit. Eine Karte fehlt für die Probe.",
            "Legen Sie einen Ausweis auf und prüfen Sie noch einmal.",
        ),
        PersonTask::PlaceFinger => (
            "Der Fingerabdruckscanner ist bereit. Ein Finger fehlt für die Probe.",
            "Legen Sie einen Finger auf und prüfen Sie noch einmal.",
        ),
        PersonTask::Sign => (
            "Das Unterschriftenpad ist bereit. Eine Unterschrift fehlt für die Probe.",
            "Unterschreiben Sie zur Probe auf dem Pad und prüfen Sie noch einmal.",
        ),
        PersonTask::ShowToken => (
            "Das Änderungsterminal wartet auf seine Freigabe.",
            "Halten Sie Ihren Schlüssel an das Terminal und prüfen Sie noch einmal.",
        ),
        PersonTask::ConnectCamera => (
            "Die Bilder der Kamera sind nicht erreichbar.",
            "Verbinden Sie die Kamera oder stecken Sie ihre Speicherkarte ein und prüfen Sie noch einmal.",
        ),
    };
    Advice::new(what, remedy)
}

/// `0,3 s`, rounded up so that nothing takes no time.
fn seconds(milliseconds: u32) -> String {
    let tenths = milliseconds.div_ceil(100).max(1);
    format!("{},{} s", tenths / 10, tenths % 10)
}

fn seconds_in_words(milliseconds: u32) -> String {
    let tenths = milliseconds.div_ceil(100).max(1);
    format!("{},{} Sekunden", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::{all_failed, ready_after, task, tested_in};
    use crate::texts::assert_sentence;
    use amtskoffer_contract::bridge::PersonTask;

    #[test]
    fn every_task_is_a_sentence_with_what_to_do() {
        for each in [
            PersonTask::InsertPaper,
            PersonTask::PlaceSheet,
            PersonTask::PlaceCard,
            PersonTask::PlaceFinger,
            PersonTask::Sign,
            PersonTask::ShowToken,
            PersonTask::ConnectCamera,
        ] {
            let advice = task(each);
            assert_sentence(&advice.what);
            assert_sentence(&advice.remedy);
        }
    }

    #[test]
    fn times_are_written_in_german() {
        assert_eq!(tested_in(0), "geprüft in 0,1 s");
        assert_eq!(tested_in(1_234), "geprüft in 1,3 s");
        assert_eq!(
            ready_after(2_000),
            "Vom Aufklappen bis bereit: 2,0 Sekunden."
        );
    }

    #[test]
    fn faults_are_counted_in_german() {
        assert!(all_failed(1).ends_with("1 Punkt ist gestört."));
        assert!(all_failed(3).ends_with("3 Punkte sind gestört."));
    }
}
