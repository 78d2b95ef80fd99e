//! Several cases paid together, and the cash desk of the visit.

use amtskoffer_domain::fees::Cents;

/// Title.
pub const TITLE: &str = "Kasse";
/// What it is.
pub const INTRO: &str = "Hier bezahlt eine Person mehrere Vorgänge auf einmal, und hier wird die Kasse des Besuchs abgeschlossen.";
/// Heading.
pub const TOGETHER: &str = "Zusammen bezahlen";
/// Nothing is to be paid.
pub const NOTHING: &str = "Zurzeit ist kein Vorgang zu bezahlen.";
/// Legend of the boxes.
pub const WHICH: &str = "Welche Vorgänge werden bezahlt?";
/// Hint.
pub const WHICH_HINT: &str = "Was für eine Person nur einmal anfällt, wie das Lichtbild, wird nur einmal berechnet";
/// Problem.
pub const NONE_CHOSEN: &str = "Wählen Sie mindestens einen Vorgang.";
/// Question.
pub const WAY: &str = "Wie wird bezahlt?";
/// Problem.
pub const NO_WAY: &str = "Wählen Sie, wie bezahlt wird.";
/// Announced.
pub const PAID: &str = "Die Zahlung ist verbucht. Die Quittung drucken Sie in jedem der Vorgänge.";
/// Button.
pub const UNDO: &str = "Zahlung aufheben";
/// Hint.
pub const UNDO_HINT: &str = "Die Zahlung wird für alle ihre Vorgänge aufgehoben. Geben Sie bares Geld zurück.";
/// Heading.
pub const DESK: &str = "Stand der Kasse";
/// Fact.
pub const FLOAT: &str = "Wechselgeld zu Beginn";
/// Field.
pub const FLOAT_FIELD: &str = "Wechselgeld zu Beginn in Euro";
/// Button.
pub const SET_FLOAT: &str = "Wechselgeld übernehmen";
/// Fact.
pub const EXPECTED: &str = "Bar in der Kasse (Soll)";
/// Fact.
pub const PAYMENTS: &str = "Buchungen";
/// Column.
pub const RECEIPT: &str = "Quittung";
/// Column.
pub const TIME: &str = "Uhrzeit";
/// Caption.
pub const LINES: &str = "Buchungen dieser Kasse";
/// Heading.
pub const CLOSING: &str = "Kasse abschließen";
/// Field.
pub const COUNTED: &str = "Gezähltes Bargeld in Euro";
/// Hint.
pub const COUNTED_HINT: &str = "Alles, was in der Kasse liegt, mit dem Wechselgeld";
/// Field.
pub const REMARK: &str = "Erläuterung zur Differenz";
/// Hint.
pub const REMARK_HINT: &str = "Nötig, wenn Soll und Gezähltes nicht gleich sind; 3 bis 200 Zeichen";
/// Button.
pub const CLOSE: &str = "Kasse jetzt abschließen";
/// Problem.
pub const AMOUNT_MISSING: &str = "Geben Sie einen Betrag in Euro ein, zum Beispiel 50 oder 52,50.";
/// Problem.
pub const REMARK_MISSING: &str = "Soll und Gezähltes sind nicht gleich. Erläutern Sie das mit 3 bis 200 Zeichen.";
/// Heading.
pub const CLOSED: &str = "Letzter Kassenabschluss";
/// Fact.
pub const NUMBER: &str = "Nummer";
/// Fact.
pub const COUNTED_SHORT: &str = "Gezählt";
/// Fact.
pub const DIFFERENCE: &str = "Differenz";
/// Fact.
pub const FEDERAL: &str = "Anteil der Bundeskasse";
/// Fact.
pub const AT_CENTRE: &str = "Rechenzentrum";
/// The data centre has it.
pub const SENT: &str = "hat den Abschluss geprüft und angenommen";
/// It has not.
pub const UNSENT: &str = "hat den Abschluss noch nicht";
/// Button.
pub const SEND: &str = "Abschluss übermitteln";
/// Button.
pub const PRINT: &str = "Kassenabschluss drucken";

/// What is ticked: whose case, what for, what it costs alone.
pub fn payable(person: &str, service: &str, cents: i64) -> String {
    format!("{person} – {service}, allein {}", Cents(cents))
}
