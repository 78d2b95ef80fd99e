//! `companion session end`.

use std::fs::{self, DirBuilder};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::common::town::Town;
use crate::common::{Running, Suitcase, program};

/// A profile with something in it, and what looks like its browser.
struct Browser {
    profile: PathBuf,
    process: Running,
}

impl Browser {
    fn beneath(folder: &Path) -> Self {
        let profile = folder.join(format!("amtskoffer-{}", uuid::Uuid::new_v4()));
        DirBuilder::new()
            .mode(0o700)
            .create(&profile)
            .expect("made");
        fs::create_dir(profile.join("Default")).expect("made");
        fs::write(profile.join("Default/Session"), "left over").expect("written");
        let process = Command::new("python3")
            .args(["-c", "import time; time.sleep(600)"])
            .arg(format!("--user-data-dir={}", profile.display()))
            .stdin(Stdio::null())
            .spawn()
            .expect("starts");
        Self {
            profile,
            process: Running(process),
        }
    }

    fn has_ended(&mut self) -> bool {
        self.process.0.try_wait().expect("ours").is_some()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.profile);
    }
}

fn end(suitcase: &Suitcase, browser: &Browser, more: &[&str]) -> Output {
    program()
        .args(["session", "end", "--config"])
        .arg(&suitcase.config)
        .arg("--profile")
        .arg(&browser.profile)
        .args(more)
        .output()
        .expect("runs")
}

fn says(output: &Output, words: &str) -> bool {
    String::from_utf8_lossy(&output.stderr).contains(words)
}

#[test]
fn an_open_case_keeps_the_visit_until_it_is_discarded_in_so_many_words() {
    let town = Town::new();
    let mut suitcase = town.suitcase("");
    suitcase.start();
    let mut page = suitcase.page();
    page.fill_id_card();
    let mut browser = Browser::beneath(Path::new("/dev/shm"));

    let refused = end(&suitcase, &browser, &[]);
    assert!(!refused.status.success() && says(&refused, "no receipt yet"));
    assert!(
        !browser.has_ended() && browser.profile.exists(),
        "nothing was ended"
    );
    assert_eq!(page.overview().cases.len(), 1);

    let ended = end(&suitcase, &browser, &["--discard"]);
    assert!(
        ended.status.success(),
        "{}",
        String::from_utf8_lossy(&ended.stderr)
    );
    assert!(browser.has_ended() && !browser.profile.exists());
    let overview = page.overview();
    assert!(
        overview.desk.clerks.is_empty() && overview.visit.is_none() && overview.cases.is_empty()
    );
}

#[test]
fn without_companion_browser_or_profile_there_is_nothing_left_to_end() {
    let suitcase = Suitcase::alone();
    let mut browser = Browser::beneath(Path::new("/dev/shm"));
    for _ in 0..2 {
        let ended = end(&suitcase, &browser, &[]);
        assert!(
            ended.status.success(),
            "{}",
            String::from_utf8_lossy(&ended.stderr)
        );
        assert!(browser.has_ended() && !browser.profile.exists());
    }
}

#[test]
fn a_profile_on_a_disk_is_deleted_and_complained_about() {
    let suitcase = Suitcase::alone();
    let browser = Browser::beneath(Path::new(env!("CARGO_TARGET_TMPDIR")));
    let ended = end(&suitcase, &browser, &[]);
    assert!(!ended.status.success() && says(&ended, "lay on a disk"));
    assert!(!browser.profile.exists());
}
