//! Templates of papers: what is shipped is read, and what is wrong is refused with its line.

use amtskoffer_contract::catalogue::{CatalogueFile, PaperKey, read_paper, read_papers};
use proptest::prelude::*;
use std::path::Path;

fn shipped() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../public/catalogue/papers");
    let entries = std::fs::read_dir(folder).expect("the folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let read = paths.map(|path| {
        let name = path.file_name().expect("a name").to_string_lossy();
        let text = std::fs::read_to_string(&path).expect("text");
        (name.into_owned(), text)
    });
    read.collect()
}

#[test]
fn every_shipped_template_is_read_and_named_by_its_key() {
    let files = shipped();
    assert!(files.len() >= 18);
    for (name, text) in &files {
        let read = read_paper(name, text);
        let (key, template) = read.unwrap_or_else(|refused| panic!("{refused}"));
        assert_eq!(*name, format!("{key}.json"));
        assert!(!template.legal_basis.is_empty(), "{name} rests on no law");
    }
    let all: Vec<CatalogueFile> = files
        .iter()
        .map(|(name, text)| CatalogueFile { name, text })
        .collect();
    let papers = read_papers(&all).expect("all of them together");
    assert!(papers.contains_key(&PaperKey::FEE_RECEIPT));
    let twice = [all[0], all[0]];
    let refused = read_papers(&twice).expect_err("the same key twice");
    assert!(refused.reason.contains("already"), "{refused}");
}

/// What a service hands over has a template; the two that only a device makes have none.
#[test]
fn every_output_of_a_service_has_its_template() {
    let keys: Vec<String> = shipped()
        .iter()
        .map(|(name, _)| name.replace(".json", ""))
        .collect();
    for service in crate::CATALOGUE.services() {
        for output in &service.outputs {
            assert!(keys.contains(&output.key), "{}: {}", service.id, output.key);
        }
    }
}

/// A file that is right but for one block.
fn file(block: &str) -> String {
    format!(
        "{{\n\"version\": 1,\n\"key\": \"sample\",\n\"name\": \"Muster\",\n\"purpose\": \"Test.\",\n\
         \"footer\": \"Fuß\",\n\"words\": {{\"yes\": {{\"yes\": \"ja\"}}}},\n\"blocks\": [\n\
         {{\"title\": \"Titel\"}},\n{block}\n]\n}}"
    )
}

#[test]
fn what_is_wrong_is_refused_with_line_and_reason() {
    let table = [
        (
            r#"{"paragraph": "{record.shoe_size}"}"#,
            "there is no value {record.shoe_size}",
        ),
        (
            r#"{"paragraph": "{address}"}"#,
            "there is no value {address}",
        ),
        (r#"{"paragraph": "offen {"}"#, "a brace stands alone"),
        (r#"{"paragraph": "{visit.place|no}"}"#, "there are no words"),
        (r#"{"paragraph": ""}"#, "nothing stands here"),
        (r#"{"paragraph": "a", "title": "b"}"#, "exactly one kind"),
        (r#"{"when": {"filled": "visit.place"}}"#, "exactly one kind"),
        (r#"{"paragraph": "a", "colour": "red"}"#, "unknown field"),
        (r#"{"paragraph": "a", "look": "loud"}"#, "unknown variant"),
        (
            r#"{"over": "friends", "paragraph": "a"}"#,
            "there is no list friends",
        ),
        (
            r#"{"paragraph": "a", "when": {"filled": "nothing"}}"#,
            "there is no value nothing",
        ),
        (r#"{"cells": "nothing"}"#, "there is no value {nothing}"),
        (
            r#"{"table": {"over": "dwellings", "columns": [{"head": "A", "cell": "{address}", "share": 90}]}}"#,
            "make 100 together",
        ),
        (
            r#"{"table": {"over": "dwellings", "columns": [{"head": "A", "cell": "{address}", "share": 100}], "sum": ["a", "b"]}}"#,
            "as many cells",
        ),
        (r#"{"pages": {"room_below": 400}}"#, "at most 150 mm"),
    ];
    for (block, reason) in table {
        let refused = read_paper("sample.json", &file(block)).expect_err(block);
        assert!(refused.reason.contains(reason), "{block}: {refused}");
        assert_eq!(
            (refused.file.as_str(), refused.line),
            ("sample.json", 10),
            "{block}"
        );
    }
    assert!(read_paper("sample.json", &file(r#"{"paragraph": "a"}"#)).is_ok());
}

#[test]
fn the_head_of_a_file_is_checked_too() {
    let good = file(r#"{"paragraph": "a"}"#);
    for (from, to, reason) in [
        ("\"version\": 1", "\"version\": 2", "version 2"),
        (
            "\"key\": \"sample\"",
            "\"key\": \"Sample\"",
            "small letters",
        ),
        (
            "\"name\": \"Muster\"",
            "\"name\": \"{record.family_name}\"",
            "seen by everyone",
        ),
        (
            "{\"title\": \"Titel\"}",
            "{\"heading\": \"Titel\"}",
            "needs a title",
        ),
        ("\"yes\": \"ja\"", "\"yes\": \"\"", "nothing stands here"),
    ] {
        let refused = read_paper("sample.json", &good.replace(from, to)).expect_err(to);
        assert!(refused.reason.contains(reason), "{to}: {refused}");
    }
    let many = vec![r#"{"paragraph": "a"}"#; 301].join(",\n");
    assert!(read_paper("sample.json", &file(&many)).is_err());
    let mut deep = r#"{"paragraph": "a"}"#.to_owned();
    for _ in 0..12 {
        deep = format!(r#"{{"blocks": [{deep}]}}"#);
    }
    let refused = read_paper("sample.json", &file(&deep)).expect_err("too deep");
    assert!(refused.reason.contains("too deep"), "{refused}");
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,400}") {
        let _ = read_paper("any.json", &text);
    }

    #[test]
    fn a_damaged_file_is_read_or_refused(at in 0_usize..10_000, letter in "\\PC{0,3}") {
        let (name, text) = &shipped()[at % 5];
        let letters: Vec<char> = text.chars().collect();
        let at = at % letters.len();
        let damaged: String = letters[..at]
            .iter()
            .copied()
            .chain(letter.chars())
            .chain(letters[(at + 1).min(letters.len())..].iter().copied())
            .collect();
        let _ = read_paper(name, &damaged);
    }
}
