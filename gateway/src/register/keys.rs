//! What a resident is found by.

use std::collections::HashMap;

use amtskoffer_contract::register::{Address, PersonRecord};
use amtskoffer_domain::names::search_form;

use crate::store::PersonKey;

/// All ways to find a resident: every way to write family, birth and religious name, times every
/// dwelling.
///
/// `von der Heide` is also found as `Heide`, `Müller-Lüdenscheidt` as `Lüdenscheidt`, `Søren` as
/// `Soren`; spaces, hyphens and apostrophes make no difference.
pub fn person_keys(person: &PersonRecord) -> Vec<PersonKey> {
    KeyMaker::default().keys(person)
}

/// Makes keys for many residents and remembers what the same texts have become.
#[derive(Debug, Default)]
pub struct KeyMaker {
    spellings: HashMap<String, Vec<String>>,
    words: HashMap<String, String>,
    places: HashMap<String, String>,
}

impl KeyMaker {
    /// The keys of one resident; see [`person_keys`].
    pub fn keys(&mut self, person: &PersonRecord) -> Vec<PersonKey> {
        let all = [
            Some(&person.family_name),
            person.birth_name.as_ref(),
            person.religious_name.as_ref(),
        ];
        let mut names: Vec<String> = Vec::new();
        for name in all.into_iter().flatten() {
            for spelling in remembered(&mut self.spellings, name, spellings) {
                if !names.contains(&spelling) {
                    names.push(spelling);
                }
            }
        }
        let first_names = remembered(&mut self.words, &person.first_names, first_names);
        let mut dwellings: Vec<_> = person
            .addresses
            .iter()
            .map(|address| self.dwelling(address))
            .collect();
        if dwellings.is_empty() {
            dwellings.push(Default::default());
        }
        let mut keys = Vec::with_capacity(names.len() * dwellings.len());
        for name in &names {
            for (street, postcode, place) in &dwellings {
                keys.push(PersonKey {
                    name: name.clone(),
                    first_names: first_names.clone(),
                    birth_date: person.birth_date.clone(),
                    street: street.clone(),
                    postcode: postcode.clone(),
                    place: place.clone(),
                });
            }
        }
        keys
    }

    fn dwelling(&mut self, address: &Address) -> (String, String, String) {
        let mut form = |text: &str| remembered(&mut self.places, text, compact);
        (
            form(&address.street),
            address.postcode.clone(),
            form(&address.place),
        )
    }
}

fn remembered<T: Clone>(known: &mut HashMap<String, T>, text: &str, form: fn(&str) -> T) -> T {
    if let Some(made) = known.get(text) {
        return made.clone();
    }
    let made = form(text);
    known.insert(text.to_owned(), made.clone());
    made
}

/// The search form without spaces, so that `O Neill`, `O‘Neill` and `Oneill` are the same.
pub(super) fn compact(text: &str) -> String {
    let mut form = search_form(text);
    form.retain(|letter| letter != ' ');
    form
}

fn spellings(name: &str) -> Vec<String> {
    let mut spellings: Vec<String> = Vec::new();
    for written in [name.to_owned(), without_umlauts(name)] {
        let form = search_form(&written);
        let mut rest = form.as_str();
        loop {
            let spelling: String = rest.chars().filter(|letter| *letter != ' ').collect();
            if !spelling.is_empty() && !spellings.contains(&spelling) {
                spellings.push(spelling);
            }
            let Some((_, next)) = rest.split_once(' ') else {
                break;
            };
            rest = next;
        }
    }
    spellings
}

fn first_names(names: &str) -> String {
    let form = search_form(names);
    let plain = search_form(&without_umlauts(names));
    let mut words = String::with_capacity(form.len() + 1);
    let also = if plain == form { "" } else { plain.as_str() };
    for word in form
        .split(' ')
        .chain(also.split(' '))
        .filter(|word| !word.is_empty())
    {
        words.push(' ');
        words.push_str(word);
    }
    words
}

/// As people write who have no German keyboard.
fn without_umlauts(name: &str) -> String {
    name.chars()
        .map(|letter| match letter {
            'Ä' | 'Å' => 'A',
            'ä' | 'å' => 'a',
            'Ö' | 'Ø' => 'O',
            'ö' | 'ø' => 'o',
            'Ü' => 'U',
            'ü' => 'u',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::person_keys;
    use amtskoffer_contract::register::{Address, DwellingKind, PersonRecord};

    fn names_of(family_name: &str) -> Vec<String> {
        let person = PersonRecord {
            family_name: family_name.to_owned(),
            ..Default::default()
        };
        person_keys(&person)
            .into_iter()
            .map(|key| key.name)
            .collect()
    }

    #[test]
    fn a_name_is_found_by_every_usual_spelling() {
        assert_eq!(
            names_of("von der Heide"),
            ["VONDERHEIDE", "DERHEIDE", "HEIDE"]
        );
        assert_eq!(names_of("O‘Neill"), ["ONEILL"]);
        assert_eq!(names_of("Søgård"), ["SOEGAARD", "SOGARD"]);
        assert_eq!(names_of("Đorđević"), ["DORDEVIC"]);
    }

    #[test]
    fn every_dwelling_is_a_key() {
        let at = |street: &str| Address {
            street: street.to_owned(),
            house_number: "1".to_owned(),
            postcode: "99999".to_owned(),
            place: "Musterstadt".to_owned(),
            municipality_key: "01099001".to_owned(),
            kind: DwellingKind::Main,
            since: "2020-01-01".to_owned(),
        };
        let person = PersonRecord {
            family_name: "Weiß".to_owned(),
            first_names: "Jörg Uwe".to_owned(),
            addresses: vec![at("Am Markt"), at("Heidestraße")],
            ..Default::default()
        };
        let keys = person_keys(&person);
        let streets: Vec<_> = keys.iter().map(|key| key.street.as_str()).collect();
        assert_eq!(streets, ["AMMARKT", "HEIDESTRASSE"]);
        assert_eq!(keys[0].first_names, " JOERG UWE JORG UWE");
    }
}
