//! The town around a suitcase: a real gateway with a register, a line to it, a scanner stand-in.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use amtskoffer_contract::ingest::Authority;
use amtskoffer_gateway::config::{Config, Limits, ReceiptFiles, TlsFiles};
use amtskoffer_gateway::server::Gateway;
use amtskoffer_gateway::store::Store;
use amtskoffer_gateway::{demo_register, enrolment, pki};
use amtskoffer_simulators::fingerprint_sbi::{self, ANCHOR_PEM_FILE, Options};
use tokio::runtime::Runtime;

use super::line::Line;
use super::{Folder, Suitcase};

/// A town. Everything ends with it.
pub struct Town {
    pub runtime: Runtime,
    pub line: Line,
    pub scanner: fingerprint_sbi::Running,
    pub folder: Folder,
    config: Config,
    gateway: Option<Gateway>,
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
        let keys = folder.0.join("scanner");
        fingerprint_sbi::make_keys(&keys).expect("keys");
        let scanner = runtime
            .block_on(fingerprint_sbi::start(&Options::for_test(keys)))
            .expect("the scanner starts");
        let line = Line::to(gateway.address());
        Self {
            runtime,
            line,
            scanner,
            folder,
            config,
            gateway: Some(gateway),
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
        for (from, to) in [
            ("suitcase.pem", "suitcase.pem"),
            ("suitcase.key", "suitcase.key"),
        ] {
            std::fs::copy(pki.join(from), folder.0.join(to)).expect("copied");
        }
        std::fs::copy(self.folder.0.join("pki/ca.pem"), folder.0.join("ca.pem")).expect("copied");
        std::fs::copy(receipt_key, folder.0.join("receipt.pub")).expect("copied");
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
        let text = super::config(&gateway, "").replace("ca = \"suitcase.pem\"", "ca = \"ca.pem\"");
        let config = folder.write("companion.toml", &text);
        Suitcase {
            companion: None,
            folder,
            config,
        }
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

fn config(folder: &Path) -> Config {
    let fees = Path::new(env!("CARGO_MANIFEST_DIR")).join("../public/fees.json");
    Config {
        listen: "127.0.0.1:0".parse().expect("an address"),
        database: folder.join("gateway.db"),
        blobs: folder.join("blobs"),
        fees,
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
        limits: Limits::default(),
    }
}
