//! A page with one line, so that the clerk sees paper come out before anybody needs it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::bridge::Trouble;
use crate::components::{Button, ButtonKind, TroubleAlert};
use crate::desk::desk;
use crate::pages::print::{JobState, is_over};
use crate::texts::readiness;

/// The button, and where the job stands.
#[component]
pub fn TestPage() -> impl IntoView {
    let desk = desk();
    let job = RwSignal::new(None::<u32>);
    let trouble = RwSignal::new(None::<Trouble>);
    let asking = RwSignal::new(false);
    let state = Memo::new(move |_| {
        let job = job.get()?;
        desk.prints.with(|prints| prints.get(&job).cloned())
    });
    let running =
        Memo::new(move |_| state.with(|state| state.as_ref().is_some_and(|state| !is_over(state))));
    let print = move || {
        asking.set(true);
        spawn_local(async move {
            let answer = desk.bridge.print_test_page().await;
            asking.try_set(false);
            match answer {
                Ok(number) => {
                    trouble.try_set(None);
                    job.try_set(Some(number));
                }
                Err(refused) => {
                    trouble.try_set(Some(refused));
                }
            }
        });
    };
    view! {
        <TroubleAlert trouble=trouble/>
        <JobState state=state/>
        <div class="ak-actions">
            <Button
                label=readiness::TEST_PAGE
                kind=ButtonKind::Tertiary
                busy=Signal::derive(move || asking.get() || running.get())
                on_press=print
            />
        </div>
    }
}
