//! @tus/server, a line to it and our client. Each test binary uses its own part of this.
#![allow(dead_code)]

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use amtskoffer_companion::http::Target;
use amtskoffer_companion::link::Carrier;
use tokio::time::timeout;

use super::common::line::Line;
use super::common::{Folder, PATIENCE, Running};

/// The peer, a line to it and our client.
pub struct Peer {
    _node: Running,
    folder: Folder,
    pub line: Line,
    pub address: SocketAddr,
    pub carrier: Carrier,
}

impl Peer {
    pub fn start() -> Self {
        let folder = Folder::new();
        let own = Path::new(env!("CARGO_MANIFEST_DIR"));
        let e2e = own.join("../e2e");
        let modules = e2e.join("node_modules/@tus/server");
        assert!(
            modules.exists(),
            "@tus/server is missing: run cargo xtask setup"
        );
        let mut node = Command::new("node")
            .arg(own.join("tests/tus_server/server.mjs"))
            .arg(e2e.canonicalize().expect("a folder"))
            .arg(&folder.0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("node starts");
        let mut said = String::new();
        let stdout = node.stdout.take().expect("piped");
        let node = Running(node);
        BufReader::new(stdout)
            .read_line(&mut said)
            .expect("it says where it is");
        let said: serde_json::Value = serde_json::from_str(&said).expect("JSON");
        println!(
            "peer: @tus/server {}, @tus/file-store {}",
            said["server"], said["store"]
        );
        let port = u16::try_from(said["port"].as_u64().expect("a port")).expect("a port");
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        let line = Line::to(address);
        let target = Target::Plain {
            host: "127.0.0.1".to_owned(),
            port: line.port,
        };
        Self {
            _node: node,
            folder,
            line,
            address,
            carrier: Carrier::to(Arc::new(target), [7; 32]),
        }
    }

    /// The uploads that it has.
    pub fn kept(&self) -> Vec<Vec<u8>> {
        let entries = std::fs::read_dir(&self.folder.0).expect("a folder");
        let paths = entries.map(|entry| entry.expect("an entry").path());
        let uploads = paths.filter(|path: &PathBuf| path.extension().is_none());
        uploads
            .map(|path| std::fs::read(path).expect("a file"))
            .collect()
    }

    /// Works until something is so.
    pub async fn until(&self, is_so: impl Fn() -> bool) {
        let working = async {
            while !is_so() {
                self.carrier.work().await;
            }
        };
        timeout(PATIENCE, working).await.expect("it happens");
    }
}
