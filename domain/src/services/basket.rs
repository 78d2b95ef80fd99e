//! Several cases that are paid together: what is due once for a person stands on one of their bills only.

use crate::catalogue::{Application, Bill, BillError, Catalogue, Service};
use crate::dates::Date;
use crate::fees::{Cents, FeeBill};
use crate::fields::{Answers, Field};

/// A case among those that are paid together.
#[derive(Clone, Copy, Debug)]
pub struct Member<'a> {
    /// The register's key of the person, which tells persons apart; a newcomer has an empty one and shares it
    /// with nobody.
    pub person: &'a str,
    /// What for.
    pub service: &'a Service,
    /// The answers that decide the fee, or all.
    pub answers: &'a Answers,
    /// Day of application.
    pub on: Date,
}

/// What a member costs beside the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// Its bill.
    pub bill: FeeBill,
    /// What of it is passed on to the federal cash office.
    pub federal: Cents,
}

/// What each member costs, in their order; nothing as long as a date of birth that decides is missing.
///
/// # Errors
/// [`BillError::NoAmount`] if no amount of a rule holds on the day of application.
pub fn basket(
    catalogue: &Catalogue,
    members: &[Member<'_>],
) -> Result<Option<Vec<Share>>, BillError> {
    let applications: Vec<(usize, Application<'_>)> = members
        .iter()
        .enumerate()
        .map(|(at, member)| {
            let application = Application::of(member.service, member.answers, member.on);
            (owner(members, at), application)
        })
        .collect();
    let bills = match catalogue.basket(&applications) {
        Ok(bills) => bills,
        Err((_, BillError::BirthMissing)) => return Ok(None),
        Err((_, error)) => return Err(error),
    };
    let share = |bill| Share {
        federal: shared(&bill),
        bill: FeeBill::from(&bill),
    };
    Ok(Some(bills.into_iter().map(share).collect()))
}

/// The fields that decide what a service costs.
pub fn deciding_fields(service: &Service) -> impl Iterator<Item = Field> {
    let answers = service.options.iter().filter_map(|option| option.answer.as_ref());
    let always = [Field::BirthDate, Field::FeeReduced, Field::FeeReduction];
    always.into_iter().chain(answers.map(|answer| answer.field))
}

fn shared(bill: &Bill<'_>) -> Cents {
    bill.shares.map_or(Cents(0), |split| split.federal)
}

/// The first member of the same person.
fn owner(members: &[Member<'_>], at: usize) -> usize {
    let person = members.get(at).map_or("", |member| member.person);
    let first = members.iter().position(|other| other.person == person);
    first.filter(|_| !person.is_empty()).unwrap_or(at)
}
