//! Fields of passports, provisional documents and permits in words.

use amtskoffer_domain::fields::Field;

/// Name of a field; nothing for those of other files.
pub(super) fn name(field: Field) -> Option<&'static str> {
    Some(match field {
        Field::ExemptionWanted => "Statt des Ausweises wird die Befreiung von der Ausweispflicht beantragt",
        Field::ExemptionReason => "Grund der Befreiung",
        Field::ExemptionProofSeen => "Der Nachweis zum Grund der Befreiung wurde eingesehen",
        Field::AlsoProvisional => "Zugleich wird ein vorläufiger Personalausweis beantragt",
        Field::NonCompetent => "Eine nicht zuständige Behörde handelt",
        Field::AuthorisationSeen => "Die Ermächtigung der zuständigen Behörde liegt vor",
        Field::PassportPages => "Seitenzahl",
        Field::Express => "Das Dokument wird im Expressverfahren bestellt",
        Field::SecondPassport => "Es ist ein weiterer Pass neben einem gültigen",
        Field::SecondPassportReason => "Berechtigtes Interesse am weiteren Pass",
        Field::ValidVisas => "Der bisherige Pass enthält noch gültige Visa",
        Field::UrgencyReason => "Warum wird das Dokument sofort gebraucht?",
        Field::ValidUntil => "Das Dokument gilt bis",
        Field::BlankSerial => "Seriennummer des Vordrucks",
        Field::Citizenship => "Staatsangehörigkeit in drei Buchstaben",
        Field::PermitKind => "Was hat die Ausländerbehörde entschieden?",
        Field::PermitTitleCode => "Titelart der Bestellung",
        Field::PermitBasis => "Rechtsgrundlage des Titels",
        Field::PermitDecisionSeen => "Die Entscheidung der Ausländerbehörde liegt vor",
        Field::PermitYears => "Gültigkeit in Jahren",
        Field::PermitConditions => "Nebenbestimmungen",
        Field::PermitRemarks => "Anmerkungen",
        Field::ForeignPassportNumber => "Nummer des Passes",
        Field::ForeignPassportUntil => "Der Pass gilt bis",
        Field::AssociationRight => "Assoziationsberechtigt EU–Türkei",
        Field::ReceivesBenefits => "Bezieht Leistungen nach SGB II, SGB XII oder AsylbLG",
        Field::ProtectedStatus => "Asylberechtigt, Flüchtling, subsidiär geschützt oder resettelt",
        _ => return None,
    })
}

/// Hint of a field; nothing where none is needed.
pub(super) fn hint(field: Field) -> Option<&'static str> {
    Some(match field {
        Field::ExemptionWanted => "Möglich bei Betreuung, dauerhaftem Aufenthalt im Heim oder dauernder Behinderung",
        Field::ExemptionReason => "§ 1 Absatz 3 PAuswG; die Behörde entscheidet nach Ermessen",
        Field::AlsoProvisional => "Die Gebühr dafür kommt hinzu",
        Field::NonCompetent => "Nur bei wichtigem Grund und mit Ermächtigung der zuständigen Behörde",
        Field::SecondPassport => "Gilt 6 Jahre (§ 5 Absatz 1 PassG)",
        Field::SecondPassportReason => "Zum Beispiel: Reisen in Staaten, deren Visa einander ausschließen",
        Field::ValidVisas => "Dann wird er erst bei der Aushändigung entwertet",
        Field::UrgencyReason => "Zum Beispiel: Reise am 24.11., Prüfung, Eheschließung",
        Field::BlankSerial => "Ein Buchstabe und 7 Ziffern; steht fest, wenn in der Behörde gedruckt wird",
        Field::Citizenship => "Zum Beispiel: UKR, TUR, SYR; ungeklärt XXX, staatenlos XXA",
        Field::PermitTitleCode => "Wie auf der Entscheidung der Ausländerbehörde",
        Field::PermitBasis => "Zum Beispiel: § 18b AufenthG",
        Field::PermitDecisionSeen => "Ohne sie wird nichts bestellt",
        Field::PermitYears => "Laut Entscheidung; 0, wenn dort keine ganzen Jahre stehen",
        Field::PermitConditions => "Wörtlich wie in der Entscheidung",
        Field::PermitRemarks => "Wörtlich wie in der Entscheidung, höchstens zwei Zeilen zu 38 Zeichen",
        Field::ForeignPassportUntil => "Der Titel gilt nicht länger als der Pass",
        Field::AssociationRight => "Die Gebühr ist dann die eines Personalausweises",
        _ => return None,
    })
}

