//! The companion's one HTTP client: HTTP/1.1 over a plain or a TLS connection, reused for
//! several requests, with every wait and every body bounded.
//!
//! Devices on the loopback (fingerprint service, IPP printer) and the gateway are spoken to with
//! it; whoever calls decides what is a good answer, this client only carries it.

mod in_line;

use std::error::Error as StdError;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::Incoming;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{HOST, HeaderValue};
use hyper::{Request, Response, Uri};
use hyper_util::rt::TokioIo;
use thiserror::Error;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{self, AlertDescription, ClientConfig};

use crate::tunnel::{Cut, Road, TunnelError};
pub use in_line::InLine;

/// How long name look-up, TCP and TLS handshake may take together.
pub const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// How long one request may take from its first byte to the last byte of the answer, unless
/// [`Connection::with_reply_timeout`] says otherwise.
pub const REPLY_TIMEOUT: Duration = Duration::from_secs(30);

/// Where a connection goes.
#[derive(Clone, Debug)]
pub enum Target {
    /// Unencrypted; meant for the loopback interface and for device networks in the suitcase.
    Plain {
        /// Host name or address, without brackets and port.
        host: String,
        /// TCP port.
        port: u16,
    },
    /// TLS, with roots, pins and client certificate as the configuration says.
    Tls {
        /// Host name or address as the server's certificate has it, without port.
        host: String,
        /// TCP port.
        port: u16,
        /// Whom to trust and who we are; build it with the ring provider.
        config: Arc<ClientConfig>,
    },
    /// TLS through a tunnel and never around it: the gateway.
    Tunnelled {
        /// Host name or address as the server's certificate has it, without port.
        host: String,
        /// TCP port.
        port: u16,
        /// Whom to trust and who we are; build it with the ring provider.
        config: Arc<ClientConfig>,
        /// The tunnel, and where the server is behind it.
        road: Road,
    },
}

impl Target {
    /// Host name or address.
    pub fn host(&self) -> &str {
        match self {
            Self::Plain { host, .. } | Self::Tls { host, .. } | Self::Tunnelled { host, .. } => {
                host
            }
        }
    }

    /// TCP port.
    pub fn port(&self) -> u16 {
        match self {
            Self::Plain { port, .. } | Self::Tls { port, .. } | Self::Tunnelled { port, .. } => {
                *port
            }
        }
    }

    /// `host:port` as the `Host` field has it (RFC 9110 section 7.2), IPv6 in brackets.
    pub fn authority(&self) -> String {
        if self.host().contains(':') {
            return format!("[{}]:{}", self.host(), self.port());
        }
        format!("{}:{}", self.host(), self.port())
    }
}

