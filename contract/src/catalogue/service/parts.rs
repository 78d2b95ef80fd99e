//! What stands in a file about pages, papers, pictures and exceptions.

use super::{Reading, Source};
use crate::catalogue::Refused;
use crate::catalogue::condition::or_always;
use crate::catalogue::shape::{
    CaptureShape, ExceptionShape, FieldShape, PaperShape, ReceivesShape, SectionShape,
};
use amtskoffer_domain::catalogue::{
    Approver, Capture, CaptureKind, Condition, Exception, FieldPlan, Paper, Part, Receives,
    SectionPlan,
};
use amtskoffer_domain::fields::Field;
use amtskoffer_domain::services::{PaperKind, Section};

impl Source<'_> {
    pub(super) fn exceptions(self, shapes: Vec<ExceptionShape>) -> Result<Vec<Exception>, Refused> {
        let mut exceptions = Vec::with_capacity(shapes.len());
        for (at, shape) in shapes.into_iter().enumerate() {
            let at = at.to_string();
            exceptions.push(Exception {
                approver: self.known(
                    &Approver::ALL,
                    &shape.approver,
                    &["exceptions", &at, "approver"],
                )?,
                key: shape.key,
                text: self.filled(shape.text, &["exceptions", &at, "text"])?,
                reasons: shape.reasons,
                source: self.filled(shape.source, &["exceptions", &at, "source"])?,
            });
        }
        Ok(exceptions)
    }

    pub(super) fn scans(self, keys: &[String]) -> Result<Vec<PaperKind>, Refused> {
        let mut kinds = Vec::with_capacity(keys.len());
        for (at, key) in keys.iter().enumerate() {
            let Some(kind) = PaperKind::from_key(key) else {
                let known: Vec<&str> = PaperKind::all().map(PaperKind::key).collect();
                let reason = format!("{key:?} is none of {}", known.join(", "));
                return Err(self.refused(&["scans", &at.to_string()], reason));
            };
            kinds.push(kind);
        }
        Ok(kinds)
    }

    /// The thing of a key, out of a list of all things with their keys.
    pub(super) fn known<T: Copy>(self, all: &[(T, &str)], key: &str, path: &[&str]) -> Result<T, Refused> {
        let found = all.iter().find(|(_, known)| *known == key);
        found.map(|(thing, _)| *thing).ok_or_else(|| {
            let known: Vec<&str> = all.iter().map(|(_, key)| *key).collect();
            self.refused(path, format!("{key:?} is none of {}", known.join(", ")))
        })
    }
}

impl Reading<'_> {
    pub(super) fn sections(self, shapes: Vec<SectionShape>) -> Result<Vec<SectionPlan>, Refused> {
        let mut sections: Vec<SectionPlan> = Vec::with_capacity(shapes.len());
        for (at, shape) in shapes.into_iter().enumerate() {
            let at = at.to_string();
            let Some(section) = Section::from_key(&shape.key) else {
                let reason = format!("there is no section {}", shape.key);
                return Err(self.source.refused(&["sections", &at, "key"], reason));
            };
            if sections.iter().any(|other| other.section == section) {
                let reason = format!("the section {} stands there twice", shape.key);
                return Err(self.source.refused(&["sections", &at, "key"], reason));
            }
            let mut fields: Vec<FieldPlan> = Vec::with_capacity(shape.fields.len());
            for (place, field) in shape.fields.into_iter().enumerate() {
                let plan = self.field(&at, &place.to_string(), field)?;
                fields.push(plan);
            }
            sections.push(SectionPlan {
                section,
                when: self.at(
                    &["sections", &at, "when"],
                    or_always(shape.when, self.options),
                )?,
                each_person: shape.each_person,
                fields,
            });
        }
        Ok(sections)
    }

    fn field(self, section: &str, at: &str, shape: FieldShape) -> Result<FieldPlan, Refused> {
        let path = |last| ["sections", section, "fields", at, last];
        let Some(field) = Field::from_key(&shape.field) else {
            let reason = format!("the library has no field {}", shape.field);
            return Err(self.source.refused(&path("field"), reason));
        };
        let optional_when = self.maybe(&path("optional_when"), shape.optional_when)?;
        if shape.optional && optional_when.is_some() {
            let reason = "a field has one of optional and optional_when";
            return Err(self.source.refused(&path("optional"), reason));
        }
        Ok(FieldPlan {
            field,
            when: self.at(&path("when"), or_always(shape.when, self.options))?,
            optional_when: optional_when.or(shape.optional.then(Condition::always)),
        })
    }

    pub(super) fn papers(self, list: &str, shapes: Vec<PaperShape>) -> Result<Vec<Paper>, Refused> {
        let mut papers = Vec::with_capacity(shapes.len());
        for (at, shape) in shapes.into_iter().enumerate() {
            let at = at.to_string();
            papers.push(Paper {
                key: shape.key,
                text: self.source.filled(shape.text, &[list, &at, "text"])?,
                when: self.at(&[list, &at, "when"], or_always(shape.when, self.options))?,
                sent: self.maybe(&[list, &at, "sent"], shape.sent)?,
            });
        }
        Ok(papers)
    }

    pub(super) fn captures(self, shapes: Vec<CaptureShape>) -> Result<Vec<Capture>, Refused> {
        let mut captures = Vec::with_capacity(shapes.len());
        for (at, shape) in shapes.into_iter().enumerate() {
            let at = at.to_string();
            let path = |last| ["captures", at.as_str(), last];
            if shape
                .pixels
                .is_some_and(|(width, height)| width == 0 || height == 0)
            {
                return Err(self
                    .source
                    .refused(&path("pixels"), "a picture has width and height"));
            }
            captures.push(Capture {
                kind: self
                    .source
                    .known(&CaptureKind::ALL, &shape.kind, &path("kind"))?,
                when: self.at(&path("when"), or_always(shape.when, self.options))?,
                pixels: shape.pixels,
            });
        }
        Ok(captures)
    }

    pub(super) fn receives(self, shapes: Vec<ReceivesShape>) -> Result<Vec<Receives>, Refused> {
        let mut parts = Vec::with_capacity(shapes.len());
        for (at, shape) in shapes.into_iter().enumerate() {
            let at = at.to_string();
            parts.push(Receives {
                part: self
                    .source
                    .known(&Part::ALL, &shape.part, &["receives", &at, "part"])?,
                when: self.at(
                    &["receives", &at, "when"],
                    or_always(shape.when, self.options),
                )?,
            });
        }
        Ok(parts)
    }
}
