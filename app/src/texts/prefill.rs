//! What is read instead of typed: machine readable zone, code of the photo cloud, streets.

use amtskoffer_contract::bridge::{Failure, MrzPart, MrzProblem, MrzReason, MrzRepair};
use amtskoffer_domain::streets::Listed;

use super::Advice;

/// Heading.
pub const TITLE: &str = "Ausweis lesen";
/// Link to the screen from the search.
pub const FROM_DOCUMENT: &str = "Angaben vom Ausweis lesen";
/// What the screen is for.
pub const INTRODUCTION: &str = "Die maschinenlesbare Zone steht auf der Rückseite des Personalausweises (drei Zeilen) und auf der \
     Datenseite des Reisepasses (zwei Zeilen). Lesen Sie sie mit der Kamera, oder tippen Sie sie ab.";
/// Button.
pub const BY_CAMERA: &str = "Mit der Kamera lesen";
/// Name of the live picture.
pub const LIVE_NAME: &str = "Live-Bild der Kamera für die maschinenlesbare Zone";
/// How to hold the document.
pub const CAMERA_HINT: &str = "Halten Sie die Zeilen in das markierte Band, möglichst groß und ohne Spiegelung. Das Bild wird nur \
     gelesen und danach gelöscht.";
/// Button.
pub const TAKE: &str = "Zone aufnehmen";
/// Field.
pub const LINES: &str = "Zeilen der maschinenlesbaren Zone";
/// Hint.
pub const LINES_HINT: &str = "Eine Zeile unter der anderen, mit dem Zeichen < für jede Lücke; Füllzeichen am Ende dürfen fehlen. \
     Vergleichen Sie G und 6 sowie L und 1 genau: Diese verwechselt keine Prüfziffer.";
/// Button.
pub const READ: &str = "Lesen";
/// While reading.
pub const READING: &str = "Wird gelesen …";
/// Heading.
pub const RESULT: &str = "Gelesen";
/// Name of a fact.
pub const SOURCE: &str = "Quelle";
/// The source.
pub const FROM_ZONE: &str = "MRZ (maschinenlesbare Zone)";
/// Name of a fact.
pub const FAMILY_NAME: &str = "Familienname";
/// Name of a fact.
pub const FIRST_NAMES: &str = "Vornamen";
/// Name of a fact.
pub const BIRTH_DATE: &str = "Geburtsdatum";
/// Name of a fact.
pub const NUMBER: &str = "Seriennummer";
/// Name of a fact.
pub const VALID_UNTIL: &str = "Gültig bis";
/// Name of a fact.
pub const NATIONALITY: &str = "Staatsangehörigkeit (Kürzel)";
/// A date that cannot be told.
pub const UNKNOWN: &str = "nicht angegeben";
/// Note below the facts.
pub const SPELLING: &str = "Namen stehen in der Zone ohne Umlaute und Akzente und können gekürzt sein. Eine vorhandene \
     Schreibweise, die in der Zone gleich aussähe, bleibt stehen.";
/// Title.
pub const REPAIRED: &str = "Berichtigt";
/// Title.
pub const SEVERAL: &str = "Mehrere Lesarten sind möglich";
/// What to do.
pub const SEVERAL_TEXT: &str =
    "Die Prüfziffern entscheiden nicht. Vergleichen Sie mit dem Ausweis.";
/// Question.
pub const WHICH: &str = "Welche Zeilen stehen auf dem Ausweis?";
/// Button.
pub const TO_SEARCH: &str = "Im Melderegister suchen";
/// Link.
pub const BACK_TO_SEARCH: &str = "Zur Suche";
/// Link.
pub const BACK_TO_CASE: &str = "Zum Vorgang";
/// Caption.
pub const OFFERS: &str = "Angaben für den Vorgang";
/// Column.
pub const COLUMN_FIELD: &str = "Feld";
/// Column.
pub const COLUMN_VALUE: &str = "Auf dem Ausweis";
/// Column.
pub const COLUMN_STANDING: &str = "Stand";
/// Column.
pub const COLUMN_ACTION: &str = "Übernehmen";
/// Mark of a value.
pub const ZONE_SPELLING: &str = "Schreibweise der Zone";
/// State.
pub const NEW: &str = "Noch leer";
/// State.
pub const SAME: &str = "Stimmt überein";
/// State.
pub const DIFFERS: &str = "Weicht ab";
/// State.
pub const TAKEN: &str = "Übernommen";
/// Button.
pub const TAKE_ALL: &str = "Alle leeren Felder übernehmen";
/// Title over the camera for the code.
pub const CODE: &str = "Code vom Fotostudio";
/// What it is for.
pub const CODE_TEXT: &str = "Das Lichtbild liegt verschlüsselt in der Foto-Cloud. Der quadratische Code auf dem Ausdruck oder \
     dem Telefon enthält den Schlüssel; er wird nur für diesen Abruf benutzt und nicht gespeichert.";
