//! The other end: wireguard-go with nginx behind it, and a namespace for curl with a wireguard-go of
//! its own. Everything is taken away when the value goes.

use crate::error::Error;
use crate::layout::Layout;
use crate::run;
use crate::stage::process::{Part, Start, free_port};
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::net::Ipv4Addr;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Inside the tunnels.
const TOWN: Ipv4Addr = Ipv4Addr::new(10, 77, 0, 1);
const OURS: Ipv4Addr = Ipv4Addr::new(10, 77, 0, 2);
const CURL: Ipv4Addr = Ipv4Addr::new(10, 77, 0, 3);

/// Where nginx listens inside the tunnel.
pub(super) const HTTPS: u16 = 8443;

/// What runs.
pub(super) struct Town {
    /// Curl and wireguard-go with their versions.
    pub(super) curl: String,
    /// Certificates.
    pub(super) pki: PathBuf,
    /// A case as a file.
    pub(super) case: PathBuf,
    folder: PathBuf,
    /// Our private key, and the town's public one.
    key: PathBuf,
    public: String,
    port: u16,
    curl_side: Side,
    _nginx: Part,
    _town_side: Side,
}

/// A network namespace with the interface of a wireguard-go that runs outside. It has no name and
/// ends with the program that holds it, however this process ends.
pub(super) struct Side {
    interface: String,
    holder: Part,
    _wireguard: Part,
}

impl Town {
    /// Starts everything.
    pub(super) fn set_up(layout: &Layout, folder: &Path) -> Result<Self, Error> {
        let keys = ["town", "ours", "curl"].map(|name| key(layout, folder, name));
        let [town_key, our_key, curl_key] = keys;
        let (town_key, our_key, curl_key) = (town_key?, our_key?, curl_key?);
        let port = free_port()?;
        let town_side = Side::make(layout, folder, "town", TOWN)?;
        let mut town = run::program(layout, "wg");
        town.args(["set", &town_side.interface, "listen-port"])
            .arg(port.to_string())
            .arg("private-key")
            .arg(&town_key.private);
        for (key, address) in [(&our_key, OURS), (&curl_key, CURL)] {
            town.args(["peer", &key.public, "allowed-ips", &address.to_string()]);
        }
        run::quiet(&mut town)?;
        let curl_side = Side::make(layout, folder, "curl", CURL)?;
        let mut curl = run::program(layout, "wg");
        curl.args(["set", &curl_side.interface, "private-key"])
            .arg(&curl_key.private)
            .args(["peer", &town_key.public, "allowed-ips", &TOWN.to_string()]);
        run::quiet(&mut curl)?;
        let case = folder.join("case");
        std::fs::write(&case, vec![0x5a; super::CASE]).map_err(Error::file(&case))?;
        Ok(Self {
            _nginx: nginx(layout, folder, &town_side)?,
            folder: folder.to_owned(),
            key: our_key.private,
            public: town_key.public,
            curl: versions(layout)?,
            pki: layout.pki(),
            case,
            port,
            curl_side,
            _town_side: town_side,
        })
    }

    /// The UDP port of the town's end.
    pub(super) fn port(&self) -> u16 {
        self.port
    }

    /// A section `[tunnel]` of the companion, as a file of its own, that leads to a relay.
    pub(super) fn our_tunnel(&self, relay: u16) -> Result<PathBuf, Error> {
        let file = self.folder.join("tunnel.toml");
        let (key, public) = (self.key.display(), &self.public);
        let section = format!(
            "way = \"wireguard\"\nprivate_key = \"{key}\"\npeer_public_key = \"{public}\"\n\
             endpoint = \"127.0.0.1:{relay}\"\naddress = \"{OURS}\"\ngateway = \"{TOWN}\"\n"
        );
        std::fs::write(&file, section).map_err(Error::file(&file))?;
        Ok(file)
    }

    /// Where curl lives.
    pub(super) fn curl_side(&self) -> &Side {
        &self.curl_side
    }

    /// The server inside the tunnel.
    pub(super) fn server() -> String {
        format!("{TOWN}:{HTTPS}")
    }

    /// Points curl's end to a relay and gives its connections this congestion control, which the
    /// kernel tells back.
    pub(super) fn curl_goes(&self, layout: &Layout, relay: u16, how: &str) -> Result<(), Error> {
        let interface = &self.curl_side.interface;
        run::quiet(run::program(layout, "wg").args([
            "set",
            interface,
            "peer",
            &self.public,
            "endpoint",
            &format!("127.0.0.1:{relay}"),
        ]))?;
        let mut route = self.curl_side.enter(layout);
        route.args(["ip", "route", "replace", "10.77.0.0/24", "dev", interface]);
        run::quiet(route.args(["congctl", how]))?;
        let routes = run::text(self.curl_side.enter(layout).args(["ip", "route"]))?;
        if !routes.contains(&format!("congctl {how}")) {
            return Err(Error::content(Path::new("ip route"), routes));
        }
        Ok(())
    }
}

