//! Makes papers as PDF/A-2a and PDF/UA-1: a certificate, a control sheet with photo, and ten copied pages
//! with their note. Fonts and templates are loaded before, as in the running companion. Prints one JSON row
//! per figure: `name`, `unit`, `ours`, `goal`.

#![allow(clippy::print_stdout, reason = "the rows are its output")]

#[path = "../tests/documents/samples.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod samples;

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use amtskoffer_companion::documents::{DEFAULT_FONT_FOLDER, Document, Fonts};
use serde_json::{Value, json};

/// Runs of each; the median counts, and the 95th of 100 is told beside it.
const RUNS: usize = 60;

fn main() -> Result<(), Box<dyn Error>> {
    let fonts = Fonts::load(Path::new(DEFAULT_FONT_FOLDER))?;
    let context = samples::context();
    let papers = samples::shipped();
    let mut ten = samples::paper("certified_copy_note");
    let page = ten.pictures.pages.first().cloned();
    ten.pictures.pages = page.into_iter().cycle().take(10).collect();
    let rows = [
        (
            "PDF of a certificate",
            samples::paper("registration_certificate"),
        ),
        ("PDF of a control sheet", samples::paper("control_sheet")),
        ("PDF of ten certified pages", ten),
    ];
    for (name, document) in rows {
        let key = document.filled.key.as_str();
        let template = papers.values().find(|template| template.key == key);
        let template = template.ok_or("no such template")?;
        let made = || -> Result<usize, Box<dyn Error>> {
            let filled = template.fill(&context)?;
            let pictures = document.pictures.clone();
            let again = Document {
                filled,
                pictures,
                ..document.clone()
            };
            Ok(again.to_pdf(&fonts)?.len())
        };
        made()?;
        let mut times = Vec::with_capacity(RUNS);
        for _ in 0..RUNS {
            let begun = Instant::now();
            made()?;
            times.push(begun.elapsed().as_secs_f64() * 1000.0);
        }
        times.sort_by(f64::total_cmp);
        let at = |share: usize| times.get(RUNS * share / 100).copied().unwrap_or_default();
        let goal = (key == "registration_certificate").then_some("≤ 20 ms");
        println!("{}", row(name, at(50), goal));
        println!("{}", row(&format!("{name}, 95 of 100"), at(95), goal));
    }
    Ok(())
}

fn row(name: &str, milliseconds: f64, goal: Option<&str>) -> Value {
    json!({"name": name, "unit": "ms", "ours": milliseconds, "goal": goal})
}
