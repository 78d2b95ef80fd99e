//! The visit as a whole: its history, parked cases, what can be taken back.

use amtskoffer_contract::bridge::HistoryAct;
use amtskoffer_domain::fees::Cents;

use super::{citizen, fee};

/// Heading and link.
pub const HISTORY: &str = "Verlauf";
/// What it is.
pub const HISTORY_HINT: &str = "Was in diesem Termin geschehen ist. Der Verlauf nennt keine Personen und ist weg, sobald sich die letzte Person vom Amt abmeldet.";
/// Nothing was done.
pub const NOTHING: &str = "In diesem Termin ist noch nichts geschehen";
/// What to do.
pub const NOTHING_REMEDY: &str = "Sobald Sie einen Vorgang beginnen, steht er hier.";
/// Column.
pub const COLUMN_TIME: &str = "Uhrzeit";
/// Column.
pub const COLUMN_SERVICE: &str = "Leistung";
/// Column.
pub const COLUMN_ACT: &str = "Was geschah";
/// Column: the case, while its person is known.
pub const COLUMN_PERSON: &str = "Person";
/// Person of a case that is not in memory any more.
pub const FORGOTTEN: &str = "gelöscht";
/// Button.
pub const PARK: &str = "Vorgang parken";
/// Button.
pub const NEXT_CASE: &str = "Nächster Vorgang";
/// Announced.
pub const PARKED: &str = "Der Vorgang ist geparkt.";
/// Button.
pub const UNDO: &str = "Rückgängig";
/// Announced.
pub const UNDONE: &str = "Die letzte Änderung ist zurückgenommen.";
/// Title while a case waits to be thrown away.
pub const DISCARDING: &str = "Der Vorgang wird verworfen";
/// What happens.
pub const DISCARDING_TEXT: &str = "In wenigen Sekunden sind alle Angaben, Bilder und Fingerabdrücke gelöscht. Bis dahin können Sie es zurücknehmen.";
/// Button.
pub const DISCARD_NOW: &str = "Jetzt löschen";
/// Announced.
pub const KEPT: &str = "Der Vorgang bleibt.";
/// Announced.
pub const DISCARDED: &str = "Der Vorgang ist gelöscht.";
/// Button beside an empty field for signing.
pub const KEEP_SIGNATURE: &str = "Bisherige Unterschrift behalten";

/// Where a parked case goes on.
pub fn parked(section: &str, done: u8, of: u8) -> String {
    let progress = format!("{done} von {of} erledigt");
    if section.is_empty() {
        return format!("Geparkt, {progress}");
    }
    format!("Geparkt bei „{section}“, {progress}")
}

/// An act.
pub fn act(act: &HistoryAct) -> String {
    match act {
        HistoryAct::Opened => "Begonnen".to_owned(),
        HistoryAct::Parked => "Geparkt".to_owned(),
        HistoryAct::Confirmed { version } => {
            format!("Von der Person bestätigt: {}", citizen::version(version))
        }
        HistoryAct::Paid { method, cents } => {
            format!("Bezahlt {}: {}", fee::method(*method), Cents(*cents))
        }
        HistoryAct::Printed { title } => format!("Druck: {title}"),
        HistoryAct::Received { number } => format!("Übermittelt, Empfang Nr. {number}"),
        HistoryAct::Discarded => "Verworfen".to_owned(),
        HistoryAct::Closed => "Abgeschlossen".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{act, parked};
    use amtskoffer_contract::bridge::HistoryAct;
    use amtskoffer_contract::ingest::PaymentMethod;

    #[test]
    fn acts_are_words() {
        let paid = HistoryAct::Paid {
            method: PaymentMethod::Cash,
            cents: 4600,
        };
        assert!(
            act(&paid).starts_with("Bezahlt bar: 46,00"),
            "{}",
            act(&paid)
        );
        assert_eq!(
            act(&HistoryAct::Received { number: 41 }),
            "Übermittelt, Empfang Nr. 41"
        );
    }

    #[test]
    fn a_parked_case_says_where_it_goes_on() {
        assert_eq!(
            parked("Lichtbild", 3, 9),
            "Geparkt bei „Lichtbild“, 3 von 9 erledigt"
        );
        assert_eq!(parked("", 0, 9), "Geparkt, 0 von 9 erledigt");
    }
}
