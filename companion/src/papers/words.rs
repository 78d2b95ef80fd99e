//! German words of the papers that depend on keys.

use amtskoffer_domain::fees::rule;
use amtskoffer_domain::fields::NOT_STATED;

/// What a fee is for, and where it stands.
pub fn fee(rule: &str) -> (&'static str, &'static str) {
    match rule {
        rule::PA_GE24 => ("Personalausweis (ab 24 Jahren)", "§ 1 Abs. 1 PAuswGebV"),
        rule::PA_LT24 => ("Personalausweis (unter 24 Jahren)", "§ 1 Abs. 1 PAuswGebV"),
        rule::PA_OOH => ("Zuschlag außerhalb der Dienstzeit", "§ 1 PAuswGebV"),
        rule::PA_ABROAD_NC => ("Zuschlag Ausland, unzuständige Behörde", "§ 1 PAuswGebV"),
        rule::PA_DELIVERY => ("Zustellung nach Hause", "§ 1 PAuswGebV"),
        rule::PA_PHOTO => ("Lichtbild durch die Behörde", "§ 1 PAuswGebV"),
        rule::MB_SIMPLE => ("Meldebescheinigung (einfach)", "Verwaltungsgebührensatzung"),
        _ => ("Weitere Gebühr", "Gebührentabelle"),
    }
}

/// A finger by its ISO position.
pub fn finger(position: u8) -> &'static str {
    match position {
        1 => "rechter Daumen",
        2 => "rechter Zeigefinger",
        3 => "rechter Mittelfinger",
        4 => "rechter Ringfinger",
        6 => "linker Daumen",
        7 => "linker Zeigefinger",
        8 => "linker Mittelfinger",
        9 => "linker Ringfinger",
        _ => "anderer Finger",
    }
}

/// `172 cm`, or the sign for what cannot be found out.
pub fn height(centimetres: &str) -> String {
    if centimetres == NOT_STATED {
        return centimetres.to_owned();
    }
    format!("{centimetres} cm")
}

/// `46,00 €`.
pub fn euros(cents: i64) -> String {
    format!("{},{:02}\u{a0}€", cents / 100, cents % 100)
}

#[cfg(test)]
mod tests {
    use super::{euros, fee, finger};
    use amtskoffer_domain::fees::rule;
    use amtskoffer_domain::rules::fingers::{Finger, Hand, Position};

    #[test]
    fn every_fee_of_our_services_has_its_words() {
        for known in [
            rule::PA_GE24,
            rule::PA_LT24,
            rule::PA_OOH,
            rule::PA_DELIVERY,
            rule::PA_PHOTO,
        ] {
            assert_ne!(fee(known), fee("unknown"), "{known}");
        }
        assert_ne!(fee(rule::MB_SIMPLE), fee("unknown"));
    }

    #[test]
    fn every_finger_that_is_taken_has_its_words() {
        for hand in Hand::ALL {
            for finger_of_hand in Finger::ORDER {
                let code = Position {
                    hand,
                    finger: finger_of_hand,
                }
                .code();
                assert_ne!(finger(code), finger(0), "{code}");
            }
        }
    }

    #[test]
    fn amounts_have_two_digits_of_cents() {
        assert_eq!(euros(4600), "46,00\u{a0}€");
        assert_eq!(euros(5), "0,05\u{a0}€");
    }
}
