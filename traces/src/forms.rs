//! One word, as the byte patterns it may have become.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

/// Shortest pattern that is looked for: shorter ones stand in any file by chance.
const SHORTEST: usize = 6;

/// What is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Canary {
    /// How it is named in the report; never the word itself.
    pub name: String,
    /// The word in UTF-8, or any bytes.
    pub bytes: Vec<u8>,
}

/// One pattern of a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// E.g. `utf-16le`.
    pub name: &'static str,
    /// What to look for.
    pub pattern: Vec<u8>,
}

/// All patterns of a word, each once.
pub fn of(word: &[u8]) -> Vec<Form> {
    let mut forms = Forms(Vec::new());
    forms.bytes(word);
    if let Ok(text) = std::str::from_utf8(word) {
        forms.text(text);
    }
    forms.0
}

struct Forms(Vec<Form>);

impl Forms {
    fn bytes(&mut self, word: &[u8]) {
        self.add("plain", word.to_vec());
        self.base64(word);
        let hex = hex(word);
        self.add("hex", hex.to_ascii_uppercase().into_bytes());
        self.add("hex", hex.into_bytes());
    }

    fn text(&mut self, text: &str) {
        self.add("upper case", text.to_uppercase().into_bytes());
        self.add("lower case", text.to_lowercase().into_bytes());
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        self.base64(&little);
        self.add("utf-16le", little);
        self.add("utf-16be", big);
        if let Ok(latin) = text.chars().map(|c| u8::try_from(u32::from(c))).collect() {
            self.add("latin-1", latin);
        }
        let all = |_| true;
        let needed = |byte: u8| !(byte.is_ascii_alphanumeric() || b"-_.~!*'()".contains(&byte));
        self.add("percent", percent(text, needed, '+'));
        self.add("percent", percent(text, needed, '%'));
        self.add("percent", percent(text, all, '%').to_ascii_lowercase());
        self.add("percent", percent(text, all, '%'));
        self.add("json", json(text).into_bytes());
    }

    /// Whatever stands before a word moves its base64 by none, one or two bytes; characters that also
    /// hold bits of neighbours are left away.
    fn base64(&mut self, word: &[u8]) {
        for before in 0..3 {
            let moved = [&[0; 2][..before], word].concat();
            let from = (before * 8).div_ceil(6);
            let to = moved.len() * 8 / 6;
            for alphabet in [STANDARD_NO_PAD, URL_SAFE_NO_PAD] {
                let text = alphabet.encode(&moved).into_bytes();
                self.add("base64", text[from..to].to_vec());
            }
        }
    }

    fn add(&mut self, name: &'static str, pattern: Vec<u8>) {
        let is_new = self.0.iter().all(|form| form.pattern != pattern);
        if pattern.len() >= SHORTEST && is_new {
            self.0.push(Form { name, pattern });
        }
    }
}

fn hex(word: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |half: u8| char::from(DIGITS[usize::from(half)]);
    word.iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}

/// As in an address; `space` is what a space becomes, `%` for its code.
fn percent(text: &str, escapes: impl Fn(u8) -> bool, space: char) -> Vec<u8> {
    let written = |byte: u8| match byte {
        b' ' if space == '+' => "+".to_owned(),
        _ if escapes(byte) => format!("%{byte:02X}"),
        _ => char::from(byte).to_string(),
    };
    text.bytes().map(written).collect::<String>().into_bytes()
}

/// As in JSON that keeps to ASCII.
fn json(text: &str) -> String {
    let escaped = |unit: u16| match u8::try_from(unit) {
        Ok(byte) if byte.is_ascii() => char::from(byte).to_string(),
        _ => format!("\\u{unit:04x}"),
    };
    text.encode_utf16().map(escaped).collect()
}

#[cfg(test)]
mod tests {
    use super::of;
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use proptest::prelude::*;

    #[test]
    fn a_word_has_its_forms() {
        let forms = of("Groß Ünter".as_bytes());
        let has = |name: &str, pattern: &[u8]| {
            let is = |form: &&super::Form| form.name == name && form.pattern == pattern;
            assert!(forms.iter().find(is).is_some(), "{name}");
        };
        has("plain", "Groß Ünter".as_bytes());
        has("latin-1", b"Gro\xdf \xdcnter");
        has("percent", b"Gro%C3%9F%20%C3%9Cnter");
        has("percent", b"Gro%C3%9F+%C3%9Cnter");
        has("json", b"Gro\\u00df \\u00dcnter");
        has("hex", b"47726fc39f20c39c6e746572");
        has("utf-16be", b"\0G\0r\0o\0\xdf\0 \0\xdc\0n\0t\0e\0r");
    }

    #[test]
    fn what_is_too_short_is_not_looked_for() {
        assert!(of(b"1234").iter().all(|form| form.name != "plain"));
    }

    proptest! {
        #[test]
        fn base64_is_found_wherever_a_word_stands(
            before in prop::collection::vec(any::<u8>(), 0..7),
            word in prop::collection::vec(any::<u8>(), 9..40),
            after in prop::collection::vec(any::<u8>(), 0..7),
        ) {
            let text = STANDARD.encode([before, word.clone(), after].concat());
            let found = of(&word).into_iter().filter(|form| form.name == "base64");
            let mut patterns = found.map(|form| String::from_utf8(form.pattern).unwrap());
            prop_assert!(patterns.any(|pattern| text.contains(&pattern)));
        }
    }
}
