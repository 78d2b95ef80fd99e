//! Money in whole cents.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign};

/// An amount of money in euro cents. Shown the German way: `46,00 €`, `1.234,50 €`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cents(pub i64);

impl Cents {
    /// An amount as a clerk types it, `60`, `52,50`, `1.234,5` or `52.50`; nothing if it is none or a million
    /// or more.
    pub fn typed(typed: &str) -> Option<Self> {
        let typed = typed.trim().trim_end_matches('€').trim_end();
        let (euros, cents) = match typed.rsplit_once(',') {
            Some((euros, cents)) => (euros.replace('.', ""), cents),
            None => match typed.rsplit_once('.') {
                Some((euros, cents)) if cents.len() <= 2 => (euros.to_owned(), cents),
                _ => (typed.replace('.', ""), ""),
            },
        };
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if euros.is_empty() || euros.len() > 6 || cents.len() > 2 || !digits(&euros) || !digits(cents) {
            return None;
        }
        let euros: i64 = euros.parse().ok()?;
        let cents: i64 = format!("{cents:0<2}").parse().ok()?;
        Some(Self(euros * 100 + cents))
    }
}

impl Add for Cents {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Cents {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sum for Cents {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self(0), Add::add)
    }
}

impl fmt::Display for Cents {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let amount = self.0.unsigned_abs();
        let euros = grouped(amount / 100);
        write!(out, "{sign}{euros},{:02} €", amount % 100)
    }
}

/// Digits in groups of three, parted by points.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text
}
