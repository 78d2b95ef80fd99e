//! The TLS side of the listener: our certificate, and the duty of every peer to show one of the
//! private CA.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};
use thiserror::Error;
use tokio_rustls::rustls;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, TrustAnchor};

use crate::config::TlsFiles;

/// Why no TLS can be spoken.
#[derive(Debug, Error)]
pub enum TlsError {
    /// A file is missing or not PEM: make the set anew with `gateway pki init`.
    #[error("{path} holds no usable certificate or key: make the set with `gateway pki init`")]
    Unusable {
        /// The file.
        path: PathBuf,
    },
    /// Certificate and key do not belong together, or the CA is none.
    #[error("certificate, key and CA do not belong together: {0}")]
    Mismatch(String),
}

/// The listener's configuration: TLS 1.2 and 1.3 by ring, client certificate required.
pub(crate) fn server_config(files: &TlsFiles) -> Result<Arc<ServerConfig>, TlsError> {
    let mut roots = RootCertStore::empty();
    for certificate in certificates(&files.client_ca)? {
        roots.add(certificate).map_err(mismatch)?;
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let verifier = WebPkiClientVerifier::builder_with_provider(roots.into(), provider.clone())
        .build()
        .map_err(mismatch)?;
    let key = PrivateKeyDer::from_pem_file(&files.key).map_err(|_| TlsError::Unusable {
        path: files.key.clone(),
    })?;
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(mismatch)?
        .with_client_cert_verifier(verifier)
        .with_single_cert(certificates(&files.certificate)?, key)
        .map_err(mismatch)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

/// The authorities of a PEM file, by which certificates are checked.
pub(crate) fn anchors(path: &Path) -> Result<Vec<TrustAnchor<'static>>, TlsError> {
    certificates(path)?
        .iter()
        .map(|certificate| {
            let anchor = webpki::anchor_from_trusted_cert(certificate).map_err(mismatch)?;
            Ok(anchor.to_owned())
        })
        .collect()
}

/// The certificates of a PEM file, at least one.
pub(crate) fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, TlsError> {
    let unusable = || TlsError::Unusable {
        path: path.to_owned(),
    };
    let found: Result<Vec<_>, _> = CertificateDer::pem_file_iter(path)
        .map_err(|_| unusable())?
        .collect();
    found
        .ok()
        .filter(|certificates| !certificates.is_empty())
        .ok_or_else(unusable)
}

fn mismatch(cause: impl std::fmt::Display) -> TlsError {
    TlsError::Mismatch(cause.to_string())
}
