//! One payment for several cases: what each costs beside the others, and what it leaves in each.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use amtskoffer_contract::bridge::{Failure, HistoryAct};
use amtskoffer_contract::ingest::{
    BasketItem, CardDetails, FeeEntry, MAX_BASKET, Payment, PaymentMethod,
};
use amtskoffer_domain::catalogue::{Catalogue, Service};
use amtskoffer_domain::dates::Date;
use amtskoffer_domain::fields::{Answers, Field, FieldKind, NO};
use amtskoffer_domain::services::{self, Member, Section, basket, deciding_fields, fields};
use uuid::Uuid;

use super::out_of_bounds;
use crate::cases::Case;
use crate::session::Session;
use crate::session::casework::{FEE_CENTS, put_answer};

/// A case that is about to be paid.
#[derive(Debug)]
pub(in crate::session) struct ToPay {
    /// Which.
    pub(in crate::session) case: Uuid,
    /// Its lines.
    pub(in crate::session) fee: Vec<FeeEntry>,
    /// What of it is for the federal cash office.
    pub(in crate::session) federal: i64,
    /// What the others are told of it.
    pub(in crate::session) item: Option<BasketItem>,
}

impl ToPay {
    /// Its sum.
    pub(in crate::session) fn cents(&self) -> i64 {
        self.fee.iter().map(|line| line.cents).sum()
    }
}

/// A case as the reckoning needs it.
struct Known {
    case: Uuid,
    person: String,
    service: Arc<Service>,
    answers: Answers,
    on: Date,
}

impl Known {
    fn of(case: &Case, method: Option<PaymentMethod>) -> Self {
        let mut answers = case.typed_answers();
        if let Some(method) = method {
            answers.set(Field::PaymentMethod, method.key());
        }
        let person = case.person.as_deref();
        Self {
            case: case.id,
            person: person.map(|person| person.record.clone()).unwrap_or_default(),
            service: Arc::clone(&case.service),
            answers,
            on: case.application_date,
        }
    }

    fn member(&self) -> Member<'_> {
        Member {
            person: &self.person,
            service: &self.service,
            answers: &self.answers,
            on: self.on,
        }
    }

    fn item(&self, fee: &[FeeEntry]) -> BasketItem {
        let decides = deciding_fields(&self.service);
        let answer = |field: Field| Some((field.key().to_owned(), self.answers.get(field)?.to_owned()));
        BasketItem {
            case: self.case,
            person: self.person.clone(),
            service: self.service.id.clone(),
            applied: self.on.to_string(),
            answers: decides.filter_map(answer).collect::<BTreeMap<_, _>>(),
            fee: fee.to_vec(),
        }
    }
}

/// What of the bill of a case alone is for the federal cash office.
pub(in crate::session) fn federal(case: &Case, catalogue: &Catalogue) -> i64 {
    let known = Known::of(case, None);
    let shares = basket(catalogue, &[known.member()]).ok().flatten();
    let share = shares.and_then(|shares| shares.into_iter().next());
    share.map_or(0, |share| share.federal.0)
}

/// What a waiver or a reduction takes off the fee of a case whose lines are known.
fn let_off(case: &Case, catalogue: &Catalogue) -> i64 {
    let lines = case.fee.iter().map(|line| (line.rule.as_str(), line.cents));
    let (answers, on) = (case.typed_answers(), case.application_date);
    services::let_off(catalogue, &case.service, &answers, on, lines)
}

impl Session {
    /// What these cases cost together; with a method also whether they may be paid by it now.
    pub(super) fn reckon(
        &self,
        cases: &[Uuid],
        method: Option<PaymentMethod>,
    ) -> Result<Vec<ToPay>, Failure> {
        let wrong = || out_of_bounds("money.cases");
        let different: BTreeSet<&Uuid> = cases.iter().collect();
        if cases.is_empty() || cases.len() > MAX_BASKET || different.len() < cases.len() {
            return Err(wrong());
        }
        let known = {
            let mut state = self.state();
            let mut known = Vec::with_capacity(cases.len());
            for id in cases {
                state.payments.at_rest_for(*id)?;
                let case = state.cases.draft(*id)?;
                let waived = case.answers.get(Field::PaymentMethod.key());
                if case.payment.is_some() || waived.is_some_and(|method| method == "waived") {
                    return Err(wrong());
                }
                known.push(Known::of(case, method));
            }
            known
        };
        let members: Vec<Member<'_>> = known.iter().map(Known::member).collect();
        let catalogue = Arc::clone(self.shelf().catalogue());
        let shares = basket(&catalogue, &members).map_err(|_| Failure::Internal)?;
        let shares = shares.ok_or_else(wrong)?;
        let paid = known.iter().zip(shares).map(|(known, share)| {
            let fee = FeeEntry::of(&share.bill);
            ToPay {
                case: known.case,
                item: Some(known.item(&fee)),
                fee,
                federal: share.federal.0,
            }
        });
        Ok(paid.collect())
    }

