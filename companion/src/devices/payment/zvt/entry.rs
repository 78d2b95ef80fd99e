//! A terminal as `devices.toml` names it.
//!
//! ```toml
//! [[device]]
//! kind = "payment_terminal"
//! protocol = "zvt"                # or: protocol = "zvt-serial"
//! match = { host = "192.168.23.51", port = 20007 }   #     { port = "/dev/ttyUSB0", baud = 9600 }
//! settings = { password = "000000", charset = "cp437" }
//! ```

use std::path::PathBuf;
use std::sync::Arc;

use serde::Deserialize;

use super::ZvtTerminal;
use super::command::Password;
use super::link::Address;
use super::text::Charset;
use crate::devices::payment::PaymentTerminal;
use crate::devices::registry::{Entry, EntryError};

/// The port that terminals listen on.
const PORT: u16 = 20_007;

/// The speed that serial terminals come with.
const BAUD: u32 = 9_600;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TcpMatch {
    /// Name or address of the terminal.
    host: String,
    #[serde(default = "default_port")]
    port: u16,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SerialMatch {
    /// The port's device file.
    port: PathBuf,
    #[serde(default = "default_baud")]
    baud: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    /// Six digits, as set at the terminal for the till.
    #[serde(default = "default_password")]
    password: String,
    /// How the terminal writes letters.
    #[serde(default)]
    charset: Charset,
}

fn default_port() -> u16 {
    PORT
}

fn default_baud() -> u32 {
    BAUD
}

fn default_password() -> String {
    "000000".to_owned()
}

/// Makes the driver of an entry with a terminal in the network. Nothing is sent yet.
///
/// # Errors
/// [`EntryError`] when the tables are not right.
pub fn tcp_from_entry(entry: &Entry) -> Result<Arc<dyn PaymentTerminal>, EntryError> {
    let TcpMatch { host, port } = entry.matching()?;
    terminal(entry, Address::Tcp { host, port })
}

/// Makes the driver of an entry with a terminal at a serial port. Nothing is sent yet.
///
/// # Errors
/// [`EntryError`] when the tables are not right.
pub fn serial_from_entry(entry: &Entry) -> Result<Arc<dyn PaymentTerminal>, EntryError> {
    let SerialMatch { port: path, baud } = entry.matching()?;
    terminal(entry, Address::Serial { path, baud })
}

fn terminal(entry: &Entry, address: Address) -> Result<Arc<dyn PaymentTerminal>, EntryError> {
    let Settings { password, charset } = entry.settings()?;
    let password = Password::parse(&password)
        .ok_or_else(|| entry.unusable("the terminal's password must be six digits: mend it"))?;
    Ok(Arc::new(ZvtTerminal::new(address, password, charset)))
}
