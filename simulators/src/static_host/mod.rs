//! The town's static web host: serves the built site on loopback with exactly the response
//! headers that `deploy/static-host/headers.txt` prescribes for the real one.

mod options;
mod site;

use options::{Options, OptionsError};

use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Incoming;
use hyper::header::{self, HeaderName, HeaderValue};
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use std::convert::Infallible;
use std::io::Write;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::net::TcpListener;

const PRESCRIBED_HEADERS: &str = include_str!("../../../deploy/static-host/headers.txt");

/// The longest report that `POST /report` takes, in bytes.
const REPORT_LIMIT: usize = 64 * 1024;

type Reply = Response<Full<Bytes>>;

/// Why the static host ended.
#[derive(Debug, thiserror::Error)]
pub enum StaticHostError {
    /// The command line cannot be read.
    #[error(transparent)]
    Options(#[from] OptionsError),
    /// The port is taken, or stdout is closed.
    #[error("static-host: cannot serve; choose another --port ({0})")]
    Serve(#[from] std::io::Error),
}

/// Serves until the process is ended; says `{"ready":"static-host","port":N}` on stdout first.
///
/// # Errors
/// When the command line cannot be read, the port cannot be bound or stdout is closed.
pub async fn run(args: impl IntoIterator<Item = String>) -> Result<(), StaticHostError> {
    let options = Options::parse(args)?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port)).await?;
    let port = listener.local_addr()?.port();
    writeln!(
        std::io::stdout(),
        "{{\"ready\":\"static-host\",\"port\":{port}}}"
    )?;
    Ok(accept(listener, Arc::new(options)).await?)
}

async fn accept(listener: TcpListener, options: Arc<Options>) -> std::io::Result<()> {
    loop {
        let (stream, _) = listener.accept().await?;
        let options = Arc::clone(&options);
        let service = service_fn(move |request| {
            let options = Arc::clone(&options);
            async move { Ok::<_, Infallible>(answer(&options, request).await) }
        });
        // A connection that breaks concerns the client alone.
        tokio::spawn(
            hyper::server::conn::http1::Builder::new()
                .serve_connection(TokioIo::new(stream), service),
        );
    }
}

async fn answer(options: &Options, request: Request<Incoming>) -> Reply {
    let mut reply = match (request.method(), request.uri().path(), &options.report) {
        (&Method::POST, "/report", Some(file)) => take_report(file, request).await,
        (&Method::GET | &Method::HEAD, path, _) => {
            let accepted = request.headers().get(header::ACCEPT_ENCODING);
            let accepted = accepted
                .and_then(|value| value.to_str().ok())
                .unwrap_or_default();
            send_file(options, path, accepted).await
        }
        _ => {
            let mut refusal = bare(StatusCode::METHOD_NOT_ALLOWED);
            refusal
                .headers_mut()
                .insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
            refusal
        }
    };
    for (name, value) in prescribed_headers() {
        reply.headers_mut().insert(name, value);
    }
    reply
}

/// The prescribed headers, in the file's order; a line that is no header is left out.
fn prescribed_headers() -> impl Iterator<Item = (HeaderName, HeaderValue)> {
    PRESCRIBED_HEADERS.lines().filter_map(|line| {
        let (name, value) = line.split_once(": ")?;
        Some((
            HeaderName::try_from(name).ok()?,
            HeaderValue::from_static(value),
        ))
    })
}

async fn send_file(options: &Options, path: &str, accepted: &str) -> Reply {
    let extra = options.extra.get(path).cloned();
    let Some(file) = extra
        .clone()
        .or_else(|| site::file_for(&options.root, path))
    else {
        return bare(StatusCode::NOT_FOUND);
    };
    let fence = if extra.is_some() {
        None
    } else {
        Some(options.root.as_path())
    };
    for (coding, ending) in [("br", ".br"), ("gzip", ".gz")] {
        if !site::accepts(accepted, coding) {
            continue;
        }
        let mut packed = file.clone().into_os_string();
        packed.push(ending);
        if let Some(content) = read_inside(fence, &PathBuf::from(packed)).await {
            let mut reply = with_content(&file, content);
            reply
                .headers_mut()
                .insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
            return reply;
        }
    }
    match read_inside(fence, &file).await {
        Some(content) => with_content(&file, content),
        None => bare(StatusCode::NOT_FOUND),
    }
}

/// Reads a file; with a fence only if it lies below it after every symbolic link is followed.
async fn read_inside(fence: Option<&Path>, file: &Path) -> Option<Vec<u8>> {
    let real = tokio::fs::canonicalize(file).await.ok()?;
    if let Some(fence) = fence
        && !real.starts_with(tokio::fs::canonicalize(fence).await.ok()?)
    {
        return None;
    }
    tokio::fs::read(real).await.ok()
}

async fn take_report(file: &Path, request: Request<Incoming>) -> Reply {
    let Ok(body) = Limited::new(request.into_body(), REPORT_LIMIT)
        .collect()
        .await
    else {
        return bare(StatusCode::PAYLOAD_TOO_LARGE);
    };
    let mut line = body.to_bytes().to_vec();
    line.retain(|byte| *byte != b'\n');
    line.push(b'\n');
    let opened = std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(file);
    match opened.and_then(|mut opened| opened.write_all(&line)) {
        Ok(()) => bare(StatusCode::NO_CONTENT),
        Err(_) => bare(StatusCode::INTERNAL_SERVER_ERROR),
    }
}

fn with_content(file: &Path, content: Vec<u8>) -> Reply {
    let mut reply = Response::new(Full::new(Bytes::from(content)));
    let headers = reply.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(site::media_type(file)),
    );
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static(site::cache_control(file)),
    );
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    reply
}

fn bare(status: StatusCode) -> Reply {
    let mut reply = Response::new(Full::default());
    *reply.status_mut() = status;
    reply
}

#[cfg(test)]
mod tests;
