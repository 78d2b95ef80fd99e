//! One connection: handshake, who is it, requests.

use std::time::Duration;

use axum::Router;
use axum::http::{HeaderName, Method, Request};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;

use super::Peer;
use crate::Fingerprint;
use crate::certificate::device_key;

/// How long requests under way get when the gateway stops.
pub(super) const FAREWELL: Duration = Duration::from_secs(10);

const HANDSHAKE: Duration = Duration::from_secs(10);

/// How long a peer may take for the head of a request; also how long a connection may idle.
const HEAD: Duration = Duration::from_mins(1);

const HEAD_BYTES: usize = 64 * 1024;

/// Serves one peer until it leaves or the gateway stops.
pub(super) async fn serve(
    stream: TcpStream,
    acceptor: TlsAcceptor,
    router: Router,
    mut stopped: watch::Receiver<bool>,
) {
    let _ = stream.set_nodelay(true);
    let Ok(Ok(stream)) = timeout(HANDSHAKE, acceptor.accept(stream)).await else {
        tracing::info!("a peer failed the TLS handshake");
        return;
    };
    let certificate = stream
        .get_ref()
        .1
        .peer_certificates()
        .and_then(|chain| chain.first());
    let Some(certificate) = certificate else {
        return;
    };
    let peer = Peer {
        fingerprint: Fingerprint::of(certificate),
        device: device_key(certificate),
    };
    let handlers = TowerToHyperService::new(router);
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(peer.clone());
        override_method(&mut request);
        handlers.call(request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_buf_size(HEAD_BYTES)
        .serve_connection(TokioIo::new(stream), service);
    tokio::pin!(connection);
    tokio::select! {
        _ = connection.as_mut() => {}
        () = told_to_stop(&mut stopped) => {
            connection.as_mut().graceful_shutdown();
            let _ = timeout(FAREWELL, connection).await;
        }
    }
}

/// Returns when the gateway stops.
pub(super) async fn told_to_stop(stopped: &mut watch::Receiver<bool>) {
    let _ = stopped.wait_for(|stop| *stop).await;
}

/// tus 1.0: `X-HTTP-Method-Override` is for peers whose way out lets only POST through.
fn override_method(request: &mut Request<Incoming>) {
    const OVERRIDE: HeaderName = HeaderName::from_static("x-http-method-override");
    if request.method() != Method::POST {
        return;
    }
    match request
        .headers()
        .get(OVERRIDE)
        .map(axum::http::HeaderValue::as_bytes)
    {
        Some(b"PATCH") => *request.method_mut() = Method::PATCH,
        Some(b"DELETE") => *request.method_mut() = Method::DELETE,
        Some(b"HEAD") => *request.method_mut() = Method::HEAD,
        _ => {}
    }
}
