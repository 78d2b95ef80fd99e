//! The catalogue of the work tree, tampered copies of it, and another reader's word about its schema.

use super::store::{INDEX, SIGNATURE, Store};
use super::{PAGE, check, key, load, page, publish, run};
use crate::files::{copy_folder, entries};
use crate::layout::Layout;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A work tree that has nothing but a copy of `public/`.
struct Copied(Layout);

impl Copied {
    fn new(name: &str) -> Self {
        let root =
            std::env::temp_dir().join(format!("xtask-catalogue-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&root);
        copy_folder(&work_tree().root.join("public"), &root.join("public")).unwrap();
        Self(Layout { root })
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.root.join("public").join(path)
    }

    fn change(&self, path: &str, old: &str, new: &str) {
        let text = std::fs::read_to_string(self.path(path)).unwrap();
        assert!(text.contains(old), "{old}");
        std::fs::write(self.path(path), text.replacen(old, new, 1)).unwrap();
    }

    fn refused(&self) -> String {
        load(&self.0).unwrap_err().to_string()
    }
}

impl Drop for Copied {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0.root);
    }
}

fn work_tree() -> Layout {
    Layout::find().unwrap()
}

#[test]
fn the_files_of_the_work_tree_are_published() {
    assert!(check(&work_tree(), None).unwrap());
}

#[test]
fn the_page_of_the_docs_is_up_to_date() {
    let found = std::fs::read_to_string(work_tree().root.join(PAGE)).unwrap();
    let made = page(&load(&work_tree()).unwrap());
    assert!(found == made, "{PAGE} is old: run cargo xtask docs");
}

#[test]
fn a_tampered_file_is_refused_with_file_line_and_reason() {
    let copied = Copied::new("tampered");
    copied.change(
        "catalogue/passport.json",
        "\"cents\": 7000",
        "\"cents\": 1000",
    );
    let said = copied.refused();
    assert!(
        said.starts_with("catalogue/passport.json, line 1: the file is not the one of the index"),
        "{said}"
    );
    assert!(!check(&copied.0, None).unwrap());
    copied.change(
        "catalogue/passport.json",
        "\"cents\": 1000",
        "\"cents\": \"1000\"",
    );
    let said = copied.refused();
    assert!(
        said.starts_with("catalogue/passport.json, line ") && said.contains("expected i64"),
        "{said}"
    );
}

#[test]
fn a_file_that_nobody_listed_is_found() {
    let copied = Copied::new("unlisted");
    std::fs::copy(
        copied.path("catalogue/passport.json"),
        copied.path("catalogue/other.json"),
    )
    .unwrap();
    assert!(!check(&copied.0, None).unwrap());
    std::fs::remove_file(copied.path("catalogue/other.json")).unwrap();
    assert!(check(&copied.0, None).unwrap());
}

#[test]
fn a_changed_fee_is_published() {
    let copied = Copied::new("changed");
    copied.change(
        "catalogue/passport.json",
        "\"cents\": 7000",
        "\"cents\": 7100",
    );
    assert!(publish::run(&copied.0, None).unwrap());
    assert!(check(&copied.0, None).unwrap());
}

#[test]
fn what_is_refused_is_not_published() {
    let copied = Copied::new("refused");
    let before = std::fs::read(copied.path(INDEX)).unwrap();
    copied.change(
        "catalogue/passport.json",
        "\"cents\": 7000",
        "\"cents\": -1",
    );
    let said = publish::run(&copied.0, None).unwrap_err().to_string();
    assert!(
        said.starts_with("catalogue/passport.json, line ") && said.contains("is no amount"),
        "{said}"
    );
    assert_eq!(
        std::fs::read(copied.path(INDEX)).unwrap(),
        before,
        "the last good index stays"
    );
}

#[test]
fn a_signature_fits_the_index_that_was_signed_and_no_other() {
    let copied = Copied::new("signed");
    let name = copied.0.root.join("town");
    key::make(name.to_str().unwrap()).unwrap();
    assert!(
        key::make(name.to_str().unwrap()).is_err(),
        "a key is never written over"
    );
    let (secret, public) = (name.with_extension("key"), name.with_extension("pub"));
    let fits = || key::verify(&Store::read(&copied.0).unwrap(), &public).unwrap();
    assert!(!fits(), "nothing is signed yet");
    assert!(publish::run(&copied.0, Some(secret.clone())).unwrap());
    assert!(fits());
    assert!(check(&copied.0, Some(public.clone())).unwrap());
    copied.change(INDEX, "\n", "\n\n");
    assert!(!fits(), "another index");
    assert!(!check(&copied.0, Some(public.clone())).unwrap());
    assert!(publish::run(&copied.0, Some(secret)).unwrap() && fits());
    std::fs::write(copied.path(SIGNATURE), "bm8=\n").unwrap();
    assert!(!fits(), "no signature at all");
    assert!(publish::run(&copied.0, None).unwrap());
    assert!(
        !copied.path(SIGNATURE).exists(),
        "the signature of another index is taken away"
    );
}

