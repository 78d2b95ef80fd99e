//! Throwing a case away can be taken back for some seconds. Until they are over nothing happens: the
//! companion wipes at once when it is told, so that nothing of a discarded case lies anywhere. When the
//! screen is locked or the page ends meanwhile, the case stays and is in the list.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use crate::bridge::Trouble;
use crate::components::{Alert, AlertKind, Button, ButtonKind, TroubleAlert};
use crate::desk::{Desk, desk};
use crate::overview::Presence;
use crate::route::Route;
use crate::texts::visit;

/// How long it can be taken back.
const GRACE: Duration = Duration::from_secs(10);

/// The case that is to be thrown away.
#[derive(Clone, Copy)]
pub struct Doomed {
    desk: Desk,
    case: RwSignal<Option<Uuid>>,
    trouble: RwSignal<Option<Trouble>>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

impl Doomed {
    /// Nothing yet.
    pub fn open(desk: Desk) -> Self {
        let doomed = Self {
            desk,
            case: RwSignal::new(None),
            trouble: RwSignal::new(None),
            timer: StoredValue::new(None),
        };
        let presence = desk.presence();
        Effect::new(move |_| {
            if presence.get() != Some(Presence::AtWork) {
                doomed.put_off();
            }
        });
        doomed
    }

    /// Throws a case away after the grace; one that waits already goes at once.
    pub fn begin(self, case: Uuid) {
        if self.case.get_untracked().is_some() {
            self.execute();
        }
        self.trouble.set(None);
        self.case.set(Some(case));
        let timer = set_timeout_with_handle(move || self.execute(), GRACE).ok();
        self.timer.set_value(timer);
        self.desk.go(&Route::Cases);
    }

    fn put_off(self) {
        self.stop();
        self.case.set(None);
    }

    fn take_back(self) {
        let case = self.case.get_untracked();
        self.put_off();
        self.desk.say(visit::KEPT);
        if let Some(case) = case {
            self.desk.go(&Route::hub(case));
        }
    }

    fn execute(self) {
        self.stop();
        let Some(case) = self.case.get_untracked() else {
            return;
        };
        self.case.set(None);
        spawn_local(async move {
            let desk = self.desk;
            match desk.bridge.close_case(case, true).await {
                Ok(()) => {
                    let shown = desk
                        .case
                        .with_untracked(|shown| shown.as_ref().map(|shown| shown.case));
                    if shown == Some(case) {
                        desk.case.set(None);
                        desk.go(&Route::Cases);
                    }
                    desk.refresh();
                    desk.say(visit::DISCARDED);
                }
                Err(refused) => {
                    self.trouble.try_set(Some(refused));
                }
            }
        });
    }

    fn stop(self) {
        let timer = self.timer.try_update_value(Option::take).flatten();
        if let Some(timer) = timer {
            timer.clear();
        }
    }
}

/// Says that a case is about to go, and takes that back.
#[component]
pub fn Discarding() -> impl IntoView {
    let doomed: Doomed = expect_context();
    move || {
        let waits = doomed.case.get().is_some();
        view! {
            <TroubleAlert trouble=doomed.trouble/>
            {waits.then(|| view! {
                <Alert kind=AlertKind::Warning title=visit::DISCARDING>
                    <p class="kern-body" role="status">{visit::DISCARDING_TEXT}</p>
                    <div class="ak-actions">
                        <Button label=visit::UNDO on_press=move || doomed.take_back()/>
                        <Button
                            label=visit::DISCARD_NOW
                            kind=ButtonKind::Secondary
                            on_press=move || doomed.execute()
                        />
                    </div>
                </Alert>
            })}
        }
    }
}

/// The case that is to be thrown away.
pub fn doomed() -> Doomed {
    expect_context()
}

/// Makes it known to all screens.
pub fn provide() {
    provide_context(Doomed::open(desk()));
}
