//! What a card tells when it is switched on: the answer to reset (ISO/IEC 7816-3 section 8, historical
//! bytes by 7816-4 section 12.1.1).

/// Whether the card says that it takes commands with lengths of three bytes. Anything that is not
/// understood means no.
pub fn takes_extended_lengths(atr: &[u8]) -> bool {
    historical(atr).and_then(capabilities) == Some(true)
}

/// Third byte of the card capabilities: extended lengths.
const EXTENDED: u8 = 0x40;
/// Interface bytes come in at most so many groups; a real card has three.
const GROUPS: usize = 8;

fn historical(atr: &[u8]) -> Option<&[u8]> {
    let (&format, mut rest) = atr.get(1..)?.split_first()?;
    let count = usize::from(format & 0x0F);
    let mut present = format >> 4;
    for _ in 0..GROUPS {
        let next = present.count_ones() as usize;
        let (group, after) = rest.split_at_checked(next)?;
        rest = after;
        // The last of a group, if its highest bit is set, names the next group.
        if present & 0x8 == 0 {
            return rest.get(..count);
        }
        present = group.last()? >> 4;
    }
    None
}

/// Looks for object 7x with three bytes among the compact objects.
fn capabilities(historical: &[u8]) -> Option<bool> {
    let (category, mut rest) = historical.split_first()?;
    if !matches!(category, 0x00 | 0x80) {
        return None;
    }
    while let Some((head, after)) = rest.split_first() {
        let (value, next) = after.split_at_checked(usize::from(head & 0x0F))?;
        if head >> 4 == 7 {
            return Some(value.get(2)? & EXTENDED != 0);
        }
        rest = next;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::hex;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_german_card_takes_extended_lengths() {
        assert!(takes_extended_lengths(&hex(
            "3B8A80018031F873F741E082900075"
        )));
    }

    #[test]
    fn everything_else_does_not() {
        for atr in [
            "",
            "3B",
            "3B00",
            "3B8A80018031F873F74100829000F5",
            "3B8A8001",
            "3B8080808080808080808080808080",
            "3B9F96801F",
            "3B044107F741E0",
        ] {
            assert!(!takes_extended_lengths(&hex(atr)), "{atr}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            let _ = takes_extended_lengths(&bytes);
        }
    }
}
