//! A gateway in a folder of its own, with keys made for it alone.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use amtskoffer_contract::ingest::{
    Application, FeeEntry, Manifest, Part, Payment, PaymentMethod, SignedReceipt,
};
use amtskoffer_contract::register::Purpose;
use amtskoffer_gateway::config::{Config, Limits, ReceiptFiles, TlsFiles};
use amtskoffer_gateway::server::Gateway;
use amtskoffer_gateway::store::Store;
use amtskoffer_gateway::{demo_register, enrolment, pki};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::signature::{ED25519, UnparsedPublicKey};
use uuid::Uuid;

use crate::client::Client;

/// Name under which the suitcase of the fixture is enrolled.
pub const SUITCASE: &str = "Koffer 1";

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

    pub async fn with(change: impl FnOnce(&mut Config)) -> Self {
        let folder = Folder::new();
        pki::init(&folder.path("pki"), &[]).expect("keys");
        write_fees(&folder.path("fees.json"));
        let mut config = config(&folder);
        change(&mut config);
        enrolment::enrol(&config, &folder.path("pki/suitcase.pem"), SUITCASE)
            .await
            .expect("enrolled");
        let gateway = Gateway::start(&config).await.expect("started");
        Self {
            folder,
            config,
            gateway: Some(gateway),
        }
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

pub fn config(folder: &Folder) -> Config {
    Config {
        listen: "127.0.0.1:0".parse().expect("an address"),
        database: folder.path("gateway.db"),
        blobs: folder.path("blobs"),
        fees: folder.path("fees.json"),
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
        limits: Limits::default(),
    }
}

pub fn write_fees(path: &Path) {
    let row = |rule: &str, cents: i64| {
        serde_json::json!({
            "rule": rule, "cents": cents, "from": "2026-02-07", "source": "PAuswGebV § 1"
        })
    };
    let rows = [
        ("PA_GE24", 4600),
        ("PA_LT24", 2760),
        ("PA_PHOTO", 600),
        ("MB_SIMPLE", 900),
    ]
    .map(|(rule, cents)| row(rule, cents));
    let file = serde_json::json!({ "version": 1, "rows": rows });
    std::fs::write(path, file.to_string()).expect("written");
}

pub fn sha256(bytes: &[u8]) -> String {
    amtskoffer_gateway::Fingerprint::of(bytes).to_string()
}

/// A case that keeps all rules: a woman of 62 applies for an ID card.
#[derive(Clone)]
pub struct Case {
    pub manifest: Manifest,
    pub application: Application,
    pub parts: Vec<(Part, Vec<u8>)>,
}

impl Case {
    pub fn good(record: &str) -> Self {
        let application = application(record);
        let manifest = Manifest {
            version: 1,
            case: Uuid::from_u128(0x3141_5926_5358_9793),
            service: "id_card".to_owned(),
            application_date: "2026-11-22".to_owned(),
            municipality_key: "01099001".to_owned(),
            clerk: "Jansen".to_owned(),
            parts: Vec::new(),
            software: [("companion".to_owned(), "0.1.0".to_owned())].into(),
        };
        let mut case = Self {
            manifest,
            application,
            parts: Vec::new(),
        };
        let picture = |seed: u8| (0..70_000_u32).map(|at| seed ^ (at % 251) as u8).collect();
        case.add("photo", "image/jpeg", picture(1));
        case.add("signature", "image/jpeg", picture(2));
        case.add("finger_2", "image/x-wsq", picture(3));
        case.add("finger_7", "image/x-wsq", picture(4));
        case.seal();
        case
    }

    pub fn add(&mut self, name: &str, media_type: &str, bytes: Vec<u8>) {
        let part = Part {
            name: name.to_owned(),
            media_type: media_type.to_owned(),
            bytes: bytes.len() as u64,
            sha256: sha256(&bytes),
        };
        self.parts.retain(|(known, _)| known.name != name);
        self.parts.push((part, bytes));
    }

    pub fn remove(&mut self, name: &str) {
        self.parts.retain(|(part, _)| part.name != name);
    }

    /// Takes the application among the parts and names all parts in the manifest.
    pub fn seal(&mut self) {
        let text = serde_json::to_vec(&self.application).expect("json");
        self.add("application", "application/json", text);
        self.manifest.parts = self.parts.iter().map(|(part, _)| part.clone()).collect();
    }

    pub fn bytes(&self) -> Vec<u8> {
        serde_json::to_vec(&self.manifest).expect("json")
    }
}

pub fn purpose() -> Purpose {
    Purpose {
        reason: "Personalausweis".to_owned(),
        file_number: "33/2026-17".to_owned(),
        clerk: "Jansen".to_owned(),
    }
}

fn application(record: &str) -> Application {
    let answers = [
        ("family_name", "Mustermann"),
        ("birth_name", "Gabler"),
        ("first_names", "Erika"),
        ("birth_date", "1964-08-12"),
        ("birth_place", "Berlin"),
        ("nationality", "D"),
        ("sex", "female"),
        ("height_cm", "160"),
        ("eye_colour", "grün"),
        ("no_dwelling_in_germany", "no"),
        ("postcode", "43101"),
        ("place", "Sonnwiek"),
        ("street", "Heidestraße 17"),
        ("municipality_key", "01099001"),
        ("identity_method", "sure_document"),
        ("old_document_kind", "id_card"),
        ("old_document_serial", "T22000129"),
        ("birth_certificate_seen", "no"),
        ("eid_on", "yes"),
        ("info_material_offered", "yes"),
        ("delivery", "office"),
        ("photo_source", "office"),
        ("out_of_hours_on_wish", "no"),
        ("payment_method", "cash"),
    ];
    let line = |rule: &str, cents| FeeEntry {
        rule: rule.to_owned(),
        cents,
    };
    Application {
        record: record.to_owned(),
        purpose: purpose(),
        answers: answers
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .into(),
        missing_fingers: BTreeMap::new(),
        documents: Vec::new(),
        fee: vec![line("PA_GE24", 4600), line("PA_PHOTO", 600)],
        payment: Some(Payment {
            card: None,
            method: PaymentMethod::Cash,
            due_cents: 5200,
            given_cents: 6000,
            receipt_number: "1-2026-11-22-0001".to_owned(),
        }),
        reversed: Vec::new(),
    }
}
