//! A data centre that is only behind a tunnel: wireguard-go and the gateway in a network namespace of their own,
//! and a bad line in front of it. Needs root.

use super::process::{Part, Start};
use crate::error::Error;
use crate::layout::Layout;
use crate::run;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

/// The gateway's address inside the tunnel, and the suitcase's.
pub const GATEWAY: &str = "10.77.0.1";
const OURS: &str = "10.77.0.2";

/// Where wireguard-go listens, and the bad line before it.
const WIREGUARD: u16 = 51820;
const LINE: u16 = 4500;

/// How the line is: a share of packets lost each way, and time on the way.
const QUALITY: [&str; 4] = ["--loss-percent", "2", "--delay-ms", "25"];

/// How long wireguard-go may take to make its interface.
const PATIENCE: Duration = Duration::from_secs(20);

/// The town's network; goes with this value.
#[derive(Debug)]
pub struct Town {
    layout: Layout,
    name: String,
    /// Our end of the cable to the town.
    cable: String,
    /// The `[tunnel]` section of the suitcase's configuration.
    pub section: toml::Table,
    /// Tunnel's end and bad line.
    parts: Vec<Part>,
}

impl Town {
    /// Makes the network and both ends of the tunnel.
    ///
    /// # Errors
    /// When a program is missing, or this is not run as root.
    pub fn make(layout: &Layout, stage: &str, folder: &Path) -> Result<Self, Error> {
        let pid = std::process::id();
        let net = format!("10.213.{}", pid % 256);
        let mut town = Self {
            layout: layout.clone(),
            name: format!("amtskoffer-{stage}"),
            cable: format!("ak{pid}"),
            section: toml::Table::new(),
            parts: Vec::new(),
        };
        town.clear();
        town.run(&format!("ip netns add {}", town.name))?;
        let other_end = format!("type veth peer name line0 netns {}", town.name);
        town.run(&format!("ip link add {} {other_end}", town.cable))?;
        town.run(&format!("ip address add {net}.1/30 dev {}", town.cable))?;
        town.run(&format!("ip link set {} up", town.cable))?;
        town.inside(&format!("ip address add {net}.2/30 dev line0"))?;
        town.inside("ip link set line0 up")?;
        town.inside("ip link set lo up")?;
        town.begin(folder, &format!("{net}.2"))?;
        Ok(town)
    }

    /// The file that names the town's network, for `nsenter --net=…`.
    pub fn network(&self) -> String {
        format!("/run/netns/{}", self.name)
    }

    /// A program that is started in the town's network.
    pub fn start(&self, name: &str, program: &Path, folder: &Path) -> Start {
        Start::new(name, "nsenter", folder)
            .arg(format!("--net={}", self.network()))
            .arg(program.display().to_string())
    }

    fn begin(&mut self, folder: &Path, address: &str) -> Result<(), Error> {
        let (theirs, theirs_public) = self.keys(folder, "town-tunnel.key")?;
        let (ours, ours_public) = self.keys(folder, "tunnel.key")?;
        let wireguard = self.start("wireguard-go", Path::new("wireguard-go"), folder);
        let wireguard = wireguard.arg("--foreground").arg("wg0");
        self.parts.push(wireguard.spawn(&self.layout)?);
        let begun = Instant::now();
        let theirs = theirs.display();
        let set = format!(
            "wg set wg0 private-key {theirs} listen-port {WIREGUARD} peer {ours_public} allowed-ips {OURS}/32"
        );
        while let Err(error) = self.inside(&set) {
            if begun.elapsed() > PATIENCE {
                return Err(error);
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        self.inside(&format!("ip address add {GATEWAY}/24 dev wg0"))?;
        self.inside("ip link set wg0 mtu 1280 up")?;
        let mut line = self
            .start("udp-line", &self.layout.program("stand-in"), folder)
            .arg("udp-line")
            .arg("--listen")
            .arg(format!("{address}:{LINE}"))
            .arg("--to")
            .arg(format!("127.0.0.1:{WIREGUARD}"));
        for word in QUALITY {
            line = line.arg(word);
        }
        let mut line = line.spawn(&self.layout)?;
        line.ready_line()?;
        self.parts.insert(0, line);
        let text = |name: &str, value: String| (name.to_owned(), toml::Value::from(value));
        self.section = toml::Table::from_iter([
            text("way", "wireguard".to_owned()),
            text("private_key", ours.display().to_string()),
            text("peer_public_key", theirs_public),
            text("endpoint", format!("{address}:{LINE}")),
            text("address", OURS.to_owned()),
            text("gateway", GATEWAY.to_owned()),
        ]);
        Ok(())
    }

    /// A key file that only its owner may read, and the public key.
    fn keys(&self, folder: &Path, name: &str) -> Result<(PathBuf, String), Error> {
        let path = folder.join(name);
        let private = run::text(run::program(&self.layout, "wg").arg("genkey"))?;
        std::fs::write(&path, private).map_err(Error::file(&path))?;
        let closed = std::fs::Permissions::from_mode(0o600);
        std::fs::set_permissions(&path, closed).map_err(Error::file(&path))?;
        let file = std::fs::File::open(&path).map_err(Error::file(&path))?;
        let mut public = run::program(&self.layout, "wg");
        let public = public.arg("pubkey").stdin(Stdio::from(file)).output();
        let public = public.map_err(Error::file(&path))?;
        let public = String::from_utf8_lossy(&public.stdout).trim().to_owned();
        Ok((path, public))
    }

    fn inside(&self, line: &str) -> Result<(), Error> {
        self.run(&format!("nsenter --net={} {line}", self.network()))
    }

    fn run(&self, line: &str) -> Result<(), Error> {
        let mut words = line.split_whitespace();
        let program = words.next().unwrap_or_default();
        run::quiet(run::program(&self.layout, program).args(words)).map(|_| ())
    }

    /// What an earlier stage of this name left; mostly there is nothing.
    fn clear(&self) {
        let _ = self.run(&format!("ip netns delete {}", self.name));
        let _ = self.run(&format!("ip link delete {}", self.cable));
    }
}

impl Drop for Town {
    fn drop(&mut self) {
        self.parts.clear();
        self.clear();
    }
}
