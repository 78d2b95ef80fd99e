//! Case memory: persons, answers and captures of the cases that are open. Overwritten when dropped.

mod captured;
mod case;
mod exceptions;
mod fingers;
mod locked;
mod note;
mod parcel;
mod parts;
mod prefill;
mod scans;
pub mod wipe;

use std::sync::Arc;

use amtskoffer_contract::bridge::transfer::MAX_TRANSFER_BYTES;
use amtskoffer_contract::bridge::{CaseSummary, Failure, Handle, UploadView};
use uuid::Uuid;

pub use captured::{PhotoCapture, SentPaper, SignatureCapture};
pub use case::{Case, life_failure};
pub use exceptions::missed;
pub use fingers::{AttemptNote, Fingers, Print, PrintPicture};
pub use locked::Locked;
pub use note::Note;
pub use parcel::{Makers, Parcel, TEXT, application, manifest, sha256_hex};
pub use parts::{Capture, PHOTO_PART, SIGNATURE_PART, SealedPart, SealedParts, Source};

pub use scans::{Place, ScannedDocument, ScannedPage, Scans};

use crate::config::Limits;

/// Personal bytes that are shared without being copied and overwritten with their last holder.
pub type Secret = Arc<Locked>;

/// All cases in memory, oldest first.
#[derive(Debug)]
pub struct Cases {
    open: Vec<Case>,
    limits: Limits,
    last_handle: Handle,
}

impl Cases {
    /// No cases.
    pub fn new(limits: Limits) -> Self {
        Self {
            open: Vec::new(),
            limits,
            last_handle: 0,
        }
    }

    /// Whether one more case may be opened.
    ///
    /// # Errors
    /// [`Failure::TooManyCases`].
    pub fn has_room(&self) -> Result<(), Failure> {
        if self.open.len() < self.limits.open_cases {
            Ok(())
        } else {
            Err(Failure::TooManyCases)
        }
    }

    /// Takes a case in.
    ///
    /// # Errors
    /// [`Failure::TooManyCases`].
    pub fn open(&mut self, case: Case) -> Result<&mut Case, Failure> {
        self.has_room()?;
        Ok(self.open.push_mut(case))
    }

    /// A case.
    ///
    /// # Errors
    /// [`Failure::CaseUnknown`].
    pub fn get(&mut self, id: Uuid) -> Result<&mut Case, Failure> {
        self.open
            .iter_mut()
            .find(|case| case.id == id)
            .ok_or(Failure::CaseUnknown)
    }

    /// A case that may be changed.
    ///
    /// # Errors
    /// [`Failure::CaseUnknown`], [`Failure::CaseNotInState`].
    pub fn draft(&mut self, id: Uuid) -> Result<&mut Case, Failure> {
        let case = self.get(id)?;
        if case.life.may_change() {
            Ok(case)
        } else {
            Err(Failure::CaseNotInState)
        }
    }

    /// Every case.
    pub fn all(&mut self) -> impl Iterator<Item = &mut Case> {
        self.open.iter_mut()
    }

    /// The cases that may be changed.
    pub fn drafts(&self) -> Vec<Uuid> {
        let drafts = self.open.iter().filter(|case| case.life.may_change());
        drafts.map(|case| case.id).collect()
    }

    /// Checks that nobody works on a case here.
    ///
    /// # Errors
    /// [`Failure::CaseNotInState`].
    pub fn is_not_here(&self, id: Uuid) -> Result<(), Failure> {
        if self.open.iter().any(|case| case.id == id) {
            return Err(Failure::CaseNotInState);
        }
        Ok(())
    }

    /// Takes a case out of memory.
    pub fn remove(&mut self, id: Uuid) {
        self.open.retain(|case| case.id != id);
    }

    /// Whether a case may take so many more bytes of pictures.
    ///
    /// # Errors
    /// [`Failure::CaseUnknown`], [`Failure::CaseNotInState`], [`Failure::TransferTooLarge`].
    pub fn has_room_for(&mut self, id: Uuid, more: usize) -> Result<(), Failure> {
        let limit = self.limits.case_bytes;
        let used = self.draft(id)?.bytes();
        if used.saturating_add(more) <= limit {
            return Ok(());
        }
        let left = u32::try_from(limit.saturating_sub(used)).unwrap_or(MAX_TRANSFER_BYTES);
        Err(Failure::TransferTooLarge {
            limit: left.min(MAX_TRANSFER_BYTES),
        })
    }

    /// A fresh name for something that stays here.
    pub fn next_handle(&mut self) -> Handle {
        self.last_handle += 1;
        self.last_handle
    }

    /// The picture of a handle.
    ///
    /// # Errors
    /// [`Failure::HandleUnknown`].
    pub fn preview(&self, handle: Handle) -> Result<Secret, Failure> {
        let found = self.open.iter().find_map(|case| case.preview(handle));
        found.map(Arc::clone).ok_or(Failure::HandleUnknown)
    }

    /// One line for each.
    pub fn summaries(&self) -> Vec<CaseSummary> {
        self.open.iter().map(Case::summary).collect()
    }

    /// Uploads that were begun.
    pub fn uploads(&self) -> Vec<UploadView> {
        self.open
            .iter()
            .filter_map(|case| case.upload.clone())
            .collect()
    }
}
