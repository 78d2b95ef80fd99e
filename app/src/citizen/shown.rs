//! What the citizen is shown: a projection of the clerk's screen. Pure. Never a search, a list, or
//! another person than the one whose case is on the screen.

use amtskoffer_contract::bridge::{CaseState, CaseView};
use amtskoffer_domain::fees::FeeBill;
use amtskoffer_domain::services::Section;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::drawing::drawing;
use crate::overview::Presence;
use crate::proof::{answers, on_the_card};
use crate::route::{CasePage, Route};
use crate::sheet::Sheet;
use crate::texts::{citizen, fee, fields};

/// What is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    /// Nothing: switched off, locked, or nobody is at work.
    #[default]
    Blank,
    /// Nothing that concerns the person.
    Waiting,
    /// A step of her case.
    Case(Box<CaseShown>),
}

/// A step of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseShown {
    /// Which case; a random number.
    pub case: Uuid,
    /// German name of the service.
    pub service: String,
    /// The step.
    pub step: Step,
    /// Its German name.
    pub title: String,
    /// What she is to read.
    pub groups: Vec<Group>,
    /// Lines of the machine readable zone.
    pub zone: Vec<String>,
    /// What it costs; the last line is the sum.
    pub bill: Vec<Line>,
    /// Version of all data of the case; empty while it is reckoned.
    pub version: String,
    /// When she confirmed this version, `HH:MM`.
    pub confirmed: Option<String>,
}

/// What is being done; each has a text in the files of [`super::info`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// The case has begun.
    Tasks,
    /// Data are typed.
    Data,
    /// Identity and papers.
    Documents,
    /// The photo.
    Photo,
    /// The fingers.
    Fingers,
    /// The signature.
    Signature,
    /// The fee.
    Fee,
    /// Everything is checked once more.
    Check,
    /// It is sent.
    Sending,
    /// It has arrived.
    Done,
}

/// Lines under a heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// The heading.
    pub title: String,
    /// The lines.
    pub lines: Vec<Line>,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// What it is.
    pub name: String,
    /// Its value.
    pub value: String,
}

impl Step {
    /// Key of its text.
    pub fn key(self) -> &'static str {
        match self {
            Self::Tasks => "tasks",
            Self::Data => "data",
            Self::Documents => "documents",
            Self::Photo => "photo",
            Self::Fingers => "fingers",
            Self::Signature => "signature",
            Self::Fee => "fee",
            Self::Check => "check",
            Self::Sending => "sending",
            Self::Done => "done",
        }
    }

    /// Whether everything is shown, to be confirmed.
    pub fn asks(self) -> bool {
        matches!(self, Self::Check | Self::Signature)
    }
}

/// What the clerk's window gives.
pub struct Source<'a> {
    /// Whether the view is switched on.
    pub on: bool,
    /// Who is at work.
    pub presence: Option<Presence>,
    /// Where the clerk is.
    pub route: &'a Route,
    /// The case on the screen.
    pub case: Option<&'a CaseView>,
    /// Its bill.
    pub bill: Option<&'a FeeBill>,
}

/// What the citizen is shown now.
pub fn shown(from: &Source<'_>) -> Shown {
    if !from.on || from.presence != Some(Presence::AtWork) {
        return Shown::Blank;
    }
    let Route::Case(id, page) = from.route else {
        return Shown::Waiting;
    };
    let Some(case) = from.case.filter(|case| case.case == *id) else {
        return Shown::Waiting;
    };
    let Some((step, section)) = step(page, case.state) else {
        return Shown::Waiting;
    };
    let sheet = Sheet::of(case);
    let groups = match (&sheet, section) {
        (Some(sheet), _) if step.asks() => whole(sheet),
        (Some(sheet), Some(section)) => group(sheet, section).into_iter().collect(),
        _ => Vec::new(),
    };
    let zone = match &sheet {
        Some(sheet) if step.asks() => zone_of(sheet),
        _ => Vec::new(),
    };
    let bill = from.bill.filter(|_| step.asks() || step == Step::Fee);
    Shown::Case(Box::new(CaseShown {
        case: *id,
        service: fields::service_of(&case.service),
        step,
        title: title(step, section),
        groups,
        zone,
        bill: bill.map(lines_of).unwrap_or_default(),
        version: String::new(),
        confirmed: None,
    }))
}

