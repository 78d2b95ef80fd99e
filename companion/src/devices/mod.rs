//! One folder per device kind, with its trait in `mod.rs`; one file per protocol.

pub mod fingerprint;
pub mod pinned;
pub mod printer;
