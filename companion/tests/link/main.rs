//! The line to the data centre against peers that nobody here wrote, in network namespaces (needs root):
//! wireguard-go, nginx, strongSwan, tcpdump, curl; and gateways that must not be trusted.

mod built_in;
mod capture;
mod ipsec;
mod peers;
mod probe;
mod system;
mod trust;
mod world;

use std::process::Command;

/// The companion's program.
fn companion() -> Command {
    Command::new(env!("CARGO_BIN_EXE_companion"))
}
