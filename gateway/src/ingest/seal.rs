//! Whether a finished part is what was announced: these bytes, sealed for this case, under this name, to
//! this department, by this suitcase.

use amtskoffer_contract::ingest::{NOTE_PART, Refusal};
use amtskoffer_sealing::{DevicePublicKey, Head, check};
use ring::digest::{SHA256, digest};
use uuid::Uuid;

use crate::fingerprint::hex;
use crate::refused::Refused;
use crate::server::{AppState, Peer};
use crate::store::Upload;

/// Checks a finished part; one that is damaged or not sealed as it must be is dropped.
///
/// # Errors
/// [`Refusal::PartDamaged`], [`Refusal::SealWrong`], [`Refusal::UploadUnknown`] when it was dropped
/// meanwhile, [`Refusal::StorageFailed`].
pub(super) async fn verify_whole(
    app: &AppState,
    upload: &Upload,
    peer: &Peer,
) -> Result<(), Refused> {
    let ingest = &app.ingest;
    let place = ingest.checks.acquire().await;
    let bytes = match ingest.blobs.read(upload.id).await {
        Ok(bytes) => bytes,
        Err(_) if !app.store.knows_upload(upload.id).await? => {
            return Err(Refusal::UploadUnknown.into());
        }
        Err(error) => return Err(error.into()),
    };
    let announced = upload.announced.clone();
    let (device, recipient) = (peer.device.clone(), ingest.recipient);
    let checking = tokio::task::spawn_blocking(move || {
        if hex(digest(&SHA256, &bytes).as_ref()) != announced.sha256 {
            return Err(Refusal::PartDamaged);
        }
        let head = sealed_by(&bytes, device.as_ref())?;
        let fits = head.case == announced.case
            && head.name == announced.part
            && recipient.is_none_or(|recipient| recipient == head.recipient);
        if fits {
            Ok(())
        } else {
            Err(Refusal::SealWrong)
        }
    });
    let checked = checking.await.map_err(|_| Refusal::StorageFailed)?;
    drop(place);
    let Err(refusal) = checked else {
        return Ok(());
    };
    app.store.forget_upload(upload.id).await?;
    ingest.blobs.remove_all(vec![upload.id]).await;
    Err(refusal.into())
}

/// Checks a suitcase's note: only that the suitcase itself has sealed it for this case.
///
/// # Errors
/// [`Refusal::SealWrong`].
pub(super) fn check_note(note: &[u8], case: Uuid, peer: &Peer) -> Result<(), Refusal> {
    let head = sealed_by(note, peer.device.as_ref())?;
    if head.case == case && head.name == NOTE_PART {
        Ok(())
    } else {
        Err(Refusal::SealWrong)
    }
}

fn sealed_by(bytes: &[u8], device: Option<&DevicePublicKey>) -> Result<Head, Refusal> {
    let device = device.ok_or(Refusal::SealWrong)?;
    check(bytes, device).map_err(|error| {
        tracing::info!(%error, "a part is not sealed as it must be");
        Refusal::SealWrong
    })
}
