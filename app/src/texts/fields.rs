//! Fields and sections in words.

use amtskoffer_domain::fields::Field;
use amtskoffer_domain::services::Section;

use super::{card_service, certificates, exceptions, identity_documents, registration};
use crate::catalogue;

/// Part of a date.
pub const DAY: &str = "Tag";
/// Part of a date.
pub const MONTH: &str = "Monat";
/// Part of a date.
pub const YEAR: &str = "Jahr";
/// Shown for an optional field without a value.
pub const NOT_GIVEN: &str = "Keine Angabe";
/// Shown for a value that cannot be told.
pub const NOT_STATED_WORD: &str = "nicht feststellbar";
/// Choice of an optional question that is not answered.
pub const NO_CHOICE: &str = "Keine Angabe";
/// A yes.
pub const YES_WORD: &str = "Ja";
/// A no.
pub const NO_WORD: &str = "Nein";

/// How a date is typed.
pub fn date_hint(partial: bool) -> &'static str {
    if partial {
        return "Zum Beispiel: 27 3 1938. Ist der Tag oder Monat unbekannt, geben Sie dort XX ein.";
    }
    "Zum Beispiel: 27 3 1938"
}

/// Label of a field; optional ones say so.
pub fn label(field: Field, optional: bool) -> String {
    let name = name(field);
    if optional && !is_statement(field) {
        return format!("{name} (freiwillig)");
    }
    name.to_owned()
}

/// Name of a field.
pub fn name(field: Field) -> &'static str {
    if let Some(name) = card_service::name(field)
        .or_else(|| registration::name(field))
        .or_else(|| identity_documents::name(field))
        .or_else(|| certificates::name(field))
    {
        return name;
    }
    match field {
        Field::FamilyName => "Familienname",
        Field::BirthName => "Geburtsname",
        Field::FirstNames => "Vornamen",
        Field::Doctorate => "Doktorgrad",
        Field::ReligiousOrArtisticName => "Ordens- oder Künstlername",
        Field::BirthDate => "Tag der Geburt",
        Field::BirthPlace => "Ort der Geburt",
        Field::Nationality => "Staatsangehörigkeit",
        Field::HeightCm => "Größe in Zentimetern",
        Field::EyeColour => "Augenfarbe",
        Field::Sex => "Geschlecht",
        Field::Represented => "Die Person wird durch eine Betreuung oder einen Vormund vertreten",
        Field::UnableToSign => "Die Person kann nicht unterschreiben",
        Field::NoDwellingInGermany => "Die Person hat keine Wohnung in Deutschland",
        Field::Postcode => "Postleitzahl",
        Field::Place => "Wohnort",
        Field::Street => "Straße und Hausnummer",
        Field::MunicipalityKey => "Amtlicher Gemeindeschlüssel",
        Field::EidOn => "Die Online-Ausweisfunktion wird eingeschaltet",
        Field::Email => "E-Mail-Adresse",
        Field::MrzAlternativeName => "Abweichender Name in der maschinenlesbaren Zone",
        Field::Delivery => "Wie kommt das Dokument zur Person?",
        Field::InfoMaterialOffered => {
            "Das Informationsmaterial zur Online-Ausweisfunktion wurde angeboten"
        }
        Field::IdentityMethod => "Wie ist die Identität festgestellt?",
        Field::OldDocumentKind => "Welches Dokument hat die Person bisher?",
        Field::OldDocumentSerial => "Seriennummer des bisherigen Dokuments",
        Field::BirthCertificateSeen => "Geburts- oder Eheurkunde wurde eingesehen",
        Field::NaturalisationCertificateSeen => "Einbürgerungsurkunde wurde eingesehen",
        Field::LossReportSeen => "Verlustanzeige wurde eingesehen",
        Field::EarlyRenewalReason => "Grund für einen neuen Ausweis vor Ablauf des alten",
        Field::GuardianFamilyName => "Familienname der sorgeberechtigten Person",
        Field::GuardianFirstNames => "Vornamen der sorgeberechtigten Person",
        Field::GuardianBirthDate => "Geburtsdatum der sorgeberechtigten Person",
        Field::ConsentVariant => "Wer stellt den Antrag?",
        Field::ConsentProofSeen => "Der Nachweis dazu wurde eingesehen",
        Field::PhotoSource => "Woher kommt das Lichtbild?",
        Field::PhotoQualityReason => "Begründung, warum dieses Lichtbild trotzdem übernommen wird",
        Field::PrintQualityReason => "Begründung, warum dieser Abdruck trotzdem übernommen wird",
        Field::OutOfHoursOnWish => {
            "Der Termin liegt auf Wunsch der Person außerhalb der Dienstzeit"
        }
        Field::PaymentMethod => "Wie wird bezahlt?",
        Field::FeeReduced => "Die Gebühr wird ermäßigt",
        Field::FeeReduction => "Ermäßigung in Euro",
        Field::FeeWaiverReason => "Grund für Erlass oder Ermäßigung der Gebühr",
        Field::Purpose => "Wofür ist die Bescheinigung?",
        Field::Copies => "Anzahl der Ausfertigungen",
        Field::FeeFreeReason => "Grund für die Gebührenfreiheit",
        _ => "",
    }
}

