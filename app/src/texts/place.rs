//! Light and lens at the place for the photo.

use amtskoffer_domain::photo_place::{Aspect, Finding, Measure};

use super::Advice;

/// Heading.
pub const TITLE: &str = "Fotoplatz: Licht und Linse";
/// What it is for.
pub const INTRO: &str = "Richten Sie die Kamera auf den Platz, an dem fotografiert wird. Am besten sitzt schon jemand dort. \
     Das Bild bleibt auf diesem Bildschirm und wird nicht gespeichert.";
/// Button.
pub const START: &str = "Fotoplatz prüfen";
/// Button.
pub const STOP: &str = "Prüfung des Fotoplatzes beenden";
/// Name of the live picture for screen readers.
pub const LIVE: &str = "Live-Bild des Fotoplatzes";
/// While the camera starts.
pub const STARTING: &str = "Kamera wird gestartet …";
/// Heading of the values.
pub const VALUES: &str = "Messwerte";
/// Column.
pub const COLUMN_ASPECT: &str = "Merkmal";
/// Column.
pub const COLUMN_VALUE: &str = "Messwert";
/// Column.
pub const COLUMN_STATE: &str = "Ergebnis";
/// A value within its limits.
pub const GOOD: &str = "gut";
/// A value outside of its limits.
pub const BAD: &str = "ändern";
/// A value that cannot be measured.
pub const UNKNOWN: &str = "nicht messbar";
/// Announced and shown when everything is good.
pub const ALL_GOOD: &str = "Der Fotoplatz ist gut.";

/// Announced and shown: how many values want a change.
pub fn not_good(count: usize) -> String {
    if count == 1 {
        return "Am Fotoplatz ist noch 1 Merkmal zu verbessern.".to_owned();
    }
    format!("Am Fotoplatz sind noch {count} Merkmale zu verbessern.")
}

/// Name of what is measured.
pub fn aspect(aspect: Aspect) -> &'static str {
    match aspect {
        Aspect::Brightness => "Helligkeit am Gesicht",
        Aspect::Evenness => "Licht von links und rechts gleich",
        Aspect::BackgroundTone => "Helligkeit des Hintergrunds",
        Aspect::BackgroundUniformity => "Ruhiger Hintergrund",
        Aspect::Overexposed => "Überstrahlte Stellen",
        Aspect::Underexposed => "Schwarze Stellen",
        Aspect::Sharpness => "Schärfe, saubere Linse",
    }
}

/// A value with its unit and its limits.
pub fn value(measure: &Measure) -> String {
    let Measure {
        aspect,
        value,
        min,
        max,
    } = *measure;
    let percent = |part: f64| format!("{:.0} %", part * 100.0);
    match aspect {
        Aspect::Brightness | Aspect::BackgroundTone => {
            format!("{value:.0} (gut: {min:.0} bis {max:.0})")
        }
        Aspect::BackgroundUniformity => {
            format!("Schwankung {value:.0} (gut: höchstens {max:.0})")
        }
        Aspect::Evenness | Aspect::Sharpness => {
            format!("{} (gut: ab {})", percent(value), percent(min))
        }
        Aspect::Overexposed | Aspect::Underexposed => {
            format!("{} (gut: höchstens {})", percent(value), percent(max))
        }
    }
}

/// What to do about a value; nothing if it is good.
pub fn advice(aspect: Aspect, finding: Finding) -> Option<Advice> {
    let (what, remedy) = match (aspect, finding) {
        (_, Finding::Good) => return None,
        (Aspect::Brightness, Finding::TooLow) => (
            "Am Platz ist es zu dunkel.",
            "Schalten Sie Licht ein oder rücken Sie näher an ein Fenster, das vor der Person liegt.",
        ),
        (Aspect::Brightness, Finding::TooHigh) => (
            "Am Platz ist es zu hell.",
            "Vermeiden Sie direkte Sonne und stellen Sie die Leuchte weiter weg.",
        ),
        (Aspect::Evenness, _) => (
            "Eine Seite ist viel heller als die andere.",
            "Drehen Sie den Platz zum Licht oder stellen Sie auf die dunkle Seite eine Leuchte.",
        ),
        (Aspect::BackgroundTone, Finding::TooLow) => (
            "Der Hintergrund ist zu dunkel.",
            "Nehmen Sie eine hellgraue Wand oder die mitgeführte Rückwand und beleuchten Sie sie.",
        ),
        (Aspect::BackgroundTone, Finding::TooHigh) => (
            "Der Hintergrund ist zu hell.",
            "Nehmen Sie eine hellgraue statt einer weißen Fläche oder nehmen Sie Licht von ihr weg.",
        ),
        (Aspect::BackgroundUniformity, _) => (
            "Der Hintergrund ist unruhig.",
            "Nehmen Sie Bilder und Gegenstände weg oder stellen Sie die mitgeführte Rückwand auf.",
        ),
        (Aspect::Overexposed, _) => (
            "Teile des Bildes sind überstrahlt.",
            "Nehmen Sie Lampen und Fenster aus dem Bild und vermeiden Sie Spiegelungen.",
        ),
        (Aspect::Underexposed, _) => (
            "Teile des Bildes sind ganz schwarz.",
            "Leuchten Sie den Platz gleichmäßig aus und nehmen Sie dunkle Gegenstände aus dem Bild.",
        ),
        (Aspect::Sharpness, _) => (
            "Das Bild ist unscharf.",
            "Wischen Sie die Linse mit einem weichen Tuch ab und warten Sie, bis die Kamera scharf stellt.",
        ),
    };
    Some(Advice::new(what, remedy))
}

/// Why a value is missing: there is nothing to measure it at.
pub fn nothing_to_measure() -> Advice {
    Advice::new(
        "Im Bild ist nichts, woran sich die Schärfe messen lässt.",
        "Lassen Sie jemanden Platz nehmen oder halten Sie ein bedrucktes Blatt vor die Kamera.",
    )
}

#[cfg(test)]
mod tests {
    use super::{advice, aspect, nothing_to_measure, value};
    use crate::texts::assert_sentence;
    use amtskoffer_domain::photo_place::{Aspect, Finding, Measure};
    use std::collections::BTreeSet;

    #[test]
    fn every_value_outside_of_its_limits_has_advice() {
        let mut names = BTreeSet::new();
        for each in Aspect::ALL {
            assert!(names.insert(aspect(each)));
            assert_eq!(advice(each, Finding::Good), None);
            for finding in [Finding::TooLow, Finding::TooHigh] {
                let advice = advice(each, finding).expect("has one");
                assert_sentence(&advice.what);
                assert_sentence(&advice.remedy);
            }
        }
        assert_sentence(&nothing_to_measure().remedy);
    }

    #[test]
    fn values_are_shown_with_their_limits() {
        let (min, max) = Aspect::Evenness.limits();
        let measure = Measure {
            aspect: Aspect::Evenness,
            value: 0.864,
            min,
            max,
        };
        assert_eq!(value(&measure), "86 % (gut: ab 75 %)");
    }
}
