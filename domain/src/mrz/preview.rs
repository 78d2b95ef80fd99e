//! A zone before its document is made: everything that the application decides, with a mark in the places
//! that only the maker fills in (the number and what is reckoned from it).

use super::check::check_digit;
use super::document::{Document, MrzDate, Sex};
use super::names::name_field;
use super::{td1, td2, td3};
use crate::names::mrz_form;

/// Stands in a place that is not known yet; no sign of a zone.
pub const UNKNOWN: char = '·';

/// How a zone is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ZoneSize {
    /// Three lines of 30: ID card, residence permit.
    Td1,
    /// Two lines of 36: provisional ID card.
    Td2,
    /// Two lines of 44: passports.
    Td3,
}

impl ZoneSize {
    /// Every size with its stable key.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Td1, "td1"), (Self::Td2, "td2"), (Self::Td3, "td3")];

    /// Places of the name field.
    pub fn name_width(self) -> usize {
        match self {
            Self::Td1 => super::td1::NAME_WIDTH,
            Self::Td2 => super::td2::NAME_WIDTH,
            Self::Td3 => super::td3::NAME_WIDTH,
        }
    }
}

/// What an application says about the zone of its document, which Germany issues.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview<'a> {
    /// How it is laid out.
    pub layout: ZoneSize,
    /// Kind of document, two letters.
    pub code: &'a str,
    /// Serial number; nothing as long as the maker has not given one.
    pub number: Option<&'a str>,
    /// Nationality, up to three letters; nothing if it is not known.
    pub nationality: Option<&'a str>,
    /// Date of birth.
    pub birth: Option<MrzDate>,
    /// Sex as the document shows it; nothing if it is not known.
    pub sex: Option<Sex>,
    /// Last day of validity.
    pub expiry: Option<MrzDate>,
    /// Second optional data of TD1.
    pub optional_2: &'a str,
    /// Surname.
    pub surname: &'a str,
    /// Given names.
    pub given_names: &'a str,
}

impl Preview<'_> {
    /// The lines, each as long as its layout wants. Once everything is known they are those of the finished
    /// document, check digits and all.
    pub fn lines(&self) -> Vec<String> {
        self.finished().unwrap_or_else(|| self.marked())
    }

    fn finished(&self) -> Option<Vec<String>> {
        let document = Document {
            code: self.code.to_owned(),
            issuer: "D".to_owned(),
            number: mrz_form(self.number?),
            nationality: self.nationality?.to_owned(),
            birth: self.birth?,
            sex: self.sex?,
            expiry: self.expiry?,
            optional: String::new(),
            optional_2: self.optional_2.to_owned(),
            surname: mrz_form(self.surname),
            given_names: mrz_form(self.given_names),
        };
        let lines = match self.layout {
            ZoneSize::Td1 => td1::build(&document).map(Vec::from),
            ZoneSize::Td2 => td2::build(&document).map(Vec::from),
            ZoneSize::Td3 => td3::build(&document).map(Vec::from),
        };
        lines.ok()
    }

    fn marked(&self) -> Vec<String> {
        let names = name_field(self.surname, self.given_names, self.layout.name_width()).text;
        let number = unknown(10);
        let birth = date(self.birth);
        let expiry = date(self.expiry);
        let sex = self.sex.map_or(UNKNOWN, Sex::sign);
        let nationality = match self.nationality {
            Some(letters) => format!("{letters:<<3}"),
            None => unknown(3),
        };
        let head = format!("{:<<2}D<<", self.code);
        match self.layout {
            ZoneSize::Td1 => vec![
                format!("{head}{number}{}", "<".repeat(15)),
                format!(
                    "{birth}{sex}{expiry}{nationality}{:<<11}{UNKNOWN}",
                    self.optional_2
                ),
                names,
            ],
            ZoneSize::Td2 => vec![
                format!("{head}{names}"),
                format!(
                    "{number}{nationality}{birth}{sex}{expiry}{}{UNKNOWN}",
                    "<".repeat(7)
                ),
            ],
            ZoneSize::Td3 => vec![
                format!("{head}{names}"),
                format!(
                    "{number}{nationality}{birth}{sex}{expiry}{}{UNKNOWN}{UNKNOWN}",
                    "<".repeat(14)
                ),
            ],
        }
    }
}

/// A date with its check digit.
fn date(date: Option<MrzDate>) -> String {
    let Some(date) = date else { return unknown(7) };
    let text = date.to_string();
    let digit = check_digit(&text).unwrap_or(UNKNOWN);
    format!("{text}{digit}")
}

