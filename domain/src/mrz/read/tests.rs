use super::*;

const CARD: &str = "IDD<<LZ6311T475<<<<<<<<<<<<<<<\n\
                    8308126<3110315D<<2108<<<<<<<9\n\
                    MUSTERMANN<<ERIKA<<<<<<<<<<<<<";
const PASSPORT: &str = "P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<<\n\
                        C01X00T478D<<6408125F31033152108<<<<<<<<<<38";
const TEMPORARY: &str = "ITD<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<\n\
                         A1234567<6D<<8308126<2602280<<<<<<<6";

fn one(text: &str) -> Reading {
    let mut readings = read(text, &[]).unwrap();
    assert_eq!(readings.len(), 1, "{readings:#?}");
    readings.remove(0)
}

#[test]
fn a_clean_zone_of_each_size_is_read_as_it_stands() {
    for (zone, size) in [
        (CARD, Size::Td1),
        (TEMPORARY, Size::Td2),
        (PASSPORT, Size::Td3),
    ] {
        let reading = one(zone);
        assert_eq!(reading.size, size);
        assert_eq!(reading.lines.join("\n"), zone);
        assert_eq!(reading.document.surname, "MUSTERMANN");
        assert!(reading.repairs.is_empty());
    }
}

#[test]
fn how_it_is_typed_does_not_matter() {
    let small = one(&CARD.to_lowercase().replace("<<", " < < "));
    assert_eq!(small.lines.join("\n"), CARD);
    let at_once = one(&PASSPORT.replace('\n', ""));
    assert_eq!(at_once.lines.join("\n"), PASSPORT);
    let quotes = one(&CARD.replace("<<", "«").replace('<', "‹"));
    assert_eq!(quotes.lines.join("\n"), CARD);
}

#[test]
fn fillers_at_an_end_need_not_be_counted() {
    let few = CARD
        .replace("ERIKA<<<<<<<<<<<<<", "ERIKA<<")
        .replace("75<<<<<<<<<<<<<<<\n", "75<<<<<<<<<<<<<<<<<<\n");
    let reading = one(&few);
    assert_eq!(reading.lines.join("\n"), CARD);
    let reasons: Vec<Reason> = reading.repairs.iter().map(|repair| repair.reason).collect();
    assert_eq!(reasons, [Reason::Fillers, Reason::Fillers]);
}

#[test]
fn letters_that_look_like_digits_are_told_apart_by_the_check_digits() {
    for (from, to, part) in [
        ("LZ6311T475", "LZ63I1T475", Part::Number),
        ("LZ6311T475", "L26311T475", Part::Number),
        ("LZ6311T475", "LZ6311747S", Part::Number),
        ("8308126<3110315", "83O8I26<3110315", Part::Birth),
        ("8308126<3110315", "B308126<31103I5", Part::Expiry),
    ] {
        let reading = one(&CARD.replace(from, to));
        assert_eq!(reading.lines.join("\n"), CARD, "{to}");
        assert!(
            reading.repairs.iter().any(|repair| repair.part == part),
            "{to}"
        );
    }
}

#[test]
fn a_repair_says_where_what_and_why() {
    let reading = one(&CARD.replace("LZ6311T475", "LZ63I1T475"));
    let repair = Repair {
        line: 0,
        place: 9,
        read: 'I',
        now: '1',
        part: Part::Number,
        reason: Reason::CheckDigit,
    };
    assert_eq!(reading.repairs, [repair]);
}

#[test]
fn names_and_states_have_letters_only() {
    let reading = one(&CARD.replace("ERIKA", "ER1KA").replace("IDD<<", "1D0<<"));
    assert_eq!(reading.lines.join("\n"), CARD);
    assert!(
        reading
            .repairs
            .iter()
            .all(|repair| repair.reason == Reason::Place)
    );
    assert_eq!(reading.repairs.len(), 3);
}

#[test]
fn what_was_hard_to_see_is_said_if_no_check_digit_decides() {
    let doubt = Doubt {
        line: 0,
        place: 7,
        other: 'G',
    };
    let readings = read(CARD, &[doubt]).unwrap();
    let numbers: Vec<&str> = readings
        .iter()
        .map(|r| r.document.number.as_str())
        .collect();
    assert_eq!(numbers, ["LZ6311T47", "LZG311T47"]);
    let decided = Doubt {
        other: '8',
        ..doubt
    };
    assert_eq!(read(CARD, &[decided]).unwrap().len(), 1);
    let outside = Doubt {
        line: 9,
        place: 99,
        other: 'ß',
    };
    assert_eq!(read(CARD, &[outside]).unwrap().len(), 1);
}

#[test]
fn what_cannot_be_explained_is_not_read() {
    let wrong = CARD.replace("LZ6311T475", "C01XYCCG94");
    assert!(
        matches!(read(&wrong, &[]), Err(ReadError::CheckDigits { parts }) if parts.contains(&Part::Number))
    );
    assert_eq!(
        read("IDD<<\n8308126<", &[]),
        Err(ReadError::Shape {
            lengths: vec![5, 8]
        })
    );
    assert_eq!(read("", &[]), Err(ReadError::Shape { lengths: vec![] }));
    assert_eq!(read("ÄÖ", &[]), Err(ReadError::Sign { sign: 'Ä' }));
    assert_eq!(read(&"<".repeat(401), &[]), Err(ReadError::TooLong));
    let cut = CARD.replace("ERIKA<<<<<<<<<<<<<", "ERIKA");
    assert_eq!(
        read(&cut, &[]),
        Err(ReadError::LineLength {
            line: 2,
            expected: 30,
            actual: 17
        })
    );
}

#[test]
fn a_day_that_no_calendar_has_is_said() {
    let digit = crate::mrz::check_digit("830231").unwrap();
    let second = format!("830231{digit}<3110315D<<2108<<<<<<<");
    let composite = crate::mrz::check_digit(&format!(
        "LZ6311T475<<<<<<<<<<<<<<<830231{digit}31103152108<<<<<<<"
    ))
    .unwrap();
    let zone = format!(
        "IDD<<LZ6311T475<<<<<<<<<<<<<<<\n{second}{composite}\nMUSTERMANN<<ERIKA<<<<<<<<<<<<<"
    );
    assert_eq!(
        read(&zone, &[]),
        Err(ReadError::Contents(MrzError::Unreadable(Part::Birth)))
    );
}