/// How to hold the code.
pub const CODE_HINT: &str = "Halten Sie den Code ruhig und so groß wie möglich ins Bild, auf dem Telefon mit voller Helligkeit.";
/// Name of the live picture.
pub const CODE_LIVE: &str = "Live-Bild der Kamera für den Code";
/// Button.
pub const CODE_TAKE: &str = "Code lesen und Lichtbild abrufen";
/// What a screen reader says.
pub const PHOTO_HERE: &str = "Das Lichtbild ist da. Prüfen Sie es und die Augenmarken.";
/// Hint below the street.
pub const STREET_HINT: &str = "Tippen Sie den Anfang der Straße und wählen Sie sie mit den Pfeiltasten oder durch Antippen; \
     Postleitzahl, Ort und Gemeindeschlüssel werden dann ausgefüllt.";
/// Name of the list of streets.
pub const STREETS: &str = "Straßen aus dem Verzeichnis";

/// A reading among several.
pub fn choice_hint(number: &str) -> String {
    format!("Seriennummer {number}")
}

/// Button of a field.
pub fn take(field: &str) -> String {
    format!("{field} übernehmen")
}

/// What a screen reader says.
pub fn taken(fields: usize) -> String {
    match fields {
        1 => "1 Angabe übernommen.".to_owned(),
        _ => format!("{fields} Angaben übernommen."),
    }
}

/// How many streets are offered, for screen readers.
pub fn suggestions(number: usize) -> String {
    match number {
        0 => "Keine Straße im Verzeichnis.".to_owned(),
        1 => "1 Straße im Verzeichnis.".to_owned(),
        _ => format!("{number} Straßen im Verzeichnis."),
    }
}

/// What the list says of an address; it never blocks.
pub fn listed(listed: Listed) -> Option<&'static str> {
    match listed {
        Listed::Yes => None,
        Listed::NumberUnknown => Some(
            "Diese Hausnummer steht nicht im Straßenverzeichnis. Prüfen Sie sie; Sie können trotzdem weitergehen.",
        ),
        Listed::StreetUnknown => Some(
            "Diese Straße steht nicht im Straßenverzeichnis. Prüfen Sie die Schreibweise; Sie können trotzdem weitergehen.",
        ),
    }
}

/// What was repaired and how that is known.
pub fn repair(repair: &MrzRepair) -> String {
    let MrzRepair {
        line,
        place,
        read,
        now,
        ..
    } = repair;
    match repair.reason {
        MrzReason::Fillers => format!("Zeile {line}: Füllzeichen am Ende ergänzt oder entfernt."),
        MrzReason::CheckDigit => {
            format!("Zeile {line}, Stelle {place}: {now} statt {read}, so passen die Prüfziffern.")
        }
        MrzReason::Place => format!(
            "Zeile {line}, Stelle {place}: {now} statt {read}, weil dort nur Buchstaben oder nur Ziffern \
             stehen. Bitte vergleichen."
        ),
    }
}

/// Why there is no reading, and what to do.
pub fn problem(problem: &MrzProblem) -> String {
    match problem {
        MrzProblem::NotFound => "Im Bild ist keine maschinenlesbare Zone zu erkennen. Halten Sie sie näher und gerade \
             vor die Kamera, oder tippen Sie sie ab."
            .to_owned(),
        MrzProblem::Shape { lengths } => {
            let counts: Vec<String> = lengths.iter().map(ToString::to_string).collect();
            let counts = if counts.is_empty() { "keine".to_owned() } else { counts.join(", ") };
            format!(
                "Das sind keine vollständigen Zeilen (Zeichen je Zeile: {counts}). Nötig sind drei Zeilen mit 30 oder \
                 zwei mit 36 oder 44 Zeichen."
            )
        }
        MrzProblem::LineLength {
            line,
            expected,
            actual,
        } => format!("Zeile {line} hat {actual} statt {expected} Zeichen. Vergleichen Sie sie mit dem Ausweis."),
        MrzProblem::Sign { sign } => {
            format!("Das Zeichen {sign} kommt in der Zone nicht vor. Erlaubt sind A bis Z, 0 bis 9 und <.")
        }
        MrzProblem::CheckDigits { parts } => {
            let named: Vec<&str> = parts.iter().map(|named| part(*named)).collect();
            format!(
                "Die Prüfziffern passen nicht: {}. Vergleichen Sie die Zeichen mit dem Ausweis; passen sie dann noch \
                 nicht, sehen Sie sich den Ausweis genau an.",
                named.join(", ")
            )
        }
        MrzProblem::Contents { part: named } => {
            format!("Nicht lesbar: {}. Vergleichen Sie die Zeichen mit dem Ausweis.", part(*named))
        }
        MrzProblem::Unclear => {
            "Zu viele Lesarten sind möglich. Nehmen Sie die Zone noch einmal auf, oder tippen Sie sie ab.".to_owned()
        }
        MrzProblem::TooLong => "Der Text ist viel länger als eine Zone. Tippen Sie nur ihre Zeilen ab.".to_owned(),
    }
}