fn unknown(places: usize) -> String {
    UNKNOWN.to_string().repeat(places)
}

#[cfg(test)]
mod tests {
    use super::{ZoneSize, Preview, UNKNOWN};
    use crate::mrz::{Document, MrzDate, Sex, td1, td2, td3};
    use proptest::prelude::*;

    fn document(code: &str, optional_2: &str) -> Document {
        Document {
            code: code.to_owned(),
            issuer: "D".to_owned(),
            number: "LZ6311T47".to_owned(),
            nationality: "D".to_owned(),
            birth: MrzDate::parse("830812").expect("a date"),
            sex: Sex::Female,
            expiry: MrzDate::parse("311031").expect("a date"),
            optional: String::new(),
            optional_2: optional_2.to_owned(),
            surname: "MUSTERMANN".to_owned(),
            given_names: "ERIKA".to_owned(),
        }
    }

    fn preview<'a>(layout: ZoneSize, of: &'a Document) -> Preview<'a> {
        Preview {
            layout,
            code: &of.code,
            number: None,
            nationality: Some(&of.nationality),
            birth: Some(of.birth),
            sex: Some(of.sex),
            expiry: Some(of.expiry),
            optional_2: &of.optional_2,
            surname: &of.surname,
            given_names: &of.given_names,
        }
    }

    /// What is not marked stands as in the finished document.
    fn assert_fits(shown: &[String], made: &[String]) {
        assert_eq!(shown.len(), made.len());
        for (shown, made) in shown.iter().zip(made) {
            assert_eq!(
                shown.chars().count(),
                made.chars().count(),
                "{shown} {made}"
            );
            for (place, made) in shown.chars().zip(made.chars()) {
                assert!(place == UNKNOWN || place == made, "{shown} {made}");
            }
        }
    }

    #[test]
    fn what_is_shown_stands_in_the_finished_document() {
        let card = document("ID", "2108");
        assert_fits(
            &preview(ZoneSize::Td1, &card).lines(),
            &td1::build(&card).expect("a card"),
        );
        let provisional = document("IT", "");
        assert_fits(
            &preview(ZoneSize::Td2, &provisional).lines(),
            &td2::build(&provisional).expect("a paper"),
        );
        let passport = document("PP", "");
        assert_fits(
            &preview(ZoneSize::Td3, &passport).lines(),
            &td3::build(&passport).expect("a passport"),
        );
    }

    #[test]
    fn only_the_number_and_what_follows_from_it_is_open() {
        let card = document("ID", "2108");
        let lines = preview(ZoneSize::Td1, &card).lines();
        assert_eq!(lines[0], "IDD<<··········<<<<<<<<<<<<<<<");
        assert_eq!(lines[1], "8308126F3110315D<<2108<<<<<<<·");
        assert_eq!(lines[2], "MUSTERMANN<<ERIKA<<<<<<<<<<<<<");
    }

    #[test]
    fn with_its_number_the_zone_is_finished() {
        for (layout, code, optional_2) in [
            (ZoneSize::Td1, "ID", "2108"),
            (ZoneSize::Td2, "IT", ""),
            (ZoneSize::Td3, "PP", ""),
        ] {
            let document = document(code, optional_2);
            let lines = Preview {
                number: Some(&document.number),
                ..preview(layout, &document)
            }
            .lines();
            let made = match layout {
                ZoneSize::Td1 => td1::build(&document).map(Vec::from),
                ZoneSize::Td2 => td2::build(&document).map(Vec::from),
                ZoneSize::Td3 => td3::build(&document).map(Vec::from),
            };
            assert_eq!(lines, made.expect("a document"));
            assert!(lines.iter().all(|line| !line.contains(UNKNOWN)));
        }
    }

    proptest! {
        #[test]
        fn every_line_has_its_length(surname in ".{0,60}", given in ".{0,60}", at in 0_usize..3) {
            let (layout, width) = [(ZoneSize::Td1, 30), (ZoneSize::Td2, 36), (ZoneSize::Td3, 44)][at];
            let shown = Preview {
                layout,
                code: "ID",
                number: None,
                nationality: None,
                birth: None,
                sex: None,
                expiry: None,
                optional_2: "",
                surname: &surname,
                given_names: &given,
            };
            for line in shown.lines() {
                prop_assert_eq!(line.chars().count(), width, "{}", line);
            }
        }
    }
}
