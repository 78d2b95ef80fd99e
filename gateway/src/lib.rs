//! The data-centre side of Amtskoffer: look-up of residents, ingest of cases, signed receipts.
//!
//! | module | what |
//! | --- | --- |
//! | [`config`] | the configuration file |
//! | [`pki`] | private certification authority, certificates, receipt key |
//! | [`server`] | TLS listener and router |
//! | [`store`] | the only code that knows the database |
//! | [`register`] | search and record, with their log (BMG §§ 38–40) |
//! | [`ingest`] | tus uploads, manifest, receipt |
//! | [`support`] | what suitcases tell the IT |
//! | [`demo_register`] | synthetic residents for demo, tests and measurements |

pub mod config;
pub mod demo_register;
pub mod enrolment;
mod fingerprint;
pub mod ingest;
pub mod pki;
mod refused;
mod probe;
pub mod register;
pub mod server;
pub mod store;
pub mod support;
mod tls;
mod upkeep;

pub use fingerprint::Fingerprint;
