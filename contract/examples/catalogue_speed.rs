//! How many applications a second the rules answer: bill and needs, over all services, ages and options.
//!
//! `cargo run --release -p amtskoffer-contract --example catalogue_speed`

use amtskoffer_contract::catalogue::{CatalogueFile, Refused, read_catalogue, read_index};
use amtskoffer_domain::catalogue::{Application, Catalogue, OptionKind};
use amtskoffer_domain::dates::{Date, parse_date};
use std::error::Error;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

/// Rounds over all applications.
const ROUNDS: u32 = 200;

fn main() -> Result<(), Box<dyn Error>> {
    let files = files()?;
    let started = Instant::now();
    let catalogue = read(&files)?;
    println!(
        "catalogue of {} services read in {:.1} ms",
        catalogue.services().len(),
        millis(started)
    );
    let applied = parse_date("2026-11-21")?;
    let applications = applications(&catalogue, applied);
    let started = Instant::now();
    let mut cents = 0;
    for _ in 0..ROUNDS {
        for application in &applications {
            let bill = catalogue.bill(black_box(application))?;
            cents += bill.total.0;
            black_box(application.needs());
        }
    }
    let seconds = millis(started) / 1000.0;
    let count = f64::from(ROUNDS) * f64::from(u32::try_from(applications.len())?);
    println!(
        "{count:.0} bills with needs in {seconds:.2} s: {:.2} million a second ({cents} cents)",
        count / seconds / 1e6
    );
    Ok(())
}

/// Every service, every fifth age, and each option on its own.
fn applications(catalogue: &Catalogue, applied: Date) -> Vec<Application<'_>> {
    let mut applications = Vec::new();
    for service in catalogue.services() {
        for age in (0..100).step_by(5) {
            let plain = Application::plain(service, applied, Some(age));
            applications.push(plain);
            for (at, option) in service.options.iter().enumerate() {
                let last = match &option.kind {
                    OptionKind::YesNo => 1,
                    OptionKind::Choice(keys) => i32::try_from(keys.len()).unwrap_or(1) - 1,
                    OptionKind::Number { max, .. } => *max,
                };
                let mut changed = plain;
                changed.options.set(at, last);
                applications.push(changed);
            }
        }
    }
    applications
}

fn millis(started: Instant) -> f64 {
    started.elapsed().as_secs_f64() * 1000.0
}

fn files() -> Result<Vec<(String, String)>, Box<dyn Error>> {
    let public = Path::new(env!("CARGO_MANIFEST_DIR")).join("../public");
    let index = std::fs::read_to_string(public.join("catalogue/index.json"))?;
    let mut files = Vec::new();
    for file in read_index("index.json", &index)?.files {
        let text = std::fs::read_to_string(public.join(&file.path))?;
        files.push((file.path, text));
    }
    Ok(files)
}

/// The town is the last file.
fn read(files: &[(String, String)]) -> Result<Catalogue, Refused> {
    let files: Vec<CatalogueFile> = files
        .iter()
        .map(|(name, text)| CatalogueFile { name, text })
        .collect();
    match files.split_last() {
        Some((town, services)) => read_catalogue(services, *town),
        None => read_catalogue(
            &[],
            CatalogueFile {
                name: "town.json",
                text: "",
            },
        ),
    }
}
