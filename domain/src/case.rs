//! The life of a case: a case leaves memory when the gateway's signed receipt was verified, or when
//! the clerk discards it in so many words, and in no other way.
//!
//! ```text
//!            Send                ReceiptVerified               Close
//!   Draft ----------> Sending --------------------> Acknowledged -----> Closed
//!     ^                  |                                                ^
//!     +---- Refused -----+                                                |
//!     +------------------+----------- Close, discard said ----------------+
//! ```

use thiserror::Error;

/// Where a case stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum CaseState {
    /// Being filled.
    #[default]
    Draft,
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
    /// The clerk sends it, and it is complete.
    Send,
    /// The gateway refuses it for good, or its receipt is not to be trusted.
    Refused,
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
}

/// The life of one case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CaseLife {
    state: CaseState,
}

impl CaseLife {
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
        self.state = state;
        Ok(effect)
    }

    fn after(self, input: CaseInput) -> Result<(CaseState, CaseEffect), CaseError> {
        match (self.state, input) {
            (CaseState::Draft, CaseInput::Send) => {
                Ok((CaseState::Sending, CaseEffect::BeginUpload))
            }
            (CaseState::Sending, CaseInput::Refused) => Ok((CaseState::Draft, CaseEffect::Keep)),
            (CaseState::Sending, CaseInput::ReceiptVerified) => {
                Ok((CaseState::Acknowledged, CaseEffect::WipeToPrintable))
            }
            (CaseState::Acknowledged, CaseInput::Close { .. })
            | (CaseState::Draft | CaseState::Sending, CaseInput::Close { discard: true }) => {
                Ok((CaseState::Closed, CaseEffect::WipeAll))
            }
            (CaseState::Draft | CaseState::Sending, CaseInput::Close { discard: false }) => {
                Err(CaseError::DiscardNotConfirmed)
            }
            _ => Err(CaseError::NotInState),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CaseEffect, CaseError, CaseInput, CaseLife, CaseState};
    use proptest::prelude::*;

    fn life(inputs: &[CaseInput]) -> CaseLife {
        let mut life = CaseLife::default();
        for input in inputs {
            assert!(life.take(*input).is_ok());
        }
        life
    }

    #[test]
    fn a_case_goes_its_way() {
        let mut life = CaseLife::default();
        assert_eq!(life.take(CaseInput::Send), Ok(CaseEffect::BeginUpload));
        assert_eq!(
            life.take(CaseInput::ReceiptVerified),
            Ok(CaseEffect::WipeToPrintable)
        );
        assert_eq!(
            life.take(CaseInput::Close { discard: false }),
            Ok(CaseEffect::WipeAll)
        );
        assert_eq!(life.state(), CaseState::Closed);
    }

    #[test]
    fn a_refused_case_is_a_draft_again() {
        let mut life = life(&[CaseInput::Send, CaseInput::Refused]);
        assert!(life.may_change());
        assert_eq!(life.take(CaseInput::Send), Ok(CaseEffect::BeginUpload));
    }

    #[test]
    fn discarding_must_be_said() {
        for begun in [&[][..], &[CaseInput::Send][..]] {
            let mut life = life(begun);
            let refused = life.take(CaseInput::Close { discard: false });
            assert_eq!(refused, Err(CaseError::DiscardNotConfirmed));
            assert_eq!(
                life.take(CaseInput::Close { discard: true }),
                Ok(CaseEffect::WipeAll)
            );
        }
    }

    #[test]
    fn what_does_not_fit_changes_nothing() {
        let mut draft = CaseLife::default();
        assert_eq!(
            draft.take(CaseInput::ReceiptVerified),
            Err(CaseError::NotInState)
        );
        let mut closed = life(&[CaseInput::Close { discard: true }]);
        assert_eq!(
            closed.take(CaseInput::Close { discard: true }),
            Err(CaseError::NotInState)
        );
        assert_eq!(draft.state(), CaseState::Draft);
    }

    fn any_input() -> impl Strategy<Value = CaseInput> {
        prop_oneof![
            Just(CaseInput::Send),
            Just(CaseInput::Refused),
            Just(CaseInput::ReceiptVerified),
            any::<bool>().prop_map(|discard| CaseInput::Close { discard }),
        ]
    }

    proptest! {
        #[test]
        fn nothing_is_wiped_without_receipt_or_discard(
            inputs in prop::collection::vec(any_input(), 0..40),
        ) {
            let mut life = CaseLife::default();
            let (mut receipt, mut discarded) = (false, false);
            for input in inputs {
                let before = life;
                let effect = life.take(input);
                if effect.is_err() {
                    prop_assert_eq!(life, before);
                    continue;
                }
                receipt |= input == CaseInput::ReceiptVerified && before.state() == CaseState::Sending;
                discarded |= input == CaseInput::Close { discard: true };
                let wiped = matches!(effect, Ok(CaseEffect::WipeAll | CaseEffect::WipeToPrintable));
                let gone = matches!(life.state(), CaseState::Acknowledged | CaseState::Closed);
                prop_assert!(!(wiped || gone) || receipt || discarded);
            }
        }
    }
}
