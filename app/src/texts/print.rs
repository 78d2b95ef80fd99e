//! Printing.

use amtskoffer_contract::bridge::{PaperKey, PrintJobState};

use super::{device, failure, fields};

/// Heading.
pub const TITLE: &str = "Drucken";
/// Field.
pub const COPIES: &str = "Anzahl";
/// Button.
pub const FEWER: &str = "Weniger";
/// Button.
pub const MORE: &str = "Mehr";
/// Choice, only where the printer can.
pub const TWO_SIDED: &str = "Beidseitig drucken";
/// Button.
pub const PRINT: &str = "Drucken";
/// Button.
pub const PRINT_AGAIN: &str = "Noch einmal drucken";
/// Button.
pub const CANCEL: &str = "Druck abbrechen";
/// In place of the button, until the printer has let go of the job.
pub const CANCEL_ASKED: &str = "Der Abbruch ist angefordert. Der Drucker bestätigt ihn gleich.";

/// Each paper with its name and what it is for.
const PAPERS: &[(&str, &str, &str)] = &[
    (
        "control_sheet",
        "Kontrollblatt",
        "Alle Angaben, wie sie gedruckt werden, zum Prüfen durch die antragstellende Person.",
    ),
    (
        "fee_receipt",
        "Gebührenquittung",
        "Für die Person, die bezahlt hat.",
    ),
    (
        "registration_certificate",
        "Meldebescheinigung",
        "Zum Mitnehmen, mit Siegel und Unterschrift.",
    ),
    (
        "residence_certificate",
        "Aufenthaltsbescheinigung",
        "Zum Mitnehmen, mit Siegel und Unterschrift.",
    ),
    (
        "life_certificate",
        "Lebensbescheinigung",
        "Für die Renten- oder Versicherungsstelle, mit Siegel und Unterschrift.",
    ),
    (
        "confirmation",
        "Amtliche Meldebestätigung",
        "Zum Mitnehmen; sie enthält nur die acht Angaben des Gesetzes.",
    ),
    (
        "deregistration_confirmation",
        "Amtliche Meldebestätigung über die Abmeldung",
        "Zum Mitnehmen; sie enthält nur die acht Angaben des Gesetzes.",
    ),
    (
        "certified_copy_note",
        "Beglaubigungsvermerk",
        "Unter die Kopie; mehrere Blätter verbinden und die Verbindung siegeln.",
    ),
    (
        "certified_print_note",
        "Beglaubigungsvermerk",
        "Unter den Ausdruck eines elektronischen Dokuments.",
    ),
    (
        "certified_signature_note",
        "Beglaubigungsvermerk",
        "Unmittelbar neben oder unter die Unterschrift.",
    ),
    (
        "hand_over_receipt",
        "Aushändigungsbeleg",
        "Von der empfangenden Person zu unterschreiben.",
    ),
    (
        "return_receipt",
        "Einzugsbeleg",
        "Für die Person, deren altes Dokument eingezogen oder entwertet wurde.",
    ),
    (
        "pin_letter_receipt",
        "Empfangsbestätigung PIN-Brief",
        "Von der Person zu unterschreiben, die den PIN-Brief erhält.",
    ),
    (
        "act_receipt",
        "Beleg Änderungsdienst",
        "Für die Person, an deren Karte etwas geändert wurde.",
    ),
    (
        "block_receipt",
        "Beleg Sperrung",
        "Für die Person, deren Online-Ausweisfunktion gesperrt oder entsperrt wurde.",
    ),
    (
        "address_sticker",
        "Adressaufkleber",
        "Nach dem Aufkleben mit der Person vergleichen und siegeln.",
    ),
    (
        "request_control_sheet",
        "Antrag zum Prüfen",
        "Von der antragstellenden Person zu prüfen und zu unterschreiben.",
    ),
    (
        "register_entry",
        "Eintrag im Beglaubigungsregister",
        "Für die Akte der Behörde.",
    ),
    (
        "exemption_certificate",
        "Befreiung von der Ausweispflicht",
        "Zum Mitnehmen, mit Siegel und Unterschrift.",
    ),
    (
        "print_data",
        "Daten für den Druck in der Behörde",
        "Für den Druck des vorläufigen Dokuments in der Behörde.",
    ),
    (
        "cash_closing",
        "Kassenabschluss",
        "Für die Kasse der Behörde.",
    ),
];

