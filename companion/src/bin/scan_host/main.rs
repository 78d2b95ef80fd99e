//! `scan-host`: the only program that has SANE's C library in it. The companion starts it for a run,
//! talks to it through its pipes and ends it. Pages leave it as JPEG. It keeps no file and cannot write one.
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod asks;
mod ffi;
mod host;
mod library;
mod press;
mod preview;
mod strips;
mod turbo;

use std::fs::File;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use amtskoffer_companion::hardening;

/// Devices that backends open for writing.
const NODES: [&str; 1] = ["/dev/bus/usb"];

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nobody reads it when the companion is gone.
            let _ = writeln!(io::stderr(), "scan-host: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> io::Result<()> {
    hardening::forbid_core_dumps()?;
    hardening::lock_memory();
    hardening::forbid_writing(&NODES.map(PathBuf::from)).map_err(io::Error::other)?;
    let answers = File::from(own_stdout()?);
    host::serve(asks::receive()?, answers)
}

/// Some backends print to standard output. From here on that goes to standard error, and only what
/// this gives reaches the companion.
fn own_stdout() -> io::Result<std::os::fd::OwnedFd> {
    let ours = rustix::io::fcntl_dupfd_cloexec(rustix::stdio::stdout(), 3)?;
    rustix::stdio::dup2_stdout(rustix::stdio::stderr())?;
    Ok(ours)
}
