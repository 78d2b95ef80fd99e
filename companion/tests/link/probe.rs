//! Our side: the companion's own road to the gateway, ordered about.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use super::world::built;
use serde_json::Value;

/// The running probe.
pub struct Probe {
    child: Child,
    orders: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Probe {
    pub fn start(config: &Path) -> Self {
        let mut child = Command::new(built("examples/line_probe"))
            .arg(config)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("starts");
        Self {
            orders: child.stdin.take().expect("piped"),
            answers: BufReader::new(child.stdout.take().expect("piped")),
            child,
        }
    }

    /// Gives an order and takes its answer.
    pub fn ask(&mut self, order: &str) -> Value {
        self.order(order);
        self.answer()
    }

    pub fn order(&mut self, order: &str) {
        writeln!(self.orders, "{order}").expect("taken");
    }

    pub fn answer(&mut self) -> Value {
        let mut line = String::new();
        self.answers.read_line(&mut line).expect("answered");
        serde_json::from_str(&line).expect("the probe runs and answers JSON")
    }

    /// The process id.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Probe {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Writes a companion's configuration for a gateway at `url` with the keys in `pki`.
pub fn config(folder: &Path, pki: &Path, url: &str, tunnel: &str) -> std::path::PathBuf {
    let pki = pki.display();
    let published = concat!(env!("CARGO_MANIFEST_DIR"), "/../public");
    let text = format!(
        r#"
runtime_dir = "run"
extension_id = "abcdefghijklmnopabcdefghijklmnop"
fonts = "/usr/share/fonts/truetype/noto"
catalogue = "{published}"
[gateway]
url = "{url}"
ca = "{pki}/ca.pem"
certificate = "{pki}/suitcase.pem"
key = "{pki}/suitcase.key"
receipt_key = "{pki}/receipt.pub"
department_key = "{pki}/department.pub"
[tunnel]
{tunnel}
"#
    );
    std::fs::write(folder.join("devices.toml"), "").expect("written");
    let path = folder.join("companion.toml");
    std::fs::write(&path, text).expect("written");
    path
}