/// Hint of a field; empty where none is needed.
pub fn hint(field: Field) -> &'static str {
    if let Some(hint) = card_service::hint(field)
        .or_else(|| registration::hint(field))
        .or_else(|| identity_documents::hint(field))
        .or_else(|| certificates::hint(field))
    {
        return hint;
    }
    match field {
        Field::FamilyName => "Wie im Register, mit allen Sonderzeichen",
        Field::FirstNames => "Alle Vornamen in der Reihenfolge des Registers",
        Field::BirthName => "Nur wenn er vom Familiennamen abweicht",
        Field::Doctorate => "Zum Beispiel: Dr.",
        Field::HeightCm => "Ganze Zentimeter, zum Beispiel 172. Nicht feststellbar: ---",
        Field::EyeColour => "Zum Beispiel: blau, graugrün, braun. Nicht feststellbar: ---",
        Field::Sex => "Steht auf Pass und Aufenthaltstitel, nicht auf dem Personalausweis",
        Field::MunicipalityKey => "8 Ziffern; steht nur im Chip",
        Field::EidOn => "Ab 16 Jahren",
        Field::Email => "Nur für die Nachricht zur Zustellung; sie wird danach gelöscht",
        Field::MrzAlternativeName => {
            "Nur wenn der gekürzte Name anstößig wäre. Großbuchstaben, höchstens so viele, wie in die Zeile passen"
        }
        Field::InfoMaterialOffered => "Pflicht nach § 11 Absatz 3 PAuswG",
        Field::OldDocumentSerial => "9 oder 10 Zeichen, oben auf dem Dokument",
        Field::EarlyRenewalReason => "Nur wenn der alte Ausweis noch lange gilt",
        Field::PhotoQualityReason | Field::PrintQualityReason => {
            "3 bis 200 Zeichen; die Koordination entscheidet darüber bei der Freigabe"
        }
        Field::FeeReduced => "Nur mit einem Grund; die Koordination entscheidet darüber bei der Freigabe",
        Field::FeeReduction => "Um diesen Betrag sinkt die Summe, zum Beispiel: 10 oder 10,50",
        Field::OutOfHoursOnWish => "Ein Hausbesuch in der Dienstzeit kostet nicht mehr",
        Field::Purpose => "Zum Beispiel: zur Vorlage bei der Bank",
        Field::Copies => "1 bis 9",
        _ => "",
    }
}

