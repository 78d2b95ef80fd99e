//! What the processes cannot do any more. Taking rights away cannot be undone, so each try runs in a
//! process of its own: this test binary, started again with a task in its environment.

use std::fs::{self, OpenOptions};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use amtskoffer_companion::hardening::{FileWriting, forbid_core_dumps, forbid_writing};

const TASK: &str = "AMTSKOFFER_TRIES_IN";

/// Not a test of its own: does nothing unless [`TASK`] names a folder.
#[test]
fn tries() {
    let Ok(folder) = std::env::var(TASK) else {
        return;
    };
    let folder = PathBuf::from(folder);
    forbid_core_dumps().expect("no core dumps");
    assert_eq!(forbid_writing(&[]).expect("rules"), FileWriting::Forbidden);
    for (what, tried) in attempts(&folder) {
        assert!(tried.is_err(), "{what} was possible");
    }
    assert_eq!(
        fs::read_to_string(folder.join("old")).expect("reading stays possible"),
        "old"
    );
    let script = format!("echo x > {}/new", folder.display());
    assert!(
        !succeeds(Command::new("/bin/sh").args(["-c", &script])),
        "a child process could write"
    );
    // Threads inherit what this one gave up.
    let path = folder.join("thread");
    let in_thread = std::thread::spawn(move || fs::write(path, "x").is_err());
    assert!(in_thread.join().expect("ends"));
}

#[test]
fn nothing_can_be_written_created_moved_or_removed() {
    let folder = std::env::temp_dir().join(format!("amtskoffer-{}", uuid::Uuid::new_v4()));
    fs::create_dir(&folder).expect("made");
    fs::write(folder.join("old"), "old").expect("written");
    fs::create_dir(folder.join("empty")).expect("made");
    let itself = std::env::current_exe().expect("known");
    let output = Command::new(itself)
        .args(["--exact", "hardening::tries", "--nocapture"])
        .env(TASK, &folder)
        .output()
        .expect("runs");
    let left: Vec<_> = fs::read_dir(&folder)
        .expect("there")
        .map(|entry| {
            entry
                .expect("read")
                .file_name()
                .into_string()
                .expect("plain")
        })
        .collect();
    let old = fs::read_to_string(folder.join("old")).expect("there");
    fs::remove_dir_all(&folder).expect("removed");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert_eq!((left.len(), old.as_str()), (2, "old"));
}

fn attempts(folder: &Path) -> Vec<(&'static str, std::io::Result<()>)> {
    let at = |name: &str| folder.join(name);
    let open = |options: &mut OpenOptions, name: &str| options.open(at(name)).map(drop);
    vec![
        ("creating a file", fs::write(at("new"), "x")),
        (
            "writing a file",
            open(OpenOptions::new().write(true), "old"),
        ),
        (
            "appending to a file",
            open(OpenOptions::new().append(true), "old"),
        ),
        (
            "cutting a file",
            open(OpenOptions::new().write(true).truncate(true), "old"),
        ),
        ("making a folder", fs::create_dir(at("folder"))),
        ("removing a file", fs::remove_file(at("old"))),
        ("removing a folder", fs::remove_dir(at("empty"))),
        ("moving a file", fs::rename(at("old"), at("empty/old"))),
        ("linking a file", fs::hard_link(at("old"), at("link"))),
        ("making a symbolic link", symlink(at("old"), at("symlink"))),
        (
            "writing to shared memory",
            fs::write("/dev/shm/amtskoffer-test", "x"),
        ),
        (
            "making a socket",
            std::os::unix::net::UnixListener::bind(at("socket")).map(drop),
        ),
    ]
}

fn succeeds(command: &mut Command) -> bool {
    command
        .stderr(std::process::Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
