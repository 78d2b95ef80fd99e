//! A photo by the code of the photo cloud (BSI TR-03170): `POST /photos/fetch`.
//!
//! The gateway asks the data centre's relay, which holds the authority's certificate and does what the
//! guideline says of DVDV and TLS; it verifies the provider's seal, decrypts the picture and gives it
//! to the suitcase. The code and its key are never logged and never kept.

mod opening;
mod relay;

use std::net::SocketAddr;

use amtskoffer_contract::ingest::Refusal;
use amtskoffer_contract::photos::{MAX_REQUEST_BYTES, PhotoAnswer, PhotoRequest};
use amtskoffer_domain::photo_code::{self, PhotoCode};
use axum::Json;
use axum::body::Body;
use axum::extract::{Extension, State};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use serde::Deserialize;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::audit::{Act, Event};
use crate::refused::Refused;
use crate::server::{Actor, AppState, Suitcase, read_json};

/// Where photos come from.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PhotoCloudConfig {
    /// The data centre's relay to the photo cloud, on this machine: `127.0.0.1:9411`.
    pub relay: SocketAddr,
    /// The authority's Organisationsschlüssel.
    pub organisation_key: String,
    /// Providers that are trusted. The address in a code never decides by itself who is asked.
    pub providers: Vec<ProviderConfig>,
}

/// A provider of photos.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProviderConfig {
    /// Its address as the codes have it.
    pub address: String,
    /// Its public key for seals: base64 of an uncompressed point of P-256.
    pub seal_key: String,
}

/// The photo cloud is set up wrongly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PhotoCloudError {
    /// The relay is on another machine: the way to it would not be protected.
    #[error("[photo_cloud] relay must be on this machine")]
    RelayElsewhere,
    /// A provider's key is no point of P-256 in base64.
    #[error("[photo_cloud] a provider's seal_key is no key")]
    BadSealKey,
}

/// The photo cloud, as it is set up.
#[derive(Debug)]
pub(crate) struct PhotoCloud {
    relay: relay::Relay,
    providers: Vec<Provider>,
}

#[derive(Debug)]
struct Provider {
    address: String,
    seal_key: Vec<u8>,
}

impl PhotoCloud {
    pub(crate) fn new(config: &PhotoCloudConfig) -> Result<Self, PhotoCloudError> {
        if !config.relay.ip().is_loopback() {
            return Err(PhotoCloudError::RelayElsewhere);
        }
        let provider = |provider: &ProviderConfig| {
            let seal_key = STANDARD.decode(&provider.seal_key);
            let seal_key = seal_key
                .ok()
                .filter(|key| key.len() == 65 && key.first() == Some(&4));
            Ok(Provider {
                address: provider.address.clone(),
                seal_key: seal_key.ok_or(PhotoCloudError::BadSealKey)?,
            })
        };
        Ok(Self {
            relay: relay::Relay::new(config.relay, &config.organisation_key),
            providers: config
                .providers
                .iter()
                .map(provider)
                .collect::<Result<_, _>>()?,
        })
    }

    /// The picture of a code, and who made it.
    async fn photo(&self, code: &PhotoCode<'_>) -> Result<(Zeroizing<Vec<u8>>, String), Refusal> {
        let mut known = self.providers.iter();
        let provider = known.find(|provider| provider.address == code.address);
        let provider = provider.ok_or(Refusal::PhotoCloudAway)?;
        let sealed = self.relay.fetch(code.address, code.image).await?;
        let jpeg = opening::opened(&sealed, &provider.seal_key, code)?;
        Ok((jpeg, sealed.user))
    }
}

pub(crate) async fn fetch(
    State(app): State<AppState>,
    Extension(suitcase): Extension<Suitcase>,
    Extension(actor): Extension<Actor>,
    body: Body,
) -> Result<Json<PhotoAnswer>, Refused> {
    let request: PhotoRequest = read_json(body, MAX_REQUEST_BYTES).await?;
    let cloud = app.photos.as_ref().ok_or(Refusal::PhotoCloudAway)?;
    let code = STANDARD.decode(request.code.reveal());
    let code = Zeroizing::new(code.map_err(|_| Refusal::PhotoCodeUnknown)?);
    let code = photo_code::parse(&code).map_err(|_| Refusal::PhotoCodeUnknown)?;
    let (jpeg, made_by) = cloud.photo(&code).await?;
    let event = Event {
        at: Timestamp::now(),
        act: Act::PhotoFetched,
        suitcase: &suitcase.0,
        clerk: &actor.0.name,
        file_number: "",
        subject: &format!("{} {made_by}", request.case),
    };
    // What is not logged does not leave.
    app.store.audit(&event).await?;
    Ok(Json(PhotoAnswer {
        jpeg: STANDARD.encode(&*jpeg),
    }))
}
