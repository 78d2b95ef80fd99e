//! Fee and payment.

use amtskoffer_contract::ingest::PaymentMethod;

use amtskoffer_domain::fees::REDUCTION;

use crate::catalogue;

/// Heading of the bill.
pub const BILL: &str = "Gebührenrechnung";
/// Column.
pub const COLUMN_ITEM: &str = "Position";
/// Column.
pub const COLUMN_SOURCE: &str = "Rechtsgrundlage";
/// Column.
pub const COLUMN_AMOUNT: &str = "Betrag";
/// Row.
pub const TOTAL: &str = "Summe";
/// Field.
pub const GIVEN: &str = "Gegebener Betrag in Euro";
/// Hint.
pub const GIVEN_HINT: &str = "Zum Beispiel: 60 oder 52,50";
/// Output.
pub const CHANGE: &str = "Rückgeld";
/// Button.
pub const TAKE: &str = "Zahlung verbuchen";
/// Problem.
pub const GIVEN_MISSING: &str = "Geben Sie den Betrag ein, den die Person gegeben hat.";
/// Problem.
pub const GIVEN_TOO_LOW: &str = "Der gegebene Betrag ist kleiner als die Summe. Prüfen Sie ihn.";
/// Problem.
pub const PAID_BEFORE: &str = "Frühere Zahlungen lassen sich hier nicht verbuchen. Wählen Sie eine andere Zahlungsart.";
/// Paid.
pub const PAID: &str = "Bezahlt";
/// The table is missing.
pub const NO_TABLE: &str = "Die Gebühr kann nicht berechnet werden";
/// What to do.
pub const NO_TABLE_REMEDY: &str =
    "In der Gebührentabelle fehlt eine gültige Zeile für diesen Tag. Rufen Sie die IT an.";

/// Fact.
pub const GIVEN_SHORT: &str = "Gegeben";
/// Shown when the bill changed after the payment.
pub const CHANGED: &str =
    "Die Gebühr hat sich nach der Zahlung geändert. Verbuchen Sie die Zahlung neu.";

/// Line that takes something off.
const REDUCED: &str = "Ermäßigung";

/// Way of payment.
pub fn method(method: PaymentMethod) -> &'static str {
    match method {
        PaymentMethod::Cash => "bar",
        PaymentMethod::Card => "mit Karte",
        PaymentMethod::Invoice => "auf Rechnung",
        PaymentMethod::Waived => "erlassen",
    }
}

/// The receipt.
pub fn receipt(number: &str) -> String {
    format!("Quittung Nr. {number}")
}

/// What a fee is for.
pub fn item(key: &str, doubling: bool) -> String {
    if key == REDUCTION {
        return REDUCED.to_owned();
    }
    let known = catalogue::in_force().and_then(|catalogue| catalogue.fee_text(key));
    let name = known.unwrap_or(key);
    if doubling {
        format!("{name} (Verdoppelung)")
    } else {
        name.to_owned()
    }
}
