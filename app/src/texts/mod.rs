//! Every German sentence of the app, one module per screen or topic. Formal address („Sie“).

pub mod card;
pub mod card_service;
pub mod case;
pub mod certificates;
pub mod citizen;
pub mod clerks;
#[cfg(test)]
mod catalogue;
pub mod criteria;
pub mod device;
pub mod documents;
pub mod exceptions;
pub mod failure;
pub mod fee;
pub mod fields;
pub mod fingers;
pub mod frame;
mod identity_documents;
pub mod keys;
pub mod link;
pub mod money;
pub mod payment;
pub mod person;
pub mod photo;
pub mod photo_card;
pub mod place;
pub mod power;
pub mod prefill;
pub mod print;
pub mod problems;
pub mod readiness;
pub mod receipt;
pub mod registration;
pub mod resume;
pub mod search;
pub mod send;
pub mod signature;
pub mod start;
pub mod support;
pub mod terminal;
pub mod visit;
pub mod warnings;

/// What happened, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// What happened, one sentence.
    pub what: String,
    /// What to do, one or two sentences.
    pub remedy: String,
}

impl Advice {
    /// From fixed texts.
    pub fn new(what: &str, remedy: &str) -> Self {
        Self {
            what: what.to_owned(),
            remedy: remedy.to_owned(),
        }
    }
}

#[cfg(test)]
pub(crate) fn assert_sentence(text: &str) {
    assert!(text.chars().count() > 8, "too short: {text:?}");
    assert!(text.ends_with(['.', '!', '?']), "no sentence: {text:?}");
    assert_eq!(text.trim(), text);
}
