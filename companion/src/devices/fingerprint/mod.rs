//! Fingerprint scanners: one finger at a time, flat, with the sensor's own quality value.
//!
//! [`FingerprintScanner`] is what the rest of the companion knows; [`sbi`] speaks the open
//! interface of device services, [`uru4000`] drives a sensor without any service. Prints are personal data of the highest kind: they are wiped when
//! dropped and never shown by `Debug`.

pub mod clarity;
pub mod live;
mod look;
pub mod record;
pub mod sbi;
pub mod uru4000;

use std::fmt;
use std::pin::Pin;
use std::time::Duration;

pub use amtskoffer_contract::bridge::QualityMeasure;
use amtskoffer_contract::bridge::{DeviceCause, Failure};
use jiff::Timestamp;
use thiserror::Error;
use zeroize::Zeroizing;

use self::live::Live;
use self::record::RecordError;
use super::usb::UsbError;
use super::{Device, http_cause};
use crate::http::HttpError;

/// What a driver's call gives: a future that may be sent between threads.
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = Result<T, ScannerError>> + Send + 'a>>;

/// One scanner. All calls may be made again at any time.
pub trait FingerprintScanner: Device {
    /// Which scanner it is and whether it could capture now. `now` decides whether the device's
    /// certificate is valid.
    fn state(&self, now: Timestamp) -> Pending<'_, ScannerState>;

    /// Waits for the finger and reads it; meanwhile what it sees is shown, if it can show anything.
    /// To cancel, drop the future: the scanner is let go.
    fn capture(&self, order: CaptureOrder, live: Live) -> Pending<'_, CapturedPrint>;
}

/// What a scanner says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScannerState {
    /// Maker and model, at most 80 characters.
    pub name: String,
    /// Serial number as printed on the device, at most 80 characters.
    pub serial: String,
    /// Whether it could capture now.
    pub activity: ScannerActivity,
}

/// Whether a scanner could capture now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScannerActivity {
    /// It could.
    Ready,
    /// It works, for us or somebody else.
    Busy,
    /// Its service runs, but the device is not plugged in or not set up.
    NotReady,
}

/// What is to be captured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CaptureOrder {
    /// ISO finger position 1–10 (ISO/IEC 19794-4 table 6).
    pub finger: u8,
    /// From this quality on the scanner need not wait for a better picture, 0–100.
    pub wanted_quality: u8,
    /// How long to wait for the finger.
    pub patience: Duration,
    /// The time of asking; decides whether the device's certificate is valid.
    pub now: Timestamp,
}

/// One print, checked: the picture can be decoded and is of the finger asked for.
#[derive(Clone, PartialEq, Eq)]
pub struct CapturedPrint {
    /// ISO finger position 1–10.
    pub finger: u8,
    /// Quality, 0–100.
    pub quality: u8,
    /// Who measured it.
    pub measure: QualityMeasure,
    /// The picture as WSQ (8-bit grey).
    pub wsq: Zeroizing<Vec<u8>>,
    /// Pixels to the right.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Pixels per inch, about 500 or 1000.
    pub ppi: u16,
}

impl fmt::Debug for CapturedPrint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("CapturedPrint")
            .finish_non_exhaustive()
    }
}

