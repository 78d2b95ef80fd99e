//! A card service of its own for each test: Debian's `pcscd` with the virtual reader of vsmartcard, in a
//! network namespace of its own (both listen on every address), its socket in a private folder. What
//! is tested runs as `card_probe` with that socket.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::thread::{sleep, spawn};
use std::time::{Duration, Instant};

use serde_json::Value;

const INSTALL: &str = "install the peers: cargo xtask setup";
/// Whatever takes longer has failed.
const LIMIT: Duration = Duration::from_mins(1);

/// A private card service.
pub struct Chain {
    /// Socket, logs, control sockets.
    pub folder: PathBuf,
    /// Keeps the namespaces.
    holder: Child,
    service: Option<Child>,
    cards: Vec<Child>,
}

impl Chain {
    /// With the service running and no card.
    pub fn start() -> Self {
        let mut chain = Self::without_service();
        chain.start_service();
        chain
    }

    /// Only the place for it.
    pub fn without_service() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("card-{}-{number}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a private folder");
        let mut holder = Command::new("unshare")
            .args(["--net", "--mount", "--propagation", "private", "sh", "-ec"])
            .arg(
                "mkdir -p /run/pcscd; mount --bind \"$0\" /run/pcscd; ip link set lo up; echo; cat",
            )
            .arg(&folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("namespaces need root");
        let mut ready = String::new();
        let out = holder.stdout.as_mut().expect("piped");
        BufReader::new(out)
            .read_line(&mut ready)
            .expect("the namespaces are ready");
        assert_eq!(ready, "\n", "no namespaces: they need root");
        Self {
            folder,
            holder,
            service: None,
            cards: Vec::new(),
        }
    }

    /// Starts pcscd.
    pub fn start_service(&mut self) {
        let mut command = self.inside("/usr/sbin/pcscd");
        command.arg("--foreground");
        self.service = Some(self.spawned(command, "pcscd"));
        let socket = self.folder.join("pcscd.comm");
        wait_until("pcscd has its socket", || socket.exists());
    }

    /// Kills pcscd, as a crash would.
    pub fn kill_service(&mut self) {
        end(self.service.take().as_mut().expect("a running service"));
        // What a new one would stumble over, and what the system's unit removes.
        for leftover in ["pcscd.comm", "pcscd.pid"] {
            let _ = fs::remove_file(self.folder.join(leftover));
        }
    }

    /// Puts Debian's emulator of a file system card on the reader; gives its number.
    pub fn insert_vicc(&mut self) -> usize {
        let python = root().join("target/setup/python");
        let packages = fs::read_dir(python.join("lib"))
            .ok()
            .and_then(|mut entries| entries.next()?.ok())
            .unwrap_or_else(|| panic!("no Python environment; {INSTALL}"));
        let link = self.folder.join("packages");
        let _ = symlink(packages.path().join("site-packages"), &link);
        let mut command = self.inside("/usr/bin/python3");
        // Debian installs the module where no Python looks for it.
        let debian = "/usr/lib/python3/site-packages/virtualsmartcard";
        command
            .env("PYTHONPATH", format!("{}:{debian}", link.display()))
            .args(["/usr/bin/vicc", "--type", "iso7816"]);
        let card = self.spawned(command, "vicc");
        self.cards.push(card);
        self.cards.len() - 1
    }

    /// Puts our stand-in on the reader, with these arguments.
    pub fn insert_stand_in(&mut self, arguments: &[&str]) -> StandIn {
        let program = built("examples/card_stand_in");
        let control = self.folder.join(format!("control-{}", self.cards.len()));
        let mut command = self.inside(&program.display().to_string());
        command.args(arguments).arg("--control").arg(&control);
        let card = self.spawned(command, "stand-in");
        self.cards.push(card);
        wait_until("the stand-in has its control", || control.exists());
        StandIn { control }
    }

    /// Takes a card away by ending it.
    pub fn remove(&mut self, card: usize) {
        end(&mut self.cards[card]);
    }

