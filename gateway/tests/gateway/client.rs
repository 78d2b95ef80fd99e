//! A plain client: one connection, requests one after the other.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use amtskoffer_contract::clerks::SESSION_HEADER;
use amtskoffer_contract::ingest::{Part, Refusal, SignedReceipt};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::{HeaderMap, Request};
use hyper_util::rt::TokioIo;
use ring::digest::{SHA256, digest};
use serde::de::DeserializeOwned;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::{self, ClientConfig, RootCertStore};
use uuid::Uuid;

use crate::sealed::Case;

/// Certificate and key, PEM.
pub type Identity = (PathBuf, PathBuf);

pub struct Client {
    sender: SendRequest<Full<Bytes>>,
    session: Option<String>,
}

pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    pub fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| {
            panic!(
                "{error} in {}: {}",
                self.status,
                String::from_utf8_lossy(&self.body)
            )
        })
    }

    pub fn refusal(&self) -> Refusal {
        assert!(self.status >= 400, "{} is no refusal", self.status);
        self.json()
    }

    pub fn offset(&self) -> u64 {
        self.header("upload-offset")
            .and_then(|offset| offset.parse().ok())
            .expect("an offset")
    }
}

pub async fn open(
    port: u16,
    ca: &Path,
    identity: Option<&Identity>,
) -> io::Result<TlsStream<TcpStream>> {
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(ca).expect("a CA") {
        roots
            .add(certificate.expect("a certificate"))
            .expect("a root");
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_root_certificates(roots);
    let config = match identity {
        None => builder.with_no_client_auth(),
        Some((certificate, key)) => {
            let chain = CertificateDer::pem_file_iter(certificate).expect("a certificate");
            let chain = chain
                .map(|certificate| certificate.expect("a certificate"))
                .collect();
            let key = PrivateKeyDer::from_pem_file(key).expect("a key");
            builder
                .with_client_auth_cert(chain, key)
                .expect("an identity")
        }
    };
    let stream = TcpStream::connect(("127.0.0.1", port)).await?;
    let name = "localhost".try_into().expect("a name");
    TlsConnector::from(Arc::new(config))
        .connect(name, stream)
        .await
}

impl Client {
    pub async fn connect(port: u16, ca: &Path, identity: Option<&Identity>) -> io::Result<Self> {
        let stream = open(port, ca, identity).await?;
        let (sender, connection) = handshake(TokioIo::new(stream))
            .await
            .map_err(io::Error::other)?;
        tokio::spawn(connection);
        Ok(Self {
            sender,
            session: None,
        })
    }

    /// Names a session in every request from now on.
    pub fn with_session(self, session: String) -> Self {
        Self {
            session: Some(session),
            ..self
        }
    }

    pub async fn try_send(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, String)],
        body: Vec<u8>,
    ) -> Result<Answer, hyper::Error> {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", "localhost");
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        if let Some(session) = &self.session {
            request = request.header(SESSION_HEADER, session);
        }
        let request = request.body(Full::from(body)).expect("a request");
        self.sender.ready().await?;
        let response = self.sender.send_request(request).await?;
        let (head, body) = response.into_parts();
        let body = body.collect().await?.to_bytes();
        Ok(Answer {
            status: head.status.as_u16(),
            headers: head.headers,
            body,
        })
    }

    pub async fn send(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, String)],
        body: Vec<u8>,
    ) -> Answer {
        self.try_send(method, path, headers, body)
            .await
            .expect("an answer")
    }

    pub async fn post(&mut self, path: &str, body: &impl serde::Serialize) -> Answer {
        self.send("POST", path, &[], serde_json::to_vec(body).expect("json"))
            .await
    }

    /// A request of tus 1.0.
    pub async fn tus(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, String)],
        body: Vec<u8>,
    ) -> Answer {
        let mut all = vec![("tus-resumable", "1.0.0".to_owned())];
        all.extend_from_slice(headers);
        self.send(method, path, &all, body).await
    }

    pub async fn create(&mut self, case: Uuid, part: &Part) -> Answer {
        self.tus("POST", "/parts", &announcement(case, part), Vec::new())
            .await
    }

    /// Announces a part together with its first bytes.
    pub async fn begin(
        &mut self,
        case: Uuid,
        part: &Part,
        bytes: &[u8],
        checksum: Option<String>,
    ) -> Answer {
        let mut headers = announcement(case, part);
        headers.push(("content-type", "application/offset+octet-stream".to_owned()));
        headers.extend(checksum.map(|checksum| ("upload-checksum", checksum)));
        self.tus("POST", "/parts", &headers, bytes.to_vec()).await
    }

    pub async fn patch(&mut self, location: &str, offset: u64, bytes: &[u8]) -> Answer {
        let checksum = STANDARD.encode(digest(&SHA256, bytes));
        let headers = [
            ("upload-offset", offset.to_string()),
            ("content-type", "application/offset+octet-stream".to_owned()),
            ("upload-checksum", format!("sha256 {checksum}")),
        ];
        self.tus("PATCH", location, &headers, bytes.to_vec()).await
    }

    pub async fn head(&mut self, location: &str) -> Answer {
        self.tus("HEAD", location, &[], Vec::new()).await
    }

    /// Sends all parts, in two pieces each.
    pub async fn upload(&mut self, case: &Case) -> Vec<String> {
        let mut locations = Vec::new();
        for (part, bytes) in &case.parts {
            let created = self.create(case.manifest.case, part).await;
            assert_eq!(created.status, 201);
            let location = created.header("location").expect("a location").to_owned();
            if created.offset() < part.bytes {
                let (first, second) = bytes.split_at(bytes.len() / 2);
                assert_eq!(self.patch(&location, 0, first).await.status, 204);
                let last = self.patch(&location, first.len() as u64, second).await;
                assert_eq!((last.status, last.offset()), (204, part.bytes));
            }
            locations.push(location);
        }
        locations
    }

    pub async fn put_manifest(&mut self, case: &Case) -> Answer {
        let path = format!("/cases/{}", case.manifest.case);
        self.send("PUT", &path, &[], case.bytes()).await
    }

    pub async fn hand_in(&mut self, case: &Case) -> SignedReceipt {
        let answer = self.put_manifest(case).await;
        assert_eq!(
            answer.status,
            200,
            "{}",
            String::from_utf8_lossy(&answer.body)
        );
        answer.json()
    }
}

fn announcement(case: Uuid, part: &Part) -> Vec<(&'static str, String)> {
    let pair = |key: &str, value: &str| format!("{key} {}", STANDARD.encode(value));
    let metadata = [
        pair("case", &case.to_string()),
        pair("part", &part.name),
        pair("sha256", &part.sha256),
        pair("media_type", &part.media_type),
    ];
    vec![
        ("upload-length", part.bytes.to_string()),
        ("upload-metadata", metadata.join(",")),
    ]
}
