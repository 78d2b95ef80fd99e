//! A connection on which requests follow each other without waiting for the answers in between (RFC 9112
//! section 9.3.2). Answers come in the order of the requests. Only for servers that are known to take that,
//! or for one request at a time.

use std::io;
use std::time::Duration;

use bytes::{Buf, Bytes, BytesMut};
use hyper::header::{CONNECTION, CONTENT_LENGTH, HOST, HeaderName, HeaderValue, TRANSFER_ENCODING};
use hyper::http::request::Parts;
use hyper::{Method, Request, Response, StatusCode};
use rustix::net::sockopt::set_socket_linger;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::mpsc::error::TryRecvError;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::{CONNECT_TIMEOUT, HttpError, Stream, Target, refused_or, stream};

/// Most bytes of the head of an answer, and most fields in it.
const HEAD: usize = 16 * 1024;
const FIELDS: usize = 48;

type Answer = Result<Response<Bytes>, HttpError>;

/// The connection. What was sent and not answered is given up with it; the system, too, sends no more of it
/// then.
#[derive(Debug)]
pub struct InLine {
    orders: UnboundedSender<Order>,
    answers: UnboundedReceiver<Answer>,
    host: HeaderValue,
    unanswered: usize,
    carrying: JoinHandle<()>,
}

#[derive(Debug)]
struct Order {
    head: Vec<u8>,
    body: Bytes,
}

impl InLine {
    /// Connects, for TLS with the handshake done, within [`CONNECT_TIMEOUT`]. An answer's body may have
    /// `body_limit` bytes. Needs a running tokio runtime.
    ///
    /// # Errors
    /// As [`super::Connection::open`].
    pub async fn open(target: &Target, body_limit: usize) -> Result<Self, HttpError> {
        let host = HeaderValue::try_from(target.authority()).map_err(|_| HttpError::BadHost)?;
        let (stream, cut) = timeout(CONNECT_TIMEOUT, stream(target, ends_at_once))
            .await
            .map_err(|_| HttpError::ConnectTimeout(CONNECT_TIMEOUT))??;
        let (orders, ordered) = unbounded_channel();
        let (told, answers) = unbounded_channel();
        let carrying = tokio::spawn(async move {
            tokio::select! {
                () = carry(stream, ordered, &told, body_limit) => {}
                () = cut => {}
            }
        });
        Ok(Self {
            orders,
            answers,
            host,
            unanswered: 0,
            carrying,
        })
    }

    /// Requests without an answer yet.
    pub fn unanswered(&self) -> usize {
        self.unanswered
    }

    /// Why no request can be sent any more, if that is so. Only asked while nothing is unanswered.
    pub fn ended(&mut self) -> Option<HttpError> {
        match self.answers.try_recv() {
            Err(TryRecvError::Empty) => None,
            Ok(Err(error)) => Some(error),
            Ok(Ok(_)) => Some(HttpError::Unframed),
            Err(TryRecvError::Disconnected) => Some(HttpError::Closed),
        }
    }

    /// Sends a request; it leaves behind those before it. `Host` is added where it is missing.
    ///
    /// # Errors
    /// [`HttpError::Closed`].
    pub fn begin(&mut self, mut request: Request<Bytes>) -> Result<(), HttpError> {
        let host = || self.host.clone();
        request.headers_mut().entry(HOST).or_insert_with(host);
        let (head, body) = request.into_parts();
        let head = head_of(&head, body.len());
        let order = Order { head, body };
        self.orders.send(order).map_err(|_| HttpError::Closed)?;
        self.unanswered += 1;
        Ok(())
    }

    /// The answer to the oldest request. May be dropped while it waits.
    ///
    /// # Errors
    /// [`HttpError::Closed`], [`HttpError::RefusedByServer`], [`HttpError::Unframed`],
    /// [`HttpError::BodyTooLong`]; the connection is of no use any more then.
    pub async fn answer(&mut self) -> Answer {
        let answer = self.answers.recv().await.ok_or(HttpError::Closed)?;
        self.unanswered = self.unanswered.saturating_sub(1);
        answer
    }
}

