//! TLS to devices that have a certificate of their own making: trust that one certificate and no other.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use thiserror::Error as ThisError;

use tokio_rustls::rustls::client::danger::{
    HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier,
};
use tokio_rustls::rustls::crypto::{
    CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature,
};
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use tokio_rustls::rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme,
};

/// A certificate file cannot be used.
#[derive(Debug, ThisError)]
pub enum CertificateFileError {
    /// It is not there, or holds no certificate.
    #[error("{0} does not hold a certificate in PEM: check that the file exists and is whole")]
    NoCertificate(PathBuf),
    /// The certificate cannot be used for TLS.
    #[error("the certificate cannot be used ({0}): fetch it from the device anew")]
    Unusable(#[from] Error),
}

/// All certificates of a PEM file, at least one.
///
/// # Errors
/// [`CertificateFileError::NoCertificate`].
pub fn certificates(file: &Path) -> Result<Vec<CertificateDer<'static>>, CertificateFileError> {
    let none = || CertificateFileError::NoCertificate(file.to_owned());
    let pem = fs::read(file).map_err(|_| none())?;
    let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&pem).collect();
    found
        .ok()
        .filter(|found| !found.is_empty())
        .ok_or_else(none)
}

/// A client configuration that accepts exactly the first certificate of a PEM file; see [`pinned`].
///
/// # Errors
/// Any of [`CertificateFileError`].
pub fn pinned_file(file: &Path) -> Result<Arc<ClientConfig>, CertificateFileError> {
    let first = certificates(file)?.into_iter().next();
    let first = first.ok_or_else(|| CertificateFileError::NoCertificate(file.to_owned()))?;
    Ok(pinned(first)?)
}

/// A client configuration that accepts any certificate that the town's own authorities of a PEM file have
/// issued for the name by which the device is called; no public authority counts.
///
/// # Errors
/// Any of [`CertificateFileError`].
pub fn issued_by_file(file: &Path) -> Result<Arc<ClientConfig>, CertificateFileError> {
    let mut roots = RootCertStore::empty();
    for authority in certificates(file)? {
        roots.add(authority)?;
    }
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(Arc::new(config))
}

/// A client configuration that accepts exactly this server certificate. The device still has to
/// prove that it holds the key; name, issuer and expiry of the certificate do not matter, since the
/// town pinned the very bytes when it enrolled the device.
///
/// # Errors
/// A rustls error if the ring provider cannot serve TLS 1.2 and 1.3; never with the features we build.
pub fn pinned(certificate: CertificateDer<'static>) -> Result<Arc<ClientConfig>, Error> {
    let provider = Arc::new(ring::default_provider());
    let verifier = Arc::new(Pin {
        certificate,
        provider: Arc::clone(&provider),
    });
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .dangerous()
        .with_custom_certificate_verifier(verifier)
        .with_no_client_auth();
    Ok(Arc::new(config))
}

#[derive(Debug)]
struct Pin {
    certificate: CertificateDer<'static>,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for Pin {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        if *end_entity == self.certificate {
            return Ok(ServerCertVerified::assertion());
        }
        Err(Error::InvalidCertificate(
            CertificateError::ApplicationVerificationFailure,
        ))
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signature, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signature, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider
            .signature_verification_algorithms
            .supported_schemes()
    }
}
