//! Services with a document that is there already: what the case notes of the work at terminal, reader and
//! desk. Only the companion writes how far the work is and when it was done; what is noted while it goes
//! on is what would be true if the suitcase lost its power now.

use amtskoffer_contract::bridge::{CardOutcome, CardServiceRequest, CaseView, Failure, Secret};
use amtskoffer_domain::card_service::blocking::blocking_sum;
use amtskoffer_domain::card_service::{
    CardAct, Life, OutOfOrder, StickerFact, Work, WorkState, facts, is_fixed_by_work,
    is_noted_by_companion, life,
};
use amtskoffer_domain::change_terminal::{Act, Outcome, Refusal};
use amtskoffer_domain::dates::PartialDate;
use amtskoffer_domain::fields::{Field, NO};
use uuid::Uuid;

use super::Session;
use super::casework::put_answer;
use super::terminal::out_of_bounds;
use crate::cases::Case;
use crate::clock;
use crate::devices::card::CardError;

/// Work that goes on: for which case, and how far it was before.
#[derive(Clone, Copy, Debug)]
pub(super) struct CaseWork {
    case: Uuid,
    life: Life,
}

impl Session {
    /// Answers a request about a case of these services.
    ///
    /// # Errors
    /// [`Failure::ActOutOfOrder`], [`Failure::InputOutOfBounds`], those of the case.
    pub(super) fn card_service(
        &self,
        request: CardServiceRequest,
    ) -> Result<Box<CaseView>, Failure> {
        match request {
            CardServiceRequest::Done { case } => {
                self.card_work_at_desk(case, &[CardAct::HandOver, CardAct::GiveBack], |_| Ok(()))
            }
            CardServiceRequest::Ask { case, password } => {
                let asks = [CardAct::Block, CardAct::Unblock];
                self.card_work_at_desk(case, &asks, |case| name_card(case, password.as_ref()))
            }
            CardServiceRequest::Leave { case } => self.settle_card_work(case, Life::leave),
            CardServiceRequest::Resume { case } => self.settle_card_work(case, Life::resume),
        }
    }

    /// Notes that the work of a case begins at the terminal; gives what is to be done there.
    ///
    /// # Errors
    /// [`Failure::ActOutOfOrder`], those of the case.
    pub(super) fn begin_at_terminal(&self, case: Uuid) -> Result<(Act, CaseWork), Failure> {
        let mut act = None;
        let work = self.begin_card_work(case, |work| {
            if let Work::Terminal(wanted) = work {
                act = Some(wanted);
            }
            act.is_some()
        })?;
        Ok((act.ok_or(Failure::ActOutOfOrder)?, work))
    }

    /// Notes that the holder begins to change the PIN at the reader.
    ///
    /// # Errors
    /// [`Failure::ActOutOfOrder`], those of the case.
    pub(super) fn begin_at_reader(&self, case: Uuid) -> Result<CaseWork, Failure> {
        self.begin_card_work(case, |work| work == Work::Reader)
    }

    /// Notes what came of the work. A case that is gone meanwhile had nothing to lose.
    pub(super) fn work_ended(&self, work: CaseWork, outcome: Outcome) {
        let mut life = work.life;
        let noted = self.change(work.case, |case| {
            life.ended(outcome).map_err(out_of_order)?;
            note(case, &life);
            Ok(())
        });
        if let Err(failure) = noted {
            tracing::warn!("work ended as {outcome:?} for a case that is gone: {failure:?}");
        }
    }

    fn begin_card_work(
        &self,
        case: Uuid,
        fits: impl FnOnce(Work) -> bool,
    ) -> Result<CaseWork, Failure> {
        let mut begun = None;
        self.change(case, |case| {
            let mut life = life_of(case)?;
            if !fits(life.plan().work) {
                return Err(Failure::ActOutOfOrder);
            }
            let facts = facts(&case.typed_answers());
            life.begin(&facts).map_err(out_of_order)?;
            note(case, &life);
            begun = Some(life);
            Ok(())
        })?;
        let life = begun.ok_or(Failure::Internal)?;
        Ok(CaseWork { case, life })
    }

    /// Work that is done in one moment.
    fn card_work_at_desk(
        &self,
        case: Uuid,
        acts: &[CardAct],
        how: impl FnOnce(&mut Case) -> Result<(), Failure>,
    ) -> Result<Box<CaseView>, Failure> {
        self.change(case, |case| {
            let mut life = life_of(case)?;
            if !acts.contains(&life.plan().act) {
                return Err(Failure::ActOutOfOrder);
            }
            let facts = facts(&case.typed_answers());
            life.begin(&facts).map_err(out_of_order)?;
            how(case)?;
            life.ended(Outcome::Done).map_err(out_of_order)?;
            note(case, &life);
            Ok(())
        })
    }

    fn settle_card_work(
        &self,
        case: Uuid,
        how: impl FnOnce(&mut Life) -> Result<(), OutOfOrder>,
    ) -> Result<Box<CaseView>, Failure> {
        self.terminal_at_rest()?;
        self.change(case, |case| {
            let mut life = life_of(case)?;
            how(&mut life).map_err(out_of_order)?;
            note(case, &life);
            Ok(())
        })
    }
}

