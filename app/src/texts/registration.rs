//! Words of moving in and out.

use amtskoffer_domain::fields::{Field, Problem};

/// Heading of the fast lane.
pub const FAST_LANE: &str = "Schnellspur für Studierende";
/// What the fast lane is.
pub const FAST_LANE_HINT: &str =
    "Anmeldung einer Person nach der anderen. Was bei allen gleich ist, legen Sie einmal fest.";
/// Heading of what is the same for all.
pub const PRESETS: &str = "Für alle in der Reihe";
/// Begins the row, and the next person.
pub const NEXT_PERSON: &str = "Nächste Person";
/// Goes on to the second page.
pub const TO_DWELLING: &str = "Weiter zur Wohnung";
/// Goes on to the signature.
pub const TO_SIGNATURE: &str = "Weiter zur Unterschrift";
/// Changes what is the same for all.
pub const CHANGE_PRESETS: &str = "Vorgaben ändern";
/// Heading of the first page.
pub const WHO: &str = "Wer zieht ein?";
/// Heading of the second page.
pub const WHERE: &str = "Woher und wohin?";
/// Opens a case for somebody whom the register does not know.
pub const NEWCOMER: &str = "Neu zugezogene Person anmelden";
/// When that is right.
pub const NEWCOMER_HINT: &str = "Steht die Person noch nicht im Register, beginnen Sie hier mit Anlass und Aktenzeichen von oben.";
/// Adds a person to the form.
pub const ADD_PERSON: &str = "Weitere Person hinzufügen";
/// Heading of the persons on the form.
pub const PERSONS: &str = "Personen auf diesem Meldeschein";

/// Takes a person off the form.
pub fn remove_person(number: u8) -> String {
    format!("Person {number} entfernen")
}

/// A section for one of several persons.
pub fn of_person(section: &str, number: u8) -> String {
    format!("{section} – Person {number}")
}

/// How many are done in the row.
pub fn registered(count: usize) -> String {
    match count {
        0 => "Noch niemand in dieser Reihe".to_owned(),
        1 => "1 Person in dieser Reihe begonnen".to_owned(),
        more => format!("{more} Personen in dieser Reihe begonnen"),
    }
}

/// Name of a field of a move.
pub fn name(field: Field) -> Option<&'static str> {
    Some(match field {
        Field::Persons => "Wie viele Personen stehen auf diesem Meldeschein?",
        Field::FamilyEntitlement => {
            "Wer anmeldet, versichert, die Daten der anderen Personen empfangen zu dürfen"
        }
        Field::Registrant => "Wer meldet an?",
        Field::MoveInDate => "Tag des Einzugs",
        Field::MoveOutDate => "Tag des Auszugs",
        Field::DwellingKind => "Was für eine Wohnung ist das?",
        Field::PreviousDwelling => "Was wird aus der bisherigen Wohnung?",
        Field::MainDwellingDeclared => "Die Hauptwohnung ist die vorwiegend benutzte Wohnung",
        Field::PreviousAbroad => "Die bisherige oder andere Wohnung liegt im Ausland",
        Field::PreviousState => "Staat der bisherigen oder anderen Wohnung",
        Field::PreviousPostcode => "Postleitzahl der bisherigen oder anderen Wohnung",
        Field::PreviousPlace => "Ort der bisherigen oder anderen Wohnung",
        Field::PreviousStreet => "Straße und Hausnummer der bisherigen oder anderen Wohnung",
        Field::Destination => "Wohin zieht die Person?",
        Field::NewState => "Staat der neuen Wohnung",
        Field::NewPlace => "Ort der neuen Wohnung",
        Field::NewStreet => "Straße und Hausnummer der neuen Wohnung",
        Field::SecondHomeAct => "Was geschieht mit der Nebenwohnung?",
        Field::LandlordProof => "Wie bestätigt der Wohnungsgeber den Einzug?",
        Field::LandlordMark => "Zuordnungsmerkmal",
        Field::LandlordName => "Name des Wohnungsgebers",
        Field::LandlordAddress => "Anschrift des Wohnungsgebers",
        Field::OwnerName => "Name des Eigentümers",
        Field::UsualFirstName => "Gebräuchlicher Vorname",
        Field::BirthState => "Staat der Geburt",
        Field::Nationalities => "Staatsangehörigkeiten",
        Field::MaritalStatus => "Familienstand",
        Field::MaritalSince => "Familienstand seit",
        Field::MaritalPlace => "Ort der Eheschließung oder des Ereignisses",
        Field::Religion => "Religionsgesellschaft",
        _ => return None,
    })
}

/// Hint of a field of a move.
pub fn hint(field: Field) -> Option<&'static str> {
    Some(match field {
        Field::Persons => {
            "1 bis 20. Nur Personen mit denselben Zuzugsdaten; § 23 Absatz 4 BMG"
        }
        Field::FamilyEntitlement => {
            "Weisen Sie darauf hin: Wer Daten unbefugt abruft, macht sich strafbar (§ 202a StGB)"
        }
        Field::MoveInDate => "Anmelden innerhalb von zwei Wochen, nicht vor dem Einzug",
        Field::MoveOutDate => "Frühestens eine Woche vorher, spätestens zwei Wochen danach",
        Field::PreviousState | Field::NewState | Field::BirthState => {
            "3 Ziffern nach Destatis, zum Beispiel 129 Frankreich, 151 Österreich, 163 Türkei"
        }
        Field::Nationalities => {
            "3 Ziffern nach Destatis, mehrere mit Komma: 000 deutsch, 129 französisch"
        }
        Field::LandlordMark => "Buchstaben, Ziffern und Bindestriche, wie im Nachweis des Wohnungsgebers",
        Field::LandlordProof => "Ein Mietvertrag genügt nicht; § 19 BMG",
        Field::OwnerName => "Nur wenn er vom Wohnungsgeber abweicht",
        Field::UsualFirstName => "Einer der Vornamen",
        Field::Religion => "Nur öffentlich-rechtliche Religionsgesellschaften",
        Field::MainDwellingDeclared => "§ 21 Absatz 2 und § 22 BMG",
        _ => return None,
    })
}

