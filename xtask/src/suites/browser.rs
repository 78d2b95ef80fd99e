//! The tests in the browser: two stages side by side, each of which takes the next file when it has done one.

use super::{Counts, counted, node_runner};
use crate::error::Error;
use crate::layout::Layout;
use crate::stage::{self, Stage};
use crate::{docs, site};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

/// A visit waits more than it reckons: two take hardly longer than one on two cores.
const STAGES: [&str; 2] = ["e2e", "e2e-beside"];

/// Builds the site and plays every file of tests once.
///
/// # Errors
/// When the site cannot be built or a stage does not become ready; a failing file is counted.
pub(super) fn run(layout: &Layout) -> Result<Counts, Error> {
    site::build(layout)?;
    // The visits add up what they count.
    let _ = std::fs::remove_file(docs::counted_inputs(layout));
    let start = |name| Stage::of_built_programs(layout, name, &stage::Options::default());
    let stages = STAGES
        .map(start)
        .into_iter()
        .collect::<Result<Vec<_>, _>>()?;
    let files = Mutex::new(stage::scripts(layout, ".test.mjs")?.into_iter());
    let total = Mutex::new(Counts::default());
    std::thread::scope(|scope| {
        for stage in stages.iter().map(Stage::file) {
            let (files, total) = (&files, &total);
            scope.spawn(move || {
                while let Some(file) = next(files) {
                    let counts = play(layout, &stage, &file);
                    *held(total) += counts;
                }
            });
        }
    });
    let total = *held(&total);
    Ok(total)
}

/// One file after the other on a stage; what it says is shown when it has ended.
fn play(layout: &Layout, stage: &Path, file: &str) -> Counts {
    let begun = Instant::now();
    let mut said = String::new();
    let mut command = node_runner(layout, &[file.to_owned()]);
    command.env("AMTSKOFFER_STAGE", stage);
    let counts = counted(&mut command, |line| {
        said.push_str(line);
        said.push('\n');
    });
    let seconds = begun.elapsed().as_secs();
    let counts = counts.unwrap_or_else(|error| {
        said.push_str(&error.to_string());
        Counts::FAILURE
    });
    println!("{said}-- {file}: {counts}; {seconds} s");
    counts
}

// Not held while the file is played, as it would be in the head of the loop.
fn next(files: &Mutex<impl Iterator<Item = String>>) -> Option<String> {
    held(files).next()
}

fn held<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
