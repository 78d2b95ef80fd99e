//! The town's side, none of it ours but the gateway: wireguard-go, nginx with client certificates, a bad line.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::world::{Running, TOWN_GATE, built, folder, in_town, run, secret, start_in_town, until};

/// The gateway's address inside the tunnel, and the suitcase's.
pub const GATEWAY: &str = "10.77.0.1";
pub const OURS: &str = "10.77.0.2";

/// Port of the gateway.
pub const PORT: u16 = 8443;

/// Where wireguard-go listens.
pub const WIREGUARD_PORT: u16 = 51820;

/// The town's end of a WireGuard tunnel.
pub struct WireGuardGo {
    _process: Running,
    /// Folder with `tunnel.key`, our own.
    pub keys: PathBuf,
    /// The town's public key.
    pub public: String,
}

impl WireGuardGo {
    pub fn start() -> Self {
        let keys = folder("wireguard");
        let town = pair(&keys, "town.key");
        let ours = pair(&keys, "tunnel.key");
        let process = start_in_town("wireguard-go --foreground wg0");
        let private = keys.join("town.key").display().to_string();
        let set = format!(
            "wg set wg0 private-key {private} listen-port {WIREGUARD_PORT} peer {ours} allowed-ips {OURS}/32"
        );
        until("wireguard-go makes its interface", || {
            let shown = command_in_town("wg show wg0").output().ok()?;
            shown.status.success().then_some(())
        });
        in_town(&set);
        in_town(&format!("ip address add {GATEWAY}/24 dev wg0"));
        in_town("ip link set wg0 mtu 1280 up");
        Self {
            _process: process,
            keys,
            public: town,
        }
    }

    /// The `[tunnel]` section of a suitcase whose packets go to `port` of the town.
    pub fn section(&self, port: u16) -> String {
        format!(
            "way = \"wireguard\"\nprivate_key = \"{}\"\npeer_public_key = \"{}\"\n\
             endpoint = \"{TOWN_GATE}:{port}\"\naddress = \"{OURS}\"\n",
            self.keys.join("tunnel.key").display(),
            self.public
        )
    }

    /// From where the town hears the suitcase: address and port.
    pub fn heard_from(&self) -> String {
        in_town("wg show wg0 endpoints")
    }
}

fn pair(folder: &Path, name: &str) -> String {
    let private = run("wg genkey");
    secret(&folder.join(name), &private);
    let mut child = Command::new("wg")
        .arg("pubkey")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("wireguard-tools are installed");
    let mut stdin = child.stdin.take().expect("piped");
    std::io::Write::write_all(&mut stdin, private.as_bytes()).expect("taken");
    drop(stdin);
    let done = child.wait_with_output().expect("done");
    String::from_utf8(done.stdout)
        .expect("text")
        .trim()
        .to_owned()
}

/// Keys of a town whose gateway is at `address`.
pub fn pki(address: &str) -> PathBuf {
    let folder = folder("pki");
    amtskoffer_gateway::pki::init(&folder, &[address.to_owned()]).expect("keys");
    folder
}

/// nginx in front of a folder that takes files, for holders of a certificate of the CA only.
pub fn nginx(pki: &Path, address: &str) -> Running {
    let folder = folder("nginx");
    std::fs::create_dir(folder.join("taken")).expect("made");
    let (pki, place) = (pki.display(), folder.display());
    let text = format!(
        "daemon off; user root; worker_processes 1; pid {place}/pid; error_log {place}/error.log;\n\
         events {{}}\n\
         http {{ access_log off; client_body_temp_path {place}/body; proxy_temp_path {place}/proxy;\n\
         fastcgi_temp_path {place}/fastcgi; uwsgi_temp_path {place}/uwsgi; scgi_temp_path {place}/scgi;\n\
         server {{ listen {address}:{PORT} ssl; ssl_protocols TLSv1.3;\n\
         ssl_certificate {pki}/server.pem; ssl_certificate_key {pki}/server.key;\n\
         ssl_client_certificate {pki}/ca.pem; ssl_verify_client on; client_max_body_size 0;\n\
         root {place}/taken; dav_methods PUT; }} }}\n"
    );
    let config = folder.join("nginx.conf");
    std::fs::write(&config, text).expect("written");
    let mut running = start_in_town(&format!("nginx -c {}", config.display()));
    listening(&mut running, address, PORT);
    running
}

