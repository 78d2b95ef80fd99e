//! What the parts of the photo screen share: still frame, eye points, and what the companion made
//! of them.

use std::time::Duration;

use amtskoffer_contract::bridge::{EyePoints, PhotoView, Point};
use amtskoffer_domain::fields::Field;
use amtskoffer_domain::map_of;
use amtskoffer_domain::services::Section;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use crate::bridge::Trouble;
use crate::browser::{focus, focus_if_lost};
use crate::capture::still::Still;
use crate::capture::template::{Canvas, template};
use crate::components::OverrideReason;
use crate::desk::{Desk, desk};
use crate::pages::case::finish;
use crate::texts::{criteria, photo, prefill};

/// Id of the part with the live picture.
pub const LIVE: &str = "photo-live";
/// Id of the heading over the taken picture.
pub const TAKEN_HEADING: &str = "photo-taken";

/// An eye of the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Eye {
    /// Left in the picture.
    Right,
    /// Right in the picture.
    Left,
}

impl Eye {
    /// Both eyes, as they lie in the picture.
    pub const BOTH: [Self; 2] = [Self::Right, Self::Left];

    /// Key.
    pub fn key(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Left => "left",
        }
    }

    /// The eye of a key.
    pub fn of_key(key: &str) -> Self {
        if key == Self::Left.key() {
            Self::Left
        } else {
            Self::Right
        }
    }

    /// Its point.
    pub fn of(self, eyes: EyePoints) -> Point {
        match self {
            Self::Right => eyes.right,
            Self::Left => eyes.left,
        }
    }
}

/// Shared by the parts of the screen.
#[derive(Clone, Copy)]
pub struct Shoot {
    /// Who makes the photo; the answer to the field.
    pub source: RwSignal<String>,
    /// The frame taken on this screen, if any.
    pub still: RwSignal<Option<Still>, LocalStorage>,
    /// Eye points in the camera's picture.
    pub eyes: RwSignal<Option<EyePoints>>,
    /// Key of the eye that taps and buttons move.
    pub chosen: RwSignal<String>,
    /// What went wrong last.
    pub trouble: RwSignal<Option<Trouble>>,
    /// The companion is at work.
    pub busy: RwSignal<bool>,
    /// Why it is taken although it misses a criterion.
    pub reason: OverrideReason,
    desk: Desk,
    case: Uuid,
    live: RwSignal<bool>,
    /// Who made the photo that is there.
    origin: RwSignal<String>,
    /// Eye points of the last answer to this frame; none if the companion has not taken it.
    cropped: RwSignal<Option<EyePoints>>,
    timer: StoredValue<Option<TimeoutHandle>>,
    /// The clerk wants to go on as soon as the crop under way is done.
    accepted: StoredValue<bool>,
}

impl Shoot {
    /// For the case on the screen.
    pub fn new(case: Uuid) -> Self {
        let desk = desk();
        let known = desk.case.with_untracked(|known| {
            let known = known.as_ref()?;
            let source = known.answers.get(Field::PhotoSource.key()).cloned();
            Some((source, known.photo.as_ref().map(|photo| photo.eyes)))
        });
        let (source, eyes) = known.unwrap_or_default();
        let reason = desk
            .case
            .with_untracked(|case| OverrideReason::of(Field::PhotoQualityReason, case.as_ref()));
        let source = source.unwrap_or_else(|| BY_OFFICE.to_owned());
        Self {
            origin: RwSignal::new(source.clone()),
            source: RwSignal::new(source),
            still: RwSignal::new_local(None),
            eyes: RwSignal::new(eyes),
            chosen: RwSignal::new(Eye::Right.key().to_owned()),
            trouble: RwSignal::new(None),
            busy: RwSignal::new(false),
            reason,
            desk,
            case,
            live: RwSignal::new(eyes.is_none()),
            cropped: RwSignal::new(eyes),
            timer: StoredValue::new(None),
            accepted: StoredValue::new(false),
        }
    }

    /// The photo as the companion has it.
    pub fn photo(self) -> Option<PhotoView> {
        self.desk.case.with(|case| case.as_ref()?.photo.clone())
    }

    /// The photo cut out of the picture on the screen; not one that was taken before it.
    pub fn result(self) -> Option<PhotoView> {
        self.cropped.get()?;
        self.photo()
    }

    /// Whether the live picture is on the screen.
    pub fn is_live(self) -> bool {
        self.live.get() || self.origin.get() != self.source.get()
    }

    /// How the picture under the eye marks relates to the camera's picture.
    pub fn canvas(self) -> Option<Canvas> {
        let still = self
            .still
            .with(|still| still.as_ref().map(|still| (still.width, still.height)));
        if let Some((width, height)) = still {
            return Some(Canvas::around_template(width, height));
        }
        let photo = self.photo()?;
        Canvas::photo(photo.source_width, photo.source_height, photo.eyes)
    }

    /// A frame was taken: the eyes are where the template has them until the clerk says otherwise.
    pub fn took(self, still: Still) {
        self.eyes
            .set(Some(template(still.width, still.height).eyes));
        self.cropped.set(None);
        self.still.set(Some(still));
        self.origin.set(BY_OFFICE.to_owned());
        self.live.set(false);
        self.desk.say(photo::TAKING);
        request_animation_frame(|| focus(TAKEN_HEADING));
        spawn_local(self.crop());
    }

    /// Back to the live picture. The photo stays until a new one is taken.
    pub fn retake(self) {
        self.live.set(true);
        self.trouble.set(None);
        request_animation_frame(|| focus_if_lost(LIVE));
    }

