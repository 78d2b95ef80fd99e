//! What every stand-in does alike: it listens, says that it is ready, and serves until it is stopped.

use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr};

use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// The tasks of a running stand-in; they end when this is dropped.
#[derive(Debug)]
pub struct Tasks(Vec<JoinHandle<()>>);

impl Tasks {
    /// Tasks that run.
    pub fn new(tasks: Vec<JoinHandle<()>>) -> Self {
        Self(tasks)
    }

    /// Runs until the process is ended.
    pub async fn forever(mut self) {
        for task in std::mem::take(&mut self.0) {
            // Ends only by being aborted.
            let _ = task.await;
        }
    }

    /// Stops; done when the ports are free again.
    pub async fn stop(self) {
        for task in &self.0 {
            task.abort();
        }
        self.forever().await;
    }
}

impl Drop for Tasks {
    fn drop(&mut self) {
        for task in &self.0 {
            task.abort();
        }
    }
}

/// Listens on the loopback; port 0 takes a free one.
///
/// # Errors
/// When the port is taken.
pub async fn listen(port: u16) -> io::Result<TcpListener> {
    TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await
}

/// Says with one line of JSON on stdout that everything is ready.
///
/// # Errors
/// When nobody can read it.
pub fn say_ready(ready: &Value) -> io::Result<()> {
    let mut out = io::stdout();
    writeln!(out, "{ready}")?;
    out.flush()
}
