//! A section of typed fields, rendered from the domain.

use amtskoffer_domain::fields::{Field, FieldProblem, NO};
use amtskoffer_domain::services::{self, Section, Step};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::case::{CaseFrame, next_route};
use super::documents::Summary;
use super::prefill::StreetInput;
use super::undo::UndoChange;
use crate::bridge::Trouble;
use crate::components::{
    Button, ErrorSummary, FieldInput, SummaryEntry, TroubleAlert, first_input,
};
use crate::desk::desk;
use crate::form::{Form, Keeping};
use crate::sheet::{Sheet, tick_fields};
use crate::texts::{case, fields, problems, registration};

/// The screen.
#[component]
pub fn SectionPage(
    /// Which case.
    id: Uuid,
    /// Which section, for whom.
    step: Step,
) -> impl IntoView {
    let desk = desk();
    let form = desk
        .case
        .with_untracked(|case| Some(Form::of_person(desk, case.as_ref()?, step.person)));
    let sheet = desk.case.with_untracked(|case| Sheet::of(case.as_ref()?));
    let (Some(form), Some(sheet)) = (form, sheet) else {
        return view! { <p class="kern-body">{case::UNKNOWN_SERVICE}</p> }.into_any();
    };
    let section = step.section;
    let several = sheet.persons() > 1 && services::steps(sheet.service, &sheet.answers, sheet.on)
        .contains(&Step { section, person: 2 });
    let title = step_name(step, several);
    let is_scanned_here = matches!(section, Section::Documents | Section::Landlord | Section::CertifiedDocument);
    let (service, on) = (sheet.service, sheet.on);
    let shown = Memo::new(move |_| services::fields(service, section, &form.answers(), on));
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        for field in tick_fields(&shown.get_untracked()) {
            let value = form.value(field);
            if value.with_untracked(String::is_empty) {
                value.set(NO.to_owned());
            }
        }
        let found = services::check(service, section, &form.answers_now(), on);
        let sound = found.is_empty();
        form.problems.set(found);
        form.asked.update(|count| *count += 1);
        if !sound {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            match form.keep(Some(step.key())).await {
                Ok(case) => desk.go(&next_route(&case, step)),
                Err(refused) => {
                    trouble.try_set(Some(refused));
                    busy.try_set(false);
                }
            }
        });
    };
    let invalid = Signal::derive(move || form.problems.with(|problems| !problems.is_empty()));
    let inputs = move || {
        let sheet = Sheet {
            service,
            on,
            answers: form.answers_now(),
        };
        let fields = shown.get().into_iter();
        fields
            .map(|field| {
                let optional = sheet.is_optional(field);
                let value = form.value(field);
                if field == Field::Street {
                    return view! { <StreetInput form=form optional=optional/> }.into_any();
                }
                view! { <FieldInput field=field value=value problems=form.problems optional=optional/> }.into_any()
            })
            .collect::<Vec<_>>()
    };
    view! {
        <CaseFrame id=id title=title has_problems=invalid>
            <ErrorSummary entries=summary(form.problems) asked=form.asked/>
            <TroubleAlert trouble=trouble/>
            <form class="ak-stack ak-form" novalidate autocomplete="off" on:submit=submit>
                {inputs}
                <div class="ak-actions">
                    <Button label=case::NEXT submit=true busy=busy shortcut="F2" on_press=|| ()/>
                    <UndoChange form=form/>
                    <Kept form=form/>
                </div>
            </form>
            {(is_scanned_here && step.person == 1).then(|| view! { <Summary id=id/> })}
        </CaseFrame>
    }
    .into_any()
}

/// Name of a section, with the person where there are several.
pub fn step_name(step: Step, several: bool) -> String {
    let name = fields::section(step.section);
    if several || step.person > 1 {
        return registration::of_person(name, step.person);
    }
    name.to_owned()
}

/// Entries of the error summary.
pub fn summary(problems: RwSignal<Vec<FieldProblem>>) -> Signal<Vec<SummaryEntry>> {
    Signal::derive(move || {
        let entry = |problem: &FieldProblem| SummaryEntry {
            input: first_input(problem.field),
            text: problems::sentence(problem),
        };
        problems.with(|problems| problems.iter().map(entry).collect())
    })
}

/// Whether what is typed is kept, and since when.
#[component]
pub fn Kept(
    /// The form.
    form: Form,
) -> impl IntoView {
    let saved = desk().case;
    let text = move || match form.keeping.get() {
        Keeping::Waiting => case::SAVING.to_owned(),
        Keeping::Failed => case::NOT_SAVED.to_owned(),
        Keeping::Kept => saved.with(|case| {
            case.as_ref()
                .map(|case| case::saved_at(&case.saved_at))
                .unwrap_or_default()
        }),
    };
    view! { <p class="kern-body kern-body--small ak-kept" data-testid="kept">{text}</p> }
}
