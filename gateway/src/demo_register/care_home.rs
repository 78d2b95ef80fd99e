//! The residents of a care home: old, often with a custodian, hardly any with a valid card.

use amtskoffer_contract::register::{DocumentKind, Guardian, GuardianRole, PersonRecord};

use super::names::{BIRTH_PLACES, german_family_name, german_first_name};
use super::random::Random;
use super::{amt, details};

const NAME: &str = "Haus Abendfrieden";

const RESIDENTS: usize = 40;

/// All residents of the home.
pub(super) fn residents(random: &mut Random) -> Vec<PersonRecord> {
    std::iter::repeat_with(|| resident(random))
        .take(RESIDENTS)
        .collect()
}

fn resident(random: &mut Random) -> PersonRecord {
    let age = random.between(74, 101);
    let born = details::birth_date(random, age);
    let moved_in = format!(
        "{}-{:02}-01",
        random.between(2021, 2026),
        random.between(1, 10)
    );
    let home = amt::address(amt::MAIN, "Lindenallee", "3", moved_in);
    let sex = if random.chance(720) { "f" } else { "m" };
    let first = german_first_name(random, sex, born.year());
    let mut person = details::person(&german_family_name(random), first, &home);
    sex.clone_into(&mut person.sex);
    person.birth_date = born.to_string();
    random
        .pick(BIRTH_PLACES)
        .clone_into(&mut person.birth_place);
    person.care_home = Some(NAME.to_owned());
    person.height_cm = u16::try_from(random.between(150, 178)).ok();
    person.eye_colour = Some("blau".to_owned());
    if sex == "f" {
        person.birth_name = Some(german_family_name(random));
    }
    if random.chance(850) {
        let expired = format!("{}-03-14", random.between(2012, 2025));
        person
            .documents
            .push(details::held(DocumentKind::IdCard, "L01X00T47", &expired));
    }
    if random.chance(350) {
        person.guardians.push(Guardian {
            family_name: german_family_name(random),
            first_names: german_first_name(random, "f", 1975).to_owned(),
            birth_date: "1975-09-30".to_owned(),
            role: GuardianRole::Custodian,
        });
    }
    person
}
