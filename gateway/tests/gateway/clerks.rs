//! Clerks: made known by a link that is good once, signed in by a passkey that verified its user, for
//! one suitcase and not for ever.

use amtskoffer_contract::clerks::{Ceremony, EnrolmentRequest, Role, SignOut, Token};
use amtskoffer_contract::ingest::Refusal;
use amtskoffer_gateway::clerks::AddError;
use amtskoffer_gateway::{clerks, enrolment};
use amtskoffer_simulators::security_key::SecurityKey;
use sqlx::Row;

use crate::client::Client;
use crate::fixture::Fixture;
use crate::passkeys::{ORIGIN, Person, enrol, finish};

const HASH: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

#[tokio::test]
async fn a_link_is_good_once() {
    let fixture = Fixture::new().await;
    let mut client = fixture.client().await;
    let store = fixture.store().await;
    let (clerk, link) = clerks::add(&store, "Groß, Jana", Role::Clerk)
        .await
        .expect("added");
    let mut key = SecurityKey::new(ORIGIN);
    assert_eq!(enrol(&mut client, &link, &mut key).await.status, 200);
    let again = enrol(&mut client, &link, &mut key).await;
    assert_eq!(again.refusal(), Refusal::LinkUnknown);
    let made_up = Token("made-up".to_owned());
    let unknown = enrol(&mut client, &made_up, &mut key).await;
    assert_eq!(unknown.refusal(), Refusal::LinkUnknown);

    let further = clerks::new_link(&store, clerk.id).await.expect("made");
    fixture
        .sql("UPDATE enrolment_links SET ends_at = '2026-01-01T00:00:00Z' WHERE used_at IS NULL")
        .await;
    let late = enrol(&mut client, &further, &mut key).await;
    assert_eq!(late.refusal(), Refusal::LinkUnknown);

    let address = clerks::address(&fixture.config.clerks, &further);
    assert_eq!(
        address,
        format!("http://localhost:8080/#/enrol/{}", further.0)
    );
    let kept = fixture
        .sql("SELECT token_sha256 FROM enrolment_links")
        .await;
    let kept = kept.iter().map(|row| row.get::<String, _>(0));
    assert!(
        kept.into_iter()
            .all(|kept| kept != link.0 && kept.len() == 64)
    );
}

/// Four eyes go by persons: known twice, one person would be two.
#[tokio::test]
async fn nobody_is_made_known_twice() {
    let fixture = Fixture::new().await;
    let store = fixture.store().await;
    let added = clerks::add(&store, "Groß, Jana", Role::Clerk).await;
    let (clerk, _) = added.expect("added");
    for again in ["Groß, Jana", " groß,  jana ", "GROß, JANA"] {
        let refused = clerks::add(&store, again, Role::Coordinator).await;
        let error = refused.expect_err("known already");
        assert!(
            matches!(&error, AddError::Known { id, .. } if *id == clerk.id),
            "{again}: {error}"
        );
        assert!(error.to_string().contains("`clerk link`"), "{error}");
    }
    let other = clerks::add(&store, "Groß, Jana (Standesamt)", Role::Clerk).await;
    assert!(other.is_ok(), "another person of the same name");
    assert!(clerks::revoke(&store, clerk.id).await.expect("revoked"));
    let (anew, _) = clerks::add(&store, "Groß, Jana", Role::Clerk)
        .await
        .expect("added");
    assert_ne!(anew.id, clerk.id);
    assert_eq!(store.clerks().await.expect("listed").len(), 2);
}

#[tokio::test]
async fn of_two_who_open_one_link_one_gets_in() {
    let fixture = Fixture::new().await;
    let mut client = fixture.client().await;
    let request = invitation(&fixture).await;
    let first: Ceremony = client.post("/clerks/enrolment", &request).await.json();
    let second: Ceremony = client.post("/clerks/enrolment", &request).await.json();
    let mut key = SecurityKey::new(ORIGIN);
    let made = key.create(&first.options).expect("made");
    let done = finish(&mut client, "enrolment", first.ceremony, made.clone()).await;
    assert_eq!(done.status, 200);
    let replayed = finish(&mut client, "enrolment", first.ceremony, made).await;
    assert_eq!(replayed.refusal(), Refusal::CeremonyUnknown);
    let made = SecurityKey::new(ORIGIN).create(&second.options);
    let made = made.expect("made");
    let late = finish(&mut client, "enrolment", second.ceremony, made).await;
    assert_eq!(late.refusal(), Refusal::LinkUnknown);
}

