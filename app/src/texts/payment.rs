//! Payment by card, and the closing of the terminal's day.

use amtskoffer_contract::bridge::{NotMade, PaymentKind, PaymentStage, PaymentWork};
use amtskoffer_domain::fees::Cents;

use super::{Advice, device, failure};

/// Heading while the terminal works.
pub const RUNNING: &str = "Kartenzahlung läuft";
/// Heading while it gives back.
pub const RUNNING_REVERSAL: &str = "Storno läuft";
/// Heading while the day is closed.
pub const RUNNING_DAY: &str = "Kassenschnitt läuft";
/// Button.
pub const START: &str = "Kartenzahlung starten";
/// Button.
pub const GIVE_UP: &str = "Zahlung abbrechen";
/// Button.
pub const ASK_AGAIN: &str = "Terminal noch einmal fragen";
/// Heading when only a person can say it.
pub const ASK_PERSON: &str = "Ist das Geld gebucht?";
/// What to do.
pub const ASK_PERSON_HOW: &str = "Die Antwort des Terminals ging verloren, und es kann selbst nicht sagen, was daraus wurde. \
     Öffnen Sie am Terminal das Journal. Steht dort die Buchung, tragen Sie ihre Nummern ein. \
     Starten Sie auf keinen Fall eine zweite Zahlung.";
/// Field.
pub const TRACE: &str = "TA-Nummer";
/// Field.
pub const RECEIPT: &str = "Beleg-Nummer";
/// Hint.
pub const NUMBER_HINT: &str = "Steht auf dem Beleg des Terminals";
/// Problem.
pub const TRACE_WRONG: &str = "Geben Sie die TA-Nummer mit höchstens sechs Ziffern ein.";
/// Problem.
pub const RECEIPT_WRONG: &str = "Geben Sie die Beleg-Nummer mit höchstens vier Ziffern ein.";
/// Button.
pub const FOUND: &str = "Die Buchung steht im Journal";
/// Button.
pub const NOT_FOUND: &str = "Keine Buchung im Journal";
/// Question.
pub const NOT_FOUND_SURE: &str = "Haben Sie im Journal nachgesehen?";
/// What follows.
pub const NOT_FOUND_EFFECT: &str =
    "Danach gilt die Zahlung als nicht erfolgt. Wäre das Geld doch gebucht, würde doppelt bezahlt.";
/// The no.
pub const LOOK_AGAIN: &str = "Noch einmal nachsehen";
/// Heading.
pub const NOT_MADE: &str = "Es wurde nichts gebucht";
/// Heading of a reversal that was not made.
pub const NOT_REVERSED: &str = "Es wurde nicht storniert";
/// Heading.
pub const DAY_CLOSED: &str = "Der Kassenschnitt ist erfolgt";
/// Heading.
pub const DAY_NOT_CLOSED: &str = "Der Kassenschnitt ist nicht bestätigt";
/// Heading of the terminal's lines.
pub const LINES: &str = "Beleg des Terminals";
/// Heading of its last receipt when an answer was lost.
pub const LAST_LINES: &str = "Letzter Beleg des Terminals";
/// Fact.
pub const TERMINAL: &str = "Terminal-Nummer";
/// Fact.
pub const CARD: &str = "Karte";
/// Fact.
pub const AT: &str = "Zeit am Terminal";
/// Told with a payment that a person read from the journal.
pub const BY_CLERK: &str = "Die Buchung wurde im Journal des Terminals nachgesehen.";
/// Button.
pub const REVERSE: &str = "Kartenzahlung stornieren";
/// Field.
pub const REASON: &str = "Grund der Stornierung";
/// Hint.
pub const REASON_HINT: &str =
    "Zum Beispiel: falscher Betrag. Der Grund wird mit dem Vorgang übertragen.";
/// Problem.
pub const REASON_MISSING: &str = "Geben Sie den Grund mit 3 bis 200 Zeichen an.";
/// Heading of the closing of the day.
pub const DAY: &str = "Bezahlterminal";
/// What it is.
pub const DAY_ABOUT: &str = "Der Kassenschnitt reicht alle Kartenzahlungen des Tages bei der Bank ein. Machen Sie ihn am Ende \
     jedes Besuchstages; danach ist kein Storno mehr möglich.";
/// Button.
pub const CLOSE_DAY: &str = "Kassenschnitt machen";
/// Question.
pub const CLOSE_DAY_SURE: &str = "Kassenschnitt jetzt machen?";
/// The no.
pub const NOT_YET: &str = "Noch nicht";

/// What the terminal does, for the heading.
pub fn running(what: PaymentKind) -> &'static str {
    match what {
        PaymentKind::Charge => RUNNING,
        PaymentKind::Reversal => RUNNING_REVERSAL,
        PaymentKind::CloseDay => RUNNING_DAY,
    }
}

/// The heading when it was not done.
pub fn not_made(what: PaymentKind) -> &'static str {
    match what {
        PaymentKind::Charge => NOT_MADE,
        PaymentKind::Reversal => NOT_REVERSED,
        PaymentKind::CloseDay => DAY_NOT_CLOSED,
    }
}

