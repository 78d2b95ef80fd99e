//! No look-up without a reason, a file number and a name (BMG § 40).

use amtskoffer_contract::ingest::Refusal;
use amtskoffer_contract::register::Purpose;

const REASON: std::ops::RangeInclusive<usize> = 3..=100;
const FILE_NUMBER: std::ops::RangeInclusive<usize> = 1..=40;
const CLERK: std::ops::RangeInclusive<usize> = 1..=100;

/// The purpose without outer spaces, or [`Refusal::PurposeMissing`] when a text of it is missing,
/// too long, or has control characters.
pub(crate) fn checked(purpose: &Purpose) -> Result<Purpose, Refusal> {
    Ok(Purpose {
        reason: text(&purpose.reason, REASON)?,
        file_number: text(&purpose.file_number, FILE_NUMBER)?,
        clerk: text(&purpose.clerk, CLERK)?,
    })
}

fn text(text: &str, letters: std::ops::RangeInclusive<usize>) -> Result<String, Refusal> {
    let text = text.trim();
    let fits = letters.contains(&text.chars().count()) && !text.chars().any(char::is_control);
    if fits {
        Ok(text.to_owned())
    } else {
        Err(Refusal::PurposeMissing)
    }
}

#[cfg(test)]
mod tests {
    use super::checked;
    use amtskoffer_contract::ingest::Refusal;
    use amtskoffer_contract::register::Purpose;

    fn purpose(reason: &str, file_number: &str, clerk: &str) -> Purpose {
        let owned = str::to_owned;
        Purpose {
            reason: owned(reason),
            file_number: owned(file_number),
            clerk: owned(clerk),
        }
    }

    #[test]
    fn a_full_purpose_passes_without_outer_spaces() {
        let passed = checked(&purpose(" Personalausweis ", "33/2026-17", "Jansen")).expect("full");
        assert_eq!(passed.reason, "Personalausweis");
    }

    #[test]
    fn whatever_is_missing_or_too_long_is_refused() {
        let long = "x".repeat(101);
        for (reason, file_number, clerk) in [
            ("", "33/1", "Jansen"),
            ("PA", "33/1", "Jansen"),
            (long.as_str(), "33/1", "Jansen"),
            ("Personalausweis", "  ", "Jansen"),
            ("Personalausweis", &long[..41], "Jansen"),
            ("Personalausweis", "33/1", ""),
            ("Personal\u{0}ausweis", "33/1", "Jansen"),
        ] {
            let refused = checked(&purpose(reason, file_number, clerk));
            assert_eq!(
                refused,
                Err(Refusal::PurposeMissing),
                "{reason:?} {file_number:?}"
            );
        }
    }
}