fn part(part: MrzPart) -> &'static str {
    match part {
        MrzPart::Number => "Seriennummer",
        MrzPart::Birth => "Geburtsdatum",
        MrzPart::Expiry => "letzter Tag der Gültigkeit",
        MrzPart::Optional => "weitere Angaben",
        MrzPart::Sex => "Geschlecht",
        MrzPart::Names => "Namen",
        MrzPart::Whole => "Zone als Ganzes",
    }
}

/// What went wrong with a code or a zone, and what to do.
pub(super) fn failure(failure: &Failure) -> Advice {
    let (what, remedy) = match failure {
        Failure::PhotoCodeNotFound => (
            "Im Bild ist kein Code zu erkennen.",
            "Halten Sie den Code näher und ruhig vor die Kamera, ohne Spiegelung, und versuchen Sie es noch einmal.",
        ),
        Failure::PhotoCodeUnknown => (
            "Das ist kein Code der Foto-Cloud.",
            "Fragen Sie nach dem Code des Fotostudios, oder nehmen Sie das Lichtbild hier auf.",
        ),
        Failure::PhotoGone => (
            "Die Foto-Cloud hat dieses Lichtbild nicht mehr.",
            "Nehmen Sie das Lichtbild hier auf, oder bitten Sie um einen neuen Code.",
        ),
        Failure::PhotoCloudAway => (
            "Die Foto-Cloud ist nicht erreichbar, oder dieser Anbieter ist nicht eingerichtet.",
            "Versuchen Sie es später noch einmal, oder nehmen Sie das Lichtbild hier auf.",
        ),
        Failure::MrzFontMissing => (
            "Dem Koffer fehlt die Schrift, mit der er Zonen liest.",
            "Tippen Sie die Zeilen ab, und sagen Sie der IT Bescheid.",
        ),
        _ => (
            "Das Siegel des Lichtbilds aus der Foto-Cloud stimmt nicht.",
            "Nehmen Sie das Lichtbild hier auf, und sagen Sie der IT Bescheid.",
        ),
    };
    Advice::new(what, remedy)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::assert_sentence;

    #[test]
    fn every_problem_is_a_sentence() {
        let all = [
            MrzPart::Number,
            MrzPart::Birth,
            MrzPart::Expiry,
            MrzPart::Optional,
            MrzPart::Sex,
            MrzPart::Names,
            MrzPart::Whole,
        ];
        let sign = "Ä".to_owned();
        let (line, expected, actual) = (1, 30, 29);
        for told in [
            MrzProblem::NotFound,
            MrzProblem::Shape { lengths: vec![] },
            MrzProblem::Shape { lengths: vec![5] },
            MrzProblem::LineLength {
                line,
                expected,
                actual,
            },
            MrzProblem::Sign { sign },
            MrzProblem::CheckDigits {
                parts: all.to_vec(),
            },
            MrzProblem::Unclear,
            MrzProblem::TooLong,
        ] {
            assert_sentence(&problem(&told));
        }
        for named in all {
            assert_sentence(&problem(&MrzProblem::Contents { part: named }));
        }
    }

    #[test]
    fn every_repair_says_why() {
        for reason in [MrzReason::Place, MrzReason::CheckDigit, MrzReason::Fillers] {
            let (read, now) = ("O".to_owned(), "0".to_owned());
            assert_sentence(&repair(&MrzRepair {
                line: 1,
                place: 2,
                read,
                now,
                reason,
            }));
        }
    }

    #[test]
    fn a_street_that_is_not_listed_is_a_hint() {
        assert_eq!(listed(Listed::Yes), None);
        for unknown in [Listed::NumberUnknown, Listed::StreetUnknown] {
            assert_sentence(listed(unknown).expect("a hint"));
        }
        for number in 0..3 {
            assert_sentence(&suggestions(number));
            assert_sentence(&taken(number));
        }
    }
}
