//! A stand-in for every device kind, speaking its real wire protocol.

mod native_echo;
mod static_host;

use std::process::ExitCode;

use amtskoffer_simulators::{card_vpcd, change_terminal_eac, fingerprint_sbi, payment_zvt, scanner_sane, signature_stu};

#[tokio::main]
async fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let outcome: Result<(), Box<dyn std::error::Error>> = match args.next().as_deref() {
        Some("native-echo") => native_echo::run().map_err(Into::into),
        Some("static-host") => static_host::run(args).await.map_err(Into::into),
        Some("card-vpcd") => card_vpcd::run(args).await.map_err(Into::into),
        Some("change-terminal-eac") => change_terminal_eac::run(args).await.map_err(Into::into),
        Some("udp-line") => amtskoffer_simulators::udp_line::run(args).await.map_err(Into::into),
        Some("fingerprint-sbi") => fingerprint_sbi::run(args).await.map_err(Into::into),
        Some("payment-zvt") => payment_zvt::run(args).await.map_err(Into::into),
        Some("photo-cloud") => {
            amtskoffer_simulators::photo_cloud::run(args).await.map_err(Into::into)
        }
        Some("scanner-sane") => scanner_sane::run(args).await.map_err(Into::into),
        Some("signature-stu") => signature_stu::run(args).await.map_err(Into::into),
        _ => Err("usage: stand-in static-host --root DIR [--port N]\n   or: stand-in card-vpcd --help\n   or: stand-in change-terminal-eac --help\n   or: stand-in fingerprint-sbi --help\n   or: stand-in payment-zvt --help\n   or: stand-in photo-cloud --photo FILE [--port N]\n   or: stand-in scanner-sane --help\n   or: stand-in signature-stu --help\n   or: stand-in udp-line --help".into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
