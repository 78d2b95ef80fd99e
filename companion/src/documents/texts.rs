//! Every German text of the printed papers.

pub(super) const FILE_NUMBER: &str = "Aktenzeichen";
pub(super) const ISSUED_ON: &str = "Datum";
pub(super) const CLERK: &str = "Bearbeitet von";
pub(super) const SEAL: &str = "Dienstsiegel";
pub(super) const CLERK_SIGNATURE: &str = "Unterschrift";
pub(super) const MACHINE_MADE: &str =
    "Dieses Schreiben wurde maschinell erstellt und ist ohne Unterschrift gültig.";

pub(super) fn page_of(page: usize, count: usize) -> String {
    format!("Seite {page} von {count}")
}

pub(super) const FAMILY_NAME: &str = "Familienname";
pub(super) const GIVEN_NAMES: &str = "Vornamen";
pub(super) const DOCTORATE: &str = "Doktorgrad";
pub(super) const BORN: &str = "Geburtsdatum";

/// Simple certificate, § 18 Absatz 1 BMG.
pub(super) mod certificate {
    pub(in super::super) const TITLE: &str = "Meldebescheinigung";
    pub(in super::super) const PERSON: &str = "Angaben zur Person";
    pub(in super::super) const DWELLINGS: &str = "Derzeitige Anschriften";
    pub(in super::super) const BASIS: &str =
        "Einfache Meldebescheinigung nach § 18 Absatz 1 des Bundesmeldegesetzes (BMG)";
    pub(in super::super) const ADDRESS: &str = "Anschrift";
    pub(in super::super) const DWELLING: &str = "Wohnung";
    pub(in super::super) const ONLY: &str = "alleinige Wohnung";
    pub(in super::super) const MAIN: &str = "Hauptwohnung";
    pub(in super::super) const SECONDARY: &str = "Nebenwohnung";
    pub(in super::super) const NOTHING_MORE: &str =
        "Weitere Daten enthält diese Bescheinigung nach § 18 Absatz 1 BMG nicht.";

    pub(in super::super) fn as_registered(on: &str) -> String {
        format!("Im Melderegister sind am {on} zu der folgenden Person diese Daten gespeichert:")
    }

    pub(in super::super) fn usual_name(names: &str, several: bool) -> String {
        let kind = if several {
            "Gebräuchliche Vornamen"
        } else {
            "Gebräuchlicher Vorname"
        };
        format!("{kind} (unterstrichen): {names}")
    }

    pub(in super::super) fn charged(amount: &str, basis: &str) -> String {
        format!("Gebühr: {amount} ({basis})")
    }

    pub(in super::super) fn free(basis: &str) -> String {
        format!("Diese Bescheinigung ist gebührenfrei ({basis}).")
    }
}

/// Test page of the printer.
pub(super) mod test_page {
    pub(in super::super) const TITLE: &str = "Probeseite";
    pub(in super::super) const LETTERS: &str = "Der Drucker ist bereit: Äpfel, Öfen, Übung, Straße, Đorđević, 0123456789.";
}

/// Receipt over fees.
pub(super) mod receipt {
    pub(in super::super) const TITLE: &str = "Gebührenquittung";
    pub(in super::super) const DUPLICATE: &str = "Zweitschrift";
    pub(in super::super) const NUMBER: &str = "Quittungsnummer";
    pub(in super::super) const PAID_ON: &str = "Datum und Uhrzeit";
    pub(in super::super) const PLACE: &str = "Ort";
    pub(in super::super) const PAYER: &str = "Eingezahlt von";
    pub(in super::super) const SERVICES: &str = "Gebühren";
    pub(in super::super) const SERVICE: &str = "Leistung";
    pub(in super::super) const BASIS: &str = "Rechtsgrundlage";
    pub(in super::super) const AMOUNT: &str = "Betrag";
    pub(in super::super) const SUM: &str = "Summe";
    pub(in super::super) const PAYMENT: &str = "Zahlung";
    pub(in super::super) const WAY: &str = "Zahlungsart";
    pub(in super::super) const CASH: &str = "bar";
    pub(in super::super) const CARD: &str = "Karte";
    pub(in super::super) const GIVEN: &str = "Gegeben";
    pub(in super::super) const CHANGE: &str = "Rückgeld";
    pub(in super::super) const TERMINAL: &str = "Beleg des Kartenterminals";
    pub(in super::super) const RECEIVED: &str = "Betrag erhalten.";

