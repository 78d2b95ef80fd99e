//! The town at the far end: gateway, department, register and fingerprint scanner; and a suitcase.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use amtskoffer_contract::clerks::Role;
use amtskoffer_gateway::clerks;
use amtskoffer_gateway::config::Config;
use amtskoffer_gateway::department::Serving;
use amtskoffer_gateway::server::Gateway;
use amtskoffer_gateway::store::{NewSession, Store};
use amtskoffer_gateway::{demo_register, enrolment, pki};
use amtskoffer_simulators::fingerprint_sbi::{self, ANCHOR_PEM_FILE, Options};
use jiff::{SignedDuration, Timestamp};
use ring::digest::{SHA256, digest};
use tokio::runtime::Runtime;

use crate::common::office::Office;
use crate::common::{self, Folder, Suitcase};
use crate::wireguard::{TOWN, WireGuardGo};

/// Under which name the suitcase is enrolled.
const SUITCASE: &str = "Koffer 1";

/// The gateway, the department, the register and the fingerprint scanner.
pub struct Town {
    config: Config,
    address: SocketAddr,
    _gateway: Gateway,
    _department: Serving,
    scanner: fingerprint_sbi::Running,
}

impl Town {
    pub fn begin(runtime: &Runtime, folder: &Path) -> Self {
        pki::init(&folder.join("pki"), &[]).expect("keys");
        let mut config = common::town::config(folder);
        config.listen = format!("{TOWN}:0").parse().expect("an address");
        let keys = folder.join("scanner");
        fingerprint_sbi::make_keys(&keys).expect("keys");
        let (gateway, department, scanner) = runtime.block_on(async {
            let store = Store::open(&config.database).await.expect("opened");
            demo_register::fill(&store, 200, 1).await.expect("filled");
            store.close().await;
            let certificate = folder.join("pki/suitcase.pem");
            let enrolled = enrolment::enrol(&config, &certificate, SUITCASE).await;
            enrolled.expect("enrolled");
            let scanner = fingerprint_sbi::start(&Options::for_test(keys)).await;
            let department = Serving::start(&config).expect("the department serves");
            let gateway = Gateway::start(&config).await.expect("started");
            (gateway, department, scanner.expect("the scanner starts"))
        });
        Self {
            config,
            address: gateway.address(),
            _gateway: gateway,
            _department: department,
            scanner,
        }
    }

    /// A new session of a clerk at the suitcase.
    pub async fn session(&self) -> String {
        let store = Store::open(&self.config.database).await.expect("opened");
        let (clerk, _) = clerks::add(&store, "Ida Jansen", Role::Clerk)
            .await
            .expect("added");
        let token = "a session of the bench".to_owned();
        let now = Timestamp::now();
        let sha256 = digest(&SHA256, token.as_bytes());
        let sha256: String = sha256
            .as_ref()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let session = NewSession {
            token_sha256: &sha256,
            clerk: clerk.id,
            suitcase: SUITCASE,
            begun_at: now,
            ends_at: now + SignedDuration::from_hours(1),
        };
        store.begin_session(&session).await.expect("begun");
        store.close().await;
        token
    }
}

/// A suitcase of this town, not started yet.
pub fn suitcase(town_folder: &Path, town: &Town, wireguard: &WireGuardGo) -> Suitcase {
    let anchor = town_folder.join("scanner").join(ANCHOR_PEM_FILE);
    let folder = Folder::new();
    std::os::unix::fs::symlink(town_folder.join("pki"), folder.0.join("pki")).expect("linked");
    let devices = format!(
        "[[device]]\nkind = \"fingerprint_scanner\"\nprotocol = \"sbi\"\n\
         match = {{ ports = [{}] }}\nsettings = {{ trust_anchor = \"{}\" }}\n",
        town.scanner.port,
        anchor.display(),
    );
    folder.write("devices.toml", &devices);
    let port = town.address.port();
    let text = common::config(&format!("https://localhost:{port}"), &wireguard.section);
    let config = folder.write("companion.toml", &text);
    Suitcase {
        companion: None,
        folder,
        config,
        office: Arc::new(Office::open(town.config.clone())),
        port,
    }
}
