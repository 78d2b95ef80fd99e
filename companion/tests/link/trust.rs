//! Gateways that cannot be used: each fault has its own state and failure, so that nobody looks for it in
//! the wrong place. The gateway here is a small one of the test's own, which can be any of them.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;

use super::probe::config;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use serde_json::Value;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::{ServerConfig, ServerConnection, StreamOwned};

/// A gateway as it should not be.
struct Odd {
    /// Host in its certificate.
    name: &'static str,
    /// Validity of its certificate in years.
    years: (i32, i32),
    /// Whether its CA is the suitcase's.
    is_ours: bool,
    /// How far its clock is ahead of ours in seconds.
    ahead: i64,
}

const GOOD: Odd = Odd {
    name: "127.0.0.1",
    years: (2020, 2090),
    is_ours: true,
    ahead: 0,
};

/// State and code of the line to such a gateway, as `companion check` tells them.
fn line_to(gateway: &Odd) -> (String, String) {
    let folder = std::env::temp_dir().join(format!("amtskoffer-{}", uuid::Uuid::new_v4()));
    std::fs::create_dir(&folder).expect("made");
    let pki = folder.join("pki");
    amtskoffer_gateway::pki::init(&pki, &[]).expect("keys");
    let port = serve(gateway, &pki);
    let url = format!("https://127.0.0.1:{port}");
    let config = config(&folder, &pki, &url, "way = \"loopback\"");
    let checked = super::companion()
        .args(["check", "--json", "--config"])
        .arg(&config)
        .output()
        .expect("runs");
    std::fs::remove_dir_all(&folder).expect("removed");
    let errors = String::from_utf8_lossy(&checked.stderr);
    let report: Value =
        serde_json::from_slice(&checked.stdout).unwrap_or_else(|_| panic!("{errors}"));
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    (text(&report["line"]["state"]), text(&report["line_code"]))
}

fn serve(gateway: &Odd, pki: &Path) -> u16 {
    let ca_key = KeyPair::generate().expect("a key");
    let mut ca = CertificateParams::default();
    ca.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let ca_pem = ca.self_signed(&ca_key).expect("signed").pem();
    let issuer = Issuer::new(ca, ca_key);
    if gateway.is_ours {
        std::fs::write(pki.join("ca.pem"), ca_pem).expect("written");
    }
    let key = KeyPair::generate().expect("a key");
    let mut leaf = CertificateParams::new(vec![gateway.name.to_owned()]).expect("a name");
    leaf.not_before = rcgen::date_time_ymd(gateway.years.0, 1, 1);
    leaf.not_after = rcgen::date_time_ymd(gateway.years.1, 1, 1);
    let pem = leaf.signed_by(&key, &issuer).expect("signed").pem();
    let chain = vec![CertificateDer::from_pem_slice(pem.as_bytes()).expect("a certificate")];
    let key = PrivateKeyDer::from_pem_slice(key.serialize_pem().as_bytes()).expect("a key");
    let tls = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .expect("fits");
    let tls = Arc::new(tls);
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("bound").port();
    let time = jiff::Timestamp::now() + jiff::SignedDuration::from_secs(gateway.ahead);
    let status = format!(
        "{{\"version\":\"odd\",\"time\":\"{time}\",\"authority\":{{\"name\":\"\",\"unit\":\"\",\
         \"street\":\"\",\"place\":\"\",\"phone\":\"\"}}}}"
    );
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let connection = ServerConnection::new(Arc::clone(&tls)).expect("a connection");
            let status = status.clone();
            std::thread::spawn(move || answer(StreamOwned::new(connection, stream), &status));
        }
    });
    port
}

/// Answers everything with the status, until the other side goes.
fn answer(mut stream: StreamOwned<ServerConnection, std::net::TcpStream>, status: &str) {
    let mut buffer = [0; 128 * 1024];
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n",
        status.len()
    );
    while stream.read(&mut buffer).is_ok_and(|bytes| bytes > 0) {
        if stream
            .write_all(format!("{head}{status}").as_bytes())
            .is_err()
        {
            return;
        }
    }
}

fn is(gateway: &Odd, state: &str, code: &str) {
    assert_eq!(line_to(gateway), (state.to_owned(), code.to_owned()));
}

#[test]
fn a_gateway_as_it_should_be_is_up() {
    is(&GOOD, "up", "L-002");
}

#[test]
fn an_expired_certificate_is_named_so() {
    let years = (2020, 2021);
    is(&Odd { years, ..GOOD }, "certificate_expired", "L-107");
}

#[test]
fn a_certificate_of_the_future_means_that_our_clock_is_wrong() {
    let years = (2080, 2090);
    is(&Odd { years, ..GOOD }, "clock_wrong", "L-108");
}

#[test]
fn a_clock_that_is_an_hour_off_is_named_and_nothing_else() {
    for ahead in [3_600, -3_600] {
        is(&Odd { ahead, ..GOOD }, "clock_wrong", "L-108");
    }
}

#[test]
fn an_unknown_ca_is_not_trusted() {
    let is_ours = false;
    is(&Odd { is_ours, ..GOOD }, "not_trusted", "L-102");
}

#[test]
fn the_gateway_of_another_town_is_named_so() {
    let name = "gateway.other-town.example";
    is(&Odd { name, ..GOOD }, "other_town", "L-109");
}