impl Drop for InLine {
    fn drop(&mut self) {
        self.carrying.abort();
    }
}

/// Dropped, the socket forgets what it holds and says so (RST), instead of sending it to the end beside what a
/// new connection sends.
fn ends_at_once(socket: &TcpStream) {
    // A failure to set it costs bytes, not the connection.
    let _ = set_socket_linger(socket, Some(Duration::ZERO));
}

fn head_of(head: &Parts, bytes: usize) -> Vec<u8> {
    let path = head.uri.path_and_query().map_or("/", |path| path.as_str());
    let mut text = format!("{} {path} HTTP/1.1\r\n", head.method).into_bytes();
    let mut field = |name: &HeaderName, value: &[u8]| {
        text.extend([name.as_str().as_bytes(), b": ", value, b"\r\n"].concat());
    };
    for (name, value) in &head.headers {
        field(name, value.as_bytes());
    }
    if bytes > 0 || matches!(head.method, Method::POST | Method::PUT | Method::PATCH) {
        field(&CONTENT_LENGTH, bytes.to_string().as_bytes());
    }
    text.extend(b"\r\n");
    text
}

/// Writes what is ordered and reads what is answered, until the connection ends or is not wanted.
async fn carry(
    stream: Box<dyn Stream>,
    mut ordered: UnboundedReceiver<Order>,
    told: &UnboundedSender<Answer>,
    body_limit: usize,
) {
    let (reader, mut writer) = tokio::io::split(stream);
    let (asked, methods) = unbounded_channel();
    let writing = async {
        while let Some(Order { head, body }) = ordered.recv().await {
            // The reader outlives this.
            let _ = asked.send(head.starts_with(b"HEAD "));
            if write(&mut writer, &head, &body).await.is_err() {
                // Why, the reader learns.
                std::future::pending::<()>().await;
            }
        }
    };
    tokio::select! {
        () = writing => {}
        error = read(reader, methods, told, body_limit) => {
            // Nobody may listen any more.
            let _ = told.send(Err(error));
        }
    }
}

async fn write(writer: &mut (impl AsyncWrite + Unpin), head: &[u8], body: &[u8]) -> io::Result<()> {
    writer.write_all(head).await?;
    writer.write_all(body).await?;
    writer.flush().await
}

/// Reads answers until the connection ends; says why it did.
async fn read(
    mut reader: impl AsyncRead + Unpin,
    mut methods: UnboundedReceiver<bool>,
    told: &UnboundedSender<Answer>,
    body_limit: usize,
) -> HttpError {
    let mut buffer = BytesMut::with_capacity(HEAD);
    loop {
        let (head, without_body) = loop {
            match head_in(&mut buffer) {
                Ok(Some(head)) if head.status.is_informational() => {}
                Ok(Some(head)) => match methods.try_recv() {
                    Ok(was_head) => break (head, was_head),
                    Err(_) => return HttpError::Unframed,
                },
                Ok(None) if buffer.len() >= HEAD => return HttpError::Unframed,
                Ok(None) => match reader.read_buf(&mut buffer).await {
                    Ok(0) => return HttpError::Closed,
                    Ok(_) => {}
                    Err(error) => return refused_or(error, |_| HttpError::Closed),
                },
                Err(error) => return error,
            }
        };
        let body = if without_body || head.status == StatusCode::NO_CONTENT {
            Ok(Bytes::new())
        } else {
            body_of(&mut reader, &mut buffer, head.length, body_limit).await
        };
        let body = match body {
            Ok(body) => body,
            Err(error) => return error,
        };
        let is_last = head.is_last;
        let Ok(answer) = head.response.body(body) else {
            return HttpError::Unframed;
        };
        if told.send(Ok(answer)).is_err() || is_last {
            return HttpError::Closed;
        }
    }
}

