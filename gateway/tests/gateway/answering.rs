//! Who answers for a case: the clerk who hands in, a second one, and a coordinator for exceptions.

use amtskoffer_contract::clerks::ClerkMark;
use amtskoffer_contract::ingest::{ExceptionMark, Refusal};

use crate::fixture::{GROSS, JANSEN, PETERSEN, SUITCASE};
use crate::hand_in::{fixture, unapproved};
use crate::sealed::Case;

pub fn exception(key: &str, subject: &str, reason: &str, approver: uuid::Uuid) -> ExceptionMark {
    ExceptionMark {
        key: key.to_owned(),
        subject: subject.to_owned(),
        reason: reason.to_owned(),
        approver: ClerkMark {
            id: approver,
            name: "so heißt sie".to_owned(),
        },
    }
}

#[tokio::test]
async fn four_eyes_are_two_persons_over_the_same_manifest() {
    let (fixture, mut client, mut case) = unapproved().await;
    client.upload(&case).await;
    let missing = client.put_manifest(&case).await;
    assert_eq!(
        (missing.status, missing.refusal()),
        (403, Refusal::ApprovalMissing)
    );
    fixture.approve(&case, JANSEN).await;
    let herself = client.put_manifest(&case).await.refusal();
    assert_eq!(
        herself,
        Refusal::ApprovalMissing,
        "her own approval does not count"
    );
    fixture.approve(&case, PETERSEN).await;
    case.manifest
        .devices
        .insert("camera".to_owned(), "another".to_owned());
    let changed = client.put_manifest(&case).await.refusal();
    assert_eq!(
        changed,
        Refusal::ApprovalMissing,
        "another manifest than was approved"
    );
    case.manifest.devices.clear();
    client.hand_in(&case).await;
}

#[tokio::test]
async fn the_clerk_who_hands_in_stands_first_in_the_manifest() {
    let (fixture, mut client, case) = fixture().await;
    client.upload(&case).await;
    let keys = vec!["clerk".to_owned()];
    let mut other = fixture.clerk_at("suitcase", PETERSEN, SUITCASE).await;
    let refused = other.put_manifest(&case).await.refusal();
    assert_eq!(refused, Refusal::RulesBroken { keys: keys.clone() });
    let mut nobody = case.clone();
    nobody.manifest.clerks.clear();
    let refused = client.put_manifest(&nobody).await.refusal();
    assert_eq!(refused, Refusal::RulesBroken { keys });
}

#[tokio::test]
async fn an_exception_is_approved_by_a_coordinator_over_this_manifest() {
    let with = |key: &'static str, approver| {
        move |case: &mut Case| {
            let reason = "Beatmung, die Maske bleibt";
            case.manifest.exceptions = vec![exception(key, "photo", reason, approver)];
        }
    };
    let refused = async |change: &dyn Fn(&mut Case), approvers: &[uuid::Uuid]| {
        let (fixture, mut client, mut case) = unapproved().await;
        change(&mut case);
        client.upload(&case).await;
        for approver in approvers {
            fixture.approve(&case, *approver).await;
        }
        let answer = client.put_manifest(&case).await;
        (answer.status != 200).then(|| answer.refusal())
    };
    let not = |key: &str| {
        let keys = vec![key.to_owned()];
        Some(Refusal::ExceptionNotApproved { keys })
    };
    let quality = with("quality_override", GROSS);
    assert_eq!(refused(&quality, &[GROSS]).await, None);
    assert_eq!(
        refused(&quality, &[PETERSEN]).await,
        not("quality_override"),
        "she did not"
    );
    let clerk = with("quality_override", PETERSEN);
    assert_eq!(
        refused(&clerk, &[PETERSEN]).await,
        not("quality_override"),
        "she may not"
    );
    let herself = with("missing_finger", JANSEN);
    assert_eq!(
        refused(&herself, &[JANSEN, PETERSEN]).await,
        not("missing_finger")
    );
    let unknown = with("no_such_rule", GROSS);
    assert_eq!(refused(&unknown, &[GROSS]).await, not("no_such_rule"));
    let no_reason = |case: &mut Case| {
        quality(case);
        case.manifest.exceptions[0].reason = " x ".to_owned();
    };
    assert_eq!(
        refused(&no_reason, &[GROSS]).await,
        Some(Refusal::Malformed)
    );
}

/// What the department says of a case whose manifest hides an exception, or names it otherwise.
pub async fn cheated(change: impl FnOnce(&mut Case)) -> Option<Refusal> {
    let (fixture, mut client, mut case) = unapproved().await;
    change(&mut case);
    case.finish();
    client.upload(&case).await;
    fixture.approve(&case, GROSS).await;
    let answer = client.put_manifest(&case).await;
    (answer.status != 200).then(|| answer.refusal())
}

