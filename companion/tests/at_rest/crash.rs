//! A crash leaves no core.

use std::os::unix::process::ExitStatusExt;
use std::process::{Command, ExitStatus, Stdio};

use rustix::process::{Pid, Signal, kill_process};

use crate::common::town::Town;
use crate::common::{Folder, ORIGIN, Running};
use super::process::start_under;

/// Those that write cores. Rust catches a SEGV that comes from outside.
const CRASHES: [Signal; 2] = [Signal::ABORT, Signal::ILL];

/// Everybody may write cores of any size.
const UNLIMITED: [&str; 2] = ["prlimit", "--core=unlimited:unlimited"];

#[test]
fn neither_companion_nor_relay_leaves_a_core() {
    let town = Town::new();
    for signal in CRASHES {
        let mut suitcase = town.suitcase("");
        start_under(&mut suitcase, &UNLIMITED);
        let (relay, mut page) = suitcase.relay(ORIGIN);
        page.greet();
        for mut process in [relay, suitcase.companion.take().expect("running")] {
            let status = crashed(&mut process, signal);
            assert_eq!(status.signal(), Some(signal.as_raw()));
            assert!(!status.core_dumped(), "{signal:?} left a core");
        }
    }
}

#[test]
fn a_process_that_was_not_hardened_leaves_one() {
    let folder = Folder::new();
    let child = Command::new(UNLIMITED[0])
        .args(&UNLIMITED[1..])
        .args(["sleep", "600"])
        .current_dir(&folder.0)
        .stdout(Stdio::null())
        .spawn()
        .expect("starts");
    let mut process = Running(child);
    // `prlimit` has become `sleep` when its name has changed.
    crate::common::until("sleep runs", || {
        let name = std::fs::read_to_string(format!("/proc/{}/comm", process.0.id())).ok()?;
        (name.trim() == "sleep").then_some(())
    });
    assert!(crashed(&mut process, Signal::ILL).core_dumped());
}

fn crashed(process: &mut Running, signal: Signal) -> ExitStatus {
    let id = i32::try_from(process.0.id()).expect("a process");
    kill_process(Pid::from_raw(id).expect("a process"), signal).expect("ours");
    process.0.wait().expect("ends")
}
