//! Words of certificates, certificates of conduct and certifications.

use amtskoffer_domain::fields::Field;

/// Begins a service for somebody whom the register need not know.
pub fn without_register(service: &str) -> String {
    format!("{service} ohne Register")
}

/// Name of a field; nothing for those of other files.
pub(super) fn name(field: Field) -> Option<&'static str> {
    Some(match field {
        Field::CertificateKind => "Welche Meldebescheinigung wird gewünscht?",
        Field::CertificateElectronic => "Die Bescheinigung wird elektronisch erteilt",
        Field::ChosenFormerNames => "Frühere Namen",
        Field::ChosenReligiousName => "Ordens- oder Künstlername in der Bescheinigung",
        Field::ChosenBirthPlace => "Geburtsort",
        Field::ChosenSex => "Geschlecht in der Bescheinigung",
        Field::ChosenNationalities => "Staatsangehörigkeiten in der Bescheinigung",
        Field::ChosenReligion => "Zugehörigkeit zu einer Religionsgesellschaft",
        Field::ChosenFamilyStatus => "Familienstand in der Bescheinigung",
        Field::ChosenAlive => "Dass kein Sterbedatum gespeichert ist",
        Field::ChosenSpouse => "Ehegatte oder Lebenspartner",
        Field::ChosenMinorChildren => "Minderjährige Kinder",
        Field::ChosenGuardians => "Gesetzliche Vertretung",
        Field::ChosenMovedIn => "Tag des Einzugs in der Bescheinigung",
        Field::ChosenFormerAddresses => "Frühere Anschriften",
        Field::ChosenDocuments => "Ausweise und Pässe",
        Field::ChosenBlocks => "Auskunftssperren",
        Field::LifePurpose => "Für wen ist die Lebensbescheinigung?",
        Field::LifeForm => "Worauf wird bescheinigt?",
        Field::LifeBody => "Name der Stelle",
        Field::LifeReference => "Versicherungs- oder Aktenzeichen der Stelle",
        Field::AppearedInPerson => "Die Person ist persönlich erschienen",
        Field::SignedBeforeClerk => "Die Person hat den Vordruck vor Ihnen unterschrieben",
        Field::FormSealed => "Datum, Unterschrift und Dienstsiegel stehen auf dem Vordruck",
        Field::RequestKind => "Wohin geht das Führungszeugnis?",
        Field::RequestExtended => "Es ist ein erweitertes Führungszeugnis",
        Field::RequestExtendedSeen => "Die schriftliche Aufforderung der Stelle wurde eingesehen",
        Field::RequestEuropean => "Es ist ein Europäisches Führungszeugnis",
        Field::MotherBirthName => "Geburtsname der Mutter",
        Field::RequestForAuthority => "Vollständiger Name der Behörde",
        Field::RequestForAddress => "Anschrift der Behörde",
        Field::RequestPurpose => "Verwendungszweck",
        Field::RequestReference => "Geschäftszeichen der Behörde",
        Field::RequestToldOfCourt => "Auf die Einsicht beim Amtsgericht wurde hingewiesen",
        Field::RequestCourt => "Amtsgericht, bei dem zuerst Einsicht genommen wird",
        Field::RequestFeeWaiver => "Grund der Gebührenbefreiung",
        Field::RequestWaiverProofSeen => "Der Nachweis der Gebührenbefreiung wurde eingesehen",
        Field::TradeKind => "Wohin geht die Auskunft?",
        Field::TradeApplicant => "Wer beantragt die Auskunft?",
        Field::CertificationPresentedAs => "Was wurde vorgelegt?",
        Field::CertificationDocument => "Genaue Bezeichnung des Schriftstücks",
        Field::CertificationBasis => "Woher stammt das Schriftstück?",
        Field::CertificationForAuthority => "Zur Vorlage bei welcher Behörde oder Stelle?",
        Field::CertificationElectronic => "Die Kopie wird elektronisch beglaubigt",
        Field::CertificationSignatureHolder => "Inhaber der Signatur oder Behörde des Siegels",
        Field::CertificationSignedAt => "Zeitpunkt der Signatur oder des Siegels",
        Field::CertificationCertificates => "Zugrunde liegende Zertifikate",
        Field::CertificationKind => "Was wird beglaubigt?",
        Field::CertificationPresence => "Wie wurde unterschrieben?",
        Field::CertificationNumber => "Nummer im Beglaubigungsregister",
        Field::CertificationPages => "Seiten der Kopie",
        Field::GroundChanges => {
            "Lücken, Streichungen, Einfügungen, Änderungen, unleserliche Stellen oder getilgte Schrift"
        }
        Field::GroundTakenApart => "Die Blätter hängen nicht mehr zusammen",
        Field::GroundReserved => "Die Beglaubigung ist einer anderen Stelle vorbehalten",
        Field::GroundForeign => "Fremdsprachig und ohne anerkannte Übersetzung",
        Field::GroundNoText => "Über der Unterschrift steht kein Text",
        Field::GroundPublic => "Es ist eine öffentliche Beglaubigung nötig",
        Field::GroundNoRecipient => "Weder eine Behörde noch eine Vorschrift verlangt die Vorlage",
        _ => return None,
    })
}