/// A choice of a field; its key where the app does not know it.
pub fn choice(field: Field, key: &str) -> &str {
    let known = match field {
        Field::Nationality => nationality(key),
        Field::Sex => sex(key),
        Field::Delivery => delivery(key),
        Field::IdentityMethod => identity(key),
        Field::OldDocumentKind => document(key),
        Field::ConsentVariant => consent(key),
        Field::PhotoSource => photo_source(key),
        Field::PaymentMethod => payment(key),
        Field::FeeFreeReason => fee_free(key),
        other => card_service::choice(other, key)
            .or_else(|| registration::choice(other, key))
            .or_else(|| identity_documents::choice(other, key))
            .or_else(|| certificates::choice(other, key)),
    };
    known.unwrap_or(key)
}

/// Name of a section.
pub fn section(section: Section) -> &'static str {
    match section {
        Section::Names => "Namen",
        Section::PersonData => "Angaben zur Person",
        Section::Address => "Anschrift",
        Section::Documents => "Identität und Unterlagen",
        Section::Consent => "Einwilligung der Sorgeberechtigten",
        Section::Exemption => "Befreiung von der Ausweispflicht",
        Section::CardOptions => "Online-Funktion und Zustellung",
        Section::PassportOptions => "Pass und Zustellung",
        Section::Provisional => "Vorläufiges Dokument",
        Section::Permit => "Aufenthaltstitel",
        Section::Photo => "Lichtbild",
        Section::Fingers => "Fingerabdrücke",
        Section::Signature => "Unterschrift",
        Section::Certificate => "Zweck der Bescheinigung",
        Section::Fee => "Gebühr",
        Section::CardAct => "Dienst und Dokument",
        Section::HandOver => "Aushändigung",
        Section::OldDocument => "Altes Dokument",
        Section::CardWork => "Ausführung",
        Section::CardConfirm => "Bestätigung",
        Section::Household => "Personen und Anmeldung",
        Section::Move => "Einzug oder Auszug",
        Section::PreviousAddress => "Bisherige oder andere Wohnung",
        Section::Destination => "Ziel",
        Section::Landlord => "Wohnungsgeber",
        Section::CivilStatus => "Familienstand und Religion",
        Section::Chosen => "Gewünschte Angaben zur Person",
        Section::ChosenMore => "Gewünschte Angaben zu Familie und Wohnung",
        Section::Request => "Art der Auskunft",
        Section::Recipient => "Empfangende Behörde",
        Section::Representation => "Vertretung",
        Section::CertifiedDocument => "Schriftstück",
        Section::RefusalGrounds => "Ablehnungsgründe",
    }
}

/// Name of a service by its key, as the catalogue has it.
pub fn service_of(key: &str) -> String {
    catalogue::service(key).map_or_else(|| key.to_owned(), |known| known.name.clone())
}

/// Name of an input by its key, whatever it is: field, section or input of a request.
pub fn input(key: &str) -> String {
    if let Some(field) = Field::from_key(key) {
        return name(field).to_owned();
    }
    if let Some(known) = Section::from_key(key) {
        return section(known).to_owned();
    }
    let known = match key {
        "clerk" => "Ihr Name",
        "reason" => "Anlass",
        "file_number" => "Aktenzeichen",
        "given_cents" => "Gegebener Betrag",
        "card_service.password" => card_service::PASSWORD,
        other => exceptions::rule(other),
    };
    known.to_owned()
}

/// Fields whose label is a whole statement.
fn is_statement(field: Field) -> bool {
    card_service::is_statement(field)
        || registration::is_statement(field)
        || identity_documents::is_statement(field)
        || certificates::is_statement(field)
        || matches!(
        field,
        Field::NaturalisationCertificateSeen
            | Field::BirthCertificateSeen
            | Field::LossReportSeen
            | Field::ConsentProofSeen
            | Field::EidOn
            | Field::OutOfHoursOnWish
            | Field::InfoMaterialOffered
            | Field::NoDwellingInGermany
            | Field::Represented
            | Field::UnableToSign
    )
}

fn nationality(key: &str) -> Option<&'static str> {
    (key == "D").then_some("deutsch")
}

fn sex(key: &str) -> Option<&'static str> {
    Some(match key {
        "female" => "weiblich",
        "male" => "männlich",
        "diverse" => "divers",
        "unstated" => "ohne Eintrag",
        _ => return None,
    })
}

