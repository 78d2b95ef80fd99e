//! No process holds a file open that it could write to.

use std::fs;

use crate::common::town::Town;
use crate::common::{ORIGIN, status_line};
use super::process::{about, start_under};

/// `O_WRONLY` and `O_RDWR`.
const WRITING: u32 = 0b11;

#[test]
fn neither_companion_nor_relay_holds_a_file_open_for_writing() {
    let town = Town::new();
    let mut suitcase = town.suitcase("");
    start_under(&mut suitcase, &["env"]);
    let mut page = suitcase.page();
    page.fill_id_card();
    drop(page);
    assert_eq!(writable(suitcase.pid()), Vec::<String>::new());

    let (relay, mut page) = suitcase.relay(ORIGIN);
    page.greet();
    assert_eq!(writable(relay.0.id()), Vec::<String>::new());
    for process in [suitcase.pid(), relay.0.id()] {
        assert_eq!(status_line(process, "NoNewPrivs"), "1");
    }
}

#[test]
fn a_file_that_is_open_for_writing_is_seen() {
    let file = std::env::temp_dir().join(format!("amtskoffer-{}", uuid::Uuid::new_v4()));
    let open = fs::File::create(&file).expect("made");
    let seen = writable(std::process::id());
    fs::remove_file(&file).expect("removed");
    drop(open);
    assert!(
        seen.iter()
            .any(|path| path.starts_with(&*file.to_string_lossy())),
        "{seen:?}"
    );
}

/// Regular files, by their paths. Not counted is where the test's own words go: its caller may have chosen a
/// file, and its children write there, too; on a suitcase that is the journal.
fn writable(pid: u32) -> Vec<String> {
    let entries = fs::read_dir(about(pid, "fd")).expect("root may read it");
    let ours = |number: u8| fs::read_link(about(std::process::id(), &format!("fd/{number}")));
    let words: Vec<_> = [1, 2]
        .into_iter()
        .filter_map(|number| ours(number).ok())
        .collect();
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry.expect("read");
        let Ok(target) = fs::metadata(entry.path()) else {
            continue;
        };
        let number = entry.file_name().to_string_lossy().into_owned();
        let info = fs::read_to_string(about(pid, &format!("fdinfo/{number}"))).unwrap_or_default();
        let flags = info.lines().find_map(|line| line.strip_prefix("flags:"));
        let flags = flags.and_then(|flags| u32::from_str_radix(flags.trim(), 8).ok());
        if target.is_file() && flags.is_some_and(|flags| flags & WRITING != 0) {
            let path = fs::read_link(entry.path()).expect("a link");
            if words.contains(&path) {
                continue;
            }
            found.push(path.to_string_lossy().into_owned());
        }
    }
    found
}