/// Where it stands, one sentence.
pub fn progress(stage: &PaymentStage) -> String {
    match stage {
        PaymentStage::Connecting => "Das Terminal wird vorbereitet.".to_owned(),
        PaymentStage::Running { status: None } => "Das Terminal hat den Auftrag.".to_owned(),
        PaymentStage::Running { status: Some(code) } => status(*code),
        PaymentStage::GivingUp => {
            "Der Abbruch ist angefordert. Das Terminal entscheidet.".to_owned()
        }
        PaymentStage::InDoubt => {
            "Die Antwort ging verloren. Das Terminal wird gefragt, ob gebucht wurde. Bitte warten."
                .to_owned()
        }
        PaymentStage::AskPerson => "Sehen Sie im Journal des Terminals nach.".to_owned(),
        PaymentStage::Made => "Das Terminal hat gebucht.".to_owned(),
        PaymentStage::NotMade { why } => reason(*why).what,
        PaymentStage::Failed { failure } => failure::failure(failure).what,
    }
}

/// What a screen reader says about the terminal's work.
pub fn spoken(work: &PaymentWork) -> String {
    match work.stage {
        PaymentStage::Made if work.what == PaymentKind::CloseDay => format!("{DAY_CLOSED}."),
        PaymentStage::Made if work.what == PaymentKind::Reversal => {
            "Die Zahlung ist storniert.".to_owned()
        }
        _ => progress(&work.stage),
    }
}

/// What the terminal shows, by its own number (ZVT chapter 3.7).
pub fn status(code: u8) -> String {
    const TAKE_CARD: std::ops::RangeInclusive<u8> = 0x41..=0x67;
    if TAKE_CARD.contains(&code) {
        let what = step(code - 0x40);
        return format!("{what} Bitte die Karte entnehmen.");
    }
    step(code).to_owned()
}

fn step(code: u8) -> &'static str {
    match code {
        0x00 => "Der Betrag wird am Terminal bestätigt.",
        0x01 | 0x02 => "Die Person folgt jetzt der Anzeige am Terminal.",
        0x03 | 0x13 | 0x1d => "Der Vorgang ist nicht möglich.",
        0x04 => "Das Terminal wartet auf die Bank.",
        0x05 => "Das Terminal nimmt die Zahlung zurück.",
        0x06 => "Das Terminal bucht ältere Zahlungen nach.",
        0x07 => "Diese Karte ist nicht zugelassen.",
        0x08 => "Diese Karte ist dem Terminal nicht bekannt.",
        0x09 => "Diese Karte ist abgelaufen.",
        0x0a | 0x2a => "Bitte die Karte einstecken oder vorhalten.",
        0x0b => "Bitte die Karte entnehmen.",
        0x0c => "Die Karte ist nicht lesbar.",
        0x0d => "Der Vorgang wird abgebrochen.",
        0x0e | 0x17 => "Das Terminal arbeitet. Bitte warten.",
        0x0f => "Das Terminal macht zuerst einen Kassenschnitt.",
        0x10 | 0x19 => "Die Karte ist ungültig.",
        0x12 => "Das Terminal meldet einen Systemfehler.",
        0x14 | 0x16 => "Der Betrag ist durch die Karte nicht gedeckt.",
        0x15 => "Die Geheimzahl war falsch.",
        0x18 => "Die Geheimzahl war zu oft falsch.",
        0x1c => "Die Zahlung ist erfolgt.",
        0x2b => "Das Terminal arbeitet ohne Verbindung zur Bank.",
        0x29 | 0xe0 | 0xe1 | 0x2c | 0x69 => "Am Terminal wird etwas ausgewählt.",
        0xc9 => "Das Terminal prüft zuerst seine Verbindung.",
        0xca => "Das Terminal richtet sich zuerst ein.",
        0xcb => "Der Speicher des Terminals ist voll.",
        0xd2 => "Das Terminal verbindet sich mit der Bank.",
        0xd3 | 0xf2 => "Das Terminal ist mit der Bank verbunden.",
        _ => "Das Terminal arbeitet. Beachten Sie seine Anzeige.",
    }
}

/// Why no money has moved, and what to do.
pub fn reason(why: NotMade) -> Advice {
    match why {
        NotMade::GivenUp => Advice::new(
            "Die Zahlung wurde abgebrochen, bevor das Terminal sie bekam.",
            "Starten Sie die Zahlung neu, oder wählen Sie eine andere Zahlungsart.",
        ),
        NotMade::Device { cause } => device::cause(cause),
        NotMade::Declined { code } => declined(code),
        NotMade::NotInJournal => Advice::new(
            "Die Antwort ging verloren, aber das Terminal hat nachweislich nichts gebucht.",
            "Prüfen Sie die Verbindung zum Terminal und starten Sie die Zahlung neu.",
        ),
        NotMade::ClerkSaid => Advice::new(
            "Im Journal des Terminals steht keine Buchung.",
            "Starten Sie die Zahlung neu, oder wählen Sie eine andere Zahlungsart.",
        ),
    }
}

