//! A case seen through the rules of its service: which sections apply and where they stand. Pure.

use amtskoffer_contract::bridge::CaseView;
use amtskoffer_domain::catalogue::Service;
use amtskoffer_domain::dates::{Date, parse_date};
use amtskoffer_domain::fields::{Answers, Field, FieldKind, FieldProblem};
use amtskoffer_domain::services::{self, PaperKind, Section, Step};

use crate::catalogue;
use crate::components::TaskState;

/// A case in the words of the domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The service.
    pub service: &'static Service,
    /// Day of the application.
    pub on: Date,
    /// What is known.
    pub answers: Answers,
}

impl Sheet {
    /// Reads a case; nothing if this build does not know its service.
    pub fn of(case: &CaseView) -> Option<Self> {
        let service = catalogue::service(&case.service)?;
        let on = parse_date(&case.application_date).ok()?;
        Some(Self {
            service,
            on,
            answers: Answers::of_keys(&case.answers),
        })
    }

    /// The sections that apply, in order.
    pub fn sections(&self) -> Vec<Section> {
        services::sections(self.service, &self.answers, self.on)
    }

    /// The steps that apply, in order: sections, some of them for every person.
    pub fn steps(&self) -> Vec<Step> {
        services::steps(self.service, &self.answers, self.on)
    }

    /// How many persons stand on the form.
    pub fn persons(&self) -> u8 {
        services::persons(self.service, &self.answers)
    }

    /// The sheet as one of the persons sees it.
    #[must_use]
    pub fn of_person(&self, person: u8) -> Self {
        Self {
            service: self.service,
            on: self.on,
            answers: services::answers_of(self.service, &self.answers, person).into_owned(),
        }
    }

    /// The fields of a section that apply, in order.
    pub fn fields(&self, section: Section) -> Vec<Field> {
        services::fields(self.service, section, &self.answers, self.on)
    }

    /// What is wrong in a section.
    pub fn problems(&self, section: Section) -> Vec<FieldProblem> {
        services::check(self.service, section, &self.answers, self.on)
    }

    /// Whether a field may stay empty.
    pub fn is_optional(&self, field: Field) -> bool {
        services::is_optional(self.service, field, &self.answers, self.on)
    }

    /// Where a step of this case stands.
    pub fn state(&self, step: impl Into<Step>, case: &CaseView) -> TaskState {
        let step = step.into();
        let (section, own) = (step.section, self.of_person(step.person));
        let capture = capture(&own, section, case);
        let finished = case.finished.contains(&step.key());
        let sound = own.problems(section).is_empty() && !is_unexplained(section, case);
        match (finished, capture) {
            (true, Capture::Complete | Capture::None) if sound => TaskState::Done,
            (true, _) => TaskState::Problem,
            (false, Capture::Complete | Capture::Begun) => TaskState::Begun,
            (false, _) if own.was_asked(section) => TaskState::Begun,
            _ => TaskState::NotBegun,
        }
    }

    /// The first step after this one that is not done; nothing when all are.
    pub fn next_open(&self, after: impl Into<Step>, case: &CaseView) -> Option<Step> {
        let after = after.into();
        let steps = self.steps();
        let place = steps.iter().position(|step| *step == after).unwrap_or(0);
        let (before, behind) = steps.split_at(place);
        behind
            .iter()
            .skip(1)
            .chain(before)
            .copied()
            .find(|step| self.state(*step, case) != TaskState::Done)
    }

    /// Steps that are not done.
    pub fn open_steps(&self, case: &CaseView) -> Vec<Step> {
        let mut open = self.steps();
        open.retain(|step| self.state(*step, case) != TaskState::Done);
        open
    }

    /// Something beside what the register filled in was answered.
    fn was_asked(&self, section: Section) -> bool {
        let from_register = matches!(
            section,
            Section::Names | Section::PersonData | Section::Address
        );
        !from_register
            && self
                .fields(section)
                .iter()
                .any(|field| self.answers.get(*field).is_some())
    }
}

/// Fields of a section that are ticked or not; unticked counts as a no once the clerk goes on.
pub fn tick_fields(fields: &[Field]) -> impl Iterator<Item = Field> {
    fields
        .iter()
        .copied()
        .filter(|field| field.kind() == FieldKind::YesNo)
}

/// What a section has beside its fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Capture {
    /// Nothing to be captured.
    None,
    /// Nothing captured yet.
    Missing,
    /// Some of it.
    Begun,
    /// All of it.
    Complete,
}

/// An exception of the section lacks its reason.
fn is_unexplained(section: Section, case: &CaseView) -> bool {
    let mut needed = case.exceptions.iter();
    needed.any(|it| it.section == section.key() && it.reason.is_none())
}

fn capture(sheet: &Sheet, section: Section, case: &CaseView) -> Capture {
    let whole = |there: bool| {
        if there {
            Capture::Complete
        } else {
            Capture::Missing
        }
    };
    match section {
        Section::Photo => whole(case.photo.is_some() || case.held.contains("photo")),
        Section::Signature => {
            let there = case.signature.is_some() || case.held.contains("signature");
            whole(there || sheet.answers.is_yes(Field::UnableToSign))
        }
        Section::Landlord | Section::CertifiedDocument | Section::Documents => {
            let scanned = case.scans.iter();
            let kinds = scanned.filter_map(|scan| PaperKind::from_key(&scan.kind));
            let lacks = services::lacks_scan(sheet.service, &sheet.answers, sheet.on, kinds);
            if lacks == Some(section) {
                Capture::Missing
            } else {
                Capture::None
            }
        }
        Section::Fee => whole(case.payment.is_some()),
        Section::Fingers if case.fingers.complete => Capture::Complete,
        Section::Fingers => {
            let begun = !case.fingers.taken.is_empty() || !case.fingers.missing.is_empty();
            if begun {
                Capture::Begun
            } else {
                Capture::Missing
            }
        }
        _ => Capture::None,
    }
}

#[cfg(test)]
#[path = "sheet_tests.rs"]
pub mod tests;