/// Hint of a field; nothing where none is needed.
pub(super) fn hint(field: Field) -> Option<&'static str> {
    Some(match field {
        Field::CertificateKind => "Einfach: Name, Geburtsdatum und Anschriften, sonst nichts",
        Field::CertificateElectronic => "Gebührenfrei (§ 18 Absatz 3 BMG). Das Amt siegelt und versendet das PDF",
        Field::ChosenSpouse | Field::ChosenMinorChildren | Field::ChosenGuardians => {
            "Wer eine Sperre hat, steht nicht darin (§ 18 Absatz 4 BMG)"
        }
        Field::LifeReference => "Zum Beispiel die Rentenversicherungsnummer",
        Field::AppearedInPerson => "Auch beim Hausbesuch; ohne das geht es nicht",
        Field::RequestExtended => "Für die Arbeit mit Kindern und Jugendlichen (§ 30a BZRG)",
        Field::RequestExtendedSeen => "Sie bestätigt die Voraussetzungen (§ 30a Absatz 2 BZRG)",
        Field::RequestEuropean => "Pflicht, wenn die Person auch Bürgerin oder Bürger eines anderen EU-Staats ist (§ 30b BZRG)",
        Field::MotherBirthName => "Manche Staaten fragen danach",
        Field::RequestForAddress => "Straße, Postleitzahl und Ort in einer Zeile",
        Field::RequestToldOfCourt => "Bei Einträgen kann sie das Führungszeugnis dort zuerst einsehen (§ 30 Absatz 5 BZRG)",
        Field::RequestWaiverProofSeen => "Ohne Nachweis wird die volle Gebühr erhoben",
        Field::TradeApplicant => "Eine Vollmacht gilt nur, wenn sie im Handels- oder Genossenschaftsregister steht",
        Field::CertificationDocument => "Zum Beispiel: Zeugnis der Berufsschule Altenau vom 12.07.1966",
        Field::CertificationBasis => "Private Schriftstücke nur, wenn die Kopie für eine Behörde ist (§ 33 Absatz 1 VwVfG)",
        Field::CertificationElectronic => "Das PDF geht mit dem Vorgang an das Amt, das es qualifiziert siegelt",
        Field::CertificationSignedAt => "Wie im Prüfbericht, zum Beispiel: 20.11.2026, 14:03 Uhr",
        Field::CertificationCertificates => "Aussteller und Seriennummer, wie im Prüfbericht",
        Field::GroundChanges | Field::GroundTakenApart => "§ 33 Absatz 2 VwVfG",
        Field::GroundReserved => "Zum Beispiel Personenstandsurkunden: nur das Standesamt",
        Field::GroundPublic => "Zum Beispiel für Grundbuch oder Handelsregister: Notariat (§ 129 BGB)",
        Field::GroundNoText | Field::GroundNoRecipient => "§ 34 Absatz 1 VwVfG",
        _ => return None,
    })
}

