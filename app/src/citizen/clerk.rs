//! The clerk's end: makes what is shown, tells it to a second window, hears the person's yes.

use amtskoffer_contract::bridge::{ConfirmedView, HistoryView};
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::channel::{Channel, Message};
use super::shown::{Shown, Source, canonical, shown};
use super::version;
use crate::browser::open_window;
use crate::desk::Desk;
use crate::pages::{bill_beside, bill_of};
use crate::sheet::Sheet;

/// What all screens know of the citizen view.
#[derive(Clone, Copy)]
pub struct CitizenView {
    desk: Desk,
    /// The screen is turned to her.
    pub turned: RwSignal<bool>,
    /// A second window may show it.
    pub second: RwSignal<bool>,
    /// What she is shown.
    pub shown: Memo<Shown>,
    /// Version of the case on the screen; empty while it is reckoned.
    pub version: RwSignal<String>,
    /// The visit so far, with what was confirmed.
    pub history: RwSignal<HistoryView>,
}

/// The citizen view of this page.
pub fn citizen_view() -> CitizenView {
    expect_context()
}

impl CitizenView {
    /// Begins to follow the clerk's screen.
    pub fn open(desk: Desk) -> Self {
        let turned = RwSignal::new(false);
        let second = RwSignal::new(false);
        let version = RwSignal::new(String::new());
        let history = RwSignal::new(HistoryView::default());
        let presence = desk.presence();
        let shown = Memo::new(move |_| {
            let route = desk.route.get();
            desk.services.track();
            desk.case.with(|case| {
                let bill = case.as_ref().and_then(Sheet::of);
                let bill = bill.and_then(|sheet| bill_of(&sheet));
                let mut shown = shown(&Source {
                    on: turned.get() || second.get(),
                    presence: presence.get(),
                    route: &route,
                    case: case.as_ref(),
                    bill: bill.as_ref(),
                });
                if let Shown::Case(step) = &mut shown {
                    step.version = version.get();
                    let known = history.with(|history| confirmed(history, step.case));
                    let known = known.filter(|known| known.version == step.version);
                    step.confirmed = known.map(|known| known.time);
                }
                shown
            })
        });
        let view = Self {
            desk,
            turned,
            second,
            shown,
            version,
            history,
        };
        view.reckon();
        view.follow_presence();
        view.serve();
        view
    }

    /// The person's yes to the case on the screen, if it is to what is shown now.
    pub fn confirmed(self) -> Option<ConfirmedView> {
        let case = self
            .desk
            .case
            .with(|case| case.as_ref().map(|case| case.case))?;
        self.history.with(|history| confirmed(history, case))
    }

    /// She says that it is right. Only what is really shown counts.
    pub fn confirm(self, case: Uuid, version: String) {
        let is_shown = self.shown.with_untracked(|shown| match shown {
            Shown::Case(step) => step.case == case && step.version == version && step.step.asks(),
            _ => false,
        });
        if !is_shown || version.is_empty() {
            return;
        }
        spawn_local(async move {
            if let Ok(history) = self.desk.bridge.confirm(case, version).await {
                self.history.try_set(history);
            }
        });
    }

    /// Asks the companion for the visit so far.
    pub fn refresh(self) {
        spawn_local(async move {
            if let Ok(history) = self.desk.bridge.history().await {
                self.history.try_set(history);
            }
        });
    }

    /// Opens or closes the second window's picture.
    pub fn toggle_second(self) {
        let on = !self.second.get_untracked();
        self.second.set(on);
        if on {
            open_window("#/citizen", "amtskoffer-citizen");
        }
    }

    /// Reckons the version whenever the data change.
    fn reckon(self) {
        let desk = self.desk;
        let text = Memo::new(move |_| {
            desk.services.track();
            desk.case.with(|case| {
                let case = case.as_ref()?;
                let bill = bill_beside(case.payment.as_ref(), case.case, &Sheet::of(case)?);
                canonical(case, bill.as_ref())
            })
        });
        Effect::new(move |_| {
            let now = text.get();
            self.version.set(String::new());
            spawn_local(async move {
                let Some(wanted) = now else { return };
                let version = version::of(&wanted).await.unwrap_or_default();
                if text.try_get_untracked().flatten().as_ref() == Some(&wanted) {
                    self.version.set(version);
                }
            });
        });
    }

    /// Behind the lock nothing is known, and the screen is the clerk's again.
    fn follow_presence(self) {
        use crate::overview::Presence::AtWork;
        let presence = self.desk.presence();
        Effect::new(move |_| match presence.get() {
            Some(AtWork) => self.refresh(),
            _ => {
                self.turned.set(false);
                self.history.set(HistoryView::default());
            }
        });
    }

    /// Tells a second window, if the browser can.
    fn serve(self) {
        let heard = RwSignal::new(None::<Message>);
        let asked = RwSignal::new(0_u32);
        let hear = move |message| match message {
            Message::Ask => asked.update(|count| *count = count.wrapping_add(1)),
            other => heard.set(Some(other)),
        };
        let Some(channel) = Channel::open(hear) else {
            return;
        };
        let channel = StoredValue::new_local(channel);
        Effect::new(move |_| {
            asked.track();
            let shown = if self.second.get() {
                self.shown.get()
            } else {
                Shown::Blank
            };
            channel.with_value(|channel| channel.say(&Message::Show(shown)));
        });
        Effect::new(move |_| {
            if let Some(Message::Confirm { case, version }) = heard.get() {
                self.confirm(case, version);
            }
        });
        let gone = window_event_listener(ev::pagehide, move |_| {
            channel.with_value(|channel| channel.say(&Message::Show(Shown::Blank)));
        });
        on_cleanup(move || gone.remove());
    }
}

fn confirmed(history: &HistoryView, case: Uuid) -> Option<ConfirmedView> {
    let mut known = history.confirmed.iter();
    known.find(|known| known.case == case).cloned()
}
