//! From what a clerk typed to what the store looks for.

use amtskoffer_contract::ingest::Refusal;
use amtskoffer_contract::register::SearchCriteria;
use amtskoffer_domain::dates::PartialDate;

use super::keys::compact;
use crate::store::SearchKeys;

/// Letters that a family name needs at least, unless the date of birth is fully known.
const LEAST_LETTERS: usize = 2;

/// Longest text that is taken, in letters; names of the register are shorter.
const MOST_LETTERS: usize = 200;

/// Turns criteria into keys (BMG § 38): a family name and at least one further datum. A family
/// name of one letter is taken together with a full date of birth, and then meant as a whole.
///
/// # Errors
/// [`Refusal::Malformed`] for over-long texts and dates that do not exist,
/// [`Refusal::CriteriaTooFew`].
pub fn search_keys(criteria: &SearchCriteria) -> Result<SearchKeys, Refusal> {
    let texts = [
        &criteria.family_name,
        &criteria.first_names,
        &criteria.street,
        &criteria.place,
    ];
    if texts.iter().any(|text| text.chars().count() > MOST_LETTERS) {
        return Err(Refusal::Malformed);
    }
    let birth = birth(criteria.birth_date.as_deref())?;
    let (postcode, place) = postcode_and_place(&criteria.place);
    let keys = SearchKeys {
        name: compact(&criteria.family_name),
        exact: false,
        first_names: first_names(&criteria.first_names),
        birth_dates: birth.exact,
        birth_start: birth.start,
        birth_other: birth.other,
        street: compact(&criteria.street),
        postcode,
        place,
    };
    let letters = keys.name.chars().count();
    let full_birth = !keys.birth_dates.is_empty();
    let exact = letters < LEAST_LETTERS;
    if letters == 0 || (exact && !full_birth) || !has_further_datum(&keys) {
        return Err(Refusal::CriteriaTooFew);
    }
    Ok(SearchKeys { exact, ..keys })
}

fn has_further_datum(keys: &SearchKeys) -> bool {
    !keys.birth_dates.is_empty()
        || [
            &keys.first_names[0],
            &keys.birth_start,
            &keys.street,
            &keys.postcode,
            &keys.place,
        ]
        .iter()
        .any(|text| !text.is_empty())
}

/// At most three words are compared; who has typed four has found the person.
fn first_names(text: &str) -> [String; 3] {
    let form = amtskoffer_domain::names::search_form(text);
    let mut words = form
        .split(' ')
        .filter(|word| !word.is_empty())
        .map(|word| format!(" {word}"));
    std::array::from_fn(|_| words.next().unwrap_or_default())
}

#[derive(Default)]
struct Birth {
    exact: Vec<String>,
    start: String,
    other: String,
}

/// Which dates of the register fit. Unknown parts fit anything, on either side.
fn birth(text: Option<&str>) -> Result<Birth, Refusal> {
    let Some(text) = text.filter(|text| !text.trim().is_empty()) else {
        return Ok(Birth::default());
    };
    let date = PartialDate::parse(text).map_err(|_| Refusal::Malformed)?;
    let (year, month, _) = date.parts();
    let only_year = format!("{year:04}-XX-XX");
    let Some(month) = month else {
        return Ok(Birth {
            start: format!("{year:04}-"),
            ..Birth::default()
        });
    };
    if date.as_date().is_none() {
        let start = format!("{year:04}-{month:02}-");
        return Ok(Birth {
            start,
            other: only_year,
            ..Birth::default()
        });
    }
    let only_month = format!("{year:04}-{month:02}-XX");
    Ok(Birth {
        exact: vec![date.to_string(), only_month, only_year],
        ..Birth::default()
    })
}

fn postcode_and_place(text: &str) -> (String, String) {
    let text = text.trim();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (postcode, place) = text.split_at_checked(digits).unwrap_or(("", text));
    (postcode.to_owned(), compact(place))
}

#[cfg(test)]
mod tests {
    use super::search_keys;
    use amtskoffer_contract::ingest::Refusal;
    use amtskoffer_contract::register::SearchCriteria;
    use proptest::prelude::*;

