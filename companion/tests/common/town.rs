//! The town around a suitcase: a real gateway with a register, a line to it, a scanner stand-in.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use amtskoffer_contract::ingest::Authority;
use amtskoffer_contract::open_till::OpenTill;
use amtskoffer_gateway::clerks::ClerksConfig;
use amtskoffer_gateway::config::{Config, DepartmentConfig, Limits, ReceiptFiles, TlsFiles};
use amtskoffer_gateway::department::Serving;
use amtskoffer_gateway::papers::CheckConfig;
use amtskoffer_gateway::server::Gateway;
use amtskoffer_gateway::store::Store;
use amtskoffer_gateway::{demo_register, enrolment, pki};
use amtskoffer_simulators::fingerprint_sbi::{self, ANCHOR_PEM_FILE, Options};
use tokio::runtime::Runtime;

use super::line::Line;
use super::office::Office;
use super::{Folder, Suitcase};

/// A town. Everything ends with it.
pub struct Town {
    pub runtime: Runtime,
    pub line: Line,
    pub scanner: fingerprint_sbi::Running,
    pub folder: Folder,
    config: Config,
    gateway: Option<Gateway>,
    /// Opens and checks what is handed in.
    _department: Serving,
    office: Arc<Office>,
}

impl Town {
    /// With the hard persons and a few households; the suitcase is enrolled.
    pub fn new() -> Self {
        let town = Self::without_enrolment();
        let certificate = town.folder.0.join("pki/suitcase.pem");
        let enrolled = enrolment::enrol(&town.config, &certificate, "Koffer 1");
        town.runtime.block_on(enrolled).expect("enrolled");
        town
    }

