//! One started program of the stage: its log, its readiness, its end.

use crate::error::Error;
use crate::layout::Layout;
use crate::run;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

const READY_WITHIN: Duration = Duration::from_mins(1);
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// How to start a program; written to `stage.json`, so that a test can start it again.
#[derive(Clone, Debug, Serialize)]
pub struct Start {
    /// What it is called on the stage.
    pub name: String,
    /// The program.
    pub program: PathBuf,
    /// Its arguments.
    pub args: Vec<String>,
    /// What is added to its environment.
    pub env: BTreeMap<String, String>,
    /// Where its output goes.
    pub log: PathBuf,
}

/// A started program; it is killed when this value goes, and by the kernel when this process
/// dies in another way.
#[derive(Debug)]
pub struct Part {
    /// How it was started.
    pub start: Start,
    child: Child,
    lines: Receiver<String>,
}

impl Start {
    /// A program that logs to `NAME.log` in `folder`.
    pub fn new(name: &str, program: impl Into<PathBuf>, folder: &Path) -> Self {
        Self {
            name: name.to_owned(),
            program: program.into(),
            args: Vec::new(),
            env: BTreeMap::new(),
            log: folder.join(format!("{name}.log")),
        }
    }

    /// Adds one argument.
    pub fn arg(mut self, arg: impl Into<String>) -> Self {
        self.args.push(arg.into());
        self
    }

    /// Adds an option and its path.
    pub fn path(self, option: &str, path: &Path) -> Self {
        self.arg(option).arg(path.display().to_string())
    }

    /// Adds one variable.
    pub fn env(mut self, name: &str, value: impl Into<String>) -> Self {
        self.env.insert(name.to_owned(), value.into());
        self
    }

    /// Starts the program.
    ///
    /// # Errors
    /// When the log cannot be written or the program cannot be started.
    pub fn spawn(self, layout: &Layout) -> Result<Part, Error> {
        let log = File::create(&self.log).map_err(Error::file(&self.log))?;
        let same_log = log.try_clone().map_err(Error::file(&self.log))?;
        // The kernel ends the program with this process, however this process ends.
        let mut child = run::program(layout, "setpriv")
            .args(["--pdeathsig", "KILL", "--"])
            .arg(&self.program)
            .args(&self.args)
            .envs(&self.env)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .map_err(|source| Error::Start {
                program: self.program.display().to_string(),
                source,
            })?;
        let (sender, lines) = mpsc::channel();
        if let Some(stdout) = child.stdout.take() {
            std::thread::spawn(move || drain(stdout, same_log, &sender));
        }
        Ok(Part {
            start: self,
            child,
            lines,
        })
    }
}

impl Part {
    /// The process id.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// For `stage.json`: the process id and how it was started.
    pub fn description(&self) -> Value {
        serde_json::json!({ "pid": self.pid(), "start": self.start })
    }

    /// Waits for the one JSON line by which a stand-in says that it is ready.
    ///
    /// # Errors
    /// When the program ends before, says something else, or takes too long.
    pub fn ready_line(&mut self) -> Result<Value, Error> {
        let line = self
            .lines
            .recv_timeout(READY_WITHIN)
            .map_err(|_| self.not_ready("no line on stdout"))?;
        serde_json::from_str(&line)
            .map_err(|error| self.not_ready(&format!("its line is no JSON: {error}")))
    }

    /// Waits until something listens on a loopback port.
    ///
    /// # Errors
    /// When the program ends before or takes too long.
    pub fn ready_port(&mut self, port: u16) -> Result<(), Error> {
        self.ready_when(&format!("nothing on port {port}"), || {
            TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok()
        })
    }

    /// Waits until a file is there, e.g. a Unix socket.
    ///
    /// # Errors
    /// When the program ends before or takes too long.
    pub fn ready_file(&mut self, file: &Path) -> Result<(), Error> {
        self.ready_when(&format!("no {}", file.display()), || file.exists())
    }

    fn ready_when(&mut self, reason: &str, is_ready: impl Fn() -> bool) -> Result<(), Error> {
        let until = Instant::now() + READY_WITHIN;
        while !is_ready() {
            if let Ok(Some(status)) = self.child.try_wait() {
                return Err(self.not_ready(&format!("it ended ({status})")));
            }
            if Instant::now() > until {
                return Err(self.not_ready(reason));
            }
            std::thread::sleep(LOOK_EVERY);
        }
        Ok(())
    }

    fn not_ready(&self, reason: &str) -> Error {
        Error::NotReady {
            part: self.start.name.clone(),
            reason: reason.to_owned(),
            log: self.start.log.clone(),
        }
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // Both fail only when the program has ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A loopback port that is free now.
///
/// # Errors
/// When the system has none.
pub fn free_port() -> Result<u16, Error> {
    let bound =
        TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|listener| listener.local_addr());
    bound
        .map(|address| address.port())
        .map_err(Error::file(Path::new("127.0.0.1:0")))
}

/// Keeps the pipe empty: the first line for whoever waits, every line for the log.
fn drain(stdout: ChildStdout, mut log: File, lines: &mpsc::Sender<String>) {
    for line in BufReader::new(stdout).lines().map_while(Result::ok) {
        // A full disk or a waiter that has gone must not stop the program.
        let _ = writeln!(log, "{line}");
        let _ = lines.send(line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(name: &str, script: &str) -> Part {
        let layout = Layout::find().unwrap();
        let folder = std::env::temp_dir();
        let name = format!("xtask-{name}-{}", std::process::id());
        Start::new(&name, "sh", &folder)
            .arg("-c")
            .arg(script)
            .spawn(&layout)
            .unwrap()
    }

    #[test]
    fn the_first_line_says_ready() {
        let mut part = shell("ready", "echo '{\"port\":7}'; exec sleep 60");
        assert_eq!(part.ready_line().unwrap()["port"], 7);
    }

    #[test]
    fn a_program_that_ends_is_not_ready() {
        let mut silent = shell("silent", "exit 3");
        assert!(matches!(silent.ready_line(), Err(Error::NotReady { .. })));
        let mut ended = shell("ended", "exit 3");
        let error = ended.ready_file(Path::new("/no/such/file")).unwrap_err();
        assert!(error.to_string().contains("exit status: 3"), "{error}");
    }

    #[test]
    fn a_line_that_is_no_json_is_named() {
        let error = shell("garbage", "echo hello; exec sleep 60")
            .ready_line()
            .unwrap_err();
        assert!(error.to_string().contains("no JSON"), "{error}");
    }

    #[test]
    fn a_dropped_part_is_gone() {
        let part = shell("dropped", "exec sleep 60");
        let process = PathBuf::from(format!("/proc/{}", part.pid()));
        assert!(process.exists());
        drop(part);
        assert!(!process.exists());
    }
}
