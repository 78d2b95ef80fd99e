//! Support bundles: what is taken, what is refused, what the IT sees.

use amtskoffer_contract::ingest::Refusal;
use amtskoffer_contract::support::{MAX_SUPPORT_BYTES, SupportReceipt};
use amtskoffer_gateway::store::BUNDLES_KEPT;
use amtskoffer_gateway::{enrolment, support};
use serde_json::{Value, json};

use crate::client::Client;
use crate::fixture::Fixture;

/// A suitcase whose printer has no paper.
fn bundle() -> Value {
    json!({
        "version": 1,
        "made_at": "2026-11-22T05:00:00Z",
        "software": {
            "companion": "amtskoffer-companion 0.1.0", "bridge": {"min": 1, "max": 1}, "app": "0.1.0",
            "extension": "abc", "kernel": "6.1", "system": "Debian", "up_seconds": 60
        },
        "configuration": {
            "file_writing": "forbidden", "most_cases": 8,
            "devices": [{"kind": "printer", "protocol": "ipp"}]
        },
        "devices": [{
            "kind": "printer", "name": "Maker P1",
            "state": {"fault": {"cause": "paper_out"}}
        }],
        "line": {"state": "up", "answered": 9, "lost": 1},
        "readiness": {
            "verdict": "not_ready", "ready_after_ms": [1500],
            "tests": [{
                "subject": {"device": "printer"},
                "state": {"failed": {"cause": {"device": "paper_out"}}}, "milliseconds": 12
            }]
        },
        "errors": [{"at": "2026-11-22T05:00:00Z", "subject": {"device": "printer"}, "code": "D-201"}],
        "memory": {"resident_kib": 9, "peak_kib": 10}
    })
}

async fn sent(client: &mut Client) -> u64 {
    let answer = client.post("/support", &bundle()).await;
    assert_eq!(answer.status, 200);
    answer.json::<SupportReceipt>().number
}

#[tokio::test]
async fn the_it_sees_from_afar_what_is_wrong() {
    let fixture = Fixture::new().await;
    let number = sent(&mut fixture.client().await).await;
    let store = fixture.store().await;
    let list = support::listed(&store.support_bundles().await.expect("listed"));
    for word in ["Koffer 1", "not_ready D-201", &number.to_string()] {
        assert!(list.contains(word), "{word} in {list}");
    }
    let entry = store
        .support_bundle(number)
        .await
        .expect("read")
        .expect("there");
    let shown: Value = serde_json::from_str(&support::shown(&entry)).expect("json");
    assert_eq!(shown, bundle());
    assert_eq!(store.support_bundle(number + 1).await.expect("read"), None);
    store.close().await;
}

#[tokio::test]
async fn an_empty_list_says_so() {
    assert_eq!(support::listed(&[]), "no support bundles");
}

#[tokio::test]
async fn the_last_bundles_of_each_suitcase_are_kept() {
    let fixture = Fixture::new().await;
    let mut client = fixture.client().await;
    let first = sent(&mut client).await;
    crate::mutual_tls::issue(&fixture, "second");
    let certificate = fixture.folder.path("pki/second.pem");
    let enrolled = enrolment::enrol(&fixture.config, &certificate, "Koffer 2").await;
    enrolled.expect("enrolled");
    let foreign = sent(&mut fixture.client_with("second").await).await;
    for _ in 0..BUNDLES_KEPT {
        sent(&mut client).await;
    }
    let store = fixture.store().await;
    let kept = store.support_bundles().await.expect("listed");
    let of = |name: &str| kept.iter().filter(|entry| entry.suitcase == name).count() as u64;
    assert_eq!((of("Koffer 1"), of("Koffer 2")), (BUNDLES_KEPT, 1));
    assert!(kept.iter().all(|entry| entry.number != first));
    assert!(kept.iter().any(|entry| entry.number == foreign));
    store.close().await;
}

#[tokio::test]
async fn what_is_no_bundle_is_refused_and_not_kept() {
    let fixture = Fixture::new().await;
    let mut client = fixture.client().await;
    let changed = |path: &str, value: Value| {
        let mut bundle = bundle();
        *bundle.pointer_mut(path).expect("there") = value;
        bundle.to_string()
    };
    let mut with_more = bundle();
    with_more["note"] = json!("Erika Mustermann");
    let errors = vec![bundle()["errors"][0].clone(); 200];
    for body in [
        String::new(),
        "<html>".to_owned(),
        "{}".to_owned(),
        with_more.to_string(),
        changed("/version", json!(2)),
        changed("/made_at", json!("Erika Mustermann")),
        changed("/devices/0/name", json!("Büro von Erika Müller")),
        changed("/software/kernel", json!("x".repeat(200))),
        changed("/errors", json!(errors)),
    ] {
        let answer = client
            .send("POST", "/support", &[], body.clone().into_bytes())
            .await;
        assert_eq!(
            (answer.status, answer.refusal()),
            (400, Refusal::Malformed),
            "{body}"
        );
    }
    let store = fixture.store().await;
    assert_eq!(store.support_bundles().await.expect("listed"), []);
    store.close().await;
}

#[tokio::test]
async fn text_that_no_field_has_is_not_kept() {
    let fixture = Fixture::new().await;
    let mut body = bundle();
    body["devices"][0]["state"]["fault"]["note"] = json!("Erika Mustermann");
    let answer = fixture.client().await.post("/support", &body).await;
    assert_eq!(answer.status, 200);
    let store = fixture.store().await;
    let kept = store.support_bundles().await.expect("listed");
    assert!(!kept[0].body.contains("Erika"), "{}", kept[0].body);
    store.close().await;
}

#[tokio::test]
async fn too_large_a_bundle_is_refused() {
    let fixture = Fixture::new().await;
    let body = " ".repeat(MAX_SUPPORT_BYTES + 1).into_bytes();
    let answer = fixture
        .client()
        .await
        .send("POST", "/support", &[], body)
        .await;
    let limit = MAX_SUPPORT_BYTES as u64;
    assert_eq!(
        (answer.status, answer.refusal()),
        (413, Refusal::TooLarge { limit })
    );
}
