//! What an application needs besides money: prints, signature, guardian, online function, validity.

use super::book::Application;
use super::condition::Condition;
use super::service::FactKind;
use crate::dates::Date;

/// How long a document is valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Term {
    /// Whole years.
    Years(u16),
    /// At most so many months.
    Months(u16),
    /// As many years as an option says; 0 while nobody has said it.
    OptionYears(usize),
}

/// A rule about the validity of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Validity {
    /// When it holds.
    pub when: Condition,
    /// How long.
    pub term: Term,
    /// Where it stands.
    pub source: String,
}

/// A reason for which a service must not be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Stable key.
    pub code: String,
    /// When it holds.
    pub when: Condition,
    /// German sentence for the clerk.
    pub sentence: String,
    /// Where it stands.
    pub source: String,
}

/// What an application needs. Nothing where the service has no such thing, or where the date of birth
/// or the end of the document is not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// Two fingerprints are taken.
    pub fingerprints: Option<bool>,
    /// The applicant signs.
    pub signature: Option<bool>,
    /// The applicant acts without a guardian.
    pub applies_alone: Option<bool>,
    /// The online function is switched on.
    pub eid_on: Option<bool>,
    /// An envelope with the PIN is handed over.
    pub pin_envelope: Option<bool>,
    /// Years of validity.
    pub validity_years: Option<u16>,
    /// Months of validity, where it is not counted in years.
    pub validity_months: Option<u16>,
}

impl Application<'_> {
    /// What the application needs.
    pub fn needs(&self) -> Needs {
        let fact = |kind| self.fact(kind);
        let term = self.term();
        Needs {
            fingerprints: fact(FactKind::Fingerprints),
            signature: fact(FactKind::Signature),
            applies_alone: fact(FactKind::AppliesAlone),
            eid_on: fact(FactKind::EidOn),
            pin_envelope: fact(FactKind::PinEnvelope),
            validity_years: match term {
                Some(Term::Years(years)) => Some(years),
                _ => None,
            },
            validity_months: match term {
                Some(Term::Months(months)) => Some(months),
                _ => None,
            },
        }
    }

    /// The first reason for which the service must not be done.
    pub fn refusal(&self) -> Option<&Refusal> {
        let situation = self.situation();
        let mut refusals = self.service.refusals.iter();
        refusals.find(|refusal| refusal.when.holds(&situation) == Some(true))
    }

    /// How long the document will be valid, in years or months.
    pub fn term(&self) -> Option<Term> {
        let situation = self.situation_without_end();
        let mut rows = self.service.validity.iter();
        let row = rows.find(|row| row.when.holds(&situation) == Some(true))?;
        match row.term {
            Term::OptionYears(at) => match u16::try_from(self.options.at(at)) {
                Ok(years) if years > 0 => Some(Term::Years(years)),
                _ => None,
            },
            known => Some(known),
        }
    }

    /// Last day of a document that is issued on the day of application; nothing where there is none, or
    /// the age is not known. The register system has the last word; this is what to expect.
    pub fn valid_until(&self) -> Option<Date> {
        match self.term()? {
            Term::Years(years) => Some(valid_until(self.applied, years)),
            Term::Months(_) | Term::OptionYears(_) => None,
        }
    }

    fn fact(&self, kind: FactKind) -> Option<bool> {
        let mut facts = self.service.facts.iter();
        let fact = facts.find(|fact| fact.kind == kind && fact.in_force(self.applied))?;
        fact.when.holds(&self.situation())
    }
}

/// Last day of validity of a document issued on a day: the day before its anniversary. One of 29
/// February is valid until 28 February.
pub fn valid_until(issued: Date, years: u16) -> Date {
    let year = i16::try_from(years).map_or(i16::MAX, |years| issued.year().saturating_add(years));
    let day_of = |day| Date::new(year, issued.month(), day).ok();
    let day_before = |anniversary: Date| anniversary.yesterday().ok();
    let last = match day_of(issued.day()) {
        Some(anniversary) => day_before(anniversary),
        None => day_of(28),
    };
    last.unwrap_or(Date::MAX)
}

#[cfg(test)]
mod tests {
    use super::valid_until;
    use crate::dates::parse_date;

    #[test]
    fn a_document_is_valid_until_the_day_before_its_anniversary() {
        for (issued, years, last) in VALIDITY {
            let day = |text| parse_date(text).expect("a day");
            assert_eq!(valid_until(day(issued), years), day(last), "{issued}");
        }
    }

    const VALIDITY: [(&str, u16, &str); 6] = [
        ("22.11.2026", 10, "21.11.2036"),
        ("22.11.2026", 6, "21.11.2032"),
        ("01.03.2026", 6, "29.02.2032"),
        ("01.01.2026", 10, "31.12.2035"),
        ("29.02.2024", 10, "28.02.2034"),
        ("29.02.2028", 6, "28.02.2034"),
    ];
}
