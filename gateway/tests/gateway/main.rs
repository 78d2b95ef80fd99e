//! The gateway from outside: through TLS, as a suitcase sees it.

mod broken_lines;
mod client;
mod fixture;
mod hand_in;
mod ingest_faults;
mod logging;
mod mutual_tls;
mod peers;
mod probe;
mod process;
mod rules;
mod search;
mod support;
mod tus;
