//! Names to be spread over the households: written for this purpose, in the usual frequencies only
//! roughly.

use super::random::Random;

/// A first name for a sex (`f`, otherwise male) and a year of birth.
pub(super) fn german_first_name(random: &mut Random, sex: &str, year: i16) -> &'static str {
    let generation = match year {
        ..1950 => 0,
        1950..1985 => 1,
        _ => 2,
    };
    let names = if sex == "f" {
        FEMALE[generation]
    } else {
        MALE[generation]
    };
    random.pick_early(names)
}

/// A family name; some are double names.
pub(super) fn german_family_name(random: &mut Random) -> String {
    let name = random.pick_early(FAMILY);
    if random.chance(970) {
        return name.to_owned();
    }
    let second = random.pick(FAMILY);
    if second == name {
        name.to_owned()
    } else {
        format!("{name}-{second}")
    }
}

/// Names of one country: its Destatis key, place of birth, family and first names.
#[derive(Clone, Copy, Debug)]
pub(super) struct Country {
    pub key: &'static str,
    pub birth_places: &'static [&'static str],
    pub family: &'static [&'static str],
    pub female: &'static [&'static str],
    pub male: &'static [&'static str],
}

/// Where residents come from that are not from here.
pub(super) const COUNTRIES: &[&Country] = &[
    &Country {
        key: "152",
        birth_places: &["Gdańsk", "Szczecin", "Łódź"],
        family: &[
            "Kowalczyk",
            "Wiśniewska",
            "Wójcik",
            "Zieliński",
            "Dąbrowska",
            "Łuczak",
        ],
        female: &["Agnieszka", "Małgorzata", "Zofia", "Ewelina"],
        male: &["Tomasz", "Paweł", "Michał", "Stanisław"],
    },
    &Country {
        key: "163",
        birth_places: &["İzmir", "Ankara", "Muğla"],
        family: &["Yılmaz", "Çelik", "Öztürk", "Aydın", "Koç", "Güneş"],
        female: &["Elif", "Gülşen", "Zeynep", "Ayşegül"],
        male: &["Mehmet", "Emre", "Çağlar", "İbrahim"],
    },
    &Country {
        key: "166",
        birth_places: &["Kyjiw", "Odessa", "Charkiw"],
        family: &[
            "Schewtschenko",
            "Kowalenko",
            "Melnyk",
            "Bondarenko",
            "Tkatschenko",
        ],
        female: &["Oksana", "Olena", "Darija", "Natalija"],
        male: &["Andrij", "Mykola", "Serhij", "Taras"],
    },
    &Country {
        key: "475",
        birth_places: &["Aleppo", "Homs", "Damaskus"],
        family: &["al-Ḥasan", "Ḫalīl", "Ḥaddād", "Ibrahim", "al Masri"],
        female: &["Rīm", "Amina", "Fāṭima", "Hala"],
        male: &["Aḥmad", "Khaled", "Yūsuf", "Omar"],
    },
    &Country {
        key: "154",
        birth_places: &["Timișoara", "Iași", "Brașov"],
        family: &["Ionescu", "Popa", "Dumitru", "Rădulescu", "Țurcanu"],
        female: &["Ioana", "Mădălina", "Elena"],
        male: &["Andrei", "Ștefan", "Mihai"],
    },
    &Country {
        key: "126",
        birth_places: &["Aabenraa", "Sønderborg", "Tønder"],
        family: &["Kjær", "Nørgaard", "Østergård", "Mikkelsen"],
        female: &["Kirsten", "Inger", "Åse"],
        male: &["Jørgen", "Niels", "Åge"],
    },
    &Country {
        key: "432",
        birth_places: &["Hà Nội", "Đà Nẵng"],
        family: &["Trần", "Phạm", "Lê", "Dương", "Đặng"],
        female: &["Thị Lan", "Ngọc Ánh", "Mỹ Linh"],
        male: &["Văn Minh", "Quốc Hùng", "Đức Anh"],
    },
    &Country {
        key: "137",
        birth_places: &["Catania", "Bari"],
        family: &["Esposito", "D’Angelo", "Lo Presti", "Marchetti"],
        female: &["Giulia", "Chiara", "Concetta"],
        male: &["Salvatore", "Nicolò", "Matteo"],
    },
];

/// Places of birth of those who are from here.
pub(super) const BIRTH_PLACES: &[&str] = &[
    "Sonnwiek",
    "Kiel",
    "Flensburg",
    "Hamburg",
    "Husum",
    "Rendsburg",
    "Lübeck",
    "Neumünster",
    "Berlin",
    "Heide",
    "Rostock",
    "Bremen",
    "Köln",
    "Stettin",
    "Königsberg (Pr)",
    "Dresden",
];

