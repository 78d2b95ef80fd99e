//! Certification of copies, prints and signatures: what forbids it, what stands in the note, what is scanned.

use super::given::{changed, on, outputs, problems, service};
use super::CATALOGUE;
use amtskoffer_domain::catalogue::Application;
use amtskoffer_domain::fields::{Answers, Field, Problem};
use amtskoffer_domain::services::{
    PaperKind, Section, bill, lacks_scan, refusal, scan_section,
};

const COPY: &str = "certified-copy";
const SIGNATURE: &str = "certified-signature";

/// A copy of another authority's paper, and a signature, complete; changed where it is said.
fn with(changes: &[(Field, &str)]) -> Answers {
    let mut answers: Answers = [
        (Field::FamilyName, "Mustermann"),
        (Field::FirstNames, "Erika"),
        (Field::CertificationDocument, "Zeugnis der Berufsschule Altenau vom 12.07.1984"),
        (Field::CertificationPresentedAs, "original"),
        (Field::CertificationBasis, "authority"),
        (Field::CertificationKind, "signature"),
        (Field::CertificationPresence, "made"),
        (Field::CertificationForAuthority, "Amtsgericht Altenau"),
        (Field::IdentityMethod, "sure_document"),
        (Field::Copies, "1"),
        (Field::PaymentMethod, "cash"),
    ]
    .into_iter()
    .collect();
    for field in Field::ALL.into_iter().filter(|field| field.key().starts_with("ground_")) {
        answers.set(field, "no");
    }
    changed(answers, changes)
}

#[test]
fn a_copy_and_a_signature_are_complete_and_go_into_the_register() {
    for (id, note) in [(COPY, "certified_copy_note"), (SIGNATURE, "certified_signature_note")] {
        assert_eq!(problems(id, &with(&[])), [], "{id}");
        assert_eq!(refusal(service(id), &with(&[]), on()), None);
        assert_eq!(outputs(id, &with(&[])), [note, "register_entry", "fee_receipt"]);
        let bill = bill(&CATALOGUE, service(id), &with(&[(Field::Copies, "3")]), on());
        assert_eq!(bill.expect("a bill").expect("no birth is needed").total.0, 1500);
        assert!(service(id).newcomers, "nobody is looked up for {id}");
    }
}

#[test]
fn every_ground_refuses_with_its_sentence_and_source() {
    for (id, field, code) in [
        (COPY, Field::GroundChanges, "changed_document"),
        (COPY, Field::GroundTakenApart, "taken_apart"),
        (COPY, Field::GroundReserved, "reserved"),
        (COPY, Field::GroundForeign, "foreign_language"),
        (SIGNATURE, Field::GroundNoText, "no_text"),
        (SIGNATURE, Field::GroundPublic, "public_certification"),
        (SIGNATURE, Field::GroundNoRecipient, "no_recipient"),
    ] {
        let refused = refusal(service(id), &with(&[(field, "yes")]), on()).expect(code);
        assert_eq!(refused.code, code);
        assert!(refused.sentence.ends_with('.') && !refused.source.is_empty());
        // Each question must be answered.
        let expected = [(field, Problem::Missing)];
        assert_eq!(problems(id, &with(&[(field, "")])), expected);
    }
}

#[test]
fn a_private_paper_is_certified_for_an_authority_only() {
    let private = with(&[(Field::CertificationBasis, "private")]);
    let refused = refusal(service(COPY), &private, on()).expect("nobody may");
    assert_eq!(refused.code, "private_purpose");
    let nameless = with(&[
        (Field::CertificationBasis, "for_authority"),
        (Field::CertificationForAuthority, ""),
    ]);
    let expected = [(Field::CertificationForAuthority, Problem::Missing)];
    assert_eq!(problems(COPY, &nameless), expected);
    assert_eq!(problems(COPY, &with(&[(Field::CertificationBasis, "for_authority")])), []);
}

#[test]
fn a_print_of_an_electronic_document_needs_what_its_check_has_found() {
    let print = (Field::CertificationPresentedAs, "electronic_document");
    let missing = [
        Field::CertificationSignatureHolder,
        Field::CertificationSignedAt,
        Field::CertificationCertificates,
    ];
    let expected = missing.map(|field| (field, Problem::Missing));
    assert_eq!(problems(COPY, &with(&[print])), expected);
    let checked = with(&[
        print,
        (Field::CertificationSignatureHolder, "Stadt Altenau"),
        (Field::CertificationSignedAt, "20.11.2026, 14:03 Uhr"),
        (Field::CertificationCertificates, "Siegel CA 7, Seriennummer 4711"),
    ]);
    assert_eq!(problems(COPY, &checked), []);
    assert_eq!(outputs(COPY, &checked)[0], "certified_print_note");
}

#[test]
fn an_electronic_copy_goes_along_with_the_case_to_be_sealed() {
    let sent = |changes: &[(Field, &str)]| {
        let answers = with(changes);
        Application::of(service(COPY), &answers, on()).sent_papers().len()
    };
    assert_eq!(sent(&[]), 0);
    assert_eq!(sent(&[(Field::CertificationElectronic, "yes")]), 1);
}

#[test]
fn the_document_itself_must_be_scanned() {
    let lacks = |kinds: &[PaperKind]| {
        lacks_scan(service(COPY), &with(&[]), on(), kinds.iter().copied())
    };
    assert_eq!(scan_section(service(COPY)), Some(Section::CertifiedDocument));
    assert_eq!(lacks(&[]), Some(Section::CertifiedDocument));
    assert_eq!(lacks(&[PaperKind::FeeProof, PaperKind::Other]), Some(Section::CertifiedDocument));
    assert_eq!(lacks(&[PaperKind::CertifiedPaper]), None);
    assert_eq!(lacks_scan(service(SIGNATURE), &with(&[]), on(), []), None);
}
