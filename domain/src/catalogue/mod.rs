//! The catalogue of services: each service is data (options, conditions, dated amounts, documents,
//! captures), and a handful of total functions evaluate it for any age, day and combination.
//!
//! How the files look is fixed in `contract::catalogue`; amounts, ages and texts stand in them, never
//! here. Page, companion and gateway evaluate the same data by this code.

mod bill;
mod book;
mod condition;
mod layout;
mod needs;
mod options;
mod pages;
mod service;
mod town;

pub use bill::{Bill, BillError, Line};
pub use book::{Application, BookProblem, Catalogue};
pub use condition::{Condition, Situation};
pub use layout::Layout;
pub use needs::{Needs, Refusal, Term, Validity, valid_until};
pub use options::{
    AnsweredBy, Chosen, MAX_OPTIONS, OptionKind, OptionProblem, OptionValue, ServiceOption,
};
pub use service::{
    Approver, Capture, CaptureKind, Charge, Exception, FEE_WAIVER, Fact, FactKind, FieldPlan, Free,
    Paper, Part, Receives, SectionPlan, Service, Share,
};
pub use town::{Municipality, Town, TownProblem};
