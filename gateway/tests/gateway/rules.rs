//! A case that breaks the rules of its service is refused, whatever the page said.

use amtskoffer_contract::ingest::{DocumentEntry, PaymentMethod, Refusal};

use crate::answering::exception;
use crate::fixture::{GROSS, PETERSEN};
use crate::hand_in::fixture;
use crate::sealed::Case;

/// What a changed case is refused for.
pub async fn broken(change: impl FnOnce(&mut Case)) -> Vec<String> {
    let (fixture, mut client, mut case) = fixture().await;
    change(&mut case);
    case.finish();
    fixture.approve(&case, PETERSEN).await;
    fixture.approve(&case, GROSS).await;
    client.upload(&case).await;
    let answer = client.put_manifest(&case).await;
    if answer.status == 200 {
        return Vec::new();
    }
    let Refusal::RulesBroken { keys } = answer.refusal() else {
        panic!("{:?} is another refusal", answer.refusal());
    };
    assert_eq!(answer.status, 422);
    keys
}

#[tokio::test]
async fn wrong_answers_are_named_by_their_fields() {
    let set = |key: &'static str, value: &'static str| {
        broken(move |case| {
            case.application
                .answers
                .insert(key.to_owned(), value.to_owned());
        })
    };
    assert_eq!(set("eye_colour", "").await, ["eye_colour"]);
    assert_eq!(set("family_name", "Иванов").await, ["family_name"]);
    assert_eq!(set("postcode", "1234").await, ["postcode"]);
    assert_eq!(
        set("identity_method", "not_sure").await,
        ["identity_method"]
    );
    assert_eq!(set("no_such_field", "1").await, ["no_such_field"]);
    assert_eq!(set("nationality", "F").await, ["nationality"]);
}

#[tokio::test]
async fn wrong_entries_of_the_manifest_are_named() {
    assert_eq!(
        broken(|case| case.manifest.service = "magic".into()).await,
        ["service"]
    );
    for day in ["2026-02-31", "22.11.2026", "2026-11-XX"] {
        let keys = broken(|case| case.manifest.application_date = day.into()).await;
        assert_eq!(keys, ["application_date"], "{day}");
    }
    let keys = broken(|case| case.manifest.municipality_key = "99000000".into()).await;
    assert_eq!(keys, ["municipality_key"]);
    assert_eq!(
        broken(|case| case.application.record = "nobody".into()).await,
        ["record"]
    );
    assert_eq!(
        broken(|case| case.application.purpose.reason.clear()).await,
        ["purpose"]
    );
}

#[tokio::test]
async fn missing_captures_are_named_by_their_sections() {
    assert_eq!(broken(|case| case.remove("photo")).await, ["photo"]);
    assert_eq!(broken(|case| case.remove("signature")).await, ["signature"]);
    assert_eq!(broken(|case| case.remove("finger_7")).await, ["fingers"]);
    let no_picture = |case: &mut Case| case.add("photo", "text/plain", vec![1]);
    assert_eq!(broken(no_picture).await, ["photo"]);
    let empty = |case: &mut Case| case.add("photo", "image/jpeg", Vec::new());
    assert_eq!(broken(empty).await, ["photo"], "sealed, but nothing inside");
    let two_of_one_hand = |case: &mut Case| case.add("finger_1", "image/x-wsq", vec![1]);
    assert_eq!(broken(two_of_one_hand).await, ["fingers"]);
    let little_finger = |case: &mut Case| case.add("finger_5", "image/x-wsq", vec![1]);
    assert_eq!(broken(little_finger).await, ["fingers"]);
}

#[tokio::test]
async fn scanned_documents_are_pdf_files_of_known_kinds_that_the_application_names() {
    let document = |media_type: &'static str, kind: &'static str, pages: usize| {
        move |case: &mut Case| {
            case.add("document_1", media_type, b"%PDF-1.7".to_vec());
            case.application.documents = vec![DocumentEntry {
                part: "document_1".to_owned(),
                kind: kind.to_owned(),
                pages,
            }];
        }
    };
    let pdf = "application/pdf";
    assert!(broken(document(pdf, "consent", 3)).await.is_empty());
    for slip in [
        document("image/jpeg", "consent", 3),
        document(pdf, "landlord_confirmation", 3),
        document(pdf, "shopping_list", 3),
        document(pdf, "consent", 0),
        document(pdf, "consent", 1000),
    ] {
        assert_eq!(broken(slip).await, ["documents"]);
    }
    let unnamed = |case: &mut Case| case.add("document_1", "application/pdf", vec![1]);
    assert_eq!(broken(unnamed).await, ["documents"]);
    let absent = move |case: &mut Case| {
        document(pdf, "consent", 3)(case);
        case.remove("document_1");
    };
    assert_eq!(broken(absent).await, ["documents"]);
}

