//! An act as its case's answers tell it: page, companion and gateway read the same.

use super::hand_over::{OldDocument, PinLetter, Receiver, may_receive, pin_letter_fits};
use super::{CardAct, CardKind, Facts, Life, Next, Plan, StickerFact, WorkState};
use crate::dates::{Date, parse_date};
use crate::fields::{Answers, Field, Problem};

impl WorkState {
    /// Every state that is noted, with its stable key. Work under way is noted as it would be found if the
    /// suitcase lost its power now, so that nobody has to think of that.
    pub const NOTED: [(Self, &'static str); 6] = [
        (Self::NotNeeded, "not_needed"),
        (Self::Open, "open"),
        (Self::Done, "done"),
        (Self::Unclear, "unclear"),
        (Self::Left { unclear: false }, "left"),
        (Self::Left { unclear: true }, "left_unclear"),
    ];

    /// The state of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        let known = Self::NOTED.into_iter().find(|(_, known)| *known == key);
        known.map(|(state, _)| state)
    }
}

impl Life {
    /// How far the main work is, as it is noted.
    pub fn note(&self) -> &'static str {
        let found = Self::restored(self.plan(), self.work()).work();
        let known = WorkState::NOTED
            .into_iter()
            .find(|(state, _)| *state == found);
        known.map_or("open", |(_, key)| key)
    }
}

/// Whether an answer says what the work is about: once that has begun, it stays as it is.
pub fn is_fixed_by_work(field: Field) -> bool {
    matches!(
        field,
        Field::CardAct
            | Field::CardDocument
            | Field::CardSerial
            | Field::BirthDate
            | Field::NoDwellingInGermany
            | Field::Postcode
            | Field::Place
            | Field::Street
            | Field::MunicipalityKey
    )
}

/// Whether an answer is the companion's own: how far the work is, and when it was done.
pub fn is_noted_by_companion(field: Field) -> bool {
    matches!(field, Field::CardWork | Field::CardDoneAt)
}

/// Which act with which document; nothing while either is not chosen, or they do not fit.
pub fn plan(answers: &Answers, on: Date) -> Option<Plan> {
    let act = CardAct::from_key(answers.get(Field::CardAct)?)?;
    let kind = CardKind::from_key(answers.get(Field::CardDocument)?)?;
    Plan::of(act, kind, age(answers, on)).ok()
}

/// The act as far as it is; nothing while there is no [`plan`].
pub fn life(answers: &Answers, on: Date) -> Option<Life> {
    let plan = plan(answers, on)?;
    let work = answers.get(Field::CardWork).and_then(WorkState::from_key);
    Some(work.map_or_else(|| Life::new(plan), |work| Life::restored(plan, work)))
}

/// What the clerk has noted.
pub fn facts(answers: &Answers) -> Facts {
    let identity = answers.get(Field::IdentityMethod);
    Facts {
        identity: identity.is_some_and(|method| method.starts_with("sure")),
        document: answers.is_yes(Field::CardPresent),
        sticker: match answers.get(Field::AddressSticker) {
            Some("attached") => Some(StickerFact::Attached),
            Some("missing") => Some(StickerFact::Missing),
            _ => None,
        },
        confirmed: answers.is_yes(Field::HolderConfirmed),
    }
}

/// What is wrong with an answer beside the others; nothing for fields that are not of these services.
pub fn problem(field: Field, value: &str, answers: &Answers, on: Date) -> Option<Problem> {
    let kind = answers
        .get(Field::CardDocument)
        .and_then(CardKind::from_key);
    let receiver = answers.get(Field::Receiver).and_then(Receiver::from_key);
    let age = age(answers, on);
    match field {
        Field::CardPresent
        | Field::PowerOfAttorneySeen
        | Field::ChipChecked
        | Field::BlockingPasswordHanded
        | Field::HolderConfirmed => (!answers.is_yes(field)).then_some(Problem::MustBeYes),
        Field::CardDocument => {
            let chosen = answers.get(Field::CardAct).is_some();
            (chosen && plan(answers, on).is_none()).then_some(Problem::NotForThisDocument)
        }
        Field::Receiver => {
            let fits = may_receive(receiver?, kind?, age);
            (!fits).then_some(Problem::ReceiverTooYoung)
        }
        Field::PinLetter => {
            let fits = pin_letter_fits(PinLetter::from_key(value)?, receiver?, age);
            (!fits).then_some(Problem::PinLetterNotPossible)
        }
        Field::OldDocumentFate => {
            let fate = OldDocument::from_key(value)?;
            let given_back = answers.get(Field::CardAct).and_then(CardAct::from_key)
                == Some(CardAct::GiveBack);
            let fits = fate.fits(kind?) && !(given_back && fate.is_absent());
            (!fits).then_some(Problem::NotForThisDocument)
        }
        Field::CardWork => {
            let facts = facts(answers);
            let waits = matches!(
                life(answers, on)?.next(&facts),
                Next::Identity | Next::Document | Next::Work | Next::Wait
            );
            waits.then_some(Problem::ActNotDone)
        }
        Field::CardDoneAt => (!is_moment(value)).then_some(Problem::NotAMoment),
        _ => None,
    }
}

/// `2026-11-22T13:05`.
fn is_moment(value: &str) -> bool {
    let Some((day, time)) = value.split_once('T') else {
        return false;
    };
    let part = |text: &str, most: u8| {
        text.len() == 2 && text.parse::<u8>().is_ok_and(|number| number <= most)
    };
    let time = time.split_once(':');
    day.len() == 10
        && day.contains('-')
        && parse_date(day).is_ok()
        && time.is_some_and(|(hour, minute)| part(hour, 23) && part(minute, 59))
}

fn age(answers: &Answers, on: Date) -> Option<u16> {
    Some(answers.birth_date()?.age_on(on))
}
