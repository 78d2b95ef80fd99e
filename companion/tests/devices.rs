//! Devices against their peers.

#[path = "camera/main.rs"]
mod camera;
#[path = "card/main.rs"]
mod card;
#[path = "change_terminal/main.rs"]
mod change_terminal;
mod common;
#[path = "corpus/main.rs"]
mod corpus;
#[path = "eid_client/main.rs"]
mod eid_client;
#[path = "fingerprint/main.rs"]
mod fingerprint;
#[path = "payment/main.rs"]
mod payment;
#[path = "power/main.rs"]
mod power;
#[path = "printer/main.rs"]
mod printer;
#[path = "scanner/main.rs"]
mod scanner;
#[path = "signature/main.rs"]
mod signature;
