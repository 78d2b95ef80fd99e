//! Four eyes: a client that tries to do with one person what needs two.

use amtskoffer_contract::clerks::{Ceremony, Role};
use amtskoffer_contract::ingest::Refusal;
use amtskoffer_gateway::clerks;
use amtskoffer_simulators::security_key::SecurityKey;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sqlx::Row;
use uuid::Uuid;

use crate::clerks::second_suitcase;
use crate::fixture::Fixture;
use crate::passkeys::{ORIGIN, enrol};

const CASE: Uuid = Uuid::from_u128(7);
const HASH: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
const OTHER_HASH: &str = "ff112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
const SUITCASE: &str = crate::fixture::SUITCASE;

async fn approvers(fixture: &Fixture, hash: &str, suitcase: &str) -> Vec<String> {
    let store = fixture.store().await;
    let found = store.approvers(CASE, hash, suitcase).await.expect("read");
    store.close().await;
    found.into_iter().map(|clerk| clerk.name).collect()
}

#[tokio::test]
async fn a_second_person_approves_this_manifest_and_no_other() {
    let fixture = Fixture::new().await;
    let mut client = fixture.client().await;
    let first = fixture.signed_in(&mut client, "Groß, Jana").await;
    let mut second = fixture.person(&mut client, "Meyer, Ute", Role::Clerk).await;
    let ceremony: Ceremony = first.ask_approval(&mut client, CASE, HASH).await.json();
    let bytes = (0..32).map(|at| u8::from_str_radix(&HASH[at * 2..at * 2 + 2], 16));
    let bytes: Vec<u8> = bytes.map(|byte| byte.expect("hex")).collect();
    let challenge = &ceremony.options["publicKey"]["challenge"];
    assert_eq!(*challenge, URL_SAFE_NO_PAD.encode(bytes));

    let approval = first
        .approved_by(&mut client, &mut second, CASE, HASH)
        .await;
    assert_eq!((approval.case, approval.clerk), (CASE, second.clerk));
    assert_eq!(approval.manifest_sha256, HASH);
    assert_eq!(approvers(&fixture, HASH, SUITCASE).await, ["Meyer, Ute"]);
    assert!(approvers(&fixture, OTHER_HASH, SUITCASE).await.is_empty());
    assert!(approvers(&fixture, HASH, "Koffer 2").await.is_empty());
}

#[tokio::test]
async fn one_person_is_not_two() {
    let fixture = Fixture::new().await;
    let mut client = fixture.client().await;
    let mut first = fixture.signed_in(&mut client, "Groß, Jana").await;
    let alone = first.ask_approval(&mut client, CASE, HASH).await;
    assert_eq!(alone.refusal(), Refusal::NoSecondClerk);
    fixture.person(&mut client, "Meyer, Ute", Role::Clerk).await;

    // Her own key, though it is not asked for.
    first.key.is_stubborn = true;
    let ceremony: Ceremony = first.ask_approval(&mut client, CASE, HASH).await.json();
    let answer = first.key.answer(&ceremony.options).expect("answers");
    let refused = first
        .give_approval(&mut client, ceremony.ceremony, &answer)
        .await;
    assert_eq!(refused.refusal(), Refusal::SameClerk);

    // A second key of hers.
    let store = fixture.store().await;
    let link = clerks::new_link(&store, first.clerk.id).await;
    let mut spare = SecurityKey::new(ORIGIN);
    let made = enrol(&mut client, &link.expect("made"), &mut spare).await;
    assert_eq!(made.status, 200);
    spare.is_stubborn = true;
    let ceremony: Ceremony = first.ask_approval(&mut client, CASE, HASH).await.json();
    let answer = spare.answer(&ceremony.options).expect("answers");
    let refused = first
        .give_approval(&mut client, ceremony.ceremony, &answer)
        .await;
    assert_eq!(refused.refusal(), Refusal::SameClerk);

    assert!(approvers(&fixture, HASH, SUITCASE).await.is_empty());
    let acts = fixture
        .sql("SELECT subject FROM audit WHERE act = 'approval_refused'")
        .await;
    assert_eq!(acts.len(), 2);
    assert_eq!(acts[0].get::<String, _>(0), CASE.to_string());
}

