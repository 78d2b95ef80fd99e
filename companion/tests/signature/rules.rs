//! The rules for udev that the suitcase installs: every device that libusb drives is given to the person
//! at the seat.

use std::fs;
use std::path::Path;

use amtskoffer_companion::devices::signature::{epad, wacom_stu};
use amtskoffer_companion::devices::usb::UsbId;

#[test]
fn every_pad_is_given_to_the_person_at_the_seat_and_may_not_sleep() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../deploy/udev/70-amtskoffer.rules");
    let rules = fs::read_to_string(path).expect("readable");
    for model in wacom_stu::MODELS.into_iter().chain(epad::MODELS) {
        for what in ["TAG+=\"uaccess\"", "ATTR{power/control}=\"on\""] {
            let given = rules
                .lines()
                .any(|line| line.ends_with(what) && is_of(line, model));
            assert!(given, "{model} lacks {what}");
        }
    }
    let foreign = UsbId {
        vendor: 0x046d,
        product: 0xc52b,
    };
    assert!(!rules.lines().any(|line| is_of(line, foreign)));
}

fn is_of(rule: &str, model: UsbId) -> bool {
    let (vendor, product) = (
        format!("{:04x}", model.vendor),
        format!("{:04x}", model.product),
    );
    rule.starts_with("SUBSYSTEM==\"usb\"")
        && value(rule, "idVendor").is_some_and(|pattern| fits(pattern, &vendor))
        && value(rule, "idProduct").is_some_and(|pattern| fits(pattern, &product))
}

fn value<'a>(rule: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = rule.split_once(&format!("ATTR{{{name}}}==\""))?;
    Some(rest.split_once('"')?.0)
}

/// Letters, and classes of letters like `[1-68]`.
fn fits(pattern: &str, text: &str) -> bool {
    let Some(first) = text.chars().next() else {
        return pattern.is_empty();
    };
    if let Some((class, rest)) = pattern.strip_prefix('[').and_then(|it| it.split_once(']')) {
        let letters: Vec<char> = class.chars().collect();
        let in_range = letters
            .windows(3)
            .any(|it| it[1] == '-' && (it[0]..=it[2]).contains(&first));
        let is_in = in_range || (first != '-' && letters.contains(&first));
        return is_in && fits(rest, &text[first.len_utf8()..]);
    }
    pattern
        .strip_prefix(first)
        .is_some_and(|rest| fits(rest, &text[first.len_utf8()..]))
}
