//! A reading as the page shows it.

use amtskoffer_contract::bridge::{
    MrzOffer, MrzPart, MrzProblem, MrzReading, MrzReason, MrzRepair, MrzStanding, MrzView,
};
use amtskoffer_domain::dates::Date;
use amtskoffer_domain::fields::Answers;
use amtskoffer_domain::mrz::read::{ReadError, Reading, Reason, Repair};
use amtskoffer_domain::mrz::{MrzError, Part};
use amtskoffer_domain::prefill::{Offer, Standing, offers, spelled};

/// Readings, or why there are none; with what they offer for a case, if answers are given.
pub(super) fn view(
    lines: Vec<String>,
    readings: Result<Vec<Reading>, ReadError>,
    answers: Option<&Answers>,
    on: Date,
) -> MrzView {
    let (readings, problem) = match readings {
        Ok(readings) => (readings, None),
        Err(error) => (Vec::new(), Some(problem(error))),
    };
    MrzView {
        lines,
        readings: readings
            .iter()
            .map(|read| reading(read, answers, on))
            .collect(),
        problem,
    }
}

fn reading(reading: &Reading, answers: Option<&Answers>, on: Date) -> MrzReading {
    let document = &reading.document;
    let offered = answers.map(|answers| offers(reading, answers, on));
    MrzReading {
        lines: reading.lines.clone(),
        number: document.number.clone(),
        issuer: document.issuer.clone(),
        nationality: document.nationality.clone(),
        family_name: spelled(&document.surname),
        first_names: spelled(&document.given_names),
        birth_date: document.birth.before(on).map(|birth| birth.to_string()),
        valid_until: document.expiry.around(on).map(|last| last.to_string()),
        repairs: reading.repairs.iter().map(repair).collect(),
        offers: offered.unwrap_or_default().into_iter().map(offer).collect(),
    }
}

fn repair(repair: &Repair) -> MrzRepair {
    MrzRepair {
        line: counted(repair.line),
        place: counted(repair.place),
        read: repair.read.to_string(),
        now: repair.now.to_string(),
        reason: match repair.reason {
            Reason::Place => MrzReason::Place,
            Reason::CheckDigit => MrzReason::CheckDigit,
            Reason::Fillers => MrzReason::Fillers,
        },
    }
}

fn offer(offer: Offer) -> MrzOffer {
    MrzOffer {
        field: offer.field.key().to_owned(),
        value: offer.value,
        standing: match offer.standing {
            Standing::New => MrzStanding::New,
            Standing::Same => MrzStanding::Same,
            Standing::Differs => MrzStanding::Differs,
        },
        zone_spelling: offer.zone_spelling,
    }
}

fn problem(error: ReadError) -> MrzProblem {
    let number = |length: usize| u16::try_from(length).unwrap_or(u16::MAX);
    match error {
        ReadError::TooLong => MrzProblem::TooLong,
        ReadError::Shape { lengths } => MrzProblem::Shape {
            lengths: lengths.into_iter().map(number).collect(),
        },
        ReadError::LineLength {
            line,
            expected,
            actual,
        } => MrzProblem::LineLength {
            line: counted(line),
            expected: number(expected),
            actual: number(actual),
        },
        ReadError::Sign { sign } => MrzProblem::Sign {
            sign: sign.to_string(),
        },
        ReadError::CheckDigits { parts } => MrzProblem::CheckDigits {
            parts: parts.into_iter().map(part).collect(),
        },
        ReadError::Contents(error) => MrzProblem::Contents {
            part: match error {
                MrzError::Sign(named)
                | MrzError::CheckDigit(named)
                | MrzError::Unreadable(named)
                | MrzError::TooLong(named) => part(named),
                MrzError::LineCount { .. } | MrzError::LineLength { .. } => MrzPart::Whole,
            },
        },
        ReadError::Unclear => MrzProblem::Unclear,
    }
}

fn part(part: Part) -> MrzPart {
    match part {
        Part::Number => MrzPart::Number,
        Part::Birth => MrzPart::Birth,
        Part::Expiry => MrzPart::Expiry,
        Part::Optional => MrzPart::Optional,
        Part::Sex => MrzPart::Sex,
        Part::Names => MrzPart::Names,
        Part::Code | Part::Issuer | Part::Nationality | Part::Composite => MrzPart::Whole,
    }
}

/// For people, who count from 1.
fn counted(at: usize) -> u8 {
    u8::try_from(at + 1).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::{part, problem, view};
    use amtskoffer_contract::bridge::{MrzPart, MrzProblem, MrzReason, MrzStanding};
    use amtskoffer_domain::fields::{Answers, Field};
    use amtskoffer_domain::mrz::read::{ReadError, read};
    use amtskoffer_domain::mrz::{MrzError, Part};

    const CARD: &str = "IDD<<LZ63I1T475<<<<<<<<<<<<<<<\n\
                        8308126<3110315D<<2108<<<<<<<9\n\
                        MUELLER<LUEDENSCHEIDT<<JOERG<<";

    #[test]
    fn a_reading_is_shown_with_repairs_and_offers() {
        let on = jiff::civil::date(2026, 11, 22);
        let answers: Answers = [
            (Field::FamilyName, "Müller-Lüdenscheidt"),
            (Field::FirstNames, "Jörg"),
            (Field::BirthDate, "1984-08-12"),
        ]
        .into_iter()
        .collect();
        let shown = view(Vec::new(), read(CARD, &[]), Some(&answers), on);
        let reading = &shown.readings[0];
        assert_eq!(reading.family_name, "Mueller Luedenscheidt");
        assert_eq!(reading.birth_date.as_deref(), Some("1983-08-12"));
        assert_eq!(reading.valid_until.as_deref(), Some("2031-10-31"));
        let repair = &reading.repairs[0];
        assert_eq!(
            (repair.line, repair.place, repair.reason),
            (1, 10, MrzReason::CheckDigit)
        );
        let standings: Vec<(&str, MrzStanding)> = reading
            .offers
            .iter()
            .map(|offer| (offer.field.as_str(), offer.standing))
            .collect();
        assert_eq!(
            standings[..3],
            [
                ("family_name", MrzStanding::Same),
                ("first_names", MrzStanding::Same),
                ("birth_date", MrzStanding::Differs),
            ]
        );
        assert!(
            view(Vec::new(), read(CARD, &[]), None, on).readings[0]
                .offers
                .is_empty()
        );
    }

    #[test]
    fn every_problem_is_told() {
        for (error, told) in [
            (ReadError::TooLong, MrzProblem::TooLong),
            (ReadError::Unclear, MrzProblem::Unclear),
            (
                ReadError::Sign { sign: 'Ä' },
                MrzProblem::Sign {
                    sign: "Ä".to_owned(),
                },
            ),
            (
                ReadError::Shape { lengths: vec![3] },
                MrzProblem::Shape { lengths: vec![3] },
            ),
            (
                ReadError::LineLength {
                    line: 0,
                    expected: 30,
                    actual: 9,
                },
                MrzProblem::LineLength {
                    line: 1,
                    expected: 30,
                    actual: 9,
                },
            ),
            (
                ReadError::CheckDigits {
                    parts: vec![Part::Composite],
                },
                MrzProblem::CheckDigits {
                    parts: vec![MrzPart::Whole],
                },
            ),
            (
                ReadError::Contents(MrzError::Unreadable(Part::Birth)),
                MrzProblem::Contents {
                    part: MrzPart::Birth,
                },
            ),
        ] {
            assert_eq!(problem(error), told);
        }
        assert_eq!(part(Part::Names), MrzPart::Names);
    }
}
