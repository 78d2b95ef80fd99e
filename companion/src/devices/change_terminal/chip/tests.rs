use super::residence::{Contents, Dwelling, NO_DWELLING, contents};
use super::{GROUPS, Place, Reading, read};
use proptest::prelude::*;

fn hex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text
        .chars()
        .filter_map(|digit| digit.to_digit(16))
        .map(|digit| digit as u8)
        .collect();
    digits
        .chunks(2)
        .map(|pair| pair[0] << 4 | pair[1])
        .collect()
}

fn text(of: &str) -> Reading {
    Reading::Text(of.to_owned())
}

#[test]
fn plain_groups_are_read() {
    for (group, bytes, reading) in [
        (1, "61 04 13 02 4944", text("ID")),
        (2, "62 03 13 01 44", text("D")),
        (
            3,
            "63 0A 12 08 3230323931303331",
            Reading::Day("20291031".into()),
        ),
        (4, "64 07 0C 05 4572 69 6B61", text("Erika")),
        (5, "65 05 0C 03 4BC3B6", text("Kö")),
        (7, "67 02 0C 00", Reading::Empty),
        (
            8,
            "68 0A 12 08 3139363420202020",
            Reading::Day("1964    ".into()),
        ),
        (10, "6A 03 13 01 44", text("D")),
        (
            18,
            "72 09 04 07 02760503150000",
            Reading::ResidenceId("02760503150000".into()),
        ),
        (18, "72 02 04 00", Reading::Empty),
        (19, "73 06 A1 04 0C 02 4869", text("Hi")),
        (20, "74 08 A2 06 04 04 F3C80400", text("Hi")),
        (13, "", Reading::Empty),
        (13, "6D 00", Reading::Empty),
        (4, "0000000000", Reading::Empty),
    ] {
        assert_eq!(read(group, &hex(bytes)), reading, "group {group}");
    }
}

#[test]
fn places_are_read_in_all_forms() {
    let words = |words: &str| Place {
        words: Some(words.to_owned()),
        ..Place::default()
    };
    let birth = read(9, &hex("69 08 A1 06 0C 04 426F6E6E"));
    assert_eq!(birth, Reading::Place(words("Bonn")));
    let several = read(17, &hex("71 0A 31 08 A1 06 0C 04 426F6E6E"));
    assert_eq!(several, Reading::Place(words("Bonn")));
    let town_alone = read(9, &hex("69 0A 30 08 AB 06 0C 04 426F6E6E"));
    let bonn = Place {
        town: Some("Bonn".to_owned()),
        ..Place::default()
    };
    assert_eq!(town_alone, Reading::Place(bonn));
}

#[test]
fn what_is_not_as_the_guideline_has_it_is_called_so() {
    for (group, bytes) in [
        (4, "65 07 0C 05 4572696B61"),
        (4, "64 07 0C 05 4572"),
        (4, "64 04 0C 02 FFFF"),
        (4, "64 03 0C 01 07"),
        (4, "64 03 04 01 41"),
        (3, "63 03 12 01 41"),
        (17, "71 04 30 02 AF 00"),
        (17, "71 06 30 04 AA 02 0C 00"),
        (17, "71 02 31 00"),
        (18, "72 03 04 01 FA"),
        (18, "72 0A 04 08 0276050315000000"),
        (20, "74 04 A2 02 04 00"),
        (20, "74 06 A2 04 04 02 FFFF"),
        (200, "61 00"),
    ] {
        assert_eq!(
            read(group, &hex(bytes)),
            Reading::Unreadable,
            "{group}: {bytes}"
        );
    }
}

#[test]
fn a_packed_note_cannot_swell_without_bound() {
    let packed = miniz_oxide::deflate::compress_to_vec(&vec![b'A'; 10 << 20], 9);
    let octets = super::tlv::object(0x04, &packed);
    let group = super::tlv::object(0x74, &super::tlv::object(0xA2, &octets));
    assert_eq!(read(20, &group), Reading::Unreadable);
}

#[test]
fn a_dwelling_is_written_as_it_is_read() {
    let dwelling = Dwelling::Here {
        street: "Heidestraße 17".to_owned(),
        postcode: "51147".to_owned(),
        town: "Köln".to_owned(),
        municipality_key: "05315000".to_owned(),
    };
    let Contents {
        address,
        residence_id,
    } = contents(&dwelling).unwrap();
    assert_eq!(residence_id, hex("72 09 04 07 02760503150000"));
    let place = Place {
        street: Some("Heidestraße 17".to_owned()),
        town: Some("Köln".to_owned()),
        country: Some("D".to_owned()),
        postcode: Some("51147".to_owned()),
        ..Place::default()
    };
    assert_eq!(read(17, &address), Reading::Place(place));
    assert_eq!(address[..2], [0x71, address.len() as u8 - 2]);
}

#[test]
fn without_a_dwelling_the_guidelines_words_stand_there() {
    let written = contents(&Dwelling::None).unwrap();
    let place = Place {
        words: Some(NO_DWELLING.to_owned()),
        ..Place::default()
    };
    assert_eq!(read(17, &written.address), Reading::Place(place));
    assert_eq!(read(18, &written.residence_id), Reading::Empty);
}

#[test]
fn without_a_municipality_nothing_is_made() {
    let dwelling = Dwelling::Here {
        street: String::new(),
        postcode: String::new(),
        town: String::new(),
        municipality_key: "99".to_owned(),
    };
    assert!(contents(&dwelling).is_err());
}

proptest! {
    #[test]
    fn any_bytes_are_some_reading(
        group in any::<u8>(),
        bytes in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let _ = read(group, &bytes);
    }

    #[test]
    fn bytes_of_the_right_group_are_some_reading(
        group in prop::sample::select(&GROUPS[..]),
        bytes in prop::collection::vec(any::<u8>(), 0..100),
    ) {
        let _ = read(group, &super::tlv::object(0x60 + u16::from(group), &bytes));
    }

    #[test]
    fn any_dwelling_comes_back(street in "[a-zA-ZäöüßÀ-ž 0-9-]{0,80}", town in "\\PC{1,80}") {
        let dwelling = Dwelling::Here {
            street: street.clone(),
            postcode: "01067".to_owned(),
            town: town.clone(),
            municipality_key: "14612000".to_owned(),
        };
        let written = contents(&dwelling).unwrap();
        match read(17, &written.address) {
            Reading::Place(place) => {
                prop_assert_eq!(place.street, Some(street));
                prop_assert_eq!(place.town, Some(town));
            }
            other => prop_assert!(false, "{:?}", other),
        }
    }
}
