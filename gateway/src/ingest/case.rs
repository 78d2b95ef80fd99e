//! Handing a case in, and dropping one.

use std::collections::BTreeSet;

use amtskoffer_contract::ingest::{
    APPLICATION_PART, Application, MAX_MANIFEST_BYTES, MAX_PART_BYTES, MAX_PARTS, Manifest,
    Refusal, SignedReceipt,
};
use axum::Json;
use axum::body::Body;
use axum::extract::{Extension, Path, State};
use axum::http::StatusCode;
use jiff::Timestamp;
use uuid::Uuid;

use super::announcement::{is_media_type, is_part_name, is_sha256};
use super::rules;
use crate::fingerprint::sha256_hex;
use crate::refused::Refused;
use crate::server::{AppState, Suitcase, read_bytes};
use crate::store::{HandIn, HandedIn, NewCase, Upload};

/// Version of the manifest that is understood.
const MANIFEST_VERSION: u16 = 1;

/// Largest application part in bytes.
const MOST_APPLICATION: u64 = 256 * 1024;

/// `PUT /cases/{case}`: everything is checked, then one transaction, then the receipt. The same
/// manifest again gives the same receipt.
pub(crate) async fn hand_in(
    State(app): State<AppState>,
    Extension(Suitcase(suitcase)): Extension<Suitcase>,
    Path(case): Path<String>,
    body: Body,
) -> Result<Json<SignedReceipt>, Refused> {
    let case = Uuid::try_parse(&case).map_err(|_| Refusal::Malformed)?;
    let bytes = read_bytes(body, MAX_MANIFEST_BYTES).await?;
    let sha256 = sha256_hex(&bytes);
    if let Some(before) = app.store.handed_in(case).await? {
        return Ok(Json(same(before, &suitcase, &sha256)?));
    }
    let manifest = manifest(&bytes, case)?;
    let uploads = app.store.uploads_of(&suitcase, case).await?;
    let application = application(&app, &manifest, &uploads).await?;
    let known_record = app.store.record(&application.record).await?.is_some();
    rules::check(&manifest, &application, known_record, &app.ingest.fees)?;

    let now = Timestamp::now();
    let new = NewCase {
        suitcase: &suitcase,
        bytes: &bytes,
        sha256: &sha256,
        manifest: &manifest,
    };
    let sign = |number| app.ingest.signer.receipt(case, &sha256, number, now);
    match app.store.hand_in(&new, now, sign).await? {
        HandIn::Taken(receipt, left_over) => {
            app.ingest.blobs.remove_all(left_over).await;
            tracing::info!(%case, "a case was handed in");
            Ok(Json(receipt))
        }
        HandIn::Before(before) => Ok(Json(same(before, &suitcase, &sha256)?)),
        HandIn::PartsMissing(parts) => Err(Refusal::PartsMissing { parts }.into()),
    }
}

/// `DELETE /cases/{case}`: the clerk discards a case; its parts go. A case that was handed in
/// stays.
pub(crate) async fn drop_case(
    State(app): State<AppState>,
    Extension(Suitcase(suitcase)): Extension<Suitcase>,
    Path(case): Path<String>,
) -> Result<StatusCode, Refused> {
    let case = Uuid::try_parse(&case).map_err(|_| Refusal::Malformed)?;
    if app.store.handed_in(case).await?.is_some() {
        return Err(Refusal::CaseConflict.into());
    }
    let dropped = app.store.forget_case(&suitcase, case).await?;
    app.ingest.blobs.remove_all(dropped).await;
    Ok(StatusCode::NO_CONTENT)
}

fn same(before: HandedIn, suitcase: &str, sha256: &str) -> Result<SignedReceipt, Refusal> {
    let same = before.suitcase == suitcase && before.manifest_sha256 == sha256;
    if same {
        Ok(before.receipt)
    } else {
        Err(Refusal::CaseConflict)
    }
}

fn manifest(bytes: &[u8], case: Uuid) -> Result<Manifest, Refusal> {
    let manifest: Manifest = serde_json::from_slice(bytes).map_err(|_| Refusal::Malformed)?;
    let mut names = BTreeSet::new();
    let parts_fit = manifest.parts.iter().all(|part| {
        is_part_name(&part.name)
            && is_sha256(&part.sha256)
            && is_media_type(&part.media_type)
            && part.bytes <= MAX_PART_BYTES
            && names.insert(part.name.as_str())
    });
    let short = |text: &str| text.chars().count() <= 100;
    let software = &manifest.software;
    let fits = manifest.version == MANIFEST_VERSION
        && manifest.case == case
        && manifest.parts.len() <= MAX_PARTS
        && parts_fit
        && short(&manifest.clerk)
        && software.len() <= 16
        && software
            .iter()
            .all(|(name, version)| short(name) && short(version));
    if fits {
        Ok(manifest)
    } else {
        Err(Refusal::Malformed)
    }
}

/// The application, once every part of the manifest is here and whole. Whether that is still so
/// is checked again in the transaction.
async fn application(
    app: &AppState,
    manifest: &Manifest,
    uploads: &[Upload],
) -> Result<Application, Refused> {
    let find = |name: &str| {
        let part = manifest.parts.iter().find(|part| part.name == name)?;
        uploads.iter().find(|upload| {
            let announced = &upload.announced;
            upload.is_complete()
                && announced.part == part.name
                && announced.sha256 == part.sha256
                && announced.length == part.bytes
                && announced.media_type == part.media_type
        })
    };
    let names = manifest.parts.iter().map(|part| part.name.as_str());
    let missing: Vec<String> = names
        .filter(|name| find(name).is_none())
        .map(str::to_owned)
        .collect();
    if !missing.is_empty() {
        return Err(Refusal::PartsMissing { parts: missing }.into());
    }
    let Some(upload) = find(APPLICATION_PART) else {
        return Err(Refusal::PartsMissing {
            parts: vec![APPLICATION_PART.to_owned()],
        }
        .into());
    };
    if upload.announced.length > MOST_APPLICATION {
        return Err(Refusal::TooLarge {
            limit: MOST_APPLICATION,
        }
        .into());
    }
    let bytes = app.ingest.blobs.read(upload.id).await?;
    serde_json::from_slice(&bytes).map_err(|_| Refusal::Malformed.into())
}
