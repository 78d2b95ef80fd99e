//! SANE's status codes (standard 4.2.7 and the later ones of sane-backends).

use serde::{Deserialize, Serialize};

use crate::devices::scanner::{Lacking, ScanError};

/// How a call of the library ended, other than well.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// The operation is not supported.
    Unsupported,
    /// Cancelled.
    Cancelled,
    /// Somebody else uses the device.
    DeviceBusy,
    /// A value is not valid, or no such device.
    Invalid,
    /// No more data.
    Eof,
    /// Paper is stuck.
    Jammed,
    /// Nothing lies in the feeder.
    NoDocs,
    /// The cover is open.
    CoverOpen,
    /// The talk with the device failed.
    IoError,
    /// Out of memory.
    NoMem,
    /// The system or the device does not let us.
    AccessDenied,
    /// The lamp is not ready yet.
    WarmingUp,
    /// The lock for transport is on.
    Locked,
    /// Any other code.
    Other(i32),
}

/// Every code with its status; 0 is good.
const CODES: [(i32, Status); 13] = [
    (1, Status::Unsupported),
    (2, Status::Cancelled),
    (3, Status::DeviceBusy),
    (4, Status::Invalid),
    (5, Status::Eof),
    (6, Status::Jammed),
    (7, Status::NoDocs),
    (8, Status::CoverOpen),
    (9, Status::IoError),
    (10, Status::NoMem),
    (11, Status::AccessDenied),
    (12, Status::WarmingUp),
    (13, Status::Locked),
];

impl Status {
    /// The status of a code as the library returns it.
    ///
    /// # Errors
    /// Every status but good.
    pub fn check(code: i32) -> Result<(), Self> {
        if code == 0 {
            return Ok(());
        }
        let known = CODES.iter().find(|(known, _)| *known == code);
        Err(known.map_or(Self::Other(code), |(_, status)| *status))
    }
}

impl From<Status> for ScanError {
    fn from(status: Status) -> Self {
        match status {
            Status::Unsupported => Self::Unsupported(Lacking::Operation),
            Status::Cancelled => Self::Cancelled,
            Status::DeviceBusy | Status::WarmingUp => Self::Busy,
            Status::Invalid => Self::NotFound,
            Status::Eof => Self::BrokeOff,
            Status::Jammed => Self::Jammed,
            Status::NoDocs => Self::FeederEmpty,
            Status::CoverOpen => Self::CoverOpen,
            Status::IoError => Self::Io,
            Status::NoMem => Self::NoMemory,
            Status::AccessDenied => Self::AccessDenied,
            Status::Locked => Self::Locked,
            Status::Other(code) => Self::Other(code),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CODES, Status};
    use crate::devices::scanner::ScanError;

    #[test]
    fn every_code_has_its_status_and_error() {
        assert_eq!(Status::check(0), Ok(()));
        for (code, status) in CODES {
            assert_eq!(Status::check(code), Err(status));
        }
        assert_eq!(Status::check(-7), Err(Status::Other(-7)));
        let errors = [
            (Status::Jammed, ScanError::Jammed),
            (Status::NoDocs, ScanError::FeederEmpty),
            (Status::CoverOpen, ScanError::CoverOpen),
            (Status::DeviceBusy, ScanError::Busy),
            (Status::WarmingUp, ScanError::Busy),
            (Status::IoError, ScanError::Io),
            (Status::NoMem, ScanError::NoMemory),
            (Status::AccessDenied, ScanError::AccessDenied),
            (Status::Invalid, ScanError::NotFound),
            (Status::Eof, ScanError::BrokeOff),
            (Status::Cancelled, ScanError::Cancelled),
            (Status::Locked, ScanError::Locked),
            (Status::Other(40), ScanError::Other(40)),
        ];
        for (status, error) in errors {
            assert_eq!(ScanError::from(status), error);
        }
    }
}
