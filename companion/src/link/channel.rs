//! One connection to the gateway, opened when needed and used again.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::Full;
use hyper::header::CONTENT_TYPE;
use hyper::{Method, Request, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::sync::Mutex;

use super::{Bearer, LinkError};
use crate::http::{Connection, HttpError, Target};

/// One request after the other over one connection.
#[derive(Debug)]
pub struct Channel {
    target: Arc<Target>,
    reply_timeout: Duration,
    bearer: Bearer,
    open: Mutex<Option<Connection>>,
}

impl Channel {
    /// A channel; it connects with the first request.
    pub fn new(target: Arc<Target>, reply_timeout: Duration) -> Self {
        Self {
            target,
            reply_timeout,
            bearer: Bearer::default(),
            open: Mutex::new(None),
        }
    }

    /// The same on behalf of whoever works.
    #[must_use]
    pub fn on_behalf(mut self, bearer: &Bearer) -> Self {
        self.bearer = bearer.clone();
        self
    }

    /// Opens a connection if none is open.
    ///
    /// # Errors
    /// [`LinkError::Http`].
    pub async fn connect(&self) -> Result<(), LinkError> {
        let mut open = self.open.lock().await;
        if !open.as_ref().is_some_and(Connection::is_open) {
            *open = Some(self.opened().await?);
        }
        Ok(())
    }

    /// Sends a request and gives the answer, whatever its status. A connection that the gateway has
    /// ended meanwhile is opened anew once: all our requests may arrive twice.
    ///
    /// # Errors
    /// [`HttpError`]; the next request opens a new connection.
    pub async fn call(
        &self,
        mut request: Request<Full<Bytes>>,
        body_limit: usize,
    ) -> Result<Response<Bytes>, HttpError> {
        if let Some((name, session)) = self.bearer.header() {
            request.headers_mut().insert(name, session);
        }
        let mut open = self.open.lock().await;
        if let Some(mut connection) = open.take().filter(Connection::is_open) {
            match connection.send(request.clone(), body_limit).await {
                Err(HttpError::Closed) => {}
                Err(error) => return Err(error),
                Ok(answer) => {
                    *open = Some(connection);
                    return Ok(answer);
                }
            }
        }
        let mut connection = self.opened().await?;
        let answer = connection.send(request, body_limit).await?;
        *open = Some(connection);
        Ok(answer)
    }

    /// Gets a JSON document.
    ///
    /// # Errors
    /// [`LinkError`].
    pub async fn get<A: DeserializeOwned>(&self, path: &str, limit: usize) -> Result<A, LinkError> {
        let request = Request::get(path)
            .body(Full::default())
            .map_err(|_| LinkError::Unformed)?;
        LinkError::document(&self.call(request, limit).await?)
    }

    /// Posts a JSON document and gets one back.
    ///
    /// # Errors
    /// [`LinkError`].
    pub async fn post<Q: Serialize, A: DeserializeOwned>(
        &self,
        path: &str,
        question: &Q,
        limit: usize,
    ) -> Result<A, LinkError> {
        let body = serde_json::to_vec(question).map_err(|_| LinkError::Unformed)?;
        let request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(CONTENT_TYPE, "application/json")
            .body(Full::from(body))
            .map_err(|_| LinkError::Unformed)?;
        LinkError::document(&self.call(request, limit).await?)
    }

    async fn opened(&self) -> Result<Connection, HttpError> {
        let connection = Connection::open(&self.target).await?;
        Ok(connection.with_reply_timeout(self.reply_timeout))
    }
}
