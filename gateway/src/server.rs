//! The listener: TLS with client certificates, bounded connections, and the routes.

mod connection;
mod routes;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use amtskoffer_contract::clerks::Clerk;
use amtskoffer_contract::ingest::{Authority, Refusal};
use amtskoffer_sealing::DevicePublicKey;
use axum::body::Body;
use bytes::Bytes;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde::de::DeserializeOwned;
use thiserror::Error;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

use crate::Fingerprint;
use crate::catalogue::{CatalogueError, Shelf};
use crate::clerks::{Clerks, ClerksError};
use crate::config::{Config, Limits};
use crate::ingest::{Ingest, IngestError};
use crate::papers;
use crate::photos::{PhotoCloud, PhotoCloudError};
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
    /// Blobs or keys are not usable.
    #[error(transparent)]
    Ingest(#[from] IngestError),
    /// The services are not known.
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
    /// Passkeys cannot be checked.
    #[error(transparent)]
    Clerks(#[from] ClerksError),
    /// The photo cloud is set up wrongly.
    #[error(transparent)]
    Photos(#[from] PhotoCloudError),
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

/// The certificate that a peer has shown in the TLS handshake.
#[derive(Clone, Debug)]
pub(crate) struct Peer {
    /// By which it is known.
    pub fingerprint: Fingerprint,
    /// Its key, with which the suitcase signs its parts; nothing when it is of another kind.
    pub device: Option<DevicePublicKey>,
}

/// The clerk on whose behalf a request is made.
#[derive(Clone, Debug)]
pub(crate) struct Actor(pub Clerk);

/// What every handler has at hand.
#[derive(Clone, Debug)]
pub(crate) struct AppState {
    pub store: Store,
    pub ingest: Arc<Ingest>,
    pub authority: Arc<Authority>,
    pub limits: Limits,
    pub clerks: Arc<Clerks>,
    pub photos: Option<Arc<PhotoCloud>>,
    /// How the public reaches the check of papers.
    pub check_address: Option<Arc<str>>,
    pub catalogue: Arc<Shelf>,
}

/// A gateway that serves.
#[derive(Debug)]
pub struct Gateway {
    address: SocketAddr,
    check_address: Option<SocketAddr>,
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
        let photos = config.photo_cloud.as_ref().map(PhotoCloud::new);
        let app = AppState {
            store: store.clone(),
            ingest,
            authority: Arc::new(config.authority.clone()),
            limits: config.limits,
            clerks: Arc::new(Clerks::new(&config.clerks)?),
            photos: photos.transpose()?.map(Arc::new),
            check_address: config.check.as_ref().map(|check| check.address.as_str().into()),
            catalogue: Arc::new(Shelf::open(config)?),
        };
        let check = match &config.check {
            Some(check) => Some(bound(check.listen).await?),
            None => None,
        };
        let (listener, address) = bound(config.listen).await?;
        let (stop, stopped) = watch::channel(false);
        let check_address = check.as_ref().map(|(_, address)| *address);
        let serving = tokio::spawn(async move {
            let upkeep = tokio::spawn(upkeep::run(app.clone()));
            let checks = check.map(|(listener, _)| {
                let (store, authority) = (app.store.clone(), app.authority.clone());
                tokio::spawn(papers::serve(listener, store, authority, stopped.clone()))
            });
            accept(listener, acceptor, app, stopped).await;
            upkeep.abort();
            if let Some(checks) = checks {
                checks.abort();
            }
        });
        Ok(Self {
            address,
            check_address,
            stop,
            serving,
            store,
        })
    }

    /// Where it listens; with port 0 configured, the port that the system chose.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where papers are checked, if they are.
    pub fn check_address(&self) -> Option<SocketAddr> {
        self.check_address
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

async fn bound(address: SocketAddr) -> Result<(TcpListener, SocketAddr), StartError> {
    let failed = |cause| StartError::Listen { address, cause };
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    let taken = listener.local_addr().map_err(failed)?;
    Ok((listener, taken))
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
