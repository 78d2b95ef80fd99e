//! tus 1.0.0: core, creation with and without upload, checksum, termination, expiration.

use amtskoffer_contract::ingest::{IN_LINE_HEADER, MAX_PART_BYTES, MAX_PARTS, Refusal};
use axum::Router;
use axum::body::Body;
use axum::extract::{Extension, Path, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{head, post};
use jiff::Timestamp;
use uuid::Uuid;

use super::announcement::announced;
use super::append::{self, Piece};
use super::headers::{ALGORITHMS, checksum, number};
use crate::refused::Refused;
use crate::server::{Actor, AppState, Peer, Suitcase};
use crate::store::{NewUpload, Upload};

const VERSION: HeaderValue = HeaderValue::from_static("1.0.0");
const RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
const SUPPORTED: HeaderName = HeaderName::from_static("tus-version");
const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const LENGTH: HeaderName = HeaderName::from_static("upload-length");
const EXPIRES: HeaderName = HeaderName::from_static("upload-expires");
const CHUNK_TYPE: &[u8] = b"application/offset+octet-stream";

/// Parts and cases that a suitcase may have under way, closed ones not counted.
pub(super) const MOST_UNFINISHED: u64 = 16 * MAX_PARTS as u64;

/// The routes under `/parts`.
pub(super) fn router() -> Router<AppState> {
    Router::new()
        .route("/parts", post(create).options(options))
        .route(
            "/parts/{id}",
            head(offset).patch(patch).delete(terminate).options(options),
        )
        .route("/parts/{case}/{part}/{sha256}", axum::routing::patch(patch_announced))
        .layer(from_fn(version))
}

/// Answers other versions with 412 and marks every answer with ours; `OPTIONS` asks without one.
async fn version(request: Request, next: Next) -> Response {
    let asked = request.headers().get(RESUMABLE);
    let ours = request.method() == Method::OPTIONS || asked == Some(&VERSION);
    let mut response = if ours {
        next.run(request).await
    } else {
        (
            StatusCode::PRECONDITION_FAILED,
            axum::Json(Refusal::Malformed),
        )
            .into_response()
    };
    if response.status() == StatusCode::PRECONDITION_FAILED {
        response.headers_mut().insert(SUPPORTED, VERSION);
    }
    response.headers_mut().insert(RESUMABLE, VERSION);
    response
}

async fn options() -> Response {
    let headers = [
        (SUPPORTED, VERSION),
        (
            HeaderName::from_static("tus-max-size"),
            HeaderValue::from(MAX_PART_BYTES),
        ),
        (
            HeaderName::from_static("tus-extension"),
            HeaderValue::from_static(
                "creation,creation-with-upload,checksum,termination,expiration",
            ),
        ),
        (
            HeaderName::from_static("tus-checksum-algorithm"),
            HeaderValue::from_static(ALGORITHMS),
        ),
    ];
    (StatusCode::NO_CONTENT, headers).into_response()
}

/// Creation. The same part of the same case again gives the same location and where it stands. The first
/// bytes of a part may come with it; when there are some already, they are left alone.
async fn create(
    State(app): State<AppState>,
    Extension(suitcase): Extension<Suitcase>,
    Extension(actor): Extension<Actor>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refused> {
    let mut upload = announce(&app, &suitcase.0, &actor, &headers).await?;
    if upload.received == 0 && carries_bytes(&headers) {
        let piece = piece(&headers, 0, body)?;
        upload.received = append_to(app.clone(), suitcase, peer, upload.id, piece)
            .await?
            .0;
    }
    Ok(created(&app, &upload))
}

async fn announce(
    app: &AppState,
    suitcase: &str,
    actor: &Actor,
    headers: &HeaderMap,
) -> Result<Upload, Refused> {
    let new = announced(headers, suitcase)?;
    let known = app.store.announced(suitcase, new.case, &new.part, &new.sha256);
    if let Some(known) = known.await? {
        let same =
            known.announced.length == new.length && known.announced.media_type == new.media_type;
        return if same {
            Ok(known)
        } else {
            Err(Refusal::Malformed.into())
        };
    }
    let (open, bytes) = app.store.unfinished(suitcase).await?;
    let limit = app.limits.unfinished_bytes;
    if open >= MOST_UNFINISHED || bytes.saturating_add(new.length) > limit {
        return Err(Refusal::TooLarge { limit }.into());
    }
    // In a task of its own: a peer that leaves now must not leave a file without its row.
    let beginning = tokio::spawn({
        let (app, clerk) = (app.clone(), actor.0.id);
        async move { begin(&app, &new, clerk).await }
    });
    beginning.await.map_err(|_| Refusal::StorageFailed)?
}

/// The empty file, then its row. Who comes second when two ask for the same at once gets the first one's.
async fn begin(app: &AppState, new: &NewUpload, clerk: Uuid) -> Result<Upload, Refused> {
    let id = random_id()?;
    app.ingest.blobs.create(id).await?;
    let announced = app.store.announce(id, new, clerk, Timestamp::now()).await;
    match announced {
        Ok(Some(upload)) if upload.id == id => Ok(upload),
        other => {
            app.ingest.blobs.remove_all(vec![id]).await;
            Ok(other?.ok_or(Refusal::CaseConflict)?)
        }
    }
}

fn created(app: &AppState, upload: &Upload) -> Response {
    let location = format!("/parts/{}", upload.id);
    let headers = [
        (header::LOCATION, HeaderValue::try_from(location)),
        (OFFSET, Ok(HeaderValue::from(upload.received))),
        // The requests of a connection are done one after the other.
        (
            HeaderName::from_static(IN_LINE_HEADER),
            Ok(HeaderValue::from_static("yes")),
        ),
    ];
    let mut response =
        (StatusCode::CREATED, expires(app, upload, upload.touched_at)).into_response();
    for (name, value) in headers {
        response
            .headers_mut()
            .extend(value.ok().map(|value| (name, value)));
    }
    response
}

/// tus expiration: when the part goes if nobody touches its case any more, as an HTTP date (RFC 9110
/// section 5.6.7); nothing once the case was handed in.
fn expires(app: &AppState, upload: &Upload, touched: Timestamp) -> HeaderMap {
    let ends = upload
        .begun_at
        .map(|begun| app.ingest.lifetime.ends(begun, touched))
        .map(|ends| ends.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string())
        .and_then(|ends| HeaderValue::try_from(ends).ok());
    ends.map(|ends| (EXPIRES, ends)).into_iter().collect()
}

/// Where a part stands. Takes the turn first, so that the answer still holds for the next piece.
async fn offset(
    State(app): State<AppState>,
    Extension(suitcase): Extension<Suitcase>,
    Path(id): Path<String>,
) -> Result<Response, Refused> {
    let id = known_id(&id)?;
    let _turn = app.ingest.turns.take(id).await;
    let upload = known(&app, &suitcase, id).await?;
    let headers = [
        (OFFSET, HeaderValue::from(upload.received)),
        (LENGTH, HeaderValue::from(upload.announced.length)),
    ];
    let expires = expires(&app, &upload, upload.touched_at);
    Ok((StatusCode::OK, headers, expires).into_response())
}

/// The next bytes. The work goes on by itself when the peer leaves, so that whatever arrived is
/// either kept or dropped cleanly.
async fn patch(
    State(app): State<AppState>,
    Extension(suitcase): Extension<Suitcase>,
    Extension(peer): Extension<Peer>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refused> {
    let id = known_id(&id)?;
    if !carries_bytes(&headers) {
        let refusal = axum::Json(Refusal::Malformed);
        return Ok((StatusCode::UNSUPPORTED_MEDIA_TYPE, refusal).into_response());
    }
    let offset = text(&headers, "upload-offset");
    let offset = offset.and_then(number).ok_or(Refusal::Malformed)?;
    let piece = piece(&headers, offset, body)?;
    let (reached, expires) = append_to(app, suitcase, peer, id, piece).await?;
    let offset = [(OFFSET, HeaderValue::from(reached))];
    Ok((StatusCode::NO_CONTENT, offset, expires).into_response())
}

/// The next bytes of a part that is named by its announcement ([`part_path`]).
///
/// [`part_path`]: amtskoffer_contract::ingest::part_path
async fn patch_announced(
    State(app): State<AppState>,
    Extension(suitcase): Extension<Suitcase>,
    Extension(peer): Extension<Peer>,
    Path((case, part, sha256)): Path<(String, String, String)>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refused> {
    let case = known_id(&case)?;
    let known = app.store.announced(&suitcase.0, case, &part, &sha256).await?;
    let id = known.ok_or(Refusal::UploadUnknown)?.id;
    patch(State(app), Extension(suitcase), Extension(peer), Path(id.to_string()), headers, body).await
}

fn carries_bytes(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).map(HeaderValue::as_bytes) == Some(CHUNK_TYPE)
}

fn piece(headers: &HeaderMap, offset: u64, body: Body) -> Result<Piece, Refusal> {
    let checksum = match text(headers, "upload-checksum") {
        Some(header) => Some(checksum(header).ok_or(Refusal::Malformed)?),
        None => None,
    };
    Ok(Piece {
        offset,
        checksum,
        announced: text(headers, "content-length").and_then(number),
        body,
    })
}

/// The field's text; empty when it is none.
fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let value = headers.get(name)?;
    Some(value.to_str().unwrap_or_default())
}

/// Appends in a task of its own, in turn. Gives where the part stands then, and when it goes.
async fn append_to(
    app: AppState,
    suitcase: Suitcase,
    peer: Peer,
    id: Uuid,
    piece: Piece,
) -> Result<(u64, HeaderMap), Refused> {
    let appending = tokio::spawn(async move {
        let turn = app.ingest.turns.take(id).await;
        let upload = known(&app, &suitcase, id).await?;
        let reached = append::append(&app, &peer, &upload, piece, turn).await?;
        let expires = expires(&app, &upload, Timestamp::now());
        Ok((reached, expires))
    });
    appending.await.map_err(|_| Refusal::StorageFailed)?
}

async fn terminate(
    State(app): State<AppState>,
    Extension(suitcase): Extension<Suitcase>,
    Path(id): Path<String>,
) -> Result<StatusCode, Refused> {
    let id = known_id(&id)?;
    let _turn = app.ingest.turns.take(id).await;
    let upload = known(&app, &suitcase, id).await?;
    if !app.store.forget_upload(upload.id).await? {
        return Err(Refusal::CaseConflict.into());
    }
    app.ingest.blobs.remove_all(vec![upload.id]).await;
    Ok(StatusCode::NO_CONTENT)
}

fn known_id(id: &str) -> Result<Uuid, Refusal> {
    Uuid::try_parse(id).map_err(|_| Refusal::UploadUnknown)
}

async fn known(app: &AppState, suitcase: &Suitcase, id: Uuid) -> Result<Upload, Refused> {
    Ok(app
        .store
        .upload(&suitcase.0, id)
        .await?
        .ok_or(Refusal::UploadUnknown)?)
}

fn random_id() -> Result<Uuid, Refusal> {
    use ring::rand::SecureRandom;
    let mut bytes = [0; 16];
    ring::rand::SystemRandom::new()
        .fill(&mut bytes)
        .map_err(|_| Refusal::StorageFailed)?;
    Ok(uuid::Builder::from_random_bytes(bytes).into_uuid())
}