fn delivery(key: &str) -> Option<&'static str> {
    Some(match key {
        "office" => "Abholung oder Übergabe durch das Amt",
        "home" => "Zustellung an die Wohnung",
        _ => return None,
    })
}

fn identity(key: &str) -> Option<&'static str> {
    Some(match key {
        "sure_document" => "Durch ein gültiges Dokument mit Lichtbild",
        "sure_register_photo" => "Durch das Lichtbild im Register",
        "sure_witness" => "Durch eine andere Person, die sich ausgewiesen hat",
        "not_sure" => "Sie steht nicht sicher fest",
        _ => return None,
    })
}

fn document(key: &str) -> Option<&'static str> {
    Some(match key {
        "id_card" => "Personalausweis",
        "temporary_id_card" => "Vorläufiger Personalausweis",
        "passport" => "Reisepass",
        "child_passport" => "Kinderreisepass",
        "lost" => "Das Dokument ist verloren oder gestohlen",
        "none" => "Noch keines",
        _ => return None,
    })
}

fn consent(key: &str) -> Option<&'static str> {
    Some(match key {
        "both_parents_present" => "Beide Sorgeberechtigten sind anwesend",
        "one_parent_with_written_consent" => {
            "Ein Elternteil ist anwesend, der andere hat schriftlich zugestimmt"
        }
        "parent_with_whom_child_lives" => "Eltern getrennt: der Elternteil, bei dem das Kind lebt",
        "sole_custody" => "Ein Elternteil mit alleiniger Sorge",
        "guardian" => "Vormund oder Pfleger",
        "custodian" => "Betreuerin oder Betreuer",
        "other_parent_prevented" => "Der andere Elternteil ist tatsächlich verhindert",
        _ => return None,
    })
}

fn photo_source(key: &str) -> Option<&'static str> {
    Some(match key {
        "office" => "Es wird jetzt hier aufgenommen",
        "cloud" => "Die Person hat einen Code vom Fotostudio",
        _ => return None,
    })
}

fn payment(key: &str) -> Option<&'static str> {
    Some(match key {
        "cash" => "Bar",
        "card" => "Mit Karte",
        "invoice" => "Auf Rechnung",
        "waived" => "Die Gebühr wird erlassen",
        "paid_before" => "Schon bezahlt",
        _ => return None,
    })
}

fn fee_free(key: &str) -> Option<&'static str> {
    Some(match key {
        "pension" => "Für die Rentenversicherung",
        "social" => "Für Sozialleistungen",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{choice, hint, input, label, name, section};
    use amtskoffer_domain::fields::{Field, FieldKind};
    use amtskoffer_domain::services::Section;
    use std::collections::BTreeSet;

    #[test]
    fn every_field_has_its_own_name() {
        let names: BTreeSet<_> = Field::ALL.map(name).into_iter().collect();
        assert_eq!(names.len(), Field::ALL.len());
        for field in Field::ALL {
            assert!(!name(field).is_empty());
            assert_eq!(hint(field), hint(field).trim());
        }
    }

    #[test]
    fn every_choice_is_in_words() {
        for field in Field::ALL {
            let FieldKind::Choice(keys) = field.kind() else {
                continue;
            };
            for key in keys {
                assert_ne!(choice(field, key), *key, "{field:?} {key}");
            }
        }
    }

    #[test]
    fn every_section_has_a_name() {
        let names: BTreeSet<_> = Section::ALL.map(section).into_iter().collect();
        assert_eq!(names.len(), Section::ALL.len());
    }

    #[test]
    fn optional_fields_say_so() {
        assert_eq!(label(Field::Email, true), "E-Mail-Adresse (freiwillig)");
        assert_eq!(label(Field::Email, false), "E-Mail-Adresse");
    }

    #[test]
    fn inputs_are_named_by_their_keys() {
        assert_eq!(input("reason"), "Anlass");
        assert_eq!(input("family_name"), "Familienname");
        assert_eq!(input("photo"), "Lichtbild");
    }
}
