//! CUPS' `ippeveprinter` as the printer: each with its own process, bus, port and folder.

use std::fs::{self, Permissions};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use amtskoffer_companion::devices::printer::ipp::IppPrinter;
use amtskoffer_companion::http::{Connection, Target};
use http_body_util::Full;
use hyper::Request;

const INSTALL: &str =
    "install the peer: apt-get install --no-install-recommends cups-ipp-utils dbus-daemon";
const START_LIMIT: Duration = Duration::from_secs(30);

/// What the printer does with a job, as a shell script; its environment has the job's attributes.
pub const DONE_AT_ONCE: &str = "env | grep '^IPP_' > \"$HOME/job.env\"";

/// A running printer.
pub struct Peer {
    printer: Child,
    bus: Child,
    /// Its folder: `spool`, `keys`, and whatever the script writes.
    pub folder: PathBuf,
    /// Where it listens on the loopback.
    pub port: u16,
}

impl Peer {
    /// A printer whose jobs run `script`.
    pub fn running(script: &str) -> Self {
        let folder = fresh_folder();
        let path = folder.join("print.sh");
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("the script is written");
        fs::set_permissions(&path, Permissions::from_mode(0o755)).expect("and can be run");
        Self::start(folder, &["-c", path.to_str().expect("a plain path")])
    }

    /// A printer that only pretends, for some seconds a job.
    pub fn simulating() -> Self {
        Self::start(fresh_folder(), &[])
    }

    /// A printer with this TLS key and certificate, both in PEM.
    pub fn with_identity(certificate: &str, key: &str) -> Self {
        let folder = fresh_folder();
        fs::write(folder.join("keys/localhost.crt"), certificate).expect("written");
        fs::write(folder.join("keys/localhost.key"), key).expect("written");
        Self::start(folder, &[])
    }

    fn start(folder: PathBuf, options: &[&str]) -> Self {
        let socket = format!("unix:path={}/bus", folder.display());
        let bus = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--nopidfile", "--address", &socket])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("dbus-daemon: {error}; {INSTALL}"));
        wait_until(|| folder.join("bus").exists(), "the bus has a socket");
        let port = free_port();
        let log = fs::File::create(folder.join("log")).expect("a log file");
        let printer = Command::new("ippeveprinter")
            .args([
                "-2",
                "-k",
                "-r",
                "off",
                "-n",
                "localhost",
                "-f",
                "application/pdf",
                "-vv",
            ])
            .args(["-p", &port.to_string(), "-d"])
            .arg(folder.join("spool"))
            .arg("-K")
            .arg(folder.join("keys"))
            .args(options)
            .arg("Testdrucker")
            .env("DBUS_SYSTEM_BUS_ADDRESS", socket)
            .env("HOME", &folder)
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .unwrap_or_else(|error| panic!("ippeveprinter: {error}; {INSTALL}"));
        let peer = Self {
            printer,
            bus,
            folder,
            port,
        };
        wait_until(
            || TcpStream::connect(("localhost", port)).is_ok(),
            "ippeveprinter listens",
        );
        peer
    }

    /// Our driver for it, unencrypted.
    pub fn driver(&self) -> IppPrinter {
        IppPrinter::new(self.target(), "/ipp/print").expect("a valid address")
    }

    /// Uses a form of its web page, as a person at its display would.
    pub async fn set(&self, path: &str) {
        let mut connection = Connection::open(&self.target())
            .await
            .expect("its web page");
        let request = Request::get(path).body(Full::default()).expect("a request");
        let page = connection
            .send(request, 1 << 20)
            .await
            .expect("the form is taken");
        assert_eq!(page.status(), 200);
    }

    /// The PDF documents it has kept.
    pub fn spooled(&self) -> Vec<Vec<u8>> {
        let files = fs::read_dir(self.folder.join("spool")).expect("the spool folder");
        let paths = files.map(|file| file.expect("an entry").path());
        let documents = paths.filter(|path| path.extension().is_some_and(|end| end == "pdf"));
        documents
            .map(|path| fs::read(path).expect("a file"))
            .collect()
    }

    /// A file the script has written.
    pub fn written(&self, name: &str) -> String {
        fs::read_to_string(self.folder.join(name)).expect("the script has run")
    }

    fn target(&self) -> Target {
        Target::Plain {
            host: "localhost".into(),
            port: self.port,
        }
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        for child in [&mut self.printer, &mut self.bus] {
            let _ = child.kill();
            let _ = child.wait();
        }
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn fresh_folder() -> PathBuf {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let name = format!("amtskoffer-printer-{}-{number}", std::process::id());
    let folder = std::env::temp_dir().join(name);
    for inner in ["spool", "keys"] {
        fs::create_dir_all(Path::new(&folder).join(inner)).expect("a folder");
    }
    folder
}

fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("bound").port()
}

fn wait_until(ready: impl Fn() -> bool, what: &str) {
    let start = Instant::now();
    while !ready() {
        assert!(
            start.elapsed() < START_LIMIT,
            "not within {START_LIMIT:?}: {what}"
        );
        sleep(Duration::from_millis(20));
    }
}
