//! The listener: TLS with client certificates, bounded connections, and the routes.

mod connection;
mod routes;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use amtskoffer_contract::ingest::{Authority, Refusal};
use axum::body::Body;
use bytes::Bytes;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde::de::DeserializeOwned;
use thiserror::Error;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

use crate::config::{Config, Limits};
use crate::ingest::{Ingest, IngestError};
use crate::refused::Refused;
use crate::store::{Store, StoreError};
use crate::tls::{self, TlsError};
use crate::upkeep;

/// Why a gateway does not start.
#[derive(Debug, Error)]
pub enum StartError {
    /// Certificates or keys are not usable.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// The database is not usable.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Blobs, fees or the receipt key are not usable.
    #[error(transparent)]
    Ingest(#[from] IngestError),
    /// The address is taken or not ours: change `listen`.
    #[error("{address} cannot be listened on ({cause}): change `listen`")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system said.
        cause: std::io::Error,
    },
}

/// The suitcase behind a request, by the name under which it was enrolled.
#[derive(Clone, Debug)]
pub(crate) struct Suitcase(pub String);

/// What every handler has at hand.
#[derive(Clone, Debug)]
pub(crate) struct AppState {
    pub store: Store,
    pub ingest: Arc<Ingest>,
    pub authority: Arc<Authority>,
    pub limits: Limits,
}

/// A gateway that serves.
#[derive(Debug)]
pub struct Gateway {
    address: SocketAddr,
    stop: watch::Sender<bool>,
    serving: JoinHandle<()>,
    store: Store,
}

impl Gateway {
    /// Opens everything, cleans up what an earlier run left, and serves.
    ///
    /// # Errors
    /// [`StartError`].
    pub async fn start(config: &Config) -> Result<Self, StartError> {
        let acceptor = TlsAcceptor::from(tls::server_config(&config.tls)?);
        let store = Store::open(&config.database).await?;
        let ingest = Arc::new(Ingest::open(config, &store).await?);
        let app = AppState {
            store: store.clone(),
            ingest,
            authority: Arc::new(config.authority.clone()),
            limits: config.limits,
        };
        let failed = |cause| StartError::Listen {
            address: config.listen,
            cause,
        };
        let listener = TcpListener::bind(config.listen).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let (stop, stopped) = watch::channel(false);
        let lifetime = Duration::from_secs(u64::from(config.unfinished_hours) * 3600);
        let serving = tokio::spawn(async move {
            let upkeep = tokio::spawn(upkeep::run(app.clone(), lifetime));
            accept(listener, acceptor, app, stopped).await;
            upkeep.abort();
        });
        Ok(Self {
            address,
            stop,
            serving,
            store,
        })
    }

    /// Where it listens; with port 0 configured, the port that the system chose.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Takes no new requests, finishes those under way, and closes the database.
    pub async fn stop(self) {
        let _ = self.stop.send(true);
        if self.serving.await.is_err() {
            tracing::error!("the listener ended by a fault");
        }
        self.store.close().await;
    }
}

async fn accept(
    listener: TcpListener,
    acceptor: TlsAcceptor,
    app: AppState,
    mut stopped: watch::Receiver<bool>,
) {
    let most = app.limits.connections.max(1);
    let places = Arc::new(Semaphore::new(most));
    let router = routes::router(app);
    loop {
        let Ok(place) = places.clone().acquire_owned().await else {
            return;
        };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = connection::told_to_stop(&mut stopped) => break,
        };
        let Ok((stream, _)) = accepted else {
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let (acceptor, router, stopped) = (acceptor.clone(), router.clone(), stopped.clone());
        tokio::spawn(async move {
            connection::serve(stream, acceptor, router, stopped).await;
            drop(place);
        });
    }
    drop(listener);
    let all = u32::try_from(most).unwrap_or(u32::MAX);
    let _ = tokio::time::timeout(connection::FAREWELL, places.acquire_many(all)).await;
}

/// Reads a body of JSON that may be at most `most` bytes.
pub(crate) async fn read_json<T: DeserializeOwned>(body: Body, most: usize) -> Result<T, Refused> {
    let bytes = read_bytes(body, most).await?;
    serde_json::from_slice(&bytes).map_err(|_| Refusal::Malformed.into())
}

/// Reads a body that may be at most `most` bytes.
pub(crate) async fn read_bytes(body: Body, most: usize) -> Result<Bytes, Refused> {
    match Limited::new(body, most).collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => {
            Err(Refusal::TooLarge { limit: most as u64 }.into())
        }
        Err(_) => Err(Refusal::Malformed.into()),
    }
}
