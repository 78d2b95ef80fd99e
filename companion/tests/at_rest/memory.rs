//! No page that holds something of a case can be swapped out.

use amtskoffer_contract::bridge::Request;
use serde_json::Value;

use crate::common::town::Town;
use crate::common::visit::camera_picture;
use crate::common::{Suitcase, program, status_line};
use super::process::{bytes, count, mappings, start_under};

/// A text that the clerk types; its field takes any name.
const TYPED: &str = "Zwölfbürgen-Nachtigall";

/// What Linux gives a user by default, in bytes. The stacks of the threads would not fit into it if
/// everything were locked.
const LIMIT: &str = "8388608:8388608";

#[test]
fn whatever_holds_something_of_a_case_is_locked() {
    let town = Town::new();
    let mut suitcase = town.suitcase("");
    suitcase.start();
    let mut page = suitcase.page();
    let case = page.fill_id_card();
    page.answer(case, &[("religious_or_artistic_name", TYPED)]);
    let picture = camera_picture();
    let middle = picture[picture.len() / 2..][..48].to_vec();

    let (mut locked, mut others) = (0, Vec::new());
    for mapping in mappings(suitcase.pid())
        .iter()
        .filter(|one| one.is_readable)
    {
        let content = bytes(suitcase.pid(), mapping);
        let found = count(&content, TYPED.as_bytes()) + count(&content, &middle);
        if mapping.is_locked {
            locked += found;
        } else if found > 0 {
            others.push(mapping.name.clone());
        }
    }
    assert!(
        locked >= 2,
        "the search finds both where they are: {locked}"
    );
    assert_eq!(others, Vec::<String>::new());
    assert_eq!(status_line(suitcase.pid(), "VmSwap"), "0 kB");
}

#[test]
fn what_is_discarded_is_overwritten() {
    let town = Town::new();
    let mut suitcase = town.suitcase("");
    suitcase.start();
    let mut page = suitcase.page();
    let case = page.fill_id_card();
    let picture = camera_picture();
    let middle = picture[picture.len() / 2..][..48].to_vec();
    let there = |suitcase: &Suitcase| -> usize {
        let all = mappings(suitcase.pid());
        let readable = all.iter().filter(|one| one.is_readable);
        readable
            .map(|one| count(&bytes(suitcase.pid(), one), &middle))
            .sum()
    };
    assert!(there(&suitcase) >= 1);
    let discard = Request::CloseCase {
        case,
        discard: true,
    };
    assert!(page.ask(discard).is_ok());
    assert_eq!(there(&suitcase), 0, "the picture is gone from memory");
}

#[test]
fn under_a_limit_the_companion_works_locks_its_pictures_and_says_so() {
    let town = Town::new();
    let mut suitcase = town.suitcase("");
    let memlock = format!("--memlock={LIMIT}");
    let limited = [
        "prlimit",
        memlock.as_str(),
        "setpriv",
        "--inh-caps=-ipc_lock",
        "--bounding-set=-ipc_lock",
    ];
    start_under(&mut suitcase, &limited);
    let before = locked_kib(suitcase.pid());
    let mut page = suitcase.page();
    page.fill_id_card();
    let picture = u64::try_from(camera_picture().len() / 1024).expect("fits");
    let more = locked_kib(suitcase.pid()) - before;
    assert!(
        more >= picture,
        "{more} KiB are locked, the picture has {picture}"
    );

    let output = std::process::Command::new(limited[0])
        .args(&limited[1..])
        .arg(program().get_program())
        .args(["check", "--json", "--config"])
        .arg(&suitcase.config)
        .output()
        .expect("runs");
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(
        report["memory"],
        "only pictures are kept out of swap: set LimitMEMLOCK=infinity"
    );
}

fn locked_kib(pid: u32) -> u64 {
    let line = status_line(pid, "VmLck");
    let number = line.split_whitespace().next().expect("a number");
    number.parse().expect("a number")
}