    /// The driver with this service.
    pub fn probe(&self) -> Probe {
        let mut process = Command::new(built("examples/card_probe"))
            .env("PCSCLITE_CSOCK_NAME", self.folder.join("pcscd.comm"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("cargo builds examples with tests");
        let words = process.stdin.take().expect("piped");
        let lines = listen(process.stdout.take().expect("piped"));
        Probe {
            process,
            words,
            lines,
            sights: Vec::new(),
        }
    }

    fn inside(&self, program: &str) -> Command {
        let mut command = Command::new("nsenter");
        let holder = self.holder.id().to_string();
        command.args(["--target", &holder, "--net", "--mount", "--", program]);
        command
    }

    fn spawned(&self, mut command: Command, name: &str) -> Child {
        let log = || File::create(self.folder.join(format!("{name}.log"))).expect("a log file");
        command
            .stdin(Stdio::null())
            .stdout(log())
            .stderr(log())
            .spawn()
            .unwrap_or_else(|error| panic!("{name}: {error}; {INSTALL}"))
    }
}

impl Drop for Chain {
    fn drop(&mut self) {
        let processes = self.cards.iter_mut().chain(&mut self.service);
        for process in processes {
            end(process);
        }
        end(&mut self.holder);
        if !std::thread::panicking() {
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

/// Our stand-in, by its control.
pub struct StandIn {
    control: PathBuf,
}

impl StandIn {
    /// One request to the control socket; gives the body of the answer.
    pub fn control(&self, method: &str, path: &str, body: &str) -> String {
        use std::io::Read;
        use std::os::unix::net::UnixStream;
        let mut stream = UnixStream::connect(&self.control).expect("the control socket");
        let length = body.len();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nhost: card\r\nconnection: close\r\n\
             content-length: {length}\r\n\r\n{body}"
        )
        .expect("a request");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        let (_, body) = answer.split_once("\r\n\r\n").expect("a body");
        body.to_owned()
    }

    /// Breaks it.
    pub fn set_fault(&self, name: &str) {
        self.control("PUT", "/fault", name);
    }

    /// How the card stands.
    pub fn card(&self) -> Value {
        serde_json::from_str(&self.control("GET", "/card", "")).expect("JSON")
    }
}

/// A running `card_probe`.
pub struct Probe {
    process: Child,
    words: ChildStdin,
    lines: Receiver<Value>,
    sights: Vec<Value>,
}

impl Probe {
    /// One word and its answer.
    pub fn ask(&mut self, line: &str) -> Value {
        writeln!(self.words, "{line}").expect("the probe lives");
        loop {
            let answer = self.next();
            if answer.get("sight").is_none() {
                return answer;
            }
            self.sights.push(answer);
        }
    }

    /// Waits until the reader shows this; gives the whole line.
    pub fn sight(&mut self, wanted: &str) -> Value {
        loop {
            let seen = if self.sights.is_empty() {
                self.next()
            } else {
                self.sights.remove(0)
            };
            if seen["sight"] == wanted {
                return seen;
            }
        }
    }

    fn next(&self) -> Value {
        self.lines
            .recv_timeout(LIMIT)
            .expect("the probe answers in time")
    }
}

impl Drop for Probe {
    fn drop(&mut self) {
        end(&mut self.process);
    }
}

fn listen(out: ChildStdout) -> Receiver<Value> {
    let (tell, lines) = channel();
    spawn(move || {
        for line in BufReader::new(out).lines().map_while(Result::ok) {
            let Ok(line) = serde_json::from_str(&line) else {
                return;
            };
            if tell.send(line).is_err() {
                return;
            }
        }
    });
    lines
}

fn end(process: &mut Child) {
    let _ = process.kill();
    let _ = process.wait();
}

/// A program that cargo built beside this test.
fn built(name: &str) -> PathBuf {
    let test = std::env::current_exe().expect("our own path");
    let folder = test.ancestors().nth(2).expect("target/debug");
    let program = folder.join(name);
    assert!(
        program.exists(),
        "{} is missing: cargo build",
        program.display()
    );
    program
}

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// Waits for something that must come.
pub fn wait_until(what: &str, mut holds: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < LIMIT, "{what}: not in time");
        sleep(Duration::from_millis(20));
    }
}
