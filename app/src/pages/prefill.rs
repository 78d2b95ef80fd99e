//! Reading an ID card or passport instead of typing: its machine readable zone, by camera or typed.

pub mod shot;

mod offers;
mod reading;
mod street;

use amtskoffer_contract::bridge::{MrzReading, MrzView};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use crate::bridge::Trouble;
use crate::browser::focus;
use crate::capture::still::Still;
use crate::components::{
    Button, ButtonKind, ErrorSummary, LinkButton, Page, SummaryEntry, TroubleAlert,
};
use crate::desk::{Desk, desk};
use crate::route::Route;
use crate::texts::prefill;
pub use street::StreetInput;

use reading::Result as ReadResult;
use shot::Shot;

/// Id of the typed lines.
const LINES: &str = "mrz-lines";
/// Id of the heading over the result.
const RESULT: &str = "mrz-result";

/// Shared by the parts of the screen.
#[derive(Clone, Copy)]
struct Look {
    desk: Desk,
    case: Option<Uuid>,
    lines: RwSignal<String>,
    problem: RwSignal<Option<String>>,
    readings: RwSignal<Vec<MrzReading>>,
    asked: RwSignal<u32>,
    busy: RwSignal<bool>,
    by_camera: RwSignal<bool>,
    trouble: RwSignal<Option<Trouble>>,
}

impl Look {
    fn typed(self) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        let text = self.lines.get_untracked();
        spawn_local(async move {
            let answer = self.desk.bridge.read_mrz(text, self.case).await;
            self.show(answer, false);
        });
    }

    fn seen(self, still: &Still) {
        self.busy.set(true);
        let jpeg = still.jpeg();
        spawn_local(async move {
            let answer = self.desk.bridge.see_mrz(jpeg, self.case).await;
            self.show(answer, true);
        });
    }

    fn show(self, answer: Result<MrzView, Trouble>, by_camera: bool) {
        if self.busy.try_set(false).is_some() {
            return;
        }
        match answer {
            Err(trouble) => self.trouble.set(Some(trouble)),
            Ok(view) => {
                self.trouble.set(None);
                if by_camera && !view.lines.is_empty() {
                    self.lines.set(view.lines.join("\n"));
                }
                let problem = view.problem.as_ref().map(prefill::problem);
                let sound = problem.is_none();
                self.problem.set(problem);
                self.readings.set(view.readings);
                self.asked.update(|asked| *asked += 1);
                if sound {
                    self.by_camera.set(false);
                    request_animation_frame(|| focus(RESULT));
                }
            }
        }
    }
}

/// The screen, for a case or for the search in the register.
#[component]
pub fn PrefillPage(
    /// The case into which the reading goes; without one it goes into the search.
    #[prop(optional_no_strip)]
    case: Option<Uuid>,
) -> impl IntoView {
    let look = Look {
        desk: desk(),
        case,
        lines: RwSignal::new(String::new()),
        problem: RwSignal::new(None),
        readings: RwSignal::new(Vec::new()),
        asked: RwSignal::new(0),
        busy: RwSignal::new(false),
        by_camera: RwSignal::new(false),
        trouble: RwSignal::new(None),
    };
    let invalid = Signal::derive(move || look.problem.with(Option::is_some));
    let entries = Signal::derive(move || {
        let entry = |text: String| SummaryEntry {
            input: LINES.to_owned(),
            text,
        };
        look.problem.get().map(entry).into_iter().collect::<Vec<_>>()
    });
    let back = case.map_or(Route::Search, Route::hub);
    let back_label = if case.is_some() { prefill::BACK_TO_CASE } else { prefill::BACK_TO_SEARCH };
    view! {
        <Page title=prefill::TITLE has_problems=invalid>
            <ErrorSummary entries=entries asked=look.asked/>
            <TroubleAlert trouble=look.trouble/>
            <p class="kern-body">{prefill::INTRODUCTION}</p>
            <Camera look=look/>
            <Typed look=look/>
            {move || {
                let readings = look.readings.get();
                (!readings.is_empty())
                    .then(|| view! { <ReadResult case=case readings=readings heading=RESULT/> })
            }}
            <div class="ak-actions">
                <LinkButton label=back_label href=back.href() kind=ButtonKind::Tertiary/>
            </div>
        </Page>
    }
}

#[component]
fn Camera(look: Look) -> impl IntoView {
    move || {
        if !look.by_camera.get() {
            return view! {
                <div class="ak-actions">
                    <Button
                        label=prefill::BY_CAMERA
                        kind=ButtonKind::Secondary
                        shortcut="F4"
                        on_press=move || look.by_camera.set(true)
                    />
                </div>
            }
            .into_any();
        }
        view! {
            <Shot
                name=prefill::LIVE_NAME
                hint=prefill::CAMERA_HINT
                label=prefill::TAKE
                busy=look.busy
                band=true
                on_still=move |still: Still| look.seen(&still)
            />
        }
        .into_any()
    }
}

#[component]
fn Typed(look: Look) -> impl IntoView {
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        look.typed();
    };
    let described = move || {
        let problem = look.problem.with(Option::is_some);
        if problem { format!("{LINES}-hint {LINES}-error") } else { format!("{LINES}-hint") }
    };
    let label = Signal::derive(move || {
        if look.busy.get() { prefill::READING } else { prefill::READ }.to_owned()
    });
    view! {
        <form class="ak-stack" novalidate autocomplete="off" on:submit=submit>
            <div
                class="kern-form-input"
                class:kern-form-input--error=move || look.problem.with(Option::is_some)
            >
                <label class="kern-label" for=LINES>{prefill::LINES}</label>
                <div class="kern-hint" id=format!("{LINES}-hint")>{prefill::LINES_HINT}</div>
                <textarea
                    class="kern-form-input__input ak-mrz-lines"
                    id=LINES
                    rows="3"
                    autocapitalize="characters"
                    autocomplete="off"
                    spellcheck="false"
                    aria-invalid=move || look.problem.with(|problem| problem.as_ref().map(|_| "true"))
                    aria-describedby=described
                    prop:value=look.lines
                    on:input=move |event| look.lines.set(event_target_value(&event))
                ></textarea>
                {move || look.problem.get().map(|text| view! {
                    <p class="kern-error" id=format!("{LINES}-error")>
                        <span class="kern-icon kern-icon--danger" aria-hidden="true"></span>
                        <span class="kern-body">{text}</span>
                    </p>
                })}
            </div>
            <div class="ak-actions">
                <Button label=label submit=true busy=look.busy shortcut="F2" on_press=|| ()/>
            </div>
        </form>
    }
}