    /// Back to the photo that is there.
    pub fn keep(self) {
        let eyes = untrack(|| self.photo()).map(|photo| photo.eyes);
        self.still.set(None);
        self.eyes.set(eyes);
        self.cropped.set(eyes);
        self.trouble.set(None);
        self.source.set(self.origin.get_untracked());
        self.live.set(false);
        request_animation_frame(|| focus(TAKEN_HEADING));
    }

    /// Fetches the photo by the code in a picture; it then is the photo of the case, as one taken here.
    pub async fn fetch(self, jpeg: Vec<u8>) {
        if self.busy.try_get_untracked() != Some(false) {
            return;
        }
        self.busy.set(true);
        let answer = self.desk.bridge.fetch_photo(jpeg, self.case).await;
        if self.busy.try_set(false).is_some() {
            return;
        }
        let photo = match answer {
            Ok(photo) => photo,
            Err(trouble) => return self.trouble.set(Some(trouble)),
        };
        let eyes = photo.eyes;
        self.still.set(None);
        self.eyes.set(Some(eyes));
        self.show(eyes, Ok(photo));
        self.origin.set(FROM_CLOUD.to_owned());
        self.live.set(false);
        self.desk.say(prefill::PHOTO_HERE);
        request_animation_frame(|| focus(TAKEN_HEADING));
    }

    /// Moves an eye point; the crop follows when the hand rests.
    pub fn move_eye(self, eye: Eye, to: Point) {
        self.eyes.update(|eyes| {
            if let Some(eyes) = eyes {
                match eye {
                    Eye::Right => eyes.right = to,
                    Eye::Left => eyes.left = to,
                }
            }
        });
        self.stop_timer();
        let rest = set_timeout_with_handle(move || spawn_local(self.crop()), REST);
        self.timer.set_value(rest.ok());
    }

    /// Takes the photo over and goes on, once the companion has cropped by the marks on the screen.
    pub async fn accept(self) {
        self.stop_timer();
        self.accepted.set_value(true);
        self.crop().await;
    }

    fn go_on(self) {
        if self
            .trouble
            .try_get_untracked()
            .is_none_or(|trouble| trouble.is_some())
        {
            return;
        }
        let source = self.source.try_get_untracked().unwrap_or_default();
        let mut answers = map_of([(Field::PhotoSource.key().to_owned(), source)]);
        if untrack(|| self.result()).is_some_and(|photo| misses(&photo)) {
            let Some(answer) = self.reason.answer() else {
                let input = self.reason.input();
                request_animation_frame(move || focus(input));
                return;
            };
            answers.extend([answer]);
        }
        finish(self.desk, self.case, Section::Photo, answers, self.trouble);
    }

    /// Lets the companion crop, until it has cropped by the eye points on the screen.
    async fn crop(self) {
        if self.busy.try_get_untracked() != Some(false) {
            return;
        }
        self.busy.set(true);
        let mut announce = false;
        while let Some(Some(eyes)) = self.eyes.try_get_untracked() {
            if self.cropped.try_get_untracked() == Some(Some(eyes)) {
                break;
            }
            announce = true;
            let answer = self.crop_by(eyes).await;
            let failed = answer.is_err();
            self.show(eyes, answer);
            let moved_on = self.eyes.try_get_untracked() != Some(Some(eyes));
            if failed && !moved_on {
                break;
            }
        }
        self.busy.set(false);
        if announce {
            self.announce();
        }
        if self.accepted.try_update_value(std::mem::take) == Some(true) {
            self.go_on();
        }
    }

    async fn crop_by(self, eyes: EyePoints) -> Result<PhotoView, Trouble> {
        let bridge = self.desk.bridge;
        let taken = self.cropped.try_get_untracked().flatten().is_some();
        let Some(still) = self.still.try_get_untracked().flatten().filter(|_| !taken) else {
            return bridge.adjust_photo(self.case, eyes).await;
        };
        if let Some(picture) = still.on_card {
            return bridge.take_card_picture(self.case, picture, eyes).await;
        }
        let transfer = bridge.upload(still.jpeg()).await?;
        bridge.take_photo(self.case, transfer, eyes).await
    }

    fn show(self, eyes: EyePoints, answer: Result<PhotoView, Trouble>) {
        match answer {
            Ok(photo) => {
                self.cropped.try_set(Some(eyes));
                self.trouble.set(None);
                self.desk.case.update(|case| {
                    if let Some(case) = case.as_mut().filter(|case| case.case == self.case) {
                        case.photo = Some(photo);
                    }
                });
            }
            Err(trouble) => self.trouble.set(Some(trouble)),
        }
    }

    /// Troubles speak for themselves.
    fn announce(self) {
        let fine = matches!(self.trouble.try_get_untracked(), Some(None));
        let photo = self
            .desk
            .case
            .with_untracked(|case| case.as_ref()?.photo.clone());
        if let Some(photo) = photo.filter(|_| fine) {
            self.desk.say(&criteria::summary(&photo.criteria));
        }
    }

    fn stop_timer(self) {
        let timer = self.timer.try_update_value(Option::take).flatten();
        if let Some(timer) = timer {
            timer.clear();
        }
    }
}

/// Whether a photo misses a mandatory criterion.
pub fn misses(photo: &PhotoView) -> bool {
    let mut criteria = photo.criteria.iter();
    criteria.any(|criterion| criterion.mandatory && !criterion.fulfilled)
}

/// Key of the photo that is fetched from the photo cloud.
pub const FROM_CLOUD: &str = "cloud";
/// Key of the photo that is made here.
const BY_OFFICE: &str = "office";
/// How long the hand must rest before the companion crops.
const REST: Duration = Duration::from_millis(350);
