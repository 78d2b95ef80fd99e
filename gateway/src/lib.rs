//! The data-centre side of Amtskoffer: look-up of residents, ingest of cases, signed receipts.
//!
//! | module | what |
//! | --- | --- |
//! | [`config`] | the configuration file |
//! | [`catalogue`] | the services, as published by the town |
//! | [`pki`] | private certification authority, certificates, receipt key |
//! | [`server`] | TLS listener and router |
//! | [`store`] | the only code that knows the database |
//! | [`register`] | search and record, with their log (BMG §§ 38–40) |
//! | [`ingest`] | tus uploads, manifest, receipt |
//! | [`department`] | what only the department can: open the parts of a case and check it |
//! | [`verify`] | whether receipts, cases and audit log are whole |
//! | [`photos`] | photos by the code of the photo cloud |
//! | [`support`] | what suitcases tell the IT |
//! | [`demo_register`] | synthetic residents for demo, tests and measurements |

pub mod audit;
pub mod catalogue;
mod certificate;
pub mod clerks;
mod closings;
pub mod config;
pub mod demo_register;
pub mod department;
pub mod enrolment;
mod fingerprint;
pub mod ingest;
pub mod lifetime;
pub mod papers;
pub mod photos;
pub mod pki;
mod probe;
mod refused;
pub mod register;
pub mod server;
pub mod store;
pub mod support;
mod tills;
mod tls;
mod upkeep;
pub mod verify;

pub use fingerprint::Fingerprint;
