//! What `--help` says: made from the catalogue, so that no option is forgotten.

use amtskoffer_domain::catalogue::{Catalogue, OptionKind, ServiceOption};
use std::fmt::Write;

const INTRODUCTION: &str = "\
cargo xtask eval FILE.json    (- reads from stdin)

Reads an array of questions and prints an array of answers, one for each, in the same order. A question has
an id (a text) and one of: service, basket, mrz. Keys that are not named here are refused.

APPLICATION  {\"id\", \"service\", \"applied\", \"born\", \"options\"}
  applied   day of application, YYYY-MM-DD; fees and age rules of this day hold
  born      date of birth, YYYY-MM-DD; unknown parts XX (1964-08-XX, 1964-XX-XX): then the youngest possible
            age counts; may be left out where nothing depends on it
  options   see below; what is left out has its default
  answer:   fees [{rule, cents, source; times, doubling, free where they apply}], total_cents, age, and where
            they apply shares {town_cents, federal_cents}, fingerprints, signature, applies_alone,
            validity_years or validity_months, eid_on, pin_envelope

BASKET  {\"id\", \"basket\": [application + \"person\", …], \"applied\", \"born\"}
  applied and born of the basket hold for applications without their own. Applications of one person (the
  same `person`; without it the same `born`) pay for a photo by the office once.
  answer:   fees and total_cents of all, items with the answer for each

ZONE  {\"id\", \"mrz\": {\"document\", \"surname\", \"given\", \"number\", \"born\", \"sex\", \"expires\", …}}
  document     identity-card, provisional-identity-card, substitute-identity-card, passport,
               provisional-passport, service-passport, diplomatic-passport, residence-permit, eid-card
  number       up to 9 capital letters and digits, without check digit
  sex          F, M, X; ID cards show none
  version      four digits of the pattern, e.g. 2108; nothing if left out
  nationality  D, or three letters for residence-permit and eid-card
  code         AS instead of AR for residence-permit
  issued       day of issue; passports of before 2025-11-01 have P< instead of PP
  answer:      mrz (the lines), truncated

ERRORS  An answer without result has error {code, sentence}. Codes: not_json, not_an_array, file_too_large,
  not_an_object, id_missing, id_twice, kind_missing, kind_ambiguous, unknown_key, wrong_type, unknown_service,
  applied_missing, born_missing, date_form, impossible_date, applied_before_born, unknown_option, option_type,
  option_value, no_amount, basket_empty, basket_too_large, unknown_document, …_missing, letter, number,
  nationality, sex, version, code, expires_before_born, mrz; and those of the services:";

/// The help for all services.
pub fn text(catalogue: &Catalogue) -> String {
    let mut text = INTRODUCTION.to_owned();
    for refusal in catalogue
        .services()
        .iter()
        .flat_map(|service| &service.refusals)
    {
        let _ = write!(
            text,
            "\n  {}  {} ({})",
            refusal.code, refusal.sentence, refusal.source
        );
    }
    text.push_str("\n\nSERVICES AND OPTIONS");
    for service in catalogue.services() {
        let _ = write!(text, "\n\n  {}  {}", service.id, service.name);
        for option in &service.options {
            let _ = write!(
                text,
                "\n    {}: {}; default {}\n        {}",
                option.key,
                option.expected(),
                default(option),
                option.text
            );
        }
    }
    text
}

fn default(option: &ServiceOption) -> String {
    match &option.kind {
        OptionKind::YesNo => (option.default == 1).to_string(),
        OptionKind::Choice(keys) => keys.first().cloned().unwrap_or_default(),
        OptionKind::Number { .. } => option.default.to_string(),
    }
}