/// What the terminal's own code means (ZVT chapter 10).
pub fn declined(code: u8) -> Advice {
    const OTHER_CARD: &str =
        "Versuchen Sie es mit einer anderen Karte, oder wählen Sie eine andere Zahlungsart.";
    const AGAIN: &str = "Starten Sie die Zahlung neu, oder wählen Sie eine andere Zahlungsart.";
    const DISPLAY: &str = "Beachten Sie die Anzeige des Terminals und rufen Sie sonst die IT an.";
    let (what, remedy) = match code {
        0x64 | 0x65 | 0x66 | 0x72 | 0x73 | 0xe2 => {
            ("Das Terminal kann die Karte nicht lesen.", OTHER_CARD)
        }
        0x67 | 0x68 | 0x6e | 0x76 | 0x7a | 0xc5 | 0xd2 | 0xea => {
            ("Das Terminal nimmt diese Karte nicht an.", OTHER_CARD)
        }
        0x6a | 0xb1 | 0xb2 | 0xf0 => (
            "Der Speicher des Terminals muss zuerst geleert werden.",
            "Machen Sie einen Kassenschnitt (Seite „Kasse“) und starten Sie die Zahlung neu.",
        ),
        0x6b | 0x83 | 0xeb | 0xa5 => ("Diese Funktion ist am Terminal nicht freigegeben.", DISPLAY),
        0x6c => ("Die Zahlung wurde am Terminal abgebrochen.", AGAIN),
        0x6f | 0xc6 | 0xcb => ("Die Währung passt nicht zur Karte.", OTHER_CARD),
        0x71 | 0xc3 | 0xc8 | 0xc9 => ("Der Betrag ist mit dieser Karte nicht möglich.", OTHER_CARD),
        0x78 => ("Die Karte ist abgelaufen.", OTHER_CARD),
        0x79 => ("Die Karte ist noch nicht gültig.", OTHER_CARD),
        0x7b | 0x7c | 0x7e => ("Die Karte lässt sich nur über den Chip lesen.", OTHER_CARD),
        0x7d | 0x9b | 0xa1 | 0xa3 => (
            "Das Terminal erreicht die Bank nicht.",
            "Prüfen Sie die Leitung des Koffers und versuchen Sie es noch einmal.",
        ),
        0x9c | 0xa0 => (
            "Das Terminal ist beschäftigt.",
            "Warten Sie, bis seine Anzeige in Ruhe ist, und versuchen Sie es noch einmal.",
        ),
        0xb4 => (
            "Diese Zahlung ist am Terminal schon storniert.",
            "Sehen Sie im Journal des Terminals nach und rufen Sie die Kasse an.",
        ),
        0xb5 => (
            "Diese Zahlung lässt sich am Terminal nicht mehr stornieren.",
            "Nach dem Kassenschnitt ist nur noch eine Rückzahlung durch die Kasse möglich.",
        ),
        0xc2 => (
            "Das Terminal verlangt eine Diagnose.",
            "Starten Sie auf der Seite „Koffer bereit?“ die Prüfung und danach die Zahlung neu.",
        ),
        0xcc => (
            "Der Drucker des Terminals ist nicht bereit.",
            "Legen Sie Papier in das Terminal ein und starten Sie die Zahlung neu.",
        ),
        0xdc => ("Im Terminal steckt noch eine Karte.", AGAIN),
        0x00 => ("Die Bank hat die Zahlung abgelehnt.", OTHER_CARD),
        _ => {
            return Advice {
                what: format!("Das Terminal hat den Auftrag abgelehnt (Code {code:02X})."),
                remedy: AGAIN.to_owned(),
            };
        }
    };
    Advice::new(what, remedy)
}

/// The sum of a closed day.
pub fn day_sum(cents: i64) -> String {
    format!("Eingereichte Summe: {}", Cents(cents))
}

/// A card's number and kind.
pub fn card(name: &str, number: &str) -> String {
    format!("{name} {number}").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use amtskoffer_contract::bridge::{DeviceCause, NotMade};

    use super::super::assert_sentence;
    use super::{declined, reason, status};

    #[test]
    fn every_status_and_every_code_is_a_sentence() {
        for code in 0..=u8::MAX {
            assert_sentence(&status(code));
            let advice = declined(code);
            assert_sentence(&advice.what);
            assert_sentence(&advice.remedy);
        }
        assert_eq!(
            status(0x44),
            "Das Terminal wartet auf die Bank. Bitte die Karte entnehmen."
        );
        assert!(declined(0xff).what.contains("FF"));
    }

    #[test]
    fn every_reason_says_what_to_do() {
        for why in [
            NotMade::GivenUp,
            NotMade::Device {
                cause: DeviceCause::NotFound,
            },
            NotMade::Declined { code: 0x6c },
            NotMade::NotInJournal,
            NotMade::ClerkSaid,
        ] {
            assert_sentence(&reason(why).what);
            assert_sentence(&reason(why).remedy);
        }
    }
}
