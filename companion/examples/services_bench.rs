//! Rules and fees as the companion evaluates them with each answer, and the load of a whole catalogue. Prints
//! one JSON row per figure: `name`, `unit`, `ours`, `goal`.

#![allow(clippy::print_stdout, reason = "the rows are its output")]

use std::error::Error;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use amtskoffer_contract::catalogue::Bundle;
use amtskoffer_domain::catalogue::{Application, Catalogue, Service};
use amtskoffer_domain::dates::Date;
use jiff::civil::date;
use serde_json::{Value, json};

/// Where the files of the demo town lie, seen from the companion.
const PUBLIC: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../public");
/// Times that each application is looked at in one round.
const TIMES: usize = 20_000;
/// Rounds of each figure; the best counts, as the machine does other things too.
const ROUNDS: usize = 5;
/// Ages of those who apply: with and without their parents, on both sides of the limits of fees.
const AGES: [u16; 6] = [0, 15, 16, 23, 24, 80];

fn main() -> Result<(), Box<dyn Error>> {
    let bundle = Bundle::open(Path::new(PUBLIC))?;
    let catalogue = bundle.catalogue()?;
    let applied = date(2026, 11, 21);
    let card = catalogue
        .service("identity-card")
        .ok_or("no identity card")?;
    let row = |name: &str, unit: &str, ours: f64, goal: &str| -> Value {
        json!({"name": name, "unit": unit, "ours": ours, "goal": goal})
    };
    let of_card = millions(&catalogue, &[card.as_ref()], applied)?;
    let name = "fee and rules of an identity card";
    println!("{}", row(name, "M/s", of_card, "≥ 1 M/s"));
    let services: Vec<&Service> = catalogue.services().iter().map(AsRef::as_ref).collect();
    let of_all = millions(&catalogue, &services, applied)?;
    let name = "fee and rules, every service in turn";
    println!("{}", row(name, "M/s", of_all, "≥ 1 M/s"));
    let load = milliseconds(|| -> Result<(), Box<dyn Error>> {
        let bundle = Bundle::open(Path::new(PUBLIC))?;
        let _ = black_box((bundle.catalogue()?, bundle.papers()?));
        Ok(())
    })?;
    let name = "load of the catalogue with its papers: hashes, schema, rules";
    println!("{}", row(name, "ms", load, "≤ 100 ms"));
    Ok(())
}

/// Millions of applications a second: what it costs, and what it needs.
fn millions(
    catalogue: &Catalogue,
    services: &[&Service],
    applied: Date,
) -> Result<f64, Box<dyn Error>> {
    let applications: Vec<Application> = services
        .iter()
        .flat_map(|service| AGES.map(|age| Application::plain(service, applied, Some(age))))
        .collect();
    let all = milliseconds(|| {
        for _ in 0..TIMES / services.len() {
            for application in &applications {
                let application = black_box(application);
                let _ = black_box((catalogue.bill(application), application.needs()));
            }
        }
        Ok(())
    })?;
    let count = TIMES / services.len() * applications.len();
    Ok(count as f64 / all / 1000.0)
}

/// The best of some rounds.
fn milliseconds(
    mut work: impl FnMut() -> Result<(), Box<dyn Error>>,
) -> Result<f64, Box<dyn Error>> {
    let mut best = f64::INFINITY;
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        work()?;
        best = best.min(begun.elapsed().as_secs_f64() * 1000.0);
    }
    Ok(best)
}
