//! One folder per device kind, with its trait in `mod.rs`; one file per protocol.
