//! The clerks of a town, each with a security key of her own, and how they sign in at a suitcase.

use std::collections::BTreeMap;
use std::sync::Mutex;

use amtskoffer_contract::bridge::{ClerkRequest, Failure, Reply, Request};
use amtskoffer_contract::clerks::{Ceremony, Credential, Role, Token};
use amtskoffer_gateway::config::Config;
use amtskoffer_gateway::server::Gateway;
use amtskoffer_gateway::store::Store;
use amtskoffer_gateway::{clerks, enrolment};
use amtskoffer_simulators::security_key::SecurityKey;
use tokio::runtime::Builder;
use uuid::Uuid;

use super::Page;

/// Who works in the tests, and who approves, exceptions as well.
pub const CLERK: &str = "Jürgen Groß";
pub const COLLEAGUE: &str = "Ute Meyer";

/// Where the page lies, as far as passkeys know; any port will do.
const ORIGIN: &str = "http://localhost:4711";

/// The office. Its gateway either runs, or is there for as long as somebody signs in.
pub struct Office {
    config: Config,
    certificate: std::path::PathBuf,
    is_open: bool,
    keys: Mutex<BTreeMap<String, SecurityKey>>,
}

impl Office {
    /// Of a gateway that runs.
    pub fn open(config: Config) -> Self {
        Self::new(config, true)
    }

    /// Of a gateway that is there only while somebody signs in.
    pub fn closed(config: Config) -> Self {
        Self::new(config, false)
    }

    fn new(config: Config, is_open: bool) -> Self {
        let certificate = config.tls.client_ca.with_file_name("suitcase.pem");
        Self {
            config,
            certificate,
            is_open,
            keys: Mutex::default(),
        }
    }

    /// A clerk answers a ceremony, with what makes her known first.
    fn with_key<T>(
        &self,
        page: &mut Page,
        name: &str,
        act: impl FnOnce(&mut Page, &mut SecurityKey) -> T,
    ) -> T {
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .expect("a runtime");
        let gateway = (!self.is_open).then(|| runtime.block_on(self.start()));
        let mut keys = self.keys.lock().expect("no test has failed");
        if !keys.contains_key(name) {
            let link = runtime.block_on(self.add(name));
            keys.insert(name.to_owned(), enrolled(page, link));
        }
        let done = act(page, keys.get_mut(name).expect("known"));
        if let Some(gateway) = gateway {
            runtime.block_on(gateway.stop());
        }
        done
    }

    async fn start(&self) -> Gateway {
        let enrolled = enrolment::enrol(&self.config, &self.certificate, "Koffer 1").await;
        enrolled.expect("enrolled");
        Gateway::start(&self.config).await.expect("started")
    }

    async fn add(&self, name: &str) -> Token {
        let store = Store::open(&self.config.database).await.expect("opened");
        let role = match name {
            COLLEAGUE => Role::Coordinator,
            _ => Role::Clerk,
        };
        let (_, link) = clerks::add(&store, name, role).await.expect("added");
        store.close().await;
        link
    }
}

impl Page {
    /// The usual clerk signs in.
    pub fn sign_in(&mut self) {
        self.sign_in_as(CLERK);
    }

    /// A clerk of that name signs in; she is made known first if she is not.
    pub fn sign_in_as(&mut self, name: &str) {
        let outcome = self.try_sign_in_as(name);
        assert!(matches!(outcome, Ok(Reply::Desk(_))), "{outcome:?}");
    }

    pub fn try_sign_in_as(&mut self, name: &str) -> Result<Reply, Failure> {
        let office = self.office.clone().expect("a page of a suitcase");
        office.with_key(self, name, |page, key| {
            let begun = page.ceremony(ClerkRequest::BeginSignIn)?;
            let credential = Credential(key.answer(&begun.options).expect("it answers"));
            let ceremony = begun.ceremony;
            page.ask(Request::Clerk(ClerkRequest::FinishSignIn {
                ceremony,
                credential,
            }))
        })
    }

    /// The colleague approves a case that is complete.
    pub fn approve(&mut self, case: Uuid) {
        let outcome = self.try_approve_as(COLLEAGUE, case);
        assert!(matches!(outcome, Ok(Reply::Case(_))), "{outcome:?}");
    }

    /// A clerk answers the ceremony of an approval, whether she may or not.
    pub fn try_approve_as(&mut self, name: &str, case: Uuid) -> Result<Reply, Failure> {
        let office = self.office.clone().expect("a page of a suitcase");
        office.with_key(self, name, |page, key| {
            let begun = page.ceremony(ClerkRequest::BeginApproval { case })?;
            key.is_stubborn = true;
            let credential = Credential(key.answer(&begun.options).expect("it answers"));
            key.is_stubborn = false;
            let ceremony = begun.ceremony;
            page.ask(Request::Clerk(ClerkRequest::FinishApproval {
                case,
                ceremony,
                credential,
            }))
        })
    }

    /// Sends a case that is complete, approved by the colleague where that is needed.
    pub fn send_case(&mut self, case: Uuid) {
        if self.get(case).service == "identity-card" {
            self.approve(case);
        }
        assert_eq!(self.ask(Request::SendCase { case }), Ok(Reply::Done));
    }

    fn ceremony(&mut self, request: ClerkRequest) -> Result<Ceremony, Failure> {
        match self.ask(Request::Clerk(request))? {
            Reply::Ceremony(ceremony) => Ok(ceremony),
            other => panic!("expected a ceremony, got {other:?}"),
        }
    }
}

fn enrolled(page: &mut Page, token: Token) -> SecurityKey {
    let mut key = SecurityKey::new(ORIGIN);
    let begun = page.ceremony(ClerkRequest::BeginEnrolment { token });
    let begun = begun.expect("the link is good");
    let credential = Credential(key.create(&begun.options).expect("it is made"));
    let ceremony = begun.ceremony;
    let finish = ClerkRequest::FinishEnrolment {
        ceremony,
        credential,
    };
    let outcome = page.ask(Request::Clerk(finish));
    assert!(matches!(outcome, Ok(Reply::Enrolled(_))), "{outcome:?}");
    key
}
