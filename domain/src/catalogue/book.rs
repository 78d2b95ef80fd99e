//! All services together, with every amount, and an application to one of them.

use super::condition::Situation;
use super::needs::Term;
use super::options::{Chosen, MAX_OPTIONS};
use super::service::{Charge, Exception, FEE_WAIVER, SectionPlan, Service};
use super::town::Town;
use crate::dates::Date;
use crate::fees::{Cents, FeeRow, FeeTable, FeeTableError};
use crate::fields::{Answers, Field};
use crate::map_of;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use thiserror::Error;

/// The services of a town, checked against each other, with the amounts of law and town.
#[derive(Clone, Debug)]
pub struct Catalogue {
    services: Vec<Arc<Service>>,
    table: FeeTable,
    /// Rows of the table for each rule.
    rows: BTreeMap<String, Vec<FeeRow>>,
    texts: BTreeMap<String, String>,
    town: Town,
}

/// Why files are no catalogue together. `service` and `path` say where: the file of the service, and
/// the place in it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{reason}")]
pub struct BookProblem {
    /// Id of the service; nothing for the town's file.
    pub service: Option<String>,
    /// Keys and indices that lead to the place.
    pub path: Vec<String>,
    /// What is wrong.
    pub reason: String,
}

/// An application to a service, as far as fees and needs depend on it.
#[derive(Clone, Copy, Debug)]
pub struct Application<'a> {
    /// The service.
    pub service: &'a Service,
    /// Day of application.
    pub applied: Date,
    /// Completed years on that day; nothing while the date of birth is not known.
    pub age: Option<u16>,
    /// What was chosen.
    pub options: Chosen,
    /// What was typed; nothing outside of a case.
    pub answers: Option<&'a Answers>,
}

impl<'a> Application<'a> {
    /// An application with the defaults of the service.
    pub fn plain(service: &'a Service, applied: Date, age: Option<u16>) -> Self {
        Self {
            service,
            applied,
            age,
            options: Chosen::defaults(&service.options),
            answers: None,
        }
    }

    /// The application that a case is: age and options follow from its answers.
    pub fn of(service: &'a Service, answers: &'a Answers, applied: Date) -> Self {
        Self {
            service,
            applied,
            age: answers.birth_date().map(|birth| birth.age_on(applied)),
            options: Chosen::of(&service.options, answers),
            answers: Some(answers),
        }
    }

    /// By how much the fee is reduced, and by which exception; nothing where the service knows none, or all is
    /// waived.
    pub(super) fn reduction(&self) -> Option<(Cents, &'a Exception)> {
        let answers = self.answers?;
        let waived = answers.get(Field::PaymentMethod) == Some("waived");
        if waived || !answers.is_yes(Field::FeeReduced) {
            return None;
        }
        let asks = |plan: &&SectionPlan| plan.fields.iter().any(|asked| asked.field == Field::FeeReduced);
        self.service.sections.iter().find(asks)?;
        let cents = Cents::typed(answers.get(Field::FeeReduction)?)?;
        Some((cents, self.service.exception(FEE_WAIVER)?))
    }

    pub(super) fn situation(&self) -> Situation<'_> {
        let years = match self.term() {
            Some(Term::Years(years)) => Some(years),
            Some(Term::Months(_)) => Some(0),
            _ => None,
        };
        Situation {
            age_at_end: self
                .age
                .zip(years)
                .map(|(age, years)| age.saturating_add(years)),
            ..self.situation_without_end()
        }
    }

    pub(super) fn situation_without_end(&self) -> Situation<'_> {
        Situation {
            age: self.age,
            age_at_end: None,
            options: &self.options,
            answers: self.answers,
        }
    }
}

