//! Exceptions from a rule: what they are, why, and who answers for them.

use amtskoffer_contract::bridge::ExceptionView;
use amtskoffer_domain::fees::Cents;
use amtskoffer_domain::services::ExceptionRule;

use super::fingers;

/// Heading of the list.
pub const TITLE: &str = "Ausnahmen";
/// Who decides.
pub const INTRO: &str = "Über diese Ausnahmen entscheidet die Koordination. Sie meldet sich als zweite Person am Koffer an und \
     gibt den Antrag mit ihrem eigenen Passkey frei.";
/// Title of the part that asks for a reason.
pub const ACCEPT_NEVERTHELESS: &str = "Trotzdem übernehmen";
/// What it asks for.
pub const ACCEPT_INTRO: &str =
    "Geht es nicht besser, übernehmen Sie die Aufnahme mit einer Begründung.";
/// Problem.
pub const REASON_TOO_SHORT: &str = "Geben Sie eine Begründung mit mindestens 3 Zeichen ein.";
/// Instead of a reason that is missing.
const NO_REASON: &str = "Die Begründung fehlt noch";

/// Name of a rule; its key where the app does not know it.
pub fn rule(key: &str) -> &str {
    match ExceptionRule::from_key(key) {
        Some(ExceptionRule::QualityOverride) => "Qualität unter der Vorgabe",
        Some(ExceptionRule::MissingFinger) => "Hand ohne Fingerabdruck",
        Some(ExceptionRule::EarlyRenewal) => "Neuer Ausweis lange vor Ablauf des alten",
        Some(ExceptionRule::FeeWaiver) => "Gebühr ermäßigt oder erlassen",
        None => key,
    }
}

/// An exception in one line.
pub fn line(exception: &ExceptionView) -> String {
    let rule = rule(&exception.key);
    let about = match exception.subject.as_str() {
        "" => String::new(),
        "photo" => " (Lichtbild)".to_owned(),
        "right_hand" => " (rechte Hand)".to_owned(),
        "left_hand" => " (linke Hand)".to_owned(),
        cents if exception.key == ExceptionRule::FeeWaiver.key() => amount(cents),
        other => finger(other).map_or_else(String::new, |name| format!(" ({name})")),
    };
    let reason = exception.reason.as_deref().unwrap_or(NO_REASON);
    format!("{rule}{about}: {}", fingers::reason_of(reason))
}

fn amount(subject: &str) -> String {
    let cents = subject.parse().map(Cents);
    cents.map_or_else(|_| String::new(), |cents| format!(" (um {cents})"))
}

fn finger(subject: &str) -> Option<String> {
    let position = subject.strip_prefix("finger_")?.parse().ok()?;
    Some(fingers::finger(position))
}

#[cfg(test)]
mod tests {
    use super::{line, rule};
    use amtskoffer_contract::bridge::ExceptionView;
    use amtskoffer_domain::services::ExceptionRule;

    fn told(key: &str, subject: &str, reason: Option<&str>) -> String {
        line(&ExceptionView {
            key: key.to_owned(),
            subject: subject.to_owned(),
            section: "fingers".to_owned(),
            reason: reason.map(str::to_owned),
        })
    }

    #[test]
    fn every_exception_has_words() {
        for known in ExceptionRule::ALL {
            assert_ne!(rule(known.key()), known.key());
        }
        assert_eq!(
            told("quality_override", "finger_7", Some("Haut rissig")),
            "Qualität unter der Vorgabe (linker Zeigefinger): Haut rissig"
        );
        assert_eq!(
            told("missing_finger", "left_hand", Some("amputated")),
            "Hand ohne Fingerabdruck (linke Hand): Finger oder Fingerkuppe fehlt"
        );
        assert_eq!(
            told("fee_waiver", "1050", Some("bedürftig")),
            "Gebühr ermäßigt oder erlassen (um 10,50 €): bedürftig"
        );
        assert_eq!(
            told("early_renewal", "", None),
            "Neuer Ausweis lange vor Ablauf des alten: Die Begründung fehlt noch"
        );
    }
}
