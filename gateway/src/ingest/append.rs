//! The next bytes of a part: received, checked, on the disk, noted — in this order.

use std::time::Duration;

use amtskoffer_contract::ingest::Refusal;
use axum::body::Body;
use http_body_util::BodyExt;
use jiff::Timestamp;
use ring::digest::Context;
use tokio::fs::File;
use tokio::io::AsyncWriteExt;

use super::headers::Checksum;
use super::seal::verify_whole;
use super::turns::Turn;
use crate::refused::Refused;
use crate::server::{AppState, Peer};
use crate::store::Upload;

/// One PATCH.
pub(super) struct Piece {
    /// Where it says it begins.
    pub offset: u64,
    /// What it must hash to before it counts.
    pub checksum: Option<Checksum>,
    /// How long it says it is.
    pub announced: Option<u64>,
    /// The bytes.
    pub body: Body,
}

/// Appends a piece and says where the part stands then. What arrived before a break counts (tus 1.0 asks to
/// keep as much as possible), also of a piece whose checksum is not told by its beginning: the last
/// piece is only taken when the whole part is what was announced. A piece that came whole and does not
/// fit its checksum does not count.
///
/// # Errors
/// [`Refusal::OffsetWrong`], [`Refusal::TooLarge`], [`Refusal::ChecksumWrong`],
/// [`Refusal::PartDamaged`], [`Refusal::SealWrong`], [`Refusal::Malformed`] when the piece broke off,
/// [`Refusal::UploadUnknown`] when the part was dropped meanwhile, [`Refusal::StorageFailed`],
/// [`Refusal::StorageFull`].
pub(super) async fn append(
    app: &AppState,
    peer: &Peer,
    upload: &Upload,
    piece: Piece,
    mut turn: Turn,
) -> Result<u64, Refused> {
    if piece.offset != upload.received {
        return Err(Refusal::OffsetWrong {
            offset: upload.received,
        }
        .into());
    }
    let room = upload.announced.length - upload.received;
    let too_large = Refusal::TooLarge {
        limit: upload.announced.length,
    };
    if piece.announced.is_some_and(|bytes| bytes > room) {
        return Err(too_large.into());
    }
    if room == 0 {
        return Ok(upload.received);
    }
    let mut file = app.ingest.blobs.append(upload.id, upload.received).await?;
    let bound = Duration::from_secs(app.limits.request_seconds);
    let taken = take(&mut file, piece, room, bound, &mut turn).await?;
    match taken.end {
        End::TooLong => return Err(too_large.into()),
        End::Mismatch => return Err(Refusal::ChecksumWrong.into()),
        End::Broken if taken.bytes == 0 => return Err(Refusal::Malformed.into()),
        End::Broken | End::Whole => {}
    }
    file.sync_data().await?;
    let reached = upload.received + taken.bytes;
    let mut certificate = None;
    if reached == upload.announced.length {
        verify_whole(app, upload, peer).await?;
        certificate = Some(peer.fingerprint);
    }
    let now = Timestamp::now();
    if !app
        .store
        .advance(upload.id, reached, certificate, now)
        .await?
    {
        return Err(Refusal::UploadUnknown.into());
    }
    if taken.end == End::Broken {
        Err(Refusal::Malformed.into())
    } else {
        Ok(reached)
    }
}

struct Taken {
    bytes: u64,
    end: End,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Whole,
    Broken,
    TooLong,
    Mismatch,
}

/// Writes the body as it comes, with flat memory, until it ends, breaks off, lasts too long without
/// a byte, or somebody newer wants the part.
async fn take(
    file: &mut File,
    mut piece: Piece,
    room: u64,
    bound: Duration,
    turn: &mut Turn,
) -> std::io::Result<Taken> {
    let mut hash = piece
        .checksum
        .as_ref()
        .map(|checksum| Context::new(checksum.algorithm()));
    let mut bytes: u64 = 0;
    let ended = |bytes, end| Ok(Taken { bytes, end });
    loop {
        let frame = tokio::select! {
            frame = tokio::time::timeout(bound, piece.body.frame()) => frame.ok(),
            () = turn.over() => None,
        };
        let data = match frame {
            Some(Some(Ok(frame))) => frame.into_data().unwrap_or_default(),
            Some(None) => break,
            Some(Some(Err(_))) | None => {
                file.flush().await?;
                return ended(bytes, End::Broken);
            }
        };
        bytes += data.len() as u64;
        if bytes > room {
            return ended(bytes, End::TooLong);
        }
        if let Some(hash) = &mut hash {
            hash.update(&data);
        }
        file.write_all(&data).await?;
    }
    file.flush().await?;
    let fits = match (hash, &piece.checksum) {
        (Some(hash), Some(checksum)) => checksum.fits(hash.finish().as_ref()),
        _ => true,
    };
    ended(bytes, if fits { End::Whole } else { End::Mismatch })
}