/// A choice of a field; nothing where it is none of these.
pub(super) fn choice(field: Field, key: &str) -> Option<&'static str> {
    match field {
        Field::ExemptionReason => exemption_reason(key),
        Field::PassportPages => passport_pages(key),
        Field::PermitKind => permit_kind(key),
        Field::PermitTitleCode => permit_title_code(key),
        _ => None,
    }
}

/// Whether the label of a field is a whole statement.
pub(super) fn is_statement(field: Field) -> bool {
    matches!(
        field,
        Field::ExemptionWanted
            | Field::ExemptionProofSeen
            | Field::AlsoProvisional
            | Field::NonCompetent
            | Field::AuthorisationSeen
            | Field::Express
            | Field::SecondPassport
            | Field::ValidVisas
            | Field::PermitDecisionSeen
            | Field::AssociationRight
            | Field::ReceivesBenefits
            | Field::ProtectedStatus
    )
}

fn exemption_reason(key: &str) -> Option<&'static str> {
    Some(match key {
        "custodian" => "Betreuung, oder öffentlich beglaubigte Vollmacht bei Geschäftsunfähigkeit",
        "care_home" => "Voraussichtlich dauerhaft in Krankenhaus, Pflegeheim oder ähnlicher Einrichtung",
        "disability" => "Kann sich wegen dauernder Behinderung nicht allein in der Öffentlichkeit bewegen",
        _ => return None,
    })
}

fn passport_pages(key: &str) -> Option<&'static str> {
    Some(match key {
        "32" => "32 Seiten",
        "48" => "48 Seiten, für Vielreisende",
        _ => return None,
    })
}

fn permit_kind(key: &str) -> Option<&'static str> {
    Some(match key {
        "first" => "Aufenthaltserlaubnis, Blaue Karte EU oder ICT-Karte: Erteilung",
        "extension_short" => "Verlängerung bis drei Monate",
        "extension" => "Verlängerung über drei Monate",
        "purpose_change" => "Wechsel des Aufenthaltszwecks",
        "mobile_ict" => "Mobiler-ICT-Karte",
        "mobile_ict_extension" => "Mobiler-ICT-Karte: Verlängerung",
        "settlement" => "Niederlassungserlaubnis",
        "settlement_highly_qualified" => "Niederlassungserlaubnis für Fachkräfte nach § 18c Absatz 3",
        "settlement_self_employed" => "Niederlassungserlaubnis für Selbstständige",
        "settlement_minor" => "Niederlassungserlaubnis für Minderjährige",
        "long_term_eu" => "Erlaubnis zum Daueraufenthalt-EU",
        "reissue" => "Neuausstellung, § 45c Absatz 1 Nummer 1 und 2",
        "reissue_lost" => "Neuausstellung, § 45c Absatz 1 Nummer 3 bis 5",
        "eu_card" => "Aufenthaltskarte oder Daueraufenthaltskarte",
        "provisional_certificate" => "Fiktionsbescheinigung",
        "certificate" => "Sonstige Bescheinigung",
        "transfer" => "Übertragung in ein anderes Dokument",
        _ => return None,
    })
}

fn permit_title_code(key: &str) -> Option<&'static str> {
    Some(match key {
        "AE" => "Titelart AE",
        "AF" => "Titelart AF",
        "AK" => "Titelart AK",
        "AN" => "Titelart AN",
        "AS" => "Titelart AS",
        "BK" => "Titelart BK",
        "DA" => "Titelart DA",
        "DE" => "Titelart DE",
        "DN" => "Titelart DN",
        "IC" => "Titelart IC",
        "MI" => "Titelart MI",
        "NE" => "Titelart NE",
        "XA" => "Titelart XA",
        "XG" => "Titelart XG",
        _ => return None,
    })
}