#[tokio::test]
async fn what_was_signed_for_another_purpose_approves_nothing() {
    let fixture = Fixture::new().await;
    let mut client = fixture.client().await;
    let first = fixture.signed_in(&mut client, "Groß, Jana").await;
    let mut second = fixture.person(&mut client, "Meyer, Ute", Role::Clerk).await;

    // Signed over another manifest.
    let other: Ceremony = first
        .ask_approval(&mut client, CASE, OTHER_HASH)
        .await
        .json();
    let elsewhere = second.key.answer(&other.options).expect("answers");
    let begun: Ceremony = first.ask_approval(&mut client, CASE, HASH).await.json();
    let refused = first
        .give_approval(&mut client, begun.ceremony, &elsewhere)
        .await;
    assert_eq!(refused.refusal(), Refusal::CredentialRefused);

    // Signed to sign in.
    let sign_in: Ceremony = client.post("/clerks/sign-in", &()).await.json();
    let elsewhere = second.key.answer(&sign_in.options).expect("answers");
    let begun: Ceremony = first.ask_approval(&mut client, CASE, HASH).await.json();
    let refused = first
        .give_approval(&mut client, begun.ceremony, &elsewhere)
        .await;
    assert_eq!(refused.refusal(), Refusal::CredentialRefused);

    // The same answer twice, in the same ceremony and in a later one.
    let begun: Ceremony = first.ask_approval(&mut client, CASE, HASH).await.json();
    let answer = second.key.answer(&begun.options).expect("answers");
    let done = first
        .give_approval(&mut client, begun.ceremony, &answer)
        .await;
    assert_eq!(done.status, 200);
    let again = first
        .give_approval(&mut client, begun.ceremony, &answer)
        .await;
    assert_eq!(again.refusal(), Refusal::CeremonyUnknown);
    let later: Ceremony = first.ask_approval(&mut client, CASE, HASH).await.json();
    let again = first
        .give_approval(&mut client, later.ceremony, &answer)
        .await;
    assert_eq!(again.refusal(), Refusal::CredentialRefused);
    assert!(approvers(&fixture, OTHER_HASH, SUITCASE).await.is_empty());
}

#[tokio::test]
async fn an_unverified_user_and_an_administrator_do_not_approve() {
    let fixture = Fixture::new().await;
    let mut client = fixture.client().await;
    let first = fixture.signed_in(&mut client, "Groß, Jana").await;
    let mut second = fixture.person(&mut client, "Meyer, Ute", Role::Clerk).await;
    let mut administrator = fixture
        .person(&mut client, "Amt, Ina", Role::Administrator)
        .await;
    second.key.verifies_user = false;
    administrator.key.is_stubborn = true;
    for (person, refusal) in [
        (&mut second, Refusal::CredentialRefused),
        (&mut administrator, Refusal::SameClerk),
    ] {
        let begun: Ceremony = first.ask_approval(&mut client, CASE, HASH).await.json();
        let answer = person.key.answer(&begun.options).expect("answers");
        let refused = first
            .give_approval(&mut client, begun.ceremony, &answer)
            .await;
        assert_eq!(refused.refusal(), refusal);
    }
    assert!(approvers(&fixture, HASH, SUITCASE).await.is_empty());
}

#[tokio::test]
async fn an_approval_is_asked_for_at_the_suitcase_that_hands_in() {
    let fixture = Fixture::new().await;
    let mut client = fixture.client().await;
    let mut elsewhere = second_suitcase(&fixture).await;
    let mut first = fixture.signed_in(&mut client, "Groß, Jana").await;
    let mut second = fixture.person(&mut client, "Meyer, Ute", Role::Clerk).await;
    let begun: Ceremony = first.ask_approval(&mut client, CASE, HASH).await.json();
    let answer = second.key.answer(&begun.options).expect("answers");
    first.sign_in(&mut elsewhere).await;
    let refused = first
        .give_approval(&mut elsewhere, begun.ceremony, &answer)
        .await;
    assert_eq!(refused.refusal(), Refusal::CeremonyUnknown);
    first
        .approved_by(&mut elsewhere, &mut second, CASE, HASH)
        .await;
    assert!(approvers(&fixture, HASH, SUITCASE).await.is_empty());
    assert_eq!(approvers(&fixture, HASH, "Koffer 2").await, ["Meyer, Ute"]);
}

#[tokio::test]
async fn nobody_asks_who_is_not_signed_in_or_names_no_hash() {
    let fixture = Fixture::new().await;
    let mut client = fixture.client().await;
    let mut nobody = fixture.person(&mut client, "Groß, Jana", Role::Clerk).await;
    let refused = nobody.ask_approval(&mut client, CASE, HASH).await;
    assert_eq!(refused.refusal(), Refusal::NotSignedIn);
    nobody.sign_in(&mut client).await;
    for hash in [
        "",
        &HASH[1..],
        &HASH.to_uppercase(),
        &HASH.replace('0', "g"),
    ] {
        let refused = nobody.ask_approval(&mut client, CASE, hash).await;
        assert_eq!(refused.refusal(), Refusal::Malformed);
    }
}