    pub(in super::super) fn at(day: &str, hour: i8, minute: i8) -> String {
        format!("{day}, {hour:02}:{minute:02} Uhr")
    }

    pub(in super::super) fn waived(code: &str) -> String {
        format!("Gebühr entfällt, Schlüssel {code}")
    }
}

/// Sheet on which the applicant checks what will be printed on the document.
pub(super) mod control {
    pub(in super::super) const AS_PRINTED: &str = "Angaben, wie sie gedruckt werden";
    pub(in super::super) const INTRODUCTION: &str = "Bitte prüfen Sie alle Angaben Buchstabe für \
        Buchstabe. Sie lassen sich später nicht ändern.";
    pub(in super::super) const APPLIED_ON: &str = "Antrag vom";
    pub(in super::super) const CASE: &str = "Vorgang";
    pub(in super::super) const PHOTO: &str = "Lichtbild der antragstellenden Person, wie es auf das \
        Dokument gedruckt wird";
    pub(in super::super) const FAMILY_AND_BIRTH_NAME: &str = "Familien- und Geburtsname";
    pub(in super::super) const STAGE_NAME: &str = "Ordens-/Künstlername";
    pub(in super::super) const BIRTH_PLACE: &str = "Geburtsort";
    pub(in super::super) const NATIONALITY: &str = "Staatsangehörigkeit";
    pub(in super::super) const HEIGHT: &str = "Größe";
    pub(in super::super) const EYES: &str = "Augenfarbe";
    pub(in super::super) const ADDRESS: &str = "Anschrift";
    pub(in super::super) const AUTHORITY: &str = "Behörde";
    pub(in super::super) const VALID: &str = "Gültig";
    pub(in super::super) const SERIAL: &str = "Seriennummer";
    pub(in super::super) const MRZ: &str = "Maschinenlesbare Zone";
    pub(in super::super) const FURTHER: &str = "Weitere Angaben zum Antrag";
    pub(in super::super) const FINGERPRINTS: &str = "Fingerabdrücke";
    pub(in super::super) const SIGNATURE: &str = "Unterschrift auf dem Dokument";
    pub(in super::super) const ONLINE: &str = "Online-Ausweisfunktion";
    pub(in super::super) const DELIVERY: &str = "Aushändigung";
    pub(in super::super) const FEE: &str = "Gebühr";
    pub(in super::super) const CONFIRMATION: &str =
        "Ich habe die Angaben geprüft. Sie sind richtig und vollständig.";
    pub(in super::super) const APPLICANT_SIGNATURE: &str =
        "Unterschrift der antragstellenden Person oder der gesetzlichen Vertretung";

    pub(in super::super) fn title(document: &str) -> String {
        format!("Kontrollblatt zum Antrag: {document}")
    }

    pub(in super::super) fn from_until(from: &str, until: &str) -> String {
        format!("{from} bis {until}")
    }
}

/// What a signature pad shows.
pub(super) mod pad {
    use amtskoffer_domain::services::Service;

    pub(in super::super) const ASK: &str = "Bitte unterschreiben Sie im Feld.";
    pub(in super::super) const CANCEL: &str = "Abbrechen";
    pub(in super::super) const CLEAR: &str = "Löschen";
    pub(in super::super) const ACCEPT: &str = "Fertig";

    pub(in super::super) fn title(service: Service) -> &'static str {
        match service {
            Service::IdCard => "Unterschrift für Ihren Personalausweis",
            Service::ResidenceCertificate => "Unterschrift zu Ihrer Meldebescheinigung",
        }
    }
}
