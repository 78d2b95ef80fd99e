//! Sending a case.

use amtskoffer_contract::bridge::{CaseView, FingerView};

use super::fingers::finger;

/// Heading.
pub const TITLE: &str = "Antrag übermitteln";
/// Heading over what is sent.
pub const CONTENTS: &str = "Das wird übermittelt";
/// How it goes.
pub const INTRO: &str = "Der Antrag geht verschlüsselt an das Rechenzentrum. Erst wenn es den Empfang bestätigt hat, wird \
     er im Koffer gelöscht.";
/// Button.
pub const SEND: &str = "Antrag jetzt übermitteln";
/// Button after a refusal.
pub const SEND_AGAIN: &str = "Noch einmal übermitteln";
/// Title while it is on its way.
pub const SENDING: &str = "Der Antrag ist unterwegs";
/// The page may be left.
pub const MAY_LEAVE: &str = "Sie können diese Seite verlassen und weiterarbeiten. Der Stand steht immer in der Zustandsleiste. \
     Schalten Sie den Koffer noch nicht aus.";
/// Before the first byte.
pub const PREPARING: &str = "Wird vorbereitet …";
/// Title when it was refused.
pub const REFUSED: &str = "Der Antrag wurde nicht angenommen";
/// It was acknowledged.
pub const ACKNOWLEDGED: &str = "Das Rechenzentrum hat den Empfang bestätigt.";
/// Link.
pub const TO_RECEIPT: &str = "Zur Empfangsbestätigung";
/// Link.
pub const TO_CHECK: &str = "Zurück zu „Angaben prüfen“";
/// Link.
pub const TO_CASES: &str = "Zur Übersicht der Vorgänge";
/// Title when sections are missing.
pub const INCOMPLETE: &str = "Der Antrag ist noch nicht vollständig";
/// What to do then.
pub const INCOMPLETE_TEXT: &str = "Schließen Sie zuerst diese Abschnitte ab:";
/// Part of a case.
pub const DATA: &str = "Die Angaben zur Person und zum Antrag";
/// Part of a case.
pub const PHOTO: &str = "Das Lichtbild";
/// Part of a case.
pub const SIGNATURE: &str = "Die Unterschrift";
/// Part of a case.
pub const NO_SIGNATURE: &str = "Der Vermerk, dass die Person nicht schreiben kann";
/// Part of a case.
pub const FEE: &str = "Die Gebühr und wie sie bezahlt wurde";

/// What the case carries, one line each.
pub fn contents(case: &CaseView, unable_to_sign: bool) -> Vec<String> {
    let mut lines = vec![DATA.to_owned()];
    if case.photo.is_some() {
        lines.push(PHOTO.to_owned());
    }
    let chosen: Vec<&FingerView> = case.fingers.taken.iter().filter(|f| f.chosen).collect();
    if !chosen.is_empty() {
        let names: Vec<String> = chosen.iter().map(|print| finger(print.finger)).collect();
        lines.push(format!("Die Fingerabdrücke: {}", names.join(", ")));
    }
    if !case.fingers.missing.is_empty() {
        lines.push("Die Vermerke zu Fingern, die nicht aufgenommen wurden".to_owned());
    }
    if case.signature.is_some() {
        lines.push(SIGNATURE.to_owned());
    } else if unable_to_sign {
        lines.push(NO_SIGNATURE.to_owned());
    }
    if case.payment.is_some() {
        lines.push(FEE.to_owned());
    }
    lines
}

/// How far it is and what goes on.
pub fn progress(sent: u64, total: u64, waiting: bool) -> String {
    let so_far = format!("{} von {} übertragen", megabytes(sent), megabytes(total));
    if waiting {
        return format!("{so_far}. Wartet auf die Leitung und geht dann von selbst weiter.");
    }
    format!("{so_far}.")
}

/// Bytes in words.
#[expect(clippy::cast_precision_loss, reason = "one decimal of a few megabytes")]
pub fn megabytes(bytes: u64) -> String {
    let megabytes = bytes as f64 / 1_000_000.0;
    format!("{megabytes:.1} MB").replace('.', ",")
}

#[cfg(test)]
mod tests {
    use super::{megabytes, progress};

    #[test]
    fn bytes_are_told_in_megabytes() {
        assert_eq!(megabytes(0), "0,0 MB");
        assert_eq!(megabytes(1_250_000), "1,2 MB");
        assert_eq!(megabytes(24_000_000), "24,0 MB");
    }

    #[test]
    fn waiting_is_said_honestly() {
        assert_eq!(
            progress(0, 2_000_000, false),
            "0,0 MB von 2,0 MB übertragen."
        );
        assert!(progress(1, 2, true).ends_with("geht dann von selbst weiter."));
    }
}
