//! When a look may rest on what is known, and when the scanner must be opened to learn more.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use amtskoffer_contract::bridge::DeviceCause;
use amtskoffer_domain::device::Seen;

use crate::devices::scanner::ScanError;
use crate::lock;

/// A scanner that could be opened once is opened again so often, and one that could not, too: opening
/// costs a process and, with some scanners, noise.
const GOOD_FOR: Duration = Duration::from_mins(1);
const BAD_FOR: Duration = Duration::from_secs(3);

/// What is known of a scanner from the last time that it was opened.
#[derive(Default)]
pub struct Watch(Mutex<Option<Tried>>);

#[derive(Clone, Copy)]
struct Tried {
    at: Instant,
    seen: Seen<DeviceCause>,
}

impl Watch {
    /// What a look shows without opening the scanner; `None` when it must be opened.
    pub fn judge(&self, present: bool, busy: bool) -> Option<Seen<DeviceCause>> {
        let mut tried = lock(&self.0);
        if busy {
            return Some(Seen::Working);
        }
        if !present {
            // Plugged in again, it is opened at once.
            *tried = None;
            return Some(Seen::Fails(DeviceCause::NotFound));
        }
        let last = (*tried)?;
        let good_for = if last.seen == Seen::Fine {
            GOOD_FOR
        } else {
            BAD_FOR
        };
        (last.at.elapsed() < good_for).then_some(last.seen)
    }

    /// Notes how opening it went.
    pub fn note(&self, error: Option<ScanError>) -> Seen<DeviceCause> {
        let seen = match error {
            None => Seen::Fine,
            Some(ScanError::Busy) => Seen::Working,
            Some(error) => Seen::Fails(error.cause()),
        };
        *lock(&self.0) = Some(Tried {
            at: Instant::now(),
            seen,
        });
        seen
    }
}

#[cfg(test)]
mod tests {
    use super::Watch;
    use crate::devices::scanner::ScanError;
    use amtskoffer_contract::bridge::DeviceCause;
    use amtskoffer_domain::device::Seen;

    #[test]
    fn a_scanner_is_opened_once_after_it_was_plugged_in() {
        let (watch, gone) = (Watch::default(), Seen::Fails(DeviceCause::NotFound));
        assert_eq!(watch.judge(true, false), None);
        assert_eq!(watch.note(None), Seen::Fine);
        assert_eq!(watch.judge(true, false), Some(Seen::Fine));
        assert_eq!(watch.judge(true, true), Some(Seen::Working));
        assert_eq!(watch.judge(false, false), Some(gone));
        assert_eq!(watch.judge(true, false), None);
    }

    #[test]
    fn what_opening_showed_is_kept_for_a_while() {
        let watch = Watch::default();
        assert_eq!(watch.note(Some(ScanError::Busy)), Seen::Working);
        let denied = Seen::Fails(DeviceCause::NoPermission);
        assert_eq!(watch.note(Some(ScanError::AccessDenied)), denied);
        assert_eq!(watch.judge(true, false), Some(denied));
    }
}
