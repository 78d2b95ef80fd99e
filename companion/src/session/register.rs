//! Where the visit takes place, and looking into the register (BMG §§ 38–40).

use amtskoffer_contract::bridge::{Failure, Visit};
use amtskoffer_contract::register::{
    PersonRecord, Purpose, RecordRequest, SearchAnswer, SearchCriteria, SearchRequest,
};
use amtskoffer_domain::dates::PartialDate;
use amtskoffer_domain::names::nfc;

use super::Session;
use super::state::OpenRecord;

/// Most letters of a place.
const VISIT_LIMIT: usize = 100;

/// Most letters of one search criterion.
const CRITERION_LIMIT: usize = 120;

impl Session {
    /// The clerk who is signed in names the place.
    pub(super) fn begin_visit(&self, place: &str) -> Result<(), Failure> {
        let place = bounded("place", place, 2, VISIT_LIMIT)?;
        self.state().place = Some(place);
        Ok(())
    }

    /// The visit under way.
    pub(super) fn visit(&self) -> Result<Visit, Failure> {
        self.state().visit().ok_or(Failure::NoVisit)
    }

    /// Searches the register. The person fetched last is forgotten.
    pub(super) async fn search(&self, request: SearchRequest) -> Result<SearchAnswer, Failure> {
        let request = SearchRequest {
            purpose: self.purpose(&request.purpose)?,
            criteria: criteria(&request.criteria)?,
        };
        self.state().record = None;
        self.link
            .search(&request)
            .await
            .map_err(|error| error.failure())
    }

    /// Fetches one person, who stays here until the next search.
    pub(super) async fn open_record(
        &self,
        request: RecordRequest,
    ) -> Result<Box<PersonRecord>, Failure> {
        let request = RecordRequest {
            purpose: self.purpose(&request.purpose)?,
            record: bounded("record", &request.record, 1, CRITERION_LIMIT)?,
        };
        self.state().record = None;
        let fetched = self
            .link
            .record(&request)
            .await
            .map_err(|error| error.failure())?;
        let person = Box::new(fetched);
        let record = OpenRecord {
            person: person.clone(),
            purpose: request.purpose,
        };
        self.state().record = Some(record);
        Ok(person)
    }

    /// The purpose within its bounds, under the name of the clerk at work.
    pub(super) fn purpose(&self, given: &Purpose) -> Result<Purpose, Failure> {
        let clerk = self.visit()?.clerk;
        Ok(Purpose {
            reason: bounded("reason", &given.reason, 3, 100)?,
            file_number: bounded("file_number", &given.file_number, 1, 40)?,
            clerk,
        })
    }
}

/// Criteria within their bounds: a name and a further datum (BMG § 38).
fn criteria(given: &SearchCriteria) -> Result<SearchCriteria, Failure> {
    let text = |input, value: &str| bounded(input, value, 0, CRITERION_LIMIT);
    let birth_date = match given.birth_date.as_deref().map(str::trim) {
        None | Some("") => None,
        Some(date) => {
            let out = |_| Failure::InputOutOfBounds {
                input: "birth_date".to_owned(),
            };
            Some(PartialDate::parse(date).map_err(out)?.to_string())
        }
    };
    let criteria = SearchCriteria {
        family_name: text("family_name", &given.family_name)?,
        first_names: text("first_names", &given.first_names)?,
        birth_date,
        street: text("street", &given.street)?,
        place: text("place", &given.place)?,
    };
    let further = [&criteria.first_names, &criteria.street, &criteria.place];
    let has_further =
        criteria.birth_date.is_some() || further.iter().any(|datum| !datum.is_empty());
    if criteria.family_name.is_empty() || !has_further {
        return Err(Failure::CriteriaTooFew);
    }
    Ok(criteria)
}

/// A line of text in NFC without outer space, if it has between `min` and `max` letters and no
/// control characters.
fn bounded(input: &str, text: &str, min: usize, max: usize) -> Result<String, Failure> {
    let out = || Failure::InputOutOfBounds {
        input: input.to_owned(),
    };
    if text.len() > 16 * max {
        return Err(out());
    }
    let text = nfc(text.trim());
    let fits = (min..=max).contains(&text.chars().count()) && !text.chars().any(char::is_control);
    fits.then_some(text).ok_or_else(out)
}

#[cfg(test)]
mod tests {
    use super::{bounded, criteria};
    use amtskoffer_contract::bridge::Failure;
    use amtskoffer_contract::register::SearchCriteria;

    #[test]
    fn texts_are_bounded_in_letters_and_brought_into_nfc() {
        assert_eq!(
            bounded("clerk", " Ju\u{308}rgen ", 2, 6),
            Ok("Jürgen".to_owned())
        );
        assert!(bounded("clerk", "J", 2, 6).is_err());
        assert!(bounded("clerk", "Jürgens", 2, 6).is_err());
        assert!(bounded("clerk", "a\u{7}b", 2, 6).is_err());
        assert!(bounded("clerk", &" ".repeat(1000), 0, 6).is_err());
    }

    #[test]
    fn a_search_needs_a_name_and_a_further_datum() {
        let asked = |family_name: &str, birth_date: Option<&str>| {
            criteria(&SearchCriteria {
                family_name: family_name.to_owned(),
                birth_date: birth_date.map(str::to_owned),
                ..SearchCriteria::default()
            })
        };
        assert_eq!(asked("Groß", None), Err(Failure::CriteriaTooFew));
        assert_eq!(asked("", Some("1964-08-12")), Err(Failure::CriteriaTooFew));
        assert_eq!(asked("Groß", Some(" ")), Err(Failure::CriteriaTooFew));
        let date = Failure::InputOutOfBounds {
            input: "birth_date".to_owned(),
        };
        assert_eq!(asked("Groß", Some("31.02.1964")), Err(date));
        let found = asked("Groß", Some("12.08.1964")).expect("enough");
        assert_eq!(found.birth_date.as_deref(), Some("1964-08-12"));
    }
}
