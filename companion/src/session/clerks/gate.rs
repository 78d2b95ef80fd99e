//! What may be asked for, and what is told, while nobody is signed in or the screen is locked: who has
//! not shown a passkey learns nothing about anybody, whatever page she opens.

use amtskoffer_contract::bridge::{ClerkRequest, Event, Failure, ReadinessRequest, Request};

use super::desk::Presence;

/// Whether a request may be answered.
///
/// # Errors
/// [`Failure::NotSignedIn`], [`Failure::DeskLocked`].
pub fn admit(presence: Presence, request: &Request) -> Result<(), Failure> {
    match presence {
        Presence::AtWork => Ok(()),
        _ if is_open_to_all(request) => Ok(()),
        Presence::Nobody => Err(Failure::NotSignedIn),
        Presence::Locked => Err(Failure::DeskLocked),
    }
}

/// Whether an event may be told: only the state of the suitcase itself.
pub fn may_tell(presence: Presence, event: &Event) -> bool {
    presence == Presence::AtWork
        || matches!(
            event,
            Event::Device(_)
                | Event::Line(_)
                | Event::Surroundings(_)
                | Event::Readiness(_)
                | Event::Desk(_)
                | Event::Superseded
        )
}

fn is_open_to_all(request: &Request) -> bool {
    matches!(
        request,
        Request::Ping
            | Request::Overview
            | Request::Catalogue(_)
            | Request::Readiness(ReadinessRequest::Report)
            | Request::Clerk(
                ClerkRequest::BeginSignIn
                    | ClerkRequest::FinishSignIn { .. }
                    | ClerkRequest::BeginEnrolment { .. }
                    | ClerkRequest::FinishEnrolment { .. }
                    | ClerkRequest::Lock
            )
    )
}

#[cfg(test)]
mod tests {
    use super::{Presence, admit, may_tell};
    use amtskoffer_contract::bridge::{
        CaseState, CaseSummary, ClerkRequest, Desk, Event, Failure, Request,
    };
    use uuid::Uuid;

    #[test]
    fn without_a_clerk_only_signing_in_is_possible() {
        let signing_in = Request::Clerk(ClerkRequest::BeginSignIn);
        let case = Uuid::nil();
        for presence in [Presence::Nobody, Presence::Locked, Presence::AtWork] {
            for open in [Request::Ping, Request::Overview, signing_in.clone()] {
                assert_eq!(admit(presence, &open), Ok(()));
            }
        }
        for closed in [
            Request::GetCase { case },
            Request::SendCase { case },
            Request::Preview { handle: 1 },
            Request::BeginTransfer { bytes: 1 },
            Request::Clerk(ClerkRequest::SignOut { clerk: case }),
            Request::Clerk(ClerkRequest::BeginApproval { case }),
        ] {
            assert_eq!(
                admit(Presence::Nobody, &closed),
                Err(Failure::NotSignedIn),
                "{closed:?}"
            );
            assert_eq!(
                admit(Presence::Locked, &closed),
                Err(Failure::DeskLocked),
                "{closed:?}"
            );
            assert_eq!(admit(Presence::AtWork, &closed), Ok(()), "{closed:?}");
        }
    }

    #[test]
    fn a_locked_page_hears_of_no_case() {
        let news = Event::Case(CaseSummary {
            case: Uuid::nil(),
            service: String::new(),
            person: "Erika Mustermann".to_owned(),
            state: CaseState::Draft,
        });
        assert!(may_tell(Presence::AtWork, &news));
        assert!(!may_tell(Presence::Locked, &news));
        assert!(!may_tell(Presence::Nobody, &news));
        assert!(may_tell(Presence::Locked, &Event::Desk(Desk::default())));
    }
}
