//! A suitcase without a browser: the real companion as a child process, and a page that speaks
//! frames to it. Each test binary uses its own part of this.
#![allow(dead_code)]

pub mod line;
pub mod office;
pub mod page;
pub mod town;
pub mod visit;

use std::fs;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use amtskoffer_gateway::pki;

use office::Office;
pub use page::Page;

pub const EXTENSION: &str = "abcdefghijklmnopabcdefghijklmnop";
pub const ORIGIN: &str = "chrome-extension://abcdefghijklmnopabcdefghijklmnop/";

/// How long anything that must happen may take before the test fails.
pub const PATIENCE: Duration = Duration::from_mins(1);

/// A folder that goes with the test.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new() -> Self {
        let path = std::env::temp_dir().join(format!("amtskoffer-{}", uuid::Uuid::new_v4()));
        fs::create_dir(&path).expect("temporary folder");
        Self(path)
    }

    pub fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, text).expect("temporary file");
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A child process that ends with the test.
pub struct Running(pub Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The companion's program.
pub fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_companion"))
}

/// A suitcase whose gateway is not there.
pub struct Suitcase {
    pub companion: Option<Running>,
    pub folder: Folder,
    pub config: PathBuf,
    pub office: Arc<Office>,
    /// Of the gateway.
    pub port: u16,
}

impl Suitcase {
    /// Keys made up on the spot, a closed gateway port, no devices. Its gateway is there only for as
    /// long as somebody signs in.
    pub fn alone() -> Self {
        let folder = Folder::new();
        pki::init(&folder.0.join("pki"), &[]).expect("keys");
        folder.write("devices.toml", "");
        let port = closed_port();
        let gateway = format!("https://127.0.0.1:{port}");
        let config = folder.write("companion.toml", &config(&gateway, ""));
        let mut office = town::config(&folder.0);
        office.listen = ([127, 0, 0, 1], port).into();
        Self {
            companion: None,
            folder,
            config,
            office: Arc::new(Office::closed(office)),
            port,
        }
    }

    /// Starts the companion and waits until it listens.
    pub fn start(&mut self) -> &mut Self {
        let child = program()
            .args(["serve", "--config"])
            .arg(&self.config)
            .stdout(Stdio::null())
            .spawn()
            .expect("companion starts");
        self.companion = Some(Running(child));
        until("the companion listens", || {
            UnixStream::connect(self.socket()).ok()
        });
        self
    }

    pub fn started() -> Self {
        let mut suitcase = Self::alone();
        suitcase.start();
        suitcase
    }

    pub fn socket(&self) -> PathBuf {
        self.folder.0.join("run/companion.sock")
    }

    pub fn pid(&self) -> u32 {
        self.companion.as_ref().expect("running").0.id()
    }

    /// A page that came in through a greeted socket.
    pub fn page(&self) -> Page {
        let mut page = Page::at_socket(&self.socket());
        page.office = Some(Arc::clone(&self.office));
        page.greet_as_relay(ORIGIN);
        page.greet();
        page
    }

    /// The relay as the browser starts it, with both its ends.
    pub fn relay(&self, origin: &str) -> (Running, Page) {
        let mut child = program()
            .args(["relay", "--config"])
            .arg(&self.config)
            .arg(origin)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("relay starts");
        let stdout = child.stdout.take().expect("piped");
        let stdin = child.stdin.take().expect("piped");
        let mut page = Page::over(stdout, stdin);
        page.office = Some(Arc::clone(&self.office));
        (Running(child), page)
    }
}

/// A configuration; `rest` is appended, e.g. limits.
pub fn config(gateway: &str, rest: &str) -> String {
    let published = concat!(env!("CARGO_MANIFEST_DIR"), "/../public");
    format!(
        r#"
runtime_dir = "run"
extension_id = "{EXTENSION}"
fonts = "/usr/share/fonts/truetype/noto"
catalogue = "{published}"
[gateway]
url = "{gateway}"
ca = "pki/ca.pem"
certificate = "pki/suitcase.pem"
key = "pki/suitcase.key"
receipt_key = "pki/receipt.pub"
department_key = "pki/department.pub"
{rest}
"#
    )
}

/// Asks again and again until there is something, and fails the test when there never is.
pub fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(begun.elapsed() < PATIENCE, "never happened: {what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn closed_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("bound").port()
}

/// One line of a process's status file, e.g. `VmRSS`.
pub fn status_line(pid: u32, name: &str) -> String {
    let status = fs::read_to_string(Path::new("/proc").join(pid.to_string()).join("status"))
        .expect("process runs");
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix(&format!("{name}:")));
    line.expect("known to the kernel").trim().to_owned()
}
