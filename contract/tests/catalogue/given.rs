//! A complete case of some service, changed where a test says so, and what the rules make of it.

use super::{CATALOGUE, day};
use amtskoffer_domain::catalogue::{Application, Service};
use amtskoffer_domain::dates::Date;
use amtskoffer_domain::fields::{Answers, Field, Problem};
use amtskoffer_domain::services::{bill, check_all};

/// Day of application of all these cases.
pub fn on() -> Date {
    day("2026-11-22")
}

pub fn service(id: &str) -> &'static Service {
    CATALOGUE.service(id).expect("a service of the town")
}

/// Answers with some changed or added.
pub fn changed(mut answers: Answers, changes: &[(Field, &str)]) -> Answers {
    for (field, value) in changes {
        answers.set(*field, value);
    }
    answers
}

pub fn problems(id: &str, answers: &Answers) -> Vec<(Field, Problem)> {
    let found = check_all(service(id), answers, on());
    found.into_iter().map(|it| (it.field, it.problem)).collect()
}

pub fn cents(id: &str, answers: &Answers) -> i64 {
    let bill = bill(&CATALOGUE, service(id), answers, on());
    bill.expect("a bill").expect("a birth date").total.0
}

pub fn outputs(id: &str, answers: &Answers) -> Vec<String> {
    let outputs = Application::of(service(id), answers, on()).outputs();
    outputs.into_iter().map(|output| output.key.clone()).collect()
}
