//! Which words an act needs, one after the other, and what is wrong with one. Pure.

use amtskoffer_contract::bridge::{CardSeen, PinState, PinWay};

use crate::texts::card::{self, Word};

/// What the holder wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Another PIN.
    ChangePin(PinWay),
    /// Three tries again.
    Unblock,
}

/// The words of an act, in the order in which they are typed.
pub fn words(act: Act, card: CardSeen) -> Vec<Word> {
    let old = match act {
        Act::Unblock => return vec![Word::Puk],
        Act::ChangePin(PinWay::TransportPin) => Word::Transport,
        Act::ChangePin(PinWay::Pin) => Word::Old,
    };
    let suspended = card
        == CardSeen::Eid {
            pin: PinState::CanNeeded,
        };
    let can = suspended.then_some(Word::Can);
    can.into_iter()
        .chain([old, Word::New, Word::Repeat])
        .collect()
}

/// The acts that a card allows now.
pub fn acts(card: CardSeen) -> &'static [Act] {
    const CHANGE: [Act; 2] = [
        Act::ChangePin(PinWay::TransportPin),
        Act::ChangePin(PinWay::Pin),
    ];
    match card {
        CardSeen::Eid {
            pin: PinState::Usable { .. } | PinState::CanNeeded,
        } => &CHANGE,
        CardSeen::Eid {
            pin: PinState::Blocked,
        } => &[Act::Unblock],
        _ => &[],
    }
}

/// What is wrong with a new PIN: one digit six times, or a row up or down.
pub fn too_simple(pin: &str) -> bool {
    let steps = |by: u8| {
        let bytes = pin.as_bytes();
        bytes
            .windows(2)
            .all(|pair| matches!(pair, [a, b] if b.wrapping_sub(*a) == by))
    };
    [0, 1, u8::MAX].into_iter().any(steps)
}

/// What is wrong with a word that was typed to its end, given the new PIN before it.
pub fn problem(word: Word, typed: &str, new: Option<&str>) -> Option<&'static str> {
    match word {
        Word::New if too_simple(typed) => Some(card::TOO_SIMPLE),
        Word::Repeat if new != Some(typed) => Some(card::NOT_ALIKE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn eid(pin: PinState) -> CardSeen {
        CardSeen::Eid { pin }
    }

    #[test]
    fn words_follow_act_and_card() {
        let fresh = eid(PinState::Usable { tries_left: 3 });
        let first = Act::ChangePin(PinWay::TransportPin);
        assert_eq!(
            words(first, fresh),
            [Word::Transport, Word::New, Word::Repeat]
        );
        let suspended = eid(PinState::CanNeeded);
        let change = Act::ChangePin(PinWay::Pin);
        let with_can = [Word::Can, Word::Old, Word::New, Word::Repeat];
        assert_eq!(words(change, suspended), with_can);
        assert_eq!(words(Act::Unblock, fresh), [Word::Puk]);
    }

    #[test]
    fn only_what_the_card_allows_is_offered() {
        assert_eq!(acts(eid(PinState::Usable { tries_left: 2 })).len(), 2);
        assert_eq!(acts(eid(PinState::CanNeeded)).len(), 2);
        assert_eq!(acts(eid(PinState::Blocked)), [Act::Unblock]);
        for card in [CardSeen::NoCard, CardSeen::NoEid, eid(PinState::Off)] {
            assert!(acts(card).is_empty());
        }
    }

    #[test]
    fn simple_pins_and_slips_are_told() {
        for pin in ["111111", "123456", "654321", "987654"] {
            assert!(too_simple(pin), "{pin}");
        }
        for pin in ["135790", "112233", "123457"] {
            assert!(!too_simple(pin), "{pin}");
        }
        assert_eq!(problem(Word::Repeat, "135790", Some("135790")), None);
        let slip = problem(Word::Repeat, "135791", Some("135790"));
        assert_eq!(slip, Some(card::NOT_ALIKE));
        assert_eq!(problem(Word::New, "000000", None), Some(card::TOO_SIMPLE));
        assert_eq!(problem(Word::Old, "000000", None), None);
    }
}
