//! A service file, read into the domain's service.

mod layout;
mod money;
mod parts;

use super::condition::{condition, or_always, place};
use super::refused::form;
use super::shape::{FactShape, OptionShape, ServiceShape, ValidityShape};
use super::{MAX_FILE_BYTES, Refused};
use amtskoffer_domain::catalogue::{
    AnsweredBy, Fact, FactKind, OptionKind, Refusal, Service, ServiceOption, Term, Validity,
};
use amtskoffer_domain::dates::{Date, parse_date};
use amtskoffer_domain::fields::{Field, YES};
use std::collections::BTreeMap;

pub(super) use money::fees;

/// The form of the files that this build reads.
pub(super) const VERSION: u16 = 1;

/// Reads a service file.
///
/// # Errors
/// [`Refused`] with the line on which the first mistake stands.
pub fn read_service(file: &str, text: &str) -> Result<Service, Refused> {
    let source = Source { file, text };
    source.check_size()?;
    let shape: ServiceShape = form(file, text)?;
    source.service(shape)
}

/// A file that is being read: knows how to point at a place in it.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub file: &'a str,
    pub text: &'a str,
}

/// A place in a file: keys and indices.
pub(super) type Path<'a> = &'a [&'a str];

impl Source<'_> {
    pub(super) fn refused(self, path: Path, reason: impl Into<String>) -> Refused {
        Refused::at(self.file, self.text, path, reason)
    }

    pub(super) fn check_size(self) -> Result<(), Refused> {
        if self.text.len() > MAX_FILE_BYTES {
            return Err(self.refused(
                &[],
                format!("the file is larger than {MAX_FILE_BYTES} bytes"),
            ));
        }
        Ok(())
    }

    pub(super) fn check_version(self, version: u16) -> Result<(), Refused> {
        if version != VERSION {
            return Err(self.refused(
                &["version"],
                format!("version {version} is not known; this is {VERSION}"),
            ));
        }
        Ok(())
    }

    /// A text that must not be empty.
    pub(super) fn filled(self, text: String, path: Path) -> Result<String, Refused> {
        if text.trim().is_empty() {
            return Err(self.refused(path, "nothing stands here"));
        }
        Ok(text)
    }

    pub(super) fn date(self, text: &str, path: Path) -> Result<Date, Refused> {
        let iso = text.len() == 10 && text.contains('-');
        let date = if iso { parse_date(text).ok() } else { None };
        date.ok_or_else(|| self.refused(path, format!("{text:?} is no day; write 2026-02-07")))
    }

    pub(super) fn service(self, shape: ServiceShape) -> Result<Service, Refused> {
        self.check_version(shape.version)?;
        if !is_key(&shape.id) {
            return Err(self.refused(&["id"], "an id has small letters, digits and hyphens"));
        }
        let digits =
            |key: &String| key.len() == 14 && key.bytes().all(|byte| byte.is_ascii_digit());
        if shape.leika.as_ref().is_some_and(|key| !digits(key)) {
            return Err(self.refused(&["leika"], "a LeiKa key has 14 digits"));
        }
        if shape.legal_basis.is_empty() {
            return Err(self.refused(&["legal_basis"], "a service rests on a law"));
        }
        let options = self.options(shape.options)?;
        let of = Reading {
            source: self,
            options: &options,
        };
        let mut refusals = Vec::with_capacity(shape.refusals.len());
        for (at, refusal) in shape.refusals.into_iter().enumerate() {
            let at = at.to_string();
            refusals.push(Refusal {
                when: of.at(
                    &["refusals", &at, "when"],
                    condition(refusal.when, &options),
                )?,
                code: refusal.code,
                sentence: refusal.sentence,
                source: refusal.source,
            });
        }
        let (fees, fee_texts) = fees(self, shape.fees)?;
        Ok(Service {
            id: shape.id,
            leika: shape.leika,
            name: self.filled(shape.name, &["name"])?,
            summary: self.filled(shape.summary, &["summary"])?,
            legal_basis: shape.legal_basis,
            applicants: self.filled(shape.applicants, &["applicants"])?,
            four_eyes: shape.four_eyes,
            newcomers: shape.newcomers,
            particulars: match shape.particulars {
                Some(when) => Some(of.at(&["particulars"], condition(when, &options))?),
                None => None,
            },
            refusals,
            facts: of.facts(shape.facts)?,
            validity: of.validity(shape.validity)?,
            charges: of.charges(shape.charges)?,
            free: of.free(shape.free)?,
            share: self.share(shape.share)?,
            fees,
            fee_texts,
            sections: of.sections(shape.sections)?,
            papers: of.papers("papers", shape.papers)?,
            layout: shape.document.map(|document| self.layout(document)).transpose()?,
            limits: self.limits(shape.limits)?,
            scans: self.scans(&shape.scans)?,
            captures: of.captures(shape.captures)?,
            exceptions: self.exceptions(shape.exceptions)?,
            outputs: of.papers("outputs", shape.outputs)?,
            receives: of.receives(shape.receives)?,
            options,
        })
    }

    fn options(self, shapes: Vec<OptionShape>) -> Result<Vec<ServiceOption>, Refused> {
        let mut options = Vec::with_capacity(shapes.len());
        for (at, shape) in shapes.into_iter().enumerate() {
            let at = at.to_string();
            let (kind, default) = match (shape.yes_no, shape.choice, shape.number) {
                (Some(yes), None, None) => (OptionKind::YesNo, i32::from(yes)),
                (None, Some(keys), None) if !keys.is_empty() => (OptionKind::Choice(keys), 0),
                (None, None, Some(number))
                    if number.min <= number.default && number.default <= number.max =>
                {
                    let (min, max) = (number.min, number.max);
                    (OptionKind::Number { min, max }, number.default)
                }
                (None, None, Some(_)) => {
                    let reason = "the default is not between min and max";
                    return Err(self.refused(&["options", &at, "number"], reason));
                }
                _ => {
                    let reason = "an option has exactly one of yes_no, choice (not empty), number";
                    return Err(self.refused(&["options", &at], reason));
                }
            };
            options.push(ServiceOption {
                answer: self.answered_by(&at, &kind, shape.field, shape.yes)?,
                key: shape.key,
                text: shape.text,
                kind,
                default,
            });
        }
        Ok(options)
    }

    fn answered_by(
        self,
        at: &str,
        kind: &OptionKind,
        field: Option<String>,
        yes: Option<Vec<String>>,
    ) -> Result<Option<AnsweredBy>, Refused> {
        if yes.is_some() && (field.is_none() || *kind != OptionKind::YesNo) {
            let reason = "yes belongs to a field and to a yes_no option";
            return Err(self.refused(&["options", at, "yes"], reason));
        }
        let Some(key) = field else {
            return Ok(None);
        };
        let Some(field) = Field::from_key(&key) else {
            let reason = format!("the library has no field {key}");
            return Err(self.refused(&["options", at, "field"], reason));
        };
        let yes = yes.unwrap_or_else(|| vec![YES.to_owned()]);
        Ok(Some(AnsweredBy { field, yes }))
    }
}

