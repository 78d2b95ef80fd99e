//! Photo, signature and previews.

use std::sync::Arc;

use amtskoffer_contract::bridge::{
    CriterionView, EyePoints, Failure, Handle, PhotoView, SignatureView, Stroke,
};
use amtskoffer_domain::catalogue::CaptureKind;
use amtskoffer_domain::fields::Field;
use amtskoffer_domain::rules::photo::Point;
use amtskoffer_domain::services::Section;
use uuid::Uuid;

use super::{Answer, Session};
use crate::captures::{photo, signature};
use crate::cases::{PhotoCapture, SIGNATURE_PART, Secret, SignatureCapture, missed};
use crate::page::Incoming;

impl Session {
    /// A camera picture, transferred before.
    pub(super) async fn take_photo(
        &self,
        case: Uuid,
        transfer: u32,
        eyes: EyePoints,
        incoming: &Incoming,
    ) -> Result<PhotoView, Failure> {
        let camera: Secret = Arc::new(incoming.finish(transfer)?.into());
        self.state().cases.has_room_for(case, camera.len())?;
        let photo = self.cut_photo(case, camera, eyes).await?;
        self.note_source(case, "office")?;
        Ok(photo)
    }

    /// Notes who made the photo, whatever the page says later.
    pub(super) fn note_source(&self, case: Uuid, source: &str) -> Result<(), Failure> {
        self.change(case, |case| {
            let key = Field::PhotoSource.key().to_owned();
            case.answers.insert(key, source.to_owned());
            Ok(())
        })?;
        Ok(())
    }

    /// Cuts the same picture anew.
    pub(super) async fn adjust_photo(
        &self,
        case: Uuid,
        eyes: EyePoints,
    ) -> Result<PhotoView, Failure> {
        let camera = {
            let mut state = self.state();
            let photo = state.cases.draft(case)?.photo.as_ref();
            Arc::clone(&photo.ok_or(Failure::HandleUnknown)?.camera)
        };
        self.cut_photo(case, camera, eyes).await
    }

    pub(super) async fn cut_photo(
        &self,
        case: Uuid,
        camera: Secret,
        eyes: EyePoints,
    ) -> Result<PhotoView, Failure> {
        let points = [eyes.right, eyes.left].map(|eye| Point { x: eye.x, y: eye.y });
        let picture = Arc::clone(&camera);
        let cut = move || photo::take(&picture, points).map_err(|error| Failure::from(&error));
        let photo = self.compute(cut).await?;
        let handle = self.state().cases.next_handle();
        let view = PhotoView {
            preview: handle,
            source_width: photo.source_size.0,
            source_height: photo.source_size.1,
            eyes,
            criteria: photo.criteria.iter().map(criterion).collect(),
        };
        let capture = PhotoCapture {
            camera,
            jpeg: Arc::new(photo.jpeg.into()),
            preview: Arc::new(photo.preview.into()),
            view: view.clone(),
        };
        self.change(case, |case| {
            case.photo_misses = missed(&capture.view.criteria);
            case.photo = Some(capture);
            case.finished.remove(Section::Photo.key());
            Ok(())
        })?;
        Ok(view)
    }

    /// A signature as pen strokes.
    pub(super) async fn put_signature(
        &self,
        case: Uuid,
        strokes: Vec<Stroke>,
    ) -> Result<SignatureView, Failure> {
        let service = Arc::clone(&self.state().cases.draft(case)?.service);
        let size = signature::Size::of(service.pixels(CaptureKind::Signature));
        let draw = move || signature::jpeg(&strokes, size).map_err(|error| Failure::from(&error));
        let jpeg = Arc::new(self.compute(draw).await?.into());
        let handle = self.state().cases.next_handle();
        self.change(case, |case| {
            case.signature = Some(SignatureCapture { jpeg, handle });
            Ok(())
        })?;
        Ok(SignatureView { preview: handle })
    }

    /// Takes the signature away.
    pub(super) fn clear_signature(&self, case: Uuid) -> Result<(), Failure> {
        self.change(case, |case| {
            case.signature = None;
            case.held.remove(SIGNATURE_PART);
            Ok(())
        })?;
        Ok(())
    }

    /// A picture for the screen; all are JPEG.
    pub(super) fn preview(&self, handle: Handle) -> Result<Answer, Failure> {
        let picture = self.state().cases.preview(handle)?;
        Ok(Answer::Blob {
            bytes: picture.to_vec(),
            media_type: "image/jpeg".to_owned(),
        })
    }
}

fn criterion(measured: &amtskoffer_domain::rules::photo::Criterion) -> CriterionView {
    CriterionView {
        id: measured.id.to_owned(),
        value: measured.value,
        min: measured.min,
        max: measured.max,
        mandatory: measured.mandatory,
        fulfilled: measured.is_met(),
    }
}
