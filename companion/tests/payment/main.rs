//! The ZVT driver against recorded traffic of a real terminal, against an independent implementation
//! of the protocol, and against the stand-in over TCP and over a serial line.

use crate::common;
mod independent;
mod kept;
mod outcomes;
mod recorded;
mod recordings;
mod replay;
mod serial;
mod session;
mod talks;
mod terminals;
mod together;
