//! The catalogue of the work tree, and what is made of it.

use super::{bring_into_force, in_force, service};
use amtskoffer_contract::catalogue::Bundle;
use amtskoffer_domain::catalogue::Service;
use std::path::Path;

/// A service of the work tree, which is in force from then on.
pub fn shipped(key: &str) -> &'static Service {
    if in_force().is_none() {
        let public = Path::new(env!("CARGO_MANIFEST_DIR")).join("../public");
        let bundle = Bundle::open(&public).expect("the files of the work tree");
        bring_into_force(bundle.catalogue().expect("a catalogue"));
    }
    service(key).expect("a service")
}

#[test]
fn what_is_in_force_is_found_by_its_key() {
    assert_eq!(shipped("passport").name, "Reisepass");
    assert_eq!(service("hunting-licence"), None);
}
