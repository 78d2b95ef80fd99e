//! Files that are refused, and the words with which.

use super::{CATALOGUE, file, index, public, texts};
use amtskoffer_contract::catalogue::{
    CatalogueFile, Refused, read_catalogue, read_index, read_service, read_town,
};
use proptest::prelude::*;

const IDS: [&str; 17] = [
    "identity-card",
    "provisional-identity-card",
    "passport",
    "provisional-passport",
    "residence-permit",
    "registration",
    "change-of-address",
    "deregistration",
    "second-home",
    "registration-certificate",
    "residence-certificate",
    "life-certificate",
    "criminal-record-certificate",
    "trade-register-extract",
    "certified-copy",
    "certified-signature",
    "card-services",
];

fn text(path: &str) -> String {
    std::fs::read_to_string(public().join(path)).unwrap()
}

#[test]
fn all_services_are_there() {
    let ids: Vec<&str> = CATALOGUE
        .services()
        .iter()
        .map(|service| service.id.as_str())
        .collect();
    assert_eq!(ids, IDS);
    assert_eq!(CATALOGUE.town().municipalities.len(), 17);
}

#[test]
fn the_index_names_every_file_as_it_is() {
    let index = index();
    for (path, text) in texts() {
        index.check(&path, text.as_bytes()).unwrap();
        let refused = index.check(&path, (text + " ").as_bytes()).unwrap_err();
        assert!(refused.to_string().starts_with(&format!(
            "{path}, line 1: the file is not the one of the index"
        )));
    }
    assert!(
        index
            .check("catalogue/other.json", b"")
            .unwrap_err()
            .reason
            .contains("does not name")
    );
}

/// A change in the passport's file, and what is said of it.
const MISTAKES: &[(&str, &str, &str)] = &[
    (
        "\"version\": 1",
        "\"version\": 2",
        "version: version 2 is not known",
    ),
    (
        "\"id\": \"passport\"",
        "\"id\": \"Pass port\"",
        "id: an id has small letters",
    ),
    (
        "\"name\": \"Reisepass\"",
        "\"name\": \" \"",
        "name: nothing stands here",
    ),
    (
        "\"cents\": 2200, ",
        "\"cents\": -1, ",
        "is no amount in cents",
    ),
    ("\"cents\": 2200, ", "\"cents\": 22.5, ", "expected i64"),
    (
        "\"cents\": 2200, ",
        "\"cents\": 99999999999, ",
        "is no amount in cents",
    ),
    (
        "\"cents\": 2200, \"from\": \"2024-01-01\"",
        "\"cents\": 2200, \"from\": \"2024-02-30\"",
        "is no day",
    ),
    (
        "\"cents\": 2200, \"from\": \"2024-01-01\"",
        "\"cents\": 2200, \"from\": \"01.01.2024\"",
        "is no day",
    ),
    (
        "\"cents\": 2200, \"from\": \"2024-01-01\"",
        "\"cents\": 2200, \"from\": \"2024-01-01\", \"until\": \"2023-01-01\"",
        "ends before it begins",
    ),
    (
        "{\"option\": {\"pages\": \"48\"}}",
        "{\"option\": {\"pages\": \"64\"}}",
        "pages cannot be \"64\"",
    ),
    (
        "{\"option\": {\"pages\": \"48\"}}",
        "{\"option\": {\"sides\": \"48\"}}",
        "no option sides",
    ),
    (
        "{\"option\": {\"pages\": \"48\"}}",
        "{\"option\": {}}",
        "names nothing",
    ),
    (
        "{\"option\": {\"express\": true}}",
        "{\"option\": {\"express\": \"yes\"}}",
        "express takes true or false",
    ),
    (
        "{\"option\": {\"express\": true}}",
        "{\"optoin\": {\"express\": true}}",
        "unknown variant `optoin`",
    ),
    (
        "\"field\": \"family_name\"",
        "\"field\": \"surname\"",
        "the library has no field surname",
    ),
    (
        "\"answer\": {\"old_document_kind\": \"lost\"}",
        "\"answer\": {\"old_document_kind\": \"gone\"}",
        "cannot be \"gone\"",
    ),
    (
        "\"approver\": \"second_clerk\"",
        "\"approver\": \"nobody\"",
        "\"nobody\" is none of clerk",
    ),
    (
        "\"years\": 10,",
        "\"years\": 10, \"months\": 3,",
        "exactly one of years, months",
    ),
    (
        "\"applicants\"",
        "\"applicant\"",
        "unknown field `applicant`",
    ),
    (
        "\"legal_basis\": [\"PassG",
        "\"legal_basis\": [], \"leika\": \"1\", \"x\": [\"",
        "unknown field `x`",
    ),
];