    pub fn without_enrolment() -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .expect("a runtime");
        let folder = Folder::new();
        pki::init(&folder.0.join("pki"), &[]).expect("keys");
        let config = config(&folder.0);
        let gateway = runtime.block_on(async {
            let store = Store::open(&config.database).await.expect("opened");
            demo_register::fill(&store, 200, 1).await.expect("filled");
            store.close().await;
            Gateway::start(&config).await.expect("started")
        });
        let department = {
            let _inside = runtime.enter();
            Serving::start(&config).expect("the department serves")
        };
        let keys = folder.0.join("scanner");
        fingerprint_sbi::make_keys(&keys).expect("keys");
        let scanner = runtime
            .block_on(fingerprint_sbi::start(&Options::for_test(keys)))
            .expect("the scanner starts");
        let line = Line::to(gateway.address());
        let office = Arc::new(Office::open(config.clone()));
        Self {
            runtime,
            line,
            scanner,
            folder,
            config,
            gateway: Some(gateway),
            _department: department,
            office,
        }
    }

    /// A suitcase of this town, not started yet. `devices` is added to its list of devices.
    pub fn suitcase(&self, devices: &str) -> Suitcase {
        let pki = self.folder.0.join("pki");
        self.suitcase_with(&pki, &pki.join("receipt.pub"), devices)
    }

    /// The same with other keys.
    pub fn suitcase_with(&self, pki: &Path, receipt_key: &Path, devices: &str) -> Suitcase {
        let folder = Folder::new();
        let own = self.folder.0.join("pki");
        let keys = folder.0.join("pki");
        std::fs::create_dir(&keys).expect("a folder");
        for (from, name) in [
            (pki.join("suitcase.pem"), "suitcase.pem"),
            (pki.join("suitcase.key"), "suitcase.key"),
            (own.join("ca.pem"), "ca.pem"),
            (own.join("department.pub"), "department.pub"),
            (receipt_key.to_owned(), "receipt.pub"),
        ] {
            std::fs::copy(from, keys.join(name)).expect("copied");
        }
        let gateway = format!("https://127.0.0.1:{}", self.line.port);
        let scanner = format!(
            "[[device]]\nkind = \"fingerprint_scanner\"\nprotocol = \"sbi\"\n\
             match = {{ ports = [{}] }}\nsettings = {{ trust_anchor = \"{}\" }}\n{devices}",
            self.scanner.port,
            self.folder
                .0
                .join("scanner")
                .join(ANCHOR_PEM_FILE)
                .display(),
        );
        folder.write("devices.toml", &scanner);
        let config = folder.write("companion.toml", &super::config(&gateway, ""));
        Suitcase {
            companion: None,
            folder,
            config,
            office: Arc::clone(&self.office),
            port: self.line.port,
        }
    }

    /// Ends all sessions of clerks behind everybody's back.
    pub fn end_sessions(&self) {
        self.sql("DELETE FROM clerk_sessions");
    }

    /// Changes the gateway's database behind everybody's back.
    pub fn sql(&self, statement: &'static str) {
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&self.config.database);
        self.runtime.block_on(async {
            let pool = sqlx::SqlitePool::connect_with(options)
                .await
                .expect("opened");
            sqlx::query(statement).execute(&pool).await.expect("done");
            pool.close().await;
        });
    }

    /// Revokes the suitcase, as when it was stolen.
    pub fn revoke(&self) {
        let revoked = enrolment::revoke(&self.config, "Koffer 1");
        self.runtime.block_on(revoked).expect("revoked");
    }

    /// The acts in the gateway's audit log, oldest first.
    pub fn acts(&self) -> Vec<String> {
        let entries = self.runtime.block_on(async {
            let store = Store::open(&self.config.database).await.expect("opened");
            let entries = store.audit_after(0).await.expect("read");
            store.close().await;
            entries
        });
        entries.into_iter().map(|entry| entry.act).collect()
    }

    /// The open cash desk as the gateway keeps it.
    pub fn till(&self) -> OpenTill {
        self.runtime.block_on(async {
            let store = Store::open(&self.config.database).await.expect("opened");
            let till = store.till("Koffer 1").await.expect("read");
            store.close().await;
            till
        })
    }

    /// Stops the gateway; its data stay.
    pub fn stop(&mut self) {
        let gateway = self.gateway.take().expect("running");
        self.runtime.block_on(gateway.stop());
    }

    /// Starts the gateway on the same data and mends the line to it.
    pub fn start(&mut self) {
        let started = self
            .runtime
            .block_on(Gateway::start(&self.config))
            .expect("started");
        let address: SocketAddr = started.address();
        self.gateway = Some(started);
        self.line.mend(address);
    }

    /// Mends a cut line to the gateway that still runs.
    pub fn mend_line(&self) {
        self.line
            .mend(self.gateway.as_ref().expect("running").address());
    }

    /// Another set of keys, of another town.
    pub fn foreign_keys(&self) -> PathBuf {
        let folder = self.folder.0.join("foreign");
        pki::init(&folder, &[]).expect("keys");
        folder
    }
}

/// The catalogue of the work tree.
pub fn published() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../public")
}

/// The configuration of a gateway whose keys lie in the folder `pki`.
pub fn config(folder: &Path) -> Config {
    Config {
        listen: "127.0.0.1:0".parse().expect("an address"),
        database: folder.join("gateway.db"),
        blobs: folder.join("blobs"),
        catalogue: published(),
        catalogue_key: None,
        unfinished_hours: 24,
        tls: TlsFiles {
            certificate: folder.join("pki/server.pem"),
            key: folder.join("pki/server.key"),
            client_ca: folder.join("pki/ca.pem"),
        },
        receipts: ReceiptFiles {
            key: folder.join("pki/receipt.key"),
        },
        authority: Authority {
            name: "Amt Musterland – Der Amtsvorsteher".to_owned(),
            unit: "Bürgerbüro".to_owned(),
            street: "Am Markt 1".to_owned(),
            place: "99999 Musterstadt".to_owned(),
            phone: "0999 100".to_owned(),
        },
        photo_cloud: None,
        check: Some(CheckConfig {
            listen: "127.0.0.1:0".parse().expect("an address"),
            address: "https://pruefen.musterland.example".to_owned(),
        }),
        limits: Limits::default(),
        department: Some(DepartmentConfig {
            public_key: folder.join("pki/department.pub"),
            socket: Some(folder.join("department.sock")),
            key: Some(folder.join("pki/department.key")),
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
