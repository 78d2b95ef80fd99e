//! A stand-in for every device kind, speaking its real wire protocol. It knows nothing of the
//! companion, so that a driver and its stand-in cannot share a mistake.

pub mod card_vpcd;
pub mod change_terminal_eac;
pub mod control;
pub mod fingerprint_sbi;
pub mod payment_zvt;
pub mod photo_cloud;
pub mod scanner_sane;
pub mod security_key;
mod serving;
pub mod signature_stu;
pub mod udp_line;
