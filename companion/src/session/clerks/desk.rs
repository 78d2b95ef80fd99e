//! Who is at work, as a pure machine: no clock, no gateway, no secret.
//!
//! ```text
//!            signed in                    signed in: another one
//!   nobody -----------> one at work <-----------------------------> two at work
//!     ^                  |   ^   sign out                            |     ^
//!     +---- sign out ----+   |                                       |     |
//!      (no case without      |    lock, or the gateway has           |     |
//!       receipt is left)     |    ended a session                    v     |
//!                            +--------------- locked <---------------------+
//!                             signed in: one of those who are here
//! ```
//!
//! A locked desk keeps its clerks and everything that they have begun; only signing in is possible. A
//! session that has ended locks the desk too: signing in again is all that it takes, nothing is lost.

use amtskoffer_contract::clerks::Clerk;
use thiserror::Error;
use uuid::Uuid;

/// Most clerks at once.
const MOST: usize = 2;

/// The desk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClerkDesk {
    clerks: Vec<Clerk>,
    is_locked: bool,
}

/// Whether there is work to be done here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Nobody is signed in.
    Nobody,
    /// One or two clerks are.
    AtWork,
    /// The screen is locked.
    Locked,
}

/// What happens at the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeskInput {
    /// The gateway says who has signed in.
    SignedIn(Clerk),
    /// Somebody hides the screen.
    Lock,
    /// The gateway does not know the session any more.
    SessionEnded,
    /// Somebody leaves.
    SignOut {
        /// Who.
        clerk: Uuid,
        /// Whether cases without a receipt are here.
        cases_open: bool,
    },
}

/// What follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeskEffect {
    /// Nothing besides.
    Keep,
    /// The last one has left: what is still here of the visit is wiped.
    Clear,
}

/// Why that is not possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum DeskError {
    /// She is not signed in: sign in first.
    #[error("she is not signed in: sign in first")]
    NotSignedIn,
    /// The desk is locked, and she is not one of those who are here: let one of them unlock it.
    #[error("the desk is locked: let a clerk unlock it who is signed in")]
    Locked,
    /// Two are here already: let one of them sign out.
    #[error("two clerks are signed in already: let one of them sign out")]
    Full,
    /// A case has no receipt yet: send or discard it first.
    #[error("a case has no receipt yet: send or discard it first")]
    CasesOpen,
}

impl ClerkDesk {
    /// Whether there is work to be done.
    pub fn presence(&self) -> Presence {
        match (self.clerks.is_empty(), self.is_locked) {
            (true, _) => Presence::Nobody,
            (false, true) => Presence::Locked,
            (false, false) => Presence::AtWork,
        }
    }

    /// Who is signed in; the first one answers for what is done.
    pub fn clerks(&self) -> &[Clerk] {
        &self.clerks
    }

    /// Applies what has happened.
    ///
    /// # Errors
    /// [`DeskError`]; nothing has changed then.
    pub fn take(&mut self, input: DeskInput) -> Result<DeskEffect, DeskError> {
        match input {
            DeskInput::SignedIn(clerk) => self.sign_in(clerk),
            DeskInput::Lock | DeskInput::SessionEnded if self.clerks.is_empty() => {
                Err(DeskError::NotSignedIn)
            }
            DeskInput::Lock | DeskInput::SessionEnded => {
                self.is_locked = true;
                Ok(DeskEffect::Keep)
            }
            DeskInput::SignOut { clerk, cases_open } => self.sign_out(clerk, cases_open),
        }
    }

    fn sign_in(&mut self, clerk: Clerk) -> Result<DeskEffect, DeskError> {
        if let Some(known) = self.clerks.iter_mut().find(|known| known.id == clerk.id) {
            *known = clerk;
            self.is_locked = false;
            return Ok(DeskEffect::Keep);
        }
        if self.is_locked {
            return Err(DeskError::Locked);
        }
        if self.clerks.len() >= MOST {
            return Err(DeskError::Full);
        }
        self.clerks.push(clerk);
        Ok(DeskEffect::Keep)
    }

