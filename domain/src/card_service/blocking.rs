//! The Sperrsumme: by which a request to block or unblock names a card, so that neither the name nor the
//! Sperrkennwort goes to the keeper of the list (PAuswG § 2(6a), TR-03127 v1.40 Annex B).

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::dates::PartialDate;
use crate::fields::NOT_STATED;
use crate::names::mrz_form;

/// Most letters of a Sperrkennwort (XhD, TR-03123-2: 40).
pub const PASSWORD_LIMIT: usize = 40;

/// SHA-256 over `YYYYMMDD+NAME+FIRST NAME+PASSWORD` in upper A–Z and digits. `family_name` is the whole
/// name of the application without birth name; of `first_names` the first one counts, up to the first
/// space. Nothing when the password has no letter or digit, or is too long to be one.
///
/// The result blocks a card for whoever holds it: never show or log it.
pub fn blocking_sum(
    birth: PartialDate,
    family_name: &str,
    first_names: &str,
    password: &str,
) -> Option<Zeroizing<[u8; 32]>> {
    let word = field(password);
    if word.is_empty() || password.chars().count() > PASSWORD_LIMIT {
        return None;
    }
    let mut hash = Sha256::new();
    for part in [day(birth), field(family_name), field(first(first_names))] {
        hash.update(part.as_bytes());
        hash.update(b"+");
    }
    hash.update(word.as_bytes());
    Some(Zeroizing::new(hash.finalize().into()))
}

/// Unknown parts as `X`, as they are printed on the card.
fn day(birth: PartialDate) -> Zeroizing<String> {
    let (year, month, day) = birth.parts();
    let part = |part: Option<i8>| part.map_or("XX".to_owned(), |part| format!("{part:02}"));
    Zeroizing::new(format!("{year:04}{}{}", part(month), part(day)))
}

/// As a machine readable zone writes it, without the gaps.
fn field(text: &str) -> Zeroizing<String> {
    let zone = Zeroizing::new(mrz_form(text));
    Zeroizing::new(zone.replace('<', ""))
}

fn first(names: &str) -> &str {
    if names.trim() == NOT_STATED {
        return "";
    }
    names.split_whitespace().next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{PASSWORD_LIMIT, blocking_sum, day, field, first};
    use crate::dates::PartialDate;
    use proptest::prelude::*;

    fn born(text: &str) -> PartialDate {
        PartialDate::parse(text).unwrap()
    }

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn the_published_vector() {
        let sum = blocking_sum(born("13.07.1964"), "Möller", "Karl", "Rollmops").unwrap();
        let published = "02f96b3578f9cdb473d642037072088d37965a3019b54427beedf994974abebc";
        assert_eq!(hex(&*sum), published);
    }

    #[test]
    fn the_published_examples_of_each_part() {
        for (given, form) in [
            ("Möller", "MOELLER"),
            ("Freifrau zu Berg", "FREIFRAUZUBERG"),
            ("Rollmops", "ROLLMOPS"),
            ("Ameisenbär", "AMEISENBAER"),
        ] {
            assert_eq!(field(given).as_str(), form);
        }
        for (given, form) in [
            ("Karl Theodor", "KARL"),
            ("Ann-Kathrin Maria", "ANNKATHRIN"),
            ("---", ""),
        ] {
            assert_eq!(field(first(given)).as_str(), form);
        }
        assert_eq!(day(born("13.07.1964")).as_str(), "19640713");
        assert_eq!(day(born("XX.03.1970")).as_str(), "197003XX");
        assert_eq!(day(born("XX.XX.1970")).as_str(), "1970XXXX");
    }

    #[test]
    fn how_a_name_is_typed_does_not_matter_but_who_it_is_does() {
        let sum = |family: &str, first: &str, word: &str| {
            hex(&*blocking_sum(born("13.07.1964"), family, first, word).unwrap())
        };
        let known = sum("Möller", "Karl", "Rollmops");
        assert_eq!(sum("MOELLER", "karl theodor", " ROLLMOPS "), known);
        assert_ne!(sum("Moller", "Karl", "Rollmops"), known);
        assert_ne!(sum("Möller", "Theodor Karl", "Rollmops"), known);
        assert_ne!(sum("Möller", "Karl", "Rollmop"), known);
    }

    #[test]
    fn a_word_that_can_be_none_makes_no_sum() {
        let long = "a".repeat(PASSWORD_LIMIT + 1);
        for word in ["", "   ", "--", long.as_str()] {
            assert!(blocking_sum(born("13.07.1964"), "Möller", "Karl", word).is_none());
        }
        let longest = "a".repeat(PASSWORD_LIMIT);
        assert!(blocking_sum(born("13.07.1964"), "Möller", "Karl", &longest).is_some());
    }

    proptest! {
        #[test]
        fn any_names_and_words_have_a_sum_or_none(family in ".*", names in ".*", word in ".*") {
            let sum = blocking_sum(born("13.07.1964"), &family, &names, &word);
            let again = blocking_sum(born("13.07.1964"), &family, &names, &word);
            prop_assert_eq!(sum, again);
        }
    }
}
