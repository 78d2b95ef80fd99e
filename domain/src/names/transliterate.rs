//! Names in A–Z: for the machine readable zone (ICAO Doc 9303-3) and for the register search.

use super::unicode::{is_mark, nfc, nfd};

/// A name as the machine readable zone writes it: upper A–Z, spaces, hyphens and fillers as `<`,
/// apostrophes and other signs dropped, no filler at the ends and none doubled.
///
/// `Müller-Lüdenscheidt` becomes `MUELLER<LUEDENSCHEIDT`, `D’Alembert` becomes `DALEMBERT`.
pub fn mrz_form(name: &str) -> String {
    joined(name, '<', |sign| {
        matches!(sign, '-' | '<') || sign.is_whitespace()
    })
}

/// A name for comparing and searching: upper A–Z and digits, words parted by one space, signs
/// dropped. Both sides of a comparison are to be brought to this form; never show it.
///
/// Follows the search form published with DIN 91379 (umlauts to `AE`, `OE`, `UE`; `ß` to `SS`).
pub fn search_form(text: &str) -> String {
    joined(text, ' ', |sign| sign == '-' || sign.is_whitespace())
}

fn joined(text: &str, gap: char, is_gap: impl Fn(char) -> bool) -> String {
    let mut form = String::with_capacity(text.len());
    let mut owed = false;
    for letter in nfc(text).chars() {
        if is_gap(letter) {
            owed = !form.is_empty();
            continue;
        }
        let latin = latin(letter, &form);
        if latin.is_empty() {
            continue;
        }
        if owed {
            form.push(gap);
            owed = false;
        }
        form.push_str(&latin);
    }
    form
}

/// One code point in A–Z and 0–9, or nothing for signs and marks. A diaeresis that stands alone as
/// a mark (`Ạ̈`) still makes the vowel before it an umlaut.
fn latin(letter: char, before: &str) -> String {
    if letter == DIAERESIS && before.ends_with(['A', 'O', 'U']) {
        return "E".to_owned();
    }
    if let Some(special) = special(letter) {
        return special.to_owned();
    }
    let parts = nfd(letter);
    let Some((&base, marks)) = parts.split_first() else {
        return String::new();
    };
    if is_mark(base) {
        return String::new();
    }
    let upper: String = match special(base) {
        Some(special) => special.to_owned(),
        None => base
            .to_uppercase()
            .filter(char::is_ascii_alphanumeric)
            .collect(),
    };
    match upper.as_str() {
        "A" | "O" | "U" if marks.contains(&DIAERESIS) => upper + "E",
        "A" if marks.contains(&RING) => "AA".to_owned(),
        _ => upper,
    }
}

const DIAERESIS: char = '\u{0308}';
const RING: char = '\u{030A}';

/// Letters whose Latin form is not their base letter.
fn special(letter: char) -> Option<&'static str> {
    Some(match letter {
        'Æ' | 'æ' => "AE",
        'Ð' | 'ð' | 'Đ' | 'đ' => "D",
        'Ø' | 'ø' | 'Œ' | 'œ' => "OE",
        'Þ' | 'þ' => "TH",
        'ß' | 'ẞ' => "SS",
        'Ħ' | 'ħ' => "H",
        'ı' | 'Ɨ' | 'ɨ' => "I",
        'Ĳ' | 'ĳ' => "IJ",
        'ĸ' => "K",
        'Ŀ' | 'ŀ' | 'Ł' | 'ł' => "L",
        'ŉ' | 'Ŋ' | 'ŋ' => "N",
        'Ŧ' | 'ŧ' => "T",
        'Ƈ' | 'ƈ' => "C",
        'Ə' | 'ə' => "E",
        'Ʒ' | 'ʒ' => "Z",
        'Ǥ' | 'ǥ' => "G",
        _ => return None,
    })
}
