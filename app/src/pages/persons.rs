//! The persons on one form: adds one, and takes one off, whose place the later ones take.

use std::collections::BTreeMap;

use amtskoffer_contract::bridge::CaseView;
use amtskoffer_domain::fields::{Field, MOST_PERSONS, of_person, split_person};
use amtskoffer_domain::map_of;
use amtskoffer_domain::services::{Section, Step};
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use crate::bridge::Trouble;
use crate::components::{Button, ButtonKind, TroubleAlert};
use crate::desk::{Desk, desk};
use crate::sheet::Sheet;
use crate::texts::registration;

/// Whether the service takes several persons on one form.
pub fn asks_for_persons(sheet: &Sheet) -> bool {
    sheet.sections().contains(&Section::Household)
}

/// Whether a step stands there for more than one person.
pub fn is_for_several(sheet: &Sheet, step: Step) -> bool {
    let next = Step { person: 2, ..step };
    sheet.steps().contains(&next)
}

/// Buttons below the task list.
#[component]
pub fn Persons(
    /// Which case.
    id: Uuid,
    /// How many there are.
    persons: u8,
    /// Whether there may be several.
    several: bool,
) -> impl IntoView {
    let desk = desk();
    let trouble = RwSignal::new(None::<Trouble>);
    let add = move || change(desk, id, trouble, |_| count(persons + 1));
    let remove = move |person: u8| {
        let label = registration::remove_person(person);
        let take_off = move || change(desk, id, trouble, move |case| without(case, person, persons));
        view! { <Button label=label kind=ButtonKind::Tertiary on_press=take_off/> }
    };
    several.then(|| {
        view! {
            <section class="ak-stack" aria-labelledby="persons-on-form">
                <h3 class="kern-title" id="persons-on-form">{registration::PERSONS}</h3>
                <TroubleAlert trouble=trouble/>
                <div class="ak-actions">
                    {(persons < MOST_PERSONS).then(|| view! {
                        <Button label=registration::ADD_PERSON kind=ButtonKind::Secondary on_press=add/>
                    })}
                    {(2..=persons).map(remove).collect::<Vec<_>>()}
                </div>
            </section>
        }
    })
}

/// The household is to be looked at again: who stands on the form has changed.
fn change(
    desk: Desk,
    id: Uuid,
    trouble: RwSignal<Option<Trouble>>,
    how: impl FnOnce(&CaseView) -> BTreeMap<String, String>,
) {
    let answers = desk.case.with_untracked(|case| case.as_ref().map(how));
    let Some(answers) = answers else {
        return;
    };
    spawn_local(async move {
        match desk.bridge.save_answers(id, answers, None).await {
            Ok(case) => desk.case.set(Some(case)),
            Err(refused) => {
                trouble.try_set(Some(refused));
            }
        }
    });
}

fn count(persons: u8) -> BTreeMap<String, String> {
    map_of([(Field::Persons.key().to_owned(), persons.to_string())])
}

/// What is to be kept so that a person is off the form and each later one moves up.
fn without(case: &CaseView, person: u8, persons: u8) -> BTreeMap<String, String> {
    let mut kept = count(persons - 1);
    let further = case.answers.iter().filter_map(|(key, value)| {
        let (of, rest) = split_person(key)?;
        (of >= person && of > 1).then_some((of, rest, value))
    });
    let further: Vec<_> = further.collect();
    for (of, rest, _) in &further {
        kept.insert(of_person(*of, rest), String::new());
    }
    for (of, rest, value) in further.into_iter().filter(|(of, ..)| *of > person) {
        kept.insert(of_person(of - 1, rest), value.clone());
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::without;
    use crate::sheet::tests::adult;
    use std::collections::BTreeMap;

    #[test]
    fn the_later_ones_move_up_and_nobody_stays_twice() {
        let mut case = adult();
        for (key, value) in [
            ("p2.family_name", "Zwei"),
            ("p3.family_name", "Drei"),
            ("p3.doctorate", "Dr."),
            ("p4.family_name", "Vier"),
        ] {
            case.answers.insert(key.to_owned(), value.to_owned());
        }
        let kept = without(&case, 3, 4);
        let expected = [
            ("persons", "3"),
            ("p3.family_name", "Vier"),
            ("p3.doctorate", ""),
            ("p4.family_name", ""),
        ];
        let expected: BTreeMap<String, String> =
            expected.map(|(key, value)| (key.to_owned(), value.to_owned())).into();
        assert_eq!(kept, expected);
    }
}
