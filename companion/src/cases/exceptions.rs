//! Exceptions from a rule that a case needs, and who answers for them.

use std::collections::{BTreeMap, BTreeSet};

use amtskoffer_contract::bridge::{CriterionView, ExceptionView, Failure};
use amtskoffer_contract::clerks::ClerkMark;
use amtskoffer_contract::ingest::ExceptionMark;
use amtskoffer_contract::register::DocumentKind;
use amtskoffer_domain::dates::{Date, parse_date};
use amtskoffer_domain::services::{Evidence, NeededException, Section, exceptions};

use super::Case;

impl Case {
    /// The exceptions that the case needs as it is.
    pub fn exceptions(&self) -> Vec<NeededException> {
        let evidence = Evidence {
            prints: self.fingers.qualities(),
            missing: self.fingers.marked().to_vec(),
            photo_is_below: !self.photo_misses.is_empty(),
            card_valid_until: self.card_valid_until(),
            let_off: self.payment.as_ref().map(|_| self.let_off),
        };
        exceptions(&self.service, &self.typed_answers(), self.application_date, &evidence)
    }

    /// The same for the page; none once the case was wiped.
    pub fn exception_views(&self) -> Vec<ExceptionView> {
        if self.person.is_none() {
            return Vec::new();
        }
        let view = |needed: NeededException| ExceptionView {
            key: needed.rule.key().to_owned(),
            subject: needed.subject,
            section: needed.section.key().to_owned(),
            reason: needed.reason,
        };
        self.exceptions().into_iter().map(view).collect()
    }

    /// Sections in which the reason of an exception is missing.
    pub fn unexplained(&self) -> BTreeSet<Section> {
        let needed = self.exceptions().into_iter();
        needed
            .filter(|needed| needed.reason.is_none())
            .map(|needed| needed.section)
            .collect()
    }

    /// Last day of the ID card that the person holds by the register.
    pub fn card_valid_until(&self) -> Option<Date> {
        let held = self.person.as_deref()?.documents.iter();
        held.filter(|known| known.kind == DocumentKind::IdCard && !known.lost)
            .filter_map(|known| parse_date(&known.valid_until).ok())
            .max()
    }

    /// Quality of the prints that are sent, by ISO finger position.
    pub fn print_quality(&self) -> BTreeMap<u8, u8> {
        let prints = self.fingers.qualities().into_iter();
        prints
            .map(|(position, quality)| (position.code(), quality))
            .collect()
    }

    /// The exceptions as a manifest names them, all answered for by the same coordinator.
    ///
    /// # Errors
    /// [`Failure::ExceptionNotApproved`] when there are some and nobody who may approve them is signed
    /// in, or a reason is missing.
    pub fn exception_marks(
        &self,
        coordinator: Option<&ClerkMark>,
    ) -> Result<Vec<ExceptionMark>, Failure> {
        let needed = self.exceptions();
        let keys: BTreeSet<&str> = needed.iter().map(|needed| needed.rule.key()).collect();
        let refused = Failure::ExceptionNotApproved {
            keys: keys.into_iter().map(str::to_owned).collect(),
        };
        let mark = |needed: NeededException| {
            Some(ExceptionMark {
                key: needed.rule.key().to_owned(),
                subject: needed.subject,
                reason: needed.reason?,
                approver: coordinator?.clone(),
            })
        };
        let marks: Option<Vec<ExceptionMark>> = needed.into_iter().map(mark).collect();
        marks.ok_or(refused)
    }
}

/// Mandatory criteria that a photo misses, by their numbers.
pub fn missed(criteria: &[CriterionView]) -> Vec<String> {
    let missed = criteria.iter().filter(|it| it.mandatory && !it.fulfilled);
    missed.map(|criterion| criterion.id.clone()).collect()
}
