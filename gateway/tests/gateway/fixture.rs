//! A gateway in a folder of its own, with keys made for it alone.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use amtskoffer_contract::clerks::{Clerk, Role};
use amtskoffer_contract::ingest::SignedReceipt;
use amtskoffer_contract::register::Purpose;
use amtskoffer_gateway::clerks::ClerksConfig;
use amtskoffer_gateway::config::{Config, DepartmentConfig, Limits, ReceiptFiles, TlsFiles};
use amtskoffer_gateway::department::Serving;
use amtskoffer_gateway::server::Gateway;
use amtskoffer_gateway::store::{NewApproval, NewSession, Store};
use amtskoffer_gateway::{demo_register, enrolment, pki};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::{SignedDuration, Timestamp};
use ring::signature::{ED25519, UnparsedPublicKey};
use uuid::Uuid;

use crate::client::Client;
use crate::sealed::{Case, Keys};

/// Name under which the suitcase of the fixture is enrolled.
pub const SUITCASE: &str = "Koffer 1";

/// The clerk who hands in.
pub const JANSEN: Uuid = Uuid::from_u128(0xa1);

/// Another clerk.
pub const PETERSEN: Uuid = Uuid::from_u128(0xa2);

/// A coordinator.
pub const GROSS: Uuid = Uuid::from_u128(0xa3);

/// A folder that goes with the test.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("amtskoffer-gateway-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).expect("a folder for the test");
        Self(path)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A gateway that runs, with one enrolled suitcase.
pub struct Fixture {
    pub folder: Folder,
    pub config: Config,
    gateway: Option<Gateway>,
    department: Option<Serving>,
}

impl Fixture {
    /// Without residents.
    pub async fn new() -> Self {
        Self::with(|_| {}).await
    }

    /// With the hard persons and a few households.
    pub async fn with_residents(residents: u32) -> Self {
        let fixture = Self::new().await;
        let store = fixture.store().await;
        demo_register::fill(&store, residents, 1)
            .await
            .expect("filled");
        store.close().await;
        fixture
    }

    /// Where papers are checked.
    pub fn check_address(&self) -> SocketAddr {
        let gateway = self.gateway.as_ref().expect("it serves");
        gateway.check_address().expect("papers are checked")
    }

    pub async fn with(change: impl FnOnce(&mut Config)) -> Self {
        let folder = Folder::new();
        pki::init(&folder.path("pki"), &[]).expect("keys");
        let mut config = config(&folder);
        change(&mut config);
        enrolment::enrol(&config, &folder.path("pki/suitcase.pem"), SUITCASE)
            .await
            .expect("enrolled");
        let gateway = Gateway::start(&config).await.expect("started");
        let mut fixture = Self {
            folder,
            config,
            gateway: Some(gateway),
            department: None,
        };
        fixture.start_department();
        fixture
    }

    /// Begins to serve as the department, if the gateway is to ask one.
    pub fn start_department(&mut self) {
        let section = self.config.department.as_ref();
        if section.is_some_and(|section| section.socket.is_some()) {
            let department = Serving::start(&self.config).expect("the department serves");
            self.department = Some(department);
        }
    }

    pub async fn stop_department(&mut self) {
        self.department.take().expect("it serves").stop().await;
    }

    /// What the suitcase seals and signs with.
    pub fn keys(&self) -> Arc<Keys> {
        Keys::load(&self.folder.path("pki"), "suitcase")
    }

    /// The suitcase with the clerk Jansen signed in.
    pub async fn clerk(&self) -> Client {
        self.clerk_at("suitcase", JANSEN, SUITCASE).await
    }

    /// A suitcase with a clerk signed in.
    pub async fn clerk_at(&self, keys: &str, clerk: Uuid, suitcase: &str) -> Client {
        let session = self.session(clerk, suitcase).await;
        self.client_with(keys).await.with_session(session)
    }

    /// A new session of one of the three clerks.
    pub async fn session(&self, clerk: Uuid, suitcase: &str) -> String {
        session(&self.config.database, clerk, suitcase).await
    }

    /// A clerk approves a case at the suitcase of the fixture.
    pub async fn approve(&self, case: &Case, clerk: Uuid) {
        approve(&self.config.database, case, clerk).await;
    }

    pub fn port(&self) -> u16 {
        self.gateway.as_ref().expect("running").address().port()
    }

    pub async fn client(&self) -> Client {
        self.client_with("suitcase").await
    }

    /// A client with another certificate of the folder.
    pub async fn client_with(&self, name: &str) -> Client {
        let file = |end: &str| self.folder.path(&format!("pki/{name}.{end}"));
        let identity = Some((file("pem"), file("key")));
        Client::connect(
            self.port(),
            &self.folder.path("pki/ca.pem"),
            identity.as_ref(),
        )
        .await
        .expect("connected")
    }

    /// A second look at the database.
    pub async fn store(&self) -> Store {
        Store::open(&self.config.database).await.expect("opened")
    }

