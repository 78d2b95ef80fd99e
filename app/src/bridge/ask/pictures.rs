//! Pictures of a detached camera.

use amtskoffer_contract::bridge::{
    EyePoints, PhotoView, PictureRequest, PicturesView, Reply, Request, ShownSize,
};
use uuid::Uuid;

use super::{Asked, Blob, Bridge, photo};
use crate::bridge::effect::{Answer, Task};
use crate::bridge::link::Trouble;

impl Bridge {
    /// The newest pictures of the card.
    pub async fn card_pictures(self) -> Asked<PicturesView> {
        let pick = |reply| match reply {
            Reply::Pictures(pictures) => Some(pictures),
            _ => None,
        };
        self.ask(Request::Pictures(PictureRequest::List), pick)
            .await
    }

    /// A picture of the card for the screen.
    pub async fn card_picture(self, picture: u32, size: ShownSize) -> Asked<Blob> {
        let request = Request::Pictures(PictureRequest::Show { picture, size });
        match self.begin(Task::Ask(request)).answer().await? {
            Answer::Blob { media_type, bytes } => Ok(Blob { media_type, bytes }),
            _ => Err(Trouble::Mismatch),
        }
    }

    /// Makes a picture of the card the photo of a case.
    pub async fn take_card_picture(
        self,
        id: Uuid,
        picture: u32,
        eyes: EyePoints,
    ) -> Asked<PhotoView> {
        let take = PictureRequest::Take {
            case: id,
            picture,
            eyes,
        };
        self.ask(Request::Pictures(take), photo).await
    }
}
