//! Pictures of a detached camera, taken over from its card or from the camera as a drive.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::EyePoints;
#[allow(unused_imports, reason = "named by the documentation")]
use super::Reply;

/// What the page may ask for here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "pictures", rename_all = "snake_case", deny_unknown_fields)]
pub enum PictureRequest {
    /// The newest pictures, newest first. Numbers of an earlier list end with it. Reply:
    /// [`Reply::Pictures`].
    List,
    /// A picture for the screen, upright and reduced. Reply: [`Reply::Blob`], a JPEG.
    Show {
        /// Number from the list.
        picture: u32,
        /// Whether it is for the list (at most 240 pixels high) or for choosing the eyes (1200).
        size: ShownSize,
    },
    /// Makes it the photo of a case, as a camera picture that was transferred. Nothing is changed on
    /// the card. Reply: [`Reply::Photo`].
    Take {
        /// Which case.
        case: Uuid,
        /// Number from the list.
        picture: u32,
        /// Centres of the eyes in pixels of the upright picture.
        eyes: EyePoints,
    },
}

/// How large a picture is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShownSize {
    /// In the list.
    Thumbnail,
    /// For choosing the eyes.
    Large,
}

/// The pictures of the card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PicturesView {
    /// Newest first.
    pub pictures: Vec<CardPictureView>,
}

/// One picture of the card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardPictureView {
    /// By which the page asks for it.
    pub picture: u32,
    /// Name of its file.
    pub name: String,
    /// Bytes of its file.
    pub bytes: u64,
    /// When it was taken by the camera's clock, `YYYY-MM-DDTHH:MM:SS`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_at: Option<String>,
    /// Width and height in pixels when upright; absent if the file does not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<(u32, u32)>,
}
