//! The carrier's connection: kept warm, opened anew when it has ended, and requests in line on it.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use bytes::Bytes;
use hyper::{Request, Response};
use tokio::time::timeout;

use super::{Bearer, LinkError};
use crate::http::{HttpError, InLine, Target};
use crate::lock;

/// How long the answer to the oldest request may take. A piece needs 20 seconds at 100 kbit/s; a line that
/// went and came back is noticed otherwise, and earlier.
const REPLY: Duration = Duration::from_secs(45);

/// Most bytes of an answer.
const BODY: usize = 64 * 1024;

/// The connection.
#[derive(Debug)]
pub(super) struct Warm {
    target: Arc<Target>,
    bearer: Bearer,
    open: tokio::sync::Mutex<Option<InLine>>,
    /// When the gateway was last heard on it.
    heard: Mutex<Option<Instant>>,
}

impl Warm {
    /// Not connected yet.
    pub(super) fn new(target: Arc<Target>) -> Self {
        Self {
            target,
            bearer: Bearer::default(),
            open: tokio::sync::Mutex::new(None),
            heard: Mutex::new(None),
        }
    }

    /// The same on behalf of whoever works.
    pub(super) fn on_behalf(mut self, bearer: &Bearer) -> Self {
        self.bearer = bearer.clone();
        self
    }

    /// Whether the gateway was heard on it since then: it was opened, or an answer came.
    pub(super) fn is_heard_since(&self, moment: Instant) -> bool {
        lock(&self.heard).is_some_and(|heard| heard > moment)
    }

    /// Opens a connection if none is open that can be used at once.
    ///
    /// # Errors
    /// [`HttpError`].
    pub(super) async fn connect(&self) -> Result<(), HttpError> {
        let mut open = self.open.lock().await;
        if !is_ready(open.as_mut())? {
            // What the old one still holds must not leave beside what the new one sends.
            *open = None;
            *open = Some(self.opened().await?);
        }
        Ok(())
    }

    /// Sends a request alone and gives its answer, whatever its status. A connection that the gateway has
    /// ended meanwhile is opened anew once: all our requests may arrive twice.
    ///
    /// # Errors
    /// [`HttpError`]; the next request opens a new connection.
    pub(super) async fn call(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let mut open = self.open.lock().await;
        if is_ready(open.as_mut())?
            && let Some(line) = open.as_mut()
        {
            match self.exchange(line, request.clone()).await {
                Err(HttpError::Closed) => {}
                answer => return answer,
            }
        }
        let line = open.insert(self.opened().await?);
        self.exchange(line, request).await
    }

    /// Sends what `first` gives, unless the oldest was sent ahead before, and behind it what `ahead` gives;
    /// then waits for the answer to the oldest. Nothing when there is nothing to send.
    ///
    /// # Errors
    /// [`LinkError`]; what is unanswered is given up with the next [`Self::connect`].
    pub(super) async fn in_line(
        &self,
        first: impl FnOnce() -> Result<Option<Request<Bytes>>, LinkError>,
        mut ahead: impl FnMut() -> Option<Request<Bytes>>,
    ) -> Result<Option<Response<Bytes>>, LinkError> {
        let mut open = self.open.lock().await;
        let is_sent = open.as_ref().is_some_and(|line| line.unanswered() > 0);
        if !is_sent && !is_ready(open.as_mut())? {
            *open = Some(self.opened().await?);
        }
        let line = open.as_mut().ok_or(HttpError::Closed)?;
        if !is_sent {
            let Some(request) = first()? else {
                return Ok(None);
            };
            self.begin(line, request)?;
        }
        while let Some(request) = ahead() {
            self.begin(line, request)?;
        }
        Ok(Some(self.answer(line).await?))
    }

    async fn exchange(&self, line: &mut InLine, request: Request<Bytes>) -> Answer {
        self.begin(line, request)?;
        self.answer(line).await
    }

    fn begin(&self, line: &mut InLine, mut request: Request<Bytes>) -> Result<(), HttpError> {
        if let Some((name, session)) = self.bearer.header() {
            request.headers_mut().insert(name, session);
        }
        line.begin(request)
    }

    async fn answer(&self, line: &mut InLine) -> Answer {
        let answer = timeout(REPLY, line.answer())
            .await
            .map_err(|_| HttpError::ReplyTimeout(REPLY))??;
        self.is_heard();
        Ok(answer)
    }

    async fn opened(&self) -> Result<InLine, HttpError> {
        let line = InLine::open(&self.target, BODY).await?;
        self.is_heard();
        Ok(line)
    }

    fn is_heard(&self) {
        *lock(&self.heard) = Some(Instant::now());
    }
}

type Answer = Result<Response<Bytes>, HttpError>;

/// Whether a request may go over it now. Nobody waits any more for what is unanswered: its connection is
/// given up.
fn is_ready(open: Option<&mut InLine>) -> Result<bool, HttpError> {
    let Some(line) = open else {
        return Ok(false);
    };
    if line.unanswered() > 0 {
        return Ok(false);
    }
    match line.ended() {
        None => Ok(true),
        Some(HttpError::Closed) => Ok(false),
        Some(error) => Err(error),
    }
}
