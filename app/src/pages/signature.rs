//! The signature: written on the screen or on the pad, shown as it will be on the card.

mod on_pad;
mod pad;

use amtskoffer_contract::bridge::SignatureView;
use amtskoffer_domain::fields::{Field, NO, YES};
use amtskoffer_domain::map_of;
use amtskoffer_domain::services::Section;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use crate::bridge::Trouble;
use crate::browser::focus;
use crate::capture::pen::Pad;
use crate::components::{
    Alert, AlertKind, Button, ButtonKind, ErrorSummary, FieldInput, Picture, SummaryEntry,
    TroubleAlert,
};
use crate::desk::{Desk, desk};
use crate::pages::case::{CaseFrame, finish};
use crate::pages::begun::{HeldNote, is_held};
use crate::pages::citizen::WhatIsSigned;
use crate::texts::{signature, visit};
use on_pad::{BeginOnPad, PadTrouble, WriteOnPad};
use pad::SignaturePad;

/// Shared by the parts of the screen.
#[derive(Clone, Copy)]
struct Signing {
    desk: Desk,
    case: Uuid,
    pad: RwSignal<Pad>,
    unable: RwSignal<String>,
    busy: RwSignal<bool>,
    trouble: RwSignal<Option<Trouble>>,
    pad_trouble: RwSignal<Option<Trouble>>,
    pad_canceled: RwSignal<bool>,
    missing: RwSignal<bool>,
    asked: RwSignal<u32>,
    /// Another signature is being written; the one before is still there.
    anew: RwSignal<bool>,
}

/// The screen.
#[component]
pub fn SignaturePage(
    /// Which case.
    id: Uuid,
) -> impl IntoView {
    let signing = Signing::new(id);
    signing.follow_pad();
    let is_on_pad = Memo::new(move |_| signing.is_on_pad());
    let handle = Memo::new(move |_| signing.handle());
    let unable = Memo::new(move |_| signing.unable.with(|unable| unable == YES));
    let entries = Signal::derive(move || {
        let entry = || SummaryEntry {
            input: pad::PAD.to_owned(),
            text: signature::MISSING.to_owned(),
        };
        signing
            .missing
            .get()
            .then(entry)
            .into_iter()
            .collect::<Vec<_>>()
    });
    view! {
        <CaseFrame id=id title=signature::TITLE has_problems=signing.missing>
            <ErrorSummary entries=entries asked=signing.asked/>
            <TroubleAlert trouble=signing.trouble/>
            <PadTrouble signing=signing/>
            <HeldNote part=SIGNATURE/>
            <WhatIsSigned with_data=true/>
            {move || {
                if unable.get() {
                    view! { <Note/> }.into_any()
                } else if let Some(handle) = handle.get() {
                    view! { <Result signing=signing handle=handle/> }.into_any()
                } else if is_on_pad.get() {
                    view! { <WriteOnPad signing=signing/> }.into_any()
                } else {
                    view! {
                        <Write signing=signing/>
                        <BeginOnPad signing=signing/>
                    }
                    .into_any()
                }
            }}
            <form class="ak-form" autocomplete="off" on:submit=|event| event.prevent_default()>
                <FieldInput
                    field=Field::UnableToSign
                    value=signing.unable
                    problems=RwSignal::new(Vec::new())
                    optional=true
                />
            </form>
            <div class="ak-actions">
                <Button
                    label=signature::ACCEPT
                    shortcut="F2"
                    busy=signing.busy
                    on_press=move || spawn_local(signing.accept())
                />
            </div>
        </CaseFrame>
    }
}

#[component]
fn Note() -> impl IntoView {
    view! {
        <Alert kind=AlertKind::Info title=signature::NOTE>
            <p class="kern-body">{signature::NOTE_TEXT}</p>
        </Alert>
    }
}

#[component]
fn Write(signing: Signing) -> impl IntoView {
    let clear = move || {
        signing.pad.update(Pad::clear);
        signing.desk.say(signature::CLEARED);
    };
    view! {
        <section class="ak-stack">
            <p class="kern-body">{signature::INTRO}</p>
            <SignaturePad pad=signing.pad/>
            <p class="kern-hint" id=pad::HINT>{signature::PAD_HINT}</p>
            <div class="ak-actions">
                <Button label=signature::CLEAR kind=ButtonKind::Secondary on_press=clear/>
                <Button
                    label=signature::PUT
                    kind=ButtonKind::Secondary
                    busy=signing.busy
                    on_press=move || spawn_local(signing.put())
                />
                {move || signing.given().is_some().then(|| view! {
                    <Button
                        label=visit::KEEP_SIGNATURE
                        kind=ButtonKind::Tertiary
                        on_press=move || signing.keep()
                    />
                })}
            </div>
        </section>
    }
}

