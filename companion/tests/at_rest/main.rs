//! Nothing of a visit comes to rest on this machine, while it works, when it crashes, and when it ends.
//! The whole suitcase with its browser is looked at by `e2e/at-rest.test.mjs`.
//!
//! To look into the memory of another process takes root.


mod crash;
mod ending;
mod memory;
mod open_files;
mod process;
