//! The public listener: one question, no client certificate, no cookie, nothing kept of who asks.

use std::sync::Arc;

use amtskoffer_contract::ingest::Authority;
use amtskoffer_contract::issued::is_sha256;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use jiff::Timestamp;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};

use super::bound::Bound;
use super::page;
use crate::audit::{Act, Event};
use crate::store::Store;

/// Connections at the same time.
const CONNECTIONS: usize = 32;

/// How long one connection may take in all.
const LONGEST: Duration = Duration::from_secs(10);

/// Most bytes of the head of a request.
const HEAD_BYTES: usize = 16 * 1024;

#[derive(Clone)]
struct Check {
    store: Store,
    authority: Arc<Authority>,
    bound: Arc<Bound>,
}

/// Answers until the gateway stops.
pub(crate) async fn serve(
    listener: TcpListener,
    store: Store,
    authority: Arc<Authority>,
    mut stopped: watch::Receiver<bool>,
) {
    let check = Check {
        store,
        authority,
        bound: Arc::new(Bound::new(Timestamp::now())),
    };
    let router = Router::new()
        .route("/check/{sha256}", get(answer))
        .fallback(nothing_else)
        .with_state(check);
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let Ok(place) = places.clone().acquire_owned().await else {
            return;
        };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stopped.wait_for(|stop| *stop) => return,
        };
        let Ok((stream, _)) = accepted else {
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let handlers = TowerToHyperService::new(router.clone());
        tokio::spawn(async move {
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(LONGEST)
                .max_buf_size(HEAD_BYTES)
                .keep_alive(false)
                .serve_connection(TokioIo::new(stream), handlers);
            let _ = tokio::time::timeout(LONGEST, connection).await;
            drop(place);
        });
    }
}

async fn answer(State(check): State<Check>, Path(sha256): Path<String>) -> Response {
    let now = Timestamp::now();
    if !check.bound.lets_through(now) {
        return html(StatusCode::TOO_MANY_REQUESTS, page::later());
    }
    let authority = &check.authority.name;
    if !is_sha256(&sha256) {
        return html(StatusCode::NOT_FOUND, page::answer(authority, None));
    }
    let found = match check.store.paper(&sha256).await {
        Ok(found) => found,
        Err(error) => return broken(&error),
    };
    let Some(paper) = found else {
        return html(StatusCode::NOT_FOUND, page::answer(authority, None));
    };
    let event = Event {
        at: now,
        act: Act::PaperChecked,
        suitcase: "",
        clerk: "",
        file_number: "",
        subject: &sha256,
    };
    if let Err(error) = check.store.audit(&event).await {
        return broken(&error);
    }
    html(StatusCode::OK, page::answer(authority, Some(&paper)))
}

async fn nothing_else() -> Response {
    html(StatusCode::NOT_FOUND, page::broken())
}

fn broken(error: &crate::store::StoreError) -> Response {
    tracing::error!("a paper could not be checked: {error}");
    html(StatusCode::SERVICE_UNAVAILABLE, page::broken())
}

fn html(status: StatusCode, page: String) -> Response {
    let mut response = (status, page).into_response();
    let headers = [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CACHE_CONTROL, "no-store"),
        (
            CONTENT_SECURITY_POLICY,
            "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
        ),
        (REFERRER_POLICY, "no-referrer"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    for (name, value) in headers {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    response
}
