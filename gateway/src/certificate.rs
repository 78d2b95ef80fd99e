//! What a suitcase's certificate says: whose key signs its parts, and whether our own authority has
//! made it.

use amtskoffer_sealing::DevicePublicKey;
use jiff::Timestamp;
use tokio_rustls::rustls::pki_types::{CertificateDer, TrustAnchor, UnixTime};
use webpki::{EndEntityCert, KeyUsage};

/// What stands before the point in the public key of every P-256 certificate (RFC 5480).
const P256_PREFIX: [u8; 26] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a,
    0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
];

/// The key of a certificate in DER form; nothing when it is none of P-256.
pub(crate) fn device_key(der: &[u8]) -> Option<DevicePublicKey> {
    let der = CertificateDer::from(der);
    let certificate = EndEntityCert::try_from(&der).ok()?;
    let spki = certificate.subject_public_key_info();
    let point = spki.as_ref().strip_prefix(&P256_PREFIX)?;
    Some(DevicePublicKey::from_point(point))
}

/// The key of a certificate that one of these authorities has made for a client, whenever that was:
/// a part does not lose its worth when its suitcase's certificate runs out.
pub(crate) fn certified_key(
    der: &[u8],
    authorities: &[TrustAnchor<'static>],
    signed_at: Timestamp,
) -> Option<DevicePublicKey> {
    let key = device_key(der)?;
    let der = CertificateDer::from(der);
    let certificate = EndEntityCert::try_from(&der).ok()?;
    let seconds = u64::try_from(signed_at.as_second()).ok()?;
    let at = UnixTime::since_unix_epoch(std::time::Duration::from_secs(seconds));
    let algorithms = webpki::ALL_VERIFICATION_ALGS;
    let usage = KeyUsage::client_auth();
    certificate
        .verify_for_usage(algorithms, authorities, &[], at, usage, None, None)
        .ok()?;
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::{certified_key, device_key};
    use crate::pki;
    use crate::tls::{anchors, certificates};
    use jiff::Timestamp;

    #[test]
    fn only_certificates_of_our_authority_for_a_client_have_a_key() {
        let folder = |name: &str| {
            let name = format!("amtskoffer-certificate-{name}-{}", std::process::id());
            std::env::temp_dir().join(name)
        };
        let (ours, foreign) = (folder("ours"), folder("foreign"));
        for folder in [&ours, &foreign] {
            pki::init(folder, &[]).unwrap();
        }
        let authorities = anchors(&ours.join("ca.pem")).unwrap();
        let now = Timestamp::now();
        let key_of = |file: std::path::PathBuf| {
            let der = certificates(&file).unwrap();
            certified_key(&der[0], &authorities, now)
        };
        assert!(key_of(ours.join("suitcase.pem")).is_some());
        assert!(key_of(foreign.join("suitcase.pem")).is_none());
        assert!(key_of(ours.join("server.pem")).is_none());
        let der = certificates(&ours.join("suitcase.pem")).unwrap();
        assert!(certified_key(&der[0], &authorities, Timestamp::UNIX_EPOCH).is_none());
        assert!(device_key(&der[0][1..]).is_none() && device_key(b"").is_none());
        for folder in [ours, foreign] {
            std::fs::remove_dir_all(folder).unwrap();
        }
    }
}
