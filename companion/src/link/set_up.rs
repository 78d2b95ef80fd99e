//! The files of the link: private CA, the suitcase's certificate and key, the receipt key.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use amtskoffer_sealing::{DeviceKey, NoteKey, RecipientKey};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hyper::Uri;
use thiserror::Error;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::{self, ClientConfig, RootCertStore};
use zeroize::Zeroizing;

use crate::config::GatewayConfig;
use crate::http::Target;
use crate::tunnel::Road;

/// What the link needs: where to, whom to trust, who we are.
#[derive(Clone, Debug)]
pub struct LinkKeys {
    /// The gateway, with our certificate and the private CA; not reachable before [`LinkKeys::through`].
    pub target: Arc<Target>,
    /// Ed25519 public key of the gateway's receipts.
    pub receipt_key: [u8; 32],
    /// What parts and notes are sealed with.
    pub seals: Arc<Seals>,
}

/// The keys that parts and notes are sealed with.
#[derive(Debug)]
pub struct Seals {
    /// The department's.
    pub department: RecipientKey,
    /// The suitcase's, to sign with.
    pub device: DeviceKey,
    /// The suitcase's, for what it notes for itself.
    pub note: NoteKey,
}

/// Why the link cannot be set up.
#[derive(Debug, Error)]
pub enum LinkSetUpError {
    /// The address is not `https://host:port`.
    #[error("gateway.url must be https://host:port: mend the configuration")]
    BadUrl,
    /// A file cannot be read.
    #[error("{path} cannot be read ({source}): check that it exists and may be read")]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A file does not hold what it should.
    #[error("{path} does not hold {wanted}: set up the suitcase's keys anew")]
    NotPem {
        /// Which file.
        path: PathBuf,
        /// What it should hold.
        wanted: &'static str,
    },
    /// Certificate and key do not go together, or the CA cannot be used.
    #[error("certificate, key and CA do not go together ({0}): set up the suitcase's keys anew")]
    Mismatch(rustls::Error),
}

impl LinkKeys {
    /// Reads everything.
    ///
    /// # Errors
    /// Any of [`LinkSetUpError`].
    pub fn read(config: &GatewayConfig) -> Result<Self, LinkSetUpError> {
        let (host, port) = host_and_port(&config.url).ok_or(LinkSetUpError::BadUrl)?;
        let mut roots = RootCertStore::empty();
        for root in certificates(&config.ca)? {
            roots.add(root).map_err(LinkSetUpError::Mismatch)?;
        }
        let chain = certificates(&config.certificate)?;
        let pem = read(&config.key)?;
        let key = PrivateKeyDer::from_pem_slice(&pem)
            .map_err(|_| not_pem(&config.key, "a private key in PEM"))?;
        let seals = seals(config, &key)?;
        let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(LinkSetUpError::Mismatch)?
            .with_root_certificates(roots)
            .with_client_auth_cert(chain, key)
            .map_err(LinkSetUpError::Mismatch)?;
        let target = Arc::new(Target::Tunnelled {
            host,
            port,
            config: Arc::new(tls),
            road: Road::closed(),
        });
        Ok(Self {
            target,
            receipt_key: receipt_key(&config.receipt_key)?,
            seals: Arc::new(seals),
        })
    }

    /// The same over a road: from now on the gateway can be reached, on no other way.
    #[must_use]
    pub fn through(mut self, through: Road) -> Self {
        let mut target = Target::clone(&self.target);
        if let Target::Tunnelled { road, .. } = &mut target {
            *road = through;
        }
        self.target = Arc::new(target);
        self
    }

    /// The road to the gateway.
    pub fn road(&self) -> Option<&Road> {
        match &*self.target {
            Target::Tunnelled { road, .. } => Some(road),
            Target::Plain { .. } | Target::Tls { .. } => None,
        }
    }
}

fn seals(config: &GatewayConfig, key: &PrivateKeyDer<'_>) -> Result<Seals, LinkSetUpError> {
    let unfit = || not_pem(&config.key, "a P-256 key in PKCS #8");
    let PrivateKeyDer::Pkcs8(der) = key else {
        return Err(unfit());
    };
    let point = STANDARD.decode(read(&config.department_key)?.trim_ascii()).ok();
    let department = point.and_then(|point| RecipientKey::from_point(&point).ok());
    let wanted = "the department's public key, 65 bytes in base64";
    Ok(Seals {
        department: department.ok_or_else(|| not_pem(&config.department_key, wanted))?,
        device: DeviceKey::from_pkcs8(der.secret_pkcs8_der()).map_err(|_| unfit())?,
        note: NoteKey::derive(der.secret_pkcs8_der()).map_err(|_| unfit())?,
    })
}

/// Host and port of a gateway's address.
pub(crate) fn host_and_port(url: &str) -> Option<(String, u16)> {
    let uri: Uri = url.parse().ok()?;
    if uri.scheme_str() != Some("https") || !matches!(uri.path(), "" | "/") {
        return None;
    }
    let host = uri.host()?.trim_matches(['[', ']']).to_owned();
    Some((host, uri.port_u16().unwrap_or(443)))
}

fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, LinkSetUpError> {
    let pem = read(path)?;
    let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&pem).collect();
    match found {
        Ok(found) if !found.is_empty() => Ok(found),
        _ => Err(not_pem(path, "a certificate in PEM")),
    }
}

fn receipt_key(path: &Path) -> Result<[u8; 32], LinkSetUpError> {
    let text = read(path)?;
    STANDARD
        .decode(text.trim_ascii())
        .ok()
        .and_then(|key| key.try_into().ok())
        .ok_or_else(|| not_pem(path, "an Ed25519 public key, 32 bytes in base64"))
}

fn read(path: &Path) -> Result<Zeroizing<Vec<u8>>, LinkSetUpError> {
    fs::read(path)
        .map(Zeroizing::new)
        .map_err(|source| LinkSetUpError::Unreadable {
            path: path.to_owned(),
            source,
        })
}

fn not_pem(path: &Path, wanted: &'static str) -> LinkSetUpError {
    LinkSetUpError::NotPem {
        path: path.to_owned(),
        wanted,
    }
}

#[cfg(test)]
mod tests {
    use super::{LinkKeys, LinkSetUpError, host_and_port};
    use crate::config::GatewayConfig;
    use amtskoffer_sealing::DepartmentKey;
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use std::fs;
    use std::path::{Path, PathBuf};

    fn files(folder: &Path) -> GatewayConfig {
        fs::create_dir(folder).unwrap();
        let ours = rcgen::generate_simple_self_signed(vec!["suitcase".to_owned()]).unwrap();
        fs::write(folder.join("ca"), ours.cert.pem()).unwrap();
        fs::write(folder.join("key"), ours.signing_key.serialize_pem()).unwrap();
        fs::write(folder.join("receipt"), STANDARD.encode([7; 32])).unwrap();
        let department = DepartmentKey::generate().unwrap();
        let point = STANDARD.encode(department.public().to_point());
        fs::write(folder.join("department"), point).unwrap();
        GatewayConfig {
            url: "https://127.0.0.1:8443".to_owned(),
            ca: folder.join("ca"),
            certificate: folder.join("ca"),
            key: folder.join("key"),
            receipt_key: folder.join("receipt"),
            department_key: folder.join("department"),
        }
    }

    fn folder() -> PathBuf {
        std::env::temp_dir().join(format!("amtskoffer-{}", uuid::Uuid::new_v4()))
    }

    #[test]
    fn only_https_without_a_path_is_an_address_of_a_gateway() {
        assert_eq!(
            host_and_port("https://[::1]:8443/"),
            Some(("::1".to_owned(), 8443))
        );
        assert_eq!(
            host_and_port("https://gateway"),
            Some(("gateway".to_owned(), 443))
        );
        assert_eq!(host_and_port("http://gateway"), None);
        assert_eq!(host_and_port("https://gateway/api"), None);
        assert_eq!(host_and_port("gateway"), None);
    }

    #[test]
    fn every_fault_of_the_keys_has_its_own_error() {
        let folder = folder();
        let good = files(&folder);
        assert_eq!(LinkKeys::read(&good).unwrap().receipt_key, [7; 32]);
        let bad_url = GatewayConfig {
            url: "ftp://x".to_owned(),
            ..good.clone()
        };
        assert!(matches!(
            LinkKeys::read(&bad_url),
            Err(LinkSetUpError::BadUrl)
        ));
        let missing = GatewayConfig {
            ca: folder.join("none"),
            ..good.clone()
        };
        assert!(matches!(
            LinkKeys::read(&missing),
            Err(LinkSetUpError::Unreadable { .. })
        ));
        let no_key = GatewayConfig {
            key: folder.join("receipt"),
            ..good.clone()
        };
        assert!(matches!(
            LinkKeys::read(&no_key),
            Err(LinkSetUpError::NotPem { .. })
        ));
        let no_receipt = GatewayConfig {
            receipt_key: folder.join("ca"),
            ..good.clone()
        };
        assert!(matches!(
            LinkKeys::read(&no_receipt),
            Err(LinkSetUpError::NotPem { .. })
        ));
        let no_department = GatewayConfig {
            department_key: folder.join("receipt"),
            ..good.clone()
        };
        assert!(matches!(
            LinkKeys::read(&no_department),
            Err(LinkSetUpError::NotPem { .. })
        ));
        let other = rcgen::generate_simple_self_signed(vec!["other".to_owned()]).unwrap();
        fs::write(folder.join("key"), other.signing_key.serialize_pem()).unwrap();
        assert!(matches!(
            LinkKeys::read(&good),
            Err(LinkSetUpError::Mismatch(_))
        ));
        fs::remove_dir_all(folder).unwrap();
    }
}
