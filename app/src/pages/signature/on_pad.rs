//! Signing on the pad: the clerk sees the ink while it is written.

use amtskoffer_contract::bridge::{DeviceKind, Failure, SignatureView};
use amtskoffer_domain::fields::YES;
use leptos::html::Canvas;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Signing;
use crate::bridge::Trouble;
use crate::browser::focus;
use crate::capture::ink;
use crate::capture::on_pad::{End, OnPad};
use crate::components::{Alert, AlertKind, Button, ButtonKind};
use crate::texts::{device, failure, signature};

/// Id of the heading while somebody signs on the pad.
const HEADING: &str = "signature-on-pad";

/// The button that begins it; only where the suitcase has a pad.
#[component]
pub fn BeginOnPad(signing: Signing) -> impl IntoView {
    let has_pad = Memo::new(move |_| signing.desk.has_device(DeviceKind::SignaturePad));
    move || {
        has_pad.get().then(|| {
            view! {
                <section class="ak-stack">
                    <h2 class="kern-heading-medium">{signature::PAD_WAY}</h2>
                    <p class="kern-body">{signature::PAD_WAY_TEXT}</p>
                    <div class="ak-actions">
                        <Button
                            label=signature::PAD_BEGIN
                            kind=ButtonKind::Secondary
                            busy=signing.busy
                            on_press=move || spawn_local(signing.begin_on_pad())
                        />
                    </div>
                </section>
            }
        })
    }
}

/// Why nobody signs on the pad any more.
#[component]
pub fn PadTrouble(signing: Signing) -> impl IntoView {
    let canceled = move || {
        signing.pad_canceled.get().then(|| {
            view! {
                <Alert kind=AlertKind::Info title=signature::PAD_CANCELED>
                    <p class="kern-body">{signature::PAD_CANCELED_TEXT}</p>
                </Alert>
            }
        })
    };
    let trouble = move || {
        let advice = failure::trouble(&signing.pad_trouble.get()?);
        Some(view! {
            <Alert kind=AlertKind::Danger title=device::kind(DeviceKind::SignaturePad)>
                <p class="kern-body">{advice.what}</p>
                <p class="kern-body">{advice.remedy}</p>
                <p class="kern-body">{signature::PAD_OTHER_WAY}</p>
            </Alert>
        })
    };
    view! {
        {canceled}
        {trouble}
    }
}

/// The pad while somebody signs on it.
#[component]
pub fn WriteOnPad(signing: Signing) -> impl IntoView {
    let on_pad = signing.desk.on_pad;
    let canvas = NodeRef::<Canvas>::new();
    let redraw = move || {
        if let Some(canvas) = canvas.get_untracked() {
            let strokes = on_pad.with_untracked(|pad| pad.as_ref().map(OnPad::shown));
            ink::redraw(&canvas, &strokes.unwrap_or_default());
        }
    };
    Effect::new(move |_| {
        on_pad.track();
        if canvas.get().is_some() {
            redraw();
        }
    });
    let resized = window_event_listener(leptos::ev::resize, move |_| redraw());
    on_cleanup(move || resized.remove());
    let state = Memo::new(move |_| {
        on_pad
            .with(|pad| pad.as_ref().map(state))
            .unwrap_or_default()
    });
    let clear = move || {
        spawn_local(async move {
            signing.settle(signing.desk.bridge.clear_pad(signing.case).await);
        });
    };
    view! {
        <section class="ak-stack">
            <h2 class="kern-heading-medium" id=HEADING tabindex="-1">{signature::PAD_WAY}</h2>
            <p class="kern-body" role="status">{move || state.get()}</p>
            <canvas
                class="ak-pad ak-pad--watched"
                role="img"
                aria-label=signature::PAD_INK
                node_ref=canvas
            ></canvas>
            <div class="ak-actions">
                <Button label=signature::CLEAR kind=ButtonKind::Secondary on_press=clear/>
                <Button
                    label=signature::PUT
                    kind=ButtonKind::Secondary
                    busy=signing.busy
                    on_press=move || spawn_local(signing.accept_on_pad())
                />
                <Button
                    label=signature::PAD_CANCEL
                    kind=ButtonKind::Tertiary
                    on_press=move || signing.leave_pad()
                />
            </div>
        </section>
    }
}

