//! Detached cameras: pictures are taken over from the camera's card or from the camera itself, when the
//! system shows it as a drive (TR-03121-3.2, "Facial Image Digital Delivery by Digital Camera").
//!
//! Nothing is ever written to the card. What is on it may be of anybody and of any form, so that each
//! picture is checked before it is decoded.

pub mod dcim;
pub mod header;

use std::pin::Pin;

use amtskoffer_contract::bridge::{DeviceCause, Failure};
use thiserror::Error;
use zeroize::Zeroizing;

use super::Device;
use crate::captures::picture::PictureError;

/// Longest file that is taken, in bytes.
pub const FILE_LIMIT: usize = 24 * 1024 * 1024;

/// What a driver's call gives: a future that may be sent between threads.
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = Result<T, CameraError>> + Send + 'a>>;

/// One camera, or the card of one. Nothing is kept between calls: cards come and go.
pub trait Camera: Device {
    /// The newest pictures, newest first.
    fn pictures(&self) -> Pending<'_, Vec<CardPicture>>;

    /// The file of a picture.
    fn file(&self, place: Place) -> Pending<'_, Zeroizing<Vec<u8>>>;
}

/// Where a picture lies; only its driver understands it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    root: std::path::PathBuf,
    path: std::path::PathBuf,
}

/// One picture of the card, as its file describes it. Nothing is decoded yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardPicture {
    /// Where it lies.
    pub place: Place,
    /// Name of the file, at most 40 characters.
    pub name: String,
    /// Bytes of the file.
    pub bytes: u64,
    /// When it was taken by the camera's clock, `YYYY-MM-DDTHH:MM:SS`, if the camera noted it.
    pub taken_at: Option<String>,
    /// Width and height when upright, in pixels; nothing if the file does not tell.
    pub size: Option<(u32, u32)>,
}

/// Why there are no pictures. None of the texts holds a path or a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CameraError {
    /// No card and no camera.
    #[error("no camera and no card was found: connect the camera or put its card in")]
    NotFound,
    /// The system does not let us read it.
    #[error("the card may not be read: mount it for the clerk's user")]
    NoPermission,
    /// It was pulled out while it was read.
    #[error("the card was taken out while it was read: put it in again")]
    BrokeOff,
    /// It reads too slowly.
    #[error("the card does not answer: take it out and put it in again")]
    TooSlow,
    /// The picture is not on the card any more.
    #[error("the picture is not there any more: list the pictures anew")]
    PictureGone,
    /// The file is longer than any honest one.
    #[error("the file is longer than {FILE_LIMIT} bytes: lower the camera's resolution")]
    FileTooLong,
    /// What it holds is no picture that we take.
    #[error(transparent)]
    Picture(#[from] PictureError),
}

impl CameraError {
    /// The cause as the page shows it.
    pub fn cause(self) -> DeviceCause {
        match self {
            Self::NotFound => DeviceCause::NotFound,
            Self::NoPermission => DeviceCause::NoPermission,
            Self::BrokeOff | Self::PictureGone => DeviceCause::BrokeOff,
            Self::TooSlow => DeviceCause::TooSlow,
            Self::FileTooLong | Self::Picture(_) => DeviceCause::Garbled,
        }
    }
}

impl From<CameraError> for Failure {
    fn from(error: CameraError) -> Self {
        match error {
            CameraError::PictureGone => Self::HandleUnknown,
            CameraError::FileTooLong | CameraError::Picture(PictureError::TooLarge { .. }) => {
                Self::PictureTooLarge
            }
            CameraError::Picture(PictureError::Colours | PictureError::Edited) => {
                Self::PictureNotOriginal
            }
            CameraError::Picture(_) => Self::PictureUnreadable,
            other => Self::Device {
                cause: other.cause(),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::CameraError;
    use crate::captures::picture::PictureError;
    use amtskoffer_contract::bridge::{DeviceCause, Failure};

    #[test]
    fn every_error_has_its_failure() {
        let device = |cause| Failure::Device { cause };
        let huge = PictureError::TooLarge {
            width: 60_000,
            height: 60_000,
        };
        for (error, failure) in [
            (CameraError::NotFound, device(DeviceCause::NotFound)),
            (CameraError::NoPermission, device(DeviceCause::NoPermission)),
            (CameraError::BrokeOff, device(DeviceCause::BrokeOff)),
            (CameraError::TooSlow, device(DeviceCause::TooSlow)),
            (CameraError::PictureGone, Failure::HandleUnknown),
            (CameraError::FileTooLong, Failure::PictureTooLarge),
            (huge.into(), Failure::PictureTooLarge),
            (PictureError::Colours.into(), Failure::PictureNotOriginal),
            (PictureError::Edited.into(), Failure::PictureNotOriginal),
            (PictureError::Unreadable.into(), Failure::PictureUnreadable),
        ] {
            assert_eq!(Failure::from(error), failure, "{error}");
        }
    }
}
