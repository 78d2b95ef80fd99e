//! Machine readable zones and the code of the photo cloud: read instead of typed. Pictures stay in
//! memory and are wiped as soon as they were looked at.

use std::path::Path;
use std::sync::Arc;

use amtskoffer_contract::bridge::{
    EyePoints, Failure, MrzProblem, MrzView, PhotoView, Point, PrefillRequest, Reply, Secret,
};
use amtskoffer_contract::photos::PhotoRequest;
use amtskoffer_domain::fields::Answers;
use amtskoffer_domain::mrz::read::read;
use amtskoffer_domain::photo_code;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::Session;
use crate::captures::mrz::{DEFAULT_TYPEFACE, Grey, Typeface, look};
use crate::captures::photo::{PhotoError, usual_eyes};
use crate::captures::picture::Picture;
use crate::captures::data_matrix;
use crate::clock;
use crate::page::Incoming;

mod shown;

/// Longest side of a picture that is looked at, in pixels.
const SIDE_LIMIT: usize = 4096;

impl Session {
    /// Answers what the page asks to be read.
    pub(super) async fn prefill(
        &self,
        request: PrefillRequest,
        incoming: &Incoming,
    ) -> Result<Reply, Failure> {
        match request {
            PrefillRequest::ReadMrz { text, case } => {
                let answers = self.answers_so_far(case)?;
                let readings = read(&text, &[]);
                let lines = text.lines().map(str::to_owned).collect();
                Ok(Reply::Mrz(shown::view(lines, readings, answers.as_ref(), clock::today())))
            }
            PrefillRequest::SeeMrz { transfer, case } => {
                let answers = self.answers_so_far(case)?;
                let jpeg = incoming.finish(transfer)?;
                let looking = move || {
                    let typeface = Typeface::load(Path::new(DEFAULT_TYPEFACE));
                    let typeface = typeface.map_err(|error| {
                        tracing::error!("{error}");
                        Failure::MrzFontMissing
                    })?;
                    Ok(look(&grey(&jpeg)?, &typeface))
                };
                Ok(Reply::Mrz(match self.compute(looking).await? {
                    None => MrzView {
                        problem: Some(MrzProblem::NotFound),
                        ..MrzView::default()
                    },
                    Some(seen) => {
                        shown::view(seen.lines, seen.readings, answers.as_ref(), clock::today())
                    }
                }))
            }
            PrefillRequest::FetchPhoto { case, transfer } => {
                Ok(Reply::Photo(self.fetch_photo(case, transfer, incoming).await?))
            }
        }
    }

    /// The photo by the code in a picture. The code lives until the gateway has answered.
    async fn fetch_photo(
        &self,
        case: Uuid,
        transfer: u32,
        incoming: &Incoming,
    ) -> Result<PhotoView, Failure> {
        let jpeg = incoming.finish(transfer)?;
        self.state().cases.draft(case)?;
        let looking = move || data_matrix::read(&grey(&jpeg)?).ok_or(Failure::PhotoCodeNotFound);
        let code = self.compute(looking).await?;
        let code = checked_code(&code)?;
        let answer = self.link.photo(&PhotoRequest { case, code }).await;
        let answer = answer.map_err(|error| error.failure())?;
        let photo = STANDARD.decode(Zeroizing::new(answer.jpeg).as_bytes());
        let photo = photo.map_err(|_| Failure::PhotoNotTrusted)?;
        self.state().cases.has_room_for(case, photo.len())?;
        let [right, left] = usual_eyes().map(|eye| Point { x: eye.x, y: eye.y });
        let photo = self.cut_photo(case, Arc::new(photo.into()), EyePoints { right, left }).await?;
        self.note_source(case, "cloud")?;
        Ok(photo)
    }

    /// What was answered in a case that may be changed.
    fn answers_so_far(&self, case: Option<Uuid>) -> Result<Option<Answers>, Failure> {
        let Some(case) = case else {
            return Ok(None);
        };
        let mut state = self.state();
        Ok(Some(state.cases.draft(case)?.typed_answers()))
    }
}

fn grey(jpeg: &[u8]) -> Result<Grey, Failure> {
    let picture = Picture::decode_within(jpeg, SIDE_LIMIT);
    let picture = picture.map_err(|error| Failure::from(&PhotoError::from(error)))?;
    Ok(Grey::of(&picture))
}

/// The code as it goes to the gateway, if it is one of the photo cloud.
fn checked_code(text: &[u8]) -> Result<Secret, Failure> {
    let bytes = STANDARD.decode(text).map_err(|_| Failure::PhotoCodeUnknown)?;
    let bytes = Zeroizing::new(bytes);
    photo_code::parse(&bytes).map_err(|error| {
        tracing::warn!("no photo by a code: {error}");
        Failure::PhotoCodeUnknown
    })?;
    Ok(Secret::new(STANDARD.encode(&*bytes)))
}

#[cfg(test)]
mod tests {
    use super::{Failure, checked_code};

    #[test]
    fn only_a_code_of_the_photo_cloud_goes_to_the_gateway() {
        for other in [&b"https://example.org/"[..], b"3AM=", b"4gE=", b"", b"\xff\xfe"] {
            assert_eq!(checked_code(other).err(), Some(Failure::PhotoCodeUnknown));
        }
    }
}