async fn body_of(
    reader: &mut (impl AsyncRead + Unpin),
    buffer: &mut BytesMut,
    length: Length,
    limit: usize,
) -> Result<Bytes, HttpError> {
    match length {
        Length::Bytes(bytes) if bytes > limit => Err(HttpError::BodyTooLong { limit }),
        Length::Bytes(bytes) => {
            fill(reader, buffer, bytes).await?;
            Ok(buffer.split_to(bytes).freeze())
        }
        Length::Chunked => chunks(reader, buffer, limit).await,
    }
}

/// A body in chunks, without trailers (RFC 9112 section 7.1).
async fn chunks(
    reader: &mut (impl AsyncRead + Unpin),
    buffer: &mut BytesMut,
    limit: usize,
) -> Result<Bytes, HttpError> {
    let mut body = BytesMut::new();
    loop {
        let (head, size) = match httparse::parse_chunk_size(buffer) {
            Ok(httparse::Status::Complete(found)) => found,
            Ok(httparse::Status::Partial) if buffer.len() < HEAD => {
                let more = buffer.len() + 1;
                fill(reader, buffer, more).await?;
                continue;
            }
            _ => return Err(HttpError::Unframed),
        };
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        if size > limit - body.len() {
            return Err(HttpError::BodyTooLong { limit });
        }
        fill(reader, buffer, head + size + 2).await?;
        body.extend_from_slice(&buffer[head..head + size]);
        if &buffer[head + size..head + size + 2] != b"\r\n" {
            return Err(HttpError::Unframed);
        }
        buffer.advance(head + size + 2);
        if size == 0 {
            return Ok(body.freeze());
        }
    }
}

/// Reads until the buffer has so many bytes.
async fn fill(
    reader: &mut (impl AsyncRead + Unpin),
    buffer: &mut BytesMut,
    bytes: usize,
) -> Result<(), HttpError> {
    while buffer.len() < bytes {
        match reader.read_buf(buffer).await {
            Ok(1..) => {}
            _ => return Err(HttpError::Closed),
        }
    }
    Ok(())
}

/// How long a body is.
#[derive(Clone, Copy)]
enum Length {
    Bytes(usize),
    Chunked,
}

/// The head of an answer.
struct Head {
    status: StatusCode,
    length: Length,
    is_last: bool,
    response: hyper::http::response::Builder,
}

/// Takes a head from the buffer when it is there wholly.
fn head_in(buffer: &mut BytesMut) -> Result<Option<Head>, HttpError> {
    let mut fields = [httparse::EMPTY_HEADER; FIELDS];
    let mut parsed = httparse::Response::new(&mut fields);
    let length = match parsed.parse(buffer) {
        Ok(httparse::Status::Complete(length)) => length,
        Ok(httparse::Status::Partial) => return Ok(None),
        Err(_) => return Err(HttpError::Unframed),
    };
    let status = StatusCode::from_u16(parsed.code.unwrap_or_default());
    let status = status.map_err(|_| HttpError::Unframed)?;
    let mut response = Response::builder().status(status);
    let (mut length_of_body, mut is_last) = (Length::Bytes(0), false);
    for field in parsed.headers.iter() {
        let is = |name: HeaderName| field.name.eq_ignore_ascii_case(name.as_str());
        if is(TRANSFER_ENCODING) {
            if !field.value.eq_ignore_ascii_case(b"chunked") {
                return Err(HttpError::Unframed);
            }
            length_of_body = Length::Chunked;
        }
        if is(CONTENT_LENGTH) {
            let bytes = number(field.value).ok_or(HttpError::Unframed)?;
            length_of_body = Length::Bytes(bytes);
        }
        is_last |= is(CONNECTION) && field.value.eq_ignore_ascii_case(b"close");
        response = response.header(field.name, field.value);
    }
    buffer.advance(length);
    Ok(Some(Head {
        status,
        length: length_of_body,
        is_last,
        response,
    }))
}

fn number(text: &[u8]) -> Option<usize> {
    let digits = text.iter().all(u8::is_ascii_digit);
    std::str::from_utf8(text)
        .ok()
        .filter(|_| digits)?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests;
