//! Plans for scanners as several makers' backends describe them.

use super::{Extra, Plan, abilities};
use crate::devices::scanner::sane::option::{Allowed, Kind, OptionView, Unit, Value};
use crate::devices::scanner::{
    Abilities, Colours, Lacking, Resolution, ScanError, ScanSettings, Source,
};
use proptest::prelude::*;

fn option(name: &str, kind: Kind, unit: Unit, allowed: Allowed) -> OptionView {
    OptionView {
        name: name.into(),
        kind,
        unit,
        settable: true,
        allowed,
    }
}

fn texts(name: &str, list: &[&str]) -> OptionView {
    let list = list.iter().map(|text| (*text).to_owned()).collect();
    option(name, Kind::Text, Unit::Other, Allowed::Texts(list))
}

fn range(name: &str, kind: Kind, unit: Unit, max: f64) -> OptionView {
    let mut option = option(name, kind, unit, Allowed::Any);
    option.allowed = Allowed::Range {
        min: 0,
        max: option.word(max),
        step: 0,
    };
    option
}

/// A feeder scanner: lengths in fixed-point millimetres, a sheet size of its own.
fn feeder() -> Vec<OptionView> {
    let length = |name, max| range(name, Kind::Fixed, Unit::Millimetre, max);
    vec![
        texts(
            "source",
            &["Flatbed", "ADF Front", "ADF Back", "ADF Duplex"],
        ),
        texts("mode", &["Lineart", "Gray", "Color"]),
        option("depth", Kind::Int, Unit::Other, Allowed::Words(vec![8, 16])),
        range("resolution", Kind::Int, Unit::Other, 600.0),
        length("page-width", 221.0),
        length("page-height", 876.0),
        length("tl-x", 215.0),
        length("tl-y", 876.0),
        length("br-x", 215.0),
        length("br-y", 280.0),
        option("swdeskew", Kind::Bool, Unit::Other, Allowed::Any),
    ]
}

const FINE_COLOUR: ScanSettings = ScanSettings {
    source: Source::FeederDuplex,
    colours: Colours::Colour,
    resolution: Resolution::Dpi600,
};

