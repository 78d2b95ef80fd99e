use super::*;
use proptest::prelude::*;

fn list() -> StreetList {
    let place = |name: &str, postcode: &str, key: &str| Place {
        name: name.to_owned(),
        postcode: postcode.to_owned(),
        municipality_key: key.to_owned(),
    };
    let range = |from, to, side| NumberRange { from, to, side };
    let main = place("Sonnwiek", "43101", "01099001");
    let other = place("Alt Birkhorst", "43102", "01099003");
    StreetList::new(vec![
        Street::new(
            "Hauptstraße".to_owned(),
            vec![range(1, 90, Side::Both)],
            main.clone(),
        ),
        Street::new(
            "Hauptstraße".to_owned(),
            vec![range(2, 48, Side::Even)],
            other,
        ),
        Street::new("Am Markt".to_owned(), vec![], main.clone()),
        Street::new("Straße des 17. Juni".to_owned(), vec![], main.clone()),
        Street::new(
            "Dr.-Sönksen-Straße".to_owned(),
            vec![range(1, 9, Side::Odd)],
            main,
        ),
    ])
}

fn names(typed: &str) -> Vec<String> {
    let list = list();
    let of = |street: &&Street| format!("{} {}", street.name, street.place.postcode);
    list.suggest(typed).iter().map(of).collect()
}

#[test]
fn the_beginning_of_a_name_or_of_a_word_is_enough() {
    assert_eq!(names("haupts"), ["Hauptstraße 43101", "Hauptstraße 43102"]);
    assert_eq!(
        names("Hauptstr. 5"),
        ["Hauptstraße 43101", "Hauptstraße 43102"]
    );
    assert_eq!(names("markt"), ["Am Markt 43101"]);
    assert_eq!(names("soenk"), ["Dr.-Sönksen-Straße 43101"]);
    assert_eq!(
        names("Stra"),
        ["Straße des 17. Juni 43101", "Dr.-Sönksen-Straße 43101"]
    );
    assert!(names("h").is_empty() && names("").is_empty() && names("xyz").is_empty());
}

#[test]
fn what_is_in_the_list_is_said() {
    let list = list();
    for (typed, postcode, listed) in [
        ("Hauptstraße 5", "43101", Listed::Yes),
        ("hauptstr. 5 a", "43101", Listed::Yes),
        ("Hauptstraße 5", "43102", Listed::NumberUnknown),
        ("Hauptstraße 6", "43102", Listed::Yes),
        ("Hauptstraße 5", "", Listed::Yes),
        ("Hauptstraße", "43101", Listed::Yes),
        ("Hauptstraße 91", "43101", Listed::NumberUnknown),
        ("Hauptstraße 5", "43109", Listed::StreetUnknown),
        ("Nebenstraße 5", "43101", Listed::StreetUnknown),
        ("Am Markt 999", "43101", Listed::Yes),
        ("Straße des 17. Juni", "43101", Listed::Yes),
        ("Straße des 17. Juni 4", "43101", Listed::Yes),
        ("Dr.-Sönksen-Straße 4", "43101", Listed::NumberUnknown),
    ] {
        assert_eq!(list.listed(typed, postcode), listed, "{typed} {postcode}");
    }
}

#[test]
fn a_chosen_street_keeps_the_number_that_was_typed() {
    let list = list();
    let street = list.suggest("haupt")[0];
    assert_eq!(completed(street, "haupt 12 a"), "Hauptstraße 12 a");
    assert_eq!(completed(street, "haupt"), "Hauptstraße");
    let dated = list.suggest("des 17")[0];
    assert_eq!(completed(dated, "Straße des 17"), "Straße des 17. Juni");
}

proptest! {
    #[test]
    fn any_text_is_answered(typed in ".{0,60}", postcode in ".{0,6}") {
        let list = list();
        prop_assert!(list.suggest(&typed).len() <= MOST_SUGGESTIONS);
        let _ = list.listed(&typed, &postcode);
        let _ = completed(&list.streets()[0], &typed);
    }

    #[test]
    fn every_street_is_found_by_its_beginning(pick: prop::sample::Index, letters in 2usize..12) {
        let list = list();
        let street = pick.get(list.streets());
        let typed: String = street.name.chars().take(letters).collect();
        prop_assert!(list.suggest(&typed).contains(&street), "{typed}");
    }
}
