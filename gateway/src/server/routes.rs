//! Which request goes where, and what holds for all of them.

use std::time::Duration;

use amtskoffer_contract::ingest::{GatewayStatus, Refusal};
use axum::extract::{Extension, Request, State};
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};

use super::{Actor, AppState, Peer, Suitcase};
use crate::refused::Refused;
use crate::{clerks, closings, ingest, photos, papers, probe, register, support, tills};

pub(super) fn router(app: AppState) -> Router {
    let on_behalf = Router::new()
        .route("/register/search", post(register::search))
        .route("/register/record", post(register::record))
        .route("/register/particulars", post(register::particulars))
        .route("/papers", post(papers::take))
        .route("/closings", post(closings::take))
        .route("/till", get(tills::give_back).post(tills::keep))
        .route(amtskoffer_contract::photos::PATH, post(photos::fetch))
        .merge(ingest::router())
        .layer(from_fn_with_state(app.clone(), signed_in));
    Router::new()
        .route("/status", get(status))
        .route("/support", post(support::take))
        .route("/probe", post(probe::take))
        .merge(on_behalf)
        .merge(clerks::router())
        .fallback(no_such_path)
        .method_not_allowed_fallback(no_such_method)
        .layer(from_fn_with_state(app.clone(), in_time))
        .layer(from_fn_with_state(app.clone(), enrolled))
        .with_state(app)
}

async fn status(State(app): State<AppState>) -> Json<GatewayStatus> {
    Json(GatewayStatus {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        time: jiff::Timestamp::now().to_string(),
        authority: app.authority.as_ref().clone(),
    })
}

/// Lets enrolled suitcases pass only. Asked anew for every request, so that a withdrawal also ends
/// connections that are open. No answer may be kept on the way.
async fn enrolled(
    State(app): State<AppState>,
    mut request: Request,
    next: Next,
) -> Result<Response, Refused> {
    let peer = request.extensions().get::<Peer>();
    let suitcase = match peer.map(|peer| peer.fingerprint) {
        Some(fingerprint) => app.store.suitcase(fingerprint).await?,
        None => None,
    };
    let suitcase = suitcase.ok_or(Refusal::NotEnrolled)?;
    request.extensions_mut().insert(Suitcase(suitcase));
    let mut response = next.run(request).await;
    response
        .headers_mut()
        .insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// Finds out on whose behalf a request is made. Asked anew for every request, so that a session that
/// ends takes effect at once.
async fn signed_in(
    State(app): State<AppState>,
    Extension(suitcase): Extension<Suitcase>,
    mut request: Request,
    next: Next,
) -> Result<Response, Refused> {
    let clerk = clerks::on_behalf(&app, &suitcase, request.headers()).await?;
    request.extensions_mut().insert(Actor(clerk));
    Ok(next.run(request).await)
}

/// Bounds the time of a request. An upload has its own bound for each piece instead.
async fn in_time(State(app): State<AppState>, request: Request, next: Next) -> Response {
    if request.method() == Method::PATCH {
        return next.run(request).await;
    }
    let bound = Duration::from_secs(app.limits.request_seconds);
    match tokio::time::timeout(bound, next.run(request)).await {
        Ok(response) => response,
        Err(_) => (StatusCode::REQUEST_TIMEOUT, Json(Refusal::Malformed)).into_response(),
    }
}

async fn no_such_path() -> Response {
    (StatusCode::NOT_FOUND, Json(Refusal::Malformed)).into_response()
}

async fn no_such_method() -> Response {
    (StatusCode::METHOD_NOT_ALLOWED, Json(Refusal::Malformed)).into_response()
}