#[tokio::test]
async fn the_name_that_a_client_gives_a_passkey_counts_for_nothing() {
    let fixture = Fixture::new().await;
    let mut client = fixture.client().await;
    let request = invitation(&fixture).await;
    let ceremony: Ceremony = client.post("/clerks/enrolment", &request).await.json();
    let mut key = SecurityKey::new(ORIGIN);
    let mut made = key.create(&ceremony.options).expect("made");
    let truth = made["rawId"].as_str().expect("text").to_owned();
    made["id"] = "AAAA".into();
    made["rawId"] = "AAAA".into();
    let done = finish(&mut client, "enrolment", ceremony.ceremony, made).await;
    assert_eq!(done.status, 200);
    let kept = fixture.sql("SELECT credential FROM passkeys").await;
    assert_eq!(kept[0].get::<String, _>(0), truth);
}

#[tokio::test]
async fn only_a_verified_user_of_our_page_signs_in() {
    let fixture = Fixture::new().await;
    let mut client = fixture.client().await;
    let mut person = fixture.person(&mut client, "Groß, Jana", Role::Clerk).await;
    person.key.verifies_user = false;
    let unverified = person.try_sign_in(&mut client).await;
    assert_eq!(unverified.refusal(), Refusal::CredentialRefused);

    let store = fixture.store().await;
    let link = clerks::new_link(&store, person.clerk.id).await;
    let link = link.expect("made");
    let mut weak = SecurityKey::new(ORIGIN);
    weak.verifies_user = false;
    let refused = enrol(&mut client, &link, &mut weak).await;
    assert_eq!(refused.refusal(), Refusal::CredentialRefused);
    let mut elsewhere = SecurityKey::new("http://localhost.evil.example");
    let refused = enrol(&mut client, &link, &mut elsewhere).await;
    assert_eq!(refused.refusal(), Refusal::CredentialRefused);

    let stranger = SecurityKey::new(ORIGIN);
    let mut stranger = Person {
        key: stranger,
        session: String::new(),
        clerk: person.clerk.clone(),
    };
    let creation = serde_json::json!({"publicKey": {
        "challenge": "AAAA", "rp": {"id": "localhost"}, "user": {"id": "AQ"},
    }});
    stranger.key.create(&creation).expect("made");
    let refused = stranger.try_sign_in(&mut client).await;
    assert_eq!(refused.refusal(), Refusal::CredentialRefused);
}

#[tokio::test]
async fn a_ceremony_is_answered_once_and_where_it_began() {
    let fixture = Fixture::new().await;
    let mut client = fixture.client().await;
    let mut second_suitcase = second_suitcase(&fixture).await;
    let mut person = fixture.person(&mut client, "Groß, Jana", Role::Clerk).await;
    let begun: Ceremony = client.post("/clerks/sign-in", &()).await.json();
    let answer = person.key.answer(&begun.options).expect("answers");
    let done = finish(&mut client, "sign-in", begun.ceremony, answer.clone()).await;
    assert_eq!(done.status, 200);
    let replayed = finish(&mut client, "sign-in", begun.ceremony, answer.clone()).await;
    assert_eq!(replayed.refusal(), Refusal::CeremonyUnknown);
    let fresh: Ceremony = client.post("/clerks/sign-in", &()).await.json();
    let replayed = finish(&mut client, "sign-in", fresh.ceremony, answer).await;
    assert_eq!(replayed.refusal(), Refusal::CredentialRefused);
    let begun: Ceremony = client.post("/clerks/sign-in", &()).await.json();
    let answer = person.key.answer(&begun.options).expect("answers");
    let elsewhere = finish(&mut second_suitcase, "sign-in", begun.ceremony, answer).await;
    assert_eq!(elsewhere.refusal(), Refusal::CeremonyUnknown);
}