impl Side {
    fn make(layout: &Layout, folder: &Path, name: &str, address: Ipv4Addr) -> Result<Self, Error> {
        let interface = format!("ak{name}{}", std::process::id());
        let mut wireguard = Start::new(&format!("wireguard-{name}"), "wireguard-go", folder)
            .arg("-f")
            .arg(&interface)
            .env("LOG_LEVEL", "error")
            .spawn(layout)?;
        wireguard.ready_file(&Path::new("/var/run/wireguard").join(format!("{interface}.sock")))?;
        let mut holder = Start::new(&format!("namespace-{name}"), "unshare", folder)
            .arg("--net")
            .arg("sh")
            .arg("-c")
            .arg("echo '{}'; exec sleep infinity")
            .spawn(layout)?;
        holder.ready_line()?;
        let holder_id = holder.pid().to_string();
        let side = Self {
            interface,
            holder,
            _wireguard: wireguard,
        };
        let interface = &side.interface;
        run::quiet(
            run::program(layout, "ip").args(["link", "set", interface, "netns", &holder_id]),
        )?;
        let inside = |words: &[&str]| run::quiet(side.enter(layout).arg("ip").args(words));
        inside(&["address", "add", &format!("{address}/24"), "dev", interface])?;
        inside(&["link", "set", "lo", "up"])?;
        inside(&["link", "set", interface, "up"])?;
        Ok(side)
    }

    /// A command line that runs the program named next inside.
    pub(super) fn enter(&self, layout: &Layout) -> Command {
        let mut command = run::program(layout, "nsenter");
        command.args(["--net", "--target", &self.holder.pid().to_string(), "--"]);
        command
    }
}

struct Key {
    private: PathBuf,
    public: String,
}

fn key(layout: &Layout, folder: &Path, name: &str) -> Result<Key, Error> {
    let private = folder.join(format!("{name}.wireguard"));
    let text = run::text(run::program(layout, "wg").arg("genkey"))?;
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&private)
        .map_err(Error::file(&private))?;
    writeln!(file, "{text}").map_err(Error::file(&private))?;
    let told = Command::new("wg")
        .arg("pubkey")
        .stdin(File::open(&private).map_err(Error::file(&private))?)
        .output()
        .map_err(Error::file(&private))?;
    Ok(Key {
        public: String::from_utf8_lossy(&told.stdout).trim().to_owned(),
        private,
    })
}

fn nginx(layout: &Layout, folder: &Path, side: &Side) -> Result<Part, Error> {
    let pki = layout.pki();
    let (pki, here) = (pki.display(), folder.display());
    let taken = folder.join("taken");
    std::fs::create_dir_all(&taken).map_err(Error::file(&taken))?;
    let settings = format!(
        "daemon off;\nmaster_process off;\nuser root;\nerror_log {here}/nginx-error.log;\npid {here}/nginx.pid;\n\
         events {{}}\nhttp {{\n  access_log off;\n  client_max_body_size 64m;\n\
         client_body_temp_path {here}/taken;\n  server {{\n    listen {server} ssl;\n\
         ssl_certificate {pki}/server.pem;\n    ssl_certificate_key {pki}/server.key;\n\
         ssl_client_certificate {pki}/ca.pem;\n    ssl_verify_client on;\n    ssl_protocols TLSv1.3;\n\
         root {here}/taken;\n    dav_methods PUT;\n  }}\n}}\n",
        server = Town::server(),
    );
    let file = folder.join("nginx.conf");
    std::fs::write(&file, settings).map_err(Error::file(&file))?;
    let pid = folder.join("nginx.pid");
    // Left by a run before; its being there says that this one is ready.
    let _ = std::fs::remove_file(&pid);
    let mut part = Start::new("nginx", "nsenter", folder)
        .arg("--net")
        .arg("--target")
        .arg(side.holder.pid().to_string())
        .arg("--")
        .arg("nginx")
        .path("-p", folder)
        .path("-c", &file)
        .spawn(layout)?;
    part.ready_file(&pid)?;
    Ok(part)
}

/// `curl 7.88.1 over wireguard-go v0.0.20220316 to nginx/1.22.1`.
fn versions(layout: &Layout) -> Result<String, Error> {
    let first = |text: String| text.lines().next().unwrap_or_default().to_owned();
    let curl = first(run::text(run::program(layout, "curl").arg("--version"))?);
    let curl: Vec<&str> = curl.split_whitespace().take(2).collect();
    let wireguard = first(run::text(
        run::program(layout, "wireguard-go").arg("--version"),
    )?);
    // nginx tells its version on stderr.
    let told = Command::new("nginx")
        .arg("-v")
        .output()
        .map_err(Error::file(Path::new("nginx")))?;
    let nginx = String::from_utf8_lossy(&told.stderr).into_owned();
    let nginx = nginx.trim().rsplit(' ').next().unwrap_or_default();
    Ok(format!("{} over {wireguard} to {nginx}", curl.join(" ")))
}
