//! `docs/screens.md` shows every screen: each route of the app, each section of a case, the task list of each service.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use amtskoffer_domain::services::Section;

use crate::files::entries;
use crate::layout::Layout;

const PAGE: &str = "docs/screens.md";
const FOLDER: &str = "docs/screenshots";
const ROUTES: &str = "app/src/route.rs";

/// A case, or the key of a section.
const ANY: &str = "…";

/// All pictures together, in bytes.
const MOST: u64 = 5_500_000;

fn read(path: &str) -> String {
    fs::read_to_string(Layout::find().unwrap().root.join(path)).unwrap()
}

/// Names of the pictures that the page shows.
fn shown() -> BTreeSet<String> {
    let page = read(PAGE);
    let names = page.lines().filter_map(|line| {
        let (_, rest) = line.split_once("](screenshots/")?;
        rest.strip_suffix(')').map(str::to_owned)
    });
    names.collect()
}

/// Addresses of the screens in the pictures.
fn addresses() -> BTreeSet<String> {
    let page = read(PAGE);
    let lines = page.lines().filter(|line| line.starts_with("`#"));
    lines.map(|line| line.replace('`', "")).collect()
}

/// The addresses that the app knows.
fn routes() -> Vec<String> {
    let source = read(ROUTES);
    let constants = source.lines().filter_map(|line| {
        let (name, rest) = line.strip_prefix("const ")?.split_once(": &str = \"")?;
        Some((name, rest.strip_suffix("\";")?))
    });
    let constants: BTreeMap<&str, &str> = constants.collect();
    let mut functions = source.split("fn parse(").skip(1);
    let alone = patterns("#", functions.next().unwrap(), &constants);
    let of_cases = patterns("#/case/…", functions.next().unwrap(), &constants);
    let alone = alone.into_iter().filter(|address| !address.starts_with("#/case"));
    alone.chain(of_cases).collect()
}

/// The arms of one function that reads a list of words.
fn patterns(start: &str, function: &str, constants: &BTreeMap<&str, &str>) -> Vec<String> {
    let body = function.split("fn ").next().unwrap();
    let arms = body.lines().filter_map(|line| {
        let (parts, _) = line.trim().strip_prefix('[')?.split_once(']')?;
        Some(parts)
    });
    let word = |part: &str| match part.trim_matches('"') {
        quoted if quoted.len() < part.len() => quoted.to_owned(),
        name => constants.get(name).map_or(ANY.to_owned(), |word| (*word).to_owned()),
    };
    let address = |parts: &str| {
        let parts = parts.split(", ").filter(|part| !part.is_empty() && !part.contains(".."));
        parts.fold(start.to_owned(), |all, part| format!("{all}/{}", word(part)))
    };
    arms.map(address).collect()
}

fn fits(pattern: &str, address: &str) -> bool {
    let (pattern, address) = (pattern.split('/'), address.split('/'));
    pattern.clone().count() == address.clone().count()
        && pattern.zip(address).all(|(wanted, is)| wanted == ANY || wanted == is)
}

#[test]
fn every_route_of_the_app_has_a_picture() {
    let routes = routes();
    assert!(routes.len() > 18, "the routes were not read: {routes:?}");
    let addresses = addresses();
    // A further person's section is the same screen under a longer address.
    let missing = routes.iter().filter(|route| {
        let is_further = route.ends_with("section/…/…");
        !is_further && !addresses.iter().any(|address| fits(route, address))
    });
    let missing: Vec<&String> = missing.collect();
    assert!(missing.is_empty(), "no picture of {missing:?}; see e2e/pictures");
    for address in ["#/citizen", "#/nirgends"] {
        assert!(addresses.contains(address), "no picture of {address}");
    }
}

#[test]
fn every_section_and_every_service_has_a_picture() {
    let addresses = addresses();
    for section in Section::ALL {
        let address = format!("#/case/…/section/{}", section.key());
        assert!(addresses.contains(&address), "no picture of {address}; see e2e/pictures/services.mjs");
    }
    let shown = shown();
    let services = entries(&Layout::find().unwrap().root.join("public/catalogue")).unwrap();
    let names = services.iter().filter_map(|file| file.file_name()?.to_str()?.strip_suffix(".json"));
    let names = names.filter(|name| *name != "index" && !name.ends_with(".schema"));
    let missing: Vec<&str> = names.filter(|name| !shown.contains(&format!("aufgaben-{name}.png"))).collect();
    assert!(missing.is_empty(), "no picture of {missing:?}; see e2e/pictures/services.mjs");
}

#[test]
fn the_page_shows_all_pictures_and_they_are_small() {
    let folder = Layout::find().unwrap().root.join(FOLDER);
    let files = entries(&folder).unwrap();
    let there = files.iter().filter_map(|file| file.file_name()?.to_str()).map(str::to_owned);
    assert_eq!(there.collect::<BTreeSet<_>>(), shown());
    let bytes: u64 = files.iter().map(|file| fs::metadata(file).unwrap().len()).sum();
    assert!(bytes < MOST, "{bytes} bytes of pictures");
}