#[tokio::test]
async fn a_session_is_good_at_one_suitcase_until_it_ends() {
    let fixture = Fixture::new().await;
    let mut client = fixture.client().await;
    let mut second_suitcase = second_suitcase(&fixture).await;
    let person = fixture.signed_in(&mut client, "Groß, Jana").await;
    fixture.signed_in(&mut client, "Meyer, Ute").await;
    let case = uuid::Uuid::from_u128(7);
    assert_eq!(
        person.ask_approval(&mut client, case, HASH).await.status,
        200
    );
    let elsewhere = person.ask_approval(&mut second_suitcase, case, HASH).await;
    assert_eq!(elsewhere.refusal(), Refusal::NotSignedIn);

    let leave = SignOut {
        session: Token(person.session.clone()),
    };
    let elsewhere = second_suitcase.post("/clerks/sign-out", &leave).await;
    assert_eq!(elsewhere.status, 204);
    assert_eq!(
        person.ask_approval(&mut client, case, HASH).await.status,
        200
    );
    assert_eq!(client.post("/clerks/sign-out", &leave).await.status, 204);
    let after = person.ask_approval(&mut client, case, HASH).await;
    assert_eq!(after.refusal(), Refusal::NotSignedIn);

    let late = fixture.signed_in(&mut client, "Alt, Eva").await;
    fixture
        .sql("UPDATE clerk_sessions SET ends_at = '2026-01-01T00:00:00Z'")
        .await;
    let after = late.ask_approval(&mut client, case, HASH).await;
    assert_eq!(after.refusal(), Refusal::NotSignedIn);
}

#[tokio::test]
async fn whoever_is_shut_out_is_out_at_once() {
    let fixture = Fixture::new().await;
    let mut client = fixture.client().await;
    let mut person = fixture.signed_in(&mut client, "Groß, Jana").await;
    let store = fixture.store().await;
    assert!(clerks::revoke(&store, person.clerk.id).await.expect("done"));
    assert!(!clerks::revoke(&store, person.clerk.id).await.expect("done"));
    let case = uuid::Uuid::from_u128(7);
    let after = person.ask_approval(&mut client, case, HASH).await;
    assert_eq!(after.refusal(), Refusal::NotSignedIn);
    let again = person.try_sign_in(&mut client).await;
    assert_eq!(again.refusal(), Refusal::CredentialRefused);
    let acts = fixture
        .sql("SELECT act FROM audit WHERE suitcase <> subject ORDER BY number")
        .await;
    let acts: Vec<String> = acts.iter().map(|row| row.get(0)).collect();
    assert_eq!(acts, ["clerk_enrolled", "signed_in", "clerk_revoked"]);
}

#[tokio::test]
async fn an_administrator_does_not_work_at_a_suitcase() {
    let fixture = Fixture::new().await;
    let mut client = fixture.client().await;
    let mut person = fixture
        .person(&mut client, "Amt, Ina", Role::Administrator)
        .await;
    let refused = person.try_sign_in(&mut client).await;
    assert_eq!(refused.refusal(), Refusal::CredentialRefused);
}

/// Another enrolled suitcase of the same town.
pub async fn second_suitcase(fixture: &Fixture) -> Client {
    crate::mutual_tls::issue(fixture, "second");
    let certificate = fixture.folder.path("pki/second.pem");
    enrolment::enrol(&fixture.config, &certificate, "Koffer 2")
        .await
        .expect("enrolled");
    fixture.client_with("second").await
}

/// The one-time link of a new clerk.
async fn invitation(fixture: &Fixture) -> EnrolmentRequest {
    let store = fixture.store().await;
    let (_, token) = clerks::add(&store, "Groß, Jana", Role::Clerk)
        .await
        .expect("added");
    EnrolmentRequest { token }
}
