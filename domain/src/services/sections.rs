//! Which sections and fields apply, given what is already known: what the file of the service says.

use super::section::Section;
use crate::catalogue::{Application, CaptureKind, FieldPlan, Refusal, Service};
use crate::dates::Date;
use crate::fields::{Answers, Field};

/// The sections that apply, in the order of the visit. As long as no date of birth is known, the
/// sections of an adult are shown.
pub fn sections(service: &Service, answers: &Answers, on: Date) -> Vec<Section> {
    let application = Application::of(service, answers, on);
    let plans = application.sections().into_iter();
    plans.map(|plan| plan.section).collect()
}

/// The sections whose picture must be there before the application can be sent: photo, fingers,
/// signature. Somebody who cannot write gives no signature; a note takes its place.
pub fn captures(service: &Service, answers: &Answers, on: Date) -> Vec<Section> {
    let application = Application::of(service, answers, on);
    let captures = application.captures().into_iter();
    captures
        .filter_map(|capture| match capture.kind {
            CaptureKind::Photo => Some(Section::Photo),
            CaptureKind::Fingerprints => Some(Section::Fingers),
            CaptureKind::Signature => Some(Section::Signature),
            CaptureKind::Scan => None,
        })
        .collect()
}

/// The fields of a section that apply, in the order in which they are asked. None if the section
/// does not apply to the service.
pub fn fields(service: &Service, section: Section, answers: &Answers, on: Date) -> Vec<Field> {
    let plans = plans(service, section, answers, on);
    plans.into_iter().map(|(field, _)| field).collect()
}

/// Whether a field may stay empty. A field that is not asked may.
pub fn is_optional(service: &Service, field: Field, answers: &Answers, on: Date) -> bool {
    let application = Application::of(service, answers, on);
    let asked = application.sections().into_iter();
    asked
        .flat_map(|section| application.fields(section))
        .find(|plan| plan.field == field)
        .is_none_or(|plan| application.is_optional(plan))
}

/// The first reason for which the application must not be taken as it is.
pub fn refusal(service: &Service, answers: &Answers, on: Date) -> Option<Refusal> {
    Application::of(service, answers, on).refusal().cloned()
}

/// The fields of a section that apply, each with whether it may stay empty.
pub(super) fn plans(
    service: &Service,
    section: Section,
    answers: &Answers,
    on: Date,
) -> Vec<(Field, bool)> {
    let application = Application::of(service, answers, on);
    let sections = application.sections();
    let Some(plan) = sections.into_iter().find(|plan| plan.section == section) else {
        return Vec::new();
    };
    let asked = application.fields(plan).into_iter();
    let optional = |plan: &FieldPlan| application.is_optional(plan);
    asked.map(|plan| (plan.field, optional(plan))).collect()
}
