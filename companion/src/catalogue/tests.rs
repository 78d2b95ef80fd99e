//! The catalogue of the work tree, and what is made of it.

use super::{CatalogueError, Shelf, check};
use amtskoffer_contract::catalogue::{Bundle, INDEX};
use amtskoffer_domain::catalogue::Service;
use amtskoffer_sealing::PublisherKey;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::rand::SystemRandom;
use ring::signature::{Ed25519KeyPair, KeyPair};
use std::path::Path;
use std::sync::Arc;

fn bundle() -> Bundle {
    let public = Path::new(env!("CARGO_MANIFEST_DIR")).join("../public");
    Bundle::open(&public).expect("the files of the work tree")
}

fn shelf(key: Option<PublisherKey>) -> Shelf {
    let bundle = bundle();
    let (catalogue, papers) = check(&bundle, None).expect("a catalogue");
    Shelf {
        key,
        bundle: Arc::new(bundle),
        catalogue: Arc::new(catalogue),
        papers: Arc::new(papers),
    }
}

/// A service of the work tree.
pub fn shipped(key: &str) -> Arc<Service> {
    shelf(None).service(key).expect("a service")
}

/// The files with another name of the passport, index and all.
fn renamed(reason: &str) -> Bundle {
    let path = "catalogue/passport.json";
    let mut changed = bundle();
    let before = changed.files[path].clone();
    let after = before.replacen("\"Reisepass\"", reason, 1);
    assert_ne!(before, after);
    let hash = amtskoffer_contract::catalogue::sha256_hex;
    changed.index = changed
        .index
        .replace(&hash(before.as_bytes()), &hash(after.as_bytes()));
    changed.files.insert(path.to_owned(), after);
    changed
}

#[test]
fn what_is_in_order_comes_into_force_and_what_is_known_is_not_sent_back() {
    let mut shelf = shelf(None);
    let asked = shelf.offered(None);
    assert_eq!(asked.bundle, Some(bundle()));
    let same = shelf.offered(Some(bundle()));
    assert_eq!((same.bundle, same.refused), (None, None));
    let new = shelf.offered(Some(renamed("\"Pass\"")));
    assert_eq!((new.bundle, new.refused), (None, None));
    assert_ne!(new.fingerprint, asked.fingerprint);
    assert_eq!(shelf.service("passport").expect("a service").name, "Pass");
}

#[test]
fn what_is_wrong_is_refused_with_file_and_line_and_the_last_good_one_stays() {
    let mut shelf = shelf(None);
    let mut tampered = bundle();
    let path = "catalogue/passport.json".to_owned();
    tampered.files.entry(path).or_default().push(' ');
    for (offer, said) in [
        (
            tampered,
            "catalogue/passport.json, line 1: the file is not the one of the index",
        ),
        (renamed("7"), "catalogue/passport.json, line "),
        (Bundle::default(), "catalogue/index.json, line 1"),
    ] {
        let view = shelf.offered(Some(offer));
        let refused = view.refused.expect("refused");
        assert!(refused.starts_with(said), "{refused}");
        assert_eq!(
            view.bundle,
            Some(bundle()),
            "the page learns what is in force"
        );
        assert_eq!(
            shelf.service("passport").expect("a service").name,
            "Reisepass"
        );
    }
}

#[test]
fn with_a_key_only_its_owner_publishes() {
    let pkcs8 = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).expect("a key");
    let pair = Ed25519KeyPair::from_pkcs8(pkcs8.as_ref()).expect("a key");
    let public = STANDARD.encode(pair.public_key().as_ref());
    let key = PublisherKey::read(&public).expect("a key");
    let mut offer = renamed("\"Pass\"");
    assert!(matches!(
        check(&offer, Some(&key)),
        Err(CatalogueError::NotSigned)
    ));
    offer.signature = Some(STANDARD.encode(pair.sign(offer.index.as_bytes())));
    let mut shelf = shelf(Some(key));
    assert_eq!(shelf.offered(Some(offer.clone())).refused, None);
    offer.index.push('\n');
    let refused = shelf.offered(Some(offer)).refused.expect("another index");
    assert!(refused.starts_with(INDEX), "{refused}");
}
