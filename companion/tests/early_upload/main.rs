//! Parts leave as they are accepted, against a real gateway: through cuts, blackouts, crashes.

use crate::common;

mod cuts;
mod failing;
mod leaving;
mod resume;

use amtskoffer_contract::bridge::UploadState;
use common::town::Town;
use common::{Page, Suitcase, until};
use uuid::Uuid;

/// What TLS, headers, notes, manifest and the pulse of the line may take beside the parts.
const OVERHEAD: u64 = 256 * 1024;

fn started(town: &Town) -> Suitcase {
    let mut suitcase = town.suitcase("");
    suitcase.start();
    suitcase
}

/// Waits until everything that was accepted is at the gateway; gives the names of the parts.
fn all_there(page: &mut Page, case: Uuid, count: usize) -> Vec<String> {
    until("the parts are there", || {
        let uploads = page.overview().uploads;
        let upload = uploads.into_iter().find(|upload| upload.case == case)?;
        let is_there = upload.state == UploadState::Resting && upload.parts.len() == count;
        is_there.then_some(upload.parts)
    })
}

/// Files that the gateway keeps: one for each part.
fn kept(town: &Town) -> Vec<Vec<u8>> {
    let blobs = std::fs::read_dir(town.folder.0.join("blobs")).expect("a folder");
    let paths = blobs.map(|entry| entry.expect("an entry").path());
    let mut kept: Vec<_> = paths.filter_map(|path| std::fs::read(path).ok()).collect();
    kept.sort();
    kept
}
