//! The single requests of an upload: tus 1.0 (creation with and without upload, core, checksum, termination) and what goes
//! around it.

use amtskoffer_contract::ingest::{
    IN_LINE_HEADER, Part, ReceiptAct, ReceiptBody, Refusal, SignedReceipt,
};
use amtskoffer_domain::upload::Happened;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use hyper::header::{CONTENT_TYPE, LOCATION};
use hyper::http::request::Builder;
use hyper::{Method, Request, Response, StatusCode, Uri};
use ring::digest::{SHA256, digest};
use uuid::Uuid;

use super::LinkError;
use super::receipt::{Expected, ReceiptError, verify};
use super::warm::Warm;

const OFFSET: &str = "upload-offset";

/// What the gateway says of a part that was announced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Announced {
    pub(super) location: String,
    /// Where it stands, if that was told.
    pub(super) offset: Option<u64>,
    /// Whether requests may go to this gateway before the answers of those before them.
    pub(super) in_line: bool,
}

/// Announces a part, and sends its beginning unless that is empty; the same part again is the same location.
pub(super) fn create(
    case: Uuid,
    about: &Part,
    beginning: Bytes,
) -> Result<Request<Bytes>, LinkError> {
    let pairs = [
        ("case", case.to_string()),
        ("part", about.name.clone()),
        ("sha256", about.sha256.clone()),
        ("media_type", about.media_type.clone()),
    ];
    let metadata = pairs.map(|(key, value)| format!("{key} {}", STANDARD.encode(value)));
    let request = tus(Method::POST, "/parts")
        .header("upload-length", about.bytes)
        .header("upload-metadata", metadata.join(","));
    if beginning.is_empty() {
        return formed(request, beginning);
    }
    formed(with_bytes(request, &beginning), beginning)
}

/// Reads the answer to [`create`].
pub(super) fn announced(answer: &Response<Bytes>) -> Result<Announced, LinkError> {
    LinkError::success(answer)?;
    let location = answer.headers().get(LOCATION);
    let path = location.and_then(|location| path_of(location.to_str().ok()?));
    Ok(Announced {
        location: path.ok_or(LinkError::Garbled(answer.status().as_u16()))?,
        offset: offset_of(answer),
        in_line: answer.headers().contains_key(IN_LINE_HEADER),
    })
}

/// Asks how far a part is.
pub(super) async fn ask_offset(warm: &Warm, location: &str) -> Result<Happened, LinkError> {
    let answer = call(warm, tus(Method::HEAD, location), Bytes::new()).await?;
    // The answer to HEAD has no body that would tell the refusal.
    let status = answer.status();
    let refusal = match status {
        StatusCode::NOT_FOUND | StatusCode::GONE => return Ok(Happened::PartGone),
        StatusCode::FORBIDDEN => Some(Refusal::NotEnrolled),
        StatusCode::UNAUTHORIZED => Some(Refusal::NotSignedIn),
        StatusCode::SERVICE_UNAVAILABLE => Some(Refusal::StorageFailed),
        _ => None,
    };
    let status = status.as_u16();
    if let Some(refusal) = refusal {
        return Err(LinkError::Refused { status, refusal });
    }
    LinkError::success(&answer)?;
    let offset = offset_of(&answer).map(Happened::OffsetIs);
    offset.ok_or(LinkError::Garbled(status))
}

/// A piece of a part with its checksum.
pub(super) fn send(location: &str, offset: u64, piece: Bytes) -> Result<Request<Bytes>, LinkError> {
    let request = tus(Method::PATCH, location).header(OFFSET, offset);
    formed(with_bytes(request, &piece), piece)
}

/// Says that bytes of a part come, and what they hash to.
fn with_bytes(request: Builder, bytes: &[u8]) -> Builder {
    let checksum = STANDARD.encode(digest(&SHA256, bytes));
    request
        .header(CONTENT_TYPE, "application/offset+octet-stream")
        .header("upload-checksum", format!("sha256 {checksum}"))
}

