//! What certificates, certificates of conduct and certifications add: what must be confirmed, and what
//! excludes each other (BMG § 18, BZRG §§ 30 to 30b, VwVfG §§ 33, 34).

use crate::fields::{Answers, Field, Problem};

/// `Belegart` of a certificate of conduct: `N` for the person, `O` for an authority, `P` for an authority
/// after a look at a court; with `E` for an extended one (BZRG §§ 30, 30a). Nothing while it is not chosen.
pub fn conduct_kind(answers: &Answers) -> Option<&'static str> {
    let extended = answers.is_yes(Field::RequestExtended);
    Some(match (answers.get(Field::RequestKind)?, extended) {
        ("private", false) => "N",
        ("private", true) => "NE",
        ("authority", false) => "O",
        ("authority", true) => "OE",
        ("court", false) => "P",
        ("court", true) => "PE",
        _ => return None,
    })
}

/// Keys of the Federal Statistical Office of the other member states of the European Union.
const MEMBER_STATES: [&str; 26] = [
    "124", "125", "126", "127", "128", "129", "130", "131", "134", "135", "137", "139", "142", "143",
    "145", "148", "151", "152", "153", "154", "155", "157", "161", "164", "165", "181",
];

/// The key of German.
const GERMAN: &str = "000";

/// What is wrong with an answer beside its shape.
pub(super) fn problem(field: Field, answers: &Answers) -> Option<Problem> {
    match field {
        Field::AppearedInPerson
        | Field::SignedBeforeClerk
        | Field::FormSealed
        | Field::RequestExtendedSeen
        | Field::RequestToldOfCourt
        | Field::RequestWaiverProofSeen
            if !answers.is_yes(field) =>
        {
            Some(Problem::MustBeYes)
        }
        Field::RequestEuropean => european(answers),
        _ => None,
    }
}

/// Whoever is a national of another member state gets a European certificate, and nobody who is German
/// only (BZRG § 30b(1)).
fn european(answers: &Answers) -> Option<Problem> {
    let keys = answers.get(Field::Nationalities)?.split(',').map(str::trim);
    let mut foreign = keys.filter(|key| *key != GERMAN).peekable();
    if answers.is_yes(Field::RequestEuropean) {
        return foreign.peek().is_none().then_some(Problem::NotEuropean);
    }
    foreign.any(|key| MEMBER_STATES.contains(&key)).then_some(Problem::EuropeanNeeded)
}

#[cfg(test)]
mod tests {
    use super::{MEMBER_STATES, conduct_kind, problem};
    use crate::fields::{Answers, Field, Problem};

    fn answers(given: &[(Field, &str)]) -> Answers {
        given.iter().copied().collect()
    }

    #[test]
    fn every_kind_of_certificate_of_conduct_has_its_key() {
        for (kind, extended, key) in [
            ("private", "no", Some("N")),
            ("authority", "no", Some("O")),
            ("court", "no", Some("P")),
            ("private", "yes", Some("NE")),
            ("authority", "yes", Some("OE")),
            ("court", "yes", Some("PE")),
            ("neighbour", "yes", None),
        ] {
            let given = answers(&[(Field::RequestKind, kind), (Field::RequestExtended, extended)]);
            assert_eq!(conduct_kind(&given), key, "{kind} {extended}");
        }
        assert_eq!(conduct_kind(&Answers::new()), None);
    }

    #[test]
    fn a_national_of_another_member_state_gets_a_european_one_and_a_german_does_not() {
        let found = |nationalities: &str, european: &str| {
            let given = [(Field::Nationalities, nationalities), (Field::RequestEuropean, european)];
            problem(Field::RequestEuropean, &answers(&given))
        };
        assert_eq!(found("000", "no"), None);
        assert_eq!(found("000", "yes"), Some(Problem::NotEuropean));
        assert_eq!(found("000, 152", "no"), Some(Problem::EuropeanNeeded));
        assert_eq!(found("000, 152", "yes"), None);
        // A third state: it may be European (ECRIS-TCN), it need not.
        assert_eq!(found("163", "no"), None);
        assert_eq!(found("163", "yes"), None);
    }

    #[test]
    fn the_member_states_are_sorted_and_none_stands_twice() {
        assert!(MEMBER_STATES.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
