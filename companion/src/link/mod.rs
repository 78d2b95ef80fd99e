//! The link to the data centre: mutual TLS with the private CA and nothing else.

mod channel;
mod error;
mod line;
mod probe;
mod receipt;
mod set_up;
mod upload;

pub use channel::Channel;
pub use error::LinkError;
pub use line::{LineWatch, PULSE, worth_telling};
pub use receipt::{ReceiptError, verify};
pub use set_up::{LinkKeys, LinkSetUpError};
pub use upload::{Carrier, Progress};

use std::sync::Arc;
use std::time::Duration;

use amtskoffer_contract::ingest::GatewayStatus;
use amtskoffer_contract::register::{PersonRecord, RecordRequest, SearchAnswer, SearchRequest};
use amtskoffer_contract::support::{SupportBundle, SupportReceipt};

/// How long a look-up in the register may take.
const REGISTER_REPLY: Duration = Duration::from_secs(10);

/// Most bytes of an answer of the register.
const REGISTER_BODY: usize = 512 * 1024;

/// Most bytes of the answer to a support bundle.
const SUPPORT_BODY: usize = 4 * 1024;

/// The data centre, as the session sees it. Each kind of work has its own connection, so that an
/// upload does not hold up a search.
#[derive(Debug)]
pub struct Link {
    keys: LinkKeys,
    register: Channel,
    pulse: Channel,
    probe: Channel,
    carrier: Arc<Carrier>,
}

impl Link {
    /// A link with these keys; nothing is connected yet.
    pub fn new(keys: LinkKeys) -> Self {
        let target = Arc::clone(&keys.target);
        Self {
            register: Channel::new(Arc::clone(&target), REGISTER_REPLY),
            probe: Channel::new(Arc::clone(&target), probe::PROBE_REPLY),
            pulse: Channel::new(target, line::PULSE_REPLY),
            carrier: Arc::new(Carrier::new(&keys)),
            keys,
        }
    }

    /// What was read from the configured files.
    pub fn keys(&self) -> &LinkKeys {
        &self.keys
    }

    /// Who carries cases.
    pub fn carrier(&self) -> &Arc<Carrier> {
        &self.carrier
    }

    /// Asks the gateway how it is.
    ///
    /// # Errors
    /// [`LinkError`].
    pub async fn status(&self) -> Result<GatewayStatus, LinkError> {
        self.pulse.get("/status", line::STATUS_BODY).await
    }

    /// Searches the register.
    ///
    /// # Errors
    /// [`LinkError`].
    pub async fn search(&self, request: &SearchRequest) -> Result<SearchAnswer, LinkError> {
        self.register
            .post("/register/search", request, REGISTER_BODY)
            .await
    }

    /// Gives the IT a support bundle.
    ///
    /// # Errors
    /// [`LinkError`].
    pub async fn support(&self, bundle: &SupportBundle) -> Result<SupportReceipt, LinkError> {
        self.register.post("/support", bundle, SUPPORT_BODY).await
    }

    /// Fetches one person.
    ///
    /// # Errors
    /// [`LinkError`].
    pub async fn record(&self, request: &RecordRequest) -> Result<PersonRecord, LinkError> {
        self.register
            .post("/register/record", request, REGISTER_BODY)
            .await
    }
}
