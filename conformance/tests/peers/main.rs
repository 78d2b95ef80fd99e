//! The kit against peers of every kind: a stand-in or service that works passes every point that applies,
//! and each fault makes exactly those points fail that it must.

mod camera;
mod card;
mod change_terminal;
mod eid_client;
mod fingerprint;
mod network;
mod payment;
mod scanner;
mod signature;
mod support;
