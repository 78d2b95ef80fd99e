//! The scanner's options and their values (SANE standard 4.2.9 and 4.5).

use super::wire::Answer;

/// Sources by name, in the order of [`Source`].
pub const SOURCES: [&str; 3] = ["Flatbed", "ADF Front", "ADF Duplex"];
/// Modes by name.
pub const MODES: [&str; 2] = ["Gray", "Color"];
const RESOLUTIONS: [i32; 4] = [75, 150, 300, 600];
/// The glass in millimetres: a little more than A4.
const GLASS: (i32, i32) = (216, 300);
const FIXED_ONE: i32 = 1 << 16;

const BOOL: i32 = 0;
const INT: i32 = 1;
const FIXED: i32 = 2;
const TEXT: i32 = 3;
const GROUP: i32 = 5;
const UNIT_MILLIMETRE: i32 = 3;
const UNIT_DPI: i32 = 4;
/// Can be set and read by programs.
const SETTABLE: i32 = 1 | 4;
const READABLE: i32 = 4;

const SOURCE: i32 = 2;
const MODE: i32 = 3;
const RESOLUTION: i32 = 4;
const LEFT: i32 = 5;
const BOTTOM: i32 = 8;
/// Options, with the number of options itself as the first.
const COUNT: i32 = 9;

/// Settings that a page depends on have changed.
pub const RELOAD_PARAMETERS: i32 = 4;

/// A value as it travels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Words.
    Words(Vec<i32>),
    /// Bytes of a text with its zero.
    Text(Vec<u8>),
}

/// Where sheets come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Glass.
    Flatbed,
    /// Feeder.
    Feeder,
    /// Feeder, both sides.
    Duplex,
}

/// The settings of a client.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where sheets come from.
    pub source: Source,
    /// Colours instead of grey.
    pub colour: bool,
    /// Dots per inch.
    pub dpi: i32,
    /// Left, top, right, bottom in units of 1/65536 mm.
    area: [i32; 4],
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            source: Source::Flatbed,
            colour: false,
            dpi: 300,
            area: [0, 0, GLASS.0 * FIXED_ONE, GLASS.1 * FIXED_ONE],
        }
    }
}

impl Settings {
    /// Pixels to the right and down.
    pub fn size(&self) -> (i32, i32) {
        let [left, top, right, bottom] = self.area;
        (self.pixels(right - left), self.pixels(bottom - top))
    }

    fn pixels(&self, length: i32) -> i32 {
        let hundredths = i64::from(length.max(0)) * i64::from(self.dpi) * 10;
        let inch = 254 * i64::from(FIXED_ONE);
        i32::try_from(hundredths / inch).unwrap_or(1).max(1)
    }

    /// Reads an option; `None` when there is no such one.
    pub fn get(&self, option: i32) -> Option<Value> {
        let word = |word| Some(Value::Words(vec![word]));
        match option {
            0 => word(COUNT),
            SOURCE => Some(text(SOURCES[self.source as usize], &SOURCES)),
            MODE => Some(text(MODES[usize::from(self.colour)], &MODES)),
            RESOLUTION => word(self.dpi),
            LEFT..=BOTTOM => word(self.area[usize::try_from(option - LEFT).ok()?]),
            _ => None,
        }
    }

    /// Sets an option; false when there is no such option or value.
    pub fn set(&mut self, option: i32, value: &Value) -> bool {
        match (option, value) {
            (SOURCE, Value::Text(name)) => {
                let known = [Source::Flatbed, Source::Feeder, Source::Duplex];
                let found = index_of(name, &SOURCES).map(|index| known[index]);
                found.inspect(|source| self.source = *source).is_some()
            }
            (MODE, Value::Text(name)) => {
                let found = index_of(name, &MODES);
                found.inspect(|index| self.colour = *index == 1).is_some()
            }
            (RESOLUTION, Value::Words(words)) if RESOLUTIONS.contains(&first(words)) => {
                self.dpi = first(words);
                true
            }
            (LEFT..=BOTTOM, Value::Words(words)) => {
                let side = usize::try_from(option - LEFT).unwrap_or(0);
                let most = if side.is_multiple_of(2) {
                    GLASS.0
                } else {
                    GLASS.1
                };
                self.area[side] = first(words).clamp(0, most * FIXED_ONE);
                true
            }
            _ => false,
        }
    }
}

/// Adds all descriptors.
pub fn describe(answer: Answer) -> Answer {
    let mut answer = answer.word(COUNT);
    answer = head(answer, ["", "Number of options"], INT, 0, 4, READABLE).word(0);
    answer = head(answer, ["", "Scan"], GROUP, 0, 0, 0).word(0);
    answer = texts(answer, ["source", "Source"], &SOURCES);
    answer = texts(answer, ["mode", "Mode"], &MODES);
    let mut words = vec![4];
    words.extend(RESOLUTIONS);
    answer = head(
        answer,
        ["resolution", "Resolution"],
        INT,
        UNIT_DPI,
        4,
        SETTABLE,
    );
    answer = answer.word(2).count(words.len());
    answer = words.into_iter().fold(answer, Answer::word);
    for (name, most) in [
        ("tl-x", GLASS.0),
        ("tl-y", GLASS.1),
        ("br-x", GLASS.0),
        ("br-y", GLASS.1),
    ] {
        answer = head(answer, [name, name], FIXED, UNIT_MILLIMETRE, 4, SETTABLE);
        // A range: lowest, highest, any step.
        answer = answer.word(1).some().word(0).word(most * FIXED_ONE).word(0);
    }
    answer
}

/// Whether a value of this type is one of words.
pub fn is_of_words(kind: i32) -> bool {
    [BOOL, INT, FIXED].contains(&kind)
}

/// Whether a value of this type is a text.
pub fn is_text(kind: i32) -> bool {
    kind == TEXT
}

fn texts(answer: Answer, names: [&str; 2], list: &[&str]) -> Answer {
    let answer = head(answer, names, TEXT, 0, room(list), SETTABLE);
    let answer = answer.word(3).count(list.len() + 1);
    list.iter()
        .fold(answer, |answer, text| answer.text(text))
        .no_text()
}

fn head(
    answer: Answer,
    [name, title]: [&str; 2],
    kind: i32,
    unit: i32,
    size: usize,
    capabilities: i32,
) -> Answer {
    let answer = answer.some().text(name).text(title).text("");
    answer.word(kind).word(unit).count(size).word(capabilities)
}

/// Bytes of the longest text with its zero.
fn room(list: &[&str]) -> usize {
    list.iter().map(|text| text.len() + 1).max().unwrap_or(1)
}

fn text(text: &str, list: &[&str]) -> Value {
    let mut bytes = text.as_bytes().to_vec();
    bytes.resize(room(list), 0);
    Value::Text(bytes)
}

fn index_of(name: &[u8], list: &[&str]) -> Option<usize> {
    let end = name.iter().position(|byte| *byte == 0)?;
    list.iter()
        .position(|known| known.as_bytes() == &name[..end])
}

fn first(words: &[i32]) -> i32 {
    words.first().copied().unwrap_or_default()
}