#[component]
fn Result(signing: Signing, handle: u32) -> impl IntoView {
    view! {
        <section class="ak-stack">
            <h2 class="kern-heading-medium" id=RESULT tabindex="-1">{signature::RESULT}</h2>
            <div class="ak-signature"><Picture handle=handle alt=signature::RESULT_ALT/></div>
            <div class="ak-actions">
                <Button
                    label=signature::AGAIN
                    kind=ButtonKind::Secondary
                    on_press=move || signing.again()
                />
            </div>
        </section>
    }
}

/// Name of the part.
const SIGNATURE: &str = "signature";

/// Id of the heading over the result.
const RESULT: &str = "signature-result";

impl Signing {
    fn new(case: Uuid) -> Self {
        let desk = desk();
        let unable = desk.case.with_untracked(|case| {
            case.as_ref()?
                .answers
                .get(Field::UnableToSign.key())
                .cloned()
        });
        Self {
            desk,
            case,
            pad: RwSignal::new(Pad::default()),
            unable: RwSignal::new(unable.unwrap_or_default()),
            busy: RwSignal::new(false),
            trouble: RwSignal::new(None),
            pad_trouble: RwSignal::new(None),
            pad_canceled: RwSignal::new(false),
            missing: RwSignal::new(false),
            asked: RwSignal::new(0),
            anew: RwSignal::new(false),
        }
    }

    fn handle(self) -> Option<u32> {
        if self.anew.get() {
            return None;
        }
        self.given()
    }

    fn given(self) -> Option<u32> {
        self.desk
            .case
            .with(|case| Some(case.as_ref()?.signature.as_ref()?.preview))
    }

    /// Hands the strokes to the companion, which makes the picture.
    async fn put(self) {
        let Some(strokes) = self.pad.try_with_untracked(|pad| pad.strokes().to_vec()) else {
            return;
        };
        if strokes.is_empty() {
            self.complain();
            return;
        }
        self.busy.set(true);
        let answer = self.desk.bridge.put_signature(self.case, strokes).await;
        self.busy.try_set(false);
        match answer {
            Ok(view) => self.put_done(view),
            Err(trouble) => {
                self.trouble.try_set(Some(trouble));
            }
        }
    }

    /// The companion has made the picture, whichever way the person signed.
    fn put_done(self, view: SignatureView) {
        self.missing.try_set(false);
        self.trouble.try_set(None);
        self.pad.try_update(Pad::clear);
        self.anew.try_set(false);
        self.show(Some(view));
        self.desk.say(signature::PUT_DONE);
        request_animation_frame(|| focus(RESULT));
    }

    /// Lets her write again. The signature before stays until another one takes its place.
    fn again(self) {
        self.anew.set(true);
        request_animation_frame(|| focus(pad::PAD));
    }

    fn keep(self) {
        self.pad.update(Pad::clear);
        self.anew.set(false);
        request_animation_frame(|| focus(RESULT));
    }

    /// Goes on with a signature or with the note; what is written but not taken over is taken over.
    async fn accept(self) {
        let unable = self.unable.with_untracked(|unable| unable == YES);
        let is_blank = self.pad.try_with_untracked(|pad| pad.strokes().is_empty());
        let stays = is_blank == Some(true) && untrack(|| is_held(self.desk, SIGNATURE));
        if !unable && !stays && untrack(|| self.handle()).is_none() {
            if untrack(|| self.is_on_pad()) {
                self.accept_on_pad().await;
            } else {
                self.put().await;
            }
            return;
        }
        if unable && untrack(|| self.given()).is_some() && !self.take_away().await {
            return;
        }
        let answer = if unable { YES } else { NO };
        let answers = map_of([(Field::UnableToSign.key().to_owned(), answer.to_owned())]);
        finish(
            self.desk,
            self.case,
            Section::Signature,
            answers,
            self.trouble,
        );
    }

    /// Whoever cannot write has no signature.
    async fn take_away(self) -> bool {
        match self.desk.bridge.clear_signature(self.case).await {
            Ok(()) => {
                self.show(None);
                true
            }
            Err(trouble) => {
                self.trouble.try_set(Some(trouble));
                false
            }
        }
    }

    fn complain(self) {
        self.missing.set(true);
        self.asked.update(|count| *count += 1);
    }

    fn show(self, view: Option<SignatureView>) {
        self.desk.case.update(|case| {
            if let Some(case) = case.as_mut().filter(|case| case.case == self.case) {
                case.signature = view;
            }
        });
    }
}
