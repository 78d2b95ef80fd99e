//! The kit's command: `conformance KIND [--protocol P] [--address A] [--match k=v]… [--setting k=v]…
//! [--with-person] [--json FILE] [--html FILE]`. Ends with 0 when nothing failed.

use std::error::Error;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use amtskoffer_companion::devices::registry::Registry;
use amtskoffer_conformance::{Absent, Address, Person, Terminal, run};

const USAGE: &str = "usage: conformance KIND [--protocol P] [--address A] [--match key=value]… \
                     [--setting key=value]… [--with-person] [--json FILE] [--html FILE]";

struct Order {
    address: Address,
    person: Box<dyn Person>,
    json: Option<PathBuf>,
    html: Option<PathBuf>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match check().await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

async fn check() -> Result<bool, Box<dyn Error>> {
    let order = order(std::env::args().skip(1))?;
    let registry = registry(&order.address)?;
    let report = run(&order.address, &registry, order.person.as_ref()).await;
    println!("{}", report.text());
    if let Some(file) = order.json {
        fs::write(file, report.json()?)?;
    }
    if let Some(file) = order.html {
        fs::write(file, report.html())?;
    }
    Ok(report.conforms())
}

fn order(args: impl Iterator<Item = String>) -> Result<Order, Box<dyn Error>> {
    let args: Vec<String> = args.collect();
    let (kind, rest) = args.split_first().ok_or(USAGE)?;
    let protocol = rest.windows(2).find(|pair| pair[0] == "--protocol");
    let protocol = protocol.map(|pair| pair[1].as_str());
    let mut order = Order {
        address: Address::new(kind, protocol)?,
        person: Box::new(Absent),
        json: None,
        html: None,
    };
    let mut rest = rest.iter();
    while let Some(option) = rest.next() {
        if option == "--with-person" {
            order.person = Box::new(Terminal);
            continue;
        }
        let value = rest
            .next()
            .ok_or_else(|| format!("{option} needs a value\n{USAGE}"))?;
        match option.as_str() {
            "--protocol" => {}
            "--address" => order.address.at(value)?,
            "--match" => order.address.matching(value)?,
            "--setting" => order.address.setting(value)?,
            "--json" => order.json = Some(value.into()),
            "--html" => order.html = Some(value.into()),
            _ => return Err(format!("unknown option {option:?}\n{USAGE}").into()),
        }
    }
    Ok(order)
}

/// Reads the entry in the way of the companion. It lies in the folder from which the kit was called, so
/// that relative paths of settings count from there.
fn registry(address: &Address) -> Result<Registry, Box<dyn Error>> {
    let file = format!(".conformance-{}.toml", std::process::id());
    let file = std::env::current_dir()?.join(file);
    fs::write(&file, address.file())?;
    let registry = Registry::read(&file);
    fs::remove_file(&file)?;
    Ok(registry?)
}
