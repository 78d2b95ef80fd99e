//! Opening, filling, paying and closing cases.

use std::collections::BTreeMap;
use std::sync::Arc;

use amtskoffer_contract::bridge::{CaseState, CaseSummary, CaseView, Event, Failure, HistoryAct};
use amtskoffer_contract::ingest::{FeeEntry, PaymentMethod};
use amtskoffer_contract::register::{PersonRecord, Purpose};
use amtskoffer_domain::case::{CaseEffect, CaseInput};
use amtskoffer_domain::catalogue::Service;
use amtskoffer_domain::fees::REDUCTION;
use amtskoffer_domain::fields::{Field, FieldKey};
use amtskoffer_domain::names::nfc;
use amtskoffer_domain::services::{Section, Step};
use uuid::Uuid;
use zeroize::Zeroize;

use super::money::{self, ToPay};
use super::{Session, card_service, pad};
use crate::cases::{Case, life_failure};
use crate::clock;

/// Most bytes of one answer; every field's own limit is far below.
const ANSWER_LIMIT: usize = 2_000;

/// Most lines of a fee bill, and most cents of one line.
const FEE_LINES: usize = 32;
pub(super) const FEE_CENTS: i64 = 1_000_000;

impl Session {
    /// Opens a case for the person fetched last.
    pub(super) fn open_case(&self, service: &str, record: &str) -> Result<Box<CaseView>, Failure> {
        self.visit()?;
        let service = self.service(service)?;
        let state = self.state();
        let open = state
            .record
            .as_ref()
            .filter(|open| open.person.record == record);
        let open = open.ok_or(Failure::RecordNotOpen)?;
        let (person, purpose) = (open.person.clone(), open.purpose.clone());
        drop(state);
        self.begin_case(service, person, purpose)
    }

    /// Opens a case for somebody whom the register does not know yet.
    pub(super) fn open_newcomer(
        &self,
        service: &str,
        purpose: &Purpose,
    ) -> Result<Box<CaseView>, Failure> {
        let service = self.service(service)?;
        if !service.newcomers {
            return Err(Failure::RecordNotOpen);
        }
        let purpose = self.purpose(purpose)?;
        self.begin_case(service, Box::default(), purpose)
    }

    fn begin_case(
        &self,
        service: Arc<Service>,
        person: Box<PersonRecord>,
        purpose: Purpose,
    ) -> Result<Box<CaseView>, Failure> {
        let mut state = self.state();
        state.cases.has_room()?;
        let case = Case::open(
            service,
            clock::today(),
            person,
            purpose,
            clock::time_of_day(),
        );
        let case = state.cases.open(case)?;
        self.stirs(case);
        let (summary, view) = (case.summary(), Box::new(case.view()));
        state.note(summary.case, HistoryAct::Opened);
        drop(state);
        self.tell(Event::Case(summary));
        Ok(view)
    }

    /// A case as it stands.
    pub(super) fn get_case(&self, case: Uuid) -> Result<Box<CaseView>, Failure> {
        Ok(Box::new(self.state().cases.get(case)?.view()))
    }

    /// Changes a draft and gives it back.
    pub(super) fn change(
        &self,
        case: Uuid,
        how: impl FnOnce(&mut Case) -> Result<(), Failure>,
    ) -> Result<Box<CaseView>, Failure> {
        let mut state = self.state();
        let case = state.cases.draft(case)?;
        how(case)?;
        case.saved_at = clock::time_of_day();
        self.stirs(case);
        Ok(Box::new(case.view()))
    }

    /// Keeps answers; an empty value removes one.
    pub(super) fn save_answers(
        &self,
        case: Uuid,
        given: BTreeMap<String, String>,
        finished: Option<String>,
    ) -> Result<Box<CaseView>, Failure> {
        let (mut answers, mut of_others) = (Vec::new(), Vec::new());
        for given in given {
            let (key, value) = answer(given)?;
            if key.person == 1 {
                answers.push((key.field, value));
            } else {
                of_others.push((key, value));
            }
        }
        if let Some(section) = &finished {
            let unknown = || Failure::FieldUnknown {
                field: shortened(section),
            };
            Step::from_key(section).ok_or_else(unknown)?;
        }
        self.change(case, |case| {
            card_service::may_change(case, &answers)?;
            for (field, value) in answers {
                put_answer(case, field, value);
            }
            card_service::follow(case);
            for (key, value) in of_others {
                put(case, key.to_string(), value);
            }
            let counted = finished.as_deref() == Some(Section::Household.key());
            case.finished.extend(finished);
            if counted {
                case.forget_further_persons();
            }
            Ok(())
        })
    }

    /// Notes the payment. The bill is the page's; the gateway makes its own and compares.
    pub(super) fn take_payment(
        &self,
        case: Uuid,
        method: PaymentMethod,
        fee: Vec<FeeEntry>,
        given_cents: i64,
    ) -> Result<Box<CaseView>, Failure> {
        let due_cents = due(&fee)?;
        let given_cents = match method {
            PaymentMethod::Cash if given_cents < due_cents => return Err(Failure::PaymentTooLow),
            PaymentMethod::Cash if given_cents > due_cents + FEE_CENTS => {
                return Err(Failure::InputOutOfBounds {
                    input: "given_cents".to_owned(),
                });
            }
            PaymentMethod::Cash => given_cents,
            PaymentMethod::Card => {
                return Err(Failure::InputOutOfBounds {
                    input: "method".to_owned(),
                });
            }
            PaymentMethod::Invoice | PaymentMethod::Waived => due_cents,
        };
        let catalogue = Arc::clone(self.shelf().catalogue());
        let federal = {
            let mut state = self.state();
            state.payments.at_rest_for(case)?;
            state.money.has_room()?;
            let paid = state.cases.draft(case)?;
            paid.not_paid_by_card()?;
            paid.sole_receipt()?;
            put_answer(paid, Field::PaymentMethod, method.key().to_owned());
            money::federal(paid, &catalogue).min(due_cents)
        };
        let item = None;
        let paid = vec![ToPay { case, fee, federal, item }];
        self.book_together(paid, method, given_cents, None);
        self.get_case(case)
    }

