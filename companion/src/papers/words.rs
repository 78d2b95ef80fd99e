//! German words of the papers that depend on keys.

use amtskoffer_contract::register::DocumentKind;
use amtskoffer_domain::fields::NOT_STATED;

/// Who gets the shares of a fee: the town, and whoever the law names beside it.
pub const RECEIVERS: [&str; 2] = ["Gemeindekasse", "Bundeskasse"];

/// Line of a bill that takes something off.
pub const REDUCTION: &str = "Ermäßigung";

/// A receipt that was given back after the closing in which it stands.
pub fn of_closing(number: &str, closing: &str) -> String {
    format!("{number} (aus Abschluss {closing})")
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

/// A nationality by its Destatis key. Those that the office has no adjective for are named by key.
pub fn nationality(key: &str) -> String {
    let known = NATIONALITIES.iter().find(|(known, _)| *known == key);
    known.map_or_else(|| format!("Staatsschlüssel {key}"), |(_, word)| (*word).to_owned())
}

/// German, the member states of the European Union, and states that many residents come from.
const NATIONALITIES: &[(&str, &str)] = &[
    ("000", "deutsch"),
    ("121", "albanisch"),
    ("122", "bosnisch-herzegowinisch"),
    ("124", "belgisch"),
    ("125", "bulgarisch"),
    ("126", "dänisch"),
    ("127", "estnisch"),
    ("128", "finnisch"),
    ("129", "französisch"),
    ("130", "kroatisch"),
    ("131", "slowenisch"),
    ("134", "griechisch"),
    ("135", "irisch"),
    ("137", "italienisch"),
    ("139", "lettisch"),
    ("142", "litauisch"),
    ("143", "luxemburgisch"),
    ("145", "maltesisch"),
    ("148", "niederländisch"),
    ("151", "österreichisch"),
    ("152", "polnisch"),
    ("153", "portugiesisch"),
    ("154", "rumänisch"),
    ("155", "slowakisch"),
    ("157", "schwedisch"),
    ("158", "schweizerisch"),
    ("160", "russisch"),
    ("161", "spanisch"),
    ("163", "türkisch"),
    ("164", "tschechisch"),
    ("165", "ungarisch"),
    ("166", "ukrainisch"),
    ("168", "britisch"),
    ("181", "zyprisch"),
    ("368", "amerikanisch"),
    ("423", "afghanisch"),
    ("432", "vietnamesisch"),
    ("475", "syrisch"),
    ("997", "staatenlos"),
    ("998", "ungeklärt"),
];

/// Familienstand by its key in the register (`DSMeld` 1401).
pub fn family_status(key: &str) -> String {
    let word = match key {
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
        other => other,
    };
    word.to_owned()
}

/// A religious community by its key in the register (`DSMeld` 1101).
pub fn religion(key: &str) -> &str {
    match key {
        "rk" => "römisch-katholisch",
        "ev" => "evangelisch",
        "lt" => "evangelisch-lutherisch",
        "rf" => "evangelisch-reformiert",
        "fr" => "französisch-reformiert",
        "ak" => "alt-katholisch",
        "is" => "israelitisch",
        "jd" => "jüdisch",
        "none" => "keiner öffentlich-rechtlichen Religionsgesellschaft angehörig",
        other => other,
    }
}

/// A kind of identity document.
pub fn document(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::IdCard => "Personalausweis",
        DocumentKind::TemporaryIdCard => "vorläufiger Personalausweis",
        DocumentKind::Passport => "Reisepass",
        DocumentKind::ResidencePermit => "Aufenthaltstitel",
    }
}

#[cfg(test)]
mod tests {
    use super::{finger, nationality};
    use amtskoffer_domain::rules::fingers::{Finger, Hand, Position};

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
    fn a_nationality_is_never_left_empty() {
        assert_eq!(nationality("000"), "deutsch");
        assert_eq!(nationality("131"), "slowenisch");
        assert_eq!(nationality("499"), "Staatsschlüssel 499");
    }
}
