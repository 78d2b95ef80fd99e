//! A scanner's options as SANE describes them (standard 4.2.9), as plain data.

use serde::{Deserialize, Serialize};

/// One option.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OptionView {
    /// Its name, e.g. `resolution`; groups have none and are left out.
    pub name: String,
    /// What its value is.
    pub kind: Kind,
    /// Unit of a number.
    pub unit: Unit,
    /// Whether it can be set at this moment.
    pub settable: bool,
    /// Which values it takes.
    pub allowed: Allowed,
}

/// What an option's value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Yes or no.
    Bool,
    /// A whole number.
    Int,
    /// A number in units of 1/65536.
    Fixed,
    /// Text.
    Text,
    /// Anything that we never set: buttons and tables.
    Other,
}

/// Unit of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Pixels.
    Pixel,
    /// Millimetres.
    Millimetre,
    /// Any other, or none.
    Other,
}

/// Which values an option takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Allowed {
    /// Any.
    Any,
    /// From a lowest to a highest, as words.
    Range {
        /// Lowest.
        min: i32,
        /// Highest.
        max: i32,
        /// Distance of two values; 0 for any.
        step: i32,
    },
    /// One of these words.
    Words(Vec<i32>),
    /// One of these texts.
    Texts(Vec<String>),
}

/// A value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// Yes or no.
    Bool(bool),
    /// A word: whole for [`Kind::Int`], in units of 1/65536 for [`Kind::Fixed`].
    Word(i32),
    /// Text.
    Text(String),
}

impl OptionView {
    /// The texts that may be chosen; empty when it is no choice of texts.
    pub fn texts(&self) -> &[String] {
        match &self.allowed {
            Allowed::Texts(texts) => texts,
            _ => &[],
        }
    }

    /// The word of a number in the option's kind.
    #[allow(clippy::cast_possible_truncation, reason = "clamped")]
    pub fn word(&self, number: f64) -> i32 {
        let scaled = match self.kind {
            Kind::Fixed => number * f64::from(FIXED_ONE),
            _ => number,
        };
        scaled
            .round()
            .clamp(f64::from(i32::MIN), f64::from(i32::MAX)) as i32
    }

    /// The number of a word in the option's kind.
    pub fn number(&self, word: i32) -> f64 {
        match self.kind {
            Kind::Fixed => f64::from(word) / f64::from(FIXED_ONE),
            _ => f64::from(word),
        }
    }

    /// The allowed word nearest to `wanted`.
    pub fn nearest(&self, wanted: i32) -> i32 {
        match &self.allowed {
            Allowed::Range { min, max, step } => {
                let max = (*max).max(*min);
                on_step(wanted.clamp(*min, max), *min, max, *step)
            }
            Allowed::Words(words) => {
                let nearest = words.iter().min_by_key(|word| word.abs_diff(wanted));
                nearest.copied().unwrap_or(wanted)
            }
            Allowed::Any | Allowed::Texts(_) => wanted,
        }
    }
}

/// 1 as a fixed-point word.
const FIXED_ONE: i32 = 1 << 16;

fn on_step(word: i32, min: i32, max: i32, step: i32) -> i32 {
    if step <= 0 {
        return word;
    }
    let (above, step) = (i64::from(word) - i64::from(min), i64::from(step));
    let mut steps = (above + step / 2) / step;
    if i64::from(min) + steps * step > i64::from(max) {
        steps -= 1;
    }
    i32::try_from(i64::from(min) + steps * step).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::{Allowed, Kind, OptionView, Unit};
    use proptest::prelude::*;

    fn option(kind: Kind, allowed: Allowed) -> OptionView {
        OptionView {
            name: "br-x".into(),
            kind,
            unit: Unit::Millimetre,
            settable: true,
            allowed,
        }
    }

    #[test]
    fn fixed_numbers_are_words_of_a_65536th() {
        let fixed = option(Kind::Fixed, Allowed::Any);
        assert_eq!(
            (fixed.word(210.5), fixed.number(0x0001_8000)),
            (13_795_328, 1.5)
        );
        let whole = option(Kind::Int, Allowed::Any);
        assert_eq!((whole.word(299.7), whole.number(300)), (300, 300.0));
        assert_eq!(fixed.word(1e12), i32::MAX);
    }

    #[test]
    fn the_nearest_allowed_word_is_taken() {
        let range = |min, max, step| option(Kind::Int, Allowed::Range { min, max, step });
        assert_eq!(range(0, 200, 0).nearest(297), 200);
        assert_eq!(range(5, 200, 10).nearest(-3), 5);
        assert_eq!(range(0, 99, 10).nearest(98), 90);
        assert_eq!(range(0, 99, 10).nearest(46), 50);
        let words = option(Kind::Int, Allowed::Words(vec![75, 150, 300]));
        assert_eq!((words.nearest(290), words.nearest(1)), (300, 75));
        assert_eq!(option(Kind::Int, Allowed::Any).nearest(7), 7);
    }

    proptest! {
        #[test]
        fn a_range_is_never_left(
            min in any::<i32>(), max in any::<i32>(), step in any::<i32>(), wanted in any::<i32>(),
        ) {
            let nearest = option(Kind::Int, Allowed::Range { min, max, step }).nearest(wanted);
            prop_assert!(nearest >= min && nearest <= max.max(min));
        }
    }
}
