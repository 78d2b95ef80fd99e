//! Pins the wire form. A failure here means that old and new builds no longer understand each other: raise
//! `BRIDGE_VERSIONS` or take the change back.

mod bridge;
mod card;
mod clerks;
mod history;
mod money;
mod pad;
mod payment;
mod pictures;
mod power;
mod prefill;
mod readiness;
mod resume;
mod scan;
mod terminal;

use amtskoffer_contract::tree;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt::Debug;

/// What is written is this text, and either reader makes the same of it.
fn check<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T, wire: &str) {
    assert_eq!(serde_json::to_string(value).expect("plain data"), wire);
    assert_eq!(
        &serde_json::from_str::<T>(wire).expect("our own form"),
        value
    );
    assert_eq!(tree::read::<T>(wire).as_ref(), Ok(value));
}
