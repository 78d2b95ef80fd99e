//! Tunnel, line and upload, over bad lines and to foreign servers.

mod common;
#[path = "early_upload/main.rs"]
mod early_upload;
#[path = "link/main.rs"]
mod tunnel;
#[path = "tus_server/main.rs"]
mod tus_server;
