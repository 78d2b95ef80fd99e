//! Pictures of a detached camera: listed, shown, and one of them taken as the photo of a case.

use std::collections::BTreeMap;
use std::sync::Arc;

use amtskoffer_contract::bridge::{
    CardPictureView, DeviceCause, DeviceKind, Failure, PictureRequest, PicturesView, Reply,
    ShownSize,
};

use super::{Answer, Session};
use crate::captures::card_picture;
use crate::cases::Locked;
use crate::devices::camera::{Camera, CameraError, CardPicture, Place};

/// The pictures listed last, by the numbers that the page knows.
#[derive(Default)]
pub(super) struct Listed {
    last: u32,
    places: BTreeMap<u32, Place>,
}

impl Session {
    /// Answers what the page asks about a camera's pictures.
    pub(super) async fn pictures(
        self: &Arc<Self>,
        request: PictureRequest,
    ) -> Result<Answer, Failure> {
        match request {
            PictureRequest::List => Ok(Reply::Pictures(self.list_pictures().await?).into()),
            PictureRequest::Show { picture, size } => self.show_picture(picture, size).await,
            PictureRequest::Take {
                case,
                picture,
                eyes,
            } => {
                self.state().cases.draft(case)?;
                let place = self.place_of(picture)?;
                let file = self.camera()?.file(place).await.map_err(told)?;
                let file = Arc::new(Locked::new(file));
                self.state().cases.has_room_for(case, file.len())?;
                Ok(Reply::Photo(self.cut_photo(case, file, eyes).await?).into())
            }
        }
    }

    async fn list_pictures(self: &Arc<Self>) -> Result<PicturesView, Failure> {
        let camera = self.camera()?;
        let _work = self.work_with(DeviceKind::Camera);
        let pictures = camera.pictures().await.map_err(told)?;
        let mut state = self.state();
        Ok(state.listed.replace(pictures))
    }

    async fn show_picture(&self, picture: u32, size: ShownSize) -> Result<Answer, Failure> {
        let place = self.place_of(picture)?;
        let file = self.camera()?.file(place).await.map_err(told)?;
        let shown = move || card_picture::shown(&file, size).map_err(|error| told(error.into()));
        Ok(Answer::Blob {
            bytes: self.compute(shown).await?.to_vec(),
            media_type: "image/jpeg".to_owned(),
        })
    }

    fn place_of(&self, picture: u32) -> Result<Place, Failure> {
        let state = self.state();
        let place = state.listed.places.get(&picture);
        place.cloned().ok_or(Failure::HandleUnknown)
    }

    fn camera(&self) -> Result<Arc<dyn Camera>, Failure> {
        self.registry.camera().ok_or(Failure::Device {
            cause: DeviceCause::NotFound,
        })
    }
}

impl Listed {
    fn replace(&mut self, pictures: Vec<CardPicture>) -> PicturesView {
        self.places.clear();
        let mut numbered = |picture: CardPicture| {
            self.last += 1;
            self.places.insert(self.last, picture.place);
            CardPictureView {
                picture: self.last,
                name: picture.name,
                bytes: picture.bytes,
                taken_at: picture.taken_at,
                size: picture.size,
            }
        };
        PicturesView {
            pictures: pictures.into_iter().map(&mut numbered).collect(),
        }
    }
}

fn told(error: CameraError) -> Failure {
    tracing::warn!("no picture of the camera: {error}");
    Failure::from(error)
}