/// Reads the answer to [`send`].
pub(super) fn accepted(answer: &Response<Bytes>) -> Result<Happened, LinkError> {
    LinkError::success(answer)?;
    let garbled = LinkError::Garbled(answer.status().as_u16());
    offset_of(answer).map(Happened::Accepted).ok_or(garbled)
}

/// Has the gateway drop a part.
pub(super) async fn delete(warm: &Warm, location: &str) -> Result<Happened, LinkError> {
    let answer = call(warm, tus(Method::DELETE, location), Bytes::new()).await?;
    if matches!(answer.status(), StatusCode::NOT_FOUND | StatusCode::GONE) {
        return Ok(Happened::PartGone);
    }
    LinkError::success(&answer)?;
    Ok(Happened::Deleted)
}

/// Leaves the note of a case.
pub(super) async fn put_note(warm: &Warm, case: Uuid, note: Bytes) -> Result<Happened, LinkError> {
    let request = Request::put(format!("/cases/{case}/note"))
        .header(CONTENT_TYPE, "application/octet-stream");
    LinkError::success(&call(warm, request, note).await?)?;
    Ok(Happened::NoteKept)
}

/// Hands a case in; gives the receipt over just this manifest.
pub(super) async fn put_manifest(
    warm: &Warm,
    key: &[u8; 32],
    case: Uuid,
    manifest: Bytes,
    sha256: &str,
) -> Result<Result<ReceiptBody, ReceiptError>, LinkError> {
    let request = Request::put(format!("/cases/{case}")).header(CONTENT_TYPE, "application/json");
    let answer = call(warm, request, manifest).await?;
    let expected = Expected {
        case,
        act: ReceiptAct::HandedIn,
        manifest_sha256: sha256,
    };
    receipt(&answer, key, &expected)
}

/// Throws a case away; gives the receipt over that.
pub(super) async fn discard(
    warm: &Warm,
    key: &[u8; 32],
    case: Uuid,
) -> Result<Result<ReceiptBody, ReceiptError>, LinkError> {
    let request = Request::delete(format!("/cases/{case}"));
    let answer = call(warm, request, Bytes::new()).await?;
    let expected = Expected {
        case,
        act: ReceiptAct::Discarded,
        manifest_sha256: "",
    };
    receipt(&answer, key, &expected)
}

fn receipt(
    answer: &Response<Bytes>,
    key: &[u8; 32],
    expected: &Expected<'_>,
) -> Result<Result<ReceiptBody, ReceiptError>, LinkError> {
    let signed: SignedReceipt = LinkError::document(answer)?;
    Ok(verify(&signed, key, expected))
}

/// Whether the gateway answers at all.
pub(super) async fn status(warm: &Warm) -> Result<(), LinkError> {
    let answer = call(warm, Request::get("/status"), Bytes::new()).await?;
    LinkError::success(&answer)
}

async fn call(warm: &Warm, request: Builder, body: Bytes) -> Result<Response<Bytes>, LinkError> {
    Ok(warm.call(formed(request, body)?).await?)
}

fn formed(request: Builder, body: Bytes) -> Result<Request<Bytes>, LinkError> {
    request.body(body).map_err(|_| LinkError::Unformed)
}

fn tus(method: Method, path: &str) -> Builder {
    Request::builder()
        .method(method)
        .uri(path)
        .header("tus-resumable", "1.0.0")
}

/// The path of a location, which may be a whole address: the connection stays the same.
fn path_of(location: &str) -> Option<String> {
    let uri: Uri = location.parse().ok()?;
    let path = uri.path_and_query()?.as_str();
    path.starts_with('/').then(|| path.to_owned())
}

fn offset_of(answer: &Response<Bytes>) -> Option<u64> {
    answer.headers().get(OFFSET)?.to_str().ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::path_of;

    #[test]
    fn a_location_is_a_path_or_an_address() {
        assert_eq!(path_of("/parts/1").as_deref(), Some("/parts/1"));
        let whole = path_of("http://127.0.0.1:1080/parts/2");
        assert_eq!(whole.as_deref(), Some("/parts/2"));
        assert_eq!(path_of("parts"), None);
        assert_eq!(path_of(""), None);
    }
}