#[test]
fn mistakes_are_named_with_file_line_and_reason() {
    let good = text("catalogue/passport.json");
    for &(old, new, reason) in MISTAKES {
        assert!(good.contains(old), "{old}");
        let bad = good.replacen(old, new, 1);
        let refused = read_service("passport.json", &bad).unwrap_err();
        assert!(refused.reason.contains(reason), "{new}: {refused}");
        let at = good.find(old).unwrap();
        let line = 1 + good[..at].matches('\n').count();
        let near = refused.line.abs_diff(line) <= 3;
        assert!(
            near,
            "{new}: the mistake stands on line {line}, told was {refused}"
        );
        assert!(
            refused
                .to_string()
                .starts_with(&format!("passport.json, line {}: ", refused.line))
        );
    }
}

#[test]
fn two_amounts_on_one_day_are_refused() {
    let good = text("catalogue/identity-card.json");
    let bad = good.replacen("\"until\": \"2026-02-06\"", "\"until\": \"2026-02-07\"", 1);
    let refused = read_service("identity-card.json", &bad).unwrap_err();
    assert!(
        refused
            .reason
            .contains("another amount of the rule holds on this day too"),
        "{refused}"
    );
    assert!(
        bad.lines()
            .nth(refused.line - 1)
            .unwrap()
            .contains("2026-02-07"),
        "{refused}"
    );
}

/// Reads all files, one of them with a change.
fn with_change(path: &str, old: &str, new: &str) -> Refused {
    let mut files = texts();
    let changed = files.iter_mut().find(|(name, _)| name == path).unwrap();
    assert!(changed.1.contains(old), "{old}");
    changed.1 = changed.1.replacen(old, new, 1);
    let (town, services) = files.split_last().unwrap();
    let services: Vec<CatalogueFile> = services.iter().map(file).collect();
    read_catalogue(&services, file(town)).unwrap_err()
}

#[test]
fn files_that_contradict_each_other_are_refused() {
    for (path, old, new, reason) in [
        (
            "catalogue/passport.json",
            "\"id\": \"passport\"",
            "\"id\": \"identity-card\"",
            "another file is the service identity-card",
        ),
        (
            "catalogue/passport.json",
            "{\"rule\": \"RP_48P\"",
            "{\"rule\": \"RP_99P\"",
            "no file has an amount for the rule RP_99P",
        ),
        (
            "catalogue/provisional-identity-card.json",
            "\"not_beside\": \"identity-card\"",
            "\"not_beside\": \"id-card\"",
            "there is no service id-card",
        ),
        (
            "catalogue/provisional-identity-card.json",
            "\"rule\": \"PA_TEMP\",\n",
            "\"rule\": \"PA_GE24\",\n",
            "two rows of PA_GE24 hold on",
        ),
        (
            "town/town.json",
            "\"not_offered\": []",
            "\"not_offered\": [\"parking\"]",
            "there is no service parking",
        ),
        (
            "town/town.json",
            "\"rule\": \"AB\"",
            "\"rule\": \"RP_48P\"",
            "RP_48P",
        ),
    ] {
        let refused = with_change(path, old, new);
        assert!(refused.reason.contains(reason), "{new}: {refused}");
    }
}