/// Whether the name of a field is a whole statement.
pub(super) fn is_statement(field: Field) -> bool {
    matches!(
        field,
        Field::CertificateElectronic
            | Field::RequestExtended
            | Field::RequestEuropean
            | Field::CertificationElectronic
            | Field::ChosenFormerNames
            | Field::ChosenReligiousName
            | Field::ChosenBirthPlace
            | Field::ChosenSex
            | Field::ChosenNationalities
            | Field::ChosenReligion
            | Field::ChosenFamilyStatus
            | Field::ChosenAlive
            | Field::ChosenSpouse
            | Field::ChosenMinorChildren
            | Field::ChosenGuardians
            | Field::ChosenMovedIn
            | Field::ChosenFormerAddresses
            | Field::ChosenDocuments
            | Field::ChosenBlocks
    )
}

/// A choice of a field; nothing for those of other files.
pub(super) fn choice(field: Field, key: &str) -> Option<&'static str> {
    Some(match (field, key) {
        (Field::CertificateKind, "simple") => "Einfache Meldebescheinigung",
        (Field::CertificateKind, "extended") => "Erweiterte Meldebescheinigung",
        (Field::LifePurpose, "pension") => "Für eine Rentenversicherung, auch im Ausland",
        (Field::LifePurpose, "accident") => "Für eine Unfallversicherung",
        (Field::LifePurpose, "other") => "Für eine andere Stelle",
        (Field::LifeForm, "own") => "Auf einem Schreiben des Amts",
        (Field::LifeForm, "pension_body") => "Auf dem Vordruck der Stelle; er wird gescannt",
        (Field::RequestKind, "private") => "An die Person selbst (Belegart N)",
        (Field::RequestKind, "authority") => "Unmittelbar an eine Behörde (Belegart O)",
        (Field::RequestKind, "court") => "An eine Behörde, zuerst zur Einsicht an ein Amtsgericht (Belegart P)",
        (Field::RequestFeeWaiver, "volunteer") => "Ehrenamtliche Tätigkeit",
        (Field::RequestFeeWaiver, "needy") => "Mittellosigkeit",
        (Field::TradeKind, "private") => "An die Person selbst",
        (Field::TradeKind, "authority") => "Unmittelbar an eine Behörde",
        (Field::TradeApplicant, "self") => "Die Person selbst",
        (Field::TradeApplicant, "guardian") => "Die gesetzliche Vertretung",
        (Field::TradeApplicant, "procurator") => "Wer im Handels- oder Genossenschaftsregister bevollmächtigt ist",
        (Field::CertificationPresentedAs, "original") => "Die Urschrift",
        (Field::CertificationPresentedAs, "certified_copy") => "Eine beglaubigte Abschrift",
        (Field::CertificationPresentedAs, "plain_copy") => "Eine einfache Abschrift",
        (Field::CertificationPresentedAs, "printout") => "Ein Ausdruck auf Papier",
        (Field::CertificationPresentedAs, "electronic_document") => "Ein elektronisches Dokument mit Signatur oder Siegel",
        (Field::CertificationBasis, "own") => "Von diesem Amt",
        (Field::CertificationBasis, "authority") => "Von einer anderen Behörde",
        (Field::CertificationBasis, "for_authority") => "Privat, die Kopie ist für eine Behörde",
        (Field::CertificationBasis, "private") => "Privat, für private Zwecke",
        (Field::CertificationKind, "signature") => "Eine Unterschrift",
        (Field::CertificationKind, "mark") => "Ein Handzeichen",
        (Field::CertificationPresence, "made") => "Vor Ihnen vollzogen",
        (Field::CertificationPresence, "acknowledged") => "Vor Ihnen anerkannt",
        _ => return None,
    })
}