/// What went wrong between us and the server. None of the texts holds anything of a request.
#[derive(Debug, Error)]
pub enum HttpError {
    /// Nobody answered in time; the machine is off, or the line is down.
    #[error("no connection within {0:?}: check that the machine is on and the line is up")]
    ConnectTimeout(Duration),
    /// The name is unknown, the port is closed, or there is no route.
    #[error("cannot be reached: check address, port and cable ({0})")]
    Unreachable(#[source] io::Error),
    /// The tunnel did not let us through.
    #[error(transparent)]
    Tunnel(#[from] TunnelError),
    /// The configured host is neither a DNS name nor an address.
    #[error("the configured host is neither a name nor an address: mend the configuration")]
    BadHost,
    /// The server's certificate is not the one we trust.
    #[error("the server's certificate is not trusted: check the pinned certificate ({0:?})")]
    UntrustedServer(rustls::CertificateError),
    /// The server ended TLS with an alert; mostly it does not accept our certificate.
    #[error("the server refused us with the TLS alert {0:?}: check our client certificate")]
    RefusedByServer(AlertDescription),
    /// TLS failed for another reason; the peer may not speak TLS at all.
    #[error("no TLS with this server: check that the port is the encrypted one ({0})")]
    Tls(#[source] io::Error),
    /// The connection ended before the whole answer was there; open a new one and ask again.
    #[error("the connection ended before the answer was complete: try again")]
    Closed,
    /// What came back is not HTTP/1.1.
    #[error("the answer is not HTTP: check that the address is the right device ({0})")]
    NotHttp(#[source] hyper::Error),
    /// Where an answer ends cannot be told, or nobody asked for it.
    #[error(
        "the answer is not framed as HTTP/1.1 wants it: check that the address is the right one"
    )]
    Unframed,
    /// The answer did not come, or not wholly, in time.
    #[error("no complete answer within {0:?}: try again")]
    ReplyTimeout(Duration),
    /// The answer's body is longer than the caller is ready to take.
    #[error("the answer is longer than {limit} bytes and was not read")]
    BodyTooLong {
        /// The caller's bound in bytes.
        limit: usize,
    },
}

/// One open connection. After an error it may be dead: ask [`Connection::is_open`] or open anew.
#[derive(Debug)]
pub struct Connection {
    sender: SendRequest<Full<Bytes>>,
    host: HeaderValue,
    reply_timeout: Duration,
}

impl Connection {
    /// Connects, for TLS with the handshake done, within [`CONNECT_TIMEOUT`]. Needs a running
    /// tokio runtime, on which a task drives the connection until the value is dropped.
    ///
    /// # Errors
    /// [`HttpError::ConnectTimeout`], [`HttpError::Unreachable`], [`HttpError::BadHost`],
    /// [`HttpError::UntrustedServer`], [`HttpError::RefusedByServer`], [`HttpError::Tls`].
    pub async fn open(target: &Target) -> Result<Self, HttpError> {
        Self::open_within(target, CONNECT_TIMEOUT).await
    }

    /// As [`Connection::open`], with an own bound on the wait; for probing a range of ports.
    ///
    /// # Errors
    /// As [`Connection::open`].
    pub async fn open_within(target: &Target, limit: Duration) -> Result<Self, HttpError> {
        timeout(limit, connect(target))
            .await
            .map_err(|_| HttpError::ConnectTimeout(limit))?
    }

    /// Another bound for request and answer together; for devices that answer only when a person
    /// has done something.
    #[must_use]
    pub fn with_reply_timeout(mut self, limit: Duration) -> Self {
        self.reply_timeout = limit;
        self
    }

    /// False once the connection has ended; another one has to be opened then.
    pub fn is_open(&self) -> bool {
        !self.sender.is_closed()
    }

    /// Sends one request and reads the whole answer, of at most `body_limit` bytes. Any method
    /// goes, and any status comes back as it is. The address may be absolute or only a path;
    /// `Host` is added where it is missing.
    ///
    /// # Errors
    /// All of [`HttpError`] except those of opening.
    pub async fn send(
        &mut self,
        request: Request<Full<Bytes>>,
        body_limit: usize,
    ) -> Result<Response<Bytes>, HttpError> {
        let request = self.in_origin_form(request);
        let limit = self.reply_timeout;
        let exchange = exchange(&mut self.sender, request, body_limit);
        timeout(limit, exchange)
            .await
            .map_err(|_| HttpError::ReplyTimeout(limit))?
    }

    /// As [`Connection::send`], but gives the body as it comes. Only its head is waited for here; who
    /// reads the body bounds it.
    ///
    /// # Errors
    /// All of [`HttpError`] except those of opening and [`HttpError::BodyTooLong`].
    pub async fn send_for_stream(
        &mut self,
        request: Request<Full<Bytes>>,
    ) -> Result<Response<Incoming>, HttpError> {
        let request = self.in_origin_form(request);
        let limit = self.reply_timeout;
        timeout(limit, begin(&mut self.sender, request))
            .await
            .map_err(|_| HttpError::ReplyTimeout(limit))?
    }

    fn in_origin_form(&self, mut request: Request<Full<Bytes>>) -> Request<Full<Bytes>> {
        let path = request.uri().path_and_query().cloned();
        *request.uri_mut() = path.map_or(Uri::from_static("/"), Uri::from);
        request
            .headers_mut()
            .entry(HOST)
            .or_insert_with(|| self.host.clone());
        request
    }
}

/// Whatever bytes go over.
trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<S: AsyncRead + AsyncWrite + Send + Unpin> Stream for S {}

async fn connect(target: &Target) -> Result<Connection, HttpError> {
    let (stream, cut) = stream(target, |_| {}).await?;
    over(stream, target, cut).await
}

/// Connected, and what ends it; `tune` sets the socket up.
async fn stream(
    target: &Target,
    tune: fn(&TcpStream),
) -> Result<(Box<dyn Stream>, Cut), HttpError> {
    let tuned = |stream: TcpStream| {
        // A failure to set it costs a few milliseconds, not the connection.
        let _ = stream.set_nodelay(true);
        tune(&stream);
        stream
    };
    match target {
        Target::Plain { .. } => Ok((Box::new(tuned(tcp(target).await?)), uncut())),
        Target::Tls { host, config, .. } => {
            let name = server_name(host)?;
            let stream = encrypted(tuned(tcp(target).await?), name, config).await?;
            Ok((Box::new(stream), uncut()))
        }
        Target::Tunnelled {
            host,
            port,
            config,
            road,
        } => {
            let name = server_name(host)?;
            let (stream, cut) = road.connect(*port).await?;
            let stream = encrypted(tuned(stream), name, config).await?;
            Ok((Box::new(stream), cut))
        }
    }
}

fn server_name(host: &str) -> Result<ServerName<'static>, HttpError> {
    ServerName::try_from(host.to_owned()).map_err(|_| HttpError::BadHost)
}

async fn encrypted(
    stream: TcpStream,
    name: ServerName<'static>,
    config: &Arc<ClientConfig>,
) -> Result<TlsStream<TcpStream>, HttpError> {
    let connector = TlsConnector::from(Arc::clone(config));
    connector.connect(name, stream).await.map_err(tls_error)
}

/// Devices are on no tunnel that could be cut.
fn uncut() -> Cut {
    Box::pin(std::future::pending())
}

async fn tcp(target: &Target) -> Result<TcpStream, HttpError> {
    TcpStream::connect((target.host(), target.port()))
        .await
        .map_err(HttpError::Unreachable)
}

async fn over(stream: Box<dyn Stream>, target: &Target, cut: Cut) -> Result<Connection, HttpError> {
    let host = HeaderValue::try_from(target.authority()).map_err(|_| HttpError::BadHost)?;
    let (sender, driver) = handshake(TokioIo::new(stream))
        .await
        .map_err(exchange_error)?;
    // Its error reaches the caller through the request that it broke.
    tokio::spawn(async move {
        tokio::select! {
            _ = driver => {}
            () = cut => {}
        }
    });
    Ok(Connection {
        sender,
        host,
        reply_timeout: REPLY_TIMEOUT,
    })
}

async fn exchange(
    sender: &mut SendRequest<Full<Bytes>>,
    request: Request<Full<Bytes>>,
    body_limit: usize,
) -> Result<Response<Bytes>, HttpError> {
    let (head, body) = begin(sender, request).await?.into_parts();
    let body = whole_body(body, body_limit).await?;
    Ok(Response::from_parts(head, body))
}

async fn begin(
    sender: &mut SendRequest<Full<Bytes>>,
    request: Request<Full<Bytes>>,
) -> Result<Response<Incoming>, HttpError> {
    sender.ready().await.map_err(exchange_error)?;
    sender.send_request(request).await.map_err(exchange_error)
}

async fn whole_body(body: Incoming, limit: usize) -> Result<Bytes, HttpError> {
    match Limited::new(body, limit).collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(HttpError::BodyTooLong { limit }),
        Err(error) => match error.downcast::<hyper::Error>() {
            Ok(error) => Err(exchange_error(*error)),
            Err(_) => Err(HttpError::Closed),
        },
    }
}

