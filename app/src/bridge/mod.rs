//! The bridge to the companion; the only code of the app that knows the extension.
//!
//! | file | what |
//! | --- | --- |
//! | `link.rs` | how the connection stands, and what can go wrong with a request |
//! | `core.rs` | pure: connection life cycle, open requests |
//! | `effect.rs` | what goes in and out of the core |
//! | `bulk.rs` | pure: transfers in both directions |
//! | `port.rs` | the extension's port in the browser |
//! | `client.rs` | the shell: carries out the core's effects, hands out futures and signals |
//! | `config.rs` | which extension |
//! | `ask.rs` | typed requests, as the pages use them |

mod ask;
mod bulk;
mod client;
mod config;
mod core;
mod effect;
mod link;
mod port;

pub use client::Bridge;
pub use config::extension_id;
pub use link::{Link, LostReason, Trouble};
