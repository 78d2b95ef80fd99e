//! What to do about a wrong answer.

use amtskoffer_domain::fields::{Field, FieldKind, FieldProblem, Problem};

use super::{fields, registration};

/// One sentence for a problem of a field.
pub fn sentence(problem: &FieldProblem) -> String {
    let name = fields::name(problem.field);
    match &problem.problem {
        Problem::Missing => missing(problem.field),
        Problem::LetterNotAllowed { letter, position } => format!(
            "{name}: Das Zeichen „{letter}“ an Stelle {} ist hier nicht zulässig. Ersetzen Sie es.",
            position + 1
        ),
        Problem::TooLong { limit, actual } => format!(
            "{name}: Kürzen Sie auf höchstens {limit} Buchstaben, es sind {actual}."
        ),
        Problem::CombinedTooLong { limit, actual } => format!(
            "Familienname, Doktorgrad und Geburtsname haben zusammen {actual} Buchstaben. Kürzen \
             Sie auf höchstens {limit}."
        ),
        Problem::NotADate => format!("{name}: Geben Sie Tag, Monat und Jahr als Zahlen ein."),
        Problem::NoSuchDay => {
            format!("{name}: Diesen Tag gibt es im Kalender nicht. Prüfen Sie Tag und Monat.")
        }
        Problem::InFuture => format!("{name}: Geben Sie ein Datum ein, das nicht in der Zukunft liegt."),
        Problem::InPast => format!("{name}: Geben Sie heute oder ein späteres Datum ein."),
        Problem::TooLate => format!("{name}: So lange kann das Dokument nicht gelten. Geben Sie ein früheres Datum ein."),
        Problem::CountryShape => format!("{name}: Geben Sie drei Großbuchstaben ein, zum Beispiel UKR."),
        Problem::TooEarly => format!("{name}: Prüfen Sie das Jahr, das Datum liegt zu weit zurück."),
        Problem::GuardianTooYoung => {
            "Die sorgeberechtigte Person muss volljährig sein. Prüfen Sie das Geburtsdatum.".to_owned()
        }
        Problem::NotAnAmount => format!("{name}: Geben Sie einen Betrag über null ein, zum Beispiel 10 oder 10,50."),
        Problem::NotANumber => format!("{name}: Geben Sie eine ganze Zahl ein."),
        Problem::OutOfRange { min, max } => {
            format!("{name}: Geben Sie eine Zahl von {min} bis {max} ein.")
        }
        Problem::NotAChoice => format!("{name}: Wählen Sie eine der Möglichkeiten."),
        Problem::PostcodeShape => "Geben Sie die Postleitzahl mit 5 Ziffern ein.".to_owned(),
        Problem::MunicipalityKeyShape => {
            "Geben Sie den amtlichen Gemeindeschlüssel mit 8 Ziffern ein.".to_owned()
        }
        Problem::EmailShape => {
            "Geben Sie die E-Mail-Adresse vollständig ein, zum Beispiel name@beispiel.de.".to_owned()
        }
        Problem::SerialShape => {
            "Geben Sie die Seriennummer so ein, wie sie auf dem Dokument steht.".to_owned()
        }
        Problem::CheckDigit => format!(
            "{name}: Die Prüfziffer passt nicht. Vergleichen Sie jedes Zeichen mit dem Dokument."
        ),
        Problem::MustBeYes => format!("Ohne diese Bestätigung geht es nicht weiter: {name}."),
        Problem::DeliveryNeedsDwelling => {
            "Ohne Wohnung in Deutschland ist keine Zustellung möglich. Wählen Sie die Abholung.".to_owned()
        }
        Problem::CustodianNeeded => {
            "Eine volljährige Person wird durch Betreuung oder Vormund vertreten. Wählen Sie eines davon.".to_owned()
        }
        Problem::IdentityNotCertain => {
            "Die Identität steht nicht sicher fest. Der Antrag kann so nicht gestellt werden.".to_owned()
        }
        moved @ (Problem::MoreThanAWeekAhead
        | Problem::BornAfterMove
        | Problem::StateKeyShape
        | Problem::MarkShape
        | Problem::NotAFirstName
        | Problem::DwellingsDisagree
        | Problem::TooYoungToDeclare) => registration::problem(name, moved),
        Problem::EuropeanNeeded => {
            "Mit der Staatsangehörigkeit eines anderen EU-Staats ist es immer ein Europäisches Führungszeugnis. Kreuzen Sie es an.".to_owned()
        }
        Problem::NotEuropean => {
            "Ein Europäisches Führungszeugnis gibt es nur mit einer anderen Staatsangehörigkeit. Prüfen Sie die Staatsangehörigkeiten.".to_owned()
        }
        Problem::NotForThisDocument => {
            format!("{name} Das passt nicht zu diesem Dokument. Wählen Sie etwas anderes.")
        }
        Problem::ReceiverTooYoung => {
            "Die Person darf ihr Dokument noch nicht allein entgegennehmen. Wählen Sie Sorgeberechtigte oder eine bevollmächtigte Person.".to_owned()
        }
        Problem::PinLetterNotPossible => {
            "Der PIN-Brief ist nur für die antragstellende Person, und nur für kleine Kinder gibt es keinen. Wählen Sie etwas anderes.".to_owned()
        }
        Problem::ActNotDone => {
            "Der Dienst ist noch nicht ausgeführt. Führen Sie ihn aus, oder fahren Sie ausdrücklich ohne ihn fort.".to_owned()
        }
        Problem::NotAMoment => {
            format!("{name}: Geben Sie Tag und Uhrzeit auf die Minute an.")
        }
    }
}