/// Waits until nginx has begun to take a file.
pub fn under_way() {
    until("an upload is under way", || {
        let taken = std::fs::read_dir("/mnt/nginx/body").ok()?;
        (taken.count() > 0).then_some(())
    });
}

/// Our own gateway with its demo register; the suitcase is enrolled.
pub fn gateway(pki: &Path, address: &str) -> Running {
    let folder = folder("gateway");
    let (keys, crate_folder) = (pki.display(), env!("CARGO_MANIFEST_DIR"));
    let text = format!(
        r#"
listen = "{address}:{PORT}"
database = "gateway.db"
blobs = "blobs"
catalogue = "{crate_folder}/../public"
[tls]
certificate = "{keys}/server.pem"
key = "{keys}/server.key"
client_ca = "{keys}/ca.pem"
[receipts]
key = "{keys}/receipt.key"
[authority]
name = "Amt Musterland"
unit = "Bürgerbüro"
street = "Am Markt 1"
place = "99999 Musterstadt"
phone = "0999 100"
[clerks]
rp_id = "localhost"
origin = "http://localhost:8080"
"#
    );
    let config = folder.join("gateway.toml");
    std::fs::write(&config, text).expect("written");
    let (gateway, config) = (built("gateway").display().to_string(), config.display());
    run(&format!(
        "{gateway} enrol --config {config} {keys}/suitcase.pem"
    ));
    let mut running = start_in_town(&format!("{gateway} serve --config {config}"));
    listening(&mut running, address, PORT);
    running
}

/// A bad line in front of wireguard-go, in the town's namespace.
pub struct BadLine {
    _process: Running,
    control: u16,
}

/// Where it listens.
pub const BAD_LINE_PORT: u16 = 4500;

impl BadLine {
    pub fn start(quality: &str) -> Self {
        let control = 4501;
        let line = format!(
            "{} udp-line --listen {TOWN_GATE}:{BAD_LINE_PORT} --to 127.0.0.1:{WIREGUARD_PORT} \
             --control {control} {quality}",
            built("stand-in").display()
        );
        let mut process = start_in_town(&line);
        listening(&mut process, "127.0.0.1", control);
        Self {
            _process: process,
            control,
        }
    }

    pub fn freeze(&self, milliseconds: u32) {
        self.put("freeze", &milliseconds.to_string());
    }

    pub fn move_away(&self) {
        self.put("move", "x");
    }

    fn put(&self, what: &str, body: &str) {
        let port = self.control;
        in_town(&format!(
            "curl -s -f -o /dev/null -X PUT --data {body} http://127.0.0.1:{port}/{what}"
        ));
    }
}

/// Waits until a server listens there; if it ends instead, what it said is told.
fn listening(server: &mut Running, address: &str, port: u16) {
    until("a server of the town listens", || {
        server.still_runs();
        let listening = in_town(&format!("ss -H -l -t -n src {address}:{port}"));
        (!listening.is_empty()).then_some(())
    });
}

fn command_in_town(line: &str) -> Command {
    let mut command = Command::new("nsenter");
    command
        .arg("--net=/run/netns/town")
        .args(line.split_whitespace());
    command
}

/// A client without a tunnel, with the right certificate: what must not happen by ours. Gives the HTTP
/// status, or nothing within three seconds.
pub fn without_tunnel(pki: &Path, address: &str) -> Option<String> {
    let keys = pki.display();
    let line = format!(
        "curl -s -o /dev/null -w %{{http_code}} -m 3 --cacert {keys}/ca.pem --cert {keys}/suitcase.pem \
         --key {keys}/suitcase.key https://{address}:{PORT}/status"
    );
    let done = super::world::command(&line)
        .output()
        .expect("curl is installed");
    done.status
        .success()
        .then(|| String::from_utf8_lossy(&done.stdout).into_owned())
}
