//! The criteria of photo quality (TR-03121-3.2, table 5.3) in plain German.

use amtskoffer_contract::bridge::CriterionView;

/// Heading of the list.
pub const TITLE: &str = "Prüfung des Lichtbilds";
/// Column: criterion.
pub const NAME: &str = "Kriterium";
/// Column: measured value.
pub const VALUE: &str = "Gemessen";
/// Column: limits.
pub const LIMITS: &str = "Vorgabe";
/// Column: verdict.
pub const VERDICT: &str = "Ergebnis";
/// Beside a mandatory criterion.
pub const MANDATORY: &str = "Pflicht";
/// Beside an optional criterion.
pub const OPTIONAL: &str = "Empfehlung";
/// What no program has looked at.
pub const BY_EYE: &str = "Bitte selbst prüfen: Mund geschlossen, Augen offen, Blick gerade in die Kamera, keine \
     Schatten, nichts verdeckt das Gesicht.";

/// What is measured.
pub fn name(id: &str) -> String {
    let name = match id {
        "1.1" => "Kopf nicht zur Seite gedreht",
        "1.2" => "Kopf nicht gehoben oder gesenkt",
        "1.3" => "Kopf nicht zur Schulter geneigt",
        "2.1" => "Neutraler Gesichtsausdruck",
        "2.2" => "Mund geschlossen",
        "2.3" => "Augenbrauen nicht hochgezogen",
        "3.1" => "Augen offen",
        "3.2" => "Augen nicht verdeckt",
        "3.3" => "Blick in die Kamera",
        "4.1" => "Einfarbiger Hintergrund",
        "4.2" => "Kein Schatten im Hintergrund",
        "4.3" => "Keine anderen Personen oder Dinge",
        "5.1" => "Höhe des Bildes",
        "5.2" => "Breite des Bildes",
        "5.3" => "Breite des Kopfes im Bild",
        "5.4" => "Höhe des Kopfes im Bild",
        "5.5" => "Lage der Augen von oben",
        "5.6" => "Gesicht in der Mitte",
        "5.7" => "Abstand der Augen",
        "6.1" => "Gleichmäßiges Licht",
        "6.2" => "Keine Schatten im Gesicht",
        "6.3" => "Keine hellen Flecken",
        "6.4" => "Keine Spiegelung in der Brille",
        "7.1" => "Belichtung",
        "7.2" => "Schärfe",
        "7.3" => "Natürliche Farben",
        "7.4" => "Keine roten Augen",
        "7.5" => "Farbraum",
        "7.6" => "Helligkeitsstufen",
        _ => return format!("Kriterium {id}"),
    };
    name.to_owned()
}

/// The measured value with its unit.
pub fn value(criterion: &CriterionView) -> String {
    number(&criterion.id, criterion.value)
}

/// What is asked for.
pub fn limits(criterion: &CriterionView) -> String {
    let show = |value: f64| number(&criterion.id, value);
    match (criterion.min, criterion.max) {
        (Some(min), Some(max)) if (max - min).abs() < f64::EPSILON => show(min),
        (Some(min), Some(max)) => format!("{} bis {}", show(min), show(max)),
        (Some(min), None) => format!("mindestens {}", show(min)),
        (None, Some(max)) => format!("höchstens {}", show(max)),
        (None, None) => "keine Vorgabe".to_owned(),
    }
}

/// Fulfilled or not, in words.
pub fn verdict(criterion: &CriterionView) -> &'static str {
    if criterion.fulfilled {
        "erfüllt"
    } else {
        "nicht erfüllt"
    }
}

/// All criteria in one sentence; announced after each measuring.
pub fn summary(criteria: &[CriterionView]) -> String {
    let failed = |mandatory: bool| {
        criteria
            .iter()
            .filter(|c| c.mandatory == mandatory && !c.fulfilled)
            .count()
    };
    match (failed(true), failed(false)) {
        (0, 0) => "Alle gemessenen Kriterien sind erfüllt.".to_owned(),
        (0, _) => {
            "Alle Pflichtkriterien sind erfüllt, eine Empfehlung ist nicht eingehalten.".to_owned()
        }
        (1, _) => "Ein Pflichtkriterium ist nicht erfüllt.".to_owned(),
        (count, _) => format!("{count} Pflichtkriterien sind nicht erfüllt."),
    }
}

fn number(id: &str, value: f64) -> String {
    match id {
        "1.1" | "1.2" | "1.3" => format!("{} °", german(value, 1)),
        "5.1" | "5.2" | "5.7" => format!("{} Bildpunkte", german(value, 0)),
        "5.3" | "5.4" | "5.5" | "5.6" => format!("{} %", german(value * 100.0, 1)),
        _ => german(value, 1),
    }
}

/// With a comma, a true minus sign and no needless digits.
fn german(value: f64, digits: usize) -> String {
    let text = format!("{value:.digits$}");
    let text = match text.split_once('.') {
        Some((whole, part)) if part.bytes().all(|digit| digit == b'0') => whole.to_owned(),
        _ => text.replace('.', ","),
    };
    if text == "-0" {
        return "0".to_owned();
    }
    text.replace('-', "−")
}

#[cfg(test)]
mod tests {
    use super::{limits, name, summary, value};
    use amtskoffer_contract::bridge::CriterionView;
    use amtskoffer_domain::rules::photo::geometry;

    fn criterion(id: &str, value: f64, min: Option<f64>, max: Option<f64>) -> CriterionView {
        let fulfilled = min.is_none_or(|min| value >= min) && max.is_none_or(|max| value <= max);
        CriterionView {
            id: id.to_owned(),
            value,
            min,
            max,
            mandatory: true,
            fulfilled,
        }
    }

    #[test]
    fn every_measured_criterion_has_a_name() {
        for limit in geometry() {
            assert!(!name(limit.id).starts_with("Kriterium"), "{}", limit.id);
        }
        assert_eq!(name("9.9"), "Kriterium 9.9");
    }

    #[test]
    fn values_and_limits_are_written_in_german() {
        let roll = criterion("1.3", -2.54, Some(-8.0), Some(8.0));
        assert_eq!(
            (value(&roll), limits(&roll)),
            ("−2,5 °".into(), "−8 ° bis 8 °".into())
        );
        let eyes = criterion("5.7", 340.0, Some(300.0), None);
        assert_eq!(limits(&eyes), "mindestens 300 Bildpunkte");
        let height = criterion("5.1", 1600.0, Some(1600.0), Some(1600.0));
        assert_eq!(limits(&height), "1600 Bildpunkte");
        assert_eq!(value(&criterion("5.5", 0.42, None, None)), "42 %");
        assert_eq!(value(&criterion("1.3", -0.04, None, None)), "0 °");
    }

    #[test]
    fn the_summary_counts_what_is_mandatory_first() {
        let good = criterion("5.7", 340.0, Some(300.0), None);
        let bad = criterion("5.7", 200.0, Some(300.0), None);
        assert_eq!(
            summary(std::slice::from_ref(&good)),
            "Alle gemessenen Kriterien sind erfüllt."
        );
        assert_eq!(
            summary(&[good, bad.clone()]),
            "Ein Pflichtkriterium ist nicht erfüllt."
        );
        assert_eq!(
            summary(&[bad.clone(), bad]),
            "2 Pflichtkriterien sind nicht erfüllt."
        );
    }
}