/// A choice of a field of a move.
pub fn choice(field: Field, key: &str) -> Option<&'static str> {
    match field {
        Field::Registrant => registrant(key),
        Field::DwellingKind => dwelling(key),
        Field::PreviousDwelling => previous(key),
        Field::Destination => destination(key),
        Field::SecondHomeAct => second_home(key),
        Field::LandlordProof => landlord(key),
        Field::MaritalStatus => marital(key),
        Field::Religion => religion(key),
        _ => None,
    }
}

/// Whether the name of a field is a whole statement.
pub fn is_statement(field: Field) -> bool {
    matches!(
        field,
        Field::FamilyEntitlement | Field::MainDwellingDeclared | Field::PreviousAbroad
    )
}

/// What to do about what is wrong with a move.
pub fn problem(name: &str, problem: &Problem) -> String {
    match problem {
        Problem::MoreThanAWeekAhead => {
            "Eine Abmeldung ist frühestens eine Woche vor dem Auszug möglich.".to_owned()
        }
        Problem::BornAfterMove => {
            "Der Tag der Geburt liegt nach dem Einzug. Prüfen Sie beide Daten.".to_owned()
        }
        Problem::StateKeyShape => {
            format!("{name}: Geben Sie Schlüssel mit 3 Ziffern ein, mehrere mit Komma.")
        }
        Problem::MarkShape => {
            "Das Zuordnungsmerkmal hat 6 bis 64 Buchstaben, Ziffern oder Bindestriche.".to_owned()
        }
        Problem::NotAFirstName => {
            "Der gebräuchliche Vorname muss einer der Vornamen sein.".to_owned()
        }
        Problem::DwellingsDisagree => {
            "Beide Wohnungen passen nicht zueinander. Neben einer Hauptwohnung steht eine Nebenwohnung.".to_owned()
        }
        _ => {
            "Unter 16 Jahren meldet an, in wessen Wohnung das Kind lebt (§ 17 Absatz 3 BMG).".to_owned()
        }
    }
}

fn registrant(key: &str) -> Option<&'static str> {
    Some(match key {
        "self" => "Die erste Person selbst",
        "household" => "Wer mit dem Kind unter 16 Jahren in der Wohnung lebt",
        "custodian" => "Betreuung mit Aufenthaltsbestimmung",
        _ => return None,
    })
}

fn dwelling(key: &str) -> Option<&'static str> {
    Some(match key {
        "sole" => "Alleinige Wohnung",
        "main" => "Hauptwohnung",
        "secondary" => "Nebenwohnung",
        _ => return None,
    })
}

fn previous(key: &str) -> Option<&'static str> {
    Some(match key {
        "given_up" => "Sie wird aufgegeben",
        "main" => "Sie bleibt, als Hauptwohnung",
        "secondary" => "Sie bleibt, als Nebenwohnung",
        "none" => "Es gab keine",
        _ => return None,
    })
}

fn destination(key: &str) -> Option<&'static str> {
    Some(match key {
        "abroad" => "Ins Ausland",
        "unknown" => "Noch ohne neue Wohnung",
        _ => return None,
    })
}

fn second_home(key: &str) -> Option<&'static str> {
    Some(match key {
        "register" => "Eine Nebenwohnung anmelden",
        "give_up" => "Eine Nebenwohnung aufgeben",
        "switch_main" => "Die Hauptwohnung wechseln",
        _ => return None,
    })
}

fn landlord(key: &str) -> Option<&'static str> {
    Some(match key {
        "paper" => "Auf Papier; sie wird gescannt",
        "mark" => "Elektronisch, mit Zuordnungsmerkmal",
        "owner" => "Die Person wohnt im Eigentum und erklärt es selbst",
        "refused" => "Er verweigert die Bestätigung; das Amt fragt nach",
        _ => return None,
    })
}

fn marital(key: &str) -> Option<&'static str> {
    Some(match key {
        "LD" => "ledig",
        "VH" => "verheiratet",
        "VW" => "verwitwet",
        "GS" => "geschieden",
        "EA" => "Ehe aufgehoben",
        "LP" => "in eingetragener Lebenspartnerschaft",
        "LV" => "Lebenspartner verstorben",
        "LA" => "Lebenspartnerschaft aufgehoben",
        "LE" => "Lebenspartner für tot erklärt",
        "NB" => "nicht bekannt",
        _ => return None,
    })
}

fn religion(key: &str) -> Option<&'static str> {
    Some(match key {
        "none" => "keine oder eine andere",
        "rk" => "römisch-katholisch",
        "ev" => "evangelisch",
        "lt" => "evangelisch-lutherisch",
        "rf" => "evangelisch-reformiert",
        "fr" => "französisch-reformiert",
        "ak" => "alt-katholisch",
        "is" => "israelitisch",
        "jd" => "jüdisch",
        _ => return None,
    })
}