    /// Runs a statement behind the gateway's back.
    pub async fn sql(&self, statement: &'static str) -> Vec<sqlx::sqlite::SqliteRow> {
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&self.config.database);
        let pool = sqlx::SqlitePool::connect_with(options)
            .await
            .expect("opened");
        let rows = sqlx::query(statement).fetch_all(&pool).await.expect("done");
        pool.close().await;
        rows
    }

    /// Runs statements one after the other without minding references between tables.
    pub async fn unchecked_sql(&self, statements: &[&'static str]) {
        let options = sqlx::sqlite::SqliteConnectOptions::new()
            .filename(&self.config.database)
            .foreign_keys(false);
        let pool = sqlx::SqlitePool::connect_with(options)
            .await
            .expect("opened");
        for statement in statements {
            sqlx::query(*statement).execute(&pool).await.expect("done");
        }
        pool.close().await;
    }

    /// Ends the gateway and starts it anew on the same data.
    pub async fn restart(&mut self) {
        self.stop().await;
        self.gateway = Some(Gateway::start(&self.config).await.expect("started again"));
    }

    pub async fn stop(&mut self) {
        self.gateway.take().expect("running").stop().await;
    }

    /// Whether a receipt verifies with the published key.
    pub fn verifies(&self, receipt: &SignedReceipt) -> bool {
        let text = std::fs::read_to_string(self.folder.path("pki/receipt.pub")).expect("key");
        let key = STANDARD.decode(text.trim()).expect("base64");
        let signature = STANDARD.decode(&receipt.signature).expect("base64");
        let id = sha256(&key);
        receipt.key_id == id[..16]
            && UnparsedPublicKey::new(&ED25519, &key)
                .verify(receipt.body.as_bytes(), &signature)
                .is_ok()
    }
}

/// A new session of one of the three clerks in this database.
pub async fn session(database: &Path, clerk: Uuid, suitcase: &str) -> String {
    let store = Store::open(database).await.expect("opened");
    know_clerks(&store).await;
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let token = format!("session {}", NEXT.fetch_add(1, Ordering::Relaxed));
    let now = Timestamp::now();
    let session = NewSession {
        token_sha256: &sha256(token.as_bytes()),
        clerk,
        suitcase,
        begun_at: now,
        ends_at: now + SignedDuration::from_hours(1),
    };
    store.begin_session(&session).await.expect("begun");
    store.close().await;
    token
}

/// A clerk approves a case at the suitcase of the tests.
pub async fn approve(database: &Path, case: &Case, clerk: Uuid) {
    let store = Store::open(database).await.expect("opened");
    know_clerks(&store).await;
    let approval = NewApproval {
        case: case.manifest.case,
        manifest_sha256: &sha256(&case.bytes()),
        clerk,
        credential: "a key",
        suitcase: SUITCASE,
        at: Timestamp::now(),
    };
    store.approve(&approval).await.expect("approved");
    store.close().await;
}

async fn know_clerks(store: &Store) {
    let known = store.clerks().await.expect("read");
    for (id, name, role) in [
        (JANSEN, "Jansen", Role::Clerk),
        (PETERSEN, "Petersen", Role::Clerk),
        (GROSS, "Groß", Role::Coordinator),
    ] {
        let name = name.to_owned();
        if known.iter().all(|clerk| clerk.id != id) {
            let clerk = Clerk { id, name, role };
            store
                .add_clerk(&clerk, Timestamp::now())
                .await
                .expect("added");
        }
    }
}

pub fn config(folder: &Folder) -> Config {
    Config {
        listen: "127.0.0.1:0".parse().expect("an address"),
        database: folder.path("gateway.db"),
        blobs: folder.path("blobs"),
        catalogue: published(),
        catalogue_key: None,
        unfinished_hours: 24,
        tls: TlsFiles {
            certificate: folder.path("pki/server.pem"),
            key: folder.path("pki/server.key"),
            client_ca: folder.path("pki/ca.pem"),
        },
        receipts: ReceiptFiles {
            key: folder.path("pki/receipt.key"),
        },
        authority: amtskoffer_contract::ingest::Authority {
            name: "Amt Sonnwiek – Der Amtsvorsteher".to_owned(),
            unit: "Bürgerbüro".to_owned(),
            street: "Am Markt 1".to_owned(),
            place: "43101 Sonnwiek".to_owned(),
            phone: "0999 100".to_owned(),
        },
        photo_cloud: None,
        limits: Limits::default(),
        check: None,
        department: Some(DepartmentConfig {
            public_key: folder.path("pki/department.pub"),
            socket: Some(folder.path("department.sock")),
            key: Some(folder.path("pki/department.key")),
            front_uid: None,
        }),
        clerks: ClerksConfig {
            rp_id: "localhost".to_owned(),
            origin: "http://localhost:8080".parse().expect("an origin"),
            any_port: true,
            session_hours: 12,
        },
    }
}

/// The catalogue of the work tree.
pub fn published() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../public")
}

pub fn sha256(bytes: &[u8]) -> String {
    amtskoffer_gateway::Fingerprint::of(bytes).to_string()
}

pub fn purpose() -> Purpose {
    Purpose {
        reason: "Personalausweis".to_owned(),
        file_number: "33/2026-17".to_owned(),
        clerk: "Jansen".to_owned(),
    }
}
