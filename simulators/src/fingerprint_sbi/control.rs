//! The control port: breaks and mends the stand-in while it runs.

use std::convert::Infallible;
use std::sync::Arc;

use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;

use super::fault::Fault;
use super::sensor::Sensor;

const NAME_LIMIT: usize = 64;

/// Serves until aborted: `GET /fault`, `PUT /fault` (body: the name), `DELETE /fault`.
pub async fn serve(listener: TcpListener, sensor: Arc<Sensor>) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            continue;
        };
        let sensor = Arc::clone(&sensor);
        let answer = service_fn(move |request| answer(request, Arc::clone(&sensor)));
        tokio::spawn(async move {
            // A client that goes away is nothing to report.
            let _ = http1::Builder::new()
                .serve_connection(TokioIo::new(stream), answer)
                .await;
        });
    }
}

async fn answer(
    request: Request<Incoming>,
    sensor: Arc<Sensor>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    if request.uri().path() != "/fault" {
        return Ok(text(StatusCode::NOT_FOUND, "only /fault"));
    }
    match *request.method() {
        Method::GET => {}
        Method::DELETE => sensor.set_fault(Fault::None),
        Method::PUT => {
            let body = Limited::new(request.into_body(), NAME_LIMIT)
                .collect()
                .await;
            let name = body
                .map(|body| body.to_bytes().to_vec())
                .unwrap_or_default();
            let fault = String::from_utf8(name)
                .ok()
                .and_then(|name| name.trim().parse().ok());
            let Some(fault) = fault else {
                return Ok(text(StatusCode::BAD_REQUEST, "no such fault"));
            };
            sensor.set_fault(fault);
        }
        _ => return Ok(text(StatusCode::METHOD_NOT_ALLOWED, "GET, PUT or DELETE")),
    }
    Ok(text(StatusCode::OK, sensor.fault().name()))
}

fn text(status: StatusCode, text: &'static str) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from_static(text.as_bytes())));
    *response.status_mut() = status;
    response
}
