//! The town's end of the tunnel: wireguard-go behind a bad line.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::common::{Running, until};

/// The town inside the tunnel, and the suitcase.
pub const TOWN: &str = "10.77.0.1";
const OURS: &str = "10.77.0.2";

/// It, and the bad line in front of it.
pub struct WireGuardGo {
    /// The suitcase's `[tunnel]`.
    pub section: String,
    line: Option<Running>,
    _wireguard: Running,
}

impl WireGuardGo {
    /// Starts it; there is no line to it yet.
    pub fn start(folder: &Path) -> Self {
        let interface = format!("aks{}", std::process::id());
        let wireguard = Running(
            Command::new("wireguard-go")
                .args(["-f", &interface])
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .expect("wireguard-go is installed"),
        );
        until("wireguard-go runs", || {
            done("wg", &["show", &interface]).then_some(())
        });
        let (town, town_public) = key(folder, "town.wireguard");
        let (ours, our_public) = key(folder, "ours.wireguard");
        let town = town.display().to_string();
        let peer = ["peer", &our_public, "allowed-ips", OURS];
        let own = [
            "set",
            &interface,
            "listen-port",
            "51820",
            "private-key",
            &town,
        ];
        assert!(done("wg", &[&own[..], &peer].concat()));
        let address = format!("{TOWN}/24");
        assert!(done("ip", &["address", "add", &address, "dev", &interface]));
        assert!(done("ip", &["link", "set", &interface, "up"]));
        let ours = ours.display();
        Self {
            section: format!(
                "[tunnel]\nway = \"wireguard\"\nprivate_key = \"{ours}\"\n\
                 peer_public_key = \"{town_public}\"\nendpoint = \"127.0.0.1:51821\"\n\
                 address = \"{OURS}\"\ngateway = \"{TOWN}\"\n"
            ),
            line: None,
            _wireguard: wireguard,
        }
    }

    /// From now on the line has this quality: words for `stand-in udp-line`.
    pub fn behind(&mut self, quality: &str) {
        self.line = None;
        let line = [
            "udp-line",
            "--to",
            "127.0.0.1:51820",
            "--listen",
            "127.0.0.1:51821",
        ];
        let stand_in = Path::new(env!("CARGO_BIN_EXE_companion")).with_file_name("stand-in");
        let line = Command::new(stand_in)
            .args(line)
            .args(quality.split(' '))
            .stdout(Stdio::null())
            .spawn();
        self.line = Some(Running(line.expect("the stand-ins are built")));
    }
}

/// A private key as a file that only we can read, and its public half.
fn key(folder: &Path, name: &str) -> (PathBuf, String) {
    let file = folder.join(name);
    let script = "umask 077; wg genkey > \"$1\"; wg pubkey < \"$1\"";
    let made = Command::new("sh")
        .args(["-ec", script, "sh"])
        .arg(&file)
        .output()
        .expect("wireguard-tools are installed");
    let public = String::from_utf8_lossy(&made.stdout).trim().to_owned();
    (file, public)
}

fn done(program: &str, words: &[&str]) -> bool {
    let mut command = Command::new(program);
    command.args(words).stdout(Stdio::null());
    command
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
