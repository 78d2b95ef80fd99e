//! Fingerprints.

use amtskoffer_domain::rules::fingers::{Hand, MissingReason};

use super::Advice;

/// Heading.
pub const TITLE: &str = "Fingerabdrücke";
/// What is taken (PAuswG § 5 Absatz 9).
pub const INTRO: &str = "Es werden zwei Abdrücke genommen: zuerst rechts, dann links. Für jeden Finger gibt es bis zu drei \
     Versuche; die beste Aufnahme zählt.";
/// Heading over the next finger.
pub const NEXT: &str = "Als Nächstes";
/// Button.
pub const CAPTURE: &str = "Finger aufnehmen";
/// While the scanner waits for the finger.
pub const CAPTURING: &str = "Finger auflegen und ruhig halten …";
/// Below the live picture.
pub const LIVE: &str = "Live-Bild des Scanners: Liegt die Fingerkuppe in der Mitte und ist das Muster deutlich?";
/// The live picture in words.
pub const LIVE_ALT: &str = "Was der Scanner gerade sieht";
/// Button.
pub const CANCEL: &str = "Abbrechen";
/// Both hands are through.
pub const COMPLETE: &str = "Beide Hände sind abgeschlossen.";
/// Title when a hand has no print.
pub const NO_PRINT: &str = "Ohne Abdruck";
/// Heading of the table.
pub const TAKEN: &str = "Aufgenommene Abdrücke";
/// Nothing in it yet.
pub const NONE_TAKEN: &str = "Noch kein Abdruck aufgenommen.";
/// Column.
pub const FINGER: &str = "Finger";
/// Column.
pub const PREVIEW: &str = "Bild";
/// Column.
pub const QUALITY: &str = "Qualität";
/// Column.
pub const ATTEMPTS: &str = "Versuche";
/// Column.
pub const USED: &str = "Verwendung";
/// The print goes on the chip.
pub const CHOSEN: &str = "kommt auf den Chip";
/// The best print so far of a hand that is not finished.
pub const BEST_SO_FAR: &str = "bisher der beste";
/// The print does not.
pub const NOT_CHOSEN: &str = "wird nicht verwendet";
/// Summary of the part on missing fingers.
pub const MISSING: &str = "Finger fehlt oder ist nicht möglich";
/// Field.
pub const MISSING_FINGER: &str = "Welcher Finger?";
/// Field.
pub const MISSING_REASON: &str = "Grund";
/// Button.
pub const MISSING_NOTE: &str = "Vermerken";
/// Button.
pub const MISSING_UNDO: &str = "Vermerk zurücknehmen";
/// Problem.
pub const REASON_MISSING: &str = "Wählen Sie den Grund aus.";
/// Heading of the list of notes.
pub const MISSING_LIST: &str = "Vermerkte Finger";
/// Button.
pub const RESTART: &str = "Alle Finger neu aufnehmen";
/// Question before it.
pub const RESTART_QUESTION: &str = "Alle Fingerabdrücke neu aufnehmen?";
/// What follows from a yes.
pub const RESTART_TEXT: &str = "Alle bisherigen Abdrücke und Vermerke werden gelöscht.";
/// No.
pub const RESTART_NO: &str = "Behalten";
/// Button.
pub const ACCEPT: &str = "Übernehmen und weiter";
/// Below a fault of the scanner.
pub const KEPT: &str = "Bereits aufgenommene Abdrücke bleiben erhalten.";
/// Advice for dry skin (C.2).
pub const DRY_SKIN: &str = "Trockene Haut? Den Finger leicht anfeuchten, fest auflegen und das Scannerfenster abwischen. \
     Direktes Licht auf dem Scanner vermeiden.";

/// Name of a finger by its ISO position.
pub fn finger(position: u8) -> String {
    let name = match (position.saturating_sub(1)) % 5 {
        0 => "Daumen",
        1 => "Zeigefinger",
        2 => "Mittelfinger",
        3 => "Ringfinger",
        _ => "kleiner Finger",
    };
    match position {
        1..=4 => format!("rechter {name}"),
        5 => "rechter kleiner Finger".to_owned(),
        6..=9 => format!("linker {name}"),
        10 => "linker kleiner Finger".to_owned(),
        _ => format!("Finger {position}"),
    }
}

