//! Carrying a parcel to the gateway: does what [`amtskoffer_domain::upload`] says, over tus 1.0.

use std::sync::Arc;
use std::time::Duration;

use amtskoffer_contract::bridge::Failure;
use amtskoffer_contract::ingest::{ReceiptBody, Refusal, SignedReceipt, UPLOAD_CHUNK_BYTES};
use amtskoffer_domain::upload::{Happened, Next, Upload};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http_body_util::Full;
use hyper::header::{CONTENT_TYPE, LOCATION};
use hyper::{Method, Request, Response, StatusCode};
use ring::digest::{SHA256, digest};
use tokio::sync::{Notify, watch};

use super::{Channel, LinkError, LinkKeys, receipt};
use crate::cases::{Parcel, ParcelPart};

/// How long one request of an upload may take. A chunk needs two seconds at 1 Mbit/s.
const REPLY: Duration = Duration::from_secs(20);

/// Most bytes of an answer.
const BODY: usize = 64 * 1024;

const OFFSET: &str = "upload-offset";

/// How far an upload is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Bytes that the gateway has.
    pub sent: u64,
    /// Bytes in all.
    pub total: u64,
    /// No line at the moment.
    pub waiting: bool,
}

/// Carries parcels, one after the other, over one connection.
#[derive(Debug)]
pub struct Carrier {
    channel: Channel,
    receipt_key: [u8; 32],
    turn: tokio::sync::Mutex<()>,
    line_is_up: Notify,
}

impl Carrier {
    /// A carrier; nothing is connected yet.
    pub fn new(keys: &LinkKeys) -> Self {
        Self {
            channel: Channel::new(Arc::clone(&keys.target), REPLY),
            receipt_key: keys.receipt_key,
            turn: tokio::sync::Mutex::new(()),
            line_is_up: Notify::new(),
        }
    }

    /// Uploads that wait for the line go on at once.
    pub fn line_is_up(&self) {
        self.line_is_up.notify_waiters();
    }

    /// Carries one parcel until the gateway's receipt over it has been verified, however often the
    /// line breaks. May be dropped at any time; begun anew it goes on where the gateway stands.
    ///
    /// # Errors
    /// A [`Failure`] that waiting does not mend.
    pub async fn carry(
        &self,
        parcel: &Parcel,
        progress: &watch::Sender<Progress>,
    ) -> Result<ReceiptBody, Failure> {
        let _turn = self.turn.lock().await;
        let sizes: Vec<_> = parcel
            .parts
            .iter()
            .map(|part| (part.kind, part.about.bytes))
            .collect();
        let mut way = Way {
            carrier: self,
            parcel,
            upload: Upload::new(&sizes, UPLOAD_CHUNK_BYTES as u64),
            locations: vec![None; parcel.parts.len()],
            receipt: None,
            failure: None,
        };
        loop {
            progress.send_replace(way.progress());
            match way.upload.next() {
                Next::Done => return way.receipt.ok_or(Failure::Internal),
                Next::Failed => return Err(way.failure.unwrap_or(Failure::GatewayGarbled)),
                next => {
                    let happened = way.step(next).await;
                    way.upload.take(happened);
                }
            }
        }
    }

    /// Tells the gateway that a case was discarded; it drops the parts by itself later if this does
    /// not arrive.
    pub async fn discard(&self, case: uuid::Uuid) {
        let request = Request::delete(format!("/cases/{case}")).body(Full::default());
        if let Ok(request) = request {
            let _ = self.channel.call(request, BODY).await;
        }
    }
}

/// One parcel on its way.
struct Way<'a> {
    carrier: &'a Carrier,
    parcel: &'a Parcel,
    upload: Upload,
    locations: Vec<Option<String>>,
    receipt: Option<ReceiptBody>,
    failure: Option<Failure>,
}

