//! The town's own VPN client: strongSwan on both sides, IKEv2 with certificates, ESP in user space
//! (kernel-libipsec), so that it runs whatever the kernel was built with.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::world::{OUTSIDE, Running, SUITCASE, TOWN_GATE, folder, in_town, run, secret, until};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};

/// The gateway's address behind the tunnel.
pub const GATEWAY: &str = "10.78.0.1";

/// The interface of the town's client.
pub const INTERFACE: &str = "ipsec0";

/// Both ends.
pub struct StrongSwan {
    _town: Running,
    _suitcase: Running,
    suitcase: PathBuf,
}

impl StrongSwan {
    /// Starts both and sets the tunnel up.
    pub fn start() -> Self {
        in_town(&format!("ip address add {GATEWAY}/32 dev lo"));
        let (town, suitcase) = (folder("ipsec-town"), folder("ipsec-suitcase"));
        certificates(&town, &suitcase);
        let both = "version = 2\nproposals = aes256gcm16-prfsha384-ecp384\n";
        let esp = "esp_proposals = aes256gcm16-ecp384\n";
        write_connection(
            &town,
            &format!(
                "connections {{\nnet {{\n{both}local_addrs = {TOWN_GATE}\npools = suitcases\n\
                 local {{\nauth = pubkey\ncerts = own.pem\nid = town.test\n}}\n\
                 remote {{\nauth = pubkey\nid = suitcase.test\n}}\n\
                 children {{\nnet {{\n{esp}local_ts = {GATEWAY}/32\n}}\n}}\n}}\n}}\n\
                 pools {{\nsuitcases {{\naddrs = 10.88.1.0/24\n}}\n}}\n"
            ),
        );
        write_connection(
            &suitcase,
            &format!(
                "connections {{\nnet {{\n{both}local_addrs = {SUITCASE}\nremote_addrs = {TOWN_GATE}\n\
                 vips = 0.0.0.0\nlocal {{\nauth = pubkey\ncerts = own.pem\nid = suitcase.test\n}}\n\
                 remote {{\nauth = pubkey\nid = town.test\n}}\n\
                 children {{\nnet {{\n{esp}remote_ts = {GATEWAY}/32\n}}\n}}\n}}\n}}\n"
            ),
        );
        let started = Self {
            _town: charon(&town, "nsenter --net=/run/netns/town"),
            _suitcase: charon(&suitcase, "env"),
            suitcase,
        };
        load(&town);
        load(&started.suitcase);
        started.initiate();
        started
    }

    /// Sets the tunnel up.
    pub fn initiate(&self) {
        swanctl(&self.suitcase, "--initiate --child net");
    }

    /// Ends the tunnel, as a broken or stopped client does; its interface stays up.
    pub fn terminate(&self) {
        swanctl(&self.suitcase, "--terminate --ike net");
        let shown = run(&format!("ip -o link show {INTERFACE}"));
        assert!(shown.contains("UP"), "{shown}");
        until("nothing leads into the tunnel", || {
            let route = run(&format!("ip route get {GATEWAY}"));
            route.contains(OUTSIDE).then_some(())
        });
    }
}

fn charon(folder: &Path, before: &str) -> Running {
    let place = folder.display();
    let text = format!(
        "charon {{\nload = random nonce aes gcm sha1 sha2 hmac kdf pem pkcs1 pkcs8 x509 pubkey openssl \
         kernel-libipsec kernel-netlink socket-default vici updown\n\
         plugins {{\nkernel-libipsec {{\nallow_peer_ts = yes\n}}\nvici {{\nsocket = unix://{place}/vici\n}}\n}}\n\
         filelog {{\nlog {{\npath = {place}/log\ndefault = 1\n}}\n}}\n}}\n"
    );
    let config = folder.join("strongswan.conf");
    std::fs::write(&config, text).expect("written");
    // Its number is written to a place that cannot be chosen; each gets its own.
    let script = "mount -t tmpfs own /run && exec /usr/lib/ipsec/charon";
    let mut words: Vec<&str> = before.split(' ').collect();
    words.extend(["unshare", "--mount", "sh", "-c", script]);
    let mut command = Command::new(words[0]);
    command.args(&words[1..]).env("STRONGSWAN_CONF", &config);
    let running = Running::start(&mut command);
    until("strongSwan runs", || {
        folder.join("vici").exists().then_some(())
    });
    running
}

fn load(folder: &Path) {
    let file = folder.join("swanctl.conf");
    swanctl(folder, &format!("--load-all --file {}", file.display()));
}

fn swanctl(folder: &Path, arguments: &str) {
    let done = Command::new("swanctl")
        .args(arguments.split(' '))
        .args(["--uri", &format!("unix://{}/vici", folder.display())])
        .env("SWANCTL_DIR", folder)
        .env("STRONGSWAN_CONF", folder.join("strongswan.conf"))
        .output()
        .expect("strongswan-swanctl is installed");
    let log = std::fs::read_to_string(folder.join("log")).unwrap_or_default();
    let told = String::from_utf8_lossy(&done.stdout);
    assert!(done.status.success(), "swanctl {arguments}: {told}\n{log}");
}

fn write_connection(folder: &Path, text: &str) {
    std::fs::write(folder.join("swanctl.conf"), text).expect("written");
}

/// A CA, and a certificate for each end.
fn certificates(town: &Path, suitcase: &Path) {
    let ca_key = KeyPair::generate().expect("a key");
    let mut ca = CertificateParams::default();
    ca.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    ca.distinguished_name
        .push(rcgen::DnType::CommonName, "VPN of the town");
    let ca_pem = ca.self_signed(&ca_key).expect("signed").pem();
    let issuer = Issuer::new(ca, ca_key);
    for (folder, name) in [(town, "town.test"), (suitcase, "suitcase.test")] {
        let key = KeyPair::generate().expect("a key");
        let leaf = CertificateParams::new(vec![name.to_owned()]).expect("a name");
        let pem = leaf.signed_by(&key, &issuer).expect("signed").pem();
        for part in ["x509", "x509ca", "private"] {
            std::fs::create_dir(folder.join(part)).expect("made");
        }
        std::fs::write(folder.join("x509/own.pem"), pem).expect("written");
        std::fs::write(folder.join("x509ca/ca.pem"), &ca_pem).expect("written");
        secret(&folder.join("private/own.pem"), &key.serialize_pem());
    }
}
