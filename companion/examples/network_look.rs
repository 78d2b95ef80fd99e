//! Asks the kernel once for the way out and says its kind, for tests that give it a network
//! namespace of its own.

use std::io::{self, Write};

use amtskoffer_companion::devices::network::NetworkWatch;
use amtskoffer_companion::devices::network::netlink::KernelNetwork;

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let state = KernelNetwork.state().await.map_err(io::Error::other)?;
    let kind = state.kind.filter(|_| state.connected);
    let word = kind.map_or("none".to_owned(), |kind| format!("{kind:?}"));
    writeln!(io::stdout(), "{word}")
}