    fn sign_out(&mut self, clerk: Uuid, cases_open: bool) -> Result<DeskEffect, DeskError> {
        let place = self.clerks.iter().position(|known| known.id == clerk);
        let place = place.ok_or(DeskError::NotSignedIn)?;
        if self.is_locked {
            return Err(DeskError::Locked);
        }
        let is_last = self.clerks.len() == 1;
        if is_last && cases_open {
            return Err(DeskError::CasesOpen);
        }
        self.clerks.remove(place);
        Ok(if is_last {
            DeskEffect::Clear
        } else {
            DeskEffect::Keep
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{ClerkDesk, DeskEffect, DeskError, DeskInput, MOST, Presence};
    use amtskoffer_contract::clerks::{Clerk, Role};
    use proptest::prelude::*;
    use uuid::Uuid;

    fn clerk(number: u128) -> Clerk {
        Clerk {
            id: Uuid::from_u128(number),
            name: format!("Nr. {number}"),
            role: Role::Clerk,
        }
    }

    fn signed_in(number: u128) -> DeskInput {
        DeskInput::SignedIn(clerk(number))
    }

    fn leaves(number: u128, cases_open: bool) -> DeskInput {
        DeskInput::SignOut {
            clerk: Uuid::from_u128(number),
            cases_open,
        }
    }

    fn desk(inputs: &[DeskInput]) -> ClerkDesk {
        let mut desk = ClerkDesk::default();
        for input in inputs {
            desk.take(input.clone()).expect("possible");
        }
        desk
    }

    #[test]
    fn the_table() {
        use DeskEffect::{Clear, Keep};
        use DeskInput::{Lock, SessionEnded};
        use Presence::{AtWork, Locked, Nobody};
        let one = || vec![signed_in(1)];
        let two = || vec![signed_in(1), signed_in(2)];
        let locked = || vec![signed_in(1), signed_in(2), Lock];
        let rows = [
            (vec![], signed_in(1), Ok(Keep), AtWork, 1),
            (vec![], Lock, Err(DeskError::NotSignedIn), Nobody, 0),
            (vec![], SessionEnded, Err(DeskError::NotSignedIn), Nobody, 0),
            (
                vec![],
                leaves(1, false),
                Err(DeskError::NotSignedIn),
                Nobody,
                0,
            ),
            (one(), signed_in(1), Ok(Keep), AtWork, 1),
            (one(), signed_in(2), Ok(Keep), AtWork, 2),
            (one(), Lock, Ok(Keep), Locked, 1),
            (one(), SessionEnded, Ok(Keep), Locked, 1),
            (one(), leaves(1, false), Ok(Clear), Nobody, 0),
            (one(), leaves(1, true), Err(DeskError::CasesOpen), AtWork, 1),
            (
                one(),
                leaves(2, false),
                Err(DeskError::NotSignedIn),
                AtWork,
                1,
            ),
            (two(), signed_in(3), Err(DeskError::Full), AtWork, 2),
            (two(), leaves(1, true), Ok(Keep), AtWork, 1),
            (locked(), Lock, Ok(Keep), Locked, 2),
            (locked(), signed_in(3), Err(DeskError::Locked), Locked, 2),
            (locked(), signed_in(2), Ok(Keep), AtWork, 2),
            (
                locked(),
                leaves(1, false),
                Err(DeskError::Locked),
                Locked,
                2,
            ),
        ];
        for (begun, input, outcome, presence, clerks) in rows {
            let mut desk = desk(&begun);
            assert_eq!(desk.take(input.clone()), outcome, "{begun:?} {input:?}");
            assert_eq!(desk.presence(), presence, "{begun:?} {input:?}");
            assert_eq!(desk.clerks().len(), clerks, "{begun:?} {input:?}");
        }
    }

    #[test]
    fn the_second_answers_when_the_first_has_left() {
        let left = desk(&[signed_in(1), signed_in(2), leaves(1, true)]);
        assert_eq!(left.clerks(), [clerk(2)]);
    }

    fn any_input() -> impl Strategy<Value = DeskInput> {
        prop_oneof![
            (1..4_u128).prop_map(signed_in),
            Just(DeskInput::Lock),
            Just(DeskInput::SessionEnded),
            (1..4_u128, any::<bool>()).prop_map(|(number, open)| leaves(number, open)),
        ]
    }

    proptest! {
        #[test]
        fn nobody_gets_in_past_a_lock_and_no_open_case_is_left_alone(
            inputs in prop::collection::vec(any_input(), 0..40),
        ) {
            let mut desk = ClerkDesk::default();
            for input in inputs {
                let before = desk.clone();
                let outcome = desk.take(input.clone());
                if outcome.is_err() {
                    prop_assert_eq!(&desk, &before);
                }
                prop_assert!(desk.clerks().len() <= MOST);
                if before.presence() == Presence::Locked && desk.presence() == Presence::AtWork {
                    let DeskInput::SignedIn(clerk) = &input else {
                        return Err(TestCaseError::fail("unlocked without signing in"));
                    };
                    prop_assert!(before.clerks().iter().any(|known| known.id == clerk.id));
                }
                let left = !before.clerks().is_empty() && desk.clerks().is_empty();
                prop_assert_eq!(left, outcome == Ok(DeskEffect::Clear));
                let open = matches!(input, DeskInput::SignOut { cases_open: true, .. });
                prop_assert!(!(left && open));
            }
        }
    }
}
