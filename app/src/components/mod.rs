//! Building blocks of the screens: KERN-UX markup, one component a file.

mod alert;
mod button;
mod check_field;
mod choice_field;
mod confirm;
mod date_field;
mod error_summary;
mod facts;
mod input;
mod live_region;
mod page;
mod palette;
mod picture;
mod progress;
mod state_badge;
mod status_bar;
mod task_list;
mod text_field;

pub use alert::{Alert, AlertKind, TroubleAlert};
pub use button::{Button, ButtonKind, LinkButton};
pub use check_field::CheckField;
pub use choice_field::{Choice, ChoiceField};
pub use confirm::Confirm;
pub use date_field::DateField;
pub use error_summary::{ErrorSummary, SummaryEntry};
pub use facts::{Fact, Facts};
pub use input::{FieldInput, first_input};
pub use live_region::LiveRegion;
pub use page::{HEADING, Page};
pub use picture::Picture;
pub use progress::Progress;
pub use state_badge::{StateBadge, Tone};
pub use status_bar::StatusBar;
pub use task_list::{Task, TaskList, TaskState};
pub use text_field::{Keyboard, TextField};
