//! Closing a case for good: handing it in, and throwing it away.

use amtskoffer_contract::clerks::Clerk;
use amtskoffer_contract::ingest::{
    APPLICATION_PART, MAX_MANIFEST_BYTES, Manifest, Part, ReceiptAct, Refusal, SignedReceipt,
};
use amtskoffer_domain::services::ExceptionRule;
use axum::Json;
use axum::body::Body;
use axum::extract::{Extension, Path, State};
use jiff::Timestamp;
use uuid::Uuid;

use super::manifest;
use super::receipts::Saying;
use crate::clerks;
use crate::department::{Facts, Question};
use crate::fingerprint::sha256_hex;
use crate::refused::Refused;
use crate::server::{Actor, AppState, Suitcase, read_bytes};
use crate::store::{Closed, Closing, Discard, NewCase, PaidCase, Upload};

/// `PUT /cases/{case}`: everything is checked, then one transaction, then the receipt. The same
/// manifest again gives the same receipt.
pub(super) async fn hand_in(
    State(app): State<AppState>,
    Extension(suitcase): Extension<Suitcase>,
    Extension(actor): Extension<Actor>,
    Path(case): Path<String>,
    body: Body,
) -> Result<Json<SignedReceipt>, Refused> {
    let case = Uuid::try_parse(&case).map_err(|_| Refusal::Malformed)?;
    let bytes = read_bytes(body, MAX_MANIFEST_BYTES).await?;
    let sha256 = sha256_hex(&bytes);
    if let Some(before) = app.store.closed(case).await? {
        return Ok(Json(same(before, &suitcase, &sha256)?));
    }
    let manifest = manifest::read(&bytes, case)?;
    let uploads = app.store.uploads_of(&suitcase.0, case).await?;
    let uploads = whole(&manifest, &uploads)?;
    approved(&app, &suitcase, &manifest, &sha256, &actor.0).await?;
    let facts = checked(&app, &bytes, &manifest, &uploads).await?;

    let now = Timestamp::now();
    let paid = facts.paid.as_ref().map(|paid| PaidCase {
        number: paid.number.clone(),
        way: paid.way.key().to_owned(),
        cents: paid.cents,
    });
    let new = NewCase {
        suitcase: &suitcase.0,
        clerk: &actor.0.name,
        file_number: &facts.file_number,
        bytes: &bytes,
        sha256: &sha256,
        manifest: &manifest,
        paid: paid.as_ref(),
    };
    let saying = Saying {
        case,
        act: ReceiptAct::HandedIn,
        manifest_sha256: &sha256,
        at: now,
    };
    let sign = |number, previous: &str| app.ingest.signer.receipt(&saying, number, previous);
    match app.store.hand_in(&new, now, sign).await? {
        Closing::Done(receipt, left_over) => {
            app.ingest.blobs.remove_all(left_over).await;
            tracing::info!(%case, "a case was handed in");
            Ok(Json(receipt))
        }
        Closing::Before(before) => Ok(Json(same(before, &suitcase, &sha256)?)),
        Closing::PartsMissing(parts) => Err(Refusal::PartsMissing { parts }.into()),
        Closing::Elsewhere => Err(Refusal::CaseConflict.into()),
    }
}

/// `DELETE /cases/{case}`: the clerk throws a case away; its parts and its note go. A case that was
/// handed in stays. The same again gives the same receipt.
pub(super) async fn discard(
    State(app): State<AppState>,
    Extension(suitcase): Extension<Suitcase>,
    Extension(actor): Extension<Actor>,
    Path(case): Path<String>,
) -> Result<Json<SignedReceipt>, Refused> {
    let case = Uuid::try_parse(&case).map_err(|_| Refusal::Malformed)?;
    let now = Timestamp::now();
    let discard = Discard {
        case,
        suitcase: &suitcase.0,
        clerk: &actor.0.name,
    };
    let saying = Saying {
        case,
        act: ReceiptAct::Discarded,
        manifest_sha256: "",
        at: now,
    };
    let sign = |number, previous: &str| app.ingest.signer.receipt(&saying, number, previous);
    match app.store.discard(&discard, now, sign).await? {
        Closing::Done(receipt, parts) => {
            app.ingest.blobs.remove_all(parts).await;
            tracing::info!(%case, "a case was discarded");
            Ok(Json(receipt))
        }
        Closing::Before(before) if before.act == ReceiptAct::Discarded => {
            Ok(Json(same(before, &suitcase, "")?))
        }
        Closing::Before(_) | Closing::PartsMissing(_) | Closing::Elsewhere => {
            Err(Refusal::CaseConflict.into())
        }
    }
}

