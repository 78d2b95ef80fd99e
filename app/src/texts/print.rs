//! Printing.

use amtskoffer_contract::bridge::{PrintJobState, PrintableDocument};

use super::{device, failure};

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

/// Name of a document.
pub fn document(document: PrintableDocument) -> &'static str {
    match document {
        PrintableDocument::ControlSheet => "Kontrollblatt",
        PrintableDocument::FeeReceipt => "Gebührenquittung",
        PrintableDocument::ResidenceCertificate => "Meldebescheinigung",
    }
}

/// What it is for.
pub fn purpose(document: PrintableDocument) -> &'static str {
    match document {
        PrintableDocument::ControlSheet => {
            "Alle Angaben, wie sie gedruckt werden, zum Prüfen durch die antragstellende Person."
        }
        PrintableDocument::FeeReceipt => "Für die Person, die bezahlt hat.",
        PrintableDocument::ResidenceCertificate => "Zum Mitnehmen, mit Siegel und Unterschrift.",
    }
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
