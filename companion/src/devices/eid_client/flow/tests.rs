use super::{Command, Flow, Reader, ReaderCard, Told, Word};
use crate::devices::eid_client::{ClientError, Words};
use amtskoffer_contract::bridge::{CardOutcome, CardSeen, PinState, Secret};
use proptest::prelude::*;

fn words() -> Words {
    let secret = |word: &str| Some(Secret::new(word.to_owned()));
    Words {
        old: secret("123456"),
        new: secret("654321"),
        can: secret("500540"),
    }
}

fn reader(keypad: bool, tries: u8) -> Reader {
    Reader {
        name: "Leser".to_owned(),
        keypad,
        simulated: false,
        card: Some(ReaderCard {
            tries: Some(tries),
            deactivated: false,
            inoperative: false,
        }),
    }
}

fn enter(word: Word) -> Told {
    Told::Enter(word, reader(false, 3))
}

const ENDED: Told = Told::Ended { success: true };
const FAILED: Told = Told::Ended { success: false };

/// What is commanded when the client tells these, one after the other.
fn commands(words: &Words, told: &[Told]) -> Vec<Command> {
    let mut flow = Flow::default();
    told.iter()
        .map(|told| flow.on(told, words, false))
        .collect()
}

#[test]
fn a_change_without_keypad_gives_both_words() {
    let told = [
        Told::Begun,
        Told::InsertCard,
        enter(Word::Pin),
        enter(Word::NewPin),
        ENDED,
    ];
    let expected = [
        Command::Wait,
        Command::Wait,
        Command::Give(Word::Pin),
        Command::Give(Word::NewPin),
        Command::End(Ok(CardOutcome::PinChanged)),
    ];
    assert_eq!(commands(&words(), &told), expected);
}

#[test]
fn at_a_keypad_no_word_is_needed_and_the_holder_may_try_again() {
    let keypad = |word| Told::Enter(word, reader(true, 3));
    let told = [
        keypad(Word::Pin),
        keypad(Word::Pin),
        keypad(Word::NewPin),
        ENDED,
    ];
    let commands = commands(&Words::default(), &told);
    assert_eq!(commands[1], Command::Give(Word::Pin));
    assert_eq!(commands[3], Command::End(Ok(CardOutcome::PinChanged)));
}

#[test]
fn success_without_a_question_is_not_believed() {
    for told in [
        vec![Told::Begun, ENDED],
        vec![enter(Word::Pin), ENDED],
        vec![enter(Word::NewPin), ENDED],
        vec![enter(Word::Puk), ENDED],
    ] {
        let last = commands(&words(), &told).pop();
        assert_eq!(
            last,
            Some(Command::End(Ok(CardOutcome::NotConfirmed))),
            "{told:?}"
        );
    }
}

#[test]
fn a_word_that_is_asked_for_again_was_wrong() {
    for (word, outcome) in [
        (Word::Pin, Ok(CardOutcome::WrongPin)),
        (Word::Can, Ok(CardOutcome::WrongCan)),
        (Word::NewPin, Err(ClientError::Refused)),
    ] {
        let commands = commands(&words(), &[enter(word), enter(word), enter(word), FAILED]);
        assert_eq!(
            commands[1..],
            [Command::Cancel, Command::Wait, Command::End(outcome)]
        );
    }
}

#[test]
fn what_the_holder_must_do_elsewhere_stops_the_change() {
    let off = Reader {
        card: Some(ReaderCard {
            tries: Some(3),
            deactivated: true,
            inoperative: false,
        }),
        ..reader(false, 3)
    };
    let no_can = Words {
        can: None,
        ..words()
    };
    for (words, told, outcome) in [
        (words(), enter(Word::Puk), Ok(CardOutcome::PinBlocked)),
        (
            words(),
            Told::Enter(Word::Pin, off),
            Ok(CardOutcome::PinOff),
        ),
        (no_can, enter(Word::Can), Ok(CardOutcome::CanNeeded)),
        (
            Words::default(),
            enter(Word::Pin),
            Err(ClientError::Refused),
        ),
    ] {
        let commands = commands(&words, &[told, FAILED]);
        assert_eq!(commands, [Command::Cancel, Command::End(outcome)]);
    }
}

#[test]
fn an_end_without_a_reason_and_a_second_user() {
    let refused = Command::End(Err(ClientError::Refused));
    assert_eq!(commands(&words(), &[FAILED]), [refused]);
    let occupied = Command::End(Err(ClientError::Occupied));
    assert_eq!(commands(&words(), &[Told::BadState]), [occupied]);
    let mut flow = Flow::default();
    assert_eq!(flow.cancel(ClientError::NoCard), Command::Cancel);
    let ended = flow.on(&FAILED, &words(), false);
    assert_eq!(ended, Command::End(Err(ClientError::NoCard)));
}

#[test]
fn the_built_in_card_is_only_laid_on_when_that_is_allowed() {
    let mut flow = Flow::default();
    assert_eq!(flow.on(&Told::InsertCard, &words(), true), Command::SetCard);
    assert_eq!(flow.on(&Told::InsertCard, &words(), false), Command::Wait);
}

#[test]
fn cards_are_seen_as_the_page_knows_them() {
    let card = |tries, deactivated, inoperative| ReaderCard {
        tries,
        deactivated,
        inoperative,
    };
    let eid = |pin| CardSeen::Eid { pin };
    for (card, seen) in [
        (
            card(Some(3), false, false),
            eid(PinState::Usable { tries_left: 3 }),
        ),
        (
            card(Some(2), false, false),
            eid(PinState::Usable { tries_left: 2 }),
        ),
        (card(Some(1), false, false), eid(PinState::CanNeeded)),
        (card(Some(0), false, false), eid(PinState::Blocked)),
        (card(Some(3), true, false), eid(PinState::Off)),
        (card(Some(3), false, true), CardSeen::Unreadable),
        (card(None, false, false), CardSeen::NoEid),
    ] {
        assert_eq!(card.seen(), seen);
    }
}

fn any_told() -> impl Strategy<Value = Told> {
    let word = prop::sample::select(vec![Word::Can, Word::Pin, Word::NewPin, Word::Puk]);
    prop_oneof![
        Just(Told::Begun),
        Just(Told::InsertCard),
        Just(Told::Other),
        any::<bool>().prop_map(|success| Told::Ended { success }),
        (word, any::<bool>(), 0..4_u8)
            .prop_map(|(word, keypad, tries)| Told::Enter(word, reader(keypad, tries))),
    ]
}

proptest! {
    #[test]
    fn a_change_is_only_claimed_after_both_words_were_given(
        told in prop::collection::vec(any_told(), 0..12),
    ) {
        let mut flow = Flow::default();
        let mut given = Vec::new();
        for told in told {
            match flow.on(&told, &words(), false) {
                Command::Give(word) => given.push(word),
                Command::End(Ok(CardOutcome::PinChanged)) => {
                    prop_assert!(given.contains(&Word::Pin) && given.contains(&Word::NewPin));
                }
                _ => {}
            }
        }
    }
}