/// What the clerk should know now.
fn state(pad: &OnPad) -> String {
    if let Some(failure) = &pad.refused {
        return failure::failure(failure).remedy.to_string();
    }
    match pad.view {
        None => signature::PAD_PREPARING,
        Some(_) if !pad.is_empty() => signature::PAD_WRITING,
        Some(view) if view.has_screen => signature::PAD_READY,
        Some(_) => signature::PAD_READY_PLAIN,
    }
    .to_owned()
}

impl Signing {
    /// Whether somebody signs on the pad now; tracked.
    pub(super) fn is_on_pad(self) -> bool {
        let case = self.case;
        self.desk
            .on_pad
            .with(|pad| pad.as_ref().is_some_and(|pad| pad.case == case))
    }

    /// Follows the pad until the screen is left; then the pad is given back.
    pub(super) fn follow_pad(self) {
        Effect::new(move |_| {
            let end = self.desk.on_pad.with(|pad| pad.as_ref()?.end.clone());
            match end {
                None => {}
                Some(End::Accepted(view)) => self.taken_over(view),
                Some(End::Canceled) => {
                    self.desk.on_pad.set(None);
                    self.pad_canceled.set(true);
                    self.desk.say(signature::PAD_CANCELED);
                }
                Some(End::Failed(failure)) => self.pad_failed(Trouble::Refused(failure)),
            }
        });
        Effect::new(move |_| {
            let unable = self.unable.with(|unable| unable == YES);
            if unable && untrack(|| self.is_on_pad()) {
                self.leave_pad();
            }
        });
        on_cleanup(move || {
            if untrack(|| self.is_on_pad()) {
                self.give_pad_back();
            }
        });
    }

    async fn begin_on_pad(self) {
        self.pad_trouble.set(None);
        self.pad_canceled.set(false);
        self.desk.on_pad.set(Some(OnPad::new(self.case)));
        request_animation_frame(|| focus(HEADING));
        match self.desk.bridge.begin_on_pad(self.case).await {
            Ok(view) => self.desk.on_pad.update(|pad| {
                if let Some(pad) = pad {
                    pad.view = Some(view);
                }
            }),
            Err(trouble) => self.pad_failed(trouble),
        }
    }

    pub(super) async fn accept_on_pad(self) {
        self.busy.set(true);
        let answer = self.desk.bridge.accept_pad(self.case).await;
        self.busy.try_set(false);
        match answer {
            Ok(view) => self.taken_over(view),
            Err(Trouble::Refused(
                failure @ (Failure::SignatureEmpty | Failure::SignatureTooLong),
            )) => {
                self.desk.on_pad.update(|pad| {
                    if let Some(pad) = pad {
                        pad.refused = Some(failure);
                    }
                });
            }
            other => self.settle(other.map(drop)),
        }
    }

    /// Gives the pad back and offers both ways again.
    fn leave_pad(self) {
        self.give_pad_back();
        self.desk.say(signature::PAD_LEFT);
    }

    fn give_pad_back(self) {
        self.desk.on_pad.set(None);
        spawn_local(async move {
            // Should it not arrive, the pad is given back when its time is over.
            let _ = self.desk.bridge.cancel_pad(self.case).await;
        });
    }

    fn settle(self, answer: Result<(), Trouble>) {
        // Whoever cancelled is told so by an event.
        match answer {
            Ok(()) | Err(Trouble::Refused(Failure::Cancelled)) => {}
            Err(trouble) => self.pad_failed(trouble),
        }
    }

    fn pad_failed(self, trouble: Trouble) {
        self.desk.on_pad.set(None);
        self.pad_trouble.try_set(Some(trouble));
    }

    fn taken_over(self, view: SignatureView) {
        self.desk.on_pad.set(None);
        self.pad_trouble.try_set(None);
        self.put_done(view);
    }
}