impl Catalogue {
    /// A catalogue of services and of what the town adds and changes.
    ///
    /// # Errors
    /// The first [`BookProblem`] found: an id twice, a charge without an amount, amounts that
    /// contradict each other, a town's word about a service that does not exist.
    pub fn new(mut services: Vec<Service>, town: Town) -> Result<Self, BookProblem> {
        check_ids(&services)?;
        town.apply(&mut services)?;
        for service in &services {
            check_service(service, &services)?;
        }
        let mut rows: BTreeMap<String, Vec<FeeRow>> = BTreeMap::new();
        let mut all = Vec::new();
        let named = services
            .iter()
            .map(|service| (Some(&service.id), &service.fees));
        for (service, fees) in named.chain([(None, &town.fees)]) {
            for (at, row) in fees.iter().enumerate() {
                let of_rule = rows.entry(row.rule.clone()).or_default();
                of_rule.push(row.clone());
                FeeTable::new(of_rule.clone()).map_err(|error| fee_problem(service, at, &error))?;
                all.push(row.clone());
            }
        }
        for service in &services {
            for (at, charge) in service.charges.iter().enumerate() {
                if !rows.contains_key(&charge.rule) {
                    let reason = format!("no file has an amount for the rule {}", charge.rule);
                    return Err(problem(
                        service,
                        &["charges", &at.to_string(), "rule"],
                        reason,
                    ));
                }
            }
        }
        let texts = services
            .iter()
            .flat_map(|service| service.fee_texts.iter().cloned());
        let texts = map_of(texts.chain(town.fee_texts.iter().cloned()));
        let table = FeeTable::new(all).map_err(|error| fee_problem(None, 0, &error))?;
        Ok(Self {
            services: services.into_iter().map(Arc::new).collect(),
            table,
            rows,
            texts,
            town,
        })
    }

    /// All services, in the order of the index.
    pub fn services(&self) -> &[Arc<Service>] {
        &self.services
    }

    /// The services that the town offers, in the order of the index.
    pub fn offered(&self) -> impl Iterator<Item = &Arc<Service>> {
        let services = self.services.iter();
        services.filter(|service| !self.town.not_offered.contains(&service.id))
    }

    /// The service of an id, offered or not: a case that was begun is seen through.
    pub fn service(&self, id: &str) -> Option<&Arc<Service>> {
        self.services.iter().find(|service| service.id == id)
    }

    /// All amounts of law and town.
    pub fn table(&self) -> &FeeTable {
        &self.table
    }

    /// The German name of a fee rule, for receipts.
    pub fn fee_text(&self, rule: &str) -> Option<&str> {
        self.texts.get(rule).map(String::as_str)
    }

    /// The town.
    pub fn town(&self) -> &Town {
        &self.town
    }

    /// The amount of a charge on a day.
    pub(super) fn amount(&self, charge: &Charge, on: Date) -> Option<&FeeRow> {
        let rows = self.rows.get(&charge.rule)?;
        rows.iter()
            .find(|row| row.valid_from <= on && row.valid_to.is_none_or(|last| on <= last))
    }
}

fn check_ids(services: &[Service]) -> Result<(), BookProblem> {
    let mut seen = BTreeSet::new();
    for service in services {
        if !seen.insert(&service.id) {
            let reason = format!("another file is the service {} already", service.id);
            return Err(problem(service, &["id"], reason));
        }
    }
    Ok(())
}

fn check_service(service: &Service, all: &[Service]) -> Result<(), BookProblem> {
    if service.options.len() > MAX_OPTIONS {
        let reason = format!("more than {MAX_OPTIONS} options");
        return Err(problem(service, &["options"], reason));
    }
    let mut keys = BTreeSet::new();
    for (at, option) in service.options.iter().enumerate() {
        if !keys.insert(&option.key) {
            let reason = format!("the option {} stands there twice", option.key);
            return Err(problem(
                service,
                &["options", &at.to_string(), "key"],
                reason,
            ));
        }
    }
    for (at, charge) in service.charges.iter().enumerate() {
        let Some(beside) = &charge.not_beside else {
            continue;
        };
        if all.iter().all(|other| other.id != *beside) {
            let reason = format!("there is no service {beside}");
            return Err(problem(
                service,
                &["charges", &at.to_string(), "not_beside"],
                reason,
            ));
        }
    }
    Ok(())
}

fn fee_problem(service: Option<&String>, at: usize, error: &FeeTableError) -> BookProblem {
    BookProblem {
        service: service.cloned(),
        path: vec!["fees".to_owned(), at.to_string()],
        reason: error.to_string(),
    }
}

fn problem(service: &Service, path: &[&str], reason: String) -> BookProblem {
    BookProblem {
        service: Some(service.id.clone()),
        path: path.iter().map(|step| (*step).to_owned()).collect(),
        reason,
    }
}