    /// One payment that is not by card.
    pub(super) fn pay_together(
        &self,
        cases: &[Uuid],
        method: PaymentMethod,
        given_cents: i64,
    ) -> Result<(), Failure> {
        let paid = self.reckon(cases, Some(method))?;
        let due: i64 = paid.iter().map(ToPay::cents).sum();
        let given = match method {
            PaymentMethod::Cash if given_cents < due => return Err(Failure::PaymentTooLow),
            PaymentMethod::Cash if given_cents > due + FEE_CENTS => {
                return Err(out_of_bounds("given_cents"));
            }
            PaymentMethod::Cash => given_cents,
            PaymentMethod::Invoice => due,
            PaymentMethod::Card | PaymentMethod::Waived => return Err(out_of_bounds("method")),
        };
        self.state().money.has_room()?;
        self.book_together(paid, method, given, None);
        Ok(())
    }

    /// Puts one payment into each of its cases and into the desk. Nothing keeps a case from taking it: what
    /// could is asked before.
    pub(in crate::session) fn book_together(
        &self,
        paid: Vec<ToPay>,
        method: PaymentMethod,
        given_cents: i64,
        card: Option<CardDetails>,
    ) {
        let receipt_number = self.next_receipt_number();
        let catalogue = Arc::clone(self.shelf().catalogue());
        let items: Vec<BasketItem> = paid.iter().filter_map(|paid| paid.item.clone()).collect();
        let basket = if paid.len() > 1 { items } else { Vec::new() };
        let (cents, federal) = paid.iter().fold((0, 0), |(cents, federal), paid| {
            (cents + paid.cents(), federal + paid.federal)
        });
        let mut before = Vec::new();
        for paid in paid {
            let (case, due_cents) = (paid.case, paid.cents());
            self.book(case, |case| {
                before.extend(case.payment.take().map(|paid| paid.receipt_number));
                tick_the_rest(case);
                put_answer(case, Field::PaymentMethod, method.key().to_owned());
                case.finished.insert(Section::Fee.key().to_owned());
                case.fee = paid.fee;
                case.let_off = let_off(case, &catalogue);
                case.payment = Some(Payment {
                    method,
                    due_cents,
                    given_cents,
                    receipt_number: receipt_number.clone(),
                    basket: basket.clone(),
                    card: card.clone(),
                });
            });
            let cents = due_cents;
            self.note(case, HistoryAct::Paid { method, cents });
        }
        let mut state = self.state();
        for number in before {
            state.money.give_back(&number);
        }
        state.money.take_in(&receipt_number, method, cents, federal);
    }

    /// Takes back a payment that was not by card, of all cases that it paid.
    pub(super) fn undo_payment(&self, case: Uuid) -> Result<(), Failure> {
        let (number, cases) = {
            let mut state = self.state();
            state.payments.at_rest_for(case)?;
            let paid = state.cases.draft(case)?;
            paid.not_paid_by_card()?;
            let payment = paid.payment.as_ref().ok_or(Failure::CaseNotInState)?;
            let number = payment.receipt_number.clone();
            let cases = paid_with(case, payment);
            may_take_back(&mut state, &cases)?;
            state.money.may_give_back(&number)?;
            (number, cases)
        };
        for case in cases {
            self.book(case, |case| {
                case.finished.remove(Section::Fee.key());
                case.fee.clear();
                case.payment = None;
            });
        }
        self.state().money.give_back(&number);
        Ok(())
    }
}

/// All cases that a payment pays.
pub(in crate::session) fn paid_with(case: Uuid, payment: &Payment) -> Vec<Uuid> {
    if payment.basket.is_empty() {
        return vec![case];
    }
    payment.basket.iter().map(|item| item.case).collect()
}

/// Whether none of the cases of a payment is handed in or gone.
pub(in crate::session) fn may_take_back(
    state: &mut crate::session::state::State,
    cases: &[Uuid],
) -> Result<(), Failure> {
    let all = cases.iter().all(|case| state.cases.draft(*case).is_ok());
    all.then_some(()).ok_or(Failure::PaidTogether)
}

/// Statements of the fee that nobody ticked do not hold, as when its own page is sent.
fn tick_the_rest(case: &mut Case) {
    let answers = case.typed_answers();
    let asked = fields(&case.service, Section::Fee, &answers, case.application_date);
    for field in asked {
        if field.kind() == FieldKind::YesNo && answers.get(field).is_none() {
            put_answer(case, field, NO.to_owned());
        }
    }
}