#[test]
fn slips_are_named() {
    for args in [
        &["chekc"][..],
        &["check", "--trusted"],
        &["publish", "x"],
        &[],
    ] {
        let args: Vec<String> = args.iter().map(|&arg| arg.to_owned()).collect();
        let said = run(&work_tree(), &args).unwrap_err().to_string();
        assert!(said.contains("catalogue publish [--key KEY]"), "{said}");
    }
}

/// What the Python package jsonschema says of files: the names of those that do not fit.
fn misfits(schema: &Path, files: &[PathBuf]) -> Vec<String> {
    const SCRIPT: &str = "
import json, sys
from jsonschema import Draft202012Validator
schema = json.load(open(sys.argv[1]))
Draft202012Validator.check_schema(schema)
for name in sys.argv[2:]:
    if not Draft202012Validator(schema).is_valid(json.load(open(name))):
        print(name)
";
    let python = work_tree().python().join("bin/python");
    let output = Command::new(&python)
        .args(["-c", SCRIPT])
        .arg(schema)
        .args(files)
        .output();
    let output = output.expect("no Python: run cargo xtask setup");
    assert!(
        output.status.success(),
        "run cargo xtask setup\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(str::to_owned)
        .collect()
}

#[test]
fn another_validator_finds_the_files_fit_for_the_schema() {
    let public = work_tree().root.join("public");
    let services: Vec<PathBuf> = super::store::services(&public)
        .unwrap()
        .iter()
        .map(|path| public.join(path))
        .collect();
    assert_eq!(services.len(), 17);
    assert_eq!(
        misfits(&public.join("catalogue/service.schema.json"), &services),
        [""; 0]
    );
    let papers: Vec<PathBuf> = super::store::papers(&public)
        .unwrap()
        .iter()
        .map(|path| public.join(path))
        .collect();
    assert!(papers.len() >= 18);
    assert_eq!(
        misfits(&public.join("catalogue/paper.schema.json"), &papers),
        [""; 0]
    );
    assert_eq!(
        misfits(
            &public.join("town/town.schema.json"),
            &[public.join("town/town.json")]
        ),
        [""; 0]
    );
}

/// Mistakes of shape: the schema refuses them too, so that an editor shows them while typing.
#[test]
fn another_validator_refuses_what_we_refuse() {
    let copied = Copied::new("schema");
    let good = std::fs::read_to_string(copied.path("catalogue/passport.json")).unwrap();
    let mistakes = [
        ("\"version\": 1", "\"version\": 2"),
        ("\"id\": \"passport\"", "\"id\": \"Pass port\""),
        ("\"cents\": 7000", "\"cents\": -1"),
        ("\"cents\": 7000", "\"cents\": \"7000\""),
        ("\"from\": \"2024-01-01\"", "\"from\": \"01.01.2024\""),
        ("{\"age_from\": 24}", "{\"age_form\": 24}"),
        (
            "{\"age_from\": 24}",
            "{\"age_from\": 24, \"age_below\": 30}",
        ),
        ("{\"age_from\": 24}", "{\"age_from\": -1}"),
        ("\"approver\": \"second_clerk\"", "\"approver\": \"nobody\""),
        ("\"kind\": \"photo\"", "\"kind\": \"film\""),
        ("\"years\": 10", "\"years\": 10, \"months\": 3"),
        ("\"four_eyes\": true", "\"four_eyes\": \"yes\""),
        ("\"applicants\"", "\"applicant\""),
        (
            "\"yes_no\": false",
            "\"yes_no\": false, \"choice\": [\"a\"]",
        ),
    ];
    let folder = copied.0.root.join("mistakes");
    std::fs::create_dir(&folder).unwrap();
    for (at, (old, new)) in mistakes.iter().enumerate() {
        assert!(good.contains(old), "{old}");
        let bad = good.replacen(old, new, 1);
        let name = format!("{at:02}.json");
        assert!(
            amtskoffer_contract::catalogue::read_service(&name, &bad).is_err(),
            "{new}"
        );
        std::fs::write(folder.join(name), bad).unwrap();
    }
    let files = entries(&folder).unwrap();
    let found = misfits(&copied.path("catalogue/service.schema.json"), &files);
    let all: Vec<String> = files
        .iter()
        .map(|file| file.display().to_string())
        .collect();
    assert_eq!(found, all);
}
