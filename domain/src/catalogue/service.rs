//! One service of the office as data.

use super::condition::Condition;
use super::layout::Layout;
use super::needs::{Refusal, Validity};
use super::options::ServiceOption;
use crate::dates::Date;
use crate::fees::FeeRow;
use crate::fields::Field;
use crate::services::{PaperKind, Section};

/// Key of the exception by which a fee is reduced or waived.
pub const FEE_WAIVER: &str = "fee_waiver";

/// A service as its file describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// Stable id, `identity-card`.
    pub id: String,
    /// `LeiKa` key, 14 digits; nothing where none is confirmed.
    pub leika: Option<String>,
    /// German name.
    pub name: String,
    /// What it is, in plain German.
    pub summary: String,
    /// Laws it rests on.
    pub legal_basis: Vec<String>,
    /// Who may apply, in German.
    pub applicants: String,
    /// A second clerk approves before it is sent.
    pub four_eyes: bool,
    /// The person need not be in the register yet.
    pub newcomers: bool,
    /// When its paper says more than the register's record has, so that the particulars are fetched too.
    pub particulars: Option<Condition>,
    /// What the clerk chooses.
    pub options: Vec<ServiceOption>,
    /// When it must not be done at all.
    pub refusals: Vec<Refusal>,
    /// What follows from age and day.
    pub facts: Vec<Fact>,
    /// How long the document is valid: the first row that holds.
    pub validity: Vec<Validity>,
    /// What is charged, in the order of the bill.
    pub charges: Vec<Charge>,
    /// When nothing at all is to be paid.
    pub free: Vec<Free>,
    /// How the fee is shared with the federal cash office.
    pub share: Option<Share>,
    /// Amounts that this file holds.
    pub fees: Vec<FeeRow>,
    /// Names of the rules of `fees`, for receipts: rule and German text.
    pub fee_texts: Vec<(String, String)>,
    /// Pages and fields.
    pub sections: Vec<SectionPlan>,
    /// How the document is printed; nothing where none is ordered.
    pub layout: Option<Layout>,
    /// Most letters of fields, where the order takes fewer than the field library.
    pub limits: Vec<(Field, usize)>,
    /// Papers to be seen.
    pub papers: Vec<Paper>,
    /// Papers that may be scanned into a case.
    pub scans: Vec<PaperKind>,
    /// Pictures to be taken.
    pub captures: Vec<Capture>,
    /// What may be done differently, by whom and why.
    pub exceptions: Vec<Exception>,
    /// What is printed or handed over.
    pub outputs: Vec<Paper>,
    /// What the gateway must receive.
    pub receives: Vec<Receives>,
}

impl Service {
    /// Most letters of a field; nothing where its shape says enough.
    pub fn limit(&self, field: Field) -> Option<usize> {
        let own = self.limits.iter().find(|(known, _)| *known == field);
        own.map(|(_, limit)| *limit).or(field.limit())
    }

    /// Size in pixels of a picture, where the order prescribes it.
    pub fn pixels(&self, kind: CaptureKind) -> Option<(u32, u32)> {
        let capture = self.captures.iter().find(|capture| capture.kind == kind)?;
        capture.pixels
    }

    /// The exception with this key, if the file knows it.
    pub fn exception(&self, key: &str) -> Option<&Exception> {
        self.exceptions.iter().find(|known| known.key == key)
    }

    /// Whether the file knows an exception of this key.
    pub fn knows_exception(&self, key: &str) -> bool {
        self.exception(key).is_some()
    }
}

/// Something that age and day decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FactKind {
    /// Fingerprints are taken.
    Fingerprints,
    /// The applicant signs.
    Signature,
    /// The applicant acts without a guardian.
    AppliesAlone,
    /// The online function is switched on.
    EidOn,
    /// An envelope with the PIN is handed over.
    PinEnvelope,
}

impl FactKind {
    /// Every kind with its stable key.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Fingerprints, "fingerprints"),
        (Self::Signature, "signature"),
        (Self::AppliesAlone, "applies_alone"),
        (Self::EidOn, "eid_on"),
        (Self::PinEnvelope, "pin_envelope"),
    ];
}

/// One rule about a fact in one span of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Which fact.
    pub kind: FactKind,
    /// When it is true.
    pub when: Condition,
    /// First day of application on which the rule holds.
    pub valid_from: Option<Date>,
    /// Last day of application on which it holds.
    pub valid_to: Option<Date>,
    /// Where it stands.
    pub source: String,
}