    /// Closes a case that was sent, or wipes one that was not, if that is said.
    pub(super) fn close_case(&self, case: Uuid, discard: bool) -> Result<(), Failure> {
        let mut state = self.state();
        state.payments.at_rest_for(case)?;
        let mut before = None;
        let closing = state.cases.get(case)?;
        if closing.receipt.is_none() {
            closing.not_paid_by_card()?;
            card_service::may_discard(closing)?;
            before = closing.sole_receipt()?;
        }
        let effect = closing
            .life
            .take(CaseInput::Close { discard })
            .map_err(life_failure)?;
        if effect != CaseEffect::WipeAll {
            return Err(Failure::Internal);
        }
        let has_receipt = closing.receipt.is_some();
        let service = closing.service.id.clone();
        let end = if has_receipt {
            HistoryAct::Closed
        } else {
            HistoryAct::Discarded
        };
        state.note(case, end);
        state.hand_back(before);
        state.cases.remove(case);
        pad::leave(&mut state.on_pad, case);
        drop(state);
        if !has_receipt {
            self.link.carrier().discard(case, false);
        }
        let state = CaseState::Closed;
        self.tell(Event::Case(CaseSummary {
            case,
            service,
            person: String::new(),
            state,
        }));
        Ok(())
    }

    /// Unique for this suitcase and day: the session's own name keeps numbers apart when the
    /// companion was started anew.
    pub(super) fn next_receipt_number(&self) -> String {
        let mut state = self.state();
        state.last_receipt += 1;
        let session: String = self.id.simple().to_string().chars().take(6).collect();
        format!("{}-{session}-{:03}", clock::today(), state.last_receipt)
    }
}

fn answer((key, mut value): (String, String)) -> Result<(FieldKey, String), Failure> {
    let unknown = || Failure::FieldUnknown {
        field: shortened(&key),
    };
    let field = FieldKey::parse(&key).ok_or_else(unknown)?;
    if value.len() > ANSWER_LIMIT || value.chars().any(char::is_control) {
        return Err(unknown());
    }
    let normal = nfc(&value);
    value.zeroize();
    Ok((field, normal))
}

pub(super) fn put_answer(case: &mut Case, field: Field, value: String) {
    put(case, field.key().to_owned(), value);
}

fn put(case: &mut Case, key: String, value: String) {
    let before = if value.is_empty() {
        case.answers.remove(&key)
    } else {
        case.answers.insert(key, value)
    };
    if let Some(mut old) = before {
        old.zeroize();
    }
}

pub(super) fn due(fee: &[FeeEntry]) -> Result<i64, Failure> {
    let sane = |entry: &FeeEntry| {
        let least = if entry.rule == REDUCTION { -FEE_CENTS } else { 0 };
        (least..=FEE_CENTS).contains(&entry.cents) && (1..=40).contains(&entry.rule.len())
    };
    let sum = fee.iter().map(|entry| entry.cents).fold(0, i64::saturating_add);
    if fee.is_empty() || fee.len() > FEE_LINES || sum < 0 || !fee.iter().all(sane) {
        return Err(Failure::InputOutOfBounds {
            input: "fee".to_owned(),
        });
    }
    Ok(sum)
}

/// A key as it may be repeated to the page.
fn shortened(key: &str) -> String {
    key.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::{FEE_CENTS, FEE_LINES, answer, due};
    use amtskoffer_contract::bridge::Failure;
    use amtskoffer_contract::ingest::FeeEntry;

    fn entry(rule: &str, cents: i64) -> FeeEntry {
        FeeEntry {
            rule: rule.to_owned(),
            cents,
        }
    }

    #[test]
    fn a_bill_out_of_all_bounds_is_refused() {
        assert_eq!(
            due(&[entry("PA_GE24", 4600), entry("PA_PHOTO", 600)]),
            Ok(5200)
        );
        let refused = Err(Failure::InputOutOfBounds {
            input: "fee".to_owned(),
        });
        assert_eq!(due(&[]), refused);
        assert_eq!(due(&[entry("PA_GE24", -1)]), refused);
        assert_eq!(due(&[entry("PA_GE24", FEE_CENTS + 1)]), refused);
        assert_eq!(due(&[entry("", 1)]), refused);
        assert_eq!(due(&[entry("PA_GE24", 4600), entry("REDUCTION", -4600)]), Ok(0));
        assert_eq!(due(&[entry("PA_GE24", 4600), entry("REDUCTION", -4601)]), refused);
        assert_eq!(due(&vec![entry("PA_GE24", 1); FEE_LINES + 1]), refused);
    }

    #[test]
    fn answers_are_of_known_fields_and_bounded() {
        let given = |key: &str, value: &str| answer((key.to_owned(), value.to_owned()));
        assert!(given("family_name", "Groß").is_ok());
        let unknown = |field: &str| {
            Err(Failure::FieldUnknown {
                field: field.to_owned(),
            })
        };
        assert_eq!(given("shoe_size", "46").map(drop), unknown("shoe_size"));
        assert_eq!(
            given("family_name", &"x".repeat(3000)).map(drop),
            unknown("family_name")
        );
        assert_eq!(
            given("family_name", "a\u{0}b").map(drop),
            unknown("family_name")
        );
    }
}
