//! Registration of somebody whom the register does not know yet, and the way into the fast lane.

use amtskoffer_contract::register::Purpose;
use amtskoffer_domain::catalogue::Catalogue;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::bridge::Trouble;
use crate::components::{Button, ButtonKind, LinkButton, TroubleAlert};
use crate::catalogue::{Services, in_force};
use crate::desk::desk;
use crate::lane::SERVICE;
use crate::route::Route;
use crate::texts::{certificates, registration};

/// Below the search; nothing where the town does not offer it.
#[component]
pub fn Newcomer(
    /// Anlass as typed.
    reason: RwSignal<String>,
    /// Aktenzeichen as typed.
    file_number: RwSignal<String>,
) -> impl IntoView {
    let desk = desk();
    let trouble = RwSignal::new(None::<Trouble>);
    let busy = RwSignal::new(false);
    let open = move |service: String| {
        let purpose = Purpose {
            reason: reason.get_untracked(),
            file_number: file_number.get_untracked(),
            clerk: String::new(),
        };
        busy.set(true);
        spawn_local(async move {
            let answer = desk.bridge.open_newcomer(service, purpose).await;
            busy.try_set(false);
            match answer {
                Ok(case) => {
                    let hub = Route::hub(case.case);
                    desk.case.set(Some(case));
                    desk.refresh();
                    desk.go(&hub);
                }
                Err(refused) => {
                    trouble.try_set(Some(refused));
                }
            }
        });
    };
    let offered = move || -> Vec<(String, String)> {
        let is_known = matches!(desk.services.get(), Services::Ready { .. });
        let known = is_known.then(in_force).flatten().into_iter();
        let services = known.flat_map(Catalogue::offered).filter(|service| service.newcomers);
        services.map(|service| (service.id.clone(), service.name.clone())).collect()
    };
    move || {
        let (moves, others): (Vec<_>, Vec<_>) = offered().into_iter().partition(|(id, _)| id == SERVICE);
        let others: Vec<_> = others
            .into_iter()
            .map(|(id, name)| {
                let press = move || open(id.clone());
                let label = certificates::without_register(&name);
                view! { <Button label=label kind=ButtonKind::Tertiary busy=busy on_press=press/> }
            })
            .collect();
        (!moves.is_empty()).then(|| {
            view! {
                <section class="ak-stack" aria-labelledby="newcomer">
                    <h2 class="kern-heading-medium" id="newcomer">{registration::NEWCOMER}</h2>
                    <p class="kern-body">{registration::NEWCOMER_HINT}</p>
                    <TroubleAlert trouble=trouble/>
                    <div class="ak-actions">
                        <Button
                            label=registration::NEWCOMER
                            kind=ButtonKind::Secondary
                            busy=busy
                            on_press=move || open(SERVICE.to_owned())
                        />
                        <LinkButton
                            label=registration::FAST_LANE
                            href=Route::FastLane.href()
                            kind=ButtonKind::Tertiary
                        />
                        {others}
                    </div>
                </section>
            }
        })
    }
}
