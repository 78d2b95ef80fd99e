//! Sending a case.

use amtskoffer_contract::bridge::{CaseView, FingerView, UploadState, UploadView};

use super::documents::document;
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
    if case.photo.is_some() || case.held.contains("photo") {
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
    if case.signature.is_some() || case.held.contains("signature") {
        lines.push(SIGNATURE.to_owned());
    } else if unable_to_sign {
        lines.push(NO_SIGNATURE.to_owned());
    }
    for scan in &case.scans {
        lines.push(format!("Gescannt: {}", document(&scan.kind, scan.pages.len())));
    }
    if case.payment.is_some() {
        lines.push(FEE.to_owned());
    }
    lines
}

/// How far it is, how long it takes and what goes on.
pub fn progress(upload: &UploadView) -> String {
    let so_far = format!(
        "{} von {} übertragen",
        megabytes(upload.sent),
        megabytes(upload.total)
    );
    match (&upload.state, upload.seconds_left) {
        (UploadState::WaitingForLine, _) => {
            format!("{so_far}. Wartet auf die Leitung und geht dann von selbst weiter.")
        }
        (UploadState::Running, Some(seconds)) if seconds > 0 => {
            format!("{so_far}, noch etwa {}.", duration(seconds))
        }
        _ => format!("{so_far}."),
    }
}

/// Seconds as a person would say them.
fn duration(seconds: u32) -> String {
    match seconds {
        0 | 1 => "eine Sekunde".to_owned(),
        2..=9 => format!("{seconds} Sekunden"),
        10..=89 => format!("{} Sekunden", seconds.div_ceil(5) * 5),
        _ => format!("{} Minuten", seconds.div_ceil(60)),
    }
}

/// What the data centre has of a case that is not sent yet.
pub fn ahead(upload: &UploadView) -> Option<String> {
    let count = upload.parts.len();
    let parts = match count {
        0 => return None,
        1 => "1 Aufnahme liegt".to_owned(),
        more => format!("{more} Aufnahmen liegen"),
    };
    let rest = match upload.state {
        UploadState::Resting => "Beim Übermitteln fehlt nur noch der Text.".to_owned(),
        _ => progress(upload),
    };
    Some(format!(
        "{parts} schon verschlüsselt im Rechenzentrum. {rest}"
    ))
}

/// Bytes in words.
#[expect(clippy::cast_precision_loss, reason = "one decimal of a few megabytes")]
pub fn megabytes(bytes: u64) -> String {
    let megabytes = bytes as f64 / 1_000_000.0;
    format!("{megabytes:.1} MB").replace('.', ",")
}

#[cfg(test)]
mod tests {
    use super::{DATA, ahead, contents, megabytes, progress};
    use crate::sheet::tests::adult;
    use amtskoffer_contract::bridge::{ScannedDocumentView, UploadState, UploadView};

    #[test]
    fn scanned_papers_are_named_one_by_one() {
        let mut case = adult();
        let pages = vec![Default::default(); 3];
        case.scans = [("consent", pages), ("other", Vec::new())]
            .map(|(kind, pages)| ScannedDocumentView { document: 1, kind: kind.to_owned(), pages })
            .to_vec();
        let scanned = ["Gescannt: Einverständniserklärung – 3 Seiten", "Gescannt: Andere Unterlage"];
        assert_eq!(contents(&case, false), [&[DATA][..], &scanned].concat());
    }

    #[test]
    fn bytes_are_told_in_megabytes() {
        assert_eq!(megabytes(0), "0,0 MB");
        assert_eq!(megabytes(1_250_000), "1,2 MB");
        assert_eq!(megabytes(24_000_000), "24,0 MB");
    }

    #[test]
    fn waiting_is_said_honestly() {
        let mut upload = UploadView {
            case: uuid::Uuid::nil(),
            sent: 0,
            total: 2_000_000,
            state: UploadState::Running,
            seconds_left: None,
            parts: Vec::new(),
        };
        assert_eq!(progress(&upload), "0,0 MB von 2,0 MB übertragen.");
        assert_eq!(ahead(&upload), None);
        upload.seconds_left = Some(12);
        assert!(progress(&upload).ends_with("übertragen, noch etwa 15 Sekunden."));
        upload.seconds_left = Some(100);
        assert!(progress(&upload).ends_with("noch etwa 2 Minuten."));
        upload.state = UploadState::WaitingForLine;
        assert!(progress(&upload).ends_with("geht dann von selbst weiter."));
        upload.state = UploadState::Resting;
        upload.parts = vec!["photo".to_owned()];
        let told = ahead(&upload).expect("one is there");
        assert!(told.starts_with("1 Aufnahme liegt schon") && told.contains("nur noch der Text"));
    }
}
