//! What went wrong with a request, and what to do.

use amtskoffer_contract::bridge::Failure;

use super::{Advice, device, fields, prefill, print};
use crate::bridge::Trouble;

/// Nothing is lost; try again.
const AGAIN: &str = "Es ist nichts verloren. Versuchen Sie es noch einmal.";
const RELOAD: &str = "Laden Sie die Seite neu. Erfasste Daten bleiben erhalten.";
const CALL_IT: &str = "Arbeiten Sie nicht weiter und rufen Sie die IT an.";

/// For everything that can come back from the bridge.
pub fn trouble(trouble: &Trouble) -> Advice {
    match trouble {
        Trouble::Refused(refused) => failure(refused),
        Trouble::Lost => Advice::new(
            "Die Verbindung zum Begleitdienst war kurz unterbrochen.",
            "Prüfen Sie, ob der letzte Schritt angekommen ist, und wiederholen Sie ihn sonst.",
        ),
        Trouble::Mismatch => Advice::new("Die Antwort des Begleitdienstes passt nicht.", RELOAD),
    }
}

/// What happened, and what to do.
#[expect(clippy::too_many_lines, reason = "one table, one line of thought")]
pub fn failure(failure: &Failure) -> Advice {
    let (what, remedy) = match failure {
        Failure::InputOutOfBounds { .. }
        | Failure::FieldUnknown { .. }
        | Failure::CaseIncomplete { .. }
        | Failure::TransferTooLarge { .. }
        | Failure::PictureTooSmall { .. }
        | Failure::Device { .. }
        | Failure::VersionMismatch { .. }
        | Failure::CaseRefused { .. }
        | Failure::PaperLacks { .. }
        | Failure::ServiceRefused { .. }
        | Failure::ExceptionNotApproved { .. } => return detailed(failure),
        Failure::PhotoCodeNotFound
        | Failure::PhotoCodeUnknown
        | Failure::PhotoGone
        | Failure::PhotoCloudAway
        | Failure::PhotoNotTrusted
        | Failure::MrzFontMissing => return prefill::failure(failure),
        Failure::MalformedMessage => (
            "Die Seite und der Begleitdienst verstehen sich nicht.",
            RELOAD,
        ),
        Failure::HelloMissing => ("Die Verbindung wurde nicht richtig aufgebaut.", RELOAD),
        Failure::Cancelled => (
            "Der Vorgang wurde abgebrochen.",
            "Beginnen Sie den Schritt neu, wenn Sie ihn noch brauchen.",
        ),
        Failure::TooManyRequests => (
            "Es laufen zu viele Aufgaben gleichzeitig.",
            "Warten Sie einen Moment und versuchen Sie es noch einmal.",
        ),
        Failure::NoVisit => (
            "Es ist noch nicht bekannt, wer am Koffer arbeitet.",
            "Geben Sie auf der Startseite Ihren Namen und den Ort an.",
        ),
        Failure::CriteriaTooFew => (
            "Für die Suche fehlt eine Angabe.",
            "Geben Sie den Familiennamen und mindestens eine weitere Angabe ein.",
        ),
        Failure::RecordNotOpen => (
            "Die Person ist nicht mehr aufgerufen.",
            "Suchen Sie die Person noch einmal.",
        ),
        Failure::RecordUnknown => (
            "Das Register kennt diese Person nicht mehr.",
            "Suchen Sie die Person noch einmal.",
        ),
        Failure::CaseUnknown => (
            "Diesen Vorgang gibt es im Koffer nicht mehr.",
            "Sehen Sie in der Übersicht nach und legen Sie ihn sonst neu an.",
        ),
        Failure::CaseNotInState => (
            "Das ist beim jetzigen Stand des Vorgangs nicht möglich.",
            "Öffnen Sie den Vorgang aus der Übersicht neu.",
        ),
        Failure::ServiceUnknown => (
            "Diese Leistung ist im Koffer nicht eingerichtet.",
            "Wählen Sie eine andere Leistung oder rufen Sie die IT an.",
        ),
        Failure::DiscardNotConfirmed => (
            "Der Vorgang ist noch nicht übertragen.",
            "Bestätigen Sie, dass er verworfen werden soll, oder übertragen Sie ihn.",
        ),
        Failure::TooManyCases => (
            "Es sind so viele Vorgänge offen, wie der Koffer halten kann.",
            "Übertragen oder schließen Sie zuerst einen anderen Vorgang.",
        ),
        Failure::TransferBroken => (
            "Das Bild ist nicht vollständig angekommen.",
            "Nehmen Sie es noch einmal auf.",
        ),
        Failure::HandleUnknown => (
            "Das Bild ist nicht mehr vorhanden.",
            "Öffnen Sie den Abschnitt neu.",
        ),
        Failure::PictureUnreadable => (
            "Das Bild lässt sich nicht lesen.",
            "Nehmen Sie es noch einmal auf.",
        ),
        Failure::PictureTooLarge => (
            "Das Bild ist zu groß.",
            "Stellen Sie an der Kamera eine geringere Auflösung ein (höchstens 40 Megapixel) und nehmen \
             Sie es noch einmal auf.",
        ),
        Failure::PictureNotOriginal => (
            "Das Bild ist keine unveränderte Aufnahme einer Kamera (JPEG in sRGB).",
            "Nehmen Sie das Bild neu auf. Bearbeitete oder umgewandelte Bilder sind nicht zulässig.",
        ),
        Failure::CropOutside => (
            "Um den Kopf ist zu wenig Platz im Bild.",
            "Gehen Sie mit der Kamera etwas zurück und nehmen Sie das Bild noch einmal auf.",
        ),
        Failure::EyesImplausible => (
            "Die Augenpunkte können so nicht stimmen.",
            "Setzen Sie die Punkte auf die Mitte der beiden Augen.",
        ),
        Failure::SignatureEmpty => (
            "Es ist keine Unterschrift zu sehen.",
            "Lassen Sie die Person noch einmal unterschreiben.",
        ),
        Failure::SignatureTooLong => (
            "Die Unterschrift hat zu viele Striche.",
            "Löschen Sie das Feld und lassen Sie die Person noch einmal unterschreiben.",
        ),
        Failure::FingerNotDue => (
            "Dieser Finger ist gerade nicht an der Reihe.",
            "Nehmen Sie den angezeigten Finger auf.",
        ),
        Failure::ReasonUnknown => (
            "Dieser Grund ist nicht bekannt.",
            "Wählen Sie einen Grund aus der Liste.",
        ),
        Failure::NoFinger => (
            "Es wurde kein Finger aufgelegt.",
            "Starten Sie die Aufnahme neu und lassen Sie den Finger auflegen.",
        ),
        Failure::LineDown => (
            "Das Rechenzentrum ist nicht erreichbar.",
            "Es ist nichts verloren. Stellen Sie den Koffer an einen Platz mit besserem Empfang.",
        ),
        Failure::GatewayNotTrusted => (
            "Die Gegenstelle weist sich nicht als unser Rechenzentrum aus.",
            CALL_IT,
        ),
        Failure::GatewayCertificateExpired => (
            "Das Zertifikat des Rechenzentrums ist abgelaufen, oder die Uhr des Koffers geht falsch.",
            "Prüfen Sie Datum und Uhrzeit des Koffers. Stimmen sie, rufen Sie die IT an. Es ist nichts verloren.",
        ),
        Failure::OtherTown => (
            "Es antwortet das Rechenzentrum einer anderen Stadt.",
            CALL_IT,
        ),
        Failure::ClockWrong => (
            "Die Uhr des Koffers geht falsch.",
            "Stellen Sie Datum und Uhrzeit des Koffers richtig oder rufen Sie die IT an. An Ihrer Anmeldung \
             liegt es nicht. Es ist nichts verloren.",
        ),
        Failure::TunnelClosed => (
            "Der Weg zum Rechenzentrum führt nicht durch den Tunnel, darum wird nichts gesendet.",
            "Verbinden Sie das VPN-Programm der Stadt neu. Hilft das nicht, rufen Sie die IT an. Es ist \
             nichts verloren.",
        ),
        Failure::SuitcaseNotEnrolled => (
            "Das Rechenzentrum kennt diesen Koffer nicht oder hat ihn gesperrt.",
            "Rufen Sie die IT an. Der Koffer muss dort angemeldet werden. Was Sie erfasst haben, bleibt \
             im Koffer, solange er eingeschaltet ist.",
        ),
        Failure::GatewayGarbled => (
            "Die Antwort des Rechenzentrums ist nicht zu verstehen.",
            "Es ist nichts verloren. Versuchen Sie es noch einmal; hilft das nicht, rufen Sie die IT an.",
        ),
        Failure::CaseConflict => (
            "Dieser Vorgang liegt im Rechenzentrum schon mit anderem Inhalt.",
            "Der Vorgang bleibt im Koffer. Rufen Sie die IT an, bevor Sie ihn noch einmal senden.",
        ),
        Failure::GatewayStorage => ("Das Rechenzentrum kann gerade nicht speichern.", AGAIN),
        Failure::ReceiptNotTrusted => (
            "Die Quittung des Rechenzentrums ist nicht echt.",
            "Der Vorgang bleibt im Koffer. Arbeiten Sie nicht weiter und rufen Sie die IT an.",
        ),
        Failure::NotPrintable => (
            "Das lässt sich jetzt nicht drucken.",
            "Schließen Sie zuerst die Schritte davor ab.",
        ),
        Failure::PaperFaulty => (
            "Die Vorlage dieses Schreibens passt nicht.",
            "Der Vorgang bleibt erhalten. Rufen Sie die IT an; sie prüft die Vorlage.",
        ),
        Failure::LetterNotPrintable => (
            "Ein Buchstabe des Namens fehlt in der Schrift.",
            "Drucken Sie nicht mit falschem Namen. Rufen Sie die IT an.",
        ),
        Failure::DocumentsFull => (
            "Weitere Seiten haben in diesem Vorgang keinen Platz mehr.",
            "Löschen Sie Seiten, die niemand braucht, oder scannen Sie in Grau mit 300 dpi.",
        ),
        Failure::JobUnknown => (
            "Diesen Druckauftrag gibt es nicht mehr.",
            "Drucken Sie noch einmal.",
        ),
        Failure::PrintAborted => (
            "Der Drucker hat den Auftrag abgebrochen.",
            "Prüfen Sie den Drucker und drucken Sie noch einmal.",
        ),
        Failure::PaymentTooLow => (
            "Der gegebene Betrag ist kleiner als die Gebühr.",
            "Prüfen Sie den Betrag.",
        ),
        Failure::PaymentUnfinished => (
            "Am Bezahlterminal läuft noch ein Vorgang, oder sein Ergebnis ist noch nicht bekannt.",
            "Öffnen Sie die Gebühr des Vorgangs und bringen Sie die Zahlung dort zu Ende.",
        ),
        Failure::CardPaid => (
            "Dieser Vorgang ist mit Karte bezahlt.",
            "Stornieren Sie zuerst die Kartenzahlung bei der Gebühr. Dann ist der Schritt möglich.",
        ),
        Failure::PaidTogether => (
            "Diese Zahlung gilt für mehrere Vorgänge.",
            "Heben Sie die ganze Zahlung auf der Seite „Kasse“ auf. Ist einer der Vorgänge schon übermittelt, klärt das die Kasse des Amts.",
        ),
        Failure::TillAtWork => (
            "In dieser Kasse ist schon gebucht.",
            "Schließen Sie die Kasse ab. Danach können Sie das Wechselgeld neu angeben.",
        ),
        Failure::TillFull => (
            "Die Kasse nimmt keine weitere Zahlung auf.",
            "Schließen Sie die Kasse auf der Seite „Kasse“ ab und buchen Sie dann weiter.",
        ),
        Failure::ClosingUnsent => (
            "Der vorige Kassenabschluss ist noch nicht übermittelt.",
            "Übermitteln Sie ihn zuerst. Dazu braucht der Koffer die Leitung zum Rechenzentrum.",
        ),
        Failure::NoCardPayment => (
            "Dazu gibt es keine Kartenzahlung.",
            "Laden Sie die Seite neu und prüfen Sie, wie die Zahlung steht.",
        ),
        Failure::CaseNeeded => (
            "Was am Ausweis etwas ändert, geht nur in einem Vorgang.",
            "Suchen Sie die Person im Register und beginnen Sie für sie den Vorgang „Dienste am Ausweis“.",
        ),
        Failure::ActOutOfOrder => (
            "Das ist in diesem Dienst jetzt nicht an der Reihe.",
            "Sehen Sie auf der Seite „Ausführung“ nach, was als Nächstes zu tun ist. Was schon geschehen ist, lässt sich nicht mehr ändern.",
        ),
        Failure::ActDone => (
            "Am Ausweis ist schon etwas geschehen; der Vorgang lässt sich nicht mehr verwerfen.",
            "Geben Sie den Vorgang ab, auch wenn nicht alles gelungen ist: Er sagt dem Amt, wie weit Sie gekommen sind.",
        ),
        Failure::CompanionNotRunning => (
            "Der Begleitdienst läuft nicht.",
            "Melden Sie sich am Gerät ab und wieder an, oder rufen Sie die IT an.",
        ),
        Failure::NotSignedIn => (
            "Es ist niemand angemeldet, oder die Anmeldung ist abgelaufen.",
            "Melden Sie sich mit Ihrem Passkey an. Offene Vorgänge bleiben erhalten.",
        ),
        Failure::DeskLocked => (
            "Der Bildschirm ist gesperrt.",
            "Entsperren Sie ihn mit dem Passkey, mit dem Sie angemeldet sind.",
        ),
        Failure::DeskFull => (
            "Es sind schon zwei Personen angemeldet.",
            "Lassen Sie zuerst eine von ihnen abmelden.",
        ),
        Failure::LinkUnknown => (
            "Dieser Anmelde-Link ist unbekannt, schon benutzt oder zu alt.",
            "Bitten Sie die Verwaltung um einen neuen Link.",
        ),
        Failure::CeremonyEnded => (
            "Der Passkey hat nicht rechtzeitig geantwortet, oder es wurde abgebrochen.",
            "Halten Sie den richtigen Passkey bereit und beginnen Sie noch einmal.",
        ),
        Failure::CredentialRefused => (
            "Der Passkey wurde nicht anerkannt.",
            "Nehmen Sie den Passkey, der für Sie eingerichtet wurde, und geben Sie dessen PIN ein.",
        ),
        Failure::SameClerk => (
            "Für das Vier-Augen-Prinzip braucht es eine zweite Person.",
            "Lassen Sie den Vorgang mit dem Passkey einer Kollegin oder eines Kollegen freigeben.",
        ),
        Failure::NoSecondClerk => (
            "Es ist keine zweite Person eingerichtet, die freigeben darf.",
            "Bitten Sie die Verwaltung, einen zweiten Passkey einzurichten. Der Vorgang bleibt im Koffer.",
        ),
        Failure::ApprovalMissing => (
            "Dieser Vorgang ist noch nicht von einer zweiten Person freigegeben.",
            "Lassen Sie ihn freigeben und senden Sie ihn dann noch einmal.",
        ),
        Failure::SealRefused => (
            "Das Rechenzentrum erkennt die Verschlüsselung dieses Koffers nicht an.",
            "Der Vorgang bleibt im Koffer. Rufen Sie die IT an und nennen Sie den Schlüssel des Fachamts.",
        ),
        Failure::DepartmentAway => (
            "Die Prüfstelle im Rechenzentrum ist nicht erreichbar.",
            "Der Vorgang bleibt im Koffer. Senden Sie ihn in einigen Minuten noch einmal.",
        ),
        Failure::GatewayFull => (
            "Der Speicher des Rechenzentrums ist voll.",
            "Der Vorgang bleibt im Koffer. Sagen Sie der IT Bescheid und senden Sie ihn danach noch einmal.",
        ),
        Failure::NoteUnreadable => (
            "Die Notiz zu diesem begonnenen Vorgang lässt sich nicht mehr lesen.",
            "Verwerfen Sie den Vorgang und beginnen Sie ihn neu.",
        ),
        Failure::ExtensionNotAllowed => (
            "Die Erweiterung in diesem Browser gehört nicht zu diesem Koffer.",
            CALL_IT,
        ),
        Failure::Internal => (
            "Im Begleitdienst ist ein Fehler aufgetreten.",
            "Es ist nichts verloren. Versuchen Sie es noch einmal; hilft das nicht, rufen Sie die IT an.",
        ),
    };
    Advice::new(what, remedy)
}

