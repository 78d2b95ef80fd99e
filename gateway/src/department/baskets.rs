//! Several cases that were paid together. Each names all of them with the answers that decide what they cost,
//! so that the whole is reckoned anew with every one of them.

use std::collections::BTreeSet;

use amtskoffer_contract::ingest::{Application, BasketItem, FeeEntry, MAX_BASKET, Manifest};
use amtskoffer_domain::catalogue::{Catalogue, Service};
use amtskoffer_domain::dates::{Date, PartialDate};
use amtskoffer_domain::fees::FeeBill;
use amtskoffer_domain::fields::{Answers, Field};
use amtskoffer_domain::services::{Member, basket, deciding_fields};
use uuid::Uuid;

/// The cases with which this one was paid; none when it was paid alone.
pub(super) fn of(application: &Application) -> &[BasketItem] {
    let payment = application.payment.as_ref();
    payment.map_or(&[], |payment| payment.basket.as_slice())
}

/// The bill of this case beside the others; nothing when the basket is not sound: this case is not in it as
/// it was handed in, one is in it twice, a service or an answer is none, or the lines of any of them are not
/// what we reckon.
pub(super) fn bill(
    catalogue: &Catalogue,
    manifest: &Manifest,
    application: &Application,
    answers: &Answers,
    items: &[BasketItem],
) -> Option<FeeBill> {
    let different: BTreeSet<Uuid> = items.iter().map(|item| item.case).collect();
    if !(2..=MAX_BASKET).contains(&items.len()) || different.len() < items.len() {
        return None;
    }
    let known: Vec<Known<'_>> = items
        .iter()
        .map(|item| Known::of(catalogue, item))
        .collect::<Option<_>>()?;
    let own = items.iter().position(|item| item.case == manifest.case)?;
    let (named, item) = (known.get(own)?, items.get(own)?);
    let same = item.service == manifest.service
        && item.person == application.record
        && item.applied == manifest.application_date
        && deciding_fields(named.service).all(|field| named.answers.get(field) == answers.get(field));
    let members: Vec<Member<'_>> = known.iter().map(Known::member).collect();
    let shares = basket(catalogue, &members).ok().flatten()?;
    let all = shares.iter().zip(items).all(|(share, item)| FeeEntry::of(&share.bill) == item.fee);
    let share = shares.into_iter().nth(own)?;
    (same && all).then_some(share.bill)
}

/// A case of the basket as it says itself.
struct Known<'a> {
    person: &'a str,
    service: &'a Service,
    answers: Answers,
    on: Date,
}

impl<'a> Known<'a> {
    fn of(catalogue: &'a Catalogue, item: &'a BasketItem) -> Option<Self> {
        let service = catalogue.service(&item.service)?;
        let on = PartialDate::parse(&item.applied).ok()?.as_date()?;
        let mut answers = Answers::new();
        for (key, value) in &item.answers {
            let field = Field::from_key(key)?;
            let decides = deciding_fields(service).any(|known| known == field);
            decides.then(|| answers.set(field, value))?;
        }
        Some(Self {
            person: &item.person,
            service,
            answers,
            on,
        })
    }

    fn member(&self) -> Member<'_> {
        Member {
            person: self.person,
            service: self.service,
            answers: &self.answers,
            on: self.on,
        }
    }
}

#[cfg(test)]
mod tests;
