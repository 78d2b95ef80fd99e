//! Hints that the clerk must see.

use amtskoffer_domain::rules::warnings::Warning;

use super::Advice;

/// What is to be known, and what to do.
pub fn warning(warning: Warning) -> Advice {
    let (what, remedy) = match warning {
        Warning::InformationBlock => (
            "Für diese Person besteht eine Auskunftssperre (§ 51 BMG).",
            "Nennen Sie ihre Anschrift niemandem, auch nicht am Ort des Termins.",
        ),
        Warning::ConditionalBlock => (
            "Für diese Person besteht ein bedingter Sperrvermerk (§ 52 BMG).",
            "Geben Sie keine Auskunft an Dritte.",
        ),
        Warning::PassportRefusal => (
            "Im Register steht ein Passversagungsgrund (§ 7 PassG).",
            "Halten Sie vor dem Antrag Rücksprache mit der Passbehörde.",
        ),
        Warning::IdCardOrder => (
            "Im Register steht eine Anordnung nach § 6 Absatz 7 oder § 6a PAuswG.",
            "Halten Sie vor dem Antrag Rücksprache mit der Ausweisbehörde.",
        ),
        Warning::DateOfDeath => (
            "Im Register steht ein Sterbedatum.",
            "Prüfen Sie, ob Sie die richtige Person aufgerufen haben.",
        ),
        Warning::OtherMainDwelling => (
            "Die Hauptwohnung liegt in einer anderen Gemeinde.",
            "Für einen Ausweis ist eine Ermächtigung der zuständigen Behörde nötig (§ 8 Absatz 4 PAuswG).",
        ),
        Warning::TaxIdMissing => (
            "Im Register ist keine steuerliche Identifikationsnummer gespeichert.",
            "Geben Sie einen Hinweis an die Meldebehörde.",
        ),
        Warning::NameTooLong => (
            "Ein Name ist länger, als der Antrag zulässt.",
            "Klären Sie die Schreibweise mit dem Register, bevor Sie senden.",
        ),
        Warning::LettersOutsideNorm => (
            "Ein Name enthält Zeichen außerhalb von DIN 91379.",
            "Klären Sie die Schreibweise mit dem Register, bevor Sie senden.",
        ),
        Warning::PrintTruncated => (
            "Ein Name passt nicht ganz auf den Ausweis und wird gekürzt.",
            "Zeigen Sie der Person, wie er gedruckt wird.",
        ),
        Warning::MrzTruncated => (
            "Der Name wird in der maschinenlesbaren Zone gekürzt.",
            "Prüfen Sie, ob die Kürzung anstößig ist, und tragen Sie sonst einen anderen Namen ein.",
        ),
        Warning::PhotoSeenBefore => (
            "Das Lichtbild wurde schon einmal verwendet oder ist zu alt.",
            "Nehmen Sie ein neues Bild auf.",
        ),
        Warning::LastDocumentLost => (
            "Das letzte Dokument ist als verloren gemeldet.",
            "Lassen Sie sich die Verlustanzeige zeigen.",
        ),
        Warning::StillValidDocument => (
            "Das bisherige Dokument ist noch gültig.",
            "Fragen Sie nach dem Grund für einen neuen Ausweis (§ 6 Absatz 2 PAuswG).",
        ),
        Warning::CustodianWithoutScope => (
            "Der Aufgabenkreis der Betreuung deckt den Antrag nicht.",
            "Lassen Sie sich den Betreuerausweis zeigen.",
        ),
        Warning::MinorWithoutConsent => (
            "Die Einwilligung der Sorgeberechtigten fehlt.",
            "Füllen Sie den Abschnitt zur Einwilligung aus.",
        ),
        Warning::DeliveryWithoutAddress => (
            "Für die Zustellung fehlt eine Anschrift.",
            "Wählen Sie Abholung oder tragen Sie eine Anschrift ein.",
        ),
        Warning::DeliveryWithoutPhotoId => (
            "Für die Zustellung braucht die Person ein gültiges Dokument mit Lichtbild.",
            "Wählen Sie Abholung.",
        ),
        Warning::OldPassportWithVisas => (
            "Der alte Pass enthält gültige Visa.",
            "Entwerten Sie ihn erst, wenn die Visa nicht mehr gebraucht werden.",
        ),
        Warning::PinEnvelopeMissing => (
            "Im Koffer ist kein PIN-Brief mehr.",
            "Vereinbaren Sie, wie die Person den PIN-Brief erhält.",
        ),
        Warning::TerminalCertificateExpired => (
            "Das Zertifikat des Änderungsterminals ist abgelaufen.",
            "Rufen Sie die IT an.",
        ),
        Warning::PhotoOver96Hours => (
            "Ein Lichtbild liegt länger als 96 Stunden im Koffer.",
            "Übertragen oder löschen Sie den Vorgang sofort (§ 6a Absatz 3 PAuswV).",
        ),
        Warning::ClockSkew => (
            "Die Uhr des Koffers geht falsch.",
            "Stellen Sie die Uhr oder rufen Sie die IT an.",
        ),
        Warning::MoveToldLate => (
            "Der Umzug liegt mehr als zwei Wochen zurück (§ 17 BMG).",
            "Nehmen Sie die Meldung trotzdem auf. Sie kostet nichts; über ein Bußgeld entscheidet das Amt.",
        ),
        Warning::LandlordRefused => (
            "Der Wohnungsgeber bestätigt den Einzug nicht (§ 19 Absatz 2 BMG).",
            "Nehmen Sie Namen und Anschrift des Wohnungsgebers auf; das Amt fragt dort nach.",
        ),
        Warning::ChildMoves => (
            "Die erste Person ist unter 16 Jahre alt.",
            "Es meldet an oder ab, wer mit dem Kind in der Wohnung lebt (§ 17 Absatz 3 BMG).",
        ),
    };
    Advice::new(what, remedy)
}

#[cfg(test)]
mod tests {
    use super::warning;
    use crate::texts::assert_sentence;
    use amtskoffer_domain::rules::warnings::Warning;

    #[test]
    fn every_warning_says_what_to_do() {
        for each in Warning::ALL {
            assert_sentence(&warning(each).what);
            assert_sentence(&warning(each).remedy);
        }
    }
}
