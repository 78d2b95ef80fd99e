//! The gateway's receipt, and the end of a case.

/// Heading.
pub const TITLE: &str = "Empfangsbestätigung";
/// Title of the good news.
pub const RECEIVED: &str = "Der Antrag ist im Rechenzentrum angekommen";
/// While the case still lies here for printing.
pub const STILL_HERE: &str = "Die erfassten Daten sind im Koffer gelöscht. Im Arbeitsspeicher liegen nur noch die fertigen \
     Druckseiten. Schließen Sie den Vorgang ab, dann werden auch sie gelöscht.";
/// When the case is wiped.
pub const NOTHING_LEFT: &str = "Von diesem Vorgang ist nichts mehr auf dem Koffer.";
/// The case has no receipt yet.
pub const NOT_YET: &str = "Für diesen Vorgang gibt es noch keine Empfangsbestätigung";
/// What to do then.
pub const NOT_YET_TEXT: &str = "Übermitteln Sie den Antrag zuerst.";
/// Fact.
pub const NUMBER: &str = "Nummer der Bestätigung";
/// Fact.
pub const RECEIVED_AT: &str = "Empfangen am";
/// Fact.
pub const CASE: &str = "Vorgang";
/// Fact.
pub const CHECKSUM: &str = "Prüfsumme";
/// What was checked.
pub const VERIFIED: &str = "Die Unterschrift des Rechenzentrums wurde geprüft und ist echt.";
/// Button.
pub const CLOSE: &str = "Vorgang abschließen";
/// Question before it when something was not printed.
pub const CLOSE_QUESTION: &str = "Vorgang abschließen, ohne alles zu drucken?";
/// What follows from a yes.
pub const CLOSE_TEXT: &str =
    "Danach ist von diesem Vorgang nichts mehr im Koffer und kann nichts mehr gedruckt werden.";
/// No.
pub const CLOSE_NO: &str = "Zurück";
/// Announced.
pub const CLOSED: &str = "Der Vorgang ist abgeschlossen.";
/// Link.
pub const TO_CASES: &str = "Zur Übersicht der Vorgänge";
