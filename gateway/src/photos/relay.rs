//! The port to the data centre's relay. `docs/photo-cloud.md` describes what is said.

use std::net::SocketAddr;
use std::time::Duration;

use amtskoffer_contract::ingest::Refusal;
use amtskoffer_contract::photos::MAX_PHOTO_BYTES;
use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::client::conn::http1;
use hyper::header::{CONTENT_TYPE, HOST};
use hyper::{Request, StatusCode};
use hyper_util::rt::TokioIo;
use serde::{Deserialize, Serialize};
use tokio::net::TcpStream;
use uuid::Uuid;

/// How long the relay may take.
const PATIENCE: Duration = Duration::from_secs(15);

/// Most bytes of its answer: the picture in base64 and a little more.
const MOST_BYTES: usize = MAX_PHOTO_BYTES / 3 * 4 + 4096;

#[derive(Debug)]
pub(super) struct Relay {
    address: SocketAddr,
    organisation_key: String,
}

#[derive(Serialize)]
struct Question<'a> {
    provider: &'a str,
    image: Uuid,
    organisation_key: &'a str,
}

/// A picture as the provider gives it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sealed {
    /// The encrypted picture, base64.
    pub(super) image: String,
    /// Who made it: `cloud:::account:::user`.
    pub(super) user: String,
    /// The provider's seal over picture and user, base64.
    pub(super) seal: String,
}

impl Relay {
    pub(super) fn new(address: SocketAddr, organisation_key: &str) -> Self {
        Self {
            address,
            organisation_key: organisation_key.to_owned(),
        }
    }

    pub(super) async fn fetch(&self, provider: &str, image: [u8; 16]) -> Result<Sealed, Refusal> {
        let question = Question {
            provider,
            image: Uuid::from_bytes(image),
            organisation_key: &self.organisation_key,
        };
        let body = serde_json::to_vec(&question).map_err(|_| Refusal::PhotoCloudAway)?;
        let asked = tokio::time::timeout(PATIENCE, self.ask(body)).await;
        let (status, answer) = asked.ok().flatten().ok_or(Refusal::PhotoCloudAway)?;
        match status {
            StatusCode::OK => serde_json::from_slice(&answer).map_err(|_| Refusal::PhotoNotTrusted),
            StatusCode::NOT_FOUND | StatusCode::GONE => Err(Refusal::PhotoGone),
            _ => Err(Refusal::PhotoCloudAway),
        }
    }

    /// What failed is not told further: it may hold what the provider said.
    async fn ask(&self, body: Vec<u8>) -> Option<(StatusCode, Bytes)> {
        let stream = TcpStream::connect(self.address).await.ok()?;
        let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.ok()?;
        let driving = tokio::spawn(connection);
        let request = Request::post("/photo")
            .header(HOST, self.address.to_string())
            .header(CONTENT_TYPE, "application/json")
            .body(Full::new(Bytes::from(body)))
            .ok()?;
        let answer = sender.send_request(request).await.ok()?;
        let status = answer.status();
        let read = Limited::new(answer.into_body(), MOST_BYTES).collect().await;
        driving.abort();
        Some((status, read.ok()?.to_bytes()))
    }
}
