//! Opened parts for the department's own people and programs: in memory, and as files.

use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

use amtskoffer_contract::ingest::Refusal;
use jiff::Timestamp;
use uuid::Uuid;

use super::opening::Opened;
use super::{Department, DepartmentError, OpenedCase, OpenedPart};
use crate::audit::{Act, Event};
use crate::config::Config;
use crate::ingest::{Blobs, read_manifest};
use crate::store::{KeptCase, Store};

/// Opens a case that was handed in, checks it against the rules of its service, and notes in the audit
/// log that it was opened.
///
/// # Errors
/// Any of [`DepartmentError`].
pub async fn open_case(config: &Config, case: Uuid) -> Result<OpenedCase, DepartmentError> {
    let department = Department::load(config)?;
    let store = Store::open(&config.database).await?;
    let opened = open_kept(config, &department, &store, case).await;
    store.close().await;
    opened
}

/// Writes an opened case into a folder that must not exist yet: each part in a file of its name, and
/// `manifest.json`. Readable by their owner only.
///
/// # Errors
/// [`DepartmentError::File`].
pub fn export(case: &OpenedCase, folder: &Path) -> Result<(), DepartmentError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |cause| DepartmentError::File { path, cause }
    };
    let made = std::fs::DirBuilder::new().mode(0o700).create(folder);
    made.map_err(failed(folder))?;
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true).mode(0o600);
        let written = options.open(&path);
        let written = written.and_then(|mut file| file.write_all(bytes));
        written.map_err(failed(&path))
    };
    for opened in &case.parts {
        let ending = ending(&opened.part.media_type);
        write(&format!("{}{ending}", opened.part.name), &opened.text)?;
    }
    let manifest = serde_json::to_vec_pretty(&case.manifest).unwrap_or_default();
    write("manifest.json", &manifest)
}

async fn open_kept(
    config: &Config,
    department: &Department,
    store: &Store,
    case: Uuid,
) -> Result<OpenedCase, DepartmentError> {
    let kept = store.kept_case(case).await?;
    let kept = kept.ok_or(DepartmentError::UnknownCase(case))?;
    let event = Event {
        at: Timestamp::now(),
        act: Act::CaseOpened,
        suitcase: "",
        clerk: "",
        file_number: "",
        subject: &case.to_string(),
    };
    store.audit(&event).await?;
    let opened = opened(config, department, &kept, case).await?;
    let record = &opened.application.record;
    if !record.is_empty() && store.record(record).await?.is_none() {
        let keys = vec!["record".to_owned()];
        return Err(DepartmentError::Refused(Refusal::RulesBroken { keys }));
    }
    Ok(opened)
}

async fn opened(
    config: &Config,
    department: &Department,
    kept: &KeptCase,
    case: Uuid,
) -> Result<OpenedCase, DepartmentError> {
    let changed = |what: &str| DepartmentError::Changed {
        what: what.to_owned(),
    };
    let manifest = read_manifest(&kept.manifest, case).map_err(|_| changed("the manifest"))?;
    let failed = |cause| DepartmentError::File {
        path: config.blobs.clone(),
        cause,
    };
    let blobs = Blobs::open(&config.blobs).map_err(failed)?;
    let mut parts = Vec::with_capacity(manifest.parts.len());
    let mut seen = Opened::default();
    for part in &manifest.parts {
        let found = kept.parts.iter().find(|kept| kept.name == part.name);
        let found = found.ok_or_else(|| changed(&part.name))?;
        let sealed = blobs.read(found.blob).await.map_err(failed)?;
        let certificate = (found.certificate.as_slice(), kept.received_at);
        let text = department.open_part(&manifest, part, certificate, &sealed)?;
        seen.add(part, &text).map_err(DepartmentError::Refused)?;
        parts.push(OpenedPart {
            part: part.clone(),
            text,
        });
    }
    department
        .check(&manifest, &seen)
        .map_err(DepartmentError::Refused)?;
    let application = seen.application;
    Ok(OpenedCase {
        application: application.ok_or(DepartmentError::Refused(Refusal::Malformed))?,
        manifest,
        parts,
    })
}

fn ending(media_type: &str) -> &'static str {
    match media_type {
        "application/json" => ".json",
        "application/pdf" => ".pdf",
        "image/jpeg" => ".jpg",
        "image/png" => ".png",
        "image/x-wsq" => ".wsq",
        _ => ".bin",
    }
}
