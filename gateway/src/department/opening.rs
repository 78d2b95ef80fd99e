//! From sealed parts to an application, one part after the other, and then the rules.

use std::fmt;

use amtskoffer_contract::ingest::{APPLICATION_PART, Application, Manifest, Part, Refusal};
use amtskoffer_sealing::open;
use jiff::Timestamp;
use zeroize::Zeroizing;

use super::{Department, DepartmentError, exceptions, rules};
use crate::certificate::certified_key;
use crate::fingerprint::sha256_hex;

/// Largest application part in bytes, opened.
const MOST_APPLICATION: usize = 256 * 1024;

/// A case of which every part was opened.
pub struct OpenedCase {
    /// What the suitcase handed in.
    pub manifest: Manifest,
    /// What the clerk has filled in.
    pub application: Application,
    /// Its parts in the order of the manifest.
    pub parts: Vec<OpenedPart>,
}

/// A part and what was sealed inside.
pub struct OpenedPart {
    /// As the manifest names it: length and hash of the sealed bytes.
    pub part: Part,
    /// What was sealed inside.
    pub text: Zeroizing<Vec<u8>>,
}

impl fmt::Debug for OpenedCase {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "OpenedCase({})", self.manifest.case)
    }
}

impl fmt::Debug for OpenedPart {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "OpenedPart({})", self.part.name)
    }
}

impl Department {
    /// Opens one part of a case that its suitcase has sealed to us, with the suitcase's certificate as it
    /// was good then.
    ///
    /// # Errors
    /// [`DepartmentError::Changed`], [`DepartmentError::Part`].
    pub(super) fn open_part(
        &self,
        manifest: &Manifest,
        part: &Part,
        (certificate, at): (&[u8], Timestamp),
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, DepartmentError> {
        let changed = |what: String| DepartmentError::Changed { what };
        if sealed.len() as u64 != part.bytes || sha256_hex(sealed) != part.sha256 {
            return Err(changed(part.name.clone()));
        }
        let device = certified_key(certificate, &self.authorities, at);
        let device = device.ok_or_else(|| changed(format!("the certificate of {}", part.name)))?;
        let opened = open(sealed, &self.key, &device);
        let (head, text) = opened.map_err(|cause| DepartmentError::Part {
            part: part.name.clone(),
            cause,
        })?;
        if head.case != manifest.case || head.name != part.name {
            return Err(changed(part.name.clone()));
        }
        Ok(text)
    }

    /// Whether an opened case keeps the rules of its service, and names the exceptions that it needs.
    /// That its person is known is for the register to say.
    ///
    /// # Errors
    /// [`Refusal::RulesBroken`], [`Refusal::ExceptionNotApproved`].
    pub(super) fn check(&self, manifest: &Manifest, opened: &Opened) -> Result<(), Refusal> {
        let application = opened.application.as_ref().ok_or(Refusal::Malformed)?;
        // The rules are about what lies inside: a picture of no bytes is none, however it is sealed.
        let mut inside = manifest.clone();
        for (part, bytes) in inside.parts.iter_mut().zip(&opened.lengths) {
            part.bytes = *bytes as u64;
        }
        let catalogue = self.shelf.current();
        rules::check(&inside, application, &catalogue)?;
        exceptions::check(&inside, application, &catalogue)
    }
}

/// What is kept of the opened parts while a case is checked: its application, and how long each part is.
#[derive(Default)]
pub(super) struct Opened {
    pub(super) application: Option<Application>,
    lengths: Vec<usize>,
}

impl Opened {
    /// Takes notice of the next part of the manifest.
    ///
    /// # Errors
    /// [`Refusal::Malformed`], [`Refusal::TooLarge`] for an application that is none.
    pub(super) fn add(&mut self, part: &Part, text: &[u8]) -> Result<(), Refusal> {
        self.lengths.push(text.len());
        if part.name != APPLICATION_PART {
            return Ok(());
        }
        if text.len() > MOST_APPLICATION {
            let limit = MOST_APPLICATION as u64;
            return Err(Refusal::TooLarge { limit });
        }
        let application = serde_json::from_slice(text).map_err(|_| Refusal::Malformed)?;
        self.application = Some(application);
        Ok(())
    }
}
