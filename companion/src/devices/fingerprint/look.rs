//! From a fingerprint scanner's answer to what the page is told.

use amtskoffer_contract::bridge::DeviceCause;
use amtskoffer_domain::device::Seen;

use super::{FingerprintScanner, ScannerActivity, ScannerError, ScannerState};
use crate::clock;
use crate::devices::Looked;

/// One look at any scanner.
pub(super) async fn look(scanner: &dyn FingerprintScanner) -> Looked {
    match scanner.state(clock::now()).await {
        Ok(state) => Looked {
            seen: seen(&state),
            name: Some(state.name),
        },
        Err(error) => Looked {
            name: None,
            seen: trouble(&error),
        },
    }
}

fn seen(state: &ScannerState) -> Seen<DeviceCause> {
    match state.activity {
        ScannerActivity::Ready => Seen::Fine,
        ScannerActivity::Busy => Seen::Working,
        ScannerActivity::NotReady => Seen::Fails(DeviceCause::NotFound),
    }
}

fn trouble(error: &ScannerError) -> Seen<DeviceCause> {
    match error {
        ScannerError::Busy => Seen::Working,
        other => Seen::Fails(other.cause()),
    }
}

#[cfg(test)]
mod tests {
    use super::{seen, trouble};
    use crate::devices::fingerprint::{ScannerActivity, ScannerError, ScannerState};
    use amtskoffer_contract::bridge::DeviceCause;
    use amtskoffer_domain::device::Seen;

    #[test]
    fn a_scanner_at_work_is_no_fault() {
        let state = |activity| ScannerState {
            name: String::new(),
            serial: String::new(),
            activity,
        };
        assert_eq!(seen(&state(ScannerActivity::Ready)), Seen::Fine);
        assert_eq!(seen(&state(ScannerActivity::Busy)), Seen::Working);
        let unplugged = Seen::Fails(DeviceCause::NotFound);
        assert_eq!(seen(&state(ScannerActivity::NotReady)), unplugged);
        assert_eq!(trouble(&ScannerError::Busy), Seen::Working);
        assert_eq!(trouble(&ScannerError::NotFound), unplugged);
    }
}
