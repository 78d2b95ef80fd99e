//! The invented Amt: 17 municipalities with their keys, postcodes, sizes and streets.
//!
//! The keys name a district that does not exist (01 0 99), the postcodes a region that is not in
//! use (43).

use amtskoffer_contract::register::{Address, DwellingKind};

use super::random::Random;

/// Who issued the documents of the residents.
pub(super) const AUTHORITY: &str = "Amt Sonnwiek";

/// One municipality.
#[derive(Clone, Copy, Debug)]
pub(super) struct Municipality {
    pub key: &'static str,
    pub name: &'static str,
    pub postcode: &'static str,
    /// Share of the residents, in thousandths.
    pub share: usize,
    /// How many of the streets it has, from which one on.
    pub streets: (usize, usize),
    pub highest_number: i16,
}

/// The main place; the hard persons and the care home are here.
pub(super) const MAIN: Municipality = place("01099001", "Sonnwiek", "43101", 330, (0, 60), 90);

pub(super) const MUNICIPALITIES: [Municipality; 17] = [
    MAIN,
    place("01099002", "Krähenbek", "43101", 96, (8, 22), 60),
    place("01099003", "Alt Birkhorst", "43102", 74, (16, 18), 48),
    place("01099004", "Neu Birkhorst", "43102", 38, (30, 12), 40),
    place("01099005", "Dornhude", "43103", 61, (38, 16), 44),
    place("01099006", "Ellersande", "43103", 52, (4, 14), 44),
    place("01099007", "Fuchsmoor", "43104", 29, (12, 9), 36),
    place(
        "01099008",
        "Grünhaven an der Sonnau",
        "43104",
        68,
        (22, 16),
        52,
    ),
    place("01099009", "Hasselwarf", "43105", 24, (28, 8), 30),
    place("01099010", "Immenbrook", "43105", 41, (34, 12), 38),
    place("01099011", "Jagenkoog", "43106", 15, (40, 6), 28),
    place("01099012", "Kleihusen", "43106", 36, (44, 11), 36),
    place("01099013", "Lüttenrade", "43107", 33, (2, 10), 34),
    place("01099014", "Moorkamp-Süd", "43107", 27, (10, 9), 30),
    place("01099015", "Nebelsiel", "43108", 44, (18, 12), 40),
    place("01099016", "Osterkuhlen", "43108", 19, (26, 7), 28),
    place("01099017", "Pöhlsrade", "43109", 13, (32, 5), 24),
];

const STREETS: [&str; 60] = [
    "Hauptstraße",
    "Dorfstraße",
    "Am Markt",
    "Kirchweg",
    "Lindenallee",
    "Schulstraße",
    "Mühlenweg",
    "Birkenweg",
    "Heidestraße",
    "Achtern Diek",
    "Bahnhofstraße",
    "Rosenweg",
    "Am Sportplatz",
    "Gartenstraße",
    "Feldstraße",
    "Eichenkamp",
    "Zum Hafen",
    "Moorweg",
    "Wiesengrund",
    "An der Sonnau",
    "Kastanienallee",
    "Lütt Wisch",
    "Norderende",
    "Süderende",
    "Meisenstieg",
    "Amselstieg",
    "Alte Ziegelei",
    "Krugberg",
    "Am Dorfteich",
    "Hinter den Höfen",
    "Fasanenweg",
    "Erlengrund",
    "Kuhtrift",
    "Pastorenkoppel",
    "Bäckerstraße",
    "Schmiedestraße",
    "Brunnenweg",
    "Sandkuhle",
    "Reetweg",
    "Deichstraße",
    "Im Winkel",
    "Waldstraße",
    "Tannenweg",
    "Buchenhain",
    "Holunderweg",
    "Schleusenweg",
    "Windmühlenberg",
    "Ringstraße",
    "Kapellenweg",
    "Osterwohld",
    "Westertoft",
    "Fliederweg",
    "Dr.-Sönksen-Straße",
    "Straße der Freiwilligen Feuerwehr",
    "Grüner Weg",
    "Alter Postweg",
    "Neue Straße",
    "Friedhofsallee",
    "Amtsstraße",
    "Am Wasserturm",
];

/// A municipality by its share of the residents.
pub(super) fn municipality(random: &mut Random) -> Municipality {
    let mut left = random.below(1000);
    for municipality in MUNICIPALITIES {
        if left < municipality.share {
            return municipality;
        }
        left -= municipality.share;
    }
    MAIN
}

/// A dwelling in a municipality.
pub(super) fn dwelling(random: &mut Random, at: Municipality, since: String) -> Address {
    let (first, count) = at.streets;
    let street = STREETS[(first + random.below(count)) % STREETS.len()];
    let number = random.between(1, at.highest_number);
    let addition = if random.chance(80) {
        random.pick(&[" a", " b", " c"])
    } else {
        ""
    };
    address(at, street, &format!("{number}{addition}"), since)
}

/// An address in a municipality.
pub(super) fn address(at: Municipality, street: &str, number: &str, since: String) -> Address {
    Address {
        street: street.to_owned(),
        house_number: number.to_owned(),
        postcode: at.postcode.to_owned(),
        place: at.name.to_owned(),
        municipality_key: at.key.to_owned(),
        kind: DwellingKind::Sole,
        since,
    }
}

const fn place(
    key: &'static str,
    name: &'static str,
    postcode: &'static str,
    share: usize,
    streets: (usize, usize),
    highest_number: i16,
) -> Municipality {
    Municipality {
        key,
        name,
        postcode,
        share,
        streets,
        highest_number,
    }
}

#[cfg(test)]
mod tests {
    use super::MUNICIPALITIES;

    #[test]
    fn the_shares_add_up() {
        assert_eq!(
            MUNICIPALITIES
                .iter()
                .map(|place| place.share)
                .sum::<usize>(),
            1000
        );
    }
}
