//! What stands in a file about money.

use super::{Reading, Source};
use crate::catalogue::Refused;
use crate::catalogue::condition::{condition, or_always, place};
use crate::catalogue::shape::{ChargeShape, ConditionShape, FeeShape, FreeShape, ShareShape};
use amtskoffer_domain::catalogue::{Charge, Condition, Free, OptionKind, Share};
use amtskoffer_domain::fees::{Cents, FeeRow, REDUCTION};

/// The largest amount that is believed: a mistyped one is found.
const MAX_CENTS: i64 = 10_000_000;

/// The amounts of a file, and the German names of their rules.
pub(in crate::catalogue) type Fees = (Vec<FeeRow>, Vec<(String, String)>);

/// Reads dated amounts. The spans of one rule must not overlap: the line of the second one is named.
pub(in crate::catalogue) fn fees(source: Source, shapes: Vec<FeeShape>) -> Result<Fees, Refused> {
    let mut rows: Vec<FeeRow> = Vec::new();
    let mut texts: Vec<(String, String)> = Vec::new();
    for (at, shape) in shapes.into_iter().enumerate() {
        let at = at.to_string();
        let is_rule = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
        if shape.rule.is_empty() || !shape.rule.bytes().all(is_rule) {
            let reason = "a rule has capital letters, digits and underscores";
            return Err(source.refused(&["fees", &at, "rule"], reason));
        }
        if shape.rule == REDUCTION {
            let reason = format!("{REDUCTION} is what is taken off, not a fee");
            return Err(source.refused(&["fees", &at, "rule"], reason));
        }
        if texts.iter().any(|(rule, _)| *rule == shape.rule) {
            let reason = format!("the rule {} stands there twice", shape.rule);
            return Err(source.refused(&["fees", &at, "rule"], reason));
        }
        if shape.amounts.is_empty() {
            return Err(source.refused(&["fees", &at, "amounts"], "a rule has at least one amount"));
        }
        let first = rows.len();
        for (row, amount) in shape.amounts.into_iter().enumerate() {
            let row = row.to_string();
            let path = |last| ["fees", at.as_str(), "amounts", row.as_str(), last];
            if !(0..=MAX_CENTS).contains(&amount.cents) {
                let reason = format!("{} is no amount in cents", amount.cents);
                return Err(source.refused(&path("cents"), reason));
            }
            let valid_from = source.date(&amount.from, &path("from"))?;
            let until = amount.until.as_deref();
            let valid_to = until
                .map(|until| source.date(until, &path("until")))
                .transpose()?;
            if valid_to.is_some_and(|last| last < valid_from) {
                return Err(source.refused(&path("until"), "the amount ends before it begins"));
            }
            let ends = |row: &FeeRow| row.valid_to.is_none_or(|last| valid_from <= last);
            let begins = |row: &FeeRow| valid_to.is_none_or(|last| row.valid_from <= last);
            let others = rows.get(first..).unwrap_or_default();
            if others.iter().any(|other| ends(other) && begins(other)) {
                return Err(source.refused(
                    &path("from"),
                    "another amount of the rule holds on this day too",
                ));
            }
            rows.push(FeeRow {
                rule: shape.rule.clone(),
                cents: Cents(amount.cents),
                valid_from,
                valid_to,
                source: source.filled(amount.source, &path("source"))?,
            });
        }
        let text = source.filled(shape.text, &["fees", &at, "text"])?;
        texts.push((shape.rule, text));
    }
    Ok((rows, texts))
}

impl Source<'_> {
    pub(super) fn share(self, shape: Option<ShareShape>) -> Result<Option<Share>, Refused> {
        let Some(shape) = shape else {
            return Ok(None);
        };
        let (numerator, denominator) = shape.town;
        if denominator == 0 || numerator > denominator {
            return Err(self.refused(
                &["share", "town"],
                "a share is a part of the whole, such as [2, 5]",
            ));
        }
        Ok(Some(Share {
            numerator,
            denominator,
            source: shape.source,
        }))
    }
}

impl Reading<'_> {
    pub(super) fn charges(self, shapes: Vec<ChargeShape>) -> Result<Vec<Charge>, Refused> {
        let mut charges = Vec::with_capacity(shapes.len());
        for (at, shape) in shapes.into_iter().enumerate() {
            let at = at.to_string();
            let path = |last| ["charges", at.as_str(), last];
            let times = shape.times.map(|key| self.number_option(&key));
            charges.push(Charge {
                rule: shape.rule,
                when: self.at(&path("when"), or_always(shape.when, self.options))?,
                free_when: self.maybe(&path("free_when"), shape.free_when)?,
                half_when: self.maybe(&path("half_when"), shape.half_when)?,
                doubling: shape.doubling,
                times: self.at(&path("times"), times.transpose())?,
                once: shape.once,
                not_beside: shape.not_beside,
            });
        }
        Ok(charges)
    }

    pub(super) fn free(self, shapes: Vec<FreeShape>) -> Result<Vec<Free>, Refused> {
        let mut reasons = Vec::with_capacity(shapes.len());
        for (at, shape) in shapes.into_iter().enumerate() {
            let at = at.to_string();
            reasons.push(Free {
                when: self.at(&["free", &at, "when"], condition(shape.when, self.options))?,
                source: shape.source,
            });
        }
        Ok(reasons)
    }

    pub(super) fn maybe(
        self,
        path: &[&str],
        shape: Option<ConditionShape>,
    ) -> Result<Option<Condition>, Refused> {
        let read = shape.map(|shape| condition(shape, self.options));
        self.at(path, read.transpose())
    }

    /// The place of an option that counts something.
    fn number_option(self, key: &str) -> Result<usize, String> {
        let at = place(key, self.options)?;
        let option = self.options.get(at);
        let counts =
            option.is_some_and(|option| matches!(option.kind, OptionKind::Number { min: 0.., .. }));
        if counts {
            return Ok(at);
        }
        Err(format!("the option {key} is no number from 0"))
    }
}
