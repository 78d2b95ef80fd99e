//! Pictures of a detached camera: the newest of its card, to choose one.

use amtskoffer_contract::bridge::{CardPictureView, DeviceKind, ShownSize};
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::Url;

use super::shoot::Shoot;
use crate::bridge::Trouble;
use crate::browser::{focus, object_url};
use crate::capture::still::Still;
use crate::components::{Button, ButtonKind, TroubleAlert};
use crate::desk::{Desk, desk};
use crate::texts::photo_card as texts;

const HEADING: &str = "card-pictures";
/// Pictures that are shown before somebody wants more.
const FIRST: usize = 12;

/// What the parts share.
#[derive(Clone, Copy)]
struct Card {
    desk: Desk,
    shoot: Shoot,
    listed: RwSignal<Option<Vec<CardPictureView>>>,
    busy: RwSignal<bool>,
    trouble: RwSignal<Option<Trouble>>,
}

/// The way from the card to the photo; nothing when the suitcase is set up without such a camera.
#[component]
pub fn CardPictures(
    /// Shared by the parts of the screen.
    shoot: Shoot,
) -> impl IntoView {
    let card = Card {
        desk: desk(),
        shoot,
        listed: RwSignal::new(None),
        busy: RwSignal::new(false),
        trouble: RwSignal::new(None),
    };
    let configured = Memo::new(move |_| card.desk.has_device(DeviceKind::Camera));
    move || {
        configured.get().then(|| {
            view! {
                <section class="ak-stack" aria-labelledby=HEADING>
                    <h2 class="kern-heading-medium" id=HEADING tabindex="-1">{texts::HEADING}</h2>
                    <p class="kern-body">{texts::INTRO}</p>
                    <div class="ak-actions">
                        <Button
                            label=texts::LIST
                            kind=ButtonKind::Secondary
                            busy=card.busy
                            on_press=move || spawn_local(card.list())
                        />
                    </div>
                    <TroubleAlert trouble=card.trouble/>
                    <Choices card=card/>
                </section>
            }
        })
    }
}

#[component]
fn Choices(card: Card) -> impl IntoView {
    let all = RwSignal::new(false);
    move || {
        let pictures = card.listed.get()?;
        if pictures.is_empty() {
            return Some(view! { <p class="kern-body">{texts::NONE}</p> }.into_any());
        }
        let shown = if all.get() { pictures.len() } else { FIRST };
        let more = pictures.len() > shown;
        let items: Vec<_> = pictures
            .into_iter()
            .take(shown)
            .map(|picture| view! { <li><Choice card=card picture=picture/></li> })
            .collect();
        let rest = more.then(|| {
            view! {
                <Button
                    label=texts::MORE
                    kind=ButtonKind::Tertiary
                    on_press=move || all.set(true)
                />
            }
        });
        let list = view! {
            <ul class="ak-card-pictures__list" data-testid="card-pictures">{items}</ul>
            {rest}
        };
        Some(list.into_any())
    }
}

#[component]
fn Choice(card: Card, picture: CardPictureView) -> impl IntoView {
    let number = picture.picture;
    let taken = texts::taken(picture.taken_at.as_deref());
    let size = texts::size(picture.size, picture.bytes);
    let choose = move |_| spawn_local(card.choose(picture.clone()));
    view! {
        <button type="button" class="ak-card-pictures__choice" on:click=choose>
            <Thumbnail number=number/>
            <span class="kern-body">{taken}</span>
            <span class="kern-hint">{size}</span>
        </button>
    }
}

/// Only repeats what the words beside it say.
#[component]
fn Thumbnail(number: u32) -> impl IntoView {
    let bridge = desk().bridge;
    let address = RwSignal::new(None::<String>);
    spawn_local(async move {
        let Ok(blob) = bridge.card_picture(number, ShownSize::Thumbnail).await else {
            return;
        };
        let url = object_url(&blob.bytes, &blob.media_type);
        // The list may have gone meanwhile.
        if let Some(Some(unused)) = address.try_set(url) {
            let _ = Url::revoke_object_url(&unused);
        }
    });
    on_cleanup(move || {
        if let Some(Some(url)) = address.try_get_untracked() {
            let _ = Url::revoke_object_url(&url);
        }
    });
    view! { <img class="ak-card-pictures__thumbnail" src=move || address.get() alt=""/> }
}

impl Card {
    async fn list(self) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.trouble.set(None);
        let answer = self.desk.bridge.card_pictures().await;
        self.busy.try_set(false);
        match answer {
            Ok(view) => {
                self.desk.say(&texts::found(view.pictures.len()));
                self.listed.try_set(Some(view.pictures));
                request_animation_frame(|| focus(HEADING));
            }
            Err(trouble) => {
                self.listed.try_set(None);
                self.trouble.try_set(Some(trouble));
            }
        }
    }

    async fn choose(self, picture: CardPictureView) {
        self.trouble.set(None);
        let shown = self
            .desk
            .bridge
            .card_picture(picture.picture, ShownSize::Large);
        match shown.await {
            Ok(blob) => {
                let (width, height) = picture.size.unwrap_or_default();
                let still = Still::of_card(blob.bytes, width, height, picture.picture);
                if let Some(still) = still {
                    self.shoot.took(still);
                }
            }
            Err(trouble) => {
                self.trouble.try_set(Some(trouble));
                focus(HEADING);
            }
        }
    }
}
