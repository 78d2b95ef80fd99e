//! The catalogue of device errors for the IT, made from the code. `cargo xtask docs` writes it anew; the
//! test below fails when it is not up to date, or when a cause lacks its code, sentence or remedy.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;

use amtskoffer_contract::bridge::{DeviceCause, LineState, TestCause};
use serde_json::Value;

use super::{Advice, assert_sentence, device};

/// Set by `cargo xtask docs`: write the file instead of comparing it.
const WRITE: &str = "AMTSKOFFER_WRITE_DOCS";

const HEAD: &str = "\
# Fehlercodes der Geräte

Diese Seite ist aus dem Programm erzeugt (`cargo xtask docs`). Ein Code ändert sich nie und wird nie neu
vergeben. Der Koffer zeigt ihn klein neben dem Rat an; `companion check --json`, der Bericht für die IT und
`gateway support list` nennen denselben Code.

1xx: jedes Gerät · 2xx: Papier · 3xx: Karten · 4xx: Bezahlen · 5xx: Strom und Netz · L: Leitung zum
Rechenzentrum

| Code | Name | Was ist geschehen? | Was ist zu tun? |
| --- | --- | --- | --- |
";

#[test]
fn the_catalogue_of_errors_is_complete_and_up_to_date() {
    let mut text = HEAD.to_owned();
    let mut codes = BTreeSet::new();
    let mut rows: Vec<(&str, String, Advice)> = every_cause().collect();
    rows.sort_by_key(|(code, ..)| *code);
    for (code, name, advice) in rows {
        assert!(codes.insert(code), "{code} is given twice");
        assert!(!name.is_empty(), "{code} has no name");
        assert_sentence(&advice.what);
        assert_sentence(&advice.remedy);
        let Advice { what, remedy } = advice;
        let _ = writeln!(text, "| {code} | `{name}` | {what} | {remedy} |");
    }
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/device-errors.md");
    if std::env::var_os(WRITE).is_some() {
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("made");
        std::fs::write(&file, &text).expect("written");
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        kept == text,
        "docs/device-errors.md is not up to date: run `cargo xtask docs` and commit it"
    );
}

/// Code, name on the wire, and advice of everything that can fail.
fn every_cause() -> impl Iterator<Item = (&'static str, String, Advice)> {
    let devices = DeviceCause::ALL.into_iter().map(|cause| {
        let advice = device::cause(cause);
        (cause.code(), name(TestCause::Device(cause)), advice)
    });
    let lines = LineState::ALL.into_iter().filter_map(|state| {
        let advice = device::line_advice(state)?;
        Some((state.code(), name(TestCause::Line(state)), advice))
    });
    devices.chain(lines)
}

fn name(cause: TestCause) -> String {
    let wire = serde_json::to_value(cause).expect("plain data");
    let name = wire.as_object().and_then(|cause| cause.values().next());
    name.and_then(Value::as_str).unwrap_or_default().to_owned()
}
