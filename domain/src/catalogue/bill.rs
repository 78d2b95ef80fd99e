//! What an application costs, and what several cost together.

use super::book::{Application, Catalogue};
use super::condition::{Condition, Situation};
use super::service::Charge;
use crate::dates::Date;
use crate::fees::{Cents, FeeBill, FeeLine, REDUCTION, Split, split};
use thiserror::Error;

/// One line of a bill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// Name of the fee rule.
    pub rule: &'a str,
    /// Amount to be paid; 0 if free, below zero in a line of [`REDUCTION`].
    pub cents: Cents,
    /// Where the fee stands.
    pub source: &'a str,
    /// The line only doubles another one.
    pub doubling: bool,
    /// How many times the fee is due.
    pub times: u16,
    /// Why it costs nothing; nothing if it does.
    pub free: Option<&'a str>,
}

/// All that is to be paid for one application.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bill<'a> {
    /// Lines in the order in which a receipt shows them.
    pub lines: Vec<Line<'a>>,
    /// Sum of the lines.
    pub total: Cents,
    /// Shares of town and federal cash office, where the law has them.
    pub shares: Option<Split>,
}

/// Why a bill cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum BillError {
    /// The fee depends on the age: give the date of birth.
    #[error("the fee depends on the date of birth")]
    BirthMissing,
    /// No amount holds on the day of application: add it to the file.
    #[error("no amount of {rule} is known for {on}")]
    NoAmount {
        /// Name of the rule.
        rule: String,
        /// Day of application.
        on: Date,
    },
}

impl From<&Bill<'_>> for FeeBill {
    /// The bill as a receipt shows it: what is due several times stands there several times.
    fn from(bill: &Bill) -> Self {
        let lines = bill.lines.iter().flat_map(|line| {
            let one = FeeLine {
                rule: line.rule.to_owned(),
                cents: Cents(line.cents.0 / i64::from(line.times.max(1))),
                source: line.source.to_owned(),
                doubling: line.doubling,
            };
            std::iter::repeat_n(one, usize::from(line.times))
        });
        Self {
            lines: lines.collect(),
            total: bill.total,
        }
    }
}

impl Catalogue {
    /// The bill of one application.
    ///
    /// # Errors
    /// [`BillError`].
    pub fn bill<'a>(&'a self, application: &Application<'a>) -> Result<Bill<'a>, BillError> {
        self.bill_beside(application, |_| false, &mut Vec::new())
    }

    /// The bills of several applications that are paid together, in their order. Each comes with a
    /// number that tells the persons apart: what is due once for a person, such as the photo made by
    /// the authority, stands on the first bill only.
    ///
    /// # Errors
    /// The place of the first application without a bill, and why.
    pub fn basket<'a>(
        &'a self,
        applications: &[(usize, Application<'a>)],
    ) -> Result<Vec<Bill<'a>>, (usize, BillError)> {
        let mut charged: Vec<(usize, Vec<&'a str>)> = Vec::new();
        let mut bills = Vec::with_capacity(applications.len());
        for (at, (person, application)) in applications.iter().enumerate() {
            let beside = |id: &str| {
                let mut others = applications.iter().enumerate();
                others.any(|(other, (owner, item))| {
                    other != at && owner == person && item.service.id == id
                })
            };
            let known = charged.iter().position(|(owner, _)| owner == person);
            let known = known.unwrap_or_else(|| {
                charged.push((*person, Vec::new()));
                charged.len() - 1
            });
            let Some((_, once)) = charged.get_mut(known) else {
                continue;
            };
            bills.push(
                self.bill_beside(application, beside, once)
                    .map_err(|error| (at, error))?,
            );
        }
        Ok(bills)
    }

    fn bill_beside<'a>(
        &'a self,
        application: &Application<'a>,
        beside: impl Fn(&str) -> bool,
        once: &mut Vec<&'a str>,
    ) -> Result<Bill<'a>, BillError> {
        let service = application.service;
        let situation = application.situation();
        let mut free = None;
        for reason in &service.free {
            if holds(&reason.when, &situation)? {
                free = Some(reason.source.as_str());
                break;
            }
        }
        let mut bill = Bill::default();
        for charge in &service.charges {
            if !holds(&charge.when, &situation)?
                || charge.not_beside.as_deref().is_some_and(&beside)
            {
                continue;
            }
            if charge
                .once
                .as_deref()
                .is_some_and(|name| once.contains(&name))
            {
                continue;
            }
            let line = self.line(charge, application, &situation, free)?;
            // What somebody is let off with does not pay for the next document.
            if line.free.is_none() {
                once.extend(charge.once.as_deref());
            }
            bill.total += line.cents;
            bill.lines.push(line);
        }
        if let Some(line) = reduced(application, bill.total) {
            bill.total += line.cents;
            bill.lines.push(line);
        }
        let shares = service.share.as_ref();
        bill.shares = shares.map(|share| split(bill.total, share.numerator, share.denominator));
        Ok(bill)
    }

    fn line<'a>(
        &'a self,
        charge: &'a Charge,
        application: &Application<'a>,
        situation: &Situation,
        free: Option<&'a str>,
    ) -> Result<Line<'a>, BillError> {
        let row = self
            .amount(charge, application.applied)
            .ok_or_else(|| BillError::NoAmount {
                rule: charge.rule.clone(),
                on: application.applied,
            })?;
        let free_line = charge
            .free_when
            .as_ref()
            .map_or(Ok(false), |when| holds(when, situation))?;
        let half = charge
            .half_when
            .as_ref()
            .map_or(Ok(false), |when| holds(when, situation))?;
        let free = free.or(free_line.then_some(row.source.as_str()));
        let times = charge
            .times
            .map_or(1, |at| application.options.at(at).max(0));
        let amount = row.cents.0 / if half { 2 } else { 1 };
        Ok(Line {
            rule: &charge.rule,
            cents: Cents(if free.is_some() {
                0
            } else {
                amount.saturating_mul(i64::from(times))
            }),
            source: &row.source,
            doubling: charge.doubling,
            times: u16::try_from(times).unwrap_or(u16::MAX),
            free,
        })
    }
}

/// What is let off, at most all of it.
fn reduced<'a>(application: &Application<'a>, total: Cents) -> Option<Line<'a>> {
    let (cents, exception) = application.reduction().filter(|(cents, _)| cents.0.min(total.0) > 0)?;
    Some(Line {
        rule: REDUCTION,
        cents: Cents(-cents.0.min(total.0)),
        source: &exception.source,
        doubling: false,
        times: 1,
        free: None,
    })
}

fn holds(when: &Condition, situation: &Situation) -> Result<bool, BillError> {
    when.holds(situation).ok_or(BillError::BirthMissing)
}
