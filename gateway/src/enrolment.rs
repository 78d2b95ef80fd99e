//! Letting suitcases in and keeping them out, from the command line.

use std::path::Path;

use jiff::Timestamp;
use thiserror::Error;

use crate::Fingerprint;
use crate::config::Config;
use crate::store::{Store, StoreError};
use crate::tls::{self, TlsError};

/// Why an enrolment could not be changed.
#[derive(Debug, Error)]
pub enum EnrolError {
    /// The certificate cannot be read.
    #[error(transparent)]
    Certificate(#[from] TlsError),
    /// The database cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The certificate was not enrolled: check that it is the right one.
    #[error("this certificate ({0}) is not enrolled: check that it is the right one")]
    NotEnrolled(Fingerprint),
}

/// Enrols the first certificate of a PEM file under a suitcase's name. A running gateway follows
/// at the next request.
///
/// # Errors
/// [`EnrolError::Certificate`], [`EnrolError::Store`].
pub async fn enrol(
    config: &Config,
    certificate: &Path,
    suitcase: &str,
) -> Result<Fingerprint, EnrolError> {
    let fingerprint = fingerprint(certificate)?;
    let store = Store::open(&config.database).await?;
    let done = store.enrol(fingerprint, suitcase, Timestamp::now()).await;
    store.close().await;
    done?;
    Ok(fingerprint)
}

/// Withdraws the enrolment of the first certificate of a PEM file. A running gateway follows at
/// the next request.
///
/// # Errors
/// [`EnrolError`].
pub async fn withdraw(config: &Config, certificate: &Path) -> Result<Fingerprint, EnrolError> {
    let fingerprint = fingerprint(certificate)?;
    let store = Store::open(&config.database).await?;
    let done = store.withdraw(fingerprint, Timestamp::now()).await;
    store.close().await;
    if done? {
        Ok(fingerprint)
    } else {
        Err(EnrolError::NotEnrolled(fingerprint))
    }
}

fn fingerprint(certificate: &Path) -> Result<Fingerprint, TlsError> {
    let certificates = tls::certificates(certificate)?;
    let first = certificates.first();
    first
        .map(|certificate| Fingerprint::of(certificate))
        .ok_or_else(|| TlsError::Unusable {
            path: certificate.to_owned(),
        })
}