impl Fact {
    /// Whether the rule holds on a day of application.
    pub fn in_force(&self, on: Date) -> bool {
        self.valid_from.is_none_or(|first| first <= on)
            && self.valid_to.is_none_or(|last| on <= last)
    }
}

/// A line that may stand on the bill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charge {
    /// Name of the fee rule.
    pub rule: String,
    /// When it is charged.
    pub when: Condition,
    /// When the line stands there with 0.
    pub free_when: Option<Condition>,
    /// When only half of it is due.
    pub half_when: Option<Condition>,
    /// The line only doubles another one.
    pub doubling: bool,
    /// Option whose number multiplies the amount.
    pub times: Option<usize>,
    /// Name of what is charged once for a person in a basket, e.g. the photo.
    pub once: Option<String>,
    /// Id of a service beside which, for the same person, it is not charged.
    pub not_beside: Option<String>,
}

/// A reason for which a whole application costs nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Free {
    /// When.
    pub when: Condition,
    /// Where it stands.
    pub source: String,
}

/// How a fee is shared: the town keeps `numerator`/`denominator`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// Above the line.
    pub numerator: u32,
    /// Below the line.
    pub denominator: u32,
    /// Where it stands.
    pub source: String,
}

/// A page of the application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionPlan {
    /// Which page.
    pub section: Section,
    /// When it is shown.
    pub when: Condition,
    /// It is asked of every person on the form.
    pub each_person: bool,
    /// Its fields in the order in which they are asked.
    pub fields: Vec<FieldPlan>,
}

/// A field on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldPlan {
    /// Which field of the library.
    pub field: Field,
    /// When it is asked.
    pub when: Condition,
    /// When it may stay empty.
    pub optional_when: Option<Condition>,
}

/// A paper: one to be seen, or one that is handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// Stable key.
    pub key: String,
    /// German name.
    pub text: String,
    /// When it is needed.
    pub when: Condition,
    /// When it goes along with the case, for the office to seal it electronically.
    pub sent: Option<Condition>,
}

/// What a picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CaptureKind {
    /// Face.
    Photo,
    /// Two fingers.
    Fingerprints,
    /// Signature on the pad.
    Signature,
    /// Pages of a paper.
    Scan,
}

impl CaptureKind {
    /// Every kind with its stable key.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Photo, "photo"),
        (Self::Fingerprints, "fingerprints"),
        (Self::Signature, "signature"),
        (Self::Scan, "scan"),
    ];
}

/// A picture to be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capture {
    /// What it shows.
    pub kind: CaptureKind,
    /// When it is needed.
    pub when: Condition,
    /// Width and height in pixels, where the order prescribes them.
    pub pixels: Option<(u32, u32)>,
}

/// Who approves an exception.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Approver {
    /// The clerk alone.
    Clerk,
    /// A second clerk.
    SecondClerk,
    /// A coordinator, who signs in as the second person.
    Coordinator,
    /// The head of the office.
    Head,
}

impl Approver {
    /// Every approver with its stable key.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Clerk, "clerk"),
        (Self::SecondClerk, "second_clerk"),
        (Self::Coordinator, "coordinator"),
        (Self::Head, "head"),
    ];
}

/// What may be done differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    /// Stable key.
    pub key: String,
    /// German name.
    pub text: String,
    /// Reasons to choose from; with none, a sentence is typed.
    pub reasons: Vec<String>,
    /// Who approves it.
    pub approver: Approver,
    /// Where it stands.
    pub source: String,
}

/// A part of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// What was typed.
    Answers,
    /// Face.
    Photo,
    /// Two fingers.
    Fingerprints,
    /// Signature.
    Signature,
    /// Scanned papers.
    Scans,
    /// What was paid.
    Payment,
    /// The second clerk's approval.
    Approval,
}

impl Part {
    /// Every part with its stable key.
    pub const ALL: [(Self, &'static str); 7] = [
        (Self::Answers, "answers"),
        (Self::Photo, "photo"),
        (Self::Fingerprints, "fingerprints"),
        (Self::Signature, "signature"),
        (Self::Scans, "scans"),
        (Self::Payment, "payment"),
        (Self::Approval, "approval"),
    ];
}

/// A part that the gateway must receive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receives {
    /// Which part.
    pub part: Part,
    /// When it must be there.
    pub when: Condition,
}
