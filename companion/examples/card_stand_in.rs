//! Our ID card stand-in as a program of its own, for tests that put it into a namespace.

use std::process::ExitCode;

use amtskoffer_simulators::card_vpcd;

#[tokio::main]
async fn main() -> ExitCode {
    match card_vpcd::run(std::env::args().skip(1)).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