fn missing(field: Field) -> String {
    let name = fields::name(field);
    match field.kind() {
        FieldKind::Choice(_) => format!("Wählen Sie eine Antwort: {}", question(name)),
        FieldKind::YesNo => format!("Bestätigen Sie: {name}."),
        _ => format!("Geben Sie die Angabe ein: {name}."),
    }
}

/// A name as the end of a sentence.
fn question(name: &str) -> String {
    if name.ends_with('?') {
        name.to_owned()
    } else {
        format!("{name}.")
    }
}

#[cfg(test)]
mod tests {
    use super::sentence;
    use crate::texts::assert_sentence;
    use amtskoffer_domain::fields::{Field, FieldProblem, Problem};

    fn every_problem() -> Vec<Problem> {
        vec![
            Problem::Missing,
            Problem::LetterNotAllowed {
                letter: "Ж".to_owned(),
                position: 2,
            },
            Problem::TooLong {
                limit: 80,
                actual: 81,
            },
            Problem::CombinedTooLong {
                limit: 120,
                actual: 121,
            },
            Problem::NotADate,
            Problem::NoSuchDay,
            Problem::InFuture,
            Problem::TooEarly,
            Problem::GuardianTooYoung,
            Problem::NotAnAmount,
            Problem::NotANumber,
            Problem::OutOfRange { min: 1, max: 9 },
            Problem::NotAChoice,
            Problem::PostcodeShape,
            Problem::MunicipalityKeyShape,
            Problem::EmailShape,
            Problem::SerialShape,
            Problem::CheckDigit,
            Problem::MustBeYes,
            Problem::DeliveryNeedsDwelling,
            Problem::CustodianNeeded,
            Problem::IdentityNotCertain,
            Problem::MoreThanAWeekAhead,
            Problem::BornAfterMove,
            Problem::StateKeyShape,
            Problem::MarkShape,
            Problem::NotAFirstName,
            Problem::DwellingsDisagree,
            Problem::TooYoungToDeclare,
        ]
    }

    #[test]
    fn every_problem_of_every_field_is_a_sentence() {
        for field in Field::ALL {
            for problem in every_problem() {
                assert_sentence(&sentence(&FieldProblem {
                    person: 1,
                    field,
                    problem,
                }));
            }
        }
    }

    #[test]
    fn positions_are_counted_from_one() {
        let problem = Problem::LetterNotAllowed {
            letter: "Ж".to_owned(),
            position: 2,
        };
        let text = sentence(&FieldProblem {
            person: 1,
            field: Field::FamilyName,
            problem,
        });
        assert!(text.contains("„Ж“ an Stelle 3"), "{text}");
    }
}