fn all(mut plan: Plan<'_>, options: &[OptionView]) -> Result<Vec<(String, Value)>, ScanError> {
    let mut assignments = Vec::new();
    while let Some(assignment) = plan.next(options)? {
        assignments.push(assignment);
    }
    Ok(assignments)
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

#[test]
fn a_feeder_is_set_up_for_a4_in_the_right_order() {
    let extras = [
        ("swdeskew".to_owned(), Extra::Bool(true)),
        ("unknown".to_owned(), Extra::Number(3.0)),
        (
            "resolution".to_owned(),
            Extra::Text("of another kind".into()),
        ),
    ];
    let millimetres = |number: i32| Value::Word(number << 16);
    let expected = [
        ("source", text("ADF Duplex")),
        ("mode", text("Color")),
        ("depth", Value::Word(8)),
        ("resolution", Value::Word(600)),
        ("page-width", millimetres(210)),
        ("page-height", millimetres(297)),
        ("tl-x", Value::Word(0)),
        ("tl-y", Value::Word(0)),
        ("br-x", millimetres(210)),
        ("br-y", millimetres(280)),
        ("swdeskew", Value::Bool(true)),
    ]
    .map(|(name, value)| (name.to_owned(), value));
    assert_eq!(
        all(Plan::page(FINE_COLOUR, &extras), &feeder()).unwrap(),
        expected
    );
}

#[test]
fn lengths_in_pixels_follow_the_resolution_as_taken() {
    let options = [
        range("resolution", Kind::Int, Unit::Other, 1200.0),
        range("br-x", Kind::Int, Unit::Pixel, 10_000.0),
    ];
    let settings = ScanSettings {
        source: Source::Flatbed,
        ..FINE_COLOUR
    };
    let mut plan = Plan::page(settings, &[]);
    assert!(plan.next(&options).unwrap().is_some());
    plan.taken(&options, "resolution", &Value::Word(635));
    assert_eq!(
        plan.next(&options).unwrap(),
        Some(("br-x".into(), Value::Word(5250)))
    );
    assert_eq!((plan.next(&options), plan.dpi()), (Ok(None), 635));
}

#[test]
fn a_resolution_that_is_not_there_gives_way_to_the_next_finer_one() {
    let with = |words: &[i32]| {
        let allowed = Allowed::Words(words.to_vec());
        let mut options = feeder();
        options[3] = option("x-resolution", Kind::Int, Unit::Other, allowed);
        let settings = ScanSettings {
            resolution: Resolution::Dpi300,
            ..FINE_COLOUR
        };
        all(Plan::page(settings, &[]), &options).map(|set| set[3].1.clone())
    };
    assert_eq!(with(&[75, 400, 600]), Ok(Value::Word(400)));
    let none = Err(ScanError::Unsupported(Lacking::Resolution));
    assert_eq!(with(&[75, 200]), none, "too coarse");
    assert_eq!(with(&[1200]), none, "far too fine");
}

#[test]
fn two_sides_may_be_an_option_of_their_own() {
    let mut options = feeder();
    options[0] = texts("source", &["Flatbed", "Automatic Document Feeder"]);
    let refused = all(Plan::page(FINE_COLOUR, &[]), &options);
    assert_eq!(refused, Err(ScanError::Unsupported(Lacking::Source)));
    options.push(texts("adf-mode", &["Simplex", "Duplex"]));
    let set = all(Plan::page(FINE_COLOUR, &[]), &options).unwrap();
    assert_eq!(set[0].1, text("Automatic Document Feeder"));
    assert_eq!(set[1], ("adf-mode".into(), text("Duplex")));
}

#[test]
fn a_strip_is_grey_coarse_and_short() {
    let set = all(Plan::strip(&[]), &feeder()).unwrap();
    assert_eq!(set[0].1, text("Flatbed"));
    assert_eq!(set[3].1, Value::Word(75));
    assert_eq!(
        set.last(),
        Some(&("br-y".to_owned(), Value::Word(10 << 16)))
    );
}

#[test]
fn abilities_are_what_the_options_allow() {
    let everything = Abilities {
        sources: Source::ALL.to_vec(),
        colours: Colours::ALL.to_vec(),
        resolutions: Resolution::ALL.to_vec(),
    };
    assert_eq!(abilities(&feeder()), everything);
    let coarse = [
        texts("mode", &["Gray"]),
        range("resolution", Kind::Int, Unit::Other, 300.0),
    ];
    let expected = Abilities {
        sources: vec![Source::Flatbed],
        colours: vec![Colours::Grey],
        resolutions: vec![Resolution::Dpi300],
    };
    assert_eq!(abilities(&coarse), expected);
    assert!(abilities(&[]).resolutions.is_empty());
}

proptest! {
    #[test]
    fn a_plan_ends_with_any_options(
        names in prop::collection::vec("(source|mode|depth|resolution|tl-x|br-y|adf-mode)", 0..9),
        kind in 0..4_usize, word: i32, other: i32, choice in "[A-Za-z ]{0,12}",
    ) {
        let kind = [Kind::Bool, Kind::Int, Kind::Fixed, Kind::Text][kind];
        let options: Vec<_> = names.iter().enumerate().map(|(index, name)| {
            let allowed = match index % 4 {
                0 => Allowed::Any,
                1 => Allowed::Range { min: word, max: other, step: word },
                2 => Allowed::Words(vec![word, other]),
                _ => Allowed::Texts(vec![choice.clone()]),
            };
            option(name, kind, Unit::Millimetre, allowed)
        }).collect();
        if let Ok(set) = all(Plan::page(FINE_COLOUR, &[]), &options) {
            prop_assert!(set.len() <= 16);
        }
        abilities(&options);
    }
}
