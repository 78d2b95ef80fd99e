//! A photo by the code of the photo cloud, with the stand-in of the data centre's relay.

use amtskoffer_contract::bridge::Secret;
use amtskoffer_contract::ingest::Refusal;
use amtskoffer_contract::photos::{PATH, PhotoAnswer, PhotoRequest};
use amtskoffer_gateway::photos::{PhotoCloudConfig, ProviderConfig};
use amtskoffer_simulators::photo_cloud::{self, Fault, PROVIDER, Running, USER};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use uuid::Uuid;

use crate::client::Answer;
use crate::fixture::Fixture;

const JPEG: &[u8] = b"\xff\xd8\xff\xe0 thirty-three bytes and then some";

async fn cloud() -> Running {
    photo_cloud::start(0, JPEG)
        .await
        .expect("the stand-in runs")
}

async fn gateway(cloud: &Running) -> Fixture {
    let set_up = PhotoCloudConfig {
        relay: ([127, 0, 0, 1], cloud.port).into(),
        organisation_key: "01099001".to_owned(),
        providers: vec![ProviderConfig {
            address: PROVIDER.to_owned(),
            seal_key: cloud.seal_key.clone(),
        }],
    };
    Fixture::with(|config| config.photo_cloud = Some(set_up)).await
}

async fn fetch(fixture: &Fixture, code: &str) -> Answer {
    let request = PhotoRequest {
        case: Uuid::from_u128(7),
        code: Secret::new(code.to_owned()),
    };
    fixture.clerk().await.post(PATH, &request).await
}

#[tokio::test]
async fn the_picture_comes_decrypted_with_who_made_it() {
    let cloud = cloud().await;
    let fixture = gateway(&cloud).await;
    let answer: PhotoAnswer = fetch(&fixture, &cloud.code).await.json();
    assert_eq!(STANDARD.decode(answer.jpeg).expect("base64"), JPEG);
    let store = fixture.store().await;
    let entries = store.audit_after(0).await.expect("the log");
    let logged = entries
        .iter()
        .find(|entry| entry.act == "photo_fetched")
        .expect("logged");
    assert_eq!(logged.subject, format!("{} {USER}", Uuid::from_u128(7)));
    store.close().await;
}

#[tokio::test]
async fn what_is_wrong_with_picture_or_cloud_is_named() {
    let cloud = cloud().await;
    let fixture = gateway(&cloud).await;
    for (fault, status, refusal) in [
        (Fault::Gone, 410, Refusal::PhotoGone),
        (Fault::BadSeal, 422, Refusal::PhotoNotTrusted),
        (Fault::Changed, 422, Refusal::PhotoNotTrusted),
        (Fault::Garbled, 422, Refusal::PhotoNotTrusted),
        (Fault::Away, 503, Refusal::PhotoCloudAway),
    ] {
        cloud.set_fault(fault);
        let answer = fetch(&fixture, &cloud.code).await;
        assert_eq!(
            (answer.status, answer.refusal()),
            (status, refusal),
            "{fault:?}"
        );
    }
    cloud.set_fault(Fault::None);
    assert_eq!(fetch(&fixture, &cloud.code).await.status, 200);
    let code = cloud.code.clone();
    cloud.stop().await;
    assert_eq!(
        fetch(&fixture, &code).await.refusal(),
        Refusal::PhotoCloudAway
    );
}

#[tokio::test]
async fn only_codes_of_providers_that_are_set_up_are_followed() {
    let (cloud, other) = (cloud().await, cloud().await);
    let mut fixture = gateway(&cloud).await;
    for code in ["", "4gE=", "no base64!", "3AM="] {
        assert_eq!(
            fetch(&fixture, code).await.refusal(),
            Refusal::PhotoCodeUnknown
        );
    }
    // The same provider, another picture: the cloud does not know it.
    assert_eq!(
        fetch(&fixture, &other.code).await.refusal(),
        Refusal::PhotoGone
    );
    fixture = Fixture::new().await;
    assert_eq!(
        fetch(&fixture, &cloud.code).await.refusal(),
        Refusal::PhotoCloudAway
    );
}

#[tokio::test]
async fn without_a_clerk_there_is_no_photo() {
    let cloud = cloud().await;
    let fixture = gateway(&cloud).await;
    let request = PhotoRequest {
        case: Uuid::from_u128(7),
        code: Secret::new(cloud.code.clone()),
    };
    let answer = fixture.client().await.post(PATH, &request).await;
    assert_eq!(answer.refusal(), Refusal::NotSignedIn);
}
