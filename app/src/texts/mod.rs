//! Every German sentence of the app, one module per screen or topic. Formal address („Sie“).

pub mod card;
pub mod case;
#[cfg(test)]
mod catalogue;
pub mod criteria;
pub mod device;
pub mod documents;
pub mod failure;
pub mod fee;
pub mod fields;
pub mod fingers;
pub mod frame;
pub mod link;
pub mod payment;
pub mod person;
pub mod photo;
pub mod photo_card;
pub mod place;
pub mod power;
pub mod print;
pub mod problems;
pub mod readiness;
pub mod receipt;
pub mod search;
pub mod send;
pub mod signature;
pub mod start;
pub mod support;
pub mod terminal;
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
