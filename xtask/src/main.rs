//! The commands of the README: demo, test, bench, and the steps they are made of.

mod bench;
mod catalogue;
mod conformance;
mod css;
mod demo;
mod docs;
mod error;
mod eval;
mod extension;
mod files;
mod fonts;
mod layout;
mod policy;
mod run;
mod setup;
mod site;
mod stage;
mod suites;
#[cfg(test)]
mod tidy;
#[cfg(test)]
mod units;
mod wasm;

use error::Error;
use layout::Layout;
use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask demo [--auto] [--tunnel | --no-tunnel] [--without DEVICE]… [--fault DEVICE=FAULT]…
cargo xtask test [unit|services|companion|devices|link|trust|gateway|e2e]…
cargo xtask bench [path|devices|services|link]… [--json FILE]
cargo xtask conformance KIND [--protocol P] [--address A] [--match k=v]… [--setting k=v]…
                       [--with-person] [--json FILE] [--html FILE]
cargo xtask catalogue check|publish|key  the files of the services: right, signed?
cargo xtask eval FILE  answer questions to the rules of the services; --help lists them
cargo xtask setup      install what is missing, nothing else
cargo xtask docs [--screenshots|--inputs]  write the pages that are made from the code
cargo xtask site       build the web app into target/dist
cargo xtask stage [NAME]  start everything and wait for the end of the input";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match Layout::find().and_then(|layout| command(&layout, &args)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("xtask: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Carries out one command; false when it ran to its end but something in it failed.
fn command(layout: &Layout, args: &[String]) -> Result<bool, Error> {
    let (name, rest) = args
        .split_first()
        .map_or(("help", args), |(name, rest)| (name, rest));
    match name {
        "demo" => demo::run(layout, &demo::Options::parse(rest)?),
        "test" => suites::run(layout, rest),
        "bench" => bench::run(layout, &bench::Options::parse(rest)?),
        "conformance" => conformance::run(layout, rest),
        "catalogue" => catalogue::run(layout, rest),
        "eval" => eval::run(layout, rest),
        "setup" => setup::run(layout).map(|()| true),
        "site" => setup::run(layout)
            .and_then(|()| site::build(layout))
            .map(|()| true),
        "docs" => docs::run(layout, rest).map(|()| true),
        "stage" => demo::stage(layout, rest),
        "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(true)
        }
        _ => Err(Error::Usage(format!("unknown command {name:?}\n{USAGE}"))),
    }
}