impl Way<'_> {
    fn progress(&self) -> Progress {
        Progress {
            sent: self.upload.sent(),
            total: self.upload.total(),
            waiting: matches!(self.upload.next(), Next::Wait { .. }),
        }
    }

    async fn step(&mut self, next: Next) -> Happened {
        let done = match next {
            Next::Connect => self
                .carrier
                .channel
                .connect()
                .await
                .map(|()| Happened::Connected),
            Next::Create { part } => self.create(part).await,
            Next::AskOffset { part } => self.ask_offset(part).await,
            Next::Send {
                part,
                offset,
                bytes,
            } => self.send(part, offset, bytes).await,
            Next::PutManifest => self.put_manifest().await,
            Next::Wait { millis } => {
                let line = self.carrier.line_is_up.notified();
                let _ = tokio::time::timeout(Duration::from_millis(millis), line).await;
                return Happened::Waited;
            }
            Next::Done | Next::Failed => return Happened::Waited,
        };
        done.unwrap_or_else(|error| self.what_happened(&error))
    }

    fn what_happened(&mut self, error: &LinkError) -> Happened {
        if error.is_line_loss() {
            return Happened::LineLost;
        }
        if let LinkError::Refused { refusal, .. } = error {
            match refusal {
                Refusal::OffsetWrong { offset } => return Happened::OffsetIs(*offset),
                Refusal::ChecksumWrong => return Happened::PieceDamaged,
                Refusal::PartDamaged => return Happened::PartDamaged,
                Refusal::UploadUnknown => return Happened::PartGone,
                Refusal::PartsMissing { .. } => return Happened::PartsMissing,
                _ => {}
            }
        }
        tracing::warn!("an upload was refused: {error}");
        self.refused(error.failure())
    }

    fn refused(&mut self, failure: Failure) -> Happened {
        self.failure = Some(failure);
        Happened::Refused
    }

    async fn create(&mut self, part: usize) -> Result<Happened, LinkError> {
        let ParcelPart { about, .. } = &self.parcel.parts[part];
        let pairs = [
            ("case", self.parcel.case.to_string()),
            ("part", about.name.clone()),
            ("sha256", about.sha256.clone()),
            ("media_type", about.media_type.clone()),
        ];
        let metadata = pairs.map(|(key, value)| format!("{key} {}", STANDARD.encode(value)));
        let request = tus(Method::POST, "/parts")
            .header("upload-length", about.bytes)
            .header("upload-metadata", metadata.join(","));
        let answer = self.call(request, Bytes::new()).await?;
        LinkError::success(&answer)?;
        let location = answer
            .headers()
            .get(LOCATION)
            .and_then(|value| value.to_str().ok());
        let Some(location) = location.filter(|location| location.starts_with('/')) else {
            return Err(LinkError::Garbled(answer.status().as_u16()));
        };
        self.locations[part] = Some(location.to_owned());
        Ok(Happened::Created {
            offset: offset_of(&answer),
        })
    }

    async fn ask_offset(&self, part: usize) -> Result<Happened, LinkError> {
        let Some(location) = &self.locations[part] else {
            return Ok(Happened::PartGone);
        };
        let answer = self.call(tus(Method::HEAD, location), Bytes::new()).await?;
        // The answer to HEAD has no body that would tell the refusal.
        match answer.status() {
            StatusCode::NOT_FOUND | StatusCode::GONE => return Ok(Happened::PartGone),
            StatusCode::FORBIDDEN => {
                return Err(LinkError::Refused {
                    status: 403,
                    refusal: Refusal::NotEnrolled,
                });
            }
            StatusCode::SERVICE_UNAVAILABLE => {
                return Err(LinkError::Refused {
                    status: 503,
                    refusal: Refusal::StorageFailed,
                });
            }
            _ => LinkError::success(&answer)?,
        }
        let garbled = LinkError::Garbled(answer.status().as_u16());
        offset_of(&answer).map(Happened::OffsetIs).ok_or(garbled)
    }

    async fn send(&self, part: usize, offset: u64, bytes: u64) -> Result<Happened, LinkError> {
        let Some(location) = &self.locations[part] else {
            return Ok(Happened::PartGone);
        };
        let range = usize::try_from(offset)
            .ok()
            .zip(usize::try_from(offset + bytes).ok());
        let whole = &self.parcel.parts[part].bytes;
        let piece = range
            .and_then(|(from, to)| whole.get(from..to))
            .ok_or(LinkError::Unformed)?;
        let checksum = STANDARD.encode(digest(&SHA256, piece));
        let request = tus(Method::PATCH, location)
            .header(CONTENT_TYPE, "application/offset+octet-stream")
            .header(OFFSET, offset)
            .header("upload-checksum", format!("sha256 {checksum}"));
        let answer = self.call(request, Bytes::copy_from_slice(piece)).await?;
        LinkError::success(&answer)?;
        let garbled = LinkError::Garbled(answer.status().as_u16());
        offset_of(&answer).map(Happened::Accepted).ok_or(garbled)
    }

    async fn put_manifest(&mut self) -> Result<Happened, LinkError> {
        let parcel = self.parcel;
        let request = Request::put(format!("/cases/{}", parcel.case))
            .header(CONTENT_TYPE, "application/json");
        let answer = self
            .call(request, Bytes::copy_from_slice(&parcel.manifest))
            .await?;
        let signed: SignedReceipt = LinkError::document(&answer)?;
        let key = &self.carrier.receipt_key;
        match receipt::verify(&signed, key, parcel.case, &parcel.manifest_sha256) {
            Ok(body) => {
                self.receipt = Some(body);
                Ok(Happened::ReceiptVerified)
            }
            Err(error) => {
                tracing::error!("a receipt is not trusted: {error}");
                Ok(self.refused(Failure::ReceiptNotTrusted))
            }
        }
    }

    async fn call(
        &self,
        request: hyper::http::request::Builder,
        body: Bytes,
    ) -> Result<Response<Bytes>, LinkError> {
        let request = request
            .body(Full::new(body))
            .map_err(|_| LinkError::Unformed)?;
        Ok(self.carrier.channel.call(request, BODY).await?)
    }
}

fn tus(method: Method, path: &str) -> hyper::http::request::Builder {
    Request::builder()
        .method(method)
        .uri(path)
        .header("tus-resumable", "1.0.0")
}

fn offset_of(answer: &Response<Bytes>) -> Option<u64> {
    answer.headers().get(OFFSET)?.to_str().ok()?.parse().ok()
}
