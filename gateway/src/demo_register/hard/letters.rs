//! Names with every kind of letter that DIN 91379 has, and names of unusual length. `O‘Neill` has a
//! quotation mark that the norm does not know in names: registers do have such mistakes.

use amtskoffer_contract::register::PersonRecord;

use super::resident;

/// A family name of exactly 120 letters, the most that an order takes (TR-03123-2 Tab. 9).
const LONGEST: &str = "Freifrau von und zu Hohenfels-Wildenstein-Grünwaldau auf Schloss \
    Neuenklausenburg und Hagen zu Sankt Ottilienberg am See";

/// Family name, first names, sex, date of birth, nationality.
const PERSONS: &[(&str, &str, &str, &str, &str)] = &[
    (
        "Müller-Lüdenscheidt",
        "Karl-Heinz",
        "m",
        "1948-03-21",
        "000",
    ),
    ("Weiß", "Jürgen", "m", "1959-11-02", "000"),
    ("Đorđević", "Živko", "m", "1978-01-14", "000"),
    ("Łukasiewicz", "Łukasz", "m", "1985-06-30", "152"),
    ("Søndergaard", "Søren", "m", "1971-09-09", "126"),
    ("Þórsdóttir", "Þóra", "f", "1990-12-17", "136"),
    ("Nguyễn", "Thị Hương", "f", "1994-02-05", "000"),
    ("Dương", "Minh Đức", "m", "2001-07-23", "000"),
    ("Şahin", "Ayşe", "f", "1982-04-11", "163"),
    ("Ñuñez", "Begoña", "f", "1987-10-28", "161"),
    ("D’Alembert", "Chloé", "f", "1999-05-19", "129"),
    ("O‘Neill", "Seán", "m", "1974-03-17", "135"),
    (
        "von der Heide",
        "Friederike-Charlotte",
        "f",
        "1966-08-08",
        "000",
    ),
    ("Y", "Anh", "f", "1996-01-31", "432"),
    ("Soekarnoputri", "", "f", "1980-02-20", "000"),
    (
        "M\u{302}t\u{304}ala",
        "K\u{304}ārlis R\u{325}\u{304}a",
        "m",
        "1989-09-01",
        "000",
    ),
    ("C\u{326}ehajić", "H\u{331}adīǧa", "f", "1983-12-12", "475"),
    ("Ålgård", "Åse Æva", "f", "1969-06-06", "149"),
    (
        LONGEST,
        "Maria Theresia Walburga Josepha",
        "f",
        "1957-10-13",
        "000",
    ),
];

pub(super) fn persons() -> Vec<PersonRecord> {
    let named = PERSONS
        .iter()
        .map(|(family_name, first_names, sex, birth_date, nationality)| {
            let person = resident(family_name, first_names, sex, birth_date);
            PersonRecord {
                nationalities: vec![(*nationality).to_owned()],
                ..person
            }
        });
    named
        .chain([with_titles(), with_artist_name(), with_usual_name()])
        .collect()
}

fn with_titles() -> PersonRecord {
    let person = resident("Weißgerber-Ölmüller", "Ännchen Käthe", "f", "1952-07-04");
    PersonRecord {
        doctorate: Some("Dr.".to_owned()),
        birth_name: Some("Ölmüller".to_owned()),
        ..person
    }
}

fn with_artist_name() -> PersonRecord {
    let person = resident("Brodersen", "Gudrun", "f", "1955-03-30");
    PersonRecord {
        religious_name: Some("Schwester Benedikta".to_owned()),
        ..person
    }
}

fn with_usual_name() -> PersonRecord {
    let person = resident("Süverkrüp", "Johann Friedrich Wilhelm", "m", "1944-12-24");
    PersonRecord {
        usual_first_name: Some(1),
        ..person
    }
}

#[cfg(test)]
mod tests {
    use super::LONGEST;
    use amtskoffer_domain::names::letters;

    #[test]
    fn the_longest_name_has_as_many_letters_as_an_order_takes() {
        assert_eq!(letters(LONGEST), 120);
    }
}
