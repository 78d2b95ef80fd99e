//! Several persons at once: putting a case aside, and going on with the next one where it was left.

use amtskoffer_contract::bridge::{CasePlace, CaseState, CaseView};
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use crate::citizen::clerk::{CitizenView, citizen_view};
use crate::components::{Button, ButtonKind, TaskState};
use crate::desk::{Desk, desk};
use crate::route::{CasePage, Route};
use crate::sheet::Sheet;
use crate::texts::visit;

/// Keys of both ways, always visible while there is something to park or to go to.
#[component]
pub fn Parking() -> impl IntoView {
    let desk = desk();
    let view = citizen_view();
    let parkable = Memo::new(move |_| {
        // A case that came before the services is known only with them.
        desk.services.track();
        let route = desk.route.get();
        desk.case
            .with(|case| place(case.as_ref()?, &route))
            .is_some()
    });
    let other = Memo::new(move |_| next(desk).is_some());
    let park = move || {
        spawn_local(async move {
            aside(desk, view).await;
            desk.say(visit::PARKED);
            desk.go(&Route::Cases);
        });
    };
    let switch = move || {
        let Some(case) = untrack(|| next(desk)) else {
            return;
        };
        spawn_local(async move {
            aside(desk, view).await;
            desk.go(&left_at(view, case));
        });
    };
    view! {
        <div class="ak-actions ak-parking" hidden=move || !parkable.get() && !other.get()>
            {move || parkable.get().then(|| view! {
                <Button label=visit::PARK kind=ButtonKind::Tertiary shortcut="F8" on_press=park/>
            })}
            {move || other.get().then(|| view! {
                <Button label=visit::NEXT_CASE kind=ButtonKind::Tertiary shortcut="F6" on_press=switch/>
            })}
        </div>
    }
}

/// Where a case goes on.
pub fn left_at(view: CitizenView, case: Uuid) -> Route {
    let section = view.history.with_untracked(|history| {
        let mut parked = history.parked.iter();
        let found = parked.find(|parked| parked.case == case);
        found.map(|found| found.place.section.clone())
    });
    match section.filter(|section| !section.is_empty()) {
        Some(section) => Route::section(case, &section),
        None => Route::hub(case),
    }
}

/// Notes where the case on the screen was left.
async fn aside(desk: Desk, view: CitizenView) {
    let place = untrack(|| {
        let route = desk.route.get();
        desk.case.with(|case| {
            let case = case.as_ref()?;
            Some((case.case, place(case, &route)?))
        })
    });
    if let Some((case, place)) = place
        && let Ok(history) = desk.bridge.park(case, place).await
    {
        view.history.try_set(history);
    }
}

/// Where a draft on the screen is; nothing where the case cannot be put aside.
fn place(case: &CaseView, route: &Route) -> Option<CasePlace> {
    let Route::Case(id, page) = route else {
        return None;
    };
    let section = match page {
        CasePage::Section(key) => key.clone(),
        CasePage::Hub | CasePage::Scans | CasePage::Prefill | CasePage::Check => String::new(),
        CasePage::Send | CasePage::Receipt => return None,
    };
    if *id != case.case || case.state != CaseState::Draft {
        return None;
    }
    let sheet = Sheet::of(case)?;
    let steps = sheet.steps();
    let done = steps
        .iter()
        .filter(|step| sheet.state(**step, case) == TaskState::Done)
        .count();
    Some(CasePlace {
        section,
        done: u8::try_from(done).ok()?,
        of: u8::try_from(steps.len()).ok()?,
    })
}

/// The open case after the one on the screen, in the order of the list.
fn next(desk: Desk) -> Option<Uuid> {
    let shown = match desk.route.get() {
        Route::Case(id, _) => Some(id),
        _ => None,
    };
    desk.overview.with(|known| {
        let cases = known.as_ref()?.cases.iter();
        let open: Vec<Uuid> = cases
            .filter(|case| case.state == CaseState::Draft)
            .map(|case| case.case)
            .collect();
        after(&open, shown)
    })
}

fn after(open: &[Uuid], shown: Option<Uuid>) -> Option<Uuid> {
    let place = open.iter().position(|case| Some(*case) == shown);
    let next = match place {
        Some(place) => *open.get((place + 1) % open.len())?,
        None => *open.first()?,
    };
    (Some(next) != shown).then_some(next)
}

#[cfg(test)]
mod tests {
    use super::{after, place};
    use crate::route::{CasePage, Route};
    use crate::sheet::tests::adult;
    use amtskoffer_contract::bridge::CaseState;
    use uuid::Uuid;

    #[test]
    fn the_next_case_goes_round() {
        let [a, b, c] = [1, 2, 3].map(Uuid::from_u128);
        let open = [a, b, c];
        assert_eq!(after(&open, Some(a)), Some(b));
        assert_eq!(after(&open, Some(c)), Some(a));
        assert_eq!(after(&open, None), Some(a));
        assert_eq!(after(&[a], Some(a)), None, "no other one");
        assert_eq!(after(&[], Some(a)), None);
    }

    #[test]
    fn a_draft_is_left_at_its_section_with_its_progress() {
        let mut case = adult();
        let route = Route::section(case.case, "photo");
        let left = place(&case, &route).expect("a draft");
        assert_eq!((left.section.as_str(), left.done), ("photo", 0));
        assert!(left.of > 5);
        assert_eq!(place(&case, &Route::Cases), None);
        assert_eq!(place(&case, &Route::Case(case.case, CasePage::Send)), None);
        case.state = CaseState::Sending;
        assert_eq!(place(&case, &route), None);
    }
}
