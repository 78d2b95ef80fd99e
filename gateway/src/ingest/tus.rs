//! tus 1.0.0: core, creation, checksum, termination.

use amtskoffer_contract::ingest::{MAX_PART_BYTES, MAX_PARTS, Refusal};
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
use crate::server::{AppState, Suitcase};
use crate::store::Upload;

const VERSION: HeaderValue = HeaderValue::from_static("1.0.0");
const RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
const SUPPORTED: HeaderName = HeaderName::from_static("tus-version");
const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const LENGTH: HeaderName = HeaderName::from_static("upload-length");
const CHUNK_TYPE: &[u8] = b"application/offset+octet-stream";

/// Parts that a suitcase may have under way, handed-in ones not counted.
const MOST_UNFINISHED: u64 = 16 * MAX_PARTS as u64;

/// The routes under `/parts`.
pub(crate) fn tus_router() -> Router<AppState> {
    Router::new()
        .route("/parts", post(create).options(options))
        .route(
            "/parts/{id}",
            head(offset).patch(patch).delete(terminate).options(options),
        )
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
            HeaderValue::from_static("creation,checksum,termination"),
        ),
        (
            HeaderName::from_static("tus-checksum-algorithm"),
            HeaderValue::from_static(ALGORITHMS),
        ),
    ];
    (StatusCode::NO_CONTENT, headers).into_response()
}

/// Creation. The same part of the same case again gives the same location and where it stands.
async fn create(
    State(app): State<AppState>,
    Extension(Suitcase(suitcase)): Extension<Suitcase>,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let new = announced(&headers, &suitcase)?;
    if let Some(known) = app.store.announced(&new).await? {
        let same =
            known.announced.length == new.length && known.announced.media_type == new.media_type;
        return if same {
            Ok(created(&known))
        } else {
            Err(Refusal::Malformed.into())
        };
    }
    if app.store.handed_in(new.case).await?.is_some() {
        return Err(Refusal::CaseConflict.into());
    }
    let (parts, bytes) = app.store.unfinished(&suitcase).await?;
    let limit = app.limits.unfinished_bytes;
    if parts >= MOST_UNFINISHED || bytes.saturating_add(new.length) > limit {
        return Err(Refusal::TooLarge { limit }.into());
    }
    let id = random_id()?;
    app.ingest.blobs.create(id).await?;
    let upload = app.store.announce(id, &new, Timestamp::now()).await?;
    if upload.id != id {
        app.ingest.blobs.remove_all(vec![id]).await;
    }
    if upload.is_complete() && !upload.handed_in {
        append::verify_whole(&app, &upload).await?;
    }
    Ok(created(&upload))
}

fn created(upload: &Upload) -> Response {
    let location = format!("/parts/{}", upload.id);
    let headers = [
        (header::LOCATION, HeaderValue::try_from(location)),
        (OFFSET, Ok(HeaderValue::from(upload.received))),
    ];
    let mut response = StatusCode::CREATED.into_response();
    for (name, value) in headers {
        response
            .headers_mut()
            .extend(value.ok().map(|value| (name, value)));
    }
    response
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
    Ok((StatusCode::OK, headers).into_response())
}

/// The next bytes. The work goes on by itself when the peer leaves, so that whatever arrived is
/// either kept or dropped cleanly.
async fn patch(
    State(app): State<AppState>,
    Extension(suitcase): Extension<Suitcase>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refused> {
    let id = known_id(&id)?;
    if headers.get(header::CONTENT_TYPE).map(HeaderValue::as_bytes) != Some(CHUNK_TYPE) {
        let refusal = axum::Json(Refusal::Malformed);
        return Ok((StatusCode::UNSUPPORTED_MEDIA_TYPE, refusal).into_response());
    }
    let text = |name: &str| {
        headers
            .get(name)
            .map(|value| value.to_str().unwrap_or_default())
    };
    let offset = text("upload-offset")
        .and_then(number)
        .ok_or(Refusal::Malformed)?;
    let checksum = match text("upload-checksum") {
        Some(header) => Some(checksum(header).ok_or(Refusal::Malformed)?),
        None => None,
    };
    let announced = text("content-length").and_then(number);
    let piece = Piece {
        offset,
        checksum,
        announced,
        body,
    };
    let appending = tokio::spawn(async move {
        let turn = app.ingest.turns.take(id).await;
        let upload = known(&app, &suitcase, id).await?;
        append::append(&app, &upload, piece, turn).await
    });
    let reached = appending.await.map_err(|_| Refusal::StorageFailed)??;
    Ok((
        StatusCode::NO_CONTENT,
        [(OFFSET, HeaderValue::from(reached))],
    )
        .into_response())
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
