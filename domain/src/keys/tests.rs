use super::*;
use proptest::prelude::*;

#[test]
fn a_tax_id_has_its_check_digit() {
    assert_eq!(check_tax_id("86095742719"), Ok(()));
    assert_eq!(check_tax_id("86095742718"), Err(KeyError::CheckDigit));
    assert_eq!(check_tax_id("68095742719"), Err(KeyError::CheckDigit));
    for shape in [
        "8609574271",
        "860957427190",
        "06095742719",
        "8609574271a",
        "",
        "8609574271٣",
    ] {
        assert_eq!(check_tax_id(shape), Err(KeyError::Shape), "{shape}");
    }
}

#[test]
fn the_residence_id_is_made_of_the_municipality_key() {
    for (key, id) in [
        ("05315000", "02760503150000"),
        ("05314000", "02760503140000"),
        ("03359010", "02760303590010"),
        ("11000000", "02761100000000"),
        ("09162000", "02760901620000"),
    ] {
        assert_eq!(residence_id(key).as_deref(), Ok(id));
    }
    for key in [
        "5315000",
        "053150000",
        "00315000",
        "17315000",
        "0531500x",
        "",
    ] {
        assert_eq!(residence_id(key), Err(KeyError::Shape), "{key}");
    }
}

#[test]
fn abroad_only_the_country_is_told() {
    assert_eq!(foreign_residence_id(250).as_deref(), Ok("0250"));
    for country in [0, 276, 1000] {
        assert_eq!(
            foreign_residence_id(country),
            Err(KeyError::Shape),
            "{country}"
        );
    }
}

#[test]
fn new_serials_have_no_zero_and_old_ones_may() {
    assert_eq!(check_serial_to_issue("LZ6311T47"), Ok(()));
    for serial in [
        "L01X00T47",
        "LZ6311T4",
        "LZ6311T475",
        "LZ6311B47",
        "lz6311t47",
        "LZ6311Ä4",
    ] {
        assert_eq!(
            check_serial_to_issue(serial),
            Err(KeyError::Shape),
            "{serial}"
        );
    }
    for serial in [
        "LZ6311T47",
        "LZ6311T475",
        "L01X00T47",
        "L01X00T471",
        "T220001293",
        "A1234567",
    ] {
        assert_eq!(check_serial_read(serial), Ok(()), "{serial}");
    }
    assert_eq!(check_serial_read("LZ6311T474"), Err(KeyError::CheckDigit));
    assert_eq!(check_serial_read("C01XYCCG95"), Err(KeyError::CheckDigit));
    for serial in [
        "",
        "LZ6311T",
        "LZ6311T4755",
        "LZ6311T47A",
        "LZ6311E47",
        "ÄÖ6311T47",
        "1234567A",
    ] {
        assert_eq!(check_serial_read(serial), Err(KeyError::Shape), "{serial}");
    }
}

#[test]
fn postcodes_have_five_digits() {
    for postcode in ["51147", "01067", "99998"] {
        assert_eq!(check_postcode(postcode), Ok(()));
    }
    for postcode in ["5114", "511470", "00123", "5114a", "٥١١٤٧", ""] {
        assert_eq!(check_postcode(postcode), Err(KeyError::Shape), "{postcode}");
    }
}

proptest! {
    #[test]
    fn any_wrong_digit_of_a_tax_id_is_caught(at in 0usize..11, digit in 0u8..=9) {
        let mut number = b"86095742719".to_vec();
        let right = number[at];
        number[at] = b'0' + digit;
        let number = String::from_utf8(number).unwrap();
        prop_assert_eq!(check_tax_id(&number).is_ok(), b'0' + digit == right);
    }

    #[test]
    fn checks_are_total(text in any::<String>()) {
        let _ = (check_tax_id(&text), check_municipality_key(&text), residence_id(&text));
        let _ = (check_serial_read(&text), check_serial_to_issue(&text), check_postcode(&text));
    }
}