    fn criteria(family_name: &str) -> SearchCriteria {
        SearchCriteria {
            family_name: family_name.to_owned(),
            ..SearchCriteria::default()
        }
    }

    #[test]
    fn a_name_alone_is_too_few() {
        assert_eq!(
            search_keys(&criteria("Mustermann")),
            Err(Refusal::CriteriaTooFew)
        );
    }

    #[test]
    fn one_further_datum_is_enough() {
        let name = criteria("Mu");
        for further in [
            SearchCriteria {
                first_names: "E".to_owned(),
                ..name.clone()
            },
            SearchCriteria {
                birth_date: Some("1964-08-12".to_owned()),
                ..name.clone()
            },
            SearchCriteria {
                birth_date: Some("1964-XX-XX".to_owned()),
                ..name.clone()
            },
            SearchCriteria {
                street: "Heide".to_owned(),
                ..name.clone()
            },
            SearchCriteria {
                place: "51147".to_owned(),
                ..name.clone()
            },
            SearchCriteria {
                place: "Köln".to_owned(),
                ..name.clone()
            },
        ] {
            assert!(search_keys(&further).is_ok(), "{further:?}");
        }
    }

    #[test]
    fn a_datum_without_a_name_is_too_few() {
        let birth = SearchCriteria {
            birth_date: Some("1964-08-12".into()),
            ..criteria("")
        };
        assert_eq!(search_keys(&birth), Err(Refusal::CriteriaTooFew));
        let no_letters = SearchCriteria {
            first_names: "Erika".into(),
            ..criteria("-- ' --")
        };
        assert_eq!(search_keys(&no_letters), Err(Refusal::CriteriaTooFew));
    }

    #[test]
    fn one_letter_needs_the_full_date_of_birth() {
        let first_name = SearchCriteria {
            first_names: "Anh".into(),
            ..criteria("Y")
        };
        assert_eq!(search_keys(&first_name), Err(Refusal::CriteriaTooFew));
        let partly = SearchCriteria {
            birth_date: Some("1990-XX-XX".into()),
            ..criteria("Y")
        };
        assert_eq!(search_keys(&partly), Err(Refusal::CriteriaTooFew));
        let full = SearchCriteria {
            birth_date: Some("1990-01-02".into()),
            ..criteria("Y")
        };
        assert!(search_keys(&full).expect("enough").exact);
    }

    #[test]
    fn a_day_that_does_not_exist_is_malformed() {
        let wrong = SearchCriteria {
            birth_date: Some("1990-02-31".into()),
            ..criteria("Mu")
        };
        assert_eq!(search_keys(&wrong), Err(Refusal::Malformed));
    }

    #[test]
    fn unknown_parts_fit_on_either_side() {
        let full = SearchCriteria {
            birth_date: Some("1964-08-12".into()),
            ..criteria("Mu")
        };
        let keys = search_keys(&full).expect("enough");
        assert_eq!(keys.birth_dates, ["1964-08-12", "1964-08-XX", "1964-XX-XX"]);
        let partly = SearchCriteria {
            birth_date: Some("1964-08-XX".into()),
            ..criteria("Mu")
        };
        let keys = search_keys(&partly).expect("enough");
        assert_eq!(
            (keys.birth_start.as_str(), keys.birth_other.as_str()),
            ("1964-08-", "1964-XX-XX")
        );
    }

    #[test]
    fn postcode_and_place_are_told_apart() {
        let both = SearchCriteria {
            place: "51147 Köln".into(),
            ..criteria("Mu")
        };
        let keys = search_keys(&both).expect("enough");
        assert_eq!(
            (keys.postcode.as_str(), keys.place.as_str()),
            ("51147", "KOELN")
        );
    }

    proptest! {
        #[test]
        fn any_texts_never_panic(texts in prop::array::uniform5(".{0,220}")) {
            let [family_name, first_names, birth_date, street, place] = texts;
            let birth_date = Some(birth_date);
            let _ = search_keys(
                &SearchCriteria { family_name, first_names, birth_date, street, place },
            );
        }
    }
}
