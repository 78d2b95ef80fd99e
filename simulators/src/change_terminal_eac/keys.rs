//! The box's own certificate, and another one that nobody has pinned.

use std::sync::Arc;

use rcgen::{CertifiedKey, generate_simple_self_signed};
use thiserror::Error;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use tokio_rustls::rustls::{self, ServerConfig};

/// The certificate cannot be made.
#[derive(Debug, Error)]
pub enum KeyError {
    /// No key, no certificate.
    #[error("no certificate could be made: {0}")]
    Certificate(#[from] rcgen::Error),
    /// TLS does not take it.
    #[error("the certificate cannot be used: {0}")]
    Tls(#[from] rustls::Error),
}

/// Both.
pub struct Keys {
    /// The certificate to be pinned, as PEM.
    pub certificate: String,
    /// Serves with it.
    pub genuine: TlsAcceptor,
    /// Serves with the other one.
    pub foreign: TlsAcceptor,
}

impl Keys {
    /// Makes both anew.
    ///
    /// # Errors
    /// [`KeyError`].
    pub fn make() -> Result<Self, KeyError> {
        let (genuine, certificate) = made()?;
        let (foreign, _) = made()?;
        Ok(Self {
            certificate,
            genuine,
            foreign,
        })
    }
}

fn made() -> Result<(TlsAcceptor, String), KeyError> {
    let CertifiedKey { cert, signing_key } =
        generate_simple_self_signed(["localhost".to_owned(), "127.0.0.1".to_owned()])?;
    let key = PrivateKeyDer::Pkcs8(signing_key.serialize_der().into());
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![cert.der().clone()], key)?;
    Ok((TlsAcceptor::from(Arc::new(config)), cert.pem()))
}