fn exchange_error(error: hyper::Error) -> HttpError {
    if let Some(rustls::Error::AlertReceived(alert)) = tls_cause(&error) {
        return HttpError::RefusedByServer(*alert);
    }
    if error.is_parse() {
        return HttpError::NotHttp(error);
    }
    HttpError::Closed
}

fn tls_error(error: io::Error) -> HttpError {
    match tls_cause(&error) {
        Some(rustls::Error::InvalidCertificate(why)) => HttpError::UntrustedServer(why.clone()),
        _ => refused_or(error, HttpError::Tls),
    }
}

fn refused_or(error: io::Error, otherwise: fn(io::Error) -> HttpError) -> HttpError {
    match tls_cause(&error) {
        Some(rustls::Error::AlertReceived(alert)) => HttpError::RefusedByServer(*alert),
        _ => otherwise(error),
    }
}

/// The rustls error somewhere below an I/O or a hyper error.
fn tls_cause<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a rustls::Error> {
    if let Some(found) = error.downcast_ref::<rustls::Error>() {
        return Some(found);
    }
    // `io::Error::source` skips the error it wraps, so that one is looked into first.
    let wrapped = error
        .downcast_ref::<io::Error>()
        .and_then(io::Error::get_ref);
    if let Some(inner) = wrapped {
        return tls_cause(inner);
    }
    tls_cause(error.source()?)
}