/// A file whose options are known.
#[derive(Clone, Copy)]
struct Reading<'a> {
    source: Source<'a>,
    options: &'a [ServiceOption],
}

impl Reading<'_> {
    /// Puts a place to a reason.
    fn at<T>(self, path: Path, read: Result<T, String>) -> Result<T, Refused> {
        read.map_err(|reason| self.source.refused(path, reason))
    }

    fn facts(self, shapes: BTreeMap<String, Vec<FactShape>>) -> Result<Vec<Fact>, Refused> {
        let mut facts = Vec::new();
        for (key, rows) in shapes {
            let known = FactKind::ALL.into_iter().find(|(_, known)| *known == key);
            let Some((kind, _)) = known else {
                return Err(self
                    .source
                    .refused(&["facts", &key], "there is no such fact"));
            };
            for (at, row) in rows.into_iter().enumerate() {
                let at = at.to_string();
                let path = |last| ["facts", key.as_str(), at.as_str(), last];
                let day = |text: Option<String>, last| {
                    let read = text.map(|text| self.source.date(&text, &path(last)));
                    read.transpose()
                };
                facts.push(Fact {
                    kind,
                    when: self.at(&path("when"), condition(row.when, self.options))?,
                    valid_from: day(row.from, "from")?,
                    valid_to: day(row.until, "until")?,
                    source: row.source,
                });
            }
        }
        Ok(facts)
    }

    fn validity(self, shapes: Vec<ValidityShape>) -> Result<Vec<Validity>, Refused> {
        let mut rows = Vec::with_capacity(shapes.len());
        for (at, shape) in shapes.into_iter().enumerate() {
            let at = at.to_string();
            let term = match (shape.years, shape.months, shape.option_years) {
                (Some(years), None, None) => Term::Years(years),
                (None, Some(months), None) => Term::Months(months),
                (None, None, Some(key)) => {
                    let found = place(&key, self.options);
                    Term::OptionYears(self.at(&["validity", &at, "option_years"], found)?)
                }
                _ => {
                    let reason = "a validity has exactly one of years, months, option_years";
                    return Err(self.source.refused(&["validity", &at], reason));
                }
            };
            rows.push(Validity {
                when: self.at(
                    &["validity", &at, "when"],
                    or_always(shape.when, self.options),
                )?,
                term,
                source: shape.source,
            });
        }
        Ok(rows)
    }
}

fn is_key(id: &str) -> bool {
    !id.is_empty()
        && id
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}
