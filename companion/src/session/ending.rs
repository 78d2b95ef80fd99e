//! The end of a visit.

use amtskoffer_contract::bridge::{CaseState, Failure};

use super::Session;

impl Session {
    /// Ends the visit: all cases are wiped, nobody is signed in any more, nothing of it is left here.
    ///
    /// # Errors
    /// [`Failure::DiscardNotConfirmed`] while a case without receipt is open and may not be discarded,
    /// or why a case cannot be closed now; what was closed by then stays closed.
    pub fn end_visit(&self, discard: bool) -> Result<(), Failure> {
        let cases = self.state().cases.summaries();
        let has_receipt =
            |state: CaseState| matches!(state, CaseState::Acknowledged | CaseState::Closed);
        if !discard && cases.iter().any(|case| !has_receipt(case.state)) {
            return Err(Failure::DiscardNotConfirmed);
        }
        for case in cases {
            self.close_case(case.case, discard)?;
        }
        self.all_sign_out();
        Ok(())
    }
}
