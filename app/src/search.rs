//! What may be searched for (BMG § 38) and how a look-up is justified (BMG § 40). Pure.

use amtskoffer_contract::register::{Purpose, SearchCriteria};
use amtskoffer_domain::dates::{DateError, PartialDate};

use crate::texts::search;

/// The form as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// Anlass.
    pub reason: String,
    /// Aktenzeichen.
    pub file_number: String,
    /// Family or birth name.
    pub family_name: String,
    /// First names.
    pub first_names: String,
    /// Date of birth, parts may be unknown.
    pub birth_date: String,
    /// Street.
    pub street: String,
    /// Postcode or place.
    pub place: String,
}

/// An input of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// Anlass.
    Reason,
    /// Aktenzeichen.
    FileNumber,
    /// Family or birth name.
    FamilyName,
    /// First names.
    FirstNames,
    /// Date of birth.
    BirthDate,
    /// Street.
    Street,
    /// Postcode or place.
    Place,
}

impl Input {
    /// Id of the input that takes the focus.
    pub fn id(self) -> &'static str {
        match self {
            Self::Reason => "reason",
            Self::FileNumber => "file_number",
            Self::FamilyName => "family_name",
            Self::FirstNames => "first_names",
            Self::BirthDate => "birth_date-day",
            Self::Street => "street",
            Self::Place => "place",
        }
    }
}

/// What is wrong with an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Which input.
    pub input: Input,
    /// What to do.
    pub text: &'static str,
}

/// Most letters of a search text.
const LIMIT: usize = 120;

/// Reason and criteria as they go out; the clerk's name is added by the caller.
///
/// # Errors
/// All problems, in the order of the form.
pub fn check(typed: &Typed) -> Result<(Purpose, SearchCriteria), Vec<Problem>> {
    let mut problems = Vec::new();
    let mut wrong = |input, text| problems.push(Problem { input, text });
    let reason = typed.reason.trim();
    if !(3..=100).contains(&reason.chars().count()) {
        wrong(Input::Reason, search::REASON_MISSING);
    }
    let file_number = typed.file_number.trim();
    if !(1..=40).contains(&file_number.chars().count()) {
        wrong(Input::FileNumber, search::FILE_NUMBER_MISSING);
    }
    let texts = [
        (Input::FamilyName, typed.family_name.trim()),
        (Input::FirstNames, typed.first_names.trim()),
        (Input::Street, typed.street.trim()),
        (Input::Place, typed.place.trim()),
    ];
    for (input, text) in texts {
        if text.chars().count() > LIMIT {
            wrong(input, search::TOO_LONG);
        }
    }
    let birth_date = birth_date(&typed.birth_date);
    if let Err(text) = birth_date {
        wrong(Input::BirthDate, text);
    }
    let [(_, family_name), (_, first_names), (_, street), (_, place)] = texts;
    if family_name.is_empty() {
        wrong(Input::FamilyName, search::FAMILY_NAME_MISSING);
    }
    let further = [first_names, street, place]
        .iter()
        .any(|text| !text.is_empty());
    if !further && birth_date == Ok(None) {
        wrong(Input::FirstNames, search::CRITERION_MISSING);
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let purpose = Purpose {
        reason: reason.to_owned(),
        file_number: file_number.to_owned(),
        clerk: String::new(),
    };
    let criteria = SearchCriteria {
        family_name: family_name.to_owned(),
        first_names: first_names.to_owned(),
        birth_date: birth_date.ok().flatten().map(|date| date.to_string()),
        street: street.to_owned(),
        place: place.to_owned(),
    };
    Ok((purpose, criteria))
}

fn birth_date(typed: &str) -> Result<Option<PartialDate>, &'static str> {
    if typed.is_empty() {
        return Ok(None);
    }
    match PartialDate::parse(typed) {
        Ok(date) => Ok(Some(date)),
        Err(DateError::NoSuchDay) => Err(search::NO_SUCH_DAY),
        Err(DateError::NotADate) => Err(search::NOT_A_DATE),
    }
}

#[cfg(test)]
mod tests {
    use super::{Input, Typed, check};

    fn typed() -> Typed {
        Typed {
            reason: "Antrag auf Personalausweis".to_owned(),
            file_number: "112-04/2026".to_owned(),
            family_name: " Mustermann ".to_owned(),
            first_names: "Erika".to_owned(),
            ..Typed::default()
        }
    }

    fn wrong(typed: &Typed) -> Vec<Input> {
        let problems = check(typed).expect_err("something is wrong");
        problems.into_iter().map(|problem| problem.input).collect()
    }

    #[test]
    fn a_name_and_a_further_datum_are_enough() {
        let (purpose, criteria) = check(&typed()).expect("complete");
        assert_eq!(criteria.family_name, "Mustermann");
        assert_eq!(purpose.file_number, "112-04/2026");
    }

    #[test]
    fn a_name_alone_is_too_little() {
        let alone = Typed {
            first_names: String::new(),
            ..typed()
        };
        assert_eq!(wrong(&alone), [Input::FirstNames]);
        let born = Typed {
            birth_date: "XX.XX.1964".to_owned(),
            ..alone
        };
        let (_, criteria) = check(&born).expect("a date is a further datum");
        assert_eq!(criteria.birth_date.as_deref(), Some("1964-XX-XX"));
    }

    #[test]
    fn a_look_up_without_reason_and_file_number_does_not_go_out() {
        let bare = Typed {
            reason: "A".to_owned(),
            file_number: " ".to_owned(),
            ..typed()
        };
        assert_eq!(wrong(&bare), [Input::Reason, Input::FileNumber]);
    }

    #[test]
    fn a_day_that_does_not_exist_is_noticed() {
        let typed = Typed {
            birth_date: "31.02.1990".to_owned(),
            ..typed()
        };
        assert_eq!(wrong(&typed), [Input::BirthDate]);
    }

    #[test]
    fn everything_wrong_is_told_at_once() {
        let empty = Typed::default();
        let all = [
            Input::Reason,
            Input::FileNumber,
            Input::FamilyName,
            Input::FirstNames,
        ];
        assert_eq!(wrong(&empty), all);
    }
}