fn detailed(failure: &Failure) -> Advice {
    match failure {
        Failure::InputOutOfBounds { input } => Advice {
            what: format!(
                "Die Angabe „{}“ fehlt oder ist zu lang.",
                fields::input(input)
            ),
            remedy: "Ergänzen oder kürzen Sie die Angabe.".to_owned(),
        },
        Failure::FieldUnknown { field } => Advice {
            what: format!(
                "Die Angabe „{}“ passt nicht zu dieser Leistung.",
                fields::input(field)
            ),
            remedy: RELOAD.to_owned(),
        },
        Failure::PaperLacks { value } => Advice {
            what: format!("In diesem Schreiben fehlt: {}.", print::value(value)),
            remedy: "Ergänzen Sie die Angabe und drucken Sie dann.".to_owned(),
        },
        Failure::ServiceRefused { reason } => Advice {
            what: reason.clone(),
            remedy: "Prüfen Sie die Angaben. Ist alles richtig, kann der Antrag so nicht gestellt werden."
                .to_owned(),
        },
        Failure::CaseIncomplete { sections } => Advice {
            what: format!("Es fehlt noch etwas: {}.", section_names(sections)),
            remedy: "Öffnen Sie diese Abschnitte und schließen Sie sie ab.".to_owned(),
        },
        Failure::TransferTooLarge { limit } => Advice {
            what: format!("Das Bild ist größer als {} MB.", limit / (1024 * 1024)),
            remedy: "Nehmen Sie es mit geringerer Auflösung noch einmal auf.".to_owned(),
        },
        Failure::PictureTooSmall { needed, actual } => Advice {
            what: format!("Zwischen den Augen liegen {actual} Bildpunkte, nötig sind {needed}."),
            remedy: "Gehen Sie mit der Kamera näher heran und nehmen Sie das Bild noch einmal auf."
                .to_owned(),
        },
        Failure::Device { cause } => device::cause(*cause),
        Failure::VersionMismatch { .. } => Advice::new(
            "Die Seite und der Begleitdienst haben unterschiedliche Versionen.",
            "Rufen Sie die IT an. Die ältere Seite muss aktualisiert werden.",
        ),
        Failure::CaseRefused { keys } => Advice {
            what: format!(
                "Das Rechenzentrum nimmt den Vorgang so nicht an: {}.",
                section_names(keys)
            ),
            remedy: "Der Vorgang bleibt im Koffer. Berichtigen Sie die Angaben und senden Sie ihn \
                     noch einmal."
                .to_owned(),
        },
        Failure::ExceptionNotApproved { keys } => Advice {
            what: format!("Eine Ausnahme ist noch nicht genehmigt: {}.", section_names(keys)),
            remedy: "Die Koordination meldet sich als zweite Person am Koffer an und gibt den Antrag frei. \
                     Sie können auch neu erfassen."
                .to_owned(),
        },
        _ => Advice::new("Es ist ein Fehler aufgetreten.", AGAIN),
    }
}

fn section_names(keys: &[String]) -> String {
    let names: Vec<String> = keys.iter().map(|key| fields::input(key)).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests;