/// How often the finger may be tried yet.
pub fn attempts_left(left: u8) -> String {
    match left {
        0 => "Kein Versuch mehr.".to_owned(),
        1 => "Noch 1 Versuch.".to_owned(),
        left => format!("Noch {left} Versuche."),
    }
}

/// Beside a value that the suitcase measured itself.
pub const OWN_MEASURE: &str = "eigene Schätzung, nicht NFIQ 2";

/// Quality and threshold in words.
pub fn quality(quality: u8, threshold: u8) -> String {
    let word = if quality >= threshold {
        "ausreichend"
    } else {
        "zu niedrig"
    };
    format!("{quality} von 100, nötig {threshold}: {word}")
}

/// Announced after an attempt.
pub fn captured(position: u8, value: u8, threshold: u8) -> String {
    format!(
        "Aufgenommen, {}. Beste Qualität: {}.",
        finger(position),
        quality(value, threshold)
    )
}

/// A reason in words.
pub fn reason(reason: MissingReason) -> &'static str {
    match reason {
        MissingReason::Amputated => "Finger oder Fingerkuppe fehlt",
        MissingReason::TemporarilyInjured => "Vorübergehend verletzt oder verbunden",
        MissingReason::PermanentlyImpossible => "Auf Dauer medizinisch nicht möglich",
        MissingReason::QualityInsufficient => "Scanner liefert kein brauchbares Bild",
        MissingReason::Refused => "Person verweigert den Abdruck",
    }
}

/// The reason of a key, in words.
pub fn reason_of(key: &str) -> String {
    MissingReason::from_key(key).map_or_else(|| key.to_owned(), |known| reason(known).to_owned())
}

/// What follows from a reason, where it is not simply noted.
pub fn consequence(reason: MissingReason) -> Option<Advice> {
    let (what, remedy) = match reason {
        MissingReason::TemporarilyInjured => (
            "Eine vorübergehende Verletzung befreit nicht von den Fingerabdrücken.",
            "Nehmen Sie einen anderen Finger dieser Hand, oder warten Sie, bis die Verletzung geheilt \
             ist. Bis dahin hilft ein vorläufiger Personalausweis.",
        ),
        MissingReason::Refused => (
            "Ohne Fingerabdrücke kann der Ausweis nicht bestellt werden.",
            "Erklären Sie die Rechtslage (§ 5 Absatz 9 PAuswG). Bleibt es dabei, brechen Sie den Antrag \
             ab.",
        ),
        MissingReason::QualityInsufficient => (
            "Die Qualität allein ist kein Grund, auf Abdrücke zu verzichten.",
            "Versuchen Sie alle Finger dieser Hand, mit angefeuchteter Haut und sauberem Scanner.",
        ),
        MissingReason::Amputated | MissingReason::PermanentlyImpossible => return None,
    };
    Some(Advice::new(what, remedy))
}

/// A hand in the sentence that no print of it was taken.
pub fn no_print_of(hand: Hand) -> &'static str {
    match hand {
        Hand::Right => "Von der rechten Hand gibt es keinen Abdruck.",
        Hand::Left => "Von der linken Hand gibt es keinen Abdruck.",
    }
}

#[cfg(test)]
mod tests {
    use super::{attempts_left, captured, consequence, finger, reason};
    use crate::texts::assert_sentence;
    use amtskoffer_domain::rules::fingers::MissingReason;
    use std::collections::BTreeSet;

    #[test]
    fn every_finger_has_its_own_name() {
        let names: BTreeSet<String> = (1..=10).map(finger).collect();
        assert_eq!(names.len(), 10);
        assert_eq!(finger(2), "rechter Zeigefinger");
        assert_eq!(finger(6), "linker Daumen");
        assert_eq!(finger(10), "linker kleiner Finger");
    }

    #[test]
    fn every_reason_has_words_and_only_lasting_ones_have_no_consequence() {
        for each in MissingReason::ALL {
            assert!(!reason(each).is_empty());
            assert_eq!(consequence(each).is_none(), each.is_lasting(), "{each:?}");
            if let Some(advice) = consequence(each) {
                assert_sentence(&advice.what);
                assert_sentence(&advice.remedy);
            }
        }
    }

    #[test]
    fn an_attempt_is_told_in_a_sentence() {
        assert_eq!(
            captured(2, 41, 30),
            "Aufgenommen, rechter Zeigefinger. Beste Qualität: 41 von 100, nötig 30: ausreichend."
        );
        assert_eq!(attempts_left(1), "Noch 1 Versuch.");
    }
}
