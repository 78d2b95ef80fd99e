//! The citizen view: what concerns the person now, on the turned screen or in a second window.
//!
//! The clerk's window is the only source. A second window of the same origin hears it over a
//! [`channel`], which lives in the browser's memory; it asks every two seconds and goes blank when
//! nobody answers. Nothing is stored, and nothing personal is in an address.

pub mod channel;
pub mod clerk;
pub mod info;
pub mod second;
pub mod shown;
pub mod version;
pub mod voice;
