//! The SANE driver against SANE's own `test` backend, with `scanimage` as the second opinion.

mod faults;
mod peer;
mod pixels;
mod runs;
mod stand_in;
