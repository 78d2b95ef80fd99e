//! What the gateway wants of certificates and certifications: numbers, pages, papers to be sealed.

use amtskoffer_contract::ingest::{DocumentEntry, FeeEntry};

use crate::rules::broken;
use crate::sealed::Case;

const PDF: &str = "application/pdf";
const PAPER: &str = "paper_certified_copy_note";

/// Makes the case one for another service, with these answers and one line of the bill.
fn become_case(case: &mut Case, service: &str, answers: &[(&str, &str)], fee: (&str, i64)) {
    case.manifest.service = service.to_owned();
    for part in ["photo", "signature", "finger_2", "finger_7"] {
        case.remove(part);
    }
    let application = &mut case.application;
    let wanted = ["family_name", "first_names", "identity_method", "payment_method"];
    application.answers.retain(|key, _| wanted.contains(&key.as_str()));
    for (key, value) in answers {
        application.answers.insert((*key).to_owned(), (*value).to_owned());
    }
    application.print_quality.clear();
    application.card_valid_until = None;
    application.fee = vec![FeeEntry {
        rule: fee.0.to_owned(),
        cents: fee.1,
    }];
    let payment = application.payment.as_mut().expect("a payment");
    payment.due_cents = fee.1;
}

/// A copy of two pages, certified on paper. Nobody was looked up.
fn copy(case: &mut Case) {
    let answers = [
        ("certification_document", "Zeugnis der Berufsschule Altenau vom 12.07.1984"),
        ("certification_presented_as", "original"),
        ("certification_basis", "authority"),
        ("ground_changes", "no"),
        ("ground_taken_apart", "no"),
        ("ground_reserved", "no"),
        ("ground_foreign", "no"),
        ("copies", "1"),
        ("certification_number", "B-2026-11-22-0a1b2c-001"),
        ("certification_pages", "2"),
    ];
    become_case(case, "certified-copy", &answers, ("BG_COPY", 500));
    case.application.record.clear();
    case.manifest.municipality_key.clear();
    case.add("document_1", PDF, b"%PDF-1.7".to_vec());
    case.application.documents = vec![DocumentEntry {
        part: "document_1".to_owned(),
        kind: "certified_paper".to_owned(),
        pages: 2,
    }];
}

fn set(case: &mut Case, key: &str, value: &str) {
    case.application.answers.insert(key.to_owned(), value.to_owned());
}

#[tokio::test]
async fn a_copy_has_a_number_its_scan_and_as_many_pages_as_were_scanned() {
    assert!(broken(copy).await.is_empty());
    let without_number = |case: &mut Case| {
        copy(case);
        case.application.answers.remove("certification_number");
    };
    assert_eq!(broken(without_number).await, ["certification_number"]);
    let other_pages = |case: &mut Case| {
        copy(case);
        set(case, "certification_pages", "3");
    };
    assert_eq!(broken(other_pages).await, ["certification_number"]);
    let without_scan = |case: &mut Case| {
        copy(case);
        case.remove("document_1");
        case.application.documents.clear();
        case.application.answers.remove("certification_pages");
    };
    assert_eq!(broken(without_scan).await, ["certified_document"]);
}

#[tokio::test]
async fn what_the_law_forbids_to_certify_is_refused_whatever_the_page_says() {
    for (key, code) in [
        ("ground_changes", "changed_document"),
        ("ground_reserved", "reserved"),
    ] {
        let refused = |case: &mut Case| {
            copy(case);
            set(case, key, "yes");
        };
        assert_eq!(broken(refused).await, [code]);
    }
}

#[tokio::test]
async fn an_electronic_copy_comes_with_its_paper_and_no_other_case_does() {
    let electronic = |paper: Option<&'static str>| {
        move |case: &mut Case| {
            copy(case);
            set(case, "certification_electronic", "yes");
            if let Some(media_type) = paper {
                case.add(PAPER, media_type, b"%PDF-1.7".to_vec());
            }
        }
    };
    assert!(broken(electronic(Some(PDF))).await.is_empty());
    assert_eq!(broken(electronic(None)).await, ["paper"]);
    assert_eq!(broken(electronic(Some("image/jpeg"))).await, ["paper"]);
    let unasked = |case: &mut Case| {
        copy(case);
        case.add(PAPER, PDF, b"%PDF-1.7".to_vec());
    };
    assert_eq!(broken(unasked).await, ["paper"]);
}

#[tokio::test]
async fn a_certificate_of_conduct_for_an_authority_names_it_and_points_out_the_court() {
    let request = |more: &'static [(&'static str, &'static str)]| {
        move |case: &mut Case| {
            let answers = [
                ("birth_date", "1964-08-12"),
                ("birth_place", "Berlin"),
                ("nationalities", "000"),
                ("postcode", "99998"),
                ("place", "Altenau"),
                ("street", "Heidestraße 17"),
                ("request_kind", "authority"),
                ("request_extended", "no"),
                ("request_european", "no"),
            ];
            let fee = ("FZ", 1300);
            become_case(case, "criminal-record-certificate", &answers, fee);
            for (key, value) in more {
                set(case, key, value);
            }
        }
    };
    let lacks = broken(request(&[])).await;
    assert_eq!(
        lacks,
        [
            "request_for_address",
            "request_for_authority",
            "request_purpose",
            "request_told_of_court"
        ]
    );
    let whole = request(&[
        ("request_for_authority", "Jugendamt Altenau"),
        ("request_for_address", "Rathausplatz 2, 99998 Altenau"),
        ("request_purpose", "Pflegeerlaubnis"),
        ("request_told_of_court", "yes"),
    ]);
    let keys = broken(whole).await;
    assert!(keys.is_empty(), "{keys:?}");
}
