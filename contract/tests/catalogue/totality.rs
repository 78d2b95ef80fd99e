//! The rules have an answer, or a named error, for every age, day and combination.

use super::CATALOGUE;
use amtskoffer_domain::catalogue::{Application, BillError, Chosen, OptionKind};
use amtskoffer_domain::dates::Date;
use proptest::prelude::*;

/// Any values that the options of a service can have.
fn chosen(application: &mut Application, seeds: &[u32]) {
    let mut values = Chosen::defaults(&application.service.options);
    for (at, (option, seed)) in application.service.options.iter().zip(seeds).enumerate() {
        let count = match &option.kind {
            OptionKind::YesNo => 2,
            OptionKind::Choice(keys) => u32::try_from(keys.len()).unwrap(),
            OptionKind::Number { min, max } => u32::try_from(max - min + 1).unwrap(),
        };
        let first = match option.kind {
            OptionKind::Number { min, .. } => min,
            _ => 0,
        };
        values.set(at, first + i32::try_from(seed % count).unwrap());
    }
    application.options = values;
}

fn any_day() -> impl Strategy<Value = Date> {
    (1i16..=9999, 1i8..=12, 1i8..=28)
        .prop_map(|(year, month, day)| Date::new(year, month, day).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn every_application_has_an_answer(
        at in 0usize..17,
        on in any_day(),
        age in prop::option::of(any::<u16>()),
        seeds in prop::collection::vec(any::<u32>(), 16),
    ) {
        let service = &CATALOGUE.services()[at];
        let mut application = Application::plain(service, on, age);
        chosen(&mut application, &seeds);
        application.needs();
        application.refusal();
        for section in application.sections() {
            application.fields(section);
        }
        match CATALOGUE.bill(&application) {
            Ok(bill) => {
                let sum: i64 = bill.lines.iter().map(|line| line.cents.0).sum();
                prop_assert_eq!(sum, bill.total.0);
                prop_assert!(bill.lines.iter().all(|line| line.cents.0 >= 0 && !line.source.is_empty()));
                if let Some(shares) = bill.shares {
                    prop_assert_eq!(shares.town + shares.federal, bill.total);
                }
            }
            Err(BillError::BirthMissing) => prop_assert!(age.is_none()),
            Err(BillError::NoAmount { on: named, .. }) => prop_assert_eq!(named, on),
        }
    }

    #[test]
    fn today_every_application_has_a_bill(
        at in 0usize..17,
        age in 0u16..=130,
        seeds in prop::collection::vec(any::<u32>(), 16),
    ) {
        let service = &CATALOGUE.services()[at];
        let mut application = Application::plain(service, super::day("2026-11-21"), Some(age));
        chosen(&mut application, &seeds);
        prop_assert!(CATALOGUE.bill(&application).is_ok());
    }

    #[test]
    fn a_basket_never_costs_more_than_its_parts(
        items in prop::collection::vec((0usize..17, 0usize..3, prop::collection::vec(any::<u32>(), 16)), 1..6),
        age in 0u16..=100,
    ) {
        let applications: Vec<_> = items
            .iter()
            .map(|(at, person, seeds)| {
                let service = &CATALOGUE.services()[*at];
                let mut application = Application::plain(service, super::day("2026-11-21"), Some(age));
                chosen(&mut application, seeds);
                (*person, application)
            })
            .collect();
        let total = |applications: &[(usize, Application<'static>)]| -> i64 {
            CATALOGUE.basket(applications).unwrap().iter().map(|bill| bill.total.0).sum()
        };
        let alone: i64 = applications.iter().map(|(_, item)| CATALOGUE.bill(item).unwrap().total.0).sum();
        prop_assert!(total(&applications) <= alone);
    }
}