fn same(before: Closed, suitcase: &Suitcase, sha256: &str) -> Result<SignedReceipt, Refusal> {
    let same = before.suitcase == suitcase.0 && before.manifest_sha256 == sha256;
    if same {
        Ok(before.receipt)
    } else {
        Err(Refusal::CaseConflict)
    }
}

/// The uploads of the manifest's parts in its order, once every one is here and whole. Whether that is
/// still so is checked again in the transaction.
fn whole<'a>(manifest: &Manifest, uploads: &'a [Upload]) -> Result<Vec<&'a Upload>, Refusal> {
    let find = |part: &Part| {
        uploads.iter().find(|upload| {
            let announced = &upload.announced;
            upload.is_complete()
                && announced.part == part.name
                && announced.sha256 == part.sha256
                && announced.length == part.bytes
                && announced.media_type == part.media_type
        })
    };
    let mut missing: Vec<String> = manifest
        .parts
        .iter()
        .filter(|part| find(part).is_none())
        .map(|part| part.name.clone())
        .collect();
    if !manifest
        .parts
        .iter()
        .any(|part| part.name == APPLICATION_PART)
    {
        missing.push(APPLICATION_PART.to_owned());
    }
    if !missing.is_empty() {
        return Err(Refusal::PartsMissing { parts: missing });
    }
    Ok(manifest.parts.iter().filter_map(find).collect())
}

/// Who answers for the case: the clerk who hands in is the first of the manifest, another person has
/// approved where the service wants four eyes, and exceptions were approved by somebody who may, over
/// this very manifest.
async fn approved(
    app: &AppState,
    suitcase: &Suitcase,
    manifest: &Manifest,
    sha256: &str,
    clerk: &Clerk,
) -> Result<(), Refused> {
    let first = manifest.clerks.first();
    if !clerk.role.works_on_cases() || first.is_none_or(|first| first.id != clerk.id) {
        let keys = vec!["clerk".to_owned()];
        return Err(Refusal::RulesBroken { keys }.into());
    }
    let catalogue = app.catalogue.current();
    let service = catalogue.service(&manifest.service);
    if service.is_some_and(|service| service.four_eyes) {
        clerks::four_eyes(app, suitcase, manifest.case, sha256, clerk).await?;
    }
    if manifest.exceptions.is_empty() {
        return Ok(());
    }
    let approvers = app
        .store
        .approvers(manifest.case, sha256, &suitcase.0)
        .await?;
    let may = |id: Uuid| {
        approvers.iter().any(|approver| {
            approver.id == id && id != clerk.id && approver.role.approves_exceptions()
        })
    };
    let keys: Vec<String> = manifest
        .exceptions
        .iter()
        .filter(|exception| {
            ExceptionRule::from_key(&exception.key).is_none() || !may(exception.approver.id)
        })
        .map(|exception| exception.key.clone())
        .collect();
    if keys.is_empty() {
        Ok(())
    } else {
        Err(Refusal::ExceptionNotApproved { keys }.into())
    }
}

/// What the department says of the opened case; without one that is asked, nothing is known and the
/// check comes later.
async fn checked(
    app: &AppState,
    bytes: &[u8],
    manifest: &Manifest,
    uploads: &[&Upload],
) -> Result<Facts, Refused> {
    let Some(department) = &app.ingest.department else {
        return Ok(Facts::default());
    };
    let mut question = Question::new(manifest.case, bytes);
    for upload in uploads {
        let certificate = upload.certificate.as_deref().unwrap_or_default();
        let certificate = app.store.certificate(certificate).await?;
        let file = app.ingest.blobs.open_part(upload.id).await?;
        question.add(&certificate, upload.announced.length, file);
    }
    let facts = department.ask(question).await??;
    // The department lets through without a record only who moves here.
    if !facts.record.is_empty() && app.store.record(&facts.record).await?.is_none() {
        let keys = vec!["record".to_owned()];
        return Err(Refusal::RulesBroken { keys }.into());
    }
    Ok(facts)
}
