//! Check digits by the weights 7-3-1 (ICAO Doc 9303-3).

/// The check digit of a text in the alphabet of the zone (`A`–`Z`, `0`–`9`, `<`); nothing if
/// another sign stands in it.
pub fn check_digit(text: &str) -> Option<char> {
    let values = text.chars().map(value).collect::<Option<Vec<_>>>()?;
    let sum: u32 = values
        .iter()
        .zip([7, 3, 1].iter().cycle())
        .map(|(v, weight)| v * weight)
        .sum();
    char::from_digit(sum % 10, 10)
}

/// Digits count as themselves, letters as 10 to 35, the filler as 0.
fn value(sign: char) -> Option<u32> {
    match sign {
        '<' => Some(0),
        '0'..='9' | 'A'..='Z' => sign.to_digit(36),
        _ => None,
    }
}