#[rustfmt::skip]
const FAMILY: &[&str] = &[
    "Petersen", "Hansen", "Jansen", "Müller", "Schmidt", "Jensen", "Christiansen", "Schröder",
    "Thomsen", "Nissen", "Carstensen", "Meyer", "Lorenzen", "Schulz", "Clausen", "Johannsen",
    "Hinrichsen", "Andresen", "Paulsen", "Martens", "Wolff", "Fischer", "Weber", "Wagner",
    "Becker", "Hoffmann", "Koch", "Bauer", "Richter", "Klein", "Neumann", "Schwarz", "Braun",
    "Krüger", "Hartmann", "Lange", "Krause", "Lehmann", "Köhler", "König", "Schulze", "Maier",
    "Fuchs", "Kaiser", "Lang", "Weiß", "Peters", "Scholz", "Jung", "Möller", "Hahn", "Keller",
    "Vogel", "Friedrich", "Roth", "Günther", "Frank", "Berger", "Winkler", "Beck", "Baumann",
    "Franke", "Albrecht", "Schuster", "Simon", "Ludwig", "Böhm", "Winter", "Kraus", "Schumacher",
    "Krämer", "Vogt", "Stein", "Jäger", "Otto", "Sommer", "Groß", "Seidel", "Heinrich", "Brandt",
    "Haas", "Schreiber", "Graf", "Dietrich", "Ziegler", "Kuhn", "Kühn", "Pohl", "Engel", "Horn",
    "Busch", "Bergmann", "Voigt", "Sauer", "Arnold", "Pfeiffer", "Boysen", "Brodersen", "Ketelsen",
    "Feddersen", "Ingwersen", "Momsen", "Harmsen", "Tams", "Thiessen", "Tietjen", "Tödter",
    "Stührk", "Süverkrüp", "Struve", "Sievers", "Rohwer", "Reimers", "Rathje", "Ohlsen",
    "Ohrt", "Nommensen", "Mohr", "Lüthje", "Lass", "Kröger", "Kock", "Kähler", "Jürgensen",
    "Jessen", "Ipsen", "Holst", "Hennings", "Heesch", "Gosch", "Göttsch", "Frahm", "Ehlers",
    "Dohrn", "Detlefsen", "Dehn", "Claußen", "Butenschön", "Bünz", "Bruhn", "Bornholdt", "Bock",
    "Behrens", "Asmussen", "Arp", "Ahrens", "Wulf", "Witt", "Wiese", "Wichmann", "Voß", "Timm",
    "Tiedemann", "Stolley", "Stender", "Sörensen", "Schütt", "Schlüter", "Scheel", "Saß",
    "Rix", "Quast", "Prüß", "Plambeck", "Petersilie", "Öhlschläger", "Nagel", "Mißfeldt", "Maaß",
    "Lüders", "Kruse", "Kaack", "Jöns", "Hagge", "Gripp", "Gehl", "Fock", "Fick", "Eggers",
    "Drews", "Dose", "Delfs", "Cornils", "Buhmann", "Brüggemann", "Blöcker", "Biehl", "Bielfeldt",
    "von Ahlefeld-Dehn", "von Hollen", "zu Rantow", "de Vries", "ter Horst", "van den Berg",
];

#[rustfmt::skip]
const FEMALE: [&[&str]; 3] = [
    &[
        "Gerda", "Ursula", "Ilse", "Helga", "Ingeborg", "Hannelore", "Waltraud", "Elfriede",
        "Käthe", "Lieselotte", "Irmgard", "Edith", "Christa", "Hildegard", "Gisela", "Anneliese",
        "Erna", "Magdalene", "Marga", "Wiebke", "Frauke", "Telse",
    ],
    &[
        "Sabine", "Petra", "Monika", "Birgit", "Susanne", "Andrea", "Martina", "Claudia", "Heike",
        "Karin", "Gabriele", "Anke", "Silke", "Maren", "Kirsten", "Bärbel", "Renate", "Dörte",
        "Angelika", "Ute", "Nicole", "Stefanie", "Sandra", "Katrin", "Wiebke", "Inken",
    ],
    &[
        "Emma", "Mia", "Lea", "Hannah", "Lina", "Ida", "Lotta", "Frieda", "Marie", "Sophie",
        "Charlotte", "Greta", "Merle", "Fenja", "Svea", "Jule", "Johanna", "Zoë", "Chloé", "Anna",
        "Leonie", "Paula", "Nele", "Finja", "Amelie", "Lilly", "Julia", "Katharina", "Laura",
    ],
];

#[rustfmt::skip]
const MALE: [&[&str]; 3] = [
    &[
        "Hans", "Günter", "Karl", "Heinz", "Werner", "Walter", "Helmut", "Kurt", "Johannes",
        "Ernst", "Otto", "Wilhelm", "Herbert", "Friedrich", "Hans-Jürgen", "Karl-Heinz", "Uwe",
        "Claus", "Hinrich", "Detlef", "Jürgen", "Gustav",
    ],
    &[
        "Thomas", "Michael", "Andreas", "Peter", "Stefan", "Frank", "Jörg", "Jens", "Torsten",
        "Dirk", "Holger", "Ralf", "Bernd", "Matthias", "Sönke", "Kai", "Volker", "Björn", "Heiko",
        "Olaf", "Jan", "Carsten", "Sven", "Marco", "Tim", "Rüdiger",
    ],
    &[
        "Ben", "Finn", "Jonas", "Paul", "Leon", "Luca", "Noah", "Emil", "Mats", "Lasse", "Jonte",
        "Henry", "Theo", "Anton", "Oskar", "Jannik", "Tjark", "Bjarne", "Moritz", "Fiete", "Max",
        "Elias", "Niklas", "Tom", "Hannes", "Piet", "Florian", "Tobias", "Philipp",
    ],
];
