//! Synthetic residents of an invented Amt: for the demo, for tests and for measurements.
//!
//! The same number and seed always give the same residents. First come the hard persons (names of
//! DIN 91379, ages on their edges, all marks), then a care home, then households. Ages are meant
//! for applications around [`REFERENCE`]. No person, street or place is taken from real life.

mod amt;
mod care_home;
mod details;
mod hard;
mod household;
mod names;
mod particulars;
mod random;

use amtskoffer_contract::register::{Mark, Particulars, PersonRecord, SearchHit};
use jiff::civil::{Date, date};
use serde::Serialize;
use tokio::sync::mpsc;

use crate::register::KeyMaker;
use crate::store::{Resident, Store, StoreError};
use random::Random;

/// The day on which the edge ages are on their edge.
pub const REFERENCE: Date = date(2026, 11, 22);

/// Residents that go to the database at once.
const BATCH: usize = 2000;

/// Replaces all residents of a store by synthetic ones; says how many there are then.
///
/// # Errors
/// [`StoreError::Failed`]; then nothing has changed.
pub async fn fill(store: &Store, residents: u32, seed: u64) -> Result<u64, StoreError> {
    let (batches, filling) = mpsc::channel(4);
    let generating = tokio::task::spawn_blocking(move || {
        let mut all = residents_of(residents as usize, seed);
        let mut maker = KeyMaker::default();
        loop {
            let next = all.by_ref().take(BATCH);
            let batch: Vec<Resident> = next
                .filter_map(|person| resident(&mut maker, person))
                .collect();
            if batch.is_empty() || batches.blocking_send(batch).is_err() {
                return;
            }
        }
    });
    let filled = store.fill(filling).await;
    if generating.await.is_err() {
        tracing::error!("the demo register was not generated to its end");
    }
    filled
}

/// The first so many synthetic residents of a seed.
pub fn residents_of(residents: usize, seed: u64) -> impl Iterator<Item = PersonRecord> {
    let mut random = Random::new(seed);
    let mut first = hard::persons();
    first.extend(care_home::residents(&mut random));
    let households = std::iter::repeat_with(move || household::generate(&mut random)).flatten();
    first
        .into_iter()
        .chain(households)
        .take(residents)
        .zip(0_u64..)
        .map(move |(person, index)| PersonRecord {
            record: format!("{:016x}", random::mix(seed ^ index)),
            ..person
        })
}

/// A record as the store keeps it: the particulars beside what every look-up gives.
#[derive(Serialize)]
struct Stored<'a> {
    #[serde(flatten)]
    person: &'a PersonRecord,
    particulars: Particulars,
}

/// The person in the forms of the store.
fn resident(maker: &mut KeyMaker, person: PersonRecord) -> Option<Resident> {
    let blocked =
        |mark: &Mark| matches!(mark, Mark::DisclosureBlock { .. } | Mark::ConditionalBlock);
    let stored = Stored {
        person: &person,
        particulars: particulars::of(&person),
    };
    Some(Resident {
        keys: maker.keys(&person),
        body: serde_json::to_string(&stored).ok()?,
        hit: SearchHit {
            protected: person.marks.iter().any(blocked),
            address: person.addresses.first().map(one_line).unwrap_or_default(),
            record: person.record,
            family_name: person.family_name,
            first_names: person.first_names,
            birth_date: person.birth_date,
        },
    })
}

fn one_line(address: &amtskoffer_contract::register::Address) -> String {
    let amtskoffer_contract::register::Address {
        street,
        house_number,
        postcode,
        place,
        ..
    } = address;
    format!("{street} {house_number}, {postcode} {place}")
}

#[cfg(test)]
mod tests {
    use super::residents_of;
    use amtskoffer_contract::catalogue::{STREETS, read_streets};
    use amtskoffer_domain::dates::PartialDate;
    use amtskoffer_domain::keys::{check_municipality_key, check_postcode, check_serial_read};
    use amtskoffer_domain::names::{Charset, check, nfc};
    use amtskoffer_domain::streets::Listed;
    use std::collections::BTreeSet;

    #[test]
    fn the_same_seed_gives_the_same_residents() {
        assert!(residents_of(3000, 7).eq(residents_of(3000, 7)));
        assert!(!residents_of(3000, 7).eq(residents_of(3000, 8)));
    }

    #[test]
    fn every_resident_is_well_formed() {
        let mut records = BTreeSet::new();
        for person in residents_of(4000, 1) {
            let name = &person.family_name;
            for text in [name, &person.first_names] {
                assert_eq!(&nfc(text), text, "{name}");
                assert!(
                    check(text, Charset::A).is_ok() || text == "O‘Neill",
                    "{text}"
                );
            }
            assert!(PartialDate::parse(&person.birth_date).is_ok(), "{name}");
            assert!(
                check_municipality_key(&person.municipality_key).is_ok(),
                "{name}"
            );
            for address in &person.addresses {
                assert!(check_postcode(&address.postcode).is_ok(), "{name}");
                assert!(
                    check(&address.street, Charset::B).is_ok(),
                    "{}",
                    address.street
                );
            }
            for document in &person.documents {
                assert!(
                    check_serial_read(&document.serial).is_ok(),
                    "{}",
                    document.serial
                );
            }
            assert!(records.insert(person.record));
        }
    }

    #[test]
    fn every_address_is_in_the_town_s_list_of_streets() {
        let text = include_str!("../../../public/town/streets.json");
        let list = read_streets(STREETS, text).expect("a list");
        for person in residents_of(4000, 1) {
            for address in &person.addresses {
                let typed = format!("{} {}", address.street, address.house_number);
                let listed = list.listed(&typed, &address.postcode);
                assert_eq!(listed, Listed::Yes, "{typed} {}", address.place);
            }
        }
    }

    #[test]
    fn the_amt_has_seventeen_municipalities_and_all_are_inhabited() {
        let keys: BTreeSet<_> = residents_of(4000, 1)
            .map(|person| person.municipality_key)
            .collect();
        assert_eq!(keys.len(), 17);
    }

    #[test]
    fn the_ages_are_spread_as_in_a_real_town() {
        let ages: Vec<u16> = residents_of(20_000, 1)
            .filter_map(|person| PartialDate::parse(&person.birth_date).ok())
            .map(|birth| birth.age_on(super::REFERENCE))
            .collect();
        let share = |from: u16, to: u16| {
            ages.iter().filter(|age| (from..to).contains(*age)).count() * 100 / ages.len()
        };
        assert!(
            (12..=22).contains(&share(0, 18)),
            "minors: {} %",
            share(0, 18)
        );
        assert!(
            (50..=66).contains(&share(18, 65)),
            "middle: {} %",
            share(18, 65)
        );
        assert!(
            (15..=30).contains(&share(65, 130)),
            "old: {} %",
            share(65, 130)
        );
        assert!(ages.iter().all(|age| *age < 105));
    }

    #[test]
    fn minors_have_somebody_who_acts_for_them() {
        for person in residents_of(4000, 1) {
            let birth = PartialDate::parse(&person.birth_date).expect("a date");
            if birth.age_on(super::REFERENCE) < 18 {
                assert!(!person.guardians.is_empty(), "{}", person.family_name);
            }
        }
    }
}
