//! The files of the catalogue against the law, against each other, and against bad input.

mod baskets;
mod certificates;
mod certified;
mod conduct;
mod documents;
mod exceptions;
mod fees;
mod files;
mod given;
mod needs;
mod outcome;
mod papers;
mod permits;
mod registration;
mod reductions;
mod sections;
mod totality;

use amtskoffer_contract::catalogue::{
    CatalogueFile, Index, PAPERS, STREETS, read_catalogue, read_index,
};
use amtskoffer_domain::catalogue::{Application, Bill, BillError, Catalogue, OptionValue, Service};
use amtskoffer_domain::dates::{Date, PartialDate, parse_date};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// The catalogue as it is shipped.
static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    let files = texts();
    let services: Vec<CatalogueFile> = files[..files.len() - 1].iter().map(file).collect();
    read_catalogue(&services, file(&files[files.len() - 1]))
        .expect("the shipped files are a catalogue")
});

fn file((name, text): &(String, String)) -> CatalogueFile<'_> {
    CatalogueFile { name, text }
}

fn public() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../public")
}

fn index() -> Index {
    let text = std::fs::read_to_string(public().join("catalogue/index.json")).expect("an index");
    read_index("index.json", &text).expect("a good index")
}

/// Names and texts of the services, the town last.
fn texts() -> Vec<(String, String)> {
    let read = |path: String| {
        let text = std::fs::read_to_string(public().join(&path)).expect("a file of the index");
        (path, text)
    };
    index()
        .files
        .into_iter()
        .filter(|file| !file.path.starts_with(PAPERS) && file.path != STREETS)
        .map(|file| read(file.path))
        .collect()
}

fn id_card() -> &'static Service {
    CATALOGUE.service("identity-card").expect("a service")
}

fn certificate() -> &'static Service {
    CATALOGUE
        .service("registration-certificate")
        .expect("a service")
}

fn day(text: &str) -> Date {
    parse_date(text).expect("a day")
}

/// An application from words: `passport 1996-02-29 2026-11-21 pages=48 express`. A date of birth `-` is
/// none.
fn asked(words: &str) -> Application<'static> {
    let mut words = words.split_whitespace();
    let mut next = || words.next().expect("service, birth, day");
    let service = CATALOGUE.service(next()).expect("a service");
    let (born, applied) = (next(), day(next()));
    let born: Option<PartialDate> = (born != "-").then(|| born.parse().expect("a birth"));
    let mut application =
        Application::plain(service, applied, born.map(|born| born.age_on(applied)));
    for word in words {
        let (key, value) = word.split_once('=').unwrap_or((word, "true"));
        let at = service
            .options
            .iter()
            .position(|option| option.key == key)
            .expect("an option");
        let value = match (value, value.parse()) {
            ("true", _) => OptionValue::YesNo(true),
            (_, Ok(number)) => OptionValue::Number(number),
            _ => OptionValue::Key(value),
        };
        let value = service.options[at]
            .value(value)
            .expect("a value of the option");
        application.options.set(at, value);
    }
    application
}

fn bill(words: &str) -> Result<Bill<'static>, BillError> {
    CATALOGUE.bill(&asked(words))
}

/// The sum, and the rules in their order.
fn sum(words: &str) -> (i64, Vec<&'static str>) {
    let bill = bill(words).unwrap_or_else(|error| panic!("{words}: {error}"));
    let lines: i64 = bill.lines.iter().map(|line| line.cents.0).sum();
    assert_eq!(lines, bill.total.0, "{words}");
    (
        bill.total.0,
        bill.lines.iter().map(|line| line.rule).collect(),
    )
}

/// Compares sums, case by case: source in words, application, cents.
fn sums(cases: &[(&str, &str, i64)]) {
    for (source, words, cents) in cases {
        assert_eq!(sum(words).0, *cents, "{source}: {words}");
    }
}