#[tokio::test]
async fn a_hand_without_a_print_needs_a_lasting_reason() {
    let without_left = |reason: &'static str| {
        broken(move |case| {
            case.remove("finger_7");
            case.application
                .missing_fingers
                .insert(7, reason.to_owned());
            let missing = exception("missing_finger", "left_hand", reason, GROSS);
            case.manifest.exceptions = vec![missing];
        })
    };
    assert!(without_left("amputated").await.is_empty());
    assert!(without_left("permanently_impossible").await.is_empty());
    assert_eq!(without_left("temporarily_injured").await, ["fingers"]);
    assert_eq!(without_left("no_such_reason").await, ["fingers"]);
}

#[tokio::test]
async fn a_child_gives_what_its_age_demands() {
    let child = |birth_date: &'static str| {
        move |case: &mut Case| {
            let answers = [
                ("birth_date", birth_date),
                ("birth_name", ""),
                ("consent_variant", "both_parents_present"),
                ("guardian_family_name", "Stichtag"),
                ("guardian_first_names", "Anke"),
                ("guardian_birth_date", "1984-05-02"),
            ];
            for (key, value) in answers {
                case.application
                    .answers
                    .insert(key.to_owned(), value.to_owned());
            }
            case.application.answers.remove("eid_on");
            case.application.fee[0].rule = "PA_LT24".to_owned();
            case.application.fee[0].cents = 2760;
            let payment = case.application.payment.as_mut().expect("a payment");
            payment.due_cents = 3360;
        }
    };
    let without = |parts: &'static [&'static str], birth_date: &'static str| {
        broken(move |case| {
            child(birth_date)(case);
            for part in parts {
                case.remove(part);
            }
        })
    };
    let prints = &["finger_2", "finger_7"];
    let all = &["finger_2", "finger_7", "signature"];
    assert!(without(all, "2020-11-23").await.is_empty(), "still 5");
    assert_eq!(without(all, "2020-11-22").await, ["fingers"], "6 today");
    assert!(
        without(&["signature"], "2016-11-23").await.is_empty(),
        "still 9"
    );
    assert_eq!(
        without(&["signature"], "2016-11-22").await,
        ["signature"],
        "10 today"
    );
    assert_eq!(
        without(&[], "2020-11-23").await,
        ["fingers"],
        "no prints of a child of 5"
    );
    assert_eq!(without(prints, "2016-11-22").await, ["fingers"]);
}

#[tokio::test]
async fn the_fee_is_never_believed() {
    assert_eq!(
        broken(|case| case.application.fee[0].cents = 3700).await,
        ["fee"]
    );
    assert_eq!(
        broken(|case| case.application.fee.truncate(1)).await,
        ["fee"]
    );
    assert_eq!(broken(|case| case.application.fee.reverse()).await, ["fee"]);
    let wrong_rule = |case: &mut Case| case.application.fee[0].rule = "PA_LT24".to_owned();
    assert_eq!(broken(wrong_rule).await, ["fee"]);
    assert_eq!(
        broken(|case| case.application.payment = None).await,
        ["fee"]
    );
    let no_row = |case: &mut Case| case.manifest.application_date = "2026-02-06".to_owned();
    assert_eq!(broken(no_row).await, ["fee"], "no row holds on that day");
    let pay = |due, given, method| {
        broken(move |case| {
            let payment = case.application.payment.as_mut().expect("a payment");
            (payment.due_cents, payment.given_cents, payment.method) = (due, given, method);
        })
    };
    assert!(pay(5200, 5200, PaymentMethod::Cash).await.is_empty());
    assert_eq!(pay(5200, 5000, PaymentMethod::Cash).await, ["fee"]);
    assert_eq!(pay(5000, 5000, PaymentMethod::Cash).await, ["fee"]);
    assert_eq!(
        pay(5200, 5200, PaymentMethod::Invoice).await,
        ["fee"],
        "cash was answered"
    );
}

#[tokio::test]
async fn a_certificate_of_residence_needs_no_captures() {
    let keys = broken(|case| {
        case.manifest.service = "registration-certificate".to_owned();
        for part in ["photo", "signature", "finger_2", "finger_7"] {
            case.remove(part);
        }
        let wanted = [
            "family_name",
            "first_names",
            "birth_date",
            "postcode",
            "place",
            "street",
            "identity_method",
            "payment_method",
        ];
        case.application
            .answers
            .retain(|key, _| wanted.contains(&key.as_str()));
        for (key, value) in [("copies", "2"), ("certificate_kind", "simple")] {
            case.application.answers.insert(key.to_owned(), value.to_owned());
        }
        case.application.fee.iter_mut().for_each(|entry| {
            entry.rule = "MB_SIMPLE".to_owned();
            entry.cents = 900;
        });
        let payment = case.application.payment.as_mut().expect("a payment");
        payment.due_cents = 1800;
    })
    .await;
    assert!(keys.is_empty(), "{keys:?}");
}
