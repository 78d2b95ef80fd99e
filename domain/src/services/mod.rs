//! What a service asks for, section by section, and what must be right in it. What applies stands in the
//! file of the service ([`crate::catalogue`]); here are the checks that every service shares.

mod basket;
mod certificates;
mod check;
mod exceptions;
mod outcome;
mod papers;
mod section;
mod registration;
mod sections;
mod step;
mod zone;

pub use basket::{Member, Share, basket, deciding_fields};
pub use certificates::conduct_kind;
pub use check::{check, check_all, check_step};
pub use exceptions::{Evidence, ExceptionRule, NeededException, exceptions, is_valid_for_long};
pub use outcome::{bill, let_off, warning_facts};
pub use papers::{PaperKind, lacks_scan, scan_section};
pub use registration::{MoveFacts, move_facts};
pub use section::Section;
pub use step::{Step, answers_of, is_asked_of_each, persons, steps};
pub use sections::{captures, fields, is_optional, refusal, sections};
pub use zone::{valid_until, zone};
