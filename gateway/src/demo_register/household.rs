//! Households: who lives together, how old they are, who is whose parent.

use amtskoffer_contract::register::{
    Address, DwellingKind, Guardian, GuardianRole, Mark, PersonRecord,
};
use amtskoffer_domain::dates::age_on;
use jiff::civil::Date;

use super::names::{BIRTH_PLACES, COUNTRIES, Country};
use super::random::Random;
use super::{REFERENCE, amt, details, names};

/// All members of one household, adults first.
pub(super) fn generate(random: &mut Random) -> Vec<PersonRecord> {
    let home = Home::settle(random);
    match random.below(100) {
        0..40 => {
            let age = adult_age(random, 18);
            vec![home.member(random, age)]
        }
        40..72 => {
            let age = adult_age(random, 26);
            home.couple(random, age)
        }
        72..91 => {
            let age = random.between(25, 56);
            let mut family = home.couple(random, age);
            home.add_children(random, &mut family, 3);
            family
        }
        91..97 => {
            let age = random.between(23, 54);
            let mut family = vec![home.member(random, age)];
            home.add_children(random, &mut family, 2);
            family
        }
        _ => {
            let age = random.between(40, 64);
            let mut family = home.couple(random, age);
            let age = random.between(70, 98);
            family.push(home.member(random, age));
            family
        }
    }
}

/// What the members of a household share.
struct Home {
    address: Address,
    family_name: String,
    country: Option<&'static Country>,
}

impl Home {
    fn settle(random: &mut Random) -> Self {
        let municipality = amt::municipality(random);
        let country = random.chance(90).then(|| random.pick_early(COUNTRIES));
        let family_name = match country {
            Some(country) => random.pick(country.family).to_owned(),
            None => names::german_family_name(random),
        };
        let address = amt::dwelling(random, municipality, String::new());
        Self {
            address,
            family_name,
            country,
        }
    }

    /// Two adults of about the same age; the second of them often has a birth name.
    fn couple(&self, random: &mut Random, age: i16) -> Vec<PersonRecord> {
        let mut first = self.member(random, age);
        let second_age = (age + random.between(-6, 6)).max(20);
        let mut second = self.member(random, second_age);
        "m".clone_into(&mut first.sex);
        if random.chance(980) { "f" } else { "m" }.clone_into(&mut second.sex);
        for adult in [&mut first, &mut second] {
            adult.first_names = self.first_names(random, adult);
        }
        let other_name = names::german_family_name(random);
        if other_name != self.family_name && random.chance(700) {
            second.birth_name = Some(other_name);
        } else if random.chance(400) {
            second.family_name = other_name;
        }
        vec![first, second]
    }

    /// Up to so many children, none of them born before its youngest parent was 19.
    fn add_children(&self, random: &mut Random, family: &mut Vec<PersonRecord>, most: usize) {
        let parents: Vec<Guardian> = family.iter().map(parent).collect();
        let youngest = family.iter().filter_map(age).min().unwrap_or(40);
        let oldest = (youngest - 19).clamp(0, 22);
        for _ in 0..=random.below(most) {
            let age = random.between((youngest - 42).clamp(0, oldest), oldest);
            let mut child = self.member(random, age);
            if age < 18 {
                child.guardians.clone_from(&parents);
            }
            family.push(child);
        }
    }

    fn member(&self, random: &mut Random, age: i16) -> PersonRecord {
        let born = details::birth_date(random, age);
        let address = Address {
            since: details::since(random, born),
            ..self.address.clone()
        };
        let mut person = details::person(&self.family_name, "", &address);
        if random.chance(508) { "f" } else { "m" }.clone_into(&mut person.sex);
        person.birth_date = born.to_string();
        person.first_names = self.first_names(random, &person);
        person.birth_place = random.pick_early(BIRTH_PLACES).to_owned();
        if let Some(country) = self.country {
            person.birth_place = random.pick(country.birth_places).to_owned();
            person.nationalities = nationalities(random, country);
        }
        details::fill_in(random, &mut person, age);
        rarities(random, &mut person, age);
        person
    }

    fn first_names(&self, random: &mut Random, person: &PersonRecord) -> String {
        let year = person
            .birth_date
            .get(..4)
            .and_then(|year| year.parse().ok())
            .unwrap_or(1980);
        let one = |random: &mut Random| match self.country {
            Some(country) if person.sex == "f" => random.pick(country.female),
            Some(country) => random.pick(country.male),
            None => names::german_first_name(random, &person.sex, year),
        };
        let first = one(random);
        let second = one(random);
        let only_one = self.country.is_some() || random.chance(550) || first == second;
        if only_one {
            first.to_owned()
        } else {
            format!("{first} {second}")
        }
    }
}

fn nationalities(random: &mut Random, country: &Country) -> Vec<String> {
    let own = country.key.to_owned();
    match random.below(10) {
        0..2 => vec!["000".to_owned()],
        2..4 => vec!["000".to_owned(), own],
        _ => vec![own],
    }
}

fn rarities(random: &mut Random, person: &mut PersonRecord, age: i16) {
    if age >= 28 && random.chance(12) {
        person.doctorate = Some("Dr.".to_owned());
    }
    if age >= 70 && random.chance(6) {
        person.marks.push(Mark::Deceased {
            on: "2026-10-04".to_owned(),
        });
    }
    if age >= 19 && random.chance(25) {
        let elsewhere = amt::municipality(random);
        let mut second = amt::dwelling(random, elsewhere, "2024-04-01".to_owned());
        second.kind = DwellingKind::Secondary;
        if let Some(main) = person.addresses.first_mut() {
            main.kind = DwellingKind::Main;
        }
        person.addresses.push(second);
    }
    if age >= 80 && random.chance(40) {
        let custodian = details::person(&names::german_family_name(random), "Maren", &home(person));
        let custodian = PersonRecord {
            birth_date: "1975-05-17".to_owned(),
            ..custodian
        };
        person.guardians.push(Guardian {
            role: GuardianRole::Custodian,
            ..parent(&custodian)
        });
    }
}

fn home(person: &PersonRecord) -> Address {
    let at = amt::MAIN;
    let none = || amt::address(at, "Am Markt", "1", String::new());
    person.addresses.first().cloned().unwrap_or_else(none)
}

/// The person as a parent with custody.
fn parent(person: &PersonRecord) -> Guardian {
    Guardian {
        family_name: person.family_name.clone(),
        first_names: person.first_names.clone(),
        birth_date: person.birth_date.clone(),
        role: GuardianRole::Parent,
    }
}

fn age(person: &PersonRecord) -> Option<i16> {
    let born: Date = person.birth_date.parse().ok()?;
    i16::try_from(age_on(born, REFERENCE)).ok()
}

/// Ages of adults: evenly up to 84, a few older ones.
fn adult_age(random: &mut Random, youngest: i16) -> i16 {
    let oldest = if random.chance(120) { 97 } else { 84 };
    random.between(youngest, oldest)
}