#[tokio::test]
async fn the_department_reckons_anew_which_exceptions_a_case_needs() {
    let not = |key: &str| {
        let keys = vec![key.to_owned()];
        Some(Refusal::ExceptionNotApproved { keys })
    };
    let early = |case: &mut Case| {
        case.application.card_valid_until = Some("2031-10-31".to_owned());
        let reason = ("early_renewal_reason".to_owned(), "Neuer Name".to_owned());
        case.application.answers.extend([reason]);
    };
    let weak = |case: &mut Case| {
        case.application.print_quality.insert(7, 12);
    };
    let unmeasured = |case: &mut Case| {
        case.application.print_quality.remove(&2);
    };
    let photo = |case: &mut Case| case.application.photo_misses = vec!["7.2".to_owned()];
    let bare = |case: &mut Case| {
        case.remove("finger_7");
        let missing = [(7, "amputated".to_owned())];
        case.application.missing_fingers.extend(missing);
    };
    assert_eq!(cheated(early).await, not("early_renewal"));
    assert_eq!(cheated(weak).await, not("quality_override"));
    assert_eq!(cheated(unmeasured).await, not("quality_override"));
    assert_eq!(cheated(photo).await, not("quality_override"));
    assert_eq!(cheated(bare).await, not("missing_finger"));
    let named = |subject: &'static str, reason: &'static str| {
        move |case: &mut Case| {
            bare(case);
            let mark = exception("missing_finger", subject, reason, GROSS);
            case.manifest.exceptions = vec![mark];
        }
    };
    assert_eq!(cheated(named("left_hand", "amputated")).await, None);
    let other_hand = named("right_hand", "amputated");
    assert_eq!(cheated(other_hand).await, not("missing_finger"));
    let other_reason = named("left_hand", "permanently_impossible");
    assert_eq!(cheated(other_reason).await, not("missing_finger"));
}

#[tokio::test]
async fn a_suitcase_that_was_revoked_is_out_at_its_next_message() {
    let (fixture, mut client, case) = fixture().await;
    client.upload(&case).await;
    amtskoffer_gateway::enrolment::revoke(&fixture.config, SUITCASE)
        .await
        .expect("revoked");
    let refused = client.put_manifest(&case).await;
    assert_eq!(
        (refused.status, refused.refusal()),
        (403, Refusal::NotEnrolled)
    );
    assert!(fixture.sql("SELECT 1 FROM clerk_sessions").await.is_empty());
    let acts = fixture
        .sql("SELECT 1 FROM audit WHERE act = 'suitcase_revoked'")
        .await;
    assert_eq!(acts.len(), 1);
    let again = amtskoffer_gateway::enrolment::revoke(&fixture.config, SUITCASE).await;
    let error = again.expect_err("nothing is enrolled any more");
    assert!(error.to_string().contains("Koffer 1"), "{error}");
}

#[tokio::test]
async fn nothing_of_citizens_is_touched_without_a_clerk() {
    let (fixture, _, case) = fixture().await;
    let mut nobody = fixture.client().await;
    let case = case.manifest.case;
    let requests = [
        ("POST", "/register/search".to_owned()),
        ("POST", "/register/record".to_owned()),
        ("POST", "/register/particulars".to_owned()),
        ("POST", "/parts".to_owned()),
        ("HEAD", format!("/parts/{case}")),
        ("PATCH", format!("/parts/{case}")),
        ("DELETE", format!("/parts/{case}")),
        ("GET", "/cases/open".to_owned()),
        ("PUT", format!("/cases/{case}/note")),
        ("PUT", format!("/cases/{case}")),
        ("DELETE", format!("/cases/{case}")),
    ];
    for (method, path) in &requests {
        let answer = nobody.tus(method, path, &[], Vec::new()).await;
        assert_eq!(answer.status, 401, "{method} {path}");
        if *method != "HEAD" {
            assert_eq!(answer.refusal(), Refusal::NotSignedIn);
        }
    }
    let mut forged = fixture.client().await.with_session("no session".to_owned());
    let answer = forged.send("GET", "/cases/open", &[], Vec::new()).await;
    assert_eq!(answer.refusal(), Refusal::NotSignedIn);
    assert!(fixture.sql("SELECT 1 FROM receipts").await.is_empty());
    assert!(fixture.sql("SELECT 1 FROM lookups").await.is_empty());
}
