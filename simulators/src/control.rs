//! The control port that every stand-in has: breaks and mends it while it runs.
//!
//! | request | does |
//! | --- | --- |
//! | `GET /fault` | tells the fault |
//! | `PUT /fault`, body: its name | breaks |
//! | `DELETE /fault` | mends |
//!
//! A stand-in may have commands of its own, e.g. to put a finger on the glass.

use std::convert::Infallible;
use std::sync::Arc;

use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;

/// Longest body of a command.
const BODY_LIMIT: usize = 64 * 1024;

/// The fault of a stand-in that works.
pub const NO_FAULT: &str = "none";

/// The fault of this name in a stand-in's table, if there is one.
pub(crate) fn named<F: Copy>(faults: &[(&'static str, F)], name: &str) -> Option<F> {
    let known = faults.iter().find(|(known, _)| *known == name);
    known.map(|(_, fault)| *fault)
}

/// The name of a fault in a stand-in's table.
pub(crate) fn name_of<F: PartialEq>(faults: &[(&'static str, F)], fault: &F) -> &'static str {
    let known = faults.iter().find(|(_, known)| known == fault);
    known.map_or(NO_FAULT, |(name, _)| name)
}

/// What can be controlled.
pub trait Controlled: Send + Sync + 'static {
    /// Name of the fault, [`NO_FAULT`] without one.
    fn fault(&self) -> &'static str;

    /// Breaks it so, or mends it with [`NO_FAULT`]; false when there is no such fault.
    fn set_fault(&self, name: &str) -> bool;

    /// Does a command of its own and gives the answer; `None` when there is no such command.
    fn command(&self, method: &Method, path: &str, body: &[u8]) -> Option<String> {
        let _ = (method, path, body);
        None
    }
}

/// Serves the control port until aborted.
pub async fn serve<C: Controlled>(listener: TcpListener, controlled: Arc<C>) {
    loop {
        if let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(connection(stream, Arc::clone(&controlled)));
        }
    }
}

/// Serves one connection, whatever carries it.
pub async fn connection<C: Controlled>(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    controlled: Arc<C>,
) {
    let service = service_fn(|request| answer(request, Arc::clone(&controlled)));
    // A client that goes away is nothing to report.
    let _ = http1::Builder::new()
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

async fn answer<C: Controlled>(
    request: Request<Incoming>,
    controlled: Arc<C>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let (head, body) = request.into_parts();
    let body = Limited::new(body, BODY_LIMIT).collect().await;
    let Ok(body) = body.map(http_body_util::Collected::to_bytes) else {
        return Ok(text(StatusCode::PAYLOAD_TOO_LARGE, "too long"));
    };
    if head.uri.path() != "/fault" {
        return Ok(
            match controlled.command(&head.method, head.uri.path(), &body) {
                Some(answer) => text(StatusCode::OK, answer),
                None => text(StatusCode::NOT_FOUND, "no such command"),
            },
        );
    }
    let known = match head.method {
        Method::GET => true,
        Method::DELETE => controlled.set_fault(NO_FAULT),
        Method::PUT => str::from_utf8(&body).is_ok_and(|name| controlled.set_fault(name.trim())),
        _ => return Ok(text(StatusCode::METHOD_NOT_ALLOWED, "GET, PUT or DELETE")),
    };
    if !known {
        return Ok(text(StatusCode::BAD_REQUEST, "no such fault"));
    }
    Ok(text(StatusCode::OK, controlled.fault()))
}

fn text(status: StatusCode, text: impl Into<Bytes>) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(text.into()));
    *response.status_mut() = status;
    response
}
