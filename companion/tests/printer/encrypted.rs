//! IPP over TLS: with a pinned certificate, with the town's own authority, and with a stranger's.

use std::sync::Arc;

use amtskoffer_companion::devices::pinned::pinned;
use amtskoffer_companion::devices::printer::ipp::IppPrinter;
use amtskoffer_companion::devices::printer::{JobState, PrintOptions, Printer, PrinterError};
use amtskoffer_companion::devices::registry::Registry;
use amtskoffer_companion::http::{HttpError, Target};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::{CertificateError, ClientConfig, RootCertStore};

use super::peer::{DONE_AT_ONCE, Peer};
use super::{document, to_the_end};

#[tokio::test]
async fn a_pinned_certificate_opens_the_encrypted_way() {
    let peer = Peer::running(DONE_AT_ONCE);
    let stranger = CertificateDer::from(b"another certificate".to_vec());
    // The printer makes its certificate at the first handshake, which this refused one is.
    assert_untrusted(&encrypted(
        &peer,
        pinned(stranger).expect("a configuration"),
    ))
    .await;
    let own = CertificateDer::from_pem_file(peer.folder.join("keys/localhost.crt"));
    let printer = encrypted(&peer, pinned(own.expect("PEM")).expect("a configuration"));
    assert_eq!(
        printer.address(),
        format!("ipps://localhost:{}/ipp/print", peer.port)
    );
    let sent = document(300_000);
    let job = printer
        .print(sent.clone(), PrintOptions::default())
        .await
        .expect("a job");
    assert_eq!(to_the_end(&printer, job).await, JobState::Completed);
    assert!(
        peer.spooled() == [sent.pdf.to_vec()],
        "not the bytes that were sent"
    );
}

#[tokio::test]
async fn a_private_ca_opens_the_encrypted_way() {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let ca = CertifiedIssuer::self_signed(params, key()).expect("a CA");
    let key = key();
    let leaf = CertificateParams::new(["localhost".to_owned()]).expect("a name");
    let leaf = leaf.signed_by(&key, &ca).expect("a certificate");
    let peer = Peer::with_identity(&leaf.pem(), &key.serialize_pem());
    encrypted(&peer, trusting(Some(ca.der())))
        .status()
        .await
        .expect("our CA is trusted");
    let listed = listed(&peer, "ca", &ca.pem());
    listed
        .expect("usable")
        .status()
        .await
        .expect("as devices.toml names it");
    assert_untrusted(&encrypted(&peer, trusting(None))).await;
}

#[test]
fn an_encrypted_way_without_one_clear_trust_is_refused_at_start() {
    let peer = Peer::simulating();
    let none = listed(&peer, "ca", "no certificate")
        .err()
        .expect("refused");
    assert!(none.contains("does not hold a certificate"), "{none}");
    let file = format!(
        "[[device]]\nkind = \"printer\"\nprotocol = \"ipp\"\n\
         match = {{ uri = \"ipps://localhost:{}/ipp/print\" }}\n",
        peer.port
    );
    for (settings, words) in [
        ("", "the authority that issued it"),
        (
            "settings = { ca = \"a\", certificate = \"b\" }\n",
            "exclude each other",
        ),
    ] {
        let refused = read(&peer, &format!("{file}{settings}"))
            .err()
            .expect("refused");
        assert!(refused.contains(words), "{refused}");
    }
}

/// The driver of the printer as `devices.toml` names it, with a file of certificates.
fn listed(peer: &Peer, setting: &str, pem: &str) -> Result<Arc<dyn Printer>, String> {
    std::fs::write(peer.folder.join("trust.pem"), pem).expect("written");
    let file = format!(
        "[[device]]\nkind = \"printer\"\nprotocol = \"ipp\"\n\
         match = {{ uri = \"ipps://localhost:{}/ipp/print\" }}\n\
         settings = {{ {setting} = \"trust.pem\" }}\n",
        peer.port
    );
    read(peer, &file)
}

fn read(peer: &Peer, file: &str) -> Result<Arc<dyn Printer>, String> {
    let path = peer.folder.join("devices.toml");
    std::fs::write(&path, file).expect("written");
    let registry = Registry::read(&path).map_err(|error| error.to_string())?;
    Ok(registry.printer().expect("a printer"))
}

fn encrypted(peer: &Peer, config: Arc<ClientConfig>) -> IppPrinter {
    let target = Target::Tls {
        host: "localhost".into(),
        port: peer.port,
        config,
    };
    IppPrinter::new(target, "/ipp/print").expect("a valid address")
}

async fn assert_untrusted(printer: &IppPrinter) {
    let error = printer
        .status()
        .await
        .expect_err("not the certificate we trust");
    let PrinterError::Connection(HttpError::UntrustedServer(why)) = error else {
        panic!("{error}");
    };
    let expected = [
        CertificateError::ApplicationVerificationFailure,
        CertificateError::UnknownIssuer,
    ];
    assert!(expected.contains(&why), "{why:?}");
}

fn trusting(ca: Option<&CertificateDer<'static>>) -> Arc<ClientConfig> {
    let mut roots = RootCertStore::empty();
    if let Some(ca) = ca {
        roots.add(ca.clone()).expect("a root");
    }
    let config = ClientConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_root_certificates(roots)
        .with_no_client_auth();
    Arc::new(config)
}

fn key() -> KeyPair {
    KeyPair::generate().expect("a key")
}
