//! One folder per device kind, with its trait in `mod.rs`; one file per protocol.
//!
//! What all kinds have in common is [`Device`]; which device is driven by what is data, read by
//! [`registry`].

pub mod camera;
pub mod card;
pub mod change_terminal;
pub mod dbus;
pub mod eid_client;
pub mod fingerprint;
pub mod network;
pub mod payment;
pub mod pinned;
pub mod power;
pub mod printer;
pub mod registry;
pub mod scanner;
pub mod signature;
pub mod usb;

use std::pin::Pin;

use amtskoffer_contract::bridge::{DeviceCause, PersonTask};
use amtskoffer_domain::device::Seen;

use crate::http::HttpError;

/// What a look at a device gives: a future that may be sent between threads.
pub type Look<'a> = Pin<Box<dyn Future<Output = Looked> + Send + 'a>>;

/// What a self-test gives: a future that may be sent between threads.
pub type Test<'a> = Pin<Box<dyn Future<Output = TestResult> + Send + 'a>>;

/// What every device can do, whatever it is for. Both calls may be dropped at any time.
pub trait Device: Send + Sync {
    /// One look, cheap enough to be repeated every half second: who it is, and how. It never hangs
    /// longer than a few seconds; who calls it bounds it all the same.
    fn look(&self) -> Look<'_>;

    /// The self-test of the readiness check, at most five seconds. A device that has none is ready
    /// when a look says so.
    fn self_test(&self) -> Test<'_> {
        Box::pin(async { TestResult::from(self.look().await.seen) })
    }
}

/// What one look showed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looked {
    /// Maker and model as the device tells them, if it told.
    pub name: Option<String>,
    /// How it is.
    pub seen: Seen<DeviceCause>,
}

impl Looked {
    /// A device that did not answer well.
    pub fn failed(cause: DeviceCause) -> Self {
        Self {
            name: None,
            seen: Seen::Fails(cause),
        }
    }
}

/// What came of a self-test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TestResult {
    /// It works, even if it wants something soon.
    Passed,
    /// It would work, but a person must do something first.
    NeedsPerson(PersonTask),
    /// It does not work.
    Failed(DeviceCause),
}

impl From<Seen<DeviceCause>> for TestResult {
    fn from(seen: Seen<DeviceCause>) -> Self {
        match seen {
            Seen::Fine | Seen::Working | Seen::Warns(_) => Self::Passed,
            Seen::Fails(cause) => Self::Failed(cause),
        }
    }
}

/// What a failed talk over HTTP says of the device behind it.
pub fn http_cause(error: &HttpError) -> DeviceCause {
    match error {
        HttpError::Unreachable(_)
        | HttpError::BadHost
        | HttpError::Closed
        | HttpError::Tunnel(_) => DeviceCause::NotFound,
        HttpError::ConnectTimeout(_) | HttpError::ReplyTimeout(_) => DeviceCause::TooSlow,
        HttpError::UntrustedServer(_) | HttpError::RefusedByServer(_) => DeviceCause::NotTrusted,
        HttpError::Tls(_)
        | HttpError::NotHttp(_)
        | HttpError::Unframed
        | HttpError::BodyTooLong { .. } => DeviceCause::Garbled,
    }
}

#[cfg(test)]
mod tests {
    use super::{Device, Look, Looked, TestResult};
    use amtskoffer_contract::bridge::DeviceCause;
    use amtskoffer_domain::device::Seen;

    struct Plain(Seen<DeviceCause>);

    impl Device for Plain {
        fn look(&self) -> Look<'_> {
            Box::pin(async {
                Looked {
                    name: None,
                    seen: self.0,
                }
            })
        }
    }

    #[tokio::test]
    async fn a_device_without_a_test_of_its_own_is_judged_by_a_look() {
        let cause = DeviceCause::PaperOut;
        for (seen, result) in [
            (Seen::Fine, TestResult::Passed),
            (Seen::Working, TestResult::Passed),
            (Seen::Warns(cause), TestResult::Passed),
            (Seen::Fails(cause), TestResult::Failed(cause)),
        ] {
            assert_eq!(Plain(seen).self_test().await, result);
        }
        assert_eq!(Looked::failed(cause).seen, Seen::Fails(cause));
    }
}
