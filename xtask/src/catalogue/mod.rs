//! `cargo xtask catalogue`: the files of the services and of the town, checked and published.

mod key;
mod page;
mod publish;
mod store;
#[cfg(test)]
mod tests;

use crate::error::Error;
use crate::layout::Layout;
use amtskoffer_domain::catalogue::Catalogue;
use std::path::PathBuf;
use store::Store;

pub use page::{PAGE, page};

const USAGE: &str = "\
cargo xtask catalogue check [--trusted KEY.pub]  are all files as they should be, and those of the index?
cargo xtask catalogue publish [--key KEY]        write the index anew, and sign it
cargo xtask catalogue key NAME                   make a key pair: NAME.key stays secret, NAME.pub does not";

/// Carries out one of the commands; false when files are refused.
///
/// # Errors
/// When the command line is not understood, or files cannot be read or written.
pub fn run(layout: &Layout, args: &[String]) -> Result<bool, Error> {
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    match words[..] {
        ["check"] => check(layout, None),
        ["check", "--trusted", key] => check(layout, Some(PathBuf::from(key))),
        ["publish"] => publish::run(layout, None),
        ["publish", "--key", key] => publish::run(layout, Some(PathBuf::from(key))),
        ["key", name] => key::make(name).map(|()| true),
        ["--help" | "-h" | "help"] => {
            println!("{USAGE}");
            Ok(true)
        }
        _ => Err(Error::Usage(USAGE.to_owned())),
    }
}

/// The catalogue of the work tree, every file compared with the index.
///
/// # Errors
/// When a file is missing, refused, or not the one of the index.
pub fn load(layout: &Layout) -> Result<Catalogue, Error> {
    Store::read(layout)?.catalogue()
}

fn check(layout: &Layout, trusted: Option<PathBuf>) -> Result<bool, Error> {
    let store = Store::read(layout)?;
    let catalogue = match store.catalogue() {
        Ok(catalogue) => catalogue,
        Err(Error::Refused(refused)) => {
            println!("refused: {refused}");
            return Ok(false);
        }
        Err(other) => return Err(other),
    };
    let unlisted = store.unlisted()?;
    for file in &unlisted {
        println!(
            "refused: {file}, line 1: the index does not name this file; run cargo xtask catalogue publish"
        );
    }
    for service in catalogue.services() {
        let (options, charges, fields) = (
            service.options.len(),
            service.charges.len(),
            fields(service),
        );
        println!(
            "{}: {options} options, {charges} charges, {fields} fields",
            service.id
        );
    }
    let signed = match trusted {
        Some(key) => Some(key::verify(&store, &key)?),
        None => None,
    };
    println!(
        "{} services, {} amounts, {} municipalities; signature {}",
        catalogue.services().len(),
        catalogue.table().rows().len(),
        catalogue.town().municipalities.len(),
        match signed {
            None => "not asked for",
            Some(true) => "fits",
            Some(false) => "DOES NOT FIT",
        }
    );
    Ok(unlisted.is_empty() && signed != Some(false))
}

fn fields(service: &amtskoffer_domain::catalogue::Service) -> usize {
    service
        .sections
        .iter()
        .map(|section| section.fields.len())
        .sum()
}
