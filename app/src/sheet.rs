//! A case seen through the rules of its service: which sections apply and where they stand. Pure.

use amtskoffer_contract::bridge::CaseView;
use amtskoffer_domain::dates::{Date, parse_date};
use amtskoffer_domain::fields::{Answers, Field, FieldKind, FieldProblem};
use amtskoffer_domain::services::{self, Section, Service};

use crate::components::TaskState;

/// A case in the words of the domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The service.
    pub service: Service,
    /// Day of the application.
    pub on: Date,
    /// What is known.
    pub answers: Answers,
}

impl Sheet {
    /// Reads a case; nothing if this build does not know its service.
    pub fn of(case: &CaseView) -> Option<Self> {
        let service = Service::from_key(&case.service)?;
        let on = parse_date(&case.application_date).ok()?;
        let known = case
            .answers
            .iter()
            .filter_map(|(key, value)| Some((Field::from_key(key)?, value.as_str())));
        Some(Self {
            service,
            on,
            answers: known.collect(),
        })
    }

    /// The sections that apply, in order.
    pub fn sections(&self) -> Vec<Section> {
        services::sections(self.service, &self.answers, self.on)
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
        services::is_optional(self.service, field, &self.answers)
    }

    /// Where a section of this case stands.
    pub fn state(&self, section: Section, case: &CaseView) -> TaskState {
        let capture = capture(self, section, case);
        let finished = case.finished.contains(section.key());
        let sound = self.problems(section).is_empty();
        match (finished, capture) {
            (true, Capture::Complete | Capture::None) if sound => TaskState::Done,
            (true, _) => TaskState::Problem,
            (false, Capture::Complete | Capture::Begun) => TaskState::Begun,
            (false, _) if self.was_asked(section) => TaskState::Begun,
            _ => TaskState::NotBegun,
        }
    }

    /// The first section after this one that is not done; nothing when all are.
    pub fn next_open(&self, after: Section, case: &CaseView) -> Option<Section> {
        let sections = self.sections();
        let place = sections
            .iter()
            .position(|section| *section == after)
            .unwrap_or(0);
        let (before, behind) = sections.split_at(place);
        behind
            .iter()
            .skip(1)
            .chain(before)
            .copied()
            .find(|section| self.state(*section, case) != TaskState::Done)
    }

    /// Sections that are not done.
    pub fn open_sections(&self, case: &CaseView) -> Vec<Section> {
        let mut open = self.sections();
        open.retain(|section| self.state(*section, case) != TaskState::Done);
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

fn capture(sheet: &Sheet, section: Section, case: &CaseView) -> Capture {
    let whole = |there: bool| {
        if there {
            Capture::Complete
        } else {
            Capture::Missing
        }
    };
    match section {
        Section::Photo => whole(case.photo.is_some()),
        Section::Signature => {
            whole(case.signature.is_some() || sheet.answers.is_yes(Field::UnableToSign))
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
