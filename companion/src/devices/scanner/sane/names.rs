//! How makers name sources and modes, as the options of sane-backends show them.

use crate::devices::scanner::{Colours, Source};

/// The name of a source among those that a scanner has. `both_sides_elsewhere`: a further option
/// chooses between one side and two, so that any feeder will do for both.
pub fn source_of(names: &[String], wanted: Source, both_sides_elsewhere: bool) -> Option<&str> {
    match wanted {
        Source::Flatbed => {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            first(&names, &["flatbed", "platen", "normal", "fb"])
        }
        Source::Feeder => names
            .iter()
            .filter(|name| is_feeder(name) && !is_duplex(name) && !is_back(name))
            .min_by_key(|name| !name.to_lowercase().contains("front"))
            .map(String::as_str),
        Source::FeederDuplex => {
            let duplex = names.iter().find(|name| is_duplex(name));
            duplex.map(String::as_str).or_else(|| {
                source_of(names, Source::Feeder, false).filter(|_| both_sides_elsewhere)
            })
        }
    }
}

/// The name of a mode among those that a scanner has.
pub fn colours_of(names: &[String], wanted: Colours) -> Option<&str> {
    let full = names.iter().filter(|name| !is_reduced(name));
    let full: Vec<&str> = full.map(String::as_str).collect();
    match wanted {
        Colours::Colour => first(&full, &["color", "colour"]),
        Colours::Grey => first(&full, &["gray", "grey"]),
    }
}

/// A name that is one of the words, else one that begins with one, else one that has one.
fn first<'a>(names: &[&'a str], words: &[&str]) -> Option<&'a str> {
    let found = |fits: &dyn Fn(&str, &str) -> bool| {
        let has = |name: &&&str| {
            let name = name.to_lowercase();
            words.iter().any(|word| fits(&name, word))
        };
        names.iter().find(has).copied()
    };
    found(&|name, word| name == word)
        .or_else(|| found(&|name, word| name.starts_with(word)))
        .or_else(|| found(&|name, word| word.len() > 2 && name.contains(word)))
}

fn is_feeder(name: &str) -> bool {
    let name = name.to_lowercase();
    ["adf", "feeder", "sheetfed"]
        .iter()
        .any(|word| name.contains(word))
}

fn is_duplex(name: &str) -> bool {
    let name = name.to_lowercase();
    ["duplex", "both sides", "2-sided"]
        .iter()
        .any(|word| name.contains(word))
}

fn is_back(name: &str) -> bool {
    let name = name.to_lowercase();
    name.ends_with("back") || name.contains("back side") || name.contains("backside")
}

/// Modes with fewer tones, or with more bits than anybody needs.
fn is_reduced(name: &str) -> bool {
    let name = name.to_lowercase();
    [
        "dither",
        "diffusion",
        "halftone",
        "lineart",
        "binary",
        "48 bit",
        "48bit",
        "16bit",
        "16 bit",
    ]
    .iter()
    .any(|word| name.contains(word))
}

#[cfg(test)]
mod tests {
    use super::{colours_of, source_of};
    use crate::devices::scanner::{Colours, Source};

    fn names(list: &[&str]) -> Vec<String> {
        list.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn sources_of_many_makers_are_found() {
        let cases: [(&[&str], [Option<&str>; 3]); 8] = [
            (
                &["Flatbed", "Automatic Document Feeder"],
                [Some("Flatbed"), Some("Automatic Document Feeder"), None],
            ),
            (
                &["Flatbed", "ADF Front", "ADF Back", "ADF Duplex"],
                [Some("Flatbed"), Some("ADF Front"), Some("ADF Duplex")],
            ),
            (
                &["ADF Back", "ADF Front", "ADF Duplex"],
                [None, Some("ADF Front"), Some("ADF Duplex")],
            ),
            (
                &["FB", "ADF", "Duplex ADF"],
                [Some("FB"), Some("ADF"), Some("Duplex ADF")],
            ),
            (
                &["Normal", "Transparency Adapter"],
                [Some("Normal"), None, None],
            ),
            (
                &[
                    "FlatBed",
                    "Automatic Document Feeder(left aligned)",
                    "Automatic Document Feeder(left aligned,Duplex)",
                ],
                [
                    Some("FlatBed"),
                    Some("Automatic Document Feeder(left aligned)"),
                    Some("Automatic Document Feeder(left aligned,Duplex)"),
                ],
            ),
            (
                &["ADF", "ADF Simplex", "ADF Duplex"],
                [None, Some("ADF"), Some("ADF Duplex")],
            ),
            (&["Card Front", "Card Back"], [None, None, None]),
        ];
        for (list, expected) in cases {
            let list = names(list);
            for (source, expected) in Source::ALL.into_iter().zip(expected) {
                assert_eq!(
                    source_of(&list, source, false),
                    expected,
                    "{list:?} {source:?}"
                );
            }
        }
        let list = names(&["Flatbed", "Automatic Document Feeder"]);
        let both = source_of(&list, Source::FeederDuplex, true);
        assert_eq!(both, Some("Automatic Document Feeder"));
    }

    #[test]
    fn modes_of_many_makers_are_found() {
        let cases: [(&[&str], Option<&str>, Option<&str>); 6] = [
            (&["Lineart", "Gray", "Color"], Some("Color"), Some("Gray")),
            (
                &[
                    "Black & White",
                    "Gray[Error Diffusion]",
                    "True Gray",
                    "24bit Color[Fast]",
                ],
                Some("24bit Color[Fast]"),
                Some("True Gray"),
            ),
            (
                &["Binary", "Grayscale", "Colour"],
                Some("Colour"),
                Some("Grayscale"),
            ),
            (
                &["Gray Dithered", "8-bit grey", "48 bit Color", "24bit Color"],
                Some("24bit Color"),
                Some("8-bit grey"),
            ),
            (&["Halftone"], None, None),
            (&[], None, None),
        ];
        for (list, colour, grey) in cases {
            let list = names(list);
            assert_eq!(colours_of(&list, Colours::Colour), colour, "{list:?}");
            assert_eq!(colours_of(&list, Colours::Grey), grey, "{list:?}");
        }
    }
}