#[test]
fn a_wrong_town_is_refused() {
    let good = text("town/town.json");
    for (old, new, reason) in [
        (
            "\"key\": \"01099001\"",
            "\"key\": \"1099001\"",
            "municipality key",
        ),
        (
            "\"key\": \"01099002\"",
            "\"key\": \"01099001\"",
            "stands there twice",
        ),
        ("\"99998\"]", "\"9999\"]", "postcode"),
        (
            "\"authority_code\": \"LZ63\"",
            "\"authority_code\": \"BKZ1\"",
            "authority code",
        ),
        (
            "\"name\": \"Amt Musterland\"",
            "\"name\": \"\"",
            "nothing stands here",
        ),
    ] {
        assert!(good.contains(old), "{old}");
        let refused = read_town("town.json", &good.replacen(old, new, 1)).unwrap_err();
        assert!(refused.reason.contains(reason), "{new}: {refused}");
    }
}

#[test]
fn the_town_changes_names_and_fees_without_a_build() {
    let mut files = texts();
    let (_, town) = files.last_mut().unwrap();
    *town = town.replace(
        "\"not_offered\": []",
        "\"names\": {\"passport\": \"Pass\"}, \"not_offered\": [\"passport\"]",
    );
    let (town, services) = files.split_last().unwrap();
    let services: Vec<CatalogueFile> = services.iter().map(file).collect();
    let catalogue = read_catalogue(&services, file(town)).unwrap();
    assert_eq!(catalogue.service("passport").unwrap().name, "Pass");
    assert!(catalogue.offered().all(|service| service.id != "passport"));
}

#[test]
fn an_index_that_leads_elsewhere_is_refused() {
    for path in [
        "../secret/x.json",
        "catalogue/../x.json",
        "catalogue/x.txt",
        "x.json",
        "catalogue/X.json",
        "/etc/x.json",
    ] {
        let text = format!(
            "{{\"version\": 1, \"files\": [\n{{\"path\": {path:?}, \"sha256\": \"{}\"}}]}}",
            "0".repeat(64)
        );
        let refused = read_index("index.json", &text).unwrap_err();
        assert_eq!(
            (refused.line, refused.reason.contains("a path has")),
            (2, true),
            "{refused}"
        );
    }
    assert!(read_index("index.json", "{\"version\": 2, \"files\": []}").is_err());
    assert!(
        read_index(
            "index.json",
            "{\"version\": 1, \"files\": [{\"path\": \"a/b.json\", \"sha256\": \"0\"}]}"
        )
        .is_err()
    );
}

#[test]
fn huge_and_deep_files_are_refused() {
    let huge = " ".repeat(300_000);
    assert!(
        read_service("x.json", &huge)
            .unwrap_err()
            .reason
            .contains("larger than")
    );
    let deep = "[".repeat(200_000);
    assert!(read_service("x.json", &deep).is_err());
    let nested = format!("{}{}", "{\"not\": ".repeat(100_000 / 8), "1");
    assert!(read_service("x.json", &nested).is_err());
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        prop_assert!(read_service("x.json", &text).is_err());
        prop_assert!(read_town("x.json", &text).is_err());
        prop_assert!(read_index("x.json", &text).is_err());
    }

    /// A byte of a good file is changed, cut out or doubled: it is read or refused, with a line that exists.
    #[test]
    fn a_damaged_file_is_read_or_refused(at in 0usize..10_000, by in any::<u8>(), how in 0u8..3, which in 0usize..18) {
        let files = texts();
        let (name, text) = &files[which % files.len()];
        let mut bytes = text.clone().into_bytes();
        let at = at % bytes.len();
        match how {
            0 => bytes[at] = by,
            1 => { bytes.remove(at); }
            _ => bytes.insert(at, by),
        }
        let damaged = String::from_utf8_lossy(&bytes).into_owned();
        let refused = if name.starts_with("town") {
            read_town(name, &damaged).err()
        } else {
            read_service(name, &damaged).err()
        };
        if let Some(refused) = refused {
            prop_assert!((1..=damaged.lines().count() + 1).contains(&refused.line), "{}", refused);
        }
    }
}
