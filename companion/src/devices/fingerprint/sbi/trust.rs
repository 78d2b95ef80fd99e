//! Opens signed statements: JSON Web Signature, compact form, RS256, certificates in `x5c`
//! (RFC 7515), which must lead to a configured anchor (RFC 5280).

use std::fmt;
use std::time::Duration;

use base64::Engine;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use jiff::Timestamp;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use tokio_rustls::rustls::pki_types::{
    CertificateDer, SignatureVerificationAlgorithm, TrustAnchor, UnixTime,
};
use webpki::ring as algorithms;
use webpki::{EndEntityCert, ExtendedKeyUsageValidator, KeyPurposeIdIter};

use super::super::{ScannerError, TrustError};

/// Leaf, provider and a little more; a longer chain is no honest one.
const CHAIN_LIMIT: usize = 5;

const ANY_PADDING: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
const PLAIN: GeneralPurpose = GeneralPurpose::new(&STANDARD, ANY_PADDING);
/// base64url, with or without padding.
pub(super) const URL: GeneralPurpose = GeneralPurpose::new(&URL_SAFE, ANY_PADDING);

/// The authorities whose devices are believed.
pub struct Trust {
    anchors: Vec<TrustAnchor<'static>>,
}

impl fmt::Debug for Trust {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Trust({} anchors)", self.anchors.len())
    }
}

impl Trust {
    /// Trusts the holders of these certificates (DER) to certify devices. The anchors' own expiry
    /// is not looked at: the town configures them and takes them away.
    ///
    /// # Errors
    /// [`TrustError::BadAnchor`] if one is no X.509 certificate.
    pub fn new(anchors: &[Vec<u8>]) -> Result<Self, TrustError> {
        let anchor = |der: &Vec<u8>| {
            let certificate = CertificateDer::from(der.as_slice());
            webpki::anchor_from_trusted_cert(&certificate)
                .map(|anchor| anchor.to_owned())
                .map_err(|_| TrustError::BadAnchor)
        };
        Ok(Self {
            anchors: anchors.iter().map(anchor).collect::<Result<_, _>>()?,
        })
    }

    /// The content of a signed statement, once signature, chain and validity are found right.
    ///
    /// # Errors
    /// [`ScannerError::NotTrusted`], or [`ScannerError::Garbled`] if the content, although signed,
    /// is not of the expected form.
    pub fn open<T: DeserializeOwned>(
        &self,
        statement: &str,
        now: Timestamp,
    ) -> Result<T, ScannerError> {
        let payload = self.payload(statement, now)?;
        serde_json::from_slice(&payload).map_err(|_| ScannerError::Garbled)
    }

    fn payload(&self, statement: &str, now: Timestamp) -> Result<Vec<u8>, TrustError> {
        let (signed, signature) = statement.rsplit_once('.').ok_or(TrustError::NotSigned)?;
        let (header, payload) = signed.split_once('.').ok_or(TrustError::NotSigned)?;
        let header = URL.decode(header).map_err(|_| TrustError::NotSigned)?;
        let header: Header = serde_json::from_slice(&header).map_err(|_| TrustError::NotSigned)?;
        if header.alg != "RS256" || header.crit.is_some() {
            return Err(TrustError::NotSigned);
        }
        let chain = header.chain()?;
        let (device, issuers) = chain.split_first().ok_or(TrustError::NoCertificate)?;
        let device = EndEntityCert::try_from(device).map_err(|_| TrustError::NoCertificate)?;
        self.check_chain(&device, issuers, now)?;
        let signature = URL
            .decode(signature)
            .map_err(|_| TrustError::WrongSignature)?;
        device
            .verify_signature(
                algorithms::RSA_PKCS1_2048_8192_SHA256,
                signed.as_bytes(),
                &signature,
            )
            .map_err(|_| TrustError::WrongSignature)?;
        URL.decode(payload).map_err(|_| TrustError::WrongSignature)
    }

    fn check_chain(
        &self,
        device: &EndEntityCert<'_>,
        issuers: &[CertificateDer<'_>],
        now: Timestamp,
    ) -> Result<(), TrustError> {
        let seconds = u64::try_from(now.as_second()).map_err(|_| TrustError::NotYetValid)?;
        let now = UnixTime::since_unix_epoch(Duration::from_secs(seconds));
        device
            .verify_for_usage(
                &chain_algorithms(),
                &self.anchors,
                issuers,
                now,
                AnyUsage,
                None,
                None,
            )
            .map(|_path| ())
            .map_err(|error| match error {
                webpki::Error::CertExpired { .. } => TrustError::Expired,
                webpki::Error::CertNotValidYet { .. } => TrustError::NotYetValid,
                _ => TrustError::UnknownIssuer,
            })
    }
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    #[serde(default)]
    x5c: Vec<String>,
    /// Extensions that must be understood (RFC 7515 section 4.1.11); we know none.
    crit: Option<serde_json::Value>,
}

impl Header {
    fn chain(&self) -> Result<Vec<CertificateDer<'static>>, TrustError> {
        if self.x5c.len() > CHAIN_LIMIT {
            return Err(TrustError::NoCertificate);
        }
        let decode = |text: &String| PLAIN.decode(text).map(CertificateDer::from);
        let chain: Result<Vec<_>, _> = self.x5c.iter().map(decode).collect();
        chain.map_err(|_| TrustError::NoCertificate)
    }
}

fn chain_algorithms() -> [&'static dyn SignatureVerificationAlgorithm; 6] {
    [
        algorithms::RSA_PKCS1_2048_8192_SHA256,
        algorithms::RSA_PKCS1_2048_8192_SHA384,
        algorithms::RSA_PKCS1_2048_8192_SHA512,
        algorithms::ECDSA_P256_SHA256,
        algorithms::ECDSA_P384_SHA384,
        algorithms::ED25519,
    ]
}

/// The interface prescribes no extended key usage, so none is demanded and any is fine.
struct AnyUsage;

impl ExtendedKeyUsageValidator for AnyUsage {
    fn validate(&self, _usages: KeyPurposeIdIter<'_, '_>) -> Result<(), webpki::Error> {
        Ok(())
    }
}
