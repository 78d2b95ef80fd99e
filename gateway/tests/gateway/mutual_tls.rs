//! Who may connect.

use std::path::Path;

use amtskoffer_contract::ingest::{GatewayStatus, Refusal};
use amtskoffer_gateway::{enrolment, pki};
use rcgen::{CertificateParams, ExtendedKeyUsagePurpose, Issuer, KeyPair};

use crate::client::Client;
use crate::fixture::{Fixture, SUITCASE};

async fn status(client: &mut Client) -> u16 {
    client.send("GET", "/status", &[], Vec::new()).await.status
}

/// Whether a peer gets any answer: with TLS 1.3 it learns at its first request that it was refused.
async fn gets_an_answer(
    fixture: &Fixture,
    identity: Option<&(std::path::PathBuf, std::path::PathBuf)>,
) -> bool {
    let ca = fixture.folder.path("pki/ca.pem");
    let Ok(mut client) = Client::connect(fixture.port(), &ca, identity).await else {
        return false;
    };
    client
        .try_send("GET", "/status", &[], Vec::new())
        .await
        .is_ok()
}

/// A second client certificate of the fixture's own CA.
pub fn issue(fixture: &Fixture, name: &str) {
    let read = |file: &str| {
        std::fs::read_to_string(fixture.folder.path(&format!("pki/{file}"))).expect("readable")
    };
    let ca_key = KeyPair::from_pem(&read("ca.key")).expect("a key");
    let mut ca = CertificateParams::default();
    ca.distinguished_name
        .push(rcgen::DnType::CommonName, "Amtskoffer CA");
    let issuer = Issuer::new(ca, ca_key);
    let key = KeyPair::generate().expect("a key");
    let mut params = CertificateParams::default();
    params
        .distinguished_name
        .push(rcgen::DnType::CommonName, name);
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
    let certificate = params.signed_by(&key, &issuer).expect("a certificate");
    let write = |end: &str, text: String| {
        let file = fixture.folder.path(&format!("pki/{name}.{end}"));
        std::fs::write(file, text).expect("written");
    };
    write("pem", certificate.pem());
    write("key", key.serialize_pem());
}

#[tokio::test]
async fn an_enrolled_suitcase_learns_who_runs_the_gateway() {
    let fixture = Fixture::new().await;
    let answer = fixture
        .client()
        .await
        .send("GET", "/status", &[], Vec::new())
        .await;
    let status: GatewayStatus = answer.json();
    assert_eq!(status.authority.unit, "Bürgerbüro");
    assert!(status.time.ends_with('Z'));
}

#[tokio::test]
async fn without_a_certificate_there_is_no_connection() {
    let fixture = Fixture::new().await;
    assert!(!gets_an_answer(&fixture, None).await);
}

#[tokio::test]
async fn a_certificate_of_a_foreign_ca_fails_the_handshake() {
    let fixture = Fixture::new().await;
    let foreign = fixture.folder.path("foreign");
    pki::init(&foreign, &[]).expect("keys");
    let identity = (foreign.join("suitcase.pem"), foreign.join("suitcase.key"));
    assert!(!gets_an_answer(&fixture, Some(&identity)).await);
    enrolment::enrol(&fixture.config, &identity.0, "Fremder Koffer")
        .await
        .expect("enrolled");
    assert!(
        !gets_an_answer(&fixture, Some(&identity)).await,
        "enrolling does not help"
    );
}

#[tokio::test]
async fn the_server_is_not_taken_for_another() {
    let fixture = Fixture::new().await;
    let foreign = fixture.folder.path("foreign");
    pki::init(&foreign, &[]).expect("keys");
    let wrong = Client::connect(fixture.port(), &foreign.join("ca.pem"), None).await;
    assert!(wrong.is_err());
}

#[tokio::test]
async fn a_suitcase_that_is_not_enrolled_is_refused_everywhere() {
    let fixture = Fixture::new().await;
    issue(&fixture, "second");
    let mut client = fixture.client_with("second").await;
    for (method, path) in [
        ("GET", "/status"),
        ("POST", "/register/search"),
        ("POST", "/register/record"),
        ("POST", "/register/particulars"),
        ("POST", "/support"),
        ("OPTIONS", "/parts"),
        ("POST", "/parts"),
        ("PUT", "/cases/00000000-0000-0000-0000-000000000001"),
        ("GET", "/no/such/path"),
    ] {
        let answer = client.send(method, path, &[], Vec::new()).await;
        assert_eq!(
            (answer.status, answer.refusal()),
            (403, Refusal::NotEnrolled),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_withdrawal_ends_also_a_connection_that_is_open() {
    let fixture = Fixture::new().await;
    let certificate = fixture.folder.path("pki/suitcase.pem");
    let mut client = fixture.client().await;
    assert_eq!(status(&mut client).await, 200);
    enrolment::withdraw(&fixture.config, &certificate)
        .await
        .expect("withdrawn");
    assert_eq!(status(&mut client).await, 403);
    let twice = enrolment::withdraw(&fixture.config, &certificate).await;
    assert!(matches!(twice, Err(enrolment::EnrolError::NotEnrolled(_))));
    enrolment::enrol(&fixture.config, &certificate, SUITCASE)
        .await
        .expect("enrolled");
    assert_eq!(status(&mut client).await, 200);
}

#[test]
fn keys_are_for_their_owner_only_and_never_overwritten() {
    use std::os::unix::fs::PermissionsExt;
    let folder = crate::fixture::Folder::new();
    let pki = folder.path("pki");
    pki::init(&pki, &["gateway.example".to_owned()]).expect("keys");
    let mode = |name: &str| {
        std::fs::metadata(pki.join(name))
            .expect("a file")
            .permissions()
            .mode()
            & 0o777
    };
    for secret in ["ca.key", "server.key", "suitcase.key", "receipt.key"] {
        assert_eq!(mode(secret), 0o600, "{secret}");
    }
    let before = std::fs::read(pki.join("ca.key")).expect("readable");
    assert!(matches!(
        pki::init(&pki, &[]),
        Err(pki::PkiError::NotWritten { .. })
    ));
    assert_eq!(std::fs::read(pki.join("ca.key")).expect("readable"), before);
}

#[test]
fn a_host_that_cannot_stand_in_a_certificate_is_refused_before_anything_is_written() {
    let folder = crate::fixture::Folder::new();
    let pki = folder.path("pki");
    let refused = pki::init(&pki, &["bürgerbüro".to_owned()]);
    assert!(matches!(refused, Err(pki::PkiError::Certificate(_))));
    assert!(!pki.exists());
}

#[tokio::test]
async fn a_file_without_a_certificate_cannot_be_enrolled() {
    let fixture = Fixture::new().await;
    let key: &Path = &fixture.folder.path("pki/suitcase.key");
    let refused = enrolment::enrol(&fixture.config, key, "Koffer").await;
    assert!(matches!(
        refused,
        Err(enrolment::EnrolError::Certificate(_))
    ));
}
