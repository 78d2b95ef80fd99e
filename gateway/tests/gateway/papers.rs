//! Papers that can be checked: registered by suitcases, asked for by anybody, bounded and logged.

use amtskoffer_contract::ingest::Refusal;
use amtskoffer_contract::issued::{CheckAddress, IssuedPaper};
use amtskoffer_gateway::papers::CheckConfig;
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::fixture::Fixture;

const PUBLIC: &str = "https://pruefen.sonnwiek.example";

async fn fixture() -> Fixture {
    Fixture::with(|config| {
        config.check = Some(CheckConfig {
            listen: "127.0.0.1:0".parse().expect("an address"),
            address: PUBLIC.to_owned(),
        });
    })
    .await
}

fn paper() -> IssuedPaper {
    IssuedPaper {
        sha256: "c0ffee00".repeat(8),
        kind: "Meldebescheinigung".to_owned(),
    }
}

/// What the public gets, head and body, over plain HTTP as from a reverse proxy.
async fn asked(address: SocketAddr, path: &str) -> String {
    let mut stream = TcpStream::connect(address).await.expect("connected");
    let request = format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.expect("asked");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("an answer");
    answer
}

#[tokio::test]
async fn a_registered_paper_is_known_and_both_acts_are_logged() {
    let fixture = fixture().await;
    let mut client = fixture.clerk().await;
    let registered: CheckAddress = client.post("/papers", &paper()).await.json();
    let path = format!("/check/{}", paper().sha256);
    assert_eq!(registered.address, Some(format!("{PUBLIC}{path}")));
    // Registered twice, it stays as it was.
    assert_eq!(client.post("/papers", &paper()).await.status, 200);

    let answer = asked(fixture.check_address(), &path).await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    for part in [
        "Dieses Schreiben ist bekannt",
        "Amt Sonnwiek",
        "Meldebescheinigung",
        "content-security-policy: default-src 'none'",
        "cache-control: no-store",
    ] {
        assert!(answer.contains(part), "{part} is not in\n{answer}");
    }
    assert!(
        !answer.contains("Koffer") && !answer.contains("Jansen"),
        "{answer}"
    );

    let store = fixture.store().await;
    let log = store.audit_after(0).await.expect("the log");
    let acts: Vec<&str> = log.iter().map(|entry| entry.act.as_str()).collect();
    assert!(
        acts.contains(&"paper_issued") && acts.ends_with(&["paper_checked"]),
        "{acts:?}"
    );
    let last = log.last().expect("an entry");
    assert_eq!(
        (last.subject.as_str(), last.clerk.as_str()),
        (paper().sha256.as_str(), "")
    );
    assert_eq!(store.check_audit().await.expect("checked").broken, None);
    store.close().await;
}

#[tokio::test]
async fn what_was_not_registered_is_not_known() {
    let fixture = fixture().await;
    let address = fixture.check_address();
    let unknown = format!("/check/{}", "0".repeat(64));
    for path in [
        unknown.as_str(),
        "/check/xyz",
        "/check/%00",
        "/",
        "/papers",
        "/status",
    ] {
        let answer = asked(address, path).await;
        assert!(answer.starts_with("HTTP/1.1 404"), "{path}: {answer}");
        assert!(!answer.contains("ist bekannt"), "{path}: {answer}");
    }
}

#[tokio::test]
async fn a_flood_of_questions_is_answered_with_later() {
    let fixture = fixture().await;
    let address = fixture.check_address();
    let path = format!("/check/{}", "1".repeat(64));
    let mut later = 0;
    for _ in 0..400 {
        if asked(address, &path).await.starts_with("HTTP/1.1 429") {
            later += 1;
            break;
        }
    }
    assert_eq!(later, 1, "400 questions in a row were all answered");
}

#[tokio::test]
async fn only_a_clerk_at_an_enrolled_suitcase_registers_and_only_hashes() {
    let fixture = fixture().await;
    let nobody = fixture.client().await.post("/papers", &paper()).await;
    assert_eq!(nobody.refusal(), Refusal::NotSignedIn);
    let mut client = fixture.clerk().await;
    for (sha256, kind) in [("abc", "Quittung"), (&paper().sha256, "<script>")] {
        let wrong = IssuedPaper {
            sha256: sha256.to_owned(),
            kind: kind.to_owned(),
        };
        assert_eq!(
            client.post("/papers", &wrong).await.refusal(),
            Refusal::Malformed
        );
    }
    let store = fixture.store().await;
    assert_eq!(store.paper(&paper().sha256).await.expect("read"), None);
    store.close().await;
}

#[tokio::test]
async fn without_a_public_address_nothing_is_registered_and_no_code_printed() {
    let fixture = Fixture::new().await;
    let mut client = fixture.clerk().await;
    let registered: CheckAddress = client.post("/papers", &paper()).await.json();
    assert_eq!(registered.address, None);
    let store = fixture.store().await;
    assert_eq!(store.paper(&paper().sha256).await.expect("read"), None);
    store.close().await;
}
