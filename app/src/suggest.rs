//! What an empty field shows from the start, because the register or common practice says so. The
//! clerk changes it where it does not fit. Pure.

use amtskoffer_contract::bridge::CaseView;
use amtskoffer_contract::register::{DocumentKind, HeldDocument, PersonRecord};
use amtskoffer_domain::catalogue::Service;
use amtskoffer_domain::fields::Field;
use amtskoffer_domain::services::Section;

use crate::catalogue;

/// The suggestion for a field of a case. None for fields of other services, and none in a section
/// that the clerk has finished: what she left empty there stays empty.
pub fn suggested(field: Field, case: &CaseView) -> String {
    let section = match field {
        Field::Copies => Section::Certificate,
        Field::OldDocumentKind | Field::OldDocumentSerial => Section::Documents,
        _ => return String::new(),
    };
    let is_asked = |service: &Service| {
        let mut fields = service.sections.iter().flat_map(|plan| &plan.fields);
        fields.any(|plan| plan.field == field)
    };
    if !catalogue::service(&case.service).is_some_and(is_asked) {
        return String::new();
    }
    if case.finished.contains(section.key()) {
        return String::new();
    }
    suggestion(field, case.person.as_deref())
}

/// The suggestion for a field; empty where there is none.
fn suggestion(field: Field, person: Option<&PersonRecord>) -> String {
    let last = || person.and_then(last_document);
    match field {
        Field::Copies => "1".to_owned(),
        Field::OldDocumentKind => last().map(kind).unwrap_or_default().to_owned(),
        Field::OldDocumentSerial => last().map(|known| known.serial.clone()).unwrap_or_default(),
        _ => String::new(),
    }
}

/// The German identity document that is valid longest.
fn last_document(person: &PersonRecord) -> Option<&HeldDocument> {
    let own = |known: &&HeldDocument| known.kind != DocumentKind::ResidencePermit;
    person
        .documents
        .iter()
        .filter(own)
        .max_by(|a, b| a.valid_until.cmp(&b.valid_until))
}

fn kind(document: &HeldDocument) -> &'static str {
    match document.kind {
        _ if document.lost => "lost",
        DocumentKind::IdCard => "id_card",
        DocumentKind::TemporaryIdCard => "temporary_id_card",
        DocumentKind::Passport => "passport",
        DocumentKind::ResidencePermit => "",
    }
}

#[cfg(test)]
mod tests {
    use super::{suggested, suggestion};
    use crate::sheet::tests::adult;
    use amtskoffer_contract::register::{DocumentKind, HeldDocument, PersonRecord};
    use amtskoffer_domain::fields::{Field, FieldKind};

    fn document(kind: DocumentKind, valid_until: &str, lost: bool) -> HeldDocument {
        HeldDocument {
            kind,
            serial: "LZ6311T47".to_owned(),
            authority: "Amt".to_owned(),
            valid_until: valid_until.to_owned(),
            lost,
        }
    }

    fn with(documents: Vec<HeldDocument>) -> PersonRecord {
        PersonRecord {
            documents,
            ..PersonRecord::default()
        }
    }

    #[test]
    fn the_document_that_is_valid_longest_is_suggested() {
        let person = with(vec![
            document(DocumentKind::IdCard, "2020-01-01", true),
            document(DocumentKind::Passport, "2030-01-01", false),
            document(DocumentKind::ResidencePermit, "2040-01-01", false),
        ]);
        assert_eq!(
            suggestion(Field::OldDocumentKind, Some(&person)),
            "passport"
        );
        assert_eq!(
            suggestion(Field::OldDocumentSerial, Some(&person)),
            "LZ6311T47"
        );
    }

    #[test]
    fn a_lost_document_is_told_as_lost() {
        let person = with(vec![document(DocumentKind::IdCard, "2030-01-01", true)]);
        assert_eq!(suggestion(Field::OldDocumentKind, Some(&person)), "lost");
    }

    #[test]
    fn every_suggested_kind_is_a_choice() {
        let FieldKind::Choice(choices) = Field::OldDocumentKind.kind() else {
            panic!("no choice");
        };
        for kind in [
            DocumentKind::IdCard,
            DocumentKind::TemporaryIdCard,
            DocumentKind::Passport,
        ] {
            let person = with(vec![document(kind, "2030-01-01", false)]);
            let suggested = suggestion(Field::OldDocumentKind, Some(&person));
            assert!(choices.contains(&suggested.as_str()), "{suggested}");
        }
    }

    #[test]
    fn only_open_sections_of_the_own_service_get_suggestions() {
        let mut case = adult();
        assert_eq!(
            suggested(Field::Copies, &case),
            "",
            "an ID card has no copies"
        );
        case.service = "registration-certificate".to_owned();
        assert_eq!(suggested(Field::Copies, &case), "1");
        case.finished.insert("certificate".to_owned());
        assert_eq!(suggested(Field::Copies, &case), "");
    }

    #[test]
    fn without_knowledge_nothing_is_suggested() {
        assert_eq!(suggestion(Field::OldDocumentKind, None), "");
        assert_eq!(suggestion(Field::FamilyName, Some(&with(Vec::new()))), "");
    }
}