/// Why there is no print or no state. None of the texts holds personal data.
#[derive(Debug, Error)]
pub enum ScannerError {
    /// No device service answers; the scanner is unplugged or its service does not run.
    #[error("no fingerprint scanner was found: plug it in and wait, or start its service")]
    NotFound,
    /// The service runs without a device.
    #[error("the scanner is not ready: check its cable")]
    NotReady,
    /// The cable, or the system's rights; only with a scanner that we drive ourselves.
    #[error(transparent)]
    Usb(#[from] UsbError),
    /// The scanner does not wake up.
    #[error("the scanner does not wake up: unplug it and plug it in again")]
    NoPower,
    /// The scanner works for another program or capture.
    #[error("the scanner is busy: close other programs that use it")]
    Busy,
    /// The patience ended before a finger was found.
    #[error("no finger was found on the scanner: lay it on and try again")]
    NoFinger,
    /// The service could not be reached or broke off.
    #[error("no talk with the scanner: {0}")]
    Connection(#[from] HttpError),
    /// What answers does not keep to the interface.
    #[error("the scanner's service answers something else than agreed: update or restart it")]
    Garbled,
    /// What was said cannot be trusted.
    #[error("the scanner is not trusted: {0}")]
    NotTrusted(#[from] TrustError),
    /// The answer belongs to another request: a mix-up or a replay.
    #[error("the answer belongs to another request: capture again, call the IT if it repeats")]
    OtherRequest,
    /// The answer's hash does not follow from the last one: something was left out or put in.
    #[error("the chain of captures is broken: capture again, call the IT if it repeats")]
    BrokenChain,
    /// Another finger, or another device, than asked.
    #[error("the print is of another finger or device than asked: capture again")]
    OtherFinger,
    /// The print inside cannot be used.
    #[error("the print is not usable: {0}")]
    Record(#[from] RecordError),
    /// Any other fault that the device reports, with its code.
    #[error("the scanner reports fault {0}: unplug it and plug it in again")]
    Device(u16),
}

/// Why a signed statement is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TrustError {
    /// It carries no signature, or none of the demanded kind (RS256).
    #[error("it does not sign as demanded: its service must be replaced")]
    NotSigned,
    /// No certificate, or one that cannot be read.
    #[error("it shows no usable certificate: its service must be replaced")]
    NoCertificate,
    /// The certificate does not lead to a trusted authority.
    #[error("its certificate is not from a trusted maker: use the enrolled scanner")]
    UnknownIssuer,
    /// The certificate's time is over.
    #[error("its certificate has expired: have it renewed, or set the clock")]
    Expired,
    /// The certificate's time has not come; mostly the clock is wrong.
    #[error("its certificate is not valid yet: set the clock")]
    NotYetValid,
    /// The signature does not fit what was said.
    #[error("its signature is wrong: call the IT")]
    WrongSignature,
    /// A configured anchor is no certificate.
    #[error("the configured trust anchor is no certificate: mend the configuration")]
    BadAnchor,
}

impl ScannerError {
    /// The cause as the page shows it.
    pub fn cause(&self) -> DeviceCause {
        match self {
            Self::Connection(error) => http_cause(error),
            Self::Usb(error) => error.cause(),
            Self::NotFound | Self::NotReady => DeviceCause::NotFound,
            Self::NoPower => DeviceCause::Refused,
            Self::Busy => DeviceCause::Occupied,
            Self::NoFinger | Self::Device(_) => DeviceCause::OtherFault,
            Self::Garbled | Self::Record(_) => DeviceCause::Garbled,
            Self::NotTrusted(TrustError::Expired | TrustError::NotYetValid) => {
                DeviceCause::CertificateExpired
            }
            Self::NotTrusted(_) | Self::OtherRequest | Self::BrokenChain | Self::OtherFinger => {
                DeviceCause::NotTrusted
            }
        }
    }
}

impl From<&ScannerError> for Failure {
    fn from(error: &ScannerError) -> Self {
        match error {
            ScannerError::NoFinger => Self::NoFinger,
            other => Self::Device {
                cause: other.cause(),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use amtskoffer_contract::bridge::{DeviceCause, Failure};

    use super::record::RecordError;
    use super::{ScannerError, TrustError};
    use crate::devices::usb::UsbError;
    use crate::http::HttpError;

    #[test]
    fn every_error_has_its_cause() {
        let second = Duration::from_secs(1);
        for (error, cause) in [
            (ScannerError::NotFound, DeviceCause::NotFound),
            (ScannerError::NotReady, DeviceCause::NotFound),
            (ScannerError::NoPower, DeviceCause::Refused),
            (UsbError::Busy.into(), DeviceCause::Occupied),
            (ScannerError::Busy, DeviceCause::Occupied),
            (ScannerError::Device(102), DeviceCause::OtherFault),
            (ScannerError::Garbled, DeviceCause::Garbled),
            (
                ScannerError::Record(RecordError::NotWsq),
                DeviceCause::Garbled,
            ),
            (ScannerError::OtherRequest, DeviceCause::NotTrusted),
            (ScannerError::BrokenChain, DeviceCause::NotTrusted),
            (ScannerError::OtherFinger, DeviceCause::NotTrusted),
            (TrustError::Expired.into(), DeviceCause::CertificateExpired),
            (
                TrustError::NotYetValid.into(),
                DeviceCause::CertificateExpired,
            ),
            (TrustError::UnknownIssuer.into(), DeviceCause::NotTrusted),
            (HttpError::ReplyTimeout(second).into(), DeviceCause::TooSlow),
            (
                HttpError::ConnectTimeout(second).into(),
                DeviceCause::TooSlow,
            ),
            (
                HttpError::BodyTooLong { limit: 1 }.into(),
                DeviceCause::Garbled,
            ),
            (HttpError::Closed.into(), DeviceCause::NotFound),
        ] {
            assert_eq!(Failure::from(&error), Failure::Device { cause }, "{error}");
        }
        assert_eq!(Failure::from(&ScannerError::NoFinger), Failure::NoFinger);
    }
}
