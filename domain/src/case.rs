//! The life of a case: a case leaves memory when the gateway's signed receipt was verified, or when
//! the clerk discards it in so many words, and in no other way.
//!
//! ```text
//!          Freeze            Send               ReceiptVerified               Close
//!   Draft -------> Frozen ----------> Sending -----------------> Acknowledged -----> Closed
//!     ^              |  ^                | |                                            ^
//!     +--- Reopen ---+  +--- PutOff -----+ |                                            |
//!     +------------------------ Refused ---+                                            |
//!     +------------------+---- Close, discard said, from any of the three --------------+
//! ```
//!
//! A frozen case is complete and its manifest is made, so that a second clerk can approve it. Where
//! the service needs four eyes, or the manifest names exceptions, there is no way to Sending without her approval, and nothing of an
//! approved case changes without the approval being void.

use thiserror::Error;

/// Where a case stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum CaseState {
    /// Being filled.
    #[default]
    Draft,
    /// Complete, its manifest is made; nothing may change unless it is reopened.
    Frozen,
    /// On its way to the data centre; nothing may change.
    Sending,
    /// The receipt was verified; only what may still be printed is here.
    Acknowledged,
    /// Wiped.
    Closed,
}

/// What happens to a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseInput {
    /// It is complete and its manifest is made.
    Freeze {
        /// The manifest names exceptions, which somebody else must approve.
        excepted: bool,
    },
    /// It is to be changed again.
    Reopen,
    /// A second clerk has approved its manifest.
    Approved,
    /// The clerk sends it.
    Send,
    /// The gateway refuses it for good, or its receipt is not to be trusted.
    Refused,
    /// The gateway cannot take it at the moment; as it is, it may be sent again.
    PutOff,
    /// The gateway's receipt over this very case has been verified.
    ReceiptVerified,
    /// The clerk closes it.
    Close {
        /// She says that a case without receipt is to be thrown away.
        discard: bool,
    },
}

/// What is to be done after a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseEffect {
    /// Begin the upload.
    BeginUpload,
    /// Nothing; everything stays.
    Keep,
    /// Wipe all but what may still be printed.
    WipeToPrintable,
    /// Stop an upload under way and wipe everything.
    WipeAll,
}

/// Why an input changed nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CaseError {
    /// The case stands where this is not possible.
    #[error("the case does not stand where this is possible: look at its state")]
    NotInState,
    /// To throw away a case without receipt the clerk must say so.
    #[error("the case has no receipt: discarding it must be said")]
    DiscardNotConfirmed,
    /// The service or an exception needs four eyes, and nobody has approved the manifest.
    #[error("nobody else has approved the case: have a second clerk approve it")]
    ApprovalMissing,
}

/// The life of one case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CaseLife {
    state: CaseState,
    four_eyes: bool,
    excepted: bool,
    approved: bool,
}

impl CaseLife {
    /// A draft of a service that needs the approval of a second clerk, or does not.
    pub fn new(four_eyes: bool) -> Self {
        Self {
            four_eyes,
            ..Self::default()
        }
    }

    /// Whether a second clerk has approved what it holds now.
    pub fn is_approved(self) -> bool {
        self.approved
    }

    /// Where the case stands.
    pub fn state(self) -> CaseState {
        self.state
    }

    /// Whether answers and captures may change.
    pub fn may_change(self) -> bool {
        self.state == CaseState::Draft
    }

    /// Takes what happened and says what is to be done.
    ///
    /// # Errors
    /// [`CaseError`]; nothing has changed then.
    pub fn take(&mut self, input: CaseInput) -> Result<CaseEffect, CaseError> {
        let (state, effect) = self.after(input)?;
        self.approved = match state {
            CaseState::Frozen => self.approved || input == CaseInput::Approved,
            CaseState::Sending => self.approved,
            CaseState::Draft | CaseState::Acknowledged | CaseState::Closed => false,
        };
        if let CaseInput::Freeze { excepted } = input {
            self.excepted = excepted;
        }
        self.state = state;
        Ok(effect)
    }

    fn after(self, input: CaseInput) -> Result<(CaseState, CaseEffect), CaseError> {
        use CaseInput::{Approved, Close, Freeze, PutOff, ReceiptVerified, Refused, Reopen, Send};
        use CaseState::{Acknowledged, Closed, Draft, Frozen, Sending};
        match (self.state, input) {
            (Draft, Freeze { .. }) | (Frozen, Approved) | (Sending, PutOff) => {
                Ok((Frozen, CaseEffect::Keep))
            }
            (Frozen, Reopen) | (Sending, Refused) => Ok((Draft, CaseEffect::Keep)),
            (Frozen, Send) if (self.four_eyes || self.excepted) && !self.approved => Err(CaseError::ApprovalMissing),
            (Frozen, Send) => Ok((Sending, CaseEffect::BeginUpload)),
            (Sending, ReceiptVerified) => Ok((Acknowledged, CaseEffect::WipeToPrintable)),
            (Acknowledged, Close { .. })
            | (Draft | Frozen | Sending, Close { discard: true }) => {
                Ok((Closed, CaseEffect::WipeAll))
            }
            (Draft | Frozen | Sending, Close { discard: false }) => {
                Err(CaseError::DiscardNotConfirmed)
            }
            _ => Err(CaseError::NotInState),
        }
    }
}

#[cfg(test)]
mod tests;
