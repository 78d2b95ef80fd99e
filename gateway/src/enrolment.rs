//! Letting suitcases in and keeping them out, from the command line.

use std::path::Path;

use jiff::Timestamp;
use thiserror::Error;

use crate::Fingerprint;
use crate::audit::{Act, Event};
use crate::certificate::device_key;
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
    /// The certificate's key is of another kind than the suitcase's: make it with `gateway pki init`.
    #[error("the certificate's key is none of P-256: make the set with `gateway pki init`")]
    OtherKey,
    /// No certificate is enrolled under this name: look at the list of suitcases.
    #[error("no suitcase is enrolled as {0}: check its name")]
    UnknownSuitcase(String),
    /// The certificate was not enrolled: check that it is the right one.
    #[error("this certificate ({0}) is not enrolled: check that it is the right one")]
    NotEnrolled(Fingerprint),
}

/// Enrols the first certificate of a PEM file under a suitcase's name. A running gateway follows
/// at the next request.
///
/// # Errors
/// [`EnrolError::Certificate`], [`EnrolError::OtherKey`], [`EnrolError::Store`].
pub async fn enrol(
    config: &Config,
    certificate: &Path,
    suitcase: &str,
) -> Result<Fingerprint, EnrolError> {
    let der = first(certificate)?;
    device_key(&der).ok_or(EnrolError::OtherKey)?;
    let store = Store::open(&config.database).await?;
    let done = async {
        let now = Timestamp::now();
        store.enrol(&der, suitcase, now).await?;
        store
            .audit(&event(now, Act::SuitcaseEnrolled, suitcase))
            .await
    }
    .await;
    store.close().await;
    done?;
    Ok(Fingerprint::of(&der))
}

/// Withdraws the enrolment of the first certificate of a PEM file. A running gateway follows at
/// the next request.
///
/// # Errors
/// [`EnrolError::Certificate`], [`EnrolError::NotEnrolled`], [`EnrolError::Store`].
pub async fn withdraw(config: &Config, certificate: &Path) -> Result<Fingerprint, EnrolError> {
    let fingerprint = Fingerprint::of(&first(certificate)?);
    let store = Store::open(&config.database).await?;
    let done = async {
        let now = Timestamp::now();
        let suitcase = store.withdraw(fingerprint, now).await?;
        if let Some(suitcase) = &suitcase {
            store
                .audit(&event(now, Act::SuitcaseRevoked, suitcase))
                .await?;
        }
        Ok::<_, StoreError>(suitcase.is_some())
    }
    .await;
    store.close().await;
    if done? {
        Ok(fingerprint)
    } else {
        Err(EnrolError::NotEnrolled(fingerprint))
    }
}

/// Shuts a lost or stolen suitcase out: all its certificates are withdrawn and all sessions at it end.
/// A running gateway follows at the next request, also on connections that are open.
///
/// # Errors
/// [`EnrolError::UnknownSuitcase`], [`EnrolError::Store`].
pub async fn revoke(config: &Config, suitcase: &str) -> Result<(), EnrolError> {
    let store = Store::open(&config.database).await?;
    let now = Timestamp::now();
    let done = store.revoke_suitcase(suitcase, now).await;
    store.close().await;
    if done? {
        Ok(())
    } else {
        Err(EnrolError::UnknownSuitcase(suitcase.to_owned()))
    }
}

fn event(at: Timestamp, act: Act, suitcase: &str) -> Event<'_> {
    Event {
        at,
        act,
        suitcase,
        clerk: "",
        file_number: "",
        subject: suitcase,
    }
}

fn first(certificate: &Path) -> Result<Vec<u8>, TlsError> {
    let certificates = tls::certificates(certificate)?;
    let first = certificates.first().map(|first| first.to_vec());
    first.ok_or_else(|| TlsError::Unusable {
        path: certificate.to_owned(),
    })
}
