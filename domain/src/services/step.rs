//! The steps of a visit: every section, those for each person once for every one of them.

use super::section::Section;
use crate::catalogue::{Application, SectionPlan, Service};
use crate::dates::Date;
use crate::fields::{Answers, Field, MOST_PERSONS, of_person, split_person};
use std::borrow::Cow;

/// A section for one of the persons on the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Step {
    /// Which section.
    pub section: Section,
    /// For whom, from 1; sections of the whole form are the first one's.
    pub person: u8,
}

impl Step {
    /// Stable key: `names`, and `p2.names` for the second person.
    pub fn key(self) -> String {
        of_person(self.person, self.section.key())
    }

    /// The step of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        let (person, rest) = split_person(key)?;
        let section = Section::from_key(rest)?;
        Some(Self { section, person })
    }
}

impl From<Section> for Step {
    fn from(section: Section) -> Self {
        Self { section, person: 1 }
    }
}

/// How many persons stand on the form: one where the service knows no further ones.
pub fn persons(service: &Service, answers: &Answers) -> u8 {
    if !service.sections.iter().any(|plan| plan.each_person) {
        return 1;
    }
    let typed = answers.get(Field::Persons).and_then(|typed| typed.parse().ok());
    typed.filter(|count| (1..=MOST_PERSONS).contains(count)).unwrap_or(1)
}

/// Whether a field is asked of every person.
pub fn is_asked_of_each(service: &Service, field: Field) -> bool {
    let each = service.sections.iter().filter(|plan| plan.each_person);
    each.flat_map(|plan| &plan.fields).any(|plan| plan.field == field)
}

/// The answers as they are for one person, see [`Answers::person`].
pub fn answers_of<'a>(service: &Service, answers: &'a Answers, person: u8) -> Cow<'a, Answers> {
    if person == 1 {
        return Cow::Borrowed(answers);
    }
    Cow::Owned(answers.person(person, |field| is_asked_of_each(service, field)))
}

/// All steps that apply, in the order of the visit: what is asked of each person is asked of one after
/// the other.
pub fn steps(service: &Service, answers: &Answers, on: Date) -> Vec<Step> {
    let count = persons(service, answers);
    let mut steps = Vec::new();
    for run in service.sections.chunk_by(|one, next| one.each_person == next.each_person) {
        let each = run.first().is_some_and(|plan| plan.each_person);
        for person in 1..=(if each { count } else { 1 }) {
            let seen = answers_of(service, answers, person);
            let application = Application::of(service, &seen, on);
            let applies = |plan: &&SectionPlan| application.shows(plan);
            let sections = run.iter().filter(applies).map(|plan| plan.section);
            steps.extend(sections.map(|section| Step { section, person }));
        }
    }
    steps
}