/// What stands in a paper, for when it is missing: by the beginning of its name.
const VALUES: &[(&str, &str)] = &[
    ("authority.", "die Behörde"),
    ("record.", "eine Angabe aus dem Melderegister"),
    ("document.", "eine Angabe zum beantragten Dokument"),
    (
        "printed.",
        "eine Angabe, die auf das Dokument gedruckt wird",
    ),
    ("mrz.", "die maschinenlesbare Zone"),
    ("fee.", "die Gebühr"),
    ("payment.", "die Zahlung"),
    ("receipt.", "die Quittungsnummer"),
    ("registration.", "eine Angabe zur An- oder Abmeldung"),
    ("life.", "eine Angabe zur Lebensbescheinigung"),
    ("certification.", "eine Angabe zur Beglaubigung"),
    ("handover.", "eine Angabe zur Aushändigung"),
    ("returned.", "eine Angabe zum bisherigen Dokument"),
    ("pin_letter.", "eine Angabe zum PIN-Brief"),
    ("request.", "eine Angabe zum Antrag"),
    ("terminal.", "eine Angabe zur Änderung am Ausweis"),
    ("sticker.", "der Text des Aufklebers"),
    ("closing.", "eine Angabe zum Kassenabschluss"),
    ("picture", "das Lichtbild oder die gescannte Seite"),
];

/// Name of a paper.
pub fn document(document: PaperKey) -> &'static str {
    known(document).map_or("Schreiben", |(_, name, _)| name)
}

/// What it is for.
pub fn purpose(document: PaperKey) -> &'static str {
    known(document).map_or("Zum Ausdrucken.", |(_, _, purpose)| purpose)
}

/// A value of a paper, for the sentence that says that it is missing.
pub fn value(name: &str) -> String {
    let group = VALUES.iter().find(|(group, _)| name.starts_with(group));
    match group {
        Some((_, words)) => (*words).to_owned(),
        None => format!("die Angabe „{}“", fields::input(name)),
    }
}

fn known(document: PaperKey) -> Option<&'static (&'static str, &'static str, &'static str)> {
    PAPERS.iter().find(|(key, ..)| *key == document.as_str())
}

/// Where a job stands: one sentence, and what to do where somebody must do something.
pub fn state(state: &PrintJobState) -> (String, Option<String>) {
    match state {
        PrintJobState::Waiting => ("Wartet auf den Drucker.".to_owned(), None),
        PrintJobState::Printing => ("Wird gedruckt.".to_owned(), None),
        PrintJobState::Stopped { cause } => {
            let advice = device::cause(*cause);
            (format!("Angehalten: {}", advice.what), Some(advice.remedy))
        }
        PrintJobState::Done => ("Gedruckt.".to_owned(), None),
        PrintJobState::Canceled => ("Druck abgebrochen.".to_owned(), None),
        PrintJobState::Failed { failure } => {
            let advice = failure::failure(failure);
            (
                format!("Nicht gedruckt: {}", advice.what),
                Some(advice.remedy),
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::state;
    use crate::texts::assert_sentence;
    use amtskoffer_contract::bridge::{DeviceCause, Failure, PrintJobState};

    #[test]
    fn every_state_is_a_sentence_and_a_stop_has_a_remedy() {
        let cause = DeviceCause::PaperOut;
        let failure = Failure::PrintAborted;
        let states = [
            (PrintJobState::Waiting, false),
            (PrintJobState::Printing, false),
            (PrintJobState::Stopped { cause }, true),
            (PrintJobState::Done, false),
            (PrintJobState::Canceled, false),
            (PrintJobState::Failed { failure }, true),
        ];
        for (each, has_remedy) in states {
            let (sentence, remedy) = state(&each);
            assert_sentence(&sentence);
            assert_eq!(remedy.is_some(), has_remedy, "{each:?}");
        }
        assert_eq!(
            state(&PrintJobState::Stopped { cause }).0,
            "Angehalten: Im Drucker ist kein Papier."
        );
    }
}
