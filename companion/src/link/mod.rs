//! The link to the data centre: mutual TLS with the private CA and nothing else.

mod bearer;
mod channel;
mod clerks;
mod error;
mod line;
mod probe;
mod receipt;
mod set_up;
mod tus;
mod upload;
mod warm;

pub use bearer::Bearer;
pub use channel::Channel;
pub use error::LinkError;
pub use line::{LineWatch, PULSE, worth_telling};
pub use receipt::{Expected, ReceiptError, verify};
pub use set_up::{LinkKeys, LinkSetUpError, Seals};
pub(crate) use set_up::host_and_port;
pub use upload::{Carried, Carrier, Progress};

use std::sync::Arc;
use std::time::Duration;

use amtskoffer_contract::ingest::{GatewayStatus, OpenCases};
use amtskoffer_contract::closing::{CashClosing, ClosingKept};
use amtskoffer_contract::open_till::{MAX_TILL_BYTES, OpenTill, TillKept};
use amtskoffer_contract::issued::{CheckAddress, IssuedPaper};
use amtskoffer_contract::photos::{self, PhotoAnswer, PhotoRequest};
use amtskoffer_contract::register::{
    Particulars, PersonRecord, RecordRequest, SearchAnswer, SearchRequest,
};
use amtskoffer_contract::support::{SupportBundle, SupportReceipt};

/// How long a look-up in the register may take.
const REGISTER_REPLY: Duration = Duration::from_secs(10);

/// Most bytes of an answer of the register.
const REGISTER_BODY: usize = 512 * 1024;

/// How long a photo from the photo cloud may take.
const PHOTO_REPLY: Duration = Duration::from_secs(30);

/// Most bytes of the answer with a photo: base64 and a little more.
const PHOTO_BODY: usize = photos::MAX_PHOTO_BYTES / 3 * 4 + 4096;

/// Most bytes of the list of open cases, with their notes.
const OPEN_CASES_BODY: usize = 8 * 1024 * 1024;

/// Most bytes of the answer to a support bundle, and to a paper that is made known.
const SUPPORT_BODY: usize = 4 * 1024;

/// The data centre, as the session sees it. Each kind of work has its own connection, so that an
/// upload does not hold up a search.
#[derive(Debug)]
pub struct Link {
    keys: LinkKeys,
    register: Channel,
    clerks: Channel,
    photos: Channel,
    pulse: Channel,
    probe: Channel,
    carrier: Arc<Carrier>,
    bearer: Bearer,
}

impl Link {
    /// A link with these keys; nothing is connected yet.
    pub fn new(keys: LinkKeys) -> Self {
        let target = Arc::clone(&keys.target);
        let bearer = Bearer::default();
        Self {
            register: Channel::new(Arc::clone(&target), REGISTER_REPLY).on_behalf(&bearer),
            clerks: Channel::new(Arc::clone(&target), REGISTER_REPLY).on_behalf(&bearer),
            photos: Channel::new(Arc::clone(&target), PHOTO_REPLY).on_behalf(&bearer),
            probe: Channel::new(Arc::clone(&target), probe::PROBE_REPLY),
            pulse: Channel::new(target, line::PULSE_REPLY),
            carrier: Arc::new(Carrier::new(&keys).on_behalf(&bearer)),
            bearer,
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

    /// Asks which cases of the clerk are open at the gateway.
    ///
    /// # Errors
    /// [`LinkError`].
    pub async fn open_cases(&self) -> Result<OpenCases, LinkError> {
        self.register.get("/cases/open", OPEN_CASES_BODY).await
    }

    /// Gives the IT a support bundle.
    ///
    /// # Errors
    /// [`LinkError`].
    pub async fn support(&self, bundle: &SupportBundle) -> Result<SupportReceipt, LinkError> {
        self.register.post("/support", bundle, SUPPORT_BODY).await
    }

    /// Makes known that a paper is issued; gives where it can be checked.
    ///
    /// # Errors
    /// [`LinkError`].
    pub async fn issued(&self, paper: &IssuedPaper) -> Result<CheckAddress, LinkError> {
        self.register.post("/papers", paper, SUPPORT_BODY).await
    }

    /// Makes the closing of the cash desk known.
    ///
    /// # Errors
    /// [`LinkError`].
    pub async fn closing(&self, closing: &CashClosing) -> Result<(), LinkError> {
        let kept: ClosingKept = self.register.post("/closings", closing, SUPPORT_BODY).await?;
        (kept.id == closing.id).then_some(()).ok_or(LinkError::Unformed)
    }

    /// The open cash desk as the data centre keeps it.
    ///
    /// # Errors
    /// [`LinkError`].
    pub async fn till(&self) -> Result<OpenTill, LinkError> {
        self.register.get("/till", MAX_TILL_BYTES).await
    }

    /// Has the open cash desk kept in place of the one before.
    ///
    /// # Errors
    /// [`LinkError`].
    pub async fn keep_till(&self, till: &OpenTill) -> Result<(), LinkError> {
        let kept: TillKept = self.register.post("/till", till, SUPPORT_BODY).await?;
        (kept.lines == till.lines.len()).then_some(()).ok_or(LinkError::Unformed)
    }

    /// Fetches a photo from the photo cloud.
    ///
    /// # Errors
    /// [`LinkError`].
    pub async fn photo(&self, request: &PhotoRequest) -> Result<PhotoAnswer, LinkError> {
        self.photos.post(photos::PATH, request, PHOTO_BODY).await
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

    /// Fetches what a certificate says of a person besides her record.
    ///
    /// # Errors
    /// [`LinkError`].
    pub async fn particulars(&self, request: &RecordRequest) -> Result<Particulars, LinkError> {
        self.register
            .post("/register/particulars", request, REGISTER_BODY)
            .await
    }
}