/// Whether the page may change these answers of a case: what the companion notes is its own, and what the
/// work is about stays as it is once that has begun.
///
/// # Errors
/// [`Failure::FieldUnknown`], [`Failure::ActOutOfOrder`].
pub(super) fn may_change(case: &Case, answers: &[(Field, String)]) -> Result<(), Failure> {
    if let Some((field, _)) = answers
        .iter()
        .find(|(field, _)| is_noted_by_companion(*field))
    {
        return Err(Failure::FieldUnknown {
            field: field.key().to_owned(),
        });
    }
    let begun = life_of(case).is_ok_and(|life| {
        !matches!(
            life.work(),
            WorkState::NotNeeded | WorkState::Open | WorkState::Left { unclear: false }
        )
    });
    let known = |field: Field| case.answers.get(field.key()).map_or("", String::as_str);
    let moved = |(field, value): &(Field, String)| {
        is_fixed_by_work(*field) && known(*field) != value.as_str()
    };
    if begun && answers.iter().any(moved) {
        return Err(Failure::ActOutOfOrder);
    }
    Ok(())
}

/// Whether a case may be thrown away: nothing has changed on chip, document or in hands.
///
/// # Errors
/// [`Failure::ActDone`].
pub(super) fn may_discard(case: &Case) -> Result<(), Failure> {
    let facts = facts(&case.typed_answers());
    match life_of(case) {
        Ok(life) if !life.may_discard(&facts) => Err(Failure::ActDone),
        _ => Ok(()),
    }
}

/// What a change of the PIN at the reader came to.
pub(super) fn at_reader(outcome: &Result<CardOutcome, CardError>) -> Outcome {
    match outcome {
        Ok(CardOutcome::PinChanged) => Outcome::Done,
        Ok(CardOutcome::NotConfirmed) => Outcome::Uncertain,
        Ok(_) => Outcome::Refused(Refusal::Other),
        // The card's last answer may be what was lost.
        Err(CardError::Gone | CardError::Mute | CardError::TooSlow | CardError::Protocol(_)) => {
            Outcome::Uncertain
        }
        Err(_) => Outcome::Failed,
    }
}

fn life_of(case: &Case) -> Result<Life, Failure> {
    life(&case.typed_answers(), case.application_date).ok_or(Failure::ActOutOfOrder)
}

/// What follows from answers that were just kept.
pub(super) fn follow(case: &mut Case) {
    fill_address(case);
    note_sticker(case);
}

/// A change of address begins with the address of the register.
fn fill_address(case: &mut Case) {
    let chosen = case.answers.get(Field::CardAct.key()).map(String::as_str);
    let known = [Field::NoDwellingInGermany, Field::Street];
    let is_known = known
        .iter()
        .any(|field| case.answers.contains_key(field.key()));
    if chosen != Some("address") || is_known {
        return;
    }
    let Some(home) = case
        .person
        .as_deref()
        .and_then(|person| person.addresses.first())
    else {
        return;
    };
    let street = format!("{} {}", home.street, home.house_number);
    let filled = [
        (Field::NoDwellingInGermany, NO.to_owned()),
        (Field::Postcode, home.postcode.clone()),
        (Field::Place, home.place.clone()),
        (Field::Street, street.trim().to_owned()),
        (Field::MunicipalityKey, home.municipality_key.clone()),
    ];
    for (field, value) in filled {
        put_answer(case, field, value);
    }
}

/// Where the sticker is all that was done, its moment is the moment of the act.
fn note_sticker(case: &mut Case) {
    let facts = facts(&case.typed_answers());
    let attached = facts.sticker == Some(StickerFact::Attached);
    let dated = case.answers.contains_key(Field::CardDoneAt.key());
    let alone = life_of(case).is_ok_and(|life| {
        matches!(
            life.work(),
            WorkState::NotNeeded | WorkState::Left { unclear: false }
        )
    });
    if attached && alone && !dated {
        note_moment(case);
    }
}

fn note(case: &mut Case, life: &Life) {
    put_answer(case, Field::CardWork, life.note().to_owned());
    if life.work() == WorkState::Done {
        note_moment(case);
    }
}

fn note_moment(case: &mut Case) {
    let now = clock::local_now();
    let moment = format!("{}T{:02}:{:02}", now.date(), now.hour(), now.minute());
    put_answer(case, Field::CardDoneAt, moment);
}

/// Keeps by what the office and the keeper of the list know the card. Of the word nothing stays.
fn name_card(case: &mut Case, password: Option<&Secret>) -> Result<(), Failure> {
    let Some(password) = password else {
        case.blocking_sum = None;
        return Ok(());
    };
    let person = case.person.as_deref().ok_or(Failure::CaseNotInState)?;
    let birth = PartialDate::parse(&person.birth_date).map_err(|_| Failure::Internal)?;
    let (family, first) = (&person.family_name, &person.first_names);
    let sum = blocking_sum(birth, family, first, password.reveal());
    let sum = sum.ok_or_else(|| out_of_bounds("card_service.password"))?;
    case.blocking_sum = Some(Secret::new(hex(&*sum)));
    Ok(())
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let room = String::with_capacity(bytes.len() * 2);
    bytes.iter().fold(room, |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn out_of_order(OutOfOrder: OutOfOrder) -> Failure {
    Failure::ActOutOfOrder
}