/// All that the person confirms, as one text whose hash is the version. Independent of the step.
pub fn canonical(case: &CaseView, bill: Option<&FeeBill>) -> Option<String> {
    let sheet = Sheet::of(case)?;
    let all = (
        &case.case,
        &case.service,
        &case.application_date,
        whole(&sheet),
        zone_of(&sheet),
        bill.map(lines_of).unwrap_or_default(),
    );
    serde_json::to_string(&all).ok()
}

/// Everything the person reads, once.
pub fn whole(sheet: &Sheet) -> Vec<Group> {
    let sections = sheet.sections().into_iter();
    let mut groups: Vec<Group> = sections
        .filter(|section| !matches!(section, Section::Signature | Section::Fee))
        .filter_map(|section| group(sheet, section))
        .collect();
    let printed = on_the_card(sheet);
    if !printed.is_empty() {
        groups.push(Group {
            title: citizen::AS_PRINTED.to_owned(),
            lines: printed.into_iter().map(line).collect(),
        });
    }
    groups
}

/// What was answered in a section; questions without an answer do not concern the person.
fn group(sheet: &Sheet, section: Section) -> Option<Group> {
    let given = answers(sheet, section).into_iter();
    let given = given.filter(|fact| fact.value != fields::NOT_GIVEN);
    let lines: Vec<Line> = given.map(line).collect();
    (!lines.is_empty()).then(|| Group {
        title: fields::section(section).to_owned(),
        lines,
    })
}

fn line(fact: crate::components::Fact) -> Line {
    Line {
        name: fact.name,
        value: fact.value,
    }
}

fn zone_of(sheet: &Sheet) -> Vec<String> {
    drawing(sheet)
        .map(|drawing| drawing.zone)
        .unwrap_or_default()
}

fn lines_of(bill: &FeeBill) -> Vec<Line> {
    let lines = bill.lines.iter().map(|line| Line {
        name: fee::item(&line.rule, line.doubling),
        value: line.cents.to_string(),
    });
    let sum = Line {
        name: citizen::SUM.to_owned(),
        value: bill.total.to_string(),
    };
    lines.chain([sum]).collect()
}

fn step(page: &CasePage, state: CaseState) -> Option<(Step, Option<Section>)> {
    Some(match (page, state) {
        (_, CaseState::Closed) => return None,
        (_, CaseState::Acknowledged) => (Step::Done, None),
        (_, CaseState::Sending) => (Step::Sending, None),
        (CasePage::Hub, _) => (Step::Tasks, None),
        (CasePage::Prefill, _) => (Step::Data, None),
        (CasePage::Scans, _) => (Step::Documents, None),
        (CasePage::Check | CasePage::Send, _) => (Step::Check, None),
        (CasePage::Receipt, _) => return None,
        (CasePage::Section(key), _) => {
            let section = Section::from_key(key)?;
            let step = match section {
                Section::Photo => Step::Photo,
                Section::Fingers => Step::Fingers,
                Section::Signature => Step::Signature,
                Section::Fee => Step::Fee,
                Section::Documents => Step::Documents,
                _ => Step::Data,
            };
            (step, Some(section))
        }
    })
}

fn title(step: Step, section: Option<Section>) -> String {
    match (step, section) {
        (Step::Tasks, _) => citizen::TASKS,
        (Step::Check, _) => citizen::CHECK,
        (Step::Sending, _) => citizen::SENDING,
        (Step::Done, _) => citizen::DONE,
        (_, Some(section)) => fields::section(section),
        (_, None) => citizen::YOUR_DATA,
    }
    .to_owned()
}

#[cfg(test)]
#[path = "shown_tests.rs"]
mod tests;
